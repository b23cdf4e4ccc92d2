//! Which operands an instruction has, by the Wasm specification's table of codes.

use super::At::*;
use super::{At, Walk};

impl Walk {
    /// Waits for these operands.
    fn wait(&mut self, first: At, second: At, third: At) {
        self.rest = [second, third];
        self.to(first);
    }

    /// Takes in an instruction's code.
    pub(super) fn instruction(&mut self, byte: u8) {
        self.done.copy_within(0..5, 1);
        self.done[0] = u32::from(byte);
        self.stack.step(byte);
        let none = Instruction;
        match byte {
            0x02..=0x04 => {
                self.depth = self.depth.saturating_add(1);
                self.wait(Block, none, none);
            }
            0x0b => match self.depth.checked_sub(1) {
                Some(depth) => {
                    self.depth = depth;
                    self.to(Instruction);
                }
                None => self.next_function(self.functions.saturating_sub(1)),
            },
            0x0c | 0x0d => self.wait(Label, none, none),
            0x0e => self.wait(Labels, none, none),
            0x10 | 0xd2 => self.wait(Callee, none, none),
            0x11 => self.wait(Type, Other, none),
            0x20..=0x22 => self.wait(Local, none, none),
            0x23 | 0x24 => self.wait(Global, none, none),
            0x28..=0x3e => self.wait(Align, Offset, none),
            0x3f | 0x40 | 0xd0 => self.wait(Other, none, none),
            0x41 => self.wait(Const32, none, none),
            0x42 => self.wait(Const64, none, none),
            0x43 | 0x44 => {
                self.count = if byte == 0x43 { 4 } else { 8 };
                self.wait(Raw, none, none);
            }
            0xfc => self.wait(Sub, none, none),
            0xfd => self.wait(SubSimd, none, none),
            _ => self.to(Instruction),
        }
    }

    /// The second part of an instruction's code.
    pub(super) fn sub(&mut self, is_simd: bool) {
        let sub = self.value;
        self.done[0] = self.done[0] << 8 | sub & 255;
        let none = Instruction;
        match (is_simd, sub) {
            (false, 0..8) => self.to(Instruction),
            (false, 8 | 10 | 12 | 14) => self.wait(Other, Other, none),
            (false, _) => self.wait(Other, none, none),
            (true, 0..12 | 92 | 93) => self.wait(Align, Offset, none),
            (true, 12 | 13 | 21..=34) => {
                self.count = if sub < 14 { 16 } else { 1 };
                self.wait(Raw, none, none);
            }
            (true, 84..=91) => {
                self.count = 1;
                self.wait(Align, Offset, Raw);
            }
            (true, _) => self.to(Instruction),
        }
    }
}

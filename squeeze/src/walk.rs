//! Where in a Wasm module the next byte stands: at an instruction, or at which of its operands, and what came before.
//!
//! What is not as it should be is walked through all the same: a wrong place makes wrong forecasts, nothing else.

/// What the next byte is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum At {
    /// Not in a module.
    Text,
    Magic,
    SectionId,
    SectionSize,
    Section,
    Functions,
    FunctionSize,
    LocalGroups,
    LocalCount,
    LocalType,
    Instruction,
    // Operands.
    Local,
    Global,
    Align,
    Offset,
    Const32,
    Const64,
    Raw,
    Block,
    Label,
    Labels,
    Callee,
    Type,
    Other,
    Sub,
    SubSimd,
}

use At::*;

/// A walk through a module.
pub(crate) struct Walk {
    pub(crate) at: At,
    /// Bytes of the number that is being read, and its value so far.
    pub(crate) digits: u32,
    pub(crate) value: u32,
    /// The last six instructions, the latest first.
    pub(crate) done: [u32; 6],
    /// The last three locals that were named.
    pub(crate) locals: [u32; 3],
    pub(crate) offset: u32,
    pub(crate) operand: u32,
    /// Operands to come after the one at hand.
    rest: [At; 2],
    /// Raw bytes, labels or groups to come.
    count: u32,
    section: u32,
    section_left: u32,
    function_left: u32,
    /// Bytes of the module to come.
    left: usize,
}

impl Walk {
    pub(crate) fn new(module: usize) -> Self {
        Self {
            at: if module == 0 { Text } else { Magic },
            digits: 0,
            value: 0,
            done: [0; 6],
            locals: [0; 3],
            offset: 0,
            operand: 0,
            rest: [Instruction; 2],
            count: 8,
            section: 0,
            section_left: 0,
            function_left: 0,
            left: module,
        }
    }

    /// Whether the place is in a function's code.
    pub(crate) fn is_code(&self) -> bool {
        self.at as u8 >= Instruction as u8
    }

    /// Goes on to a place where a number may begin.
    fn to(&mut self, at: At) {
        (self.at, self.digits, self.value) = (at, 0, 0);
    }

    /// Takes in a digit of a number; whether it was the last.
    fn number(&mut self, byte: u8) -> bool {
        if self.digits < 4 {
            self.value |= u32::from(byte & 127) << (7 * self.digits);
        }
        self.digits += 1;
        byte < 128
    }

    fn next_operand(&mut self) {
        let [next, then] = self.rest;
        self.rest = [then, Instruction];
        self.to(next);
    }

    /// Waits for these operands.
    fn wait(&mut self, first: At, second: At, third: At) {
        self.rest = [second, third];
        self.to(first);
    }

    fn instruction(&mut self, byte: u8) {
        self.done.copy_within(0..5, 1);
        self.done[0] = u32::from(byte);
        let none = Instruction;
        match byte {
            0x02..=0x04 => self.wait(Block, none, none),
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
    fn sub(&mut self, is_simd: bool) {
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

    fn operand(&mut self, byte: u8) {
        if self.at == Raw {
            self.digits += 1;
            self.count = self.count.saturating_sub(1);
            if self.count == 0 {
                self.next_operand();
            }
            return;
        }
        if !self.number(byte) {
            return;
        }
        match self.at {
            Sub => return self.sub(false),
            SubSimd => return self.sub(true),
            Labels => {
                // The labels of a table, and the one for all else.
                self.count = self.value;
                return self.to(if self.count == 0 { Label } else { Other });
            }
            Local => {
                self.locals.copy_within(0..2, 1);
                self.locals[0] = self.value;
            }
            Offset => self.offset = self.value,
            _ => {}
        }
        self.operand = self.value;
        if self.at == Other && self.done[0] == 0x0e {
            self.count -= 1;
            return self.to(if self.count == 0 { Label } else { Other });
        }
        self.next_operand();
    }

    /// Takes in the byte at this place.
    pub(crate) fn step(&mut self, byte: u8) {
        if self.at == Text {
            return;
        }
        self.left -= 1;
        if self.left == 0 {
            return self.to(Text);
        }
        let is_function = self.at as u8 > FunctionSize as u8;
        if self.at as u8 > Functions as u8 {
            self.section_left = self.section_left.wrapping_sub(1);
            self.function_left = self.function_left.wrapping_sub(u32::from(is_function));
        }
        match self.at {
            Magic => {
                self.count -= 1;
                if self.count == 0 {
                    self.to(SectionId);
                }
            }
            SectionId => {
                self.section = u32::from(byte);
                self.to(SectionSize);
            }
            SectionSize => {
                if self.number(byte) {
                    self.section_left = self.value;
                    let empty = self.value == 0;
                    self.to(if self.section == 10 {
                        Functions
                    } else if empty {
                        SectionId
                    } else {
                        Section
                    });
                }
            }
            Section => {
                self.section_left -= 1;
                if self.section_left == 0 {
                    self.to(SectionId);
                }
            }
            Functions => {
                if self.number(byte) {
                    // The count's own bytes are of the section, too.
                    self.section_left = self.section_left.wrapping_sub(self.digits);
                    self.to(FunctionSize);
                }
            }
            FunctionSize => {
                if self.number(byte) {
                    self.function_left = self.value;
                    (self.done, self.locals) = ([0; 6], [0; 3]);
                    self.to(LocalGroups);
                }
            }
            LocalGroups => {
                if self.number(byte) {
                    self.count = self.value;
                    self.to(if self.count == 0 { Instruction } else { LocalCount });
                }
            }
            LocalCount => {
                if self.number(byte) {
                    self.to(LocalType);
                }
            }
            LocalType => {
                self.count = self.count.saturating_sub(1);
                self.to(if self.count == 0 { Instruction } else { LocalCount });
            }
            Instruction => self.instruction(byte),
            _ => self.operand(byte),
        }
        if is_function && self.function_left == 0 {
            self.to(if self.section_left == 0 { SectionId } else { FunctionSize });
        }
    }
}

#[cfg(test)]
mod tests;

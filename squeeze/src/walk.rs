//! Where in a Wasm module the next byte stands: at an instruction, or at which of its operands, and what came before.
//!
//! The module is bare (`sizes`): its functions do not tell their sizes, but end where their last block does.
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

use crate::stack::Stack;

/// A walk through a module.
pub(crate) struct Walk {
    pub(crate) at: At,
    /// Bytes of the number that is being read, and its value so far.
    pub(crate) digits: u32,
    pub(crate) value: u32,
    /// The last six instructions, the latest first.
    pub(crate) done: [u32; 6],
    /// The last two locals that were named.
    pub(crate) locals: [u32; 2],
    pub(crate) offset: u32,
    pub(crate) operand: u32,
    /// Functions so far, the last one that was called, the last constant, and what is on the stack.
    pub(crate) function: u32,
    pub(crate) callee: u32,
    pub(crate) constant: u32,
    pub(crate) stack: Stack,
    /// By the last local that was named, the last offset in memory.
    offsets: [u32; 32],
    /// Operands to come after the one at hand.
    rest: [At; 2],
    /// Raw bytes, labels or groups to come.
    count: u32,
    section: u32,
    section_left: u32,
    /// Functions to come, with the one at hand, and the blocks open in it.
    functions: u32,
    depth: u32,
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
            locals: [0; 2],
            offset: 0,
            operand: 0,
            function: 0,
            callee: 0,
            constant: 0,
            stack: Stack::default(),
            offsets: [0; 32],
            rest: [Instruction; 2],
            count: 8,
            section: 0,
            section_left: 0,
            functions: 0,
            depth: 0,
            left: module,
        }
    }

    /// Whether the place is in a function's code.
    pub(crate) fn is_code(&self) -> bool {
        self.at as u8 >= Instruction as u8
    }

    /// The last offset in memory from what this local is.
    pub(crate) fn offset_of(&self, local: u32) -> u32 {
        self.offsets[(local & 31) as usize]
    }

    /// Whether the next byte is an instruction.
    pub(crate) fn begins_instruction(&self) -> bool {
        self.at == Instruction
    }

    /// Whether the next byte is a function's.
    pub(crate) fn is_function(&self) -> bool {
        self.at as u8 >= LocalGroups as u8
    }

    /// Whether the next byte is a function's first.
    pub(crate) fn begins_function(&self) -> bool {
        self.at == LocalGroups && self.digits == 0
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

    /// Goes on to the first of so many functions.
    fn next_function(&mut self, functions: u32) {
        (self.functions, self.depth) = (functions, 0);
        (self.done, self.locals, self.offsets) = ([0; 6], [0; 2], [0; 32]);
        self.stack = Stack::default();
        self.function = self.function.wrapping_add(1);
        self.to(if functions == 0 { SectionId } else { LocalGroups });
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
                self.locals = [self.value, self.locals[0]];
            }
            Offset => {
                self.offset = self.value;
                self.offsets[(self.locals[0] & 31) as usize] = self.value;
            }
            Callee => self.callee = self.value,
            Const32 => self.constant = self.value,
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
                    self.next_function(self.value);
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
    }
}

mod instructions;
#[cfg(test)]
mod tests;

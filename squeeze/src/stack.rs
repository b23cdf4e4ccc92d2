//! What an instruction finds on the stack, as far as that can be told without knowing what functions take.

/// The instructions that made what is on top, and how many values there are.
#[derive(Default)]
pub(crate) struct Stack {
    made_by: [u8; 8],
    height: u32,
}

impl Stack {
    /// The instructions that made the topmost three values.
    pub(crate) fn top(&self) -> [u32; 3] {
        [0, 1, 2].map(|i| u32::from(self.made_by[i]))
    }

    /// How many values there are, up to 15.
    pub(crate) fn height(&self) -> u32 {
        self.height
    }

    fn push(&mut self, instruction: u8) {
        self.made_by.copy_within(0..7, 1);
        self.made_by[0] = instruction;
        self.height = (self.height + 1).min(15);
    }

    fn pop(&mut self, values: usize) {
        self.made_by.copy_within(values..8, 0);
        self.made_by[8 - values..].fill(0);
        self.height = self.height.saturating_sub(values as u32);
    }

    /// Takes in an instruction.
    pub(crate) fn step(&mut self, instruction: u8) {
        match instruction {
            // Constants, locals, globals.
            0x41..=0x44 | 0x20 | 0x23 | 0x3f | 0xd0 | 0xd2 => self.push(instruction),
            // What is set, dropped, or decides.
            0x21 | 0x24 | 0x1a | 0x0d | 0x04 | 0x0e => self.pop(1),
            // Loads, and what has one operand.
            0x28..=0x35 | 0x40 | 0x45 | 0x50 | 0x67..=0x69 | 0x79..=0x7b | 0x8b..=0x91 | 0x99..=0x9f | 0xa7..=0xc4 => {
                self.made_by[0] = instruction;
            }
            // Stores.
            0x36..=0x3e => self.pop(2),
            // A choice between two.
            0x1b | 0x1c => {
                self.pop(3);
                self.push(instruction);
            }
            // What has two operands.
            0x46..=0xa6 => {
                self.pop(1);
                self.made_by[0] = instruction;
            }
            // Calls take all, as it were, and may give one; after a way out there is nothing.
            0x10 | 0x11 => *self = Self { made_by: [instruction, 0, 0, 0, 0, 0, 0, 0], height: 0 },
            0x00 | 0x0c | 0x0f => *self = Self::default(),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_of_a_local_and_a_constant_is_stored() {
        let mut stack = Stack::default();
        // local.get, local.get, i32.const, i32.add: an address, and a sum.
        [0x20, 0x20, 0x41, 0x6a].into_iter().for_each(|instruction| stack.step(instruction));
        assert_eq!((stack.top(), stack.height()), ([0x6a, 0x20, 0], 2));
        stack.step(0x36);
        assert_eq!((stack.top(), stack.height()), ([0; 3], 0));
    }

    #[test]
    fn any_instruction_can_come_at_any_time() {
        let mut stack = Stack::default();
        for instruction in (0..=255).chain((0..=255).rev()) {
            stack.step(instruction);
            assert!(stack.height() <= 15);
        }
    }
}

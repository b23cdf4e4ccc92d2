//! What each context has seen: fifteen numbers for each half of a byte, found by a hash.

use crate::contexts::COUNT;
use crate::tables::{UNSEEN, after};

/// Numbers a context has room for, as a power of two.
const ROOM: u32 = 20;
/// Numbers side by side for the half of a byte: one to know it by, and one for each start of four bits.
const HALF: usize = 16;
/// Pairs of such halves of one context.
const PAIRS: usize = (1 << ROOM) / HALF / 2;

/// Two places that one look at memory brings in: waiting for memory is much of the time that all this takes.
#[derive(Clone)]
#[repr(align(64))]
struct Pair([[u16; HALF]; 2]);

/// The numbers of all contexts.
pub(crate) struct Slots {
    /// Of each context, one after the other.
    numbers: Vec<Pair>,
    /// Each context's numbers for this half of a byte, and where they came from.
    halves: [[u16; HALF]; COUNT],
    places: [usize; COUNT],
    /// Which of a half's numbers is at hand.
    at: usize,
}

impl Slots {
    pub(crate) fn new() -> Self {
        Self {
            numbers: vec![Pair([[UNSEEN; HALF]; 2]); COUNT * PAIRS],
            halves: [[UNSEEN; HALF]; COUNT],
            places: [0; COUNT],
            at: 1,
        }
    }

    /// Goes to the numbers of the next bit; `code` is a one and the bits of the byte so far.
    pub(crate) fn turn(&mut self, contexts: &[u32; COUNT], code: u32) {
        if code == 1 || code >> 4 == 1 {
            self.find(contexts, code);
        }
        let first = 1 << code.ilog2().saturating_sub(4);
        let at = if code < 16 { code } else { code & (first - 1) | first };
        self.at = at as usize & (HALF - 1);
    }

    /// The number of a context.
    pub(crate) fn number(&self, context: usize) -> u16 {
        self.halves[context][self.at]
    }

    /// Every context sees this bit.
    pub(crate) fn learn(&mut self, bit: u32) {
        for half in &mut self.halves {
            half[self.at] = after(half[self.at], bit);
        }
    }

    /// Finds, or makes, each context's numbers for a half of a byte.
    fn find(&mut self, contexts: &[u32; COUNT], code: u32) {
        let mut hashes = [0_u32; COUNT];
        // All looks at memory at once, and then what depends on them.
        let mut names = [[0_u16; 2]; COUNT];
        for i in 0..COUNT {
            // Back to where they came from.
            let place = self.places[i];
            if let Some(pair) = self.numbers.get_mut(place / 2) {
                pair.0[place & 1] = self.halves[i];
            }
            let mut hash = contexts[i].wrapping_add(code.wrapping_mul(0x3C6E_F372)).wrapping_mul(0x9E37_79B1);
            hash ^= hash >> 16;
            hashes[i] = hash.wrapping_mul(0x2C1B_3C6D);
            self.places[i] = (i * PAIRS + (hashes[i] >> (32 - PAIRS.ilog2())) as usize) * 2;
            if let Some(pair) = self.numbers.get(self.places[i] / 2) {
                names[i] = [pair.0[0][0], pair.0[1][0]];
            }
        }
        for i in 0..COUNT {
            let name = hashes[i] as u16;
            let Some(pair) = self.numbers.get(self.places[i] / 2) else { continue };
            let second = if names[i][0] == name {
                0
            } else if names[i][1] == name {
                1
            } else {
                // The one that was seen less goes.
                let second = usize::from(pair.0[1][1] & 15 < pair.0[0][1] & 15);
                self.places[i] += second;
                self.halves[i] = [UNSEEN; HALF];
                self.halves[i][0] = name;
                continue;
            };
            self.places[i] += second;
            self.halves[i] = pair.0[second];
        }
    }
}

//! Where the same bytes stood before, and what followed there.
//!
//! A function that was made from the same source as another differs from it in a number here and there. So a place that was
//! wrong is not given up at once, and is brought in step again where instructions begin.

use crate::contexts::mix;
use crate::tables::Tables;

/// Bytes by which a place is found, and the fewest that are believed.
const SEED: usize = 6;
const SHORTEST: usize = 5;
/// A place that was right for so long is not left for another one.
const LONG: usize = 16;
/// Bytes that are compared with another place.
const LONGEST: usize = 32;
/// Bytes by which two instructions' numbers may differ.
const STRAY: usize = 6;
/// Wrong so many times in a row, in bits: it is given up.
const GIVEN_UP: u32 = 0xffff;
/// How fast it is learnt how right such places are.
const RATE: f32 = 0.01;

/// One place before.
pub(crate) struct Repeats {
    before: Vec<u8>,
    /// Whether an instruction begins at each byte.
    begins: Vec<bool>,
    /// Where the last bytes were seen last.
    seen: Vec<u32>,
    /// Where it goes on; 0 is nowhere.
    place: usize,
    /// Bytes in a row that were right.
    length: usize,
    /// Whether each of the last 32 bytes was right, the latest lowest.
    right: u32,
    /// How right it was, by length, the last four bytes, the bit and whether it was code.
    chances: Vec<f32>,
    at: Option<usize>,
}

impl Repeats {
    /// For so many bytes.
    pub(crate) fn new(bytes: usize) -> Self {
        Self {
            before: Vec::with_capacity(bytes),
            begins: Vec::with_capacity(bytes),
            seen: vec![0; 1 << 20],
            place: 0,
            length: 0,
            right: 0,
            chances: (0..16 * 16 * 4).map(|i| if i & 2 == 2 { 0.9 } else { 0.1 }).collect(),
            at: None,
        }
    }

    /// All bytes so far.
    pub(crate) fn before(&self) -> &[u8] {
        &self.before
    }

    /// What byte would come, if any.
    pub(crate) fn expected(&self) -> Option<u8> {
        self.before.get(self.place).copied().filter(|_| self.place > 0)
    }

    /// Bytes in a row that were right.
    pub(crate) fn length(&self) -> usize {
        self.length
    }

    /// The logit of the next bit by what came before, or 0; `code` is a one and the bits of the byte so far.
    pub(crate) fn foretell(&mut self, code: u32, is_code: bool, tables: &Tables) -> f32 {
        self.at = None;
        let Some(expected) = self.expected().map(|byte| u32::from(byte) | 256) else { return 0.0 };
        let left = 7 - code.ilog2();
        if expected >> (left + 1) != code {
            return 0.0;
        }
        let right = (self.length.min(15) as u32) << 4 | self.right & 15;
        let at = (right << 2 | (expected >> left & 1) << 1 | u32::from(is_code)) as usize;
        self.at = Some(at);
        self.chances.get(at).map_or(0.0, |chance| tables.logit(*chance))
    }

    /// Learns that the bit was this one, 0 or 1.
    pub(crate) fn learn(&mut self, bit: f32) {
        if let Some(chance) = self.at.and_then(|at| self.chances.get_mut(at)) {
            *chance += (bit - *chance) * RATE;
        }
    }

    /// Takes in a whole byte; `begins`: whether an instruction begins after it.
    pub(crate) fn end(&mut self, byte: u8, begins: bool) {
        if let Some(expected) = self.expected() {
            let is_right = expected == byte;
            self.right = self.right << 1 | u32::from(is_right);
            self.length = if is_right { self.length + 1 } else { 0 };
            self.place += 1;
            if self.right & GIVEN_UP == 0 {
                self.place = 0;
            }
        }
        self.before.push(byte);
        self.begins.push(begins);
        if begins && self.place > 0 {
            let there = self.begins.get(self.place - 1..self.before.len() - 1).unwrap_or_default();
            self.place += there.iter().take(STRAY + 1).position(|begins| *begins).unwrap_or(0);
        }
        self.look();
    }

    /// Looks for a better place.
    fn look(&mut self) {
        let here = self.before.len();
        let Some(last) = here.checked_sub(SEED).and_then(|from| self.before.get(from..)) else { return };
        let seed = last.iter().fold(0, |hash, byte| mix(hash, u32::from(*byte)));
        let Some(seen) = self.seen.get_mut((seed >> 12) as usize) else { return };
        let other = std::mem::replace(seen, here as u32) as usize;
        if self.length >= LONG || other == 0 {
            return;
        }
        let (then, now) = (self.before[..other].iter().rev(), self.before.iter().rev());
        let same = then.zip(now).take(LONGEST).take_while(|(then, now)| then == now).count();
        if same >= SHORTEST && same > self.length {
            (self.place, self.length, self.right) = (other, same, u32::MAX);
        }
    }
}

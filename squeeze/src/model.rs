//! The mixture: what each context says of the next bit, weighed by how right it was where things stood alike.

use crate::coder::ONE;
use crate::contexts::{self, COUNT};
use crate::tables::{Tables, UNSEEN};
use crate::walk::Walk;

/// Numbers a context has room for, as a power of two.
const ROOM: u32 = 19;
/// Numbers side by side for the half of a byte: one to know it by, and one for each start of four bits.
const HALF: usize = 16;
/// Pairs of such halves of one context.
const PAIRS: usize = (1 << ROOM) / HALF / 2;
/// Contexts, a repetition and a constant.
const INPUTS: usize = COUNT + 2;
/// How fast weights are learnt.
const RATE: f32 = 0.002;
/// Bytes by which a repetition is found, and the shortest that is believed.
const SEED: usize = 6;
const SHORTEST: usize = 5;
const LONGEST: usize = 32;

type Weights = [f32; INPUTS];

/// Two places that one look at memory brings in: waiting for memory is most of the time that all this takes.
#[derive(Clone)]
#[repr(align(64))]
struct Pair([[u16; HALF]; 2]);

/// Three times weights, for three ways to say where things stand.
struct Mixer {
    weights: Vec<Weights>,
}

/// An adaptive map from a chance to a better one, by context.
struct Second {
    map: Vec<[f32; 34]>,
    at: (usize, usize),
}

impl Second {
    fn new(tables: &Tables) -> Self {
        let mut line = [0.0; 34];
        line.iter_mut().enumerate().for_each(|(i, chance)| *chance = tables.chance((i as f32 * 0.5 - 8.0).min(7.99)));
        Self { map: vec![line; 1 << 16], at: (0, 0) }
    }

    fn better(&mut self, context: usize, logit: f32) -> f32 {
        let place = (logit + 8.0) * 2.0;
        let i = place as usize;
        let part = place - i as f32;
        let line = &self.map[context & 0xffff];
        self.at = (context & 0xffff, i + usize::from(part > 0.5));
        match line.get(i..i + 2) {
            Some([low, high]) => low + (high - low) * part,
            _ => 0.5,
        }
    }

    fn learn(&mut self, bit: f32) {
        if let Some(chance) = self.map[self.at.0].get_mut(self.at.1) {
            *chance += (bit - *chance) * 0.02;
        }
    }
}

/// Foretells bits, and learns which came.
pub(crate) struct Model {
    tables: Tables,
    walk: Walk,
    before: Vec<u8>,
    contexts: [u32; COUNT],
    /// Of each context, one after the other.
    numbers: Vec<Pair>,
    /// Each context's numbers for this half of a byte, and where they came from.
    halves: [[u16; HALF]; COUNT],
    places: [usize; COUNT],
    mixers: [Mixer; 3],
    chosen: [usize; 3],
    inputs: Weights,
    mixed: f32,
    second: Second,
    /// Where a repetition goes on, how long it is, and the forecasts by length.
    repeats: usize,
    length: usize,
    seen: Vec<u32>,
    lengths: [u16; 2 * LONGEST + 2],
    length_at: Option<usize>,
}

impl Model {
    pub(crate) fn new(module: usize) -> Self {
        let tables = Tables::new();
        let second = Second::new(&tables);
        let weights = |places: usize, start: f32| Mixer { weights: vec![[start; INPUTS]; places] };
        let walk = Walk::new(module);
        Self {
            contexts: contexts::of(&[], &walk),
            walk,
            before: Vec::new(),
            numbers: vec![Pair([[UNSEEN; HALF]; 2]); COUNT * PAIRS],
            halves: [[UNSEEN; HALF]; COUNT],
            places: [0; COUNT],
            mixers: [weights(32 * 8, 0.3), weights(256 * (LONGEST + 1), 0.0), weights(256 * 8, 0.0)],
            chosen: [0; 3],
            inputs: [0.0; INPUTS],
            mixed: 0.5,
            second,
            repeats: 0,
            length: 0,
            seen: vec![0; 1 << 20],
            lengths: [UNSEEN; 2 * LONGEST + 2],
            length_at: None,
            tables,
        }
    }

    /// Finds, or makes, each context's numbers for a half of a byte.
    fn turn(&mut self, code: u32) {
        let mut hashes = [0_u32; COUNT];
        // All looks at memory at once, and then what depends on them.
        let mut names = [[0_u16; 2]; COUNT];
        for i in 0..COUNT {
            // Back to where they came from.
            let place = self.places[i];
            if let Some(pair) = self.numbers.get_mut(place / 2) {
                pair.0[place & 1] = self.halves[i];
            }
            let mut hash = self.contexts[i].wrapping_add(code.wrapping_mul(0x3C6E_F372)).wrapping_mul(0x9E37_79B1);
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

    /// Which of a half's numbers belongs to the bits of the byte so far.
    fn in_half(code: u32) -> usize {
        let first = 1 << code.ilog2().saturating_sub(4);
        if code < 16 { code as usize } else { (code & (first - 1) | first) as usize }
    }

    /// The chance that the next bit is a one, in [`ONE`]; `code` is a one and the bits of the byte so far.
    // A function of its own: browsers make hot functions fast while they run only from one call to the next.
    #[inline(never)]
    pub(crate) fn foretell(&mut self, code: u32) -> u32 {
        if code == 1 || code >> 4 == 1 {
            self.turn(code);
        }
        let at = Self::in_half(code) & (HALF - 1);
        for i in 0..COUNT {
            let number = self.halves[i][at];
            self.inputs[i] = self.tables.logit[usize::from(number)];
        }
        self.repetition(code);
        self.inputs[COUNT + 1] = 0.3;
        let place = self.walk.at as usize * 8 + self.walk.digits.min(7) as usize;
        let instruction = (self.walk.done[0] & 255) as usize;
        let length = self.length.min(LONGEST);
        self.chosen = [place, code as usize * (LONGEST + 1) + length, instruction * 8 + code.ilog2() as usize];
        let [first, second, third] = [0, 1, 2].map(|i| &self.mixers[i].weights[self.chosen[i]]);
        // Four sums side by side, in an order that is the same wherever this runs.
        let mut sums = [0.0_f32; 4];
        for i in (0..INPUTS).step_by(4) {
            for (lane, sum) in sums.iter_mut().enumerate() {
                let j = i + lane;
                *sum += self.inputs[j] * (first[j] + second[j] + third[j]);
            }
        }
        let logit = (sums[0] + sums[1] + sums[2] + sums[3]).clamp(-7.99, 7.99);
        self.mixed = self.tables.chance(logit);
        let chance = (self.mixed + self.second.better(place << 8 | code as usize, logit)) / 2.0;
        ((chance * ONE as f32) as u32).clamp(1, ONE - 1)
    }

    /// What follows where the same bytes stood before.
    fn repetition(&mut self, code: u32) {
        self.length_at = None;
        self.inputs[COUNT] = 0.0;
        if self.length == 0 {
            return;
        }
        let expected = self.before.get(self.repeats).map_or(0, |byte| u32::from(*byte) | 256);
        let left = 7 - code.ilog2();
        if expected >> (left + 1) == code {
            let at = self.length.min(LONGEST) * 2 + (expected >> left & 1) as usize;
            self.inputs[COUNT] = self.tables.logit[usize::from(self.lengths[at])];
            self.length_at = Some(at);
        } else {
            self.length = 0;
        }
    }

    /// Learns that the bit after `code` was this one.
    #[inline(never)]
    pub(crate) fn learn(&mut self, code: u32, bit: u32) {
        let one = bit as f32;
        let step = (one - self.mixed) * RATE;
        let next = &self.tables.next[bit as usize & 1];
        let at = Self::in_half(code) & (HALF - 1);
        for i in 0..COUNT {
            let number = &mut self.halves[i][at];
            *number = next[usize::from(*number)];
        }
        for (mixer, chosen) in self.mixers.iter_mut().zip(self.chosen) {
            let weights = &mut mixer.weights[chosen];
            for (weight, input) in weights.iter_mut().zip(&self.inputs) {
                *weight += step * input;
            }
        }
        if let Some(number) = self.length_at.and_then(|at| self.lengths.get_mut(at)) {
            *number = next[usize::from(*number)];
        }
        self.second.learn(one);
    }

    /// Takes in a whole byte.
    #[inline(never)]
    pub(crate) fn end(&mut self, byte: u8) {
        self.before.push(byte);
        self.walk.step(byte);
        if self.length > 0 {
            self.length += 1;
            self.repeats += 1;
        }
        let here = self.before.len();
        if here >= SEED {
            let seed = self.before[here - SEED..].iter().fold(0, |hash, byte| contexts::mix(hash, u32::from(*byte)));
            let seen = &mut self.seen[(seed >> 12) as usize];
            if self.length == 0 {
                self.repeats = *seen as usize;
                let (then, now) = (self.before[..self.repeats].iter().rev(), self.before.iter().rev());
                let same = then.zip(now).take(LONGEST).take_while(|(then, now)| then == now).count();
                self.length = if same < SHORTEST { 0 } else { same };
            }
            *seen = here as u32;
        }
        self.contexts = contexts::of(&self.before, &self.walk);
    }
}

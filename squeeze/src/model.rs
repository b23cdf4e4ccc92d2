//! The mixture: what each context says of the next bit, weighed by how right it was where things stood alike.

use crate::coder::ONE;
use crate::contexts::{self, COUNT};
use crate::mixer::Mixer;
use crate::repeats::Repeats;
use crate::second::Second;
use crate::slots::Slots;
use crate::tables::Tables;
use crate::walk::Walk;

/// Two forecasts of each context, a repetition and a constant, in fours.
const INPUTS: usize = (2 * COUNT + 2).next_multiple_of(4);
/// Repetitions that are told apart by their length.
const LENGTHS: usize = 33;
/// How fast it is learnt what a number is worth.
const RATE: f32 = 0.006;

/// Foretells bits, and learns which came.
pub(crate) struct Model {
    tables: Tables,
    walk: Walk,
    repeats: Repeats,
    contexts: [u32; COUNT],
    slots: Slots,
    /// By context and number, coarsely: the chance that came true.
    worth: Vec<[f32; 1024]>,
    numbers: [usize; COUNT],
    inputs: [f32; INPUTS],
    mixer: Mixer<INPUTS>,
    second: Second,
}

impl Model {
    /// For so many bytes, of which so many are a module.
    pub(crate) fn new(bytes: usize, module: usize) -> Self {
        let tables = Tables::new();
        let (walk, repeats) = (Walk::new(module), Repeats::new(bytes));
        let mut chances = [0.0; 1024];
        chances.iter_mut().enumerate().for_each(|(i, chance)| *chance = ((i / 16) as f32 + 0.5) / 64.0);
        Self {
            contexts: contexts::of(&repeats, &walk),
            walk,
            repeats,
            slots: Slots::new(),
            worth: vec![chances; COUNT],
            numbers: [0; COUNT],
            inputs: [0.0; INPUTS],
            mixer: Mixer::new([32 * 8, 256 * LENGTHS, 256 * 8, 256 * 16], 32 * 8),
            second: Second::new(&tables),
            tables,
        }
    }

    /// The chance that the next bit is a one, in [`ONE`]; `code` is a one and the bits of the byte so far.
    // A function of its own: browsers make hot functions fast while they run only from one call to the next.
    #[inline(never)]
    pub(crate) fn foretell(&mut self, code: u32) -> u32 {
        self.slots.turn(&self.contexts, code);
        for i in 0..COUNT {
            let number = self.slots.number(i);
            self.inputs[i] = self.tables.sure(number);
            // Six bits of the chance, and how often it was seen.
            self.numbers[i] = usize::from(number >> 10 << 4 | number & 15);
            self.inputs[COUNT + i] = self.tables.logit(self.worth[i][self.numbers[i]]);
        }
        self.inputs[2 * COUNT] = self.repeats.foretell(code, self.walk.is_code(), &self.tables);
        self.inputs[2 * COUNT + 1] = 0.3;
        let (at, bit) = (self.walk.at as usize, code.ilog2() as usize);
        let place = at * 8 + self.walk.digits.min(7) as usize;
        let [instruction, before] = [self.walk.done[0], self.walk.done[1]].map(|done| (done & 255) as usize);
        let repeated = code as usize * LENGTHS + self.repeats.length().min(LENGTHS - 1);
        let sets = [place, repeated, instruction * 8 + bit, before * 16 + (at & 1) * 8 + bit];
        let (logit, mixed) = self.mixer.mix(&self.inputs, sets, at * 8 + bit, &self.tables);
        let chance = (mixed + self.second.better(place << 8 | code as usize, logit)) / 2.0;
        ((chance * ONE as f32) as u32).clamp(1, ONE - 1)
    }

    /// Learns that the next bit was this one.
    #[inline(never)]
    pub(crate) fn learn(&mut self, bit: u32) {
        let one = bit as f32;
        self.slots.learn(bit);
        for (worth, number) in self.worth.iter_mut().zip(self.numbers) {
            worth[number] += (one - worth[number]) * RATE;
        }
        self.mixer.learn(&self.inputs, one);
        self.repeats.learn(one);
        self.second.learn(one);
    }

    /// Takes in a whole byte.
    #[inline(never)]
    pub(crate) fn end(&mut self, byte: u8) {
        self.walk.step(byte);
        self.repeats.end(byte, self.walk.begins_instruction());
        self.contexts = contexts::of(&self.repeats, &self.walk);
    }
}

//! Forecasts weighed against each other: by several sets of weights, each chosen by where things stand, and then by how
//! right each set was. The weights are learnt on the way.

use crate::tables::Tables;

/// Sets that are asked at once.
pub(crate) const SETS: usize = 4;
/// How fast weights are learnt, and how fast those of the sets.
const RATE: f32 = 0.004;
const FINAL_RATE: f32 = 0.002;
/// An error from which nothing is learnt: what goes well is left as it is.
const SMALL: f32 = 0.025;
/// Weights at first.
const START: f32 = 0.07;
/// The largest logit.
const LIMIT: f32 = 7.99;

/// Mixes `INPUTS` logits, a multiple of four.
pub(crate) struct Mixer<const INPUTS: usize> {
    sets: [Vec<[f32; INPUTS]>; SETS],
    last: Vec<[f32; SETS]>,
    chosen: [usize; SETS],
    last_chosen: usize,
    logits: [f32; SETS],
    chances: [f32; SETS],
    mixed: f32,
}

impl<const INPUTS: usize> Mixer<INPUTS> {
    /// Sets of so many weights each, and so many places for the last weighing.
    pub(crate) fn new(sizes: [usize; SETS], last: usize) -> Self {
        Self {
            sets: sizes.map(|size| vec![[START; INPUTS]; size]),
            last: vec![[1.2 / SETS as f32; SETS]; last],
            chosen: [0; SETS],
            last_chosen: 0,
            logits: [0.0; SETS],
            chances: [0.5; SETS],
            mixed: 0.5,
        }
    }

    /// The logit of all inputs together, and its chance.
    pub(crate) fn mix(
        &mut self,
        inputs: &[f32; INPUTS],
        chosen: [usize; SETS],
        last: usize,
        tables: &Tables,
    ) -> (f32, f32) {
        (self.chosen, self.last_chosen) = (chosen, last);
        for (set, logit) in self.logits.iter_mut().enumerate() {
            let weights = &self.sets[set][chosen[set]];
            // Four sums side by side, in an order that is the same wherever this runs.
            let mut sums = [0.0_f32; 4];
            for i in (0..INPUTS).step_by(4) {
                for (lane, sum) in sums.iter_mut().enumerate() {
                    *sum += inputs[i + lane] * weights[i + lane];
                }
            }
            *logit = (sums[0] + sums[1] + sums[2] + sums[3]).clamp(-LIMIT, LIMIT);
        }
        self.chances = self.logits.map(|logit| tables.chance(logit));
        let weighed = self.logits.iter().zip(&self.last[last]).map(|(logit, weight)| logit * weight);
        let logit = weighed.sum::<f32>().clamp(-LIMIT, LIMIT);
        self.mixed = tables.chance(logit);
        (logit, self.mixed)
    }

    /// Learns that the bit was this one, 0 or 1.
    pub(crate) fn learn(&mut self, inputs: &[f32; INPUTS], bit: f32) {
        let step = (bit - self.mixed) * FINAL_RATE;
        for (weight, logit) in self.last[self.last_chosen].iter_mut().zip(self.logits) {
            *weight += step * logit;
        }
        for (set, chance) in self.chances.into_iter().enumerate() {
            let error = bit - chance;
            if error.abs() < SMALL {
                continue;
            }
            let step = error * RATE;
            for (weight, input) in self.sets[set][self.chosen[set]].iter_mut().zip(inputs) {
                *weight += step * input;
            }
        }
    }
}

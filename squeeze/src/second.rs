//! A second look at a mixed forecast.

use crate::tables::Tables;

/// Chances that are kept for each context, half a logit apart.
const STEPS: usize = 34;
/// Contexts.
const CONTEXTS: usize = 1 << 16;
/// How fast they are learnt.
const RATE: f32 = 0.02;

/// An adaptive map from a chance to a better one, by context.
pub(crate) struct Second {
    map: Vec<[f32; STEPS]>,
    at: (usize, usize),
}

impl Second {
    pub(crate) fn new(tables: &Tables) -> Self {
        let mut line = [0.0; STEPS];
        line.iter_mut().enumerate().for_each(|(i, chance)| *chance = tables.chance((i as f32 * 0.5 - 8.0).min(7.99)));
        Self { map: vec![line; CONTEXTS], at: (0, 0) }
    }

    /// The chance that came true where the mixture said this.
    pub(crate) fn better(&mut self, context: usize, logit: f32) -> f32 {
        let place = (logit + 8.0) * 2.0;
        let i = place as usize;
        let part = place - i as f32;
        let context = context & (CONTEXTS - 1);
        let line = &self.map[context];
        self.at = (context, i + usize::from(part > 0.5));
        match line.get(i..i + 2) {
            Some([low, high]) => low + (high - low) * part,
            _ => 0.5,
        }
    }

    /// Learns that the bit was this one, 0 or 1.
    pub(crate) fn learn(&mut self, bit: f32) {
        if let Some(chance) = self.map[self.at.0].get_mut(self.at.1) {
            *chance += (bit - *chance) * RATE;
        }
    }
}

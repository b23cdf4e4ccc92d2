//! Chances and their logits, by tables: what is computed here is computed alike everywhere.

/// Logits run from -8 to 8, in steps of a 256th.
const STEPS: usize = 4096;
/// How sure a forecast is that was seen so often, up to [`MOST`] times.
const SURE: [f32; 16] = [0.0, 0.45, 0.7, 0.85, 0.95, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0];
/// Beyond so many times seen, a chance follows what is seen as fast as before.
const MOST: u16 = 11;
/// A chance of a half, never seen.
pub(crate) const UNSEEN: u16 = 0x8000;

/// A chance in 12 bits, and how often it was seen in 4, are one number of 16 bits.
pub(crate) struct Tables {
    /// The chance of a logit.
    chance: Vec<f32>,
    /// The logit of a number, less where it is less sure.
    pub(crate) logit: Vec<f32>,
    /// What a number becomes once a zero, or a one, was seen.
    pub(crate) next: [Vec<u16>; 2],
}

impl Tables {
    pub(crate) fn new() -> Self {
        // e to the 256th part of 1, by its series: `f64::exp` need not give the same everywhere.
        let step = 1.003_913_889_338_347_6_f64;
        let mut chance = vec![0.0_f32; STEPS + 1];
        let mut odds = 1.0_f64;
        for i in 0..=STEPS / 2 {
            chance[STEPS / 2 + i] = (odds / (1.0 + odds)) as f32;
            chance[STEPS / 2 - i] = (1.0 / (1.0 + odds)) as f32;
            odds *= step;
        }
        let mut at = 0;
        let logits: Vec<f32> = (0..4096)
            .map(|p| {
                while at < STEPS && chance[at] * 4096.0 < p as f32 + 0.5 {
                    at += 1;
                }
                (at as f32 - 2048.0) / 256.0
            })
            .collect();
        let numbers = || 0..=u16::MAX;
        let logit = numbers().map(|n| logits[usize::from(n >> 4)] * SURE[usize::from(n & 15)]).collect();
        let next = [false, true].map(|one| numbers().map(|n| next(n, one)).collect());
        Self { chance, logit, next }
    }

    /// The chance of a logit between -8 and 8.
    pub(crate) fn chance(&self, logit: f32) -> f32 {
        let at = (logit + 8.0) * 256.0;
        let i = at as usize;
        let part = at - i as f32;
        match self.chance.get(i..i + 2) {
            Some([low, high]) => low + (high - low) * part,
            _ => 0.5,
        }
    }
}

fn next(number: u16, one: bool) -> u16 {
    let (chance, seen) = (f64::from(number >> 4), number & 15);
    let part = 1.0 / (f64::from(seen) + 1.5);
    // Rounded away from where it was, so that it arrives.
    let chance =
        if one { (chance + (4095.0 - chance) * part).ceil().min(4095.0) } else { (chance - chance * part).floor() };
    (chance as u16) << 4 | (seen + 1).min(MOST)
}

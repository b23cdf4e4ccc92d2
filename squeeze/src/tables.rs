//! Chances and their logits, by tables: what is computed here is computed alike everywhere.

/// Logits run from -8 to 8, in steps of a 256th.
const STEPS: usize = 4096;
/// How sure a forecast is that was seen so often, up to [`MOST`] times.
const SURE: [f32; 16] = [0.0, 0.45, 0.7, 0.85, 0.95, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0];
/// Beyond so many times seen, a chance follows what is seen as fast as before.
const MOST: u32 = 15;
/// A chance of a half, never seen.
pub(crate) const UNSEEN: u16 = 0x8000;
/// How far a chance goes to what was seen, after so many times, in 65,536ths.
const FOLLOWS: [u32; 16] = {
    let mut parts = [0; 16];
    let mut seen = 0;
    while seen < parts.len() {
        parts[seen] = 131_072 / (2 * seen as u32 + 3);
        seen += 1;
    }
    parts
};

/// A chance in 12 bits, and how often it was seen in 4, are one number of 16 bits.
pub(crate) struct Tables {
    /// The chance of a logit.
    chance: Vec<f32>,
    /// The logit of a chance in 12 bits.
    logit: Vec<f32>,
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
        let logit = (0..4096)
            .map(|p| {
                while at < STEPS && chance[at] * 4096.0 < p as f32 + 0.5 {
                    at += 1;
                }
                (at as f32 - 2048.0) / 256.0
            })
            .collect();
        Self { chance, logit }
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

    /// The logit of a chance.
    pub(crate) fn logit(&self, chance: f32) -> f32 {
        self.logit[(chance * 4095.99) as usize & 4095]
    }

    /// The logit of a number, less where it is less sure.
    pub(crate) fn sure(&self, number: u16) -> f32 {
        self.logit[usize::from(number >> 4)] * SURE[usize::from(number & 15)]
    }
}

/// What a number becomes once this bit was seen.
pub(crate) fn after(number: u16, bit: u32) -> u16 {
    let (chance, seen) = (u32::from(number >> 4), u32::from(number & 15));
    let goal: u32 = if bit == 1 { 4095 } else { 0 };
    // Rounded away from where it was, so that it arrives.
    let step = (goal.abs_diff(chance) * FOLLOWS[seen as usize] + 0xffff) >> 16;
    let chance = if bit == 1 { chance + step } else { chance - step };
    (chance << 4 | (seen + 1).min(MOST)) as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chances_and_logits_are_each_other_s() {
        let tables = Tables::new();
        for i in 1..4095 {
            let chance = (i as f32 + 0.5) / 4096.0;
            let logit = (f64::from(chance) / (1.0 - f64::from(chance))).ln() as f32;
            // A step of the table, or two where chances lie closer than it.
            assert!((tables.logit(chance) - logit).abs() < 0.01, "{chance}: {} {logit}", tables.logit(chance));
            assert!((tables.chance(logit.clamp(-7.99, 7.99)) - chance).abs() < 2e-4);
        }
    }

    #[test]
    fn a_number_arrives_and_stays_a_number() {
        for bit in [0, 1] {
            for start in 0..=u16::MAX {
                let next = after(start, bit);
                let (from, to) = (start >> 4, next >> 4);
                assert!(if bit == 1 {
                    to >= from && (to > from || from == 4095)
                } else {
                    to <= from && (to < from || from == 0)
                });
                assert_eq!(next & 15, (start & 15).saturating_add(1).min(15));
            }
        }
    }
}

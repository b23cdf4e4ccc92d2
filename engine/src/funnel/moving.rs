//! Rates that move from week to week: by answers that come late, by content, by word of mouth.
//!
//! Everything that moves a stage is added on the logit scale, by arm and replicate. Where the sum is 0, the batch's
//! rate stays as it is, to the last bit; where the sum is last week's, so is the rate.

use super::rates::{RateTable, Rates};
use super::slot::Slot;
use crate::math::logistic::{expit, logit};
use crate::people::batch::{BATCH, Batch, ByArm};
use crate::people::index::StageIx;
use crate::people::split::ArmRates;
use crate::sample::binomial::Rate;

/// What moves a stage's rate this week, by arm.
pub(crate) struct LogitShift {
    /// The part that is the same for everyone.
    pub(crate) alike: ByArm,
    /// The part that counts in proportion to its relevance for a segment ([`Slot::relevance`]).
    pub(crate) relevant: ByArm,
}

/// The moving rates of one batch; empty for slots whose stage has a constant rate.
pub(crate) struct MovingRates {
    /// `[slot][arm]`: this week's rates.
    rates: Vec<Vec<Batch<Rate>>>,
    /// `[slot][arm]`: logit of the batch's rate; NaN until it is needed.
    logits: Vec<ByArm>,
    /// `[slot][arm]`: the shift behind `rates`; NaN while `rates` are another batch's.
    shifts: Vec<ByArm>,
    /// Shift of the stage being worked on.
    pub(crate) by: LogitShift,
}

impl MovingRates {
    /// Allocates the rates of stages that move.
    pub(crate) fn new(table: &RateTable, arms: usize, moves: &[bool]) -> Self {
        let arms_of = |slot: &Slot| if moves[slot.stage] { arms } else { 0 };
        let numbers = || table.slots.iter().map(|slot| vec![[f64::NAN; BATCH]; arms_of(slot)]).collect();
        Self {
            rates: table.slots.iter().map(|slot| vec![[Rate::new(0.0); BATCH]; arms_of(slot)]).collect(),
            logits: numbers(),
            shifts: numbers(),
            by: LogitShift { alike: vec![[0.0; BATCH]; arms], relevant: vec![[0.0; BATCH]; arms] },
        }
    }

    /// Begins a batch.
    pub(crate) fn start(&mut self) {
        for lanes in self.logits.iter_mut().chain(&mut self.shifts).flatten() {
            lanes.fill(f64::NAN);
        }
    }

    /// Begins another stage: its shift, still nothing.
    pub(crate) fn unmoved(&mut self) -> &mut LogitShift {
        self.by.alike.iter_mut().chain(&mut self.by.relevant).for_each(|lanes| lanes.fill(0.0));
        &mut self.by
    }

    /// This week's rates of a slot in all arms.
    pub(crate) fn of(&self, slot: usize) -> ArmRates<'_> {
        ArmRates::by_arm(&self.rates[slot])
    }

    /// This week's rates of a slot, by arm.
    pub(crate) fn rates(&self, slot: usize) -> &[Batch<Rate>] {
        &self.rates[slot]
    }

    /// This week's rates of a stage: its batch's rates moved by [`MovingRates::by`].
    ///
    /// `wanted` marks the replicates in which a slot's rate is needed, by a value that is not 0: in most weeks a late
    /// stage sees nobody, and a rate costs a logarithm. The other replicates keep an outdated rate, together with the
    /// shift behind it.
    pub(crate) fn week(
        &mut self,
        table: &RateTable,
        stage: StageIx,
        rates: &Rates,
        wanted: impl Fn(usize) -> Batch<u32>,
    ) {
        for (i, slot) in table.slots.iter().enumerate().filter(|(_, slot)| slot.stage == stage) {
            let wanted = wanted(i);
            for arm in 0..self.by.alike.len() {
                let batch = rates.in_arm(i, arm);
                let (logits, shifts) = (&mut self.logits[i][arm], &mut self.shifts[i][arm]);
                let (alike, relevant) = (&self.by.alike[arm], &self.by.relevant[arm]);
                for lane in (0..BATCH).filter(|lane| wanted[*lane] > 0) {
                    let shift = alike[lane] + relevant[lane] * slot.relevance;
                    if shift == shifts[lane] {
                        continue;
                    }
                    shifts[lane] = shift;
                    let p = batch[lane].p();
                    self.rates[i][arm][lane] = if shift == 0.0 || p <= 0.0 || p >= 1.0 {
                        batch[lane]
                    } else {
                        if logits[lane].is_nan() {
                            logits[lane] = logit(p);
                        }
                        Rate::new(expit(logits[lane] + shift))
                    };
                }
            }
        }
    }
}

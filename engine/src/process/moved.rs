//! Rates that move from week to week: by answers that come late, by content, by word of mouth.
//!
//! Everything that moves a stage adds on the logit scale, by arm and lane. Where the sum is 0 the block's rate stands as
//! it is, to the last bit; where it is last week's, so is the rate.

use super::content::Content;
use super::layers::Lanes;
use super::model::Model;
use super::rates::Rates;
use super::{LANES, Lane};
use crate::math::logistic::{expit, logit};
use crate::sample::binomial::Rate;

/// The moving rates of one block; empty for slots whose stage keeps its rate.
pub(super) struct Moved {
    /// `[slot][arm]`: this week's rates.
    pub(super) rates: Vec<Vec<Lane<Rate>>>,
    /// `[slot][arm]`: logit of the block's rate; not a number until it is needed.
    logits: Vec<Lanes>,
    /// `[slot][arm]`: shift behind `rates`; not a number when they are not this block's.
    shifts: Vec<Lanes>,
    /// `[arm]`: shift of the stage at hand, for all its slots.
    pub(super) by: Lanes,
}

impl Moved {
    pub(super) fn new(model: &Model) -> Self {
        let arms = |slot: &super::rates::Slot| if model.moves[slot.stage] { model.arms() } else { 0 };
        let numbers = || model.rates.slots.iter().map(|slot| vec![[f64::NAN; LANES]; arms(slot)]).collect();
        Self {
            rates: model.rates.slots.iter().map(|slot| vec![[Rate::new(0.0); LANES]; arms(slot)]).collect(),
            logits: numbers(),
            shifts: numbers(),
            by: vec![[0.0; LANES]; model.arms()],
        }
    }

    /// Begins a block.
    pub(super) fn start(&mut self) {
        for lanes in self.logits.iter_mut().chain(&mut self.shifts).flatten() {
            lanes.fill(f64::NAN);
        }
    }

    /// This week's rates of a stage: moved by [`Moved::by`], and by content where the stage captures.
    ///
    /// `wanted` gives the lanes in which a slot's rate is asked for, not 0 in those: most weeks of a late stage see
    /// nobody, and a rate costs a logarithm. The others keep a rate that is out of date, with the shift behind it.
    pub(super) fn week(
        &mut self,
        model: &Model,
        s: usize,
        rates: &Rates,
        content: &Content,
        wanted: impl Fn(usize) -> Lane<u32>,
    ) {
        let captures = model.content.as_ref().is_some_and(|x| x.stage == s);
        for (i, slot) in model.rates.slots.iter().enumerate().filter(|(_, slot)| slot.stage == s) {
            let wanted = wanted(i);
            for arm in 0..model.arms() {
                let plan = arm.checked_sub(1).and_then(|k| rates.plans[k][i].as_ref());
                let block = plan.unwrap_or(&rates.today[i]);
                let (logits, shifts) = (&mut self.logits[i][arm], &mut self.shifts[i][arm]);
                for lane in (0..LANES).filter(|lane| wanted[*lane] > 0) {
                    let more = if captures { content.shift[arm][lane] * slot.relevance } else { 0.0 };
                    let shift = self.by[arm][lane] + more;
                    if shift == shifts[lane] {
                        continue;
                    }
                    shifts[lane] = shift;
                    let p = block[lane].p();
                    self.rates[i][arm][lane] = if shift == 0.0 || p <= 0.0 || p >= 1.0 {
                        block[lane]
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

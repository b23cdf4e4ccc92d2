//! Stage rates of each cell: logits add, so rates stay inside (0, 1).

use super::effects::{Effect, shifted};
use super::places::Places;
use super::theta::{InputId, Theta};
use super::{LANES, Lane};
use crate::sample::binomial::Rate;

/// One distinct rate: cells that shift a stage alike share it.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Slot {
    pub(super) base: InputId,
    /// Inputs added on the logit scale.
    pub(super) shifts: [Option<InputId>; 2],
    pub(super) stage: usize,
    /// How much content moves it, where it does.
    pub(super) relevance: f64,
}

/// The distinct rates of a model, and the change each plan makes to each stage.
pub(super) struct RateTable {
    pub(super) slots: Vec<Slot>,
    /// `effects[plan][stage]`: what the plan does to the stage.
    pub(super) effects: Vec<Vec<Effect>>,
}

/// The rates of one block.
pub(super) struct Rates {
    /// `today[slot]`.
    pub(super) today: Vec<Lane<Rate>>,
    /// `plans[plan][slot]`; `None` where as today.
    pub(super) plans: Vec<Vec<Option<Lane<Rate>>>>,
}

impl RateTable {
    /// The slot of a stage's rate with these shifts; those that are certainly 0 are left out.
    pub(super) fn slot(
        &mut self,
        places: &Places<'_>,
        stage: usize,
        base: InputId,
        shifts: [Option<InputId>; 2],
        relevance: f64,
    ) -> usize {
        let live = shifts.map(|s| s.filter(|id| places.fixed(*id) != Some(0.0)));
        let slot = Slot { base, shifts: live, stage, relevance };
        self.slots.iter().position(|s| *s == slot).unwrap_or_else(|| {
            self.slots.push(slot);
            self.slots.len() - 1
        })
    }

    pub(super) fn rates(&self) -> Rates {
        let none = [Rate::new(0.0); LANES];
        let plan =
            |effects: &Vec<Effect>| self.slots.iter().map(|s| (!effects[s.stage].is_none()).then_some(none)).collect();
        Rates { today: vec![none; self.slots.len()], plans: self.effects.iter().map(plan).collect() }
    }

    /// Fills the rates from drawn inputs.
    pub(super) fn draw(&self, theta: &Theta, rates: &mut Rates) {
        for (i, slot) in self.slots.iter().enumerate() {
            for lane in 0..LANES {
                let p = theta.values[slot.base][lane];
                let shift: f64 = slot.shifts.iter().flatten().map(|id| theta.values[*id][lane]).sum();
                rates.today[i][lane] = Rate::new(shifted(p, shift));
                for (plan, effects) in rates.plans.iter_mut().zip(&self.effects) {
                    if let Some(lanes) = &mut plan[i] {
                        lanes[lane] = Rate::new(effects[slot.stage].apply(p, shift, slot, theta, lane));
                    }
                }
            }
        }
    }
}

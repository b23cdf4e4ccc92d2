//! Stage rates of each cell: logits add, so rates stay inside (0, 1).

use super::effects::Effect;
use super::slot::Slot;
use crate::inputs::logit::shifted;
use crate::inputs::lookup::Lookup;
use crate::inputs::theta::{InputId, Theta};
use crate::people::batch::{BATCH, Batch};
use crate::people::index::StageIx;
use crate::people::split::ArmRates;
use crate::sample::binomial::Rate;

/// The distinct rates of a model, and the change each plan makes to each stage.
pub(crate) struct RateTable {
    pub(crate) slots: Vec<Slot>,
    /// `effects[plan][stage]`: what the plan does to the stage.
    pub(crate) effects: Vec<Vec<Effect>>,
}

/// The rates of one batch.
pub(crate) struct Rates {
    /// `today[slot]`.
    pub(crate) today: Vec<Batch<Rate>>,
    /// `plans[plan][slot]`; `None` where the rate is today's.
    pub(crate) plans: Vec<Vec<Option<Batch<Rate>>>>,
}

impl RateTable {
    /// The slot of a stage's rate with these shifts, leaving out shifts that are certainly 0.
    pub(crate) fn slot(
        &mut self,
        lookup: &Lookup<'_>,
        stage: StageIx,
        base: InputId,
        shifts: [Option<InputId>; 2],
        relevance: f64,
    ) -> usize {
        let live = shifts.map(|s| s.filter(|id| lookup.fixed(*id) != Some(0.0)));
        let slot = Slot { base, shifts: live, stage, relevance };
        self.slots.iter().position(|s| *s == slot).unwrap_or_else(|| {
            self.slots.push(slot);
            self.slots.len() - 1
        })
    }

    pub(crate) fn rates(&self) -> Rates {
        let none = [Rate::new(0.0); BATCH];
        let plan =
            |effects: &Vec<Effect>| self.slots.iter().map(|s| (!effects[s.stage].is_none()).then_some(none)).collect();
        Rates { today: vec![none; self.slots.len()], plans: self.effects.iter().map(plan).collect() }
    }

    /// Fills the rates from drawn inputs.
    pub(crate) fn draw(&self, theta: &Theta, rates: &mut Rates) {
        for (i, slot) in self.slots.iter().enumerate() {
            let p = &theta.values[slot.base];
            let shift: Batch<f64> =
                std::array::from_fn(|lane| slot.shifts.iter().flatten().map(|id| theta.values[*id][lane]).sum());
            rates.today[i] = std::array::from_fn(|lane| Rate::new(shifted(p[lane], shift[lane])));
            for (plan, effects) in rates.plans.iter_mut().zip(&self.effects) {
                if let Some(lanes) = &mut plan[i] {
                    *lanes = effects[slot.stage].apply(p, &shift, slot, theta).map(Rate::new);
                }
            }
        }
    }
}

impl Rates {
    /// The rates of a slot in all arms.
    pub(crate) fn of(&self, slot: usize) -> ArmRates<'_> {
        ArmRates::new(&self.today[slot], self.plans.iter().map(|plan| plan[slot].as_ref()))
    }

    /// The rates of a slot in one arm.
    pub(crate) fn in_arm(&self, slot: usize, arm: usize) -> &Batch<Rate> {
        let plan = arm.checked_sub(1).and_then(|k| self.plans[k][slot].as_ref());
        plan.unwrap_or(&self.today[slot])
    }
}

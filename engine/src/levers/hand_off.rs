//! Hand-off: when a lead gets to sales, and how many of the leads that sales misses are chased.

use super::lever::{Lever, Prepare};
use crate::funnel::effects::{Effects, PlanRate, Shift, Term};
use crate::funnel::slot::Slot;
use crate::inputs::settings::changed;
use crate::inputs::theta::Theta;

/// The hand-off lever. It acts only through the rates of plans.
pub(crate) struct HandOff;

impl Lever for HandOff {
    type State = ();

    fn prepare(at: &Prepare<'_>, effects: &mut Effects<'_>) -> Option<Self> {
        let lever = at.scenario.levers.hand_off.as_ref()?;
        let colder = at.input("hand_off.colder");
        for (plan, earlier) in changed(at.scenario, "hand_off/earlier", lever.earlier) {
            effects.logit(plan, &lever.stage, earlier - lever.earlier);
            effects.term(plan, &lever.accept_stage, Shift { per: colder, by: lever.earlier - earlier });
        }
        for (plan, chased) in changed(at.scenario, "hand_off/chased", lever.chased).filter(|_| lever.chased < 1.0) {
            // The additional share rescued of those missed today.
            let share = (chased - lever.chased) / (1.0 - lever.chased);
            effects.term(plan, &lever.follow_up_stage, Rescue(share));
        }
        Some(Self)
    }

    fn state(&self, _: usize) {}
}

/// Rate + (1 − rate) × share: of those who would not pass, this share does.
struct Rescue(f64);

impl Term for Rescue {
    fn apply(&self, to: &mut PlanRate, _: &Slot, _: &Theta) {
        to.rate.iter_mut().for_each(|p| *p = (*p + (1.0 - *p) * self.0).max(0.0));
    }
}

//! Capture: how much a form asks for. Each field keeps people from finishing the form, and tells more about who is a
//! fit.

use super::lever::{Lever, Prepare};
use crate::funnel::effects::{Effects, PlanRate, Shift, Term};
use crate::funnel::slot::Slot;
use crate::inputs::settings::changed;
use crate::inputs::theta::{InputId, Theta};

/// The capture lever. It acts only through the rates of plans.
pub(crate) struct Capture;

impl Lever for Capture {
    type State = ();

    fn prepare(at: &Prepare<'_>, effects: &mut Effects<'_>) -> Option<Self> {
        let lever = at.scenario.levers.capture.as_ref()?;
        let [lost, fit] = ["capture.lost_per_field", "capture.fit_per_field"].map(|path| at.input(path));
        for (plan, fields) in changed(at.scenario, "capture/fields", lever.fields) {
            let by = fields - lever.fields;
            effects.term(plan, &lever.stage, Decay { per: lost, by });
            effects.term(plan, &lever.fit_stage, Shift { per: fit, by });
        }
        Some(Self)
    }

    fn state(&self, _: usize) {}
}

/// Rate × e^(−θ · by), for a form with `by` more fields.
struct Decay {
    per: InputId,
    by: f64,
}

impl Term for Decay {
    fn apply(&self, to: &mut PlanRate, _: &Slot, theta: &Theta) {
        for (p, per) in to.rate.iter_mut().zip(&theta.values[self.per]) {
            *p = (*p * libm::exp(-per * self.by)).min(1.0);
        }
    }
}

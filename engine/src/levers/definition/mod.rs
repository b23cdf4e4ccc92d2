//! Definition: the bar above which a lead counts. A higher bar lets fewer through, and they fit better.

mod roc;

use super::lever::{Lever, Prepare};
use crate::funnel::effects::{Effects, PlanRate, Term};
use crate::funnel::slot::Slot;
use crate::inputs::logit::shifted;
use crate::inputs::settings::changed;
use crate::inputs::theta::{InputId, Theta};
use roc::Roc;

/// The definition lever. It acts only through the rates of plans.
pub(crate) struct Definition;

impl Lever for Definition {
    type State = ();

    fn prepare(at: &Prepare<'_>, effects: &mut Effects<'_>) -> Option<Self> {
        let lever = at.scenario.levers.definition.as_ref()?;
        let [fit, auc] = ["definition.fit_share", "definition.auc"].map(|path| at.input(path));
        let judge = effects.stage(&lever.stage).map_or(0, |stage| stage.0);
        let judged = at.lookup.input(&format!("stages[{judge}].rate"));
        for (plan, lets_through) in changed(at.scenario, "definition/lets_through", lever.lets_through) {
            let times = lets_through / lever.lets_through;
            effects.term(plan, &lever.stage, Times(times));
            effects.term(plan, &lever.accept_stage, Purer { fit, auc, judged, times });
        }
        Some(Self)
    }

    fn state(&self, _: usize) {}
}

/// Rate × times, at most 1: another bar lets more or fewer through.
struct Times(f64);

impl Term for Times {
    fn apply(&self, to: &mut PlanRate, _: &Slot, _: &Theta) {
        to.rate.iter_mut().for_each(|p| *p = (*p * self.0).min(1.0));
    }
}

/// Rate × precision above the new bar / precision above today's bar.
struct Purer {
    fit: InputId,
    auc: InputId,
    /// Today's rate of the stage that judges.
    judged: InputId,
    times: f64,
}

impl Term for Purer {
    fn apply(&self, to: &mut PlanRate, slot: &Slot, theta: &Theta) {
        for (lane, p) in to.rate.iter_mut().enumerate() {
            let value = |id: InputId| theta.values[id][lane];
            let pass = shifted(value(self.judged), slot.of_segment(theta, lane));
            let roc = Roc::new(value(self.fit), value(self.auc));
            let today = roc.precision(pass);
            if today > 0.0 {
                *p = (*p * roc.precision((pass * self.times).min(1.0)) / today).min(1.0);
            }
        }
    }
}

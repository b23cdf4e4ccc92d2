//! Information: what sales knows about a lead. The more it knows, the more of those it talks to go on.

use super::lever::{Lever, Prepare};
use crate::funnel::effects::{Effects, Shift};
use crate::inputs::settings::changed;

/// The information lever. It acts only through the rates of plans.
pub(crate) struct Information;

impl Lever for Information {
    type State = ();

    fn prepare(at: &Prepare<'_>, effects: &mut Effects<'_>) -> Option<Self> {
        let lever = at.scenario.levers.information.as_ref()?;
        let effect = at.input("information.effect");
        for (plan, quality) in changed(at.scenario, "information/quality", lever.quality) {
            for stage in &lever.stages {
                effects.term(plan, stage, Shift { per: effect, by: quality - lever.quality });
            }
        }
        Some(Self)
    }

    fn state(&self, _: usize) {}
}

//! Attempts: how often sales tries to reach somebody. More attempts reach more people and take more hours.

use super::lever::{Lever, Prepare};
use crate::funnel::effects::{Effects, PlanRate, Term};
use crate::funnel::slot::Slot;
use crate::inputs::settings::{by_arm, changed};
use crate::inputs::theta::{InputId, Theta};
use crate::people::batch::Batch;
use crate::people::index::{ArmIx, StageIx};

/// The attempts lever, prepared for a run.
pub(crate) struct Attempts {
    stage: Option<StageIx>,
    /// Chance that an attempt is answered.
    answer: InputId,
    /// Share who can be reached at all.
    reachable: InputId,
    /// Attempts, by arm.
    attempts: Vec<f64>,
}

impl Lever for Attempts {
    type State = ();

    fn prepare(at: &Prepare<'_>, effects: &mut Effects<'_>) -> Option<Self> {
        let lever = at.scenario.levers.attempts.as_ref()?;
        let [answer, reachable] = ["attempts.answer", "attempts.reachable"].map(|path| at.input(path));
        for (plan, to) in changed(at.scenario, "attempts/attempts", lever.attempts) {
            effects.term(plan, &lever.stage, Tried { answer, from: lever.attempts, to });
        }
        let attempts = by_arm(at.scenario, "attempts/attempts", lever.attempts);
        Some(Self { stage: effects.stage(&lever.stage), answer, reachable, attempts })
    }

    fn state(&self, _: usize) {}

    /// Hours are given for today's attempts, and change in proportion to the attempts made.
    fn hours(&self, (stage, arm): (StageIx, ArmIx), theta: &Theta, hours: &mut Batch<f64>) {
        if self.stage != Some(stage) || self.attempts[arm] == self.attempts[0] {
            return;
        }
        for (lane, hours) in hours.iter_mut().enumerate() {
            let made = |n| made(theta.values[self.answer][lane], theta.values[self.reachable][lane], n);
            *hours = *hours * made(self.attempts[arm]) / made(self.attempts[0]);
        }
    }
}

/// Mean number of attempts made, of at most n: someone who can be reached takes a geometric number, and is left alone
/// once reached.
fn made(answer: f64, reachable: f64, n: f64) -> f64 {
    let until = if answer > 0.0 { (1.0 - libm::pow(1.0 - answer, n)) / answer } else { n };
    reachable * until + (1.0 - reachable) * n
}

/// Rate × (1 − (1 − p)^to) / (1 − (1 − p)^from), for `to` attempts instead of `from`.
struct Tried {
    answer: InputId,
    from: f64,
    to: f64,
}

impl Term for Tried {
    fn apply(&self, to: &mut PlanRate, _: &Slot, theta: &Theta) {
        for (p, answer) in to.rate.iter_mut().zip(&theta.values[self.answer]) {
            let missed = 1.0 - answer;
            let today = 1.0 - libm::pow(missed, self.from);
            if today > 0.0 {
                *p = (*p * (1.0 - libm::pow(missed, self.to)) / today).min(1.0);
            }
        }
    }
}

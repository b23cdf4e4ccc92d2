//! Response: how soon sales answers. A later answer reaches fewer people, whether it is late by agreement or because
//! the team has no time.

use super::lever::{Lever, Prepare, Watched};
use super::signals::Signals;
use crate::funnel::effects::{Effects, PlanRate, Term};
use crate::funnel::moving::LogitShift;
use crate::funnel::slot::Slot;
use crate::inputs::settings::{by_arm, changed};
use crate::inputs::theta::{InputId, Theta};
use crate::ledger::metric::WeeklyMetric;
use crate::ledger::outcome::Outcome;
use crate::people::batch::{BATCH, Batch, ByArm};
use crate::people::index::StageIx;
use crate::people::layers::add_people;

/// Minutes in a week.
const WEEK: f64 = 7.0 * 24.0 * 60.0;

/// The response lever, prepared for a run.
pub(crate) struct Response {
    /// The stage where waiting for the team counts; `None` where the wait does not count, or where no team works, as
    /// then nobody waits.
    waits_at: Option<StageIx>,
    kappa: InputId,
    tau: InputId,
    /// Minutes to the first answer without a queue, by arm.
    minutes: Vec<f64>,
}

/// `[arm]`: minutes to the first answer this week.
pub(crate) struct Answers(ByArm);

impl Lever for Response {
    type State = Answers;

    fn prepare(at: &Prepare<'_>, effects: &mut Effects<'_>) -> Option<Self> {
        let s = at.scenario;
        let lever = s.levers.response.as_ref()?;
        let [kappa, tau] = ["response.kappa", "response.tau_minutes"].map(|path| at.input(path));
        for (plan, to) in changed(s, "response/minutes", lever.minutes) {
            effects.term(plan, &lever.stage, Faster { kappa, tau, from: lever.minutes, to });
        }
        let worked = s.stages.iter().position(|x| x.id == lever.stage && x.work.is_some());
        let waits_at = worked.filter(|_| lever.counts_wait).map(StageIx);
        Some(Self { waits_at, kappa, tau, minutes: by_arm(s, "response/minutes", lever.minutes) })
    }

    fn gauges(&self) -> Vec<WeeklyMetric> {
        self.waits_at.map_or_else(Vec::new, |_| vec![WeeklyMetric::Minutes, WeeklyMetric::Reach])
    }

    fn moves(&self, stage: StageIx) -> bool {
        self.waits_at == Some(stage)
    }

    fn watches(&self, stage: StageIx) -> bool {
        self.waits_at == Some(stage)
    }

    fn state(&self, arms: usize) -> Answers {
        Answers(vec![[0.0; BATCH]; arms])
    }

    /// What this week's answers take from the logit of the chance to be reached. The rate itself holds for an answer
    /// that comes as agreed.
    fn shift(&self, state: &mut Answers, _: StageIx, theta: &Theta, signals: &Signals, into: &mut LogitShift) {
        for (arm, (minutes, by)) in state.0.iter_mut().zip(&mut into.alike).enumerate() {
            for (lane, (minutes, by)) in minutes.iter_mut().zip(by).enumerate() {
                *minutes = self.minutes[arm] + WEEK * signals.wait[arm][lane];
                let (kappa, tau) = (theta.values[self.kappa][lane], theta.values[self.tau][lane]);
                *by -= slower(kappa, tau, self.minutes[arm], *minutes);
            }
        }
    }

    /// Records the minutes to the first answer, and the share of people reached.
    fn observe(&self, state: &Answers, at: &Watched<'_>, ledger: &mut Outcome) {
        for (arm, minutes) in state.0.iter().enumerate() {
            if let Some(weeks) = ledger.weekly(arm, WeeklyMetric::Minutes) {
                weeks[at.week] = *minutes;
            }
            if let Some(weeks) = ledger.weekly(arm, WeeklyMetric::Reach) {
                weeks[at.week] = reached(at, arm);
            }
        }
    }
}

/// The share of an arm's people who are reached. Each person answered counts equally. In a week with nobody to answer, each
/// cell that a channel fills today counts equally: cells that a lever adds, for people back from nurture or sent by
/// customers, must move nothing while they are empty.
fn reached(at: &Watched<'_>, arm: usize) -> Batch<f64> {
    let (mut all, mut reached, mut plain, mut plains) = ([0.0; BATCH], [0.0; BATCH], [0.0; BATCH], 0.0);
    for (cell, state) in at.cells.iter().zip(at.people) {
        let mut people = [0; BATCH];
        add_people(&mut people, &state.stages[at.stage].inflow, arm);
        let rates = &at.rates.rates(cell.stages[at.stage].rate)[arm];
        let counts = f64::from(u8::from(cell.there_today));
        for lane in 0..BATCH {
            let (n, p) = (f64::from(people[lane]), rates[lane].p());
            all[lane] += n;
            reached[lane] += n * p;
            plain[lane] += counts * p;
        }
        plains += counts;
    }
    std::array::from_fn(
        |lane| {
            if all[lane] > 0.0 { reached[lane] / all[lane] } else { plain[lane] / f64::max(plains, 1.0) }
        },
    )
}

/// What answering after `to` instead of `from` minutes takes from the logit: κ ln((1 + to/τ)/(1 + from/τ)).
fn slower(kappa: f64, tau: f64, from: f64, to: f64) -> f64 {
    if to == from { 0.0 } else { kappa * (libm::log1p(to / tau) - libm::log1p(from / tau)) }
}

/// Odds × ((1 + to/τ)/(1 + from/τ))^(−κ).
struct Faster {
    kappa: InputId,
    tau: InputId,
    from: f64,
    to: f64,
}

impl Term for Faster {
    fn apply(&self, to: &mut PlanRate, _: &Slot, theta: &Theta) {
        let inputs = theta.values[self.kappa].iter().zip(&theta.values[self.tau]);
        for (logit, (kappa, tau)) in to.logit.iter_mut().zip(inputs) {
            *logit -= slower(*kappa, *tau, self.from, self.to);
        }
    }
}

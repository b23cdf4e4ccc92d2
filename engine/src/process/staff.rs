//! Teams made ready: hours and cost by arm, what each stage takes of them, and the answer time they agreed to.

use super::places::Places;
use super::theta::{InputId, Theta};
use crate::scenario::Scenario;

/// Utilisation is taken as at most this in the waiting-time formula, which has a pole at 1; what does not fit into a
/// week is counted person by person in the queue.
const BUSIEST: f64 = 0.98;

/// A team made ready.
pub(super) struct TeamModel {
    /// `[arm]`: people before any hire, hired people, hours a week each.
    arms: Vec<(f64, f64, f64)>,
    ramp: f64,
    cost_per_week: f64,
}

/// A stage's work.
pub(super) struct StageWork {
    pub(super) team: usize,
    pub(super) hours: InputId,
    pub(super) stale: InputId,
    /// Attempts lever on this stage: chance of an answer, share reachable, attempts by arm.
    attempts: Option<(InputId, InputId, Vec<f64>)>,
}

/// The response-time lever on a worked stage.
pub(super) struct SlowAnswer {
    pub(super) stage: usize,
    pub(super) kappa: InputId,
    pub(super) tau: InputId,
    /// Minutes to the first answer without a queue, by arm.
    pub(super) minutes: Vec<f64>,
}

impl TeamModel {
    pub(super) fn all(s: &Scenario) -> Vec<Self> {
        let arm = |arm: usize, i: usize| {
            let team = &s.teams[i];
            let set = |field: &str, today: f64| match arm.checked_sub(1) {
                None => today,
                Some(plan) => set_by(s, plan, &format!("team/{}/{field}", team.id)).unwrap_or(today),
            };
            let people = set("people", team.people);
            (people.min(team.people), (people - team.people).max(0.0), set("hours_per_week", team.hours_per_week))
        };
        let team = |(i, team): (usize, &crate::scenario::Team)| Self {
            arms: (0..s.arms()).map(|a| arm(a, i)).collect(),
            ramp: team.ramp_weeks,
            cost_per_week: team.cost_per_week.unwrap_or(0.0),
        };
        s.teams.iter().enumerate().map(team).collect()
    }

    /// Productive people in a week.
    fn people(&self, arm: usize, t: usize) -> f64 {
        let (old, new, _) = self.arms[arm];
        let middle = t as f64 + 0.5;
        old + new * if middle < self.ramp { middle / self.ramp } else { 1.0 }
    }

    /// Hours in a week.
    pub(super) fn capacity(&self, arm: usize, t: usize) -> f64 {
        self.people(arm, t) * self.arms[arm].2
    }

    /// Money a week, whether there is work or not.
    pub(super) fn cost(&self, arm: usize) -> f64 {
        let (old, new, _) = self.arms[arm];
        (old + new) * self.cost_per_week
    }

    /// Money for an hour of work after the horizon.
    pub(super) fn cost_per_hour(&self, arm: usize) -> f64 {
        self.cost_per_week / self.arms[arm].2
    }

    /// Weeks a person waits for the first free colleague, in a steady week of utilisation ψ: Sakasegawa's (1977)
    /// approximation for n servers, with the variability of Poisson arrivals and exponential work.
    pub(super) fn wait(&self, arm: usize, t: usize, utilisation: f64, hours: f64) -> f64 {
        let (n, psi) = (self.people(arm, t), utilisation.clamp(0.0, BUSIEST));
        if psi == 0.0 || n <= 0.0 {
            return 0.0;
        }
        let service = hours / self.arms[arm].2;
        libm::pow(psi, (2.0 * (n + 1.0)).sqrt() - 1.0) / (n * (1.0 - psi)) * service
    }
}

fn set_by(s: &Scenario, plan: usize, key: &str) -> Option<f64> {
    s.plans.get(plan)?.settings.iter().rev().find(|c| c.setting == key).map(|c| c.value)
}

/// A setting's value in every arm.
pub(super) fn by_arm(s: &Scenario, key: &str, today: f64) -> Vec<f64> {
    let plans = (0..s.plans.len()).map(|plan| set_by(s, plan, key).unwrap_or(today));
    std::iter::once(today).chain(plans).collect()
}

impl StageWork {
    /// The work of each stage.
    pub(super) fn all(s: &Scenario, places: &Places<'_>) -> Vec<Option<Self>> {
        let work = |(i, stage): (usize, &crate::scenario::Stage)| {
            let team = places.team(&stage.work.as_ref()?.team);
            let attempts = s.levers.attempts.as_ref().filter(|x| x.stage == stage.id).map(|x| {
                let (answer, reachable) = ("levers.attempts.answer", "levers.attempts.reachable");
                (places.input(answer), places.input(reachable), by_arm(s, "attempts/attempts", x.attempts))
            });
            let input = |field: &str| places.input(&format!("stages[{i}].work.{field}"));
            Some(Self { team, hours: input("hours"), stale: input("stale_per_week"), attempts })
        };
        s.stages.iter().enumerate().map(work).collect()
    }

    /// Hours for one person in an arm: as given for today's attempts, in proportion to the attempts made.
    pub(super) fn hours(&self, arm: usize, theta: &Theta, lane: usize) -> f64 {
        let hours = theta.values[self.hours][lane];
        let Some((answer, reachable, attempts)) = &self.attempts else { return hours };
        if attempts[arm] == attempts[0] {
            return hours;
        }
        let made = |n| attempts_made(theta.values[*answer][lane], theta.values[*reachable][lane], n);
        hours * made(attempts[arm]) / made(attempts[0])
    }
}

/// Mean attempts made of at most n: whoever can be reached is left alone once reached, after a geometric number.
fn attempts_made(answer: f64, reachable: f64, n: f64) -> f64 {
    let until = if answer > 0.0 { (1.0 - libm::pow(1.0 - answer, n)) / answer } else { n };
    reachable * until + (1.0 - reachable) * n
}

impl SlowAnswer {
    /// The response-time lever, where a team works its stage and waiting for it counts; without a team nobody waits.
    pub(super) fn new(s: &Scenario, places: &Places<'_>) -> Option<Self> {
        let lever = s.levers.response.as_ref().filter(|x| x.counts_wait)?;
        Some(Self {
            stage: s.stages.iter().position(|x| x.id == lever.stage && x.work.is_some())?,
            kappa: places.input("levers.response.kappa"),
            tau: places.input("levers.response.tau_minutes"),
            minutes: by_arm(s, "response/minutes", lever.minutes),
        })
    }
}

//! Who works: hours and cost by arm, and what each stage takes of a team.

use crate::inputs::lookup::Lookup;
use crate::inputs::settings::set_by;
use crate::inputs::theta::InputId;
use crate::people::index::{ArmIx, StageIx, TeamIx, WeekIx};
use crate::scenario::{Scenario, Setting};

/// Utilisation is taken as at most this in the waiting-time formula, which has a pole at 1; what does not fit into a
/// week is counted person by person in the queue.
const BUSIEST: f64 = 0.98;

/// All teams made ready, and the work of each stage.
pub(crate) struct Staff {
    pub(crate) teams: Vec<Team>,
    pub(crate) works: Vec<Option<StageWork>>,
}

/// A team made ready.
pub(crate) struct Team {
    /// `[arm]`: people before any hire, hired people, hours a week each.
    arms: Vec<(f64, f64, f64)>,
    ramp: f64,
    cost_per_week: f64,
}

/// A stage's work.
pub(crate) struct StageWork {
    pub(crate) team: TeamIx,
    pub(crate) hours: InputId,
    pub(crate) stale: InputId,
}

impl Staff {
    pub(crate) fn new(s: &Scenario, lookup: &Lookup<'_>) -> Self {
        let arm = |arm: usize, i: usize| {
            let team = &s.teams[i];
            let set = |field: &str, today: f64| match arm.checked_sub(1) {
                None => today,
                Some(plan) => set_by(s, plan, &Setting::of_team(&team.id, field)).unwrap_or(today),
            };
            let people = set("people", team.people);
            (people.min(team.people), (people - team.people).max(0.0), set("hours_per_week", team.hours_per_week))
        };
        let team = |(i, team): (usize, &crate::scenario::Team)| Team {
            arms: (0..s.arms()).map(|a| arm(a, i)).collect(),
            ramp: team.ramp_weeks,
            cost_per_week: team.cost_per_week.unwrap_or(0.0),
        };
        let work = |(i, stage): (usize, &crate::scenario::Stage)| {
            let team = lookup.team(&stage.work.as_ref()?.team);
            let input = |field: &str| lookup.input(&format!("stages[{i}].work.{field}"));
            Some(StageWork { team, hours: input("hours"), stale: input("stale_per_week") })
        };
        Self {
            teams: s.teams.iter().enumerate().map(team).collect(),
            works: s.stages.iter().enumerate().map(work).collect(),
        }
    }

    /// The stages that a team works.
    pub(crate) fn stages(&self, team: TeamIx) -> impl Iterator<Item = StageIx> {
        let works = self.works.iter().enumerate();
        works.filter(move |(_, work)| work.as_ref().is_some_and(|w| w.team == team)).map(|(s, _)| StageIx(s))
    }
}

impl Team {
    /// Productive people in a week.
    fn people(&self, arm: ArmIx, week: WeekIx) -> f64 {
        let (old, new, _) = self.arms[arm];
        let middle = week.0 as f64 + 0.5;
        old + new * if middle < self.ramp { middle / self.ramp } else { 1.0 }
    }

    /// Hours in a week.
    pub(crate) fn capacity(&self, arm: ArmIx, week: WeekIx) -> f64 {
        self.people(arm, week) * self.arms[arm].2
    }

    /// Money a week, whether there is work or not.
    pub(crate) fn cost(&self, arm: ArmIx) -> f64 {
        let (old, new, _) = self.arms[arm];
        (old + new) * self.cost_per_week
    }

    /// Money for an hour of work after the horizon.
    pub(crate) fn cost_per_hour(&self, arm: ArmIx) -> f64 {
        self.cost_per_week / self.arms[arm].2
    }

    /// Weeks a person waits for the first free colleague in a steady week of utilisation ψ, given ψ and the hours that a
    /// person takes: Sakasegawa's (1977) approximation for n servers, with the variability of Poisson arrivals and
    /// exponential work.
    pub(crate) fn wait(&self, arm: ArmIx, week: WeekIx) -> impl Fn(f64, f64) -> f64 {
        let (n, hours_a_week) = (self.people(arm, week), self.arms[arm].2);
        let power = (2.0 * (n + 1.0)).sqrt() - 1.0;
        move |utilisation, hours| {
            let psi = utilisation.clamp(0.0, BUSIEST);
            if psi == 0.0 || n <= 0.0 {
                return 0.0;
            }
            libm::pow(psi, power) / (n * (1.0 - psi)) * (hours / hours_a_week)
        }
    }
}

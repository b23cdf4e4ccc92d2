//! What holds it back: the budget at which revenue starts to fall, and one more person compared with the same money in
//! media.

use serde::{Deserialize, Serialize};

use crate::process::Metric;
use crate::report::{Estimate, Measure, Work};
use crate::scenario::{Plan, Scenario, Setting, SettingChange, SpendChange, Team, limits};
use crate::stats::order;

use super::Finding;
use super::plan_outcome::{Falls, PlanOutcome, scaled, within};
use super::study::{Reads, RunRequest, RunResult, Study};

/// Multiples of today's budget to try.
pub const MULTIPLES: [f64; 6] = [0.5, 1.0, 1.25, 1.5, 2.0, 3.0];

/// The arm of the sweep in which the busiest teams are looked for: with somewhat more budget than today.
const BUSY: usize = 3;

/// Most teams compared with media. The first team takes three plans (the plan as asked, one more person, the money in
/// media); a second one takes two more.
const TEAMS: usize = 2;

/// Revenue at one budget.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Point {
    /// Spend on channels within the horizon, money.
    pub budget: f64,
    /// Mean revenue within the horizon, less today's.
    pub revenue: Estimate,
    /// Mean profit within the horizon, less today's.
    pub profit: Estimate,
}

/// Where more budget begins to lower revenue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Crossing {
    /// Budgets tried, ascending.
    pub points: Vec<Point>,
    /// Where revenue falls; `null` where it does not, or where the error is too large to tell.
    pub falls: Option<Falls>,
}

/// One more person compared with the same money in media, both less the plan as asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Hire {
    /// Id of the team.
    pub team: String,
    /// What the person costs within the horizon; the same amount is spent on media.
    pub cost: f64,
    /// Change of mean revenue with one more person.
    pub person: Estimate,
    /// Change of mean revenue with the money in media.
    pub media: Estimate,
}

/// What holds it back.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Holds {
    /// Where more budget lowers revenue, once that is known.
    pub crossing: Option<Crossing>,
    /// One more person compared with media, once that is known; empty where no team has a cost or nothing is spent.
    pub hires: Option<Vec<Hire>>,
    /// Ids of teams for which nobody entered the cost of a person, so that one more is not compared with anything.
    pub unpriced: Vec<String>,
    /// For each team, by id, the chance that it has no hours left in at least half of the weeks: today, then under the
    /// plan.
    pub full: Vec<(String, [f64; 2])>,
}

/// Two runs: a sweep of budgets, then people compared with media.
#[derive(Clone)]
pub(super) struct HoldsStudy {
    scenario: Scenario,
    replicates: u32,
    /// Ids of the teams compared with media, the busiest first; known after the sweep.
    teams: Vec<String>,
    found: Holds,
}

impl HoldsStudy {
    pub(super) fn new(scenario: &Scenario, replicates: u32) -> Self {
        let unpriced = scenario.teams.iter().filter(|t| t.cost_per_week.is_none()).map(|t| t.id.clone()).collect();
        let found = Holds { unpriced, ..Holds::default() };
        Self { scenario: within(scenario), replicates, teams: Vec::new(), found }
    }
}

impl Study for HoldsStudy {
    fn next(&self) -> Option<RunRequest> {
        let plans = match (&self.found.crossing, &self.found.hires) {
            (None, _) => sweep(&self.scenario),
            (Some(_), None) => hires(&self.scenario, &self.teams),
            (Some(_), Some(_)) => return None,
        };
        Some(RunRequest { scenario: Scenario { plans, ..self.scenario.clone() }, replicates: self.replicates })
    }

    fn reads(&self) -> Reads {
        // How full teams are under the plan as asked needs weekly paths.
        Reads { paths: self.found.crossing.is_some(), ..Reads::default() }
    }

    fn absorb(&mut self, ran: &RunResult<'_>) {
        if self.found.crossing.is_none() {
            self.found.crossing = Some(crossing(ran));
            self.teams = busiest(&self.scenario, &ran.tally.work(ran.model, BUSY));
        } else {
            let work = [0, 1].map(|arm| ran.tally.work(ran.model, arm));
            let full = |id: &String| [0, 1].map(|arm: usize| full(&work[arm], id));
            self.found.full = self.scenario.teams.iter().map(|t| (t.id.clone(), full(&t.id))).collect();
            self.found.hires = Some(hired(&self.scenario, &self.teams, ran));
        }
    }

    fn found(&self) -> Finding {
        Finding::Holds(self.found.clone())
    }

    fn progress(&self) -> f64 {
        f64::from(u8::from(self.found.crossing.is_some()) + u8::from(self.found.hires.is_some())) / 2.0
    }
}

/// [`MULTIPLES`] of today's budget with the first plan's settings.
fn sweep(scenario: &Scenario) -> Vec<Plan> {
    let asked = scenario.plans.first().cloned().unwrap_or_default();
    MULTIPLES.map(|scale| scaled(scale, &asked)).to_vec()
}

/// Reads the runs of [`sweep`].
fn crossing(ran: &RunResult<'_>) -> Crossing {
    let tried: Vec<PlanOutcome> = (1..=MULTIPLES.len()).map(|arm| PlanOutcome::of(ran, arm)).collect();
    let point = |(arm, tried): (usize, &PlanOutcome)| Point {
        budget: tried.budget,
        revenue: ran.difference(Metric::Revenue, arm, 0),
        profit: ran.difference(Metric::Profit, arm, 0),
    };
    let points = (1..).zip(&tried).map(point).collect();
    Crossing { falls: Falls::of(&MULTIPLES.into_iter().zip(&tried).collect::<Vec<_>>()), points }
}

/// The chance that a team has no hours left in at least half of the weeks.
fn full(work: &[Work], team: &str) -> f64 {
    utilisation(work, team).and_then(|w| w.full).map_or(0.0, |c| c.value)
}

fn utilisation<'a>(work: &'a [Work], team: &str) -> Option<&'a Work> {
    work.iter().find(|w| w.measure == Measure::Utilisation && w.team == team)
}

/// What one person costs a week; 0 where nobody entered it.
fn cost(team: &Team) -> f64 {
    team.cost_per_week.unwrap_or(0.0)
}

/// Ids of the busiest teams that cost something.
fn busiest(scenario: &Scenario, work: &[Work]) -> Vec<String> {
    let weeks = scenario.frame.horizon_weeks as usize;
    let busy = |id: &str| Some(utilisation(work, id)?.band.mean.iter().take(weeks).sum::<f64>());
    let spends = scenario.spend_per_week() > 0.0;
    let mut teams: Vec<_> =
        scenario.teams.iter().filter(|t| spends && cost(t) > 0.0 && has_room(scenario, t)).collect();
    order::by_falling(&mut teams, |x| busy(&x.id).unwrap_or(0.0));
    teams.iter().take(TEAMS).map(|t| t.id.clone()).collect()
}

/// Whether a plan may have one more person in a team, and as many changes more as there are channels.
fn has_room(scenario: &Scenario, team: &Team) -> bool {
    let asked = scenario.plans.first();
    let changes = asked.map_or(0, |plan| (plan.spend.len() + scenario.channels.len()).max(plan.settings.len() + 1));
    let key = Setting::people(&team.id);
    let most = scenario.settings().into_iter().find(|x| x.key == key).map_or(0.0, |x| x.high);
    changes <= limits::CHANGES && people(scenario, team) + 1.0 <= most
}

/// People in a team under the plan as asked.
fn people(scenario: &Scenario, team: &Team) -> f64 {
    let key = Setting::people(&team.id);
    let mut set = scenario.plans.first().into_iter().flat_map(|plan| plan.settings.iter().rev());
    set.find(|x| x.setting == key).map_or(team.people, |x| x.value)
}

/// The plan as asked, and then for each team one more person in it, and the same money in media.
fn hires(scenario: &Scenario, teams: &[String]) -> Vec<Plan> {
    let spend = scenario.spend_per_week();
    let asked = scenario.plans.first().cloned().unwrap_or_default();
    let mut plans = vec![asked.clone()];
    for team in scenario.teams.iter().filter(|t| teams.contains(&t.id)) {
        let key = Setting::people(&team.id);
        let mut person = asked.clone();
        person.settings.retain(|x| x.setting != key);
        person.settings.push(SettingChange { setting: key, value: people(scenario, team) + 1.0 });
        let mut media = asked.clone();
        // On each channel in proportion to today's spend, on top of what the plan does.
        for channel in scenario.channels.iter().filter(|c| c.spend_per_week > 0.0) {
            media.spend.push(SpendChange {
                channels: vec![channel.id.clone()],
                add_per_week: cost(team) * channel.spend_per_week / spend,
                ..SpendChange::default()
            });
        }
        plans.extend([person, media]);
    }
    plans
}

/// Reads the run of [`hires`]; the busiest team comes first.
fn hired(scenario: &Scenario, teams: &[String], ran: &RunResult<'_>) -> Vec<Hire> {
    let tried = scenario.teams.iter().filter(|t| teams.contains(&t.id));
    let hire = |(i, team): (usize, &Team)| Hire {
        team: team.id.clone(),
        cost: cost(team) * f64::from(scenario.frame.horizon_weeks),
        person: ran.difference(Metric::Revenue, 2 + 2 * i, 1),
        media: ran.difference(Metric::Revenue, 3 + 2 * i, 1),
    };
    let mut hires: Vec<Hire> = tried.enumerate().map(hire).collect();
    order::by_rising(&mut hires, |h| teams.iter().take_while(|id| **id != h.team).count() as f64);
    hires
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::templates;
    use crate::{Driver, Question};
    use std::sync::LazyLock;

    fn found(scenario: &Scenario, replicates: u32) -> Holds {
        let mut driver = Driver::new(Question::Holds.study(scenario, replicates));
        while driver.step().unwrap() {}
        assert_eq!(driver.progress(), 1.0);
        let Finding::Holds(found) = driver.found() else { panic!("another view's answer") };
        found
    }

    /// The worked example's process with a multiple of its people.
    fn staffed(times: f64) -> Scenario {
        let mut s = templates::load("sales-led-saas").unwrap();
        s.teams.iter_mut().for_each(|team| team.people *= times);
        s
    }

    /// The findings where people are short, and where they have all the time in the world.
    static SHORT: LazyLock<Holds> = LazyLock::new(|| found(&staffed(0.7), 512));
    static AMPLE: LazyLock<Holds> = LazyLock::new(|| found(&staffed(20.0), 512));

    #[test]
    fn revenue_falls_where_nobody_has_time_and_not_where_they_do() {
        let crossing = SHORT.crossing.as_ref().unwrap();
        let Falls { from, begins, lost_per_dollar: lost } = crossing.falls.expect("it falls");
        assert!(from < crossing.points[5].budget, "{crossing:?}");
        assert!(begins[0] < from && from < begins[1], "{crossing:?}");
        assert!(lost.value.unwrap() > 2.0 * lost.se.unwrap());
        let crossing = AMPLE.crossing.as_ref().unwrap();
        assert_eq!(crossing.falls, None);
        let revenue: Vec<f64> = crossing.points.iter().map(|p| p.revenue.value.unwrap()).collect();
        assert!(revenue.is_sorted(), "{revenue:?}");
        assert_eq!(revenue[1], 0.0, "once today's budget is today");
    }

    #[test]
    fn a_person_beats_media_where_people_are_short_and_is_idle_where_not() {
        let s = staffed(1.0);
        for (holds, short) in [(&SHORT, true), (&AMPLE, false)] {
            let hires = holds.hires.as_ref().unwrap();
            assert_eq!(hires.len(), 2);
            assert_eq!(hires[0].cost, 52.0 * cost(s.teams.iter().find(|t| t.id == hires[0].team).unwrap()));
            let better = |h: &Hire| h.person.value.unwrap() > h.media.value.unwrap();
            assert_eq!(hires.iter().any(better), short, "{hires:?}");
            assert_eq!(holds.full.iter().any(|(_, chances)| chances[1] > 0.0), short, "{:?}", holds.full);
        }
    }

    #[test]
    fn nothing_is_compared_where_nobody_is_paid() {
        let mut s = staffed(1.0);
        s.teams.iter_mut().for_each(|team| team.cost_per_week = Some(0.0));
        let free = found(&s, 64);
        assert_eq!((free.hires, free.unpriced), (Some(Vec::new()), Vec::new()));
        s.teams[1].cost_per_week = None;
        assert_eq!(found(&s, 64).unpriced, [s.teams[1].id.clone()], "what nobody said is told apart from nothing");
    }
}

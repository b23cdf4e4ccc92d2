//! What holds it back: the budget at which revenue starts to fall, and one more person against the same money in media.
//!
//! ```
//! use funnel_engine::decide::holds;
//! use funnel_engine::scenario::templates;
//! use funnel_engine::simulate::Simulator;
//!
//! let scenario = templates::load("sales-led-saas").unwrap();
//! let sweep = holds::sweep(&scenario);
//! let mut simulator = Simulator::new(&sweep).unwrap();
//! let mut tally = simulator.tally();
//! for block in simulator.blocks(256) {
//!     simulator.step(block, 256, &mut tally);
//! }
//! let crossing = holds::crossing(&sweep, &tally.report(simulator.model()));
//! assert_eq!(crossing.points.len(), holds::MULTIPLES.len());
//! ```

use serde::{Deserialize, Serialize};

use crate::process::Metric;
use crate::report::{Comparison, Estimate, Measure, Report};
use crate::scenario::{Plan, Scenario, SettingChange, SpendChange};

/// Multiples of today's budget that are tried.
pub const MULTIPLES: [f64; 6] = [0.5, 1.0, 1.25, 1.5, 2.0, 3.0];

/// Most teams compared with media: three plans and today are enough for one, two more for each other.
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
    /// The budget from which on revenue falls; `null` where it does not, or where the error does not let one tell.
    pub falls_from: Option<f64>,
    /// Revenue lost for each dollar from there to the largest budget tried, on average.
    pub lost_per_dollar: Option<Estimate>,
}

/// One more person against the same money in media, each less the plan as asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Hire {
    /// Id of the team.
    pub team: String,
    /// What the person costs within the horizon; the same is spent on media.
    pub cost: f64,
    /// Change of mean revenue with one more person.
    pub person: Estimate,
    /// Change of mean revenue with the money in media.
    pub media: Estimate,
}

/// The scenario that tries [`MULTIPLES`] of today's budget, with the first plan's settings.
#[must_use]
pub fn sweep(scenario: &Scenario) -> Scenario {
    let settings = scenario.plans.first().map(|p| p.settings.clone()).unwrap_or_default();
    let plan = |scale: f64| Plan {
        spend: vec![SpendChange { scale, ..SpendChange::default() }],
        settings: settings.clone(),
        ..Plan::default()
    };
    Scenario { plans: MULTIPLES.map(plan).to_vec(), ..scenario.clone() }
}

/// Reads the report of [`sweep`].
///
/// Revenue is said to fall from the best budget on when a larger one is below it by more than two standard errors. Their
/// errors are added, not squared first: the two share their luck, so this is the most their difference can err.
#[must_use]
pub fn crossing(sweep: &Scenario, report: &Report) -> Crossing {
    let budget = |arm: usize| report.arms.get(arm).map_or(0.0, |a| a.spend);
    let point = |c: &Comparison| Point {
        budget: budget(c.arm),
        revenue: mean(c, Metric::Revenue),
        profit: mean(c, Metric::Profit),
    };
    let points: Vec<Point> = report.comparisons.iter().take(sweep.plans.len()).map(point).collect();
    let value = |p: &Point| p.revenue.value.unwrap_or(f64::NEG_INFINITY);
    let best = (0..points.len()).max_by(|a, b| value(&points[*a]).total_cmp(&value(&points[*b])));
    let best = best.and_then(|i| Some((points.get(i)?, points.get(i + 1..)?)));
    let below = |p: &Point, best: &Point| less(&p.revenue, &best.revenue).is_some_and(|(d, se)| d + 2.0 * se < 0.0);
    let falls = best.filter(|(best, larger)| larger.iter().any(|p| below(p, best)));
    let lost_per_dollar = falls.and_then(|(best, larger)| {
        let last = larger.last()?;
        let (lost, se) = less(&best.revenue, &last.revenue)?;
        let dollars = last.budget - best.budget;
        (dollars > 0.0).then(|| Estimate { value: Some(lost / dollars), se: Some(se / dollars) })
    });
    Crossing { falls_from: falls.map(|(best, ..)| best.budget), lost_per_dollar, points }
}

/// The scenario that compares one more person in the busiest teams with the same money in media; the teams by id.
///
/// `report` is that of the scenario itself. Nothing where no team has a cost, or nothing is spent on channels.
#[must_use]
pub fn hires(scenario: &Scenario, report: &Report) -> Option<(Scenario, Vec<String>)> {
    let spend = scenario.spend_per_week();
    let asked = scenario.plans.first().cloned().unwrap_or_default();
    let busy = |id: &str| {
        let arm = report.arms.get(1).or_else(|| report.arms.first())?;
        let work = arm.work.iter().find(|w| w.measure == Measure::Utilisation && w.team == id)?;
        Some(work.band.mean.iter().take(report.horizon_weeks as usize).sum::<f64>())
    };
    let mut teams: Vec<_> = scenario.teams.iter().filter(|t| t.cost_per_week > 0.0).collect();
    teams.sort_by(|a, b| busy(&b.id).unwrap_or(0.0).total_cmp(&busy(&a.id).unwrap_or(0.0)));
    teams.truncate(TEAMS);
    if teams.is_empty() || spend <= 0.0 {
        return None;
    }
    let mut plans = vec![asked.clone()];
    for team in &teams {
        let key = format!("team/{}/people", team.id);
        let now = asked.settings.iter().rev().find(|x| x.setting == key).map_or(team.people, |x| x.value);
        let mut person = asked.clone();
        person.settings.retain(|x| x.setting != key);
        person.settings.push(SettingChange { setting: key, value: now + 1.0 });
        let mut media = asked.clone();
        // Channel by channel in proportion to today's spend, on top of what the plan does.
        for channel in scenario.channels.iter().filter(|c| c.spend_per_week > 0.0) {
            media.spend.push(SpendChange {
                channels: vec![channel.id.clone()],
                add_per_week: team.cost_per_week * channel.spend_per_week / spend,
                ..SpendChange::default()
            });
        }
        plans.extend([person, media]);
    }
    let ids = teams.iter().map(|t| t.id.clone()).collect();
    Some((Scenario { plans, ..scenario.clone() }, ids))
}

/// Reads the report of [`hires`].
#[must_use]
pub fn hired(scenario: &Scenario, teams: &[String], report: &Report) -> Vec<Hire> {
    let revenue = |plan: usize| report.comparisons.get(plan).map(|c| mean(c, Metric::Revenue));
    let against = |plan: usize| {
        let (value, se) = less(&revenue(plan)?, &revenue(0)?)?;
        Some(Estimate { value: Some(value), se: Some(se) })
    };
    let hire = |(i, id): (usize, &String)| {
        let team = scenario.teams.iter().find(|t| t.id == *id)?;
        Some(Hire {
            team: id.clone(),
            cost: team.cost_per_week * f64::from(scenario.frame.horizon_weeks),
            person: against(1 + 2 * i)?,
            media: against(2 + 2 * i)?,
        })
    };
    teams.iter().enumerate().filter_map(hire).collect()
}

fn mean(c: &Comparison, metric: Metric) -> Estimate {
    c.difference.get(&metric).map(|x| x.mean).unwrap_or_default()
}

/// a − b, and the most its standard error can be.
fn less(a: &Estimate, b: &Estimate) -> Option<(f64, f64)> {
    Some((a.value? - b.value?, a.se.unwrap_or(0.0) + b.se.unwrap_or(0.0)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::templates;
    use crate::simulate::Simulator;

    fn run(scenario: &Scenario) -> Report {
        let mut simulator = Simulator::new(scenario).unwrap();
        let mut tally = simulator.tally();
        simulator.blocks(512).for_each(|block| simulator.step(block, 512, &mut tally));
        tally.report(simulator.model())
    }

    /// The worked example's process with so many times its people.
    fn staffed(times: f64) -> Scenario {
        let mut s = templates::load("sales-led-saas").unwrap();
        s.teams.iter_mut().for_each(|team| team.people *= times);
        s
    }

    #[test]
    fn revenue_falls_where_nobody_has_time_and_not_where_they_do() {
        let bound = sweep(&staffed(0.8));
        let crossing = crossing(&bound, &run(&bound));
        let falls = crossing.falls_from.expect("it falls");
        assert!(falls < crossing.points[5].budget, "{crossing:?}");
        let lost = crossing.lost_per_dollar.expect("and by how much");
        assert!(lost.value.unwrap() > 2.0 * lost.se.unwrap());
        let slack = sweep(&staffed(20.0));
        let crossing = super::crossing(&slack, &run(&slack));
        assert_eq!((crossing.falls_from, crossing.lost_per_dollar), (None, None));
        let revenue: Vec<f64> = crossing.points.iter().map(|p| p.revenue.value.unwrap()).collect();
        assert!(revenue.is_sorted(), "{revenue:?}");
        assert_eq!(revenue[1], 0.0, "once today's budget is today");
    }

    #[test]
    fn a_person_beats_media_where_people_are_short_and_is_idle_where_not() {
        for (times, short) in [(0.7, true), (20.0, false)] {
            let s = staffed(times);
            let (compared, teams) = hires(&s, &run(&s)).unwrap();
            let hires = hired(&s, &teams, &run(&compared));
            assert_eq!(hires.len(), 2);
            assert_eq!(hires[0].cost, 52.0 * s.teams.iter().find(|t| t.id == hires[0].team).unwrap().cost_per_week);
            let better = |h: &Hire| h.person.value.unwrap() > h.media.value.unwrap();
            assert_eq!(hires.iter().any(better), short, "{hires:?}");
        }
    }

    #[test]
    fn nothing_is_compared_where_nobody_is_paid() {
        let mut s = staffed(1.0);
        let report = run(&s);
        s.teams.iter_mut().for_each(|team| team.cost_per_week = 0.0);
        assert!(hires(&s, &report).is_none());
    }
}

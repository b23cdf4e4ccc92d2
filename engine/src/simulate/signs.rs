//! Early signs: which week's figures tell that the year will fall short.

use super::gauges::{measure, team_id};
use super::tally::Tally;
use super::weekly::Path;
use crate::process::{Metric, Model};
use crate::report::{Estimate, Measure, Sign, Signs};
use crate::scenario::TargetMetric;
use crate::stats::quantile::Sorted;
use crate::stats::roc::{Roc, roc};

/// Weeks at whose end figures are read: a month, two months, a quarter, half a year.
const CHECKS: [usize; 4] = [4, 8, 13, 26];

/// A target that nearly every replicate reaches, or none, has no signs worth the name.
const OPEN: std::ops::RangeInclusive<f64> = 0.05..=0.95;

/// The signs of an arm.
pub(super) fn signs(tally: &Tally, model: &Model, arm: usize) -> Signs {
    let n = tally.path_replicates() as usize;
    let figures =
        |metric: TargetMetric| -> Vec<f64> { tally.values(arm, Metric::from(metric)).into_iter().take(n).collect() };
    let share_below = |all: &[f64], goal: f64| all.iter().filter(|x| **x < goal).count() as f64 / n.max(1) as f64;
    let target = &model.scenario().target;
    let of_target = figures(target.metric);
    let open = target.value.filter(|goal| OPEN.contains(&share_below(&of_target, *goal)));
    let (metric, goal, reached) = match open {
        Some(goal) => (target.metric, goal, of_target),
        None => {
            let revenue = figures(TargetMetric::Revenue);
            (TargetMetric::Revenue, median(&revenue), revenue)
        }
    };
    let missed: Vec<bool> = reached.iter().map(|x| *x < goal).collect();
    let horizon = model.horizon();
    let mut all = Vec::new();
    for week in CHECKS.into_iter().filter(|week| 2 * week <= horizon) {
        let mut of_week: Vec<Sign> = Vec::new();
        for (i, gauge) in model.gauges().iter().enumerate() {
            let (measure, team) = measure(*gauge);
            if measure == Measure::Stale {
                // The queue they leave tells of them before they go.
                continue;
            }
            let figures = tally.path_week(arm, Path::WeeklyMetric(i), week - 1);
            let Some(Roc { area, se, threshold, below, hits, false_alarms }) = roc(&figures, &missed) else { continue };
            let team = team_id(model, team);
            let tells = Estimate { value: Some(area), se: Some(se) };
            let (week, warns_below, warned) = (week as u32, below, hits);
            of_week.push(Sign { measure, team, week, tells, threshold, warns_below, warned, false_alarms });
        }
        of_week.sort_by(|a, b| tells_of(b).total_cmp(&tells_of(a)));
        all.extend(of_week);
    }
    Signs { metric, goal, is_target: open.is_some(), missed: share_below(&reached, goal), signs: all }
}

fn tells_of(sign: &Sign) -> f64 {
    sign.tells.value.unwrap_or(0.0)
}

fn median(values: &[f64]) -> f64 {
    let sorted = Sorted::new(values.to_vec());
    let sorted = sorted.as_slice();
    sorted.get(sorted.len() / 2).copied().unwrap_or(0.0)
}

//! What weekly figures are called in reports.

use crate::process::{Model, WeeklyMetric};
use crate::report::Measure;

/// A gauge's name in reports, and its team.
pub(super) fn measure(gauge: WeeklyMetric) -> (Measure, Option<usize>) {
    match gauge {
        WeeklyMetric::Waiting { team } => (Measure::Waiting, Some(team)),
        WeeklyMetric::Utilisation { team } => (Measure::Utilisation, Some(team)),
        WeeklyMetric::Stale { team } => (Measure::Stale, Some(team)),
        WeeklyMetric::Minutes => (Measure::Minutes, None),
        WeeklyMetric::Reach => (Measure::Reach, None),
        WeeklyMetric::Inquiries => (Measure::Inquiries, None),
        WeeklyMetric::Won => (Measure::Won, None),
    }
}

/// A team's id; empty for none.
pub(super) fn team_id(model: &Model, team: Option<usize>) -> String {
    team.and_then(|team| model.scenario().teams.get(team)).map(|t| t.id.clone()).unwrap_or_default()
}

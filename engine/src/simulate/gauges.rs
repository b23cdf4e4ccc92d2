//! What weekly figures are called in reports.

use crate::process::{Gauge, Model};
use crate::report::Measure;

/// A gauge's name in reports, and its team.
pub(super) fn measure(gauge: Gauge) -> (Measure, Option<usize>) {
    match gauge {
        Gauge::Waiting { team } => (Measure::Waiting, Some(team)),
        Gauge::Utilisation { team } => (Measure::Utilisation, Some(team)),
        Gauge::Stale { team } => (Measure::Stale, Some(team)),
        Gauge::Minutes => (Measure::Minutes, None),
        Gauge::Reach => (Measure::Reach, None),
        Gauge::Inquiries => (Measure::Inquiries, None),
        Gauge::Won => (Measure::Won, None),
    }
}

/// A team's id; empty for none.
pub(super) fn team_id(model: &Model, team: Option<usize>) -> String {
    team.and_then(|team| model.scenario().teams.get(team)).map(|t| t.id.clone()).unwrap_or_default()
}

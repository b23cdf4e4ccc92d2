//! From lead to customer.

use super::OwnStep;
use crate::laws;
use crate::{Delay, Grade, Input, Loss, Scenario, Stage, Tag, Value};

const GIVEN: &str = "Our own";

pub(super) fn read(s: &Scenario) -> Vec<OwnStep> {
    let row = |stage: &Stage| OwnStep {
        id: Some(stage.id.clone()),
        name: stage.name.clone(),
        rate: Some(stage.rate.value.clone()),
    };
    s.stages.iter().map(row).collect()
}

/// Whether the rows say anything: that is, whether any stands for a stage or gives a rate.
pub(super) fn says(rows: &[OwnStep]) -> bool {
    rows.iter().any(|row| row.id.is_some() || row.rate.is_some())
}

/// Replaces the stages by the rows.
pub(super) fn put(s: &mut Scenario, rows: &[OwnStep]) {
    let mut stages: Vec<Stage> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let old = row.id.as_ref().and_then(|id| s.stages.iter().find(|stage| stage.id == *id));
        let mut stage = old.cloned().unwrap_or_else(|| new(at, rows.len(), &stages, &s.stages));
        row.name.clone_into(&mut stage.name);
        if let Some(rate) = row.rate.as_ref().filter(|rate| **rate != stage.rate.value) {
            let Input { group, market, .. } = stage.rate;
            stage.rate = Input { group, market, ..super::mine(rate.clone(), GIVEN) };
        }
        stages.push(stage);
    }
    s.stages = stages;
}

/// A stage that nobody described: with wide ranges, and the shorter the earlier it comes.
fn new(at: usize, of: usize, before: &[Stage], others: &[Stage]) -> Stage {
    const FIRST: &str = "Lead to qualified, 10-30 % and more where forms ask a lot: published quartiles disagree by two to \
                         four times (growthengineering and others, 2026)";
    const LAST: &str = "Published win rates go from 15 to 35 %: salesmotion.io/blog/sales-win-rate-benchmarks-2026";
    let guess = |p10: f64, p90: f64, source: &str, tag: Tag| Input {
        source: source.to_owned(),
        grade: Some(Grade::C),
        tag,
        ..Input::new(Value::Range(laws::Range { p10, p90 }))
    };
    let lognormal = |median_weeks: f64, p90_weeks: f64| Delay::Lognormal { median_weeks, p90_weeks };
    let (rate, delay, reason) = if at + 1 == of {
        (guess(0.12, 0.4, LAST, Tag::Benchmark), lognormal(4.0, 12.0), "Rival chosen, or no decision")
    } else if at == 0 {
        (guess(0.1, 0.45, FIRST, Tag::Benchmark), lognormal(1.0, 3.0), "Not a fit")
    } else {
        (guess(0.15, 0.6, "Guess: put in your own", Tag::Guess), lognormal(2.0, 6.0), "No need now")
    };
    let id = crate::edit::free("own", before.iter().chain(others).map(|stage| stage.id.as_str())).0;
    Stage { id, rate, delay, loss: Loss { reason: reason.to_owned(), ..Loss::default() }, ..Stage::default() }
}

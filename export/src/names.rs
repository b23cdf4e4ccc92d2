//! Plans in tables are called what they do, as on the page.

use funnel_engine::report::Report;
use funnel_engine::scenario::Scenario;
use funnel_sentences::ask::plan_names;
use funnel_sentences::numbers::Numbers;

/// The report of a scenario, with a name for each of its plans.
#[must_use]
pub fn named(report: &Report, s: &Scenario, n: &dyn Numbers) -> Report {
    let mut report = report.clone();
    for (arm, name) in report.arms.iter_mut().skip(1).zip(plan_names(n, s)) {
        arm.name = name;
    }
    report
}

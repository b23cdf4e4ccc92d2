//! What the tests of several studies share.

use funnel_decide::{Driver, Finding, Question};
use funnel_engine::report::Estimate;
use funnel_engine::scenario::Scenario;

/// What a study finds in the end.
pub(crate) fn found(question: &Question, scenario: &Scenario, replicates: u32) -> Finding {
    let mut driver = Driver::new(question.study(scenario, replicates));
    while driver.step().unwrap() {}
    assert_eq!(driver.progress(), 1.0);
    driver.found()
}

/// Within 4.5 standard errors: a false alarm in 150,000 comparisons.
pub(crate) fn agrees(got: &Estimate, expected: f64) {
    let (x, se) = (got.value.unwrap(), got.se.unwrap());
    assert!((x - expected).abs() <= 4.5 * se + 1e-9 * expected.abs(), "{x} ± {se}, expected {expected}");
}

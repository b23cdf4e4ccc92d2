//! The opening pipeline: how much of it lands within the horizon, and that watching for longer changes nothing about
//! that.

use proptest::prelude::*;

use super::{row, run, values};
use crate::process::{BATCH, Batch, Block, Flow, Left, Metric, Model, Noise, Outcome};
use crate::scenario::{Delay, Frame, Input, Scenario, Stage, templates};
use funnel_testkit::scenario;

fn lognormal(median_weeks: f64, p90_weeks: f64) -> Delay {
    Delay::Lognormal { median_weeks, p90_weeks }
}

/// One stage with a thousand people found waiting, and no newcomers.
fn thousand_open(passing: Delay, leaving: Option<Delay>) -> Scenario {
    let mut stage =
        Stage { id: "s".into(), rate: Input::fixed(0.5), delay: passing, open_at_start: 1_000, ..Stage::default() };
    stage.loss.delay = leaving;
    let channel = crate::scenario::Channel { id: "c".into(), ..crate::scenario::Channel::default() };
    Scenario { channels: vec![channel], stages: vec![stage], ..Scenario::default() }
}

/// A person found waiting has a wait τ with a density proportional to τ's own times τ, and is at a uniform point of it.
/// So they pass with odds E[τ passing]/E[τ leaving] times the rate's, and within h weeks with the chance ∫₀ʰ P(τ > x)
/// dx/E[τ]. The integrals are from SciPy 1.17: `quad(sf, 0, 8)/mean()` of
/// `lognorm(s=log(p90/median)/norm.ppf(.9), scale=median)`.
///
/// Each of the thousand is won within the horizon or not, independently: a mean over n replicates has the standard
/// error √(1,000 p (1 − p)/n). 4.5 of them: a false alarm in 150,000.
#[test]
fn as_many_are_won_within_the_horizon_as_renewal_theory_says() {
    let alike = thousand_open(lognormal(11.0, 26.0), None);
    let slow_losses = thousand_open(lognormal(2.0, 4.0), Some(lognormal(20.0, 50.0)));
    for (mut scenario, exact) in [(alike, 261.081_344_554_853), (slow_losses, 81.967_929_992_419_94)] {
        let mut first: Option<Vec<f64>> = None;
        for run_off_weeks in [0, 8, 52, 200] {
            scenario.frame = Frame { horizon_weeks: 8, run_off_weeks };
            let won = values(&scenario, 100, 0, Metric::Customers);
            let n = won.len() as f64;
            let (mean, p) = (won.iter().sum::<f64>() / n, exact / 1_000.0);
            let se = (1_000.0 * p * (1.0 - p) / n).sqrt();
            assert!((mean - exact).abs() < 4.5 * se, "{run_off_weeks}: {mean} against {exact}, one error is {se}");
            assert_eq!(first.get_or_insert_with(|| won.clone()), &won, "{run_off_weeks}");
        }
    }
}

/// What counts within the horizon: everything in an outcome except what is reported for the time after it.
fn within(model: &Model, mut outcome: Outcome) -> Outcome {
    let horizon = model.horizon();
    let after = [Metric::Npv, Metric::BookingsAfter, Metric::ProfitWithAfter, Metric::PaybackWeek];
    for arm in &mut outcome.metrics {
        after.iter().for_each(|metric| arm[*metric as usize] = [0.0; BATCH]);
    }
    let money = outcome.revenue.iter_mut().chain(&mut outcome.profit);
    money.chain(outcome.gauges.iter_mut().flatten()).for_each(|weeks| weeks.truncate(horizon));
    outcome.bookings.iter_mut().chain(&mut outcome.cost).for_each(|weeks| weeks.truncate(horizon));
    outcome.customers.iter_mut().for_each(|weeks| weeks.truncate(horizon));
    outcome.entered.iter_mut().flatten().for_each(|weeks| weeks.truncate(horizon));
    outcome.left.fill(Left::default());
    for flow in outcome.flows.iter_mut().flatten().flatten() {
        *flow = Flow { passed_after: 0, left_after: 0, entered_after: 0, ..*flow };
    }
    outcome
}

fn watched(scenario: &Scenario, run_off_weeks: u32) -> Outcome {
    let frame = Frame { run_off_weeks, ..scenario.frame };
    let model = Model::new(&Scenario { frame, ..scenario.clone() }).unwrap();
    let mut block = Block::new(&model);
    block.run(&model, 0, BATCH, Noise::Main);
    within(&model, block.outcome)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// How long a run is watched changes nothing within the horizon, to the bit, with every lever and every wait.
    #[test]
    fn watching_longer_changes_nothing_within_the_horizon(
        scenario in scenario(),
        open in 0..400_u32,
        (short, long) in (0..20_u32, 20..200_u32),
    ) {
        let mut scenario = scenario;
        scenario.stages.iter_mut().for_each(|stage| stage.open_at_start += open);
        let at_once = watched(&scenario, 0);
        prop_assert_eq!(&watched(&scenario, short), &at_once);
        prop_assert_eq!(&watched(&scenario, long), &at_once);
    }
}

/// The worked example and the other templates, over 13 weeks.
#[test]
fn the_templates_tell_the_same_quarter_however_long_they_are_watched() {
    for template in templates::TEMPLATES {
        let mut scenario = templates::load(template.id).unwrap();
        scenario.frame.horizon_weeks = 13;
        let revenue = |run_off_weeks: u32| -> Batch<f64> {
            let mut scenario = scenario.clone();
            scenario.frame.run_off_weeks = run_off_weeks;
            let mut all = [0.0; BATCH];
            run(&scenario, 1, |_, block| all = *row(block, 0, Metric::Revenue));
            all
        };
        assert_eq!(revenue(0), revenue(156), "{}", template.id);
    }
}

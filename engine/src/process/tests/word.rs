//! Word of mouth: how a plan's happy and ignored people affect inquiries and wins.

use proptest::prelude::*;

use super::{row, run};
use crate::math::logistic::{expit, logit};
use crate::process::{BATCH, Metric};
use crate::scenario::{Channel, Frame, Input, Levers, Plan, RateChange, Scenario, Stage, WordOfMouth};
use funnel_testkit::scenario;

const INQUIRIES: f64 = 50_000.0;

/// Half are reached, and half of those buy; people who are not reached were ignored. The plan reaches more.
fn said(weeks: u32, logit: f64) -> Scenario {
    let stage = |id: &str| Stage { id: id.into(), rate: Input::fixed(0.5), ..Stage::default() };
    let lever = WordOfMouth {
        effect: Input::fixed(0.4),
        memory_per_week: Input::fixed(0.8),
        happy: Input::fixed(0.9),
        ignored_stages: vec!["reached".into()],
        ..WordOfMouth::default()
    };
    let rates = vec![RateChange { stage: "reached".into(), logit }];
    Scenario {
        seed: 12,
        frame: Frame { horizon_weeks: weeks, run_off_weeks: 0 },
        channels: vec![Channel { id: "c".into(), organic_per_week: Input::fixed(INQUIRIES), ..Channel::default() }],
        stages: vec![stage("reached"), stage("won")],
        levers: Levers { word_of_mouth: Some(lever), ..Levers::default() },
        plans: vec![Plan { rates, ..Plan::default() }],
        ..Scenario::default()
    }
}

/// The recursion by hand, with means for counts (at fifty thousand a week, the luck in W is far below its error). The
/// plan's inquiries and customers agree within 4.5 standard errors, as estimated from the spread between replicates (a
/// false alarm in 150,000 each).
#[test]
fn more_people_reached_speak_well_of_us() {
    let (weeks, reach) = (6, logit(0.75));
    let s = said(weeks, reach);
    let (mut w, mut ahead, mut heard) = (0.0_f64, 0.0, 0.0);
    let (mut inquiries, mut customers) = (0.0, 0.0);
    for _ in 0..weeks {
        let here = INQUIRIES * (0.4 * w).exp();
        let won = here * 0.75 * expit(0.4 * w);
        inquiries += here;
        customers += won;
        // Nine in ten of those won are happy and one is not; half are ignored today, and a quarter in the plan.
        let (plan, today) = (0.8 * won - 0.25 * here, 0.8 * INQUIRIES * 0.25 - 0.5 * INQUIRIES);
        ahead = 0.8 * ahead + plan - today;
        heard = 0.8 * heard + INQUIRIES * 0.75;
        w = ahead / heard;
        assert!(w < 1.0);
    }
    let mut all = [Vec::new(), Vec::new()];
    run(&s, 4, |_, block| {
        all[0].extend_from_slice(row(block, 1, Metric::Inquiries));
        all[1].extend_from_slice(row(block, 1, Metric::Customers));
        let today: f64 = row(block, 0, Metric::Inquiries).iter().sum();
        let exact = INQUIRIES * f64::from(weeks) * BATCH as f64;
        assert!((today - exact).abs() < 4.5 * exact.sqrt(), "today stays as it is");
    });
    for (x, exact) in all.iter().zip([inquiries, customers]) {
        let n = x.len() as f64;
        let mean = x.iter().sum::<f64>() / n;
        let se = (x.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0) / n).sqrt();
        assert!((mean - exact).abs() < 4.5 * se, "{mean} ± {se}, not {exact}");
    }
}

/// It is symmetric: reaching fewer people costs inquiries as reaching more people brings them.
#[test]
fn people_ignored_speak_ill_of_us() {
    let change = |reach: f64| {
        let mut difference = 0.0;
        run(&said(4, reach), 1, |_, block| {
            let [today, plan] = [0, 1].map(|arm| row(block, arm, Metric::Inquiries).iter().sum::<f64>());
            difference = plan / today - 1.0;
        });
        difference
    };
    let (more, fewer) = (change(logit(0.6)), change(logit(0.4)));
    assert!(more > 0.02 && fewer < -0.02, "{more} {fewer}");
    assert!((more + fewer).abs() < 0.2 * more, "{more} {fewer}");
}

/// A plan's customers against an independent program of 60,000 futures that keeps its arms in step person by person:
/// mean 204.69 (error .06) and standard deviation 14.83 (.04). With arms of independent luck it gives 204.76 and 16.77:
/// W compares the arms of one future, so the plan's spread is that of arms in step. The tolerance is 4.5 standard
/// errors of both programs together.
#[test]
fn the_spread_is_that_of_arms_in_step() {
    let mut s = said(52, logit(0.6));
    s.channels[0].organic_per_week = Input::fixed(20.0);
    s.stages[1].rate = Input::fixed(0.3);
    if let Some(lever) = &mut s.levers.word_of_mouth {
        (lever.effect, lever.memory_per_week) = (Input::fixed(0.3), Input::fixed(0.95));
    }
    let x = super::values(&s, 200, 1, Metric::Customers);
    let n = x.len() as f64;
    let mean = x.iter().sum::<f64>() / n;
    let sd = (x.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt();
    let (mean_error, sd_error) = ((sd / n.sqrt()).hypot(0.061), (sd / (2.0 * n).sqrt()).hypot(0.043));
    assert!((mean - 204.687).abs() < 4.5 * mean_error, "mean {mean} ± {mean_error}");
    assert!((sd - 14.832).abs() < 4.5 * sd_error, "standard deviation {sd} ± {sd_error}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    /// Where nobody listens, the run is the one without word of mouth, bit for bit.
    #[test]
    fn without_effect_nothing_changes(scenario in scenario()) {
        let mut with = scenario;
        let ignored_stages = with.stages.iter().map(|x| x.id.clone()).collect();
        let lever = WordOfMouth { effect: Input::fixed(0.0), ignored_stages, ..WordOfMouth::default() };
        with.levers.word_of_mouth = Some(lever);
        let mut without = with.clone();
        without.levers.word_of_mouth = None;
        let figures = |s: &Scenario| {
            let mut all = Vec::new();
            run(s, 1, |_, block| {
                for arm in 0..s.arms() {
                    all.extend(Metric::ALL.map(|m| *row(block, arm, m)));
                }
            });
            all
        };
        prop_assert_eq!(figures(&with), figures(&without));
    }
}

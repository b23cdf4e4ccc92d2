//! A scenario whose difference is a product of four rates, apart from a little luck, so that closed forms hold for it.

use crate::process::Metric;
use crate::scenario::laws::Counts;
use crate::scenario::{Channel, DealSize, Frame, Input, Money, Plan, Prior, Scenario, SpendChange, Stage, Value};
use crate::{Driver, Finding, Question};

/// Shapes of the beta distributions.
pub(super) const SHAPES: [(f64, f64); 4] = [(25.0, 75.0), (40.0, 60.0), (30.0, 30.0), (22.0, 78.0)];

/// What the plan costs.
pub(super) const COST: f64 = 4e6;

/// Four weeks of 100,000 inquiries each, budget doubled; a deal is worth `deal`.
pub(super) fn scenario(deal: f64) -> Scenario {
    let counts =
        |(a, b): (f64, f64)| Value::Counts(Counts { successes: a - 1.0, trials: a + b - 2.0, prior: Prior::default() });
    let stage = |(i, shape): (usize, (f64, f64))| Stage {
        id: format!("s{i}"),
        rate: Input::new(counts(shape)),
        ..Stage::default()
    };
    Scenario {
        frame: Frame { horizon_weeks: 4, run_off_weeks: 0 },
        channels: vec![Channel {
            id: "c".into(),
            spend_per_week: 1e6,
            cost_per_inquiry: Input::fixed(10.0),
            elasticity: Input::fixed(0.5),
            ..Channel::default()
        }],
        stages: SHAPES.into_iter().enumerate().map(stage).collect(),
        money: Money {
            deal: DealSize::Fixed { value: Input::fixed(deal) },
            margin: Input::fixed(1.0),
            ..Money::default()
        },
        plans: vec![Plan { spend: vec![SpendChange { scale: 2.0, ..SpendChange::default() }], ..Plan::default() }],
        ..Scenario::default()
    }
}

/// Everything that the study knows in the end.
pub(super) fn found(question: &Question, scenario: &Scenario, replicates: u32) -> Finding {
    let mut driver = Driver::new(question.study(scenario, replicates));
    let mut before = 0.0;
    while driver.step().unwrap() {
        assert!(driver.progress() >= before);
        before = driver.progress();
    }
    assert_eq!(before, 1.0);
    driver.found()
}

pub(super) const METRICS: [Metric; 3] = [Metric::Profit, Metric::Revenue, Metric::Npv];

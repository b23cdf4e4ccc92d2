//! Content, the schedule of spend, and lead times.
//!
//! Means allow 4.5 standard errors of a Poisson mean (a false alarm in 150,000 each); the seeds are fixed.

use proptest::prelude::*;

use super::{row, run, values};
use crate::math::logistic::{expit, logit};
use crate::process::{BATCH, Metric, Model};
use crate::scenario::{
    Channel, Content, DealSize, Feed, Frame, Input, Levers, Money, Nurture, Plan, Scenario, Schedule, Segment,
    SettingChange, SpendChange, Stage,
};
use funnel_testkit::scenario;

fn set(setting: &str, value: f64) -> SettingChange {
    SettingChange { setting: setting.into(), value }
}

/// Organic inquiries of which a share of .4 leave their name; all of those are won.
fn captured(weeks: u32, content: Content) -> Scenario {
    Scenario {
        seed: 5,
        frame: Frame { horizon_weeks: weeks, run_off_weeks: 0 },
        channels: vec![Channel { id: "c".into(), organic_per_week: Input::fixed(200.0), ..Channel::default() }],
        stages: vec![Stage { id: "name".into(), rate: Input::fixed(0.4), ..Stage::default() }],
        levers: Levers { content: Some(content), ..Levers::default() },
        money: Money { deal: DealSize::Fixed { value: Input::fixed(1.0) }, ..Money::default() },
        ..Scenario::default()
    }
}

fn content() -> Content {
    Content {
        stage: "name".into(),
        spend_per_week: 100.0,
        decay_per_week: Input::fixed(0.05),
        effect: Input::fixed(0.8),
        ..Content::default()
    }
}

#[track_caller]
fn is_poisson(x: &[f64], exact: f64) {
    let mean = x.iter().sum::<f64>() / x.len() as f64;
    let z = (mean - exact) / (exact / x.len() as f64).sqrt();
    assert!(z.abs() < 4.5, "{mean}, not {exact}: {z} SE");
}

/// Three times the spend: the stock rises as 3 − 2 · .95^t, and week by week the rate rises with it.
#[test]
fn content_is_built_up_and_ages() {
    let mut s = captured(30, content());
    let change = |x| Plan { settings: vec![set("content/spend_per_week", x)], ..Plan::default() };
    s.plans = vec![change(300.0), change(0.0)];
    let wins = |target: f64, relevance: f64| -> f64 {
        let rate = |t: i32| {
            let stock = target + (1.0 - target) * 0.95_f64.powi(t);
            expit(logit(0.4) + 1.6 * relevance * (stock / (stock + 1.0) - 0.5))
        };
        (1..=30).map(|t| 200.0 * rate(t)).sum()
    };
    is_poisson(&values(&s, 20, 0, Metric::Customers), 30.0 * 80.0);
    is_poisson(&values(&s, 20, 1, Metric::Customers), wins(3.0, 1.0));
    is_poisson(&values(&s, 20, 2, Metric::Customers), wins(0.0, 1.0));
    run(&s, 1, |_, block| {
        let cost = [0, 1, 2].map(|arm| row(block, arm, Metric::AcquisitionCost)[0]);
        assert_eq!(cost, [3_000.0, 9_000.0, 0.0], "what is built is paid for");
    });
    // Half as relevant for these people: half the shift.
    s.segments = vec![Segment { id: "g".into(), ..Segment::default() }];
    if let Some(x) = &mut s.levers.content {
        x.relevance.insert("g".into(), 0.5);
    }
    is_poisson(&values(&s, 20, 1, Metric::Customers), wins(3.0, 0.5));
}

/// Content makes people ready sooner: it moves the share who come back on the logit scale.
#[test]
fn content_moves_nurture() {
    let mut s = captured(1, Content { decay_per_week: Input::fixed(0.999_999), ..content() });
    s.stages.insert(0, Stage { id: "fit".into(), rate: Input::fixed(0.0), ..Stage::default() });
    s.stages[1].rate = Input::fixed(1.0);
    s.frame = Frame { horizon_weeks: 1, run_off_weeks: 200 };
    s.levers.nurture = Some(Nurture {
        feeds: vec![Feed { stage: "fit".into(), share: 1.0 }],
        returns_to: "name".into(),
        ready_per_week: Input::fixed(0.05),
        drop_out_per_week: Input::fixed(0.05),
        ..Nurture::default()
    });
    s.plans = vec![Plan { settings: vec![set("content/spend_per_week", 300.0)], ..Plan::default() }];
    // The stock is at once what is spent (d = 1): φ is ¾ instead of ½.
    is_poisson(&values(&s, 40, 1, Metric::BookingsAfter), 200.0 * expit(1.6 * 0.25));
    is_poisson(&values(&s, 40, 0, Metric::BookingsAfter), 100.0);
}

/// The total is the same, to the cent, however the weeks fall; and weeks off have no spend.
#[test]
fn a_schedule_keeps_the_money() {
    let mut s = captured(52, content());
    s.channels[0].spend_per_week = 1_234.56;
    s.levers.schedule = Some(Schedule::default());
    let plan = |on, off, spend: Vec<SpendChange>| Plan {
        settings: vec![set("schedule/on_weeks", on), set("schedule/off_weeks", off)],
        spend,
        ..Plan::default()
    };
    let late = SpendChange { scale: 0.0, weeks: Some(20), ..SpendChange::default() };
    s.plans = vec![
        plan(1.0, 3.0, vec![]),
        plan(12.0, 40.0, vec![]),
        plan(3.0, 4.0, vec![SpendChange { add_per_week: 777.77, from_week: 9, ..SpendChange::default() }]),
        plan(12.0, 52.0, vec![late]),
        plan(52.0, 9.0, vec![]),
    ];
    let model = Model::new(&s).unwrap();
    let total = |arm: usize| model.spend(arm, 0).iter().sum::<f64>();
    for (arm, exact) in [(0, 64_197.12), (1, 64_197.12), (2, 64_197.12), (4, 32.0 * 1_234.56), (5, 64_197.12)] {
        assert!((total(arm) - exact).abs() < 0.005, "arm {arm}: {}", total(arm));
    }
    assert!((total(3) - 64_197.12 - 44.0 * 777.77).abs() < 0.005);
    assert_eq!(model.spend(0, 0), model.spend(5, 0));
    let on = |arm: usize| model.spend(arm, 0).iter().map(|x| *x > 0.0).collect::<Vec<_>>();
    assert_eq!(on(1), (0..52).map(|t| t % 4 == 0).collect::<Vec<_>>());
    assert_eq!(on(2), (0..52).map(|t| t < 12).collect::<Vec<_>>());
    assert_eq!(on(4), on(2), "what was planned for later goes into the campaign");
}

/// Spend brings its inquiries one lead time later: until then they come from past spend, and the last of them come
/// after the horizon.
#[test]
fn inquiries_come_after_their_lead_time() {
    let mut s = captured(10, content());
    s.channels[0] = Channel {
        id: "c".into(),
        spend_per_week: 1_000.0,
        cost_per_inquiry: Input::fixed(10.0),
        elasticity: Input::fixed(0.5),
        lead_weeks: 3,
        ..Channel::default()
    };
    s.stages[0].rate = Input::fixed(1.0);
    s.frame.run_off_weeks = 20;
    s.plans = vec![Plan { spend: vec![SpendChange { scale: 2.0, ..SpendChange::default() }], ..Plan::default() }];
    let within = |arm| values(&s, 20, arm, Metric::Bookings);
    let after = |arm| values(&s, 20, arm, Metric::BookingsAfter);
    is_poisson(&within(0), 1_000.0);
    is_poisson(&after(0), 300.0);
    // Twice the spend at elasticity ½ brings 4/3 the inquiries, from the fourth week on.
    is_poisson(&within(1), 300.0 + 700.0 * 4.0 / 3.0);
    is_poisson(&after(1), 400.0);
    // A new channel: nothing was spent on it before.
    s.channels[0].past_spend_per_week = Some(0.0);
    is_poisson(&values(&s, 20, 0, Metric::Bookings), 700.0);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    /// Content spend that stays as today changes nobody's path, bit for bit; a schedule without weeks off changes
    /// nothing at all.
    #[test]
    fn as_today_they_change_nothing(scenario in scenario()) {
        let mut with = scenario;
        let ours = |x: &SettingChange| x.setting.starts_with("content/") || x.setting.starts_with("schedule/");
        with.plans.iter_mut().for_each(|plan| plan.settings.retain(|x| !ours(x)));
        let stage = with.stages[0].id.clone();
        with.levers.content = Some(Content { stage, reference_spend_per_week: Some(50.0), ..Content::default() });
        with.levers.content.iter_mut().for_each(|x| x.spend_per_week = 70.0);
        with.levers.schedule = Some(Schedule::default());
        let mut without = with.clone();
        without.levers.content = None;
        without.levers.schedule = None;
        let figures = |s: &Scenario| {
            let mut all = Vec::new();
            run(s, 1, |_, block| {
                for arm in 0..s.arms() {
                    all.extend([Metric::Inquiries, Metric::Revenue, Metric::BookingsAfter].map(|m| *row(block, arm, m)));
                }
            });
            all
        };
        prop_assert_eq!(figures(&with), figures(&without));
        // Its cost is the only difference.
        let cost = |s: &Scenario| values(s, 1, 0, Metric::AcquisitionCost);
        let weeks = f64::from(with.frame.horizon_weeks);
        for (a, b) in cost(&with).iter().zip(cost(&without)).take(BATCH) {
            prop_assert!((a - b - 70.0 * weeks).abs() < 1e-6 * (1.0 + a.abs()));
        }
    }
}

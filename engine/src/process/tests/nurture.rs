//! Nurture: who comes back, when, and that nobody is lost or counted twice.
//!
//! Means allow 4.5 standard errors of Poisson counts (a false alarm in 150,000 each); the seeds are fixed.

use proptest::prelude::*;

use super::{row, run, values};
use crate::process::{BATCH, Metric, Origin};
use crate::scenario::{
    Channel, DealSize, Feed, Frame, Input, Levers, Money, Nurture, Plan, Scenario, SettingChange, SpendChange, Stage,
};
use funnel_testkit::scenario;

/// Nobody passes the first stage; all inquiries go to nurture, and everyone who becomes ready buys.
fn pool(inquiries: f64, weeks: u32, ready: f64, drop_out: f64) -> Scenario {
    let stage = |id: &str, rate| Stage { id: id.into(), rate: Input::fixed(rate), ..Stage::default() };
    let lever = Nurture {
        feeds: vec![Feed { stage: "fit".into(), share: 1.0 }],
        returns_to: "won".into(),
        ready_per_week: Input::fixed(ready),
        drop_out_per_week: Input::fixed(drop_out),
        effect: Input::fixed(1.0),
        dark_factor: Input::fixed(2.0),
        ..Nurture::default()
    };
    Scenario {
        seed: 31,
        frame: Frame { horizon_weeks: weeks, run_off_weeks: 0 },
        channels: vec![Channel { id: "c".into(), organic_per_week: Input::fixed(inquiries), ..Channel::default() }],
        stages: vec![stage("fit", 0.0), stage("won", 1.0)],
        levers: Levers { nurture: Some(lever), ..Levers::default() },
        money: Money { deal: DealSize::Fixed { value: Input::fixed(1.0) }, ..Money::default() },
        ..Scenario::default()
    }
}

/// The mean of a Poisson count over blocks of replicates.
#[track_caller]
fn is_poisson(x: &[f64], exact: f64) {
    let mean = x.iter().sum::<f64>() / x.len() as f64;
    let z = (mean - exact) / (exact / x.len() as f64).sqrt();
    assert!(z.abs() < 4.5, "{mean}, not {exact}: {z} SE");
}

/// In the limit, a share h/(h + o) of those taken in come back.
#[test]
fn of_all_taken_in_a_share_comes_back() {
    let mut s = pool(40.0, 10, 0.06, 0.04);
    s.frame.run_off_weeks = 150;
    let all = [Metric::Bookings, Metric::BookingsAfter].map(|m| values(&s, 40, 0, m));
    let wins: Vec<f64> = all[0].iter().zip(&all[1]).map(|(a, b)| a + b).collect();
    // After 150 weeks a share of .9^150 = 1.4e-7 is left.
    is_poisson(&wins, 400.0 * 0.6);
}

/// Each person waits a geometric number of weeks: of those there at the start, h (1 − h − o)^(t − 1) come back in week
/// t.
#[test]
fn the_wait_is_geometric() {
    let mut s = pool(0.0, 12, 0.1, 0.05);
    if let Some(x) = &mut s.levers.nurture {
        x.open_at_start = 1_000;
    }
    let mut weeks = [0_u64; 12];
    let blocks = 40;
    run(&s, blocks, |_, block| {
        for (sum, lanes) in weeks.iter_mut().zip(&block.outcome.customers[0]) {
            *sum += lanes.iter().map(|n| u64::from(*n)).sum::<u64>();
        }
    });
    let n = blocks as f64 * BATCH as f64 * 1_000.0;
    for (t, count) in weeks.into_iter().enumerate() {
        let p = 0.1 * 0.85_f64.powi(t as i32);
        let z = (count as f64 - n * p) / (n * p * (1.0 - p)).sqrt();
        assert!(z.abs() < 4.5, "week {t}: {z} SE");
    }
}

/// A better programme moves the share who come back on the logit scale; taking in a smaller share brings fewer back.
#[test]
fn quality_and_share_act_as_said() {
    let mut s = pool(40.0, 10, 0.06, 0.04);
    s.frame.run_off_weeks = 150;
    let set = |setting: &str, value| Plan {
        settings: vec![SettingChange { setting: setting.into(), value }],
        ..Plan::default()
    };
    s.plans = vec![set("nurture/quality", 0.9), set("nurture/fit/share", 0.25)];
    let wins = |arm| -> Vec<f64> {
        let all = [Metric::Bookings, Metric::BookingsAfter].map(|m| values(&s, 40, arm, m));
        all[0].iter().zip(&all[1]).map(|(a, b)| a + b).collect()
    };
    is_poisson(&wins(0), 240.0);
    // Odds 1.5 · e^.5.
    let odds = 1.5 * 0.5_f64.exp();
    is_poisson(&wins(1), 400.0 * odds / (1.0 + odds));
    is_poisson(&wins(2), 60.0);
}

/// In weeks without any spend the drop-out doubles: of those there at the start, h/(h + 2o) come back.
#[test]
fn dark_weeks_drive_people_out() {
    let mut s = pool(0.0, 200, 0.06, 0.04);
    s.channels[0].spend_per_week = 1.0;
    s.channels[0].cost_per_inquiry = Input::fixed(1e12);
    if let Some(x) = &mut s.levers.nurture {
        x.open_at_start = 1_000;
    }
    s.plans = vec![Plan { spend: vec![SpendChange { scale: 0.0, ..SpendChange::default() }], ..Plan::default() }];
    for (arm, p) in [(0, 0.6), (1, 0.06 / 0.14)] {
        let wins = values(&s, 40, arm, Metric::Customers);
        let mean = wins.iter().sum::<f64>() / wins.len() as f64;
        let z = (mean - 1_000.0 * p) / (1_000.0 * p * (1.0 - p) / wins.len() as f64).sqrt();
        assert!(z.abs() < 4.5, "arm {arm}: {mean}, {z} SE");
    }
}

/// The programme is paid for in every week of the horizon, by its quality; afterwards, in proportion to the people left
/// in it.
#[test]
fn a_programme_costs_money() {
    let mut s = pool(0.0, 10, 0.0, 0.5);
    s.frame.run_off_weeks = 1;
    if let Some(x) = &mut s.levers.nurture {
        (x.cost_per_week, x.quality, x.open_at_start) = (Some(100.0), 0.5, 1);
    }
    let settings = vec![SettingChange { setting: "nurture/quality".into(), value: 1.0 }];
    s.plans = vec![Plan { settings, ..Plan::default() }];
    run(&s, 1, |_, block| {
        let [today, plan] = [0, 1].map(|arm| row(block, arm, Metric::AcquisitionCost));
        assert_eq!((today, plan), (&[500.0; BATCH], &[1_000.0; BATCH]));
    });
}

/// Bookings from people back from nurture are reported separately.
#[test]
fn revenue_by_nurture_stands_apart() {
    let mut s = pool(40.0, 30, 0.1, 0.1);
    s.stages[0].rate = Input::fixed(0.3);
    run(&s, 1, |model, block| {
        let cells = model.cells();
        assert_eq!(cells.iter().map(|c| c.origin).collect::<Vec<_>>(), [Origin::Channel, Origin::Nurture]);
        let (flows, sales) = (&block.outcome.flows[0], &block.outcome.sales[0]);
        let pool = block.outcome.pools[0][0];
        assert_eq!(pool.entered, flows[0][0].nurtured);
        assert_eq!(pool.ready, flows[1][1].entered);
        assert_eq!(sales[0].customers + sales[1].customers, flows[0][1].passed + flows[1][1].passed);
        assert!(sales[1].customers > 0 && pool.waiting() > 0);
        let inquiries: u64 = block.outcome.entered[0][0].iter().sum();
        assert_eq!(inquiries, flows[0][0].entered, "whoever comes back does not inquire again");
    });
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// A pool that takes nobody in is like no pool: bit for bit, within the horizon.
    #[test]
    fn an_empty_pool_changes_nothing(scenario in scenario()) {
        let mut with = scenario;
        let returns_to = with.stages[0].id.clone();
        let feeds = with.stages.iter().map(|x| Feed { stage: x.id.clone(), share: 0.0 }).collect();
        with.levers.nurture = Some(Nurture { feeds, returns_to, ..Nurture::default() });
        with.plans.iter_mut().for_each(|plan| plan.settings.retain(|x| !x.setting.starts_with("nurture/")));
        let mut without = with.clone();
        without.levers.nurture = None;
        let figures = |s: &Scenario| {
            let mut all = Vec::new();
            run(s, 1, |_, block| {
                for arm in 0..s.arms() {
                    all.extend([Metric::Inquiries, Metric::Revenue, Metric::Profit].map(|m| *row(block, arm, m)));
                }
            });
            all
        };
        prop_assert_eq!(figures(&with), figures(&without));
    }
}

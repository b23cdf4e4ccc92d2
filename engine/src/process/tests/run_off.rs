//! What lands after the horizon is counted, and what is cut off is reported.

use proptest::prelude::*;

use super::{row, run, values};
use crate::process::{BATCH, Metric, Model};
use crate::scenario::{Channel, DealSize, Delay, Frame, Input, Money, Plan, Scenario, SpendChange, Stage, Timing};
use crate::simulate::Simulator;
use funnel_testkit::scenario;

/// Ten weeks of 1,000 at 10 per inquiry, nine tenths of the effect carried over, response nearly proportional to spend.
fn carried_over(run_off_weeks: u32) -> Scenario {
    Scenario {
        frame: Frame { horizon_weeks: 10, run_off_weeks },
        channels: vec![Channel {
            id: "c".into(),
            spend_per_week: 1_000.0,
            past_spend_per_week: Some(0.0),
            cost_per_inquiry: Input::fixed(10.0),
            elasticity: Input::fixed(0.999),
            carry_over: Input::fixed(0.9),
            ..Channel::default()
        }],
        stages: vec![Stage { id: "s".into(), rate: Input::fixed(1.0), ..Stage::default() }],
        ..Scenario::default()
    }
}

/// By the recursion A' = .9 A + .1 x and 100 A/(.001 A + .999) a week, in Python: 414.02 within ten weeks, 584.15 in
/// the 52 after them, 2.45 after those. Over 640 replicates a mean's standard error is √(mean/640), as counts are
/// Poisson; 4.5 of them: a false alarm in 150,000.
#[test]
fn what_carries_over_comes_after_the_horizon() {
    let scenario = carried_over(52);
    let model = Model::new(&scenario).unwrap();
    // .9^k falls below a thousandth in week 66; 52 are allowed.
    assert_eq!((model.people_weeks(), Model::new(&carried_over(200)).unwrap().people_weeks()), (62, 76));
    let mut simulator = Simulator::new(&scenario).unwrap();
    let mut tally = simulator.tally();
    simulator.blocks(640).for_each(|block| simulator.step(block, 640, &mut tally));
    let report = tally.report(simulator.model());
    let inquiries = &report.arms[0].weekly.inquiries;
    let (within, after) = (inquiries[..10].iter().sum::<f64>(), inquiries[10..].iter().sum::<f64>());
    assert!((within - 414.02).abs() < 4.5 * (414.02_f64 / 640.0).sqrt(), "{within}");
    assert!((after - 584.15).abs() < 4.5 * (584.15_f64 / 640.0).sqrt(), "{after}");
    assert!((report.arms[0].left.inquiries - 2.45).abs() < 0.005, "{:?}", report.arms[0].left);
}

/// A thousand deals of 190, recognised over 104 weeks, for 100,000 in the first: 1,826.92 a week, 100,480 after 55 weeks.
#[test]
fn revenue_is_recognised_to_its_end() {
    let mut scenario = Scenario {
        frame: Frame { horizon_weeks: 1, run_off_weeks: 52 },
        channels: vec![Channel { id: "c".into(), ..Channel::default() }],
        stages: vec![Stage {
            id: "s".into(),
            rate: Input::fixed(1.0),
            delay: Delay::Empirical { weeks: vec![1.0] },
            open_at_start: 1_000,
            ..Stage::default()
        }],
        money: Money {
            deal: DealSize::Fixed { value: Input::fixed(190.0) },
            margin: Input::fixed(1.0),
            revenue_counts: Timing::WhenRecognised,
            recognised_over_weeks: 104,
            ..Money::default()
        },
        ..Scenario::default()
    };
    run(&scenario, 1, |model, block| {
        assert_eq!((model.people_weeks(), model.weeks()), (2, 105));
        let weekly: Vec<f64> = block.outcome.revenue[0].iter().map(|week| week[0]).collect();
        assert!(weekly[..104].iter().all(|x| (x - 190_000.0 / 104.0).abs() < 1e-9) && weekly[104] == 0.0);
        assert!((row(block, 0, Metric::ProfitWithAfter)[0] - 190_000.0).abs() < 1e-6);
    });
    // The same thousand, now bought: certain but for a Poisson count with a standard deviation of 32, which moves the
    // payback week by two.
    scenario.stages[0].open_at_start = 0;
    scenario.stages[0].delay = Delay::None;
    scenario.channels[0] = Channel {
        id: "c".into(),
        reference_spend_per_week: Some(100_000.0),
        cost_per_inquiry: Input::fixed(100.0),
        elasticity: Input::fixed(0.5),
        ..Channel::default()
    };
    let spend = SpendChange { add_per_week: 100_000.0, weeks: Some(1), ..SpendChange::default() };
    scenario.plans = vec![Plan { spend: vec![spend], ..Plan::default() }];
    let won = values(&scenario, 10, 1, Metric::Customers);
    let weeks = values(&scenario, 10, 1, Metric::PaybackWeek);
    for (won, week) in won.iter().zip(&weeks) {
        // The first week in which what is recognised reaches the money spent.
        assert_eq!(*week, (100_000.0 / (won * 190.0 / 104.0)).ceil(), "{won} deals");
    }
    assert!(weeks.contains(&55.0));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// The last week's cumulative profit is the profit with what lands after, and a plan has a payback week exactly
    /// when that is not below today's.
    #[test]
    fn payback_and_profit_with_what_lands_after_agree(mut scenario in scenario(), weeks in 0..260_u32, won in any::<bool>()) {
        scenario.money.recognised_over_weeks = weeks;
        scenario.money.revenue_counts = if won { Timing::WhenWon } else { Timing::WhenRecognised };
        let mut wrong = None;
        run(&scenario, 1, |model, block| {
            for arm in 0..model.arms() {
                let last = block.outcome.profit[arm].last().unwrap();
                let booked = block.outcome.bookings[arm].iter();
                for lane in 0..BATCH {
                    let all = booked.clone().map(|week| week[lane]).sum::<i64>() as f64 / 100.0;
                    let revenue: f64 = block.outcome.revenue[arm].iter().map(|week| week[lane]).sum();
                    // Every cent booked becomes revenue, up to a few hundred roundings of sums below 1e9.
                    let whole = (revenue - all).abs() <= 1e-9 * (all.abs() + 1e6);
                    let profit = row(block, arm, Metric::ProfitWithAfter)[lane];
                    let ahead = profit >= row(block, 0, Metric::ProfitWithAfter)[lane];
                    let back = row(block, arm, Metric::PaybackWeek)[lane].is_finite();
                    if profit != last[lane] || !whole || ahead != (back || arm == 0) {
                        wrong = Some((arm, lane, profit, last[lane], revenue, all));
                    }
                }
            }
        });
        prop_assert_eq!(wrong, None);
    }

    /// Everyone who came has passed, was lost, or is reported as left: those who wait in the flows at the end are those
    /// left.
    #[test]
    fn nobody_is_cut_in_silence(mut scenario in scenario(), run_off in 0..30_u32) {
        scenario.frame.run_off_weeks = run_off;
        // Over a horizon that includes the run-off, the flows say who still waits at its end.
        let mut longer = scenario.clone();
        longer.frame = Frame { horizon_weeks: Model::new(&scenario).unwrap().people_weeks() as u32, run_off_weeks: 0 };
        let mut wrong = None;
        run(&longer, 1, |model, block| {
            for arm in 0..model.arms() {
                let left = block.outcome.left[arm];
                let waiting: u64 = block.outcome.flows[arm].iter().flatten().map(crate::process::Flow::waiting).sum();
                let pools: u64 = block.outcome.pools[arm].iter().map(crate::process::PoolFlow::waiting).sum();
                if (left.in_stages, left.in_nurture) != (waiting, pools) {
                    wrong = Some((arm, left, waiting, pools));
                }
            }
        });
        prop_assert_eq!(wrong, None);
    }
}

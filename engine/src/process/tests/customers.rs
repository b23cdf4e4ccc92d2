//! Customers: who stays, what renewals are worth, whom customers refer, and what happens when promises are not kept.
//!
//! Means allow 4.5 standard errors (a false alarm in 150,000 each); the seeds are fixed.

use proptest::prelude::*;

use super::{row, run, values};
use crate::math::logistic::{expit, logit};
use crate::process::{BATCH, Metric, Origin};
use crate::scenario::{
    Channel, Customers, DealSize, Frame, Input, Levers, Money, Plan, RateChange, Scenario, SettingChange, Stage,
};
use funnel_testkit::scenario;

/// A scenario with nobody but 1,000 customers at the start, who pay 100 for each period of four weeks.
fn base(weeks: u32, lever: Customers) -> Scenario {
    Scenario {
        seed: 8,
        frame: Frame { horizon_weeks: weeks, run_off_weeks: 0 },
        channels: vec![Channel { id: "c".into(), ..Channel::default() }],
        stages: vec![Stage { id: "won".into(), rate: Input::fixed(1.0), ..Stage::default() }],
        levers: Levers { customers: Some(lever), ..Levers::default() },
        money: Money {
            deal: DealSize::Fixed { value: Input::fixed(100.0) },
            margin: Input::fixed(1.0),
            ..Money::default()
        },
        ..Scenario::default()
    }
}

fn lever() -> Customers {
    Customers {
        at_start: 1_000,
        renewals_before: 0,
        value_at_start: Input::fixed(100.0),
        renewal_weeks: 4,
        a: Input::fixed(0.6681),
        b: Input::fixed(3.8061),
        expansion: Input::fixed(0.0),
        satisfied: Input::fixed(0.8),
        referrals_per_quarter: Input::fixed(0.0),
        gap_effect: Input::fixed(1.5),
        ..Customers::default()
    }
}

fn set(setting: &str, value: f64) -> Plan {
    Plan { settings: vec![SettingChange { setting: setting.into(), value }], ..Plan::default() }
}

/// Customers left at the end of the horizon in an arm, and how many there ever were, summed over all replicates.
fn left(s: &Scenario, blocks: u64, arm: usize) -> (f64, f64) {
    let (mut churned, mut all) = (0, 0);
    run(s, blocks, |_, block| {
        churned += block.outcome.sales[arm].iter().map(|x| x.churned).sum::<u64>();
        all += 1_000 * BATCH as u64 + block.outcome.sales[arm].iter().map(|x| x.customers).sum::<u64>();
    });
    ((all - churned) as f64, all as f64)
}

#[track_caller]
fn is_share((k, n): (f64, f64), p: f64) {
    let z = (k / n - p) / (p * (1.0 - p) / n).sqrt();
    assert!(z.abs() < 4.5, "{}, not {p}: {z} SE", k / n);
}

/// Fader & Hardie's high-end customers: r_1 = .85068, r_2 = .87796, and 37.8 % left after twelve renewals (published to
/// three digits, so half a unit of the last is added to the tolerance).
#[test]
fn retention_is_shifted_beta_geometric() {
    is_share(left(&base(4, lever()), 5, 0), 0.850_68);
    is_share(left(&base(8, lever()), 5, 0), 0.850_68 * 0.877_96);
    let (k, n) = left(&base(48, lever()), 5, 0);
    assert!((k / n - 0.378).abs() < 0.000_5 + 4.5 * (0.378 * 0.622 / n).sqrt(), "{}", k / n);
    // Someone who has renewed seven times: r_8 = .94177.
    is_share(left(&base(4, Customers { renewals_before: 7, ..lever() }), 5, 0), 0.941_77);
}

/// Renewals are booked at the previous price times 1 + expansion, to the cent, unless only new business counts.
#[test]
fn renewals_are_worth_what_they_say() {
    let mut s = base(8, Customers { expansion: Input::fixed(0.1), ..lever() });
    run(&s, 1, |_, block| {
        let sales = &block.outcome.sales[0];
        let renewals: i128 = sales.iter().map(|x| x.renewals).sum();
        let expansion: i128 = sales.iter().map(|x| x.expansion).sum();
        let booked: f64 = row(block, 0, Metric::Bookings).iter().sum();
        assert!((booked * 100.0 - (renewals + expansion) as f64).abs() < 1.0);
        assert!((expansion as f64 / renewals as f64 - 0.1).abs() < 1e-4, "rounding of cents only");
        assert!(sales.iter().all(|x| x.customers == 0));
    });
    s.money.new_business_only = true;
    run(&s, 1, |_, block| {
        assert_eq!(row(block, 0, Metric::Revenue), &[0.0; BATCH]);
        assert!(block.outcome.sales[0].iter().any(|x| x.renewals > 0), "told apart all the same");
    });
}

/// A deal won becomes a customer, who renews for the first time one period later.
#[test]
fn whoever_is_won_may_renew() {
    let mut s = base(8, Customers { at_start: 0, ..lever() });
    s.channels[0].organic_per_week = Input::fixed(200.0);
    let (mut won, mut renewed, mut churned) = (0, 0, 0);
    run(&s, 5, |_, block| {
        won += block.outcome.customers[0][..4].iter().flatten().map(|n| u64::from(*n)).sum::<u64>();
        renewed += block.outcome.sales[0].iter().map(|x| x.renewed).sum::<u64>();
        churned += block.outcome.sales[0].iter().map(|x| x.churned).sum::<u64>();
    });
    assert_eq!(won, renewed + churned, "those of the first four weeks were asked, nobody else");
    is_share((renewed as f64, won as f64), 0.850_68);
}

/// A share of new customers is refunded in full, later; more of them where the promise is not kept; and where the share
/// is zero nothing changes, bit for bit.
#[test]
fn some_are_paid_back() {
    let mut s = base(8, Customers { at_start: 0, renewal_weeks: 26, refund_weeks: 3, ..lever() });
    s.channels[0].organic_per_week = Input::fixed(200.0);
    let without = values(&s, 2, 0, Metric::Revenue);
    s.levers.customers.iter_mut().for_each(|x| x.refunds = Input::fixed(0.04));
    s.plans = vec![set("customers/promise", 1.6)];
    let shares = [0.04, expit(logit(0.04) + 1.5 * 0.6)];
    for (arm, p) in shares.into_iter().enumerate() {
        let (mut asked, mut refunded, mut back) = (0, 0, 0);
        run(&s, 5, |_, block| {
            // Customers won in the last three weeks are not due for a refund yet.
            asked += block.outcome.customers[arm][..5].iter().flatten().map(|n| u64::from(*n)).sum::<u64>();
            refunded += block.outcome.sales[arm].iter().map(|x| x.refunded).sum::<u64>();
            back += block.outcome.sales[arm].iter().map(|x| x.refunds).sum::<i128>();
        });
        assert_eq!(back, i128::from(refunded) * 10_000, "each paid 100");
        is_share((refunded as f64, asked as f64), p);
    }
    let paid_back = values(&s, 2, 0, Metric::Revenue);
    assert!(without.iter().zip(&paid_back).all(|(a, b)| b < a), "in every future");
    s.levers.customers.iter_mut().for_each(|x| x.refunds = Input::fixed(0.0));
    assert_eq!(values(&s, 2, 0, Metric::Revenue), without);
}

/// Satisfied customers send Poisson numbers of inquiries, told apart from the channels'.
#[test]
fn customers_send_others() {
    let mut s = base(3, Customers { referrals_per_quarter: Input::fixed(0.26), ..lever() });
    s.stages[0].rate = Input::fixed(0.0);
    run(&s, 1, |model, block| {
        let referred = model.cells().iter().position(|c| c.origin == Origin::Referral).unwrap();
        let inquiries: f64 = row(block, 0, Metric::Inquiries).iter().sum();
        assert_eq!(block.outcome.flows[0][referred][0].entered as f64, inquiries);
    });
    // A quarter of the customers come up for renewal each week; from then on those who leave refer nobody.
    let lost = 250.0 * (1.0 - 0.850_68);
    let exact = (3.0 * 1_000.0 - lost * (1.0 + 2.0 + 3.0)) * 0.8 * 0.26 / 13.0;
    let x = values(&s, 30, 0, Metric::Inquiries);
    let mean = x.iter().sum::<f64>() / x.len() as f64;
    // Poisson given the number of customers, whose own spread adds at most a hundredth of that.
    assert!((mean - exact).abs() < 4.5 * (1.01 * exact / x.len() as f64).sqrt(), "{mean}, not {exact}");
}

/// A bigger promise wins more deals and loses more customers; too many customers are served worse, and more capacity
/// helps.
#[test]
fn gaps_drive_customers_away() {
    let mut s = base(4, Customers { capacity: Some(500.0), promise_wins: Input::fixed(1.0), ..lever() });
    s.plans = vec![set("customers/capacity", 5_000.0), set("customers/promise", 1.5)];
    let stays = |gap: f64| expit(logit(0.850_68) - 1.5 * gap);
    // Those who leave make service better for the rest, week by week: so the share lies between the first week's and
    // the share at 750 customers.
    let (k, n) = left(&s, 5, 0);
    assert!(k / n > stays(0.5) && k / n < stays(1.0 - 500.0 / 750.0), "{}", k / n);
    is_share(left(&s, 5, 1), 0.850_68);
    let (k, n) = left(&s, 5, 2);
    assert!(k / n > stays(1.0) && k / n < stays(1.5 - 500.0 / 700.0), "{}", k / n);
    // Its effect on wins.
    s.levers.customers.iter_mut().for_each(|x| x.at_start = 0);
    s.channels[0].organic_per_week = Input::fixed(500.0);
    s.stages[0].rate = Input::fixed(0.5);
    let wins = values(&s, 5, 2, Metric::Customers);
    let (mean, exact) = (wins.iter().sum::<f64>() / wins.len() as f64, 2_000.0 * expit(0.5));
    assert!((mean - exact).abs() < 4.5 * (exact / wins.len() as f64).sqrt(), "{mean}, not {exact}");
}

/// Winning more than can be served costs later revenue: with slack, renewals grow with the wins; without slack, they
/// fall.
#[test]
fn winning_too_many_costs_later_revenue() {
    let change = |capacity: f64| {
        let mut s = base(104, Customers { capacity: Some(capacity), gap_effect: Input::fixed(8.0), ..lever() });
        s.levers.customers.iter_mut().for_each(|x| x.at_start = 400);
        s.channels[0].organic_per_week = Input::fixed(40.0);
        s.stages[0].rate = Input::fixed(0.5);
        s.plans = vec![Plan { rates: vec![RateChange { stage: "won".into(), logit: 0.25 }], ..Plan::default() }];
        let renewals = |arm| {
            let all = [Metric::Revenue, Metric::Customers].map(|m| values(&s, 2, arm, m).iter().sum::<f64>());
            all[0] - 100.0 * all[1]
        };
        renewals(1) / renewals(0) - 1.0
    };
    let (slack, bound) = (change(1e6), change(250.0));
    assert!(slack > 0.05, "more customers, more renewals: {slack}");
    assert!(bound < 0.0, "served worse, they renew less: {bound}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    /// Customers who refer nobody, and whose renewals do not count, change nothing within the horizon, bit for bit.
    #[test]
    fn customers_who_do_nothing_change_nothing(scenario in scenario()) {
        let mut with = scenario;
        with.plans.iter_mut().for_each(|plan| plan.settings.retain(|x| !x.setting.starts_with("customers/")));
        with.levers.customers = Some(lever());
        // With word of mouth, those who renew or leave would have something to tell.
        with.levers.word_of_mouth = None;
        with.money.new_business_only = true;
        let mut without = with.clone();
        without.levers.customers = None;
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

//! A small scenario and a report written by hand, for golden sentences.

use std::collections::BTreeMap;

use funnel_engine::process::{Metric, Origin};
use funnel_engine::report::{
    Arm, Band, Booked, Books, CellFlow, Chance, Comparison, Estimate, Report, StageFlow, Summary, Weekly,
};
use funnel_engine::scenario::{Channel, Loss, Plan, Scenario, SpendChange, Stage, Target};

/// A figure with its standard error.
#[must_use]
pub fn known(value: f64, se: f64) -> Estimate {
    Estimate { value: Some(value), se: Some(se) }
}

/// Two channels, two stages, 20 % more for a year.
pub fn scenario() -> Scenario {
    let channel = |id: &str, name: &str, spend_per_week| Channel {
        id: id.to_owned(),
        name: name.to_owned(),
        spend_per_week,
        ..Channel::default()
    };
    let stage = |id: &str, name: &str, reason: &str| Stage {
        id: id.to_owned(),
        name: name.to_owned(),
        loss: Loss { reason: reason.to_owned(), ..Loss::default() },
        ..Stage::default()
    };
    Scenario {
        name: "Worked example".to_owned(),
        channels: vec![channel("search", "Paid search", 9_000.0), channel("events", "Events", 1_000.0)],
        stages: vec![stage("lead", "Lead", "Not a fit"), stage("won", "Won", "Rival chosen")],
        plans: vec![Plan {
            spend: vec![SpendChange { scale: 1.2, weeks: Some(52), ..SpendChange::default() }],
            ..Plan::default()
        }],
        target: Target { value: Some(9e6), ..Target::default() },
        ..Scenario::default()
    }
}

fn estimate(value: f64, se: f64) -> Estimate {
    Estimate { value: Some(value), se: Some(se) }
}

/// A figure that never varies.
pub fn constant(x: f64) -> Summary {
    let e = estimate(x, 0.0);
    Summary { mean: e, sd: estimate(0.0, 0.0), p5: e, p10: e, p25: e, p50: e, p75: e, p90: e, p95: e }
}

/// A figure with its spread, and with `se` as the standard error of its estimate.
pub fn spread(mid: f64, half: f64, se: f64) -> Summary {
    let e = |x| estimate(x, se);
    Summary {
        mean: e(mid),
        sd: e(half / 1.28),
        p5: e(mid - 1.3 * half),
        p10: e(mid - half),
        p25: e(mid - half / 2.0),
        p50: e(mid),
        p75: e(mid + half / 2.0),
        p90: e(mid + half),
        p95: e(mid + 1.3 * half),
    }
}

/// A chance with a standard error of .15 points.
pub fn chance(value: f64) -> Chance {
    Chance { value, se: 0.001_5, low: value - 0.003, high: value + 0.003 }
}

fn flow(id: &str, name: &str, entered: f64, passed: f64, lost: f64) -> StageFlow {
    let waiting = entered - passed - lost;
    let (id, name) = (id.to_owned(), name.to_owned());
    StageFlow {
        id,
        name,
        entered,
        passed,
        lost,
        stale: 0.0,
        recycled: 0.0,
        nurtured: 0.0,
        hours: 0.0,
        waiting,
        passed_after: waiting / 4.0,
        left_after: waiting * 0.75,
        entered_after: 0.0,
    }
}

fn arm(spend: f64, revenue: f64, profit: f64, customers: f64, inquiries: f64) -> Arm {
    let rising: Vec<f64> = (1..=104).map(|w| revenue / 52.0 * f64::from(w.min(60))).collect();
    let band = |factor: f64| Band {
        p10: rising.iter().map(|x| x * factor * 0.9).collect(),
        p50: rising.iter().map(|x| x * factor).collect(),
        p90: rising.iter().map(|x| x * factor * 1.1).collect(),
        mean: rising.iter().map(|x| x * factor).collect(),
    };
    Arm {
        name: String::new(),
        spend,
        figures: BTreeMap::from([
            (Metric::Inquiries, spread(inquiries, 100.0, 1.0)),
            (Metric::Revenue, spread(revenue, 5e5, 2e4)),
            (Metric::GrossProfit, spread(profit + spend + 3e5, 4e5, 2e4)),
            (Metric::AcquisitionCost, spread(spend + 3e5, 1e4, 1e2)),
            (Metric::Profit, spread(profit, 4e5, 2e4)),
            (Metric::Customers, spread(customers, 20.0, 0.2)),
            (Metric::BookingsAfter, spread(revenue / 10.0, 1e5, 1e4)),
        ]),
        cac: spread((spend + 3e5) / customers, 300.0, 10.0),
        target: Some(chance(if spend > 6e5 { 0.44 } else { 0.31 })),
        weekly: Weekly { revenue: band(1.0 / 52.0), cumulative_revenue: band(1.0), ..Weekly::default() },
        stages: vec![
            flow("lead", "Lead", inquiries, inquiries * 0.2, inquiries * 0.75),
            flow("won", "Won", inquiries * 0.2, customers, inquiries * 0.2 - customers - 4.0),
        ],
        flows: Vec::new(),
        booked: Booked::default(),
        work: Vec::new(),
        signs: Default::default(),
        left: Default::default(),
    }
}

/// What 24,000 replicates of [`scenario`] might say.
pub fn report() -> Report {
    let today = arm(520_000.0, 7.7e6, 4.4e6, 258.0, 6_020.0);
    let plan = arm(624_000.0, 8.4e6, 4.7e6, 281.0, 6_800.0);
    let mut payback = spread(31.0, 12.0, 0.3);
    payback.p90 = Estimate::default();
    Report {
        engine: "0.1.0".to_owned(),
        scenario: "Worked example".to_owned(),
        currency: "USD".to_owned(),
        seed: 1,
        replicates: 24_000,
        band_replicates: 4_096,
        horizon_weeks: 52,
        weeks: 104,
        people_weeks: 104,
        arms: vec![today, plan],
        comparisons: vec![Comparison {
            arm: 1,
            spend: 104_000.0,
            difference: BTreeMap::from([
                (Metric::Inquiries, spread(780.0, 50.0, 1.0)),
                (Metric::Revenue, spread(7e5, 5e5, 1e4)),
                (Metric::GrossProfit, spread(4.04e5, 4e5, 1e4)),
                (Metric::AcquisitionCost, constant(1.04e5)),
                (Metric::Profit, spread(3e5, 4e5, 1e4)),
                (Metric::Customers, spread(23.0, 15.0, 0.2)),
                (Metric::BookingsAfter, spread(9e4, 3e4, 1e3)),
                (Metric::ProfitWithAfter, spread(3.5e5, 4e5, 1e4)),
                (Metric::PaybackWeek, payback),
            ]),
            marginal_cac: estimate(4_522.0, 40.0),
            uplift: spread(0.09, 0.05, 0.001),
            mean_uplift: estimate(0.091, 0.001),
            pays_back: chance(0.82),
            pays_back_after: chance(0.93),
            revenue_rises: chance(0.97),
            dots: (0..50).map(|i| f64::from(i) * 1e4 - 8.5e4).collect(),
            cumulative_revenue: Band::default(),
            cumulative_profit: Band {
                p10: vec![-1e5; 104],
                p50: vec![1e5; 104],
                p90: vec![3e5; 104],
                mean: vec![1e5; 104],
            },
            books: Some(Books {
                replicates: 6_000,
                profit_rises: chance(0.66),
                revenue_rises: chance(0.75),
                uplift: spread(0.09, 0.2, 0.002),
                knowledge_share: estimate(0.6, 0.01),
            }),
        }],
    }
}

/// The report with its comparison changed.
pub fn with(report: &Report, change: impl FnOnce(&mut Comparison)) -> Report {
    let mut report = report.clone();
    if let Some(c) = report.comparisons.first_mut() {
        change(c);
    }
    report
}

/// Sets a difference.
pub fn set(c: &mut Comparison, metric: Metric, mid: f64, se: f64) {
    c.difference.insert(metric, if mid == 0.0 && se == 0.0 { constant(0.0) } else { spread(mid, se, se) });
}

/// Sets the chance to pay back, within the horizon and including what lands later, with this many of the fifty dots
/// above zero.
pub fn odds(c: &mut Comparison, dots: usize, p: f64) {
    c.pays_back = chance(p);
    c.pays_back_after = chance(p);
    c.dots = (0..50).map(|i| (f64::from(i) - (50.0 - dots as f64) + 0.5) * 1e4).collect();
}

/// 100 people whom a channel brought, and four customers of them.
pub fn cell() -> CellFlow {
    CellFlow {
        origin: Origin::Channel,
        channel: Some("search".to_owned()),
        segment: String::new(),
        stages: Vec::new(),
        customers: 4.0,
        bookings: 30_000.0,
        renewed: 0.0,
        churned: 0.0,
        refunded: 0.0,
        refunds: 0.0,
        renewals: 0.0,
        expansion: 0.0,
        came: 100.0,
        spend: 8_000.0,
        cost: 2_000.0,
        gross_profit: 24_000.0,
        profit: 14_000.0,
        pool: None,
    }
}

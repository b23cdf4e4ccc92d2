//! The companies in the cases.

use funnel_engine::scenario::{
    Channel, Customers, DealSize, Delay, Frame, Input, Money, Plan, Scenario, SpendChange, Stage, Team, Work,
};

pub(super) fn fixed(x: f64) -> Input {
    Input::fixed(x)
}

/// Inquiries at 100 each for 5,000 a week; three in ten qualify within the week, and three in ten of those buy within
/// the week.
pub(super) fn company(deal: f64) -> Scenario {
    let stage = |id: &str, rate: f64| Stage { id: id.into(), name: id.into(), rate: fixed(rate), ..Stage::default() };
    Scenario {
        channels: vec![channel("ads", 5_000.0, 0.7)],
        stages: vec![stage("qualified", 0.3), stage("won", 0.3)],
        money: Money {
            deal: DealSize::Fixed { value: fixed(deal) },
            margin: fixed(0.7),
            discount_rate: 0.0,
            ..Money::default()
        },
        frame: Frame { horizon_weeks: 26, run_off_weeks: 26 },
        plans: vec![more(1.2)],
        ..Scenario::default()
    }
}

pub(super) fn channel(id: &str, spend: f64, elasticity: f64) -> Channel {
    Channel {
        id: id.into(),
        name: id.into(),
        spend_per_week: spend,
        cost_per_inquiry: fixed(100.0),
        elasticity: fixed(elasticity),
        ..Channel::default()
    }
}

pub(super) fn more(scale: f64) -> Plan {
    Plan { spend: vec![SpendChange { scale, ..SpendChange::default() }], ..Plan::default() }
}

/// The team has hours for this share of the people who inquire today; those who wait are gone within weeks.
pub(super) fn with_team(mut s: Scenario, share: f64, cost: Option<f64>) -> Scenario {
    s.teams = vec![Team {
        id: "sdr".into(),
        name: "Sales".into(),
        people: 2.0,
        hours_per_week: 25.0 * share,
        cost_per_week: cost,
        ..Team::default()
    }];
    s.stages[0].work = Some(Work { team: "sdr".into(), hours: fixed(1.0), stale_per_week: fixed(0.5) });
    s
}

pub(super) fn slow(mut s: Scenario) -> Scenario {
    // Half of them sign within 40 weeks: after the horizon, and before the end of the run.
    s.stages[1].delay = Delay::Lognormal { median_weeks: 32.0, p90_weeks: 40.0 };
    s
}

/// Nine in ten renew every quarter.
pub(super) fn renewing(mut s: Scenario, stay: bool) -> Scenario {
    let rate: f64 = if stay { 0.95 } else { 0.05 };
    s.levers.customers = Some(Customers {
        renewal_weeks: 13,
        a: fixed(1.0),
        b: fixed(rate / (1.0 - rate)),
        referrals_per_quarter: fixed(0.0),
        ..Customers::default()
    });
    s.frame = Frame { horizon_weeks: 13, run_off_weeks: 52 };
    s
}

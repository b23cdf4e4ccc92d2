//! A company whose channels have concave responses and whose inquiries all buy, so that its earnings have a closed
//! form.

use funnel_engine::scenario::{Channel, DealSize, Frame, Input, Money, Plan, Scenario, SpendChange, Stage};

pub(crate) const WEEKS: f64 = 20.0;
/// What an inquiry is worth: each of them buys for 100, at a margin of one half.
pub(crate) const WORTH: f64 = 50.0;

/// Channels given by money a week, cost per inquiry and elasticity; the plan multiplies all spend by `scale`.
pub(crate) fn company(scale: f64, channels: &[[f64; 3]]) -> Scenario {
    let channel = |(i, [spend, cost, elasticity]): (usize, &[f64; 3])| Channel {
        id: format!("c{i}"),
        spend_per_week: *spend,
        cost_per_inquiry: Input::fixed(*cost),
        elasticity: Input::fixed(*elasticity),
        ..Channel::default()
    };
    Scenario {
        frame: Frame { horizon_weeks: 20, run_off_weeks: 0 },
        channels: channels.iter().enumerate().map(channel).collect(),
        stages: vec![Stage { id: "won".into(), rate: Input::fixed(1.0), ..Stage::default() }],
        money: Money {
            deal: DealSize::Fixed { value: Input::fixed(100.0) },
            margin: Input::fixed(0.5),
            ..Money::default()
        },
        plans: vec![Plan { spend: vec![SpendChange { scale, ..SpendChange::default() }], ..Plan::default() }],
        ..Scenario::default()
    }
}

/// Inquiries a week for x a week: a x/(x + b), a = (x0/cost)/(1 − e), b = x0 e/(1 − e).
pub(crate) fn inquiries([spend, cost, e]: [f64; 3], x: f64) -> f64 {
    spend / cost / (1.0 - e) * x / (x + spend * e / (1.0 - e))
}

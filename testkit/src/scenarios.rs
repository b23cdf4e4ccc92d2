//! Random valid scenarios.

use proptest::prelude::*;

use super::levers::{self, Extras};
use funnel_scenario::laws::{Beta, Counts, Lognormal, Normal, Pert, Range};
use funnel_scenario::{
    Channel, DealSize, Delay, Frame, Group, Input, Loss, Market, Money, Plan, RateChange, Scenario, SeasonUnit,
    Segment, SpendChange, Stage, Timing, Value,
};

fn rate() -> impl Strategy<Value = Input> {
    prop_oneof![
        2 => (0.05..0.95_f64).prop_map(Input::fixed),
        1 => Just(Input::fixed(0.0)),
        1 => Just(Input::fixed(1.0)),
        2 => (1.0..20.0_f64, 1.0..20.0_f64).prop_map(|(a, b)| Input::new(Value::Beta(Beta { a, b }))),
        1 => (0.1..0.4_f64).prop_map(|p| Input::new(Value::Range(Range { p10: p, p90: p * 2.0 }))),
        1 => (0.0..50.0_f64).prop_map(|k| {
            Input::new(Value::Counts(Counts { successes: k, trials: 50.0, prior: funnel_scenario::Prior::default() }))
        }),
    ]
}

fn delay() -> impl Strategy<Value = Delay> {
    prop_oneof![
        2 => Just(Delay::None),
        2 => (0.3..8.0_f64, 1.1..4.0_f64)
            .prop_map(|(median_weeks, r)| Delay::Lognormal { median_weeks, p90_weeks: median_weeks * r }),
        1 => prop::collection::vec(0.0..12.0_f64, 1..6).prop_map(|weeks| Delay::Empirical { weeks }),
    ]
}

fn channel(i: usize) -> impl Strategy<Value = Channel> {
    (
        prop_oneof![1 => Just(0.0), 3 => 100.0..5_000.0_f64],
        (20.0..400.0_f64, 0.1..0.5_f64),
        prop_oneof![2 => Just(1.0), 1 => 0.9..2.0_f64],
        0.1..0.8_f64,
        prop_oneof![1 => Just(0.0), 1 => 0.0..0.9_f64],
        prop_oneof![1 => Just(0.0), 1 => 0.0..30.0_f64],
        prop::option::of(2.0..50.0_f64),
        (-0.5..0.5_f64, prop_oneof![2 => Just(0), 1 => 0..5_u32]),
    )
        .prop_map(move |(spend, (median, sigma), slope, e, carry, organic, k, (close, lead_weeks))| Channel {
            id: format!("c{i}"),
            spend_per_week: spend,
            reference_spend_per_week: (spend == 0.0).then_some(500.0),
            cost_per_inquiry: Input::new(Value::Lognormal(Lognormal { median, sigma })),
            elasticity: Input::new(Value::Pert(Pert { min: e * 0.5, mode: e, max: e * 1.1 })),
            slope,
            carry_over: Input::fixed(carry),
            lead_weeks,
            organic_per_week: Input::fixed(organic),
            dispersion: k.map(Input::fixed),
            close_shift: Input::new(Value::Normal(Normal { mean: close, sd: 0.1 })),
            ..Channel::default()
        })
}

fn segment(i: usize) -> impl Strategy<Value = Segment> {
    (0.1..1.0_f64, -1.0..1.0_f64, prop::option::of(500.0..50_000.0_f64), 0.5..2.0_f64).prop_map(
        move |(share, shift, deal, cycle)| Segment {
            id: format!("g{i}"),
            share,
            rate_shift: Input::fixed(shift),
            deal: deal.map(|mean| DealSize::Gamma { mean: Input::fixed(mean), shape: 0.8 }),
            cycle,
            ..Segment::default()
        },
    )
}

fn stage(i: usize, of: usize) -> impl Strategy<Value = Stage> {
    let later = if i + 1 < of { prop::option::of(i + 1..of).boxed() } else { Just(None).boxed() };
    (rate(), delay(), prop::option::of(delay()), later, 0.0..1.0_f64, 0..40_u32, 0.0..50.0_f64).prop_map(
        move |(rate, delay, leaving, later, share, open, cost)| Stage {
            id: format!("s{i}"),
            rate,
            delay,
            loss: Loss {
                delay: leaving,
                to: later.map(|j| format!("s{j}")).unwrap_or_default(),
                to_share: Input::fixed(share),
                ..Loss::default()
            },
            open_at_start: open,
            cost_per_person: cost,
            ..Stage::default()
        },
    )
}

fn change(channels: usize) -> impl Strategy<Value = SpendChange> {
    (prop::option::of(0..channels), 0.0..2.5_f64, -200.0..500.0_f64, 1..10_u32, prop::option::of(0..12_u32)).prop_map(
        |(channel, scale, add_per_week, from_week, weeks)| SpendChange {
            channels: channel.map(|i| format!("c{i}")).into_iter().collect(),
            scale,
            add_per_week,
            from_week,
            weeks,
        },
    )
}

fn plan(channels: usize, stages: usize) -> impl Strategy<Value = Plan> {
    let rates = prop::collection::vec((0..stages, -1.0..1.0_f64), 0..2);
    (prop::collection::vec(change(channels), 0..3), rates).prop_map(|(spend, rates)| Plan {
        spend,
        rates: rates.into_iter().map(|(i, logit)| RateChange { stage: format!("s{i}"), logit }).collect(),
        ..Plan::default()
    })
}

fn money() -> impl Strategy<Value = Money> {
    (200.0..30_000.0_f64, 0.0..1.5_f64, 0.3..0.9_f64, any::<bool>(), 0..30_u32, 0..8_u32, 0..10_u32).prop_map(
        |(median, sigma, margin, recognised, over, after, pay)| Money {
            deal: DealSize::Lognormal { median: Input::fixed(median), sigma },
            margin: Input::new(Value::Range(Range { p10: margin * 0.9, p90: (margin * 1.08).min(0.99) })),
            cost_per_deal: Input::fixed(100.0),
            revenue_counts: if recognised { Timing::WhenRecognised } else { Timing::WhenWon },
            recognised_over_weeks: over,
            paid_after_weeks: after,
            paid_over_weeks: pay,
            ..Money::default()
        },
    )
}

fn season() -> impl Strategy<Value = Market> {
    let entries = |n| prop::collection::vec(0.5..1.5_f64, n);
    let weeks = prop::collection::vec(0.5..1.5_f64, 0..6).prop_map(|season| (season, SeasonUnit::Weeks));
    let months = entries(12).prop_map(|season| (season, SeasonUnit::Months));
    let quarters = entries(4).prop_map(|season| (season, SeasonUnit::Quarters));
    prop_oneof![4 => weeks, 1 => months, 1 => quarters].prop_map(|(season, season_unit)| Market {
        season,
        season_unit,
        sigma: 0.0,
    })
}

/// A valid scenario with everything at random: what is on, what is off, and by how much.
pub fn scenario() -> impl Strategy<Value = Scenario> {
    (1..4_usize, 0..3_usize, 1..5_usize, 0..3_usize).prop_flat_map(|(channels, segments, stages, plans)| {
        (
            (0..channels).map(channel).collect::<Vec<_>>(),
            (0..segments).map(segment).collect::<Vec<_>>(),
            (0..stages).map(|i| stage(i, stages)).collect::<Vec<_>>(),
            prop::collection::vec(plan(channels, stages), plans),
            (money(), levers::extras(stages, plans)),
            (1..20_u32, 0..12_u32, 0..1_000_u64, 0.0..0.4_f64, season()),
        )
            .prop_map(
                |(channels, segments, stages, plans, (money, extras), (horizon, run_off, seed, sigma, season))| {
                    let mut scenario = Scenario {
                        seed,
                        frame: Frame { horizon_weeks: horizon, run_off_weeks: run_off },
                        market: Market { sigma, ..season },
                        groups: vec![Group { id: "all".into(), correlation: 0.6 }],
                        channels,
                        segments,
                        stages,
                        money,
                        plans,
                        ..Scenario::default()
                    };
                    for channel in &mut scenario.channels {
                        channel.elasticity.group = "all".into();
                        channel.cost_per_inquiry.market = -0.5;
                    }
                    Extras::add_to(extras, &mut scenario);
                    scenario
                },
            )
    })
}

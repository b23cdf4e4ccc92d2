//! Twice the horizon against closed forms. Tolerances are 4.5 standard errors: a false alarm in 150,000 comparisons.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first thing that is not as it should be")]

mod shared;

use funnel_decide::curve::{Curve, Longer};
use funnel_decide::{Finding, Question};
use funnel_engine::scenario::{
    Channel, DealSize, Delay, Frame, Input, Money, Plan, RateChange, Scenario, SpendChange, Stage,
};
use shared::{agrees, found};

const WEEKS: u32 = 20;

fn curve(scenario: &Scenario, replicates: u32) -> Curve {
    let Finding::Curve(found) = found(&Question::Curve { lambda: 0.5 }, scenario, replicates) else {
        panic!("another view's answer")
    };
    *found
}

/// 100 inquiries a week for 1,000; a tenth are won `later` weeks after, at `worth` each.
fn scenario(worth: f64, later: f64) -> Scenario {
    Scenario {
        frame: Frame { horizon_weeks: WEEKS, run_off_weeks: 0 },
        channels: vec![Channel {
            id: "ads".into(),
            spend_per_week: 1_000.0,
            cost_per_inquiry: Input::fixed(10.0),
            elasticity: Input::fixed(0.5),
            past_spend_per_week: Some(0.0),
            ..Channel::default()
        }],
        stages: vec![Stage {
            id: "won".into(),
            rate: Input::fixed(0.1),
            delay: if later > 0.0 { Delay::Empirical { weeks: vec![later] } } else { Delay::None },
            ..Stage::default()
        }],
        money: Money {
            deal: DealSize::Fixed { value: Input::fixed(worth) },
            margin: Input::fixed(1.0),
            ..Money::default()
        },
        // The plan's own weeks end; the budgets tried do not.
        plans: vec![Plan {
            spend: vec![SpendChange { scale: 1.25, weeks: Some(10), ..SpendChange::default() }],
            ..Plan::default()
        }],
        ..Scenario::default()
    }
}

/// Mean profit over `weeks` at a multiple: the wins from the first `weeks − later` weeks, 10 m/(m/2 + ½) each (Hill
/// curve, slope 1, elasticity ½), less 1,000 m a week.
fn profit(m: f64, worth: f64, weeks: f64, later: f64) -> f64 {
    (weeks - later) * 10.0 * worth * m / (0.5 * m + 0.5) - weeks * 1_000.0 * m
}

/// Where its slope is 0: (m + 1)² = 20 worth (weeks − later)/(1,000 weeks).
fn optimum(worth: f64, weeks: f64, later: f64) -> f64 {
    (20.0 * worth * (weeks - later) / (1_000.0 * weeks)).sqrt() - 1.0
}

fn points_agree(longer: &Longer, profit: impl Fn(f64) -> f64) {
    for p in &longer.points {
        let m = p.budget / (f64::from(longer.weeks) * 1_000.0);
        agrees(&p.profit.mean, profit(m));
        agrees(&p.profit_less_today, profit(m) - profit(1.0));
    }
}

/// Wins come 15 weeks after the money. Of 20 weeks' money, that of 5 weeks pays within them, and a cut to 0.58 is best;
/// of 40 weeks' money, that of 25 does, and half as much again is best. There is no run-off, so only the longer run can
/// tell.
#[test]
fn twice_the_horizon_may_turn_the_answer() {
    let found = curve(&scenario(500.0, 15.0), 2_048);
    let (best, today) = (found.best.unwrap(), found.today.unwrap());
    assert_eq!((best.side(today.budget), found.reversal()), (-1, None));
    let exact = [WEEKS, 2 * WEEKS].map(|weeks| optimum(500.0, f64::from(weeks), 15.0));
    assert!((exact[0] - (2.5_f64.sqrt() - 1.0)).abs() < 1e-12 && (exact[1] - 1.5).abs() < 1e-12);
    assert!((best.multiple - exact[0]).abs() < 0.13, "{best:?}");
    let longer = found.turned().unwrap();
    assert_eq!((longer.weeks, longer.side(), longer.today, longer.best.multiple), (40, 1, 40_000.0, 1.5));
    let over = |m| profit(m, 500.0, 40.0, 15.0);
    points_agree(longer, over);
    let fresh = longer.fresh.unwrap();
    agrees(&fresh, over(1.5) - over(1.0));
    assert_ne!(fresh, longer.best.less_today, "other futures");
    assert!(longer.points.iter().any(|p| p.budget == 2.0 * best.budget), "the best within the horizon is among them");
}

/// What pays at once pays the same in every week: √5 − 1 times today's budget is best over any time.
#[test]
fn what_pays_at_once_turns_nothing() {
    let found = curve(&scenario(250.0, 0.0), 2_048);
    let longer = found.longer.as_ref().unwrap();
    assert_eq!((longer.weeks, longer.side(), longer.fresh, found.turned()), (40, 1, None, None));
    points_agree(longer, |m| profit(m, 250.0, 40.0, 0.0));
    assert!((longer.best.multiple - optimum(250.0, 40.0, 0.0)).abs() < 0.3, "{longer:?}");
}

/// With other changes in the plan all budgets have them, including today's: odds of 1 in 9 times 9/4 are a rate of .2.
#[test]
fn the_plans_other_changes_are_in_every_budget() {
    let mut s = scenario(250.0, 15.0);
    s.plans[0].rates = vec![RateChange { stage: "won".into(), logit: 2.25_f64.ln() }];
    let found = curve(&s, 1_024);
    // Twice the wins at half the worth, so the answer is that of the first case.
    let longer = found.turned().unwrap();
    assert_eq!((longer.side(), longer.best.multiple), (1, 1.5));
    let over = |m| profit(m, 500.0, 40.0, 15.0);
    points_agree(longer, over);
    agrees(&longer.fresh.unwrap(), over(1.5) - over(1.0));
}

#[test]
fn it_is_as_long_as_a_scenario_may_be() {
    for (weeks, longer) in [(1, Some(2)), (130, Some(260)), (131, Some(260)), (259, Some(260)), (260, None)] {
        let mut s = scenario(250.0, 0.0);
        s.frame.horizon_weeks = weeks;
        assert_eq!(curve(&s, 4).longer.map(|x| x.weeks), longer, "{weeks}");
    }
}

/// Ten wins a week at 100 each for 1,000, and a response that is nearly straight: no budget is better, over any time.
/// Of eight budgets in the same futures, the best is often ahead of today's by two standard errors; in fresh futures it
/// is in one of 44 such cases, so four or more of 20 come up in one of 1,000 sets of seeds.
#[test]
fn what_is_best_by_luck_is_not_claimed() {
    let (mut picked, mut claimed) = (0, 0);
    for seed in 0..200 {
        let mut s = scenario(100.0, 0.0);
        s.channels[0].elasticity = Input::fixed(0.999);
        s.seed = seed;
        let found = curve(&s, 64);
        let longer = found.longer.as_ref().unwrap();
        picked += u32::from(longer.fresh.is_some());
        claimed += u32::from(found.turned().is_some_and(|x| x.side() != 0));
    }
    assert!((8..=25).contains(&picked) && claimed < 4, "{claimed} of {picked}");
}

//! The ladder of levers against closed forms. Tolerances are 4.5 standard errors: a false alarm in 150,000 comparisons.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first thing that is not as it should be")]

mod shared;

use funnel_decide::ladder::{Ladder, Lever, Rung};
use funnel_decide::{Finding, Question};
use funnel_engine::scenario::laws::Beta;
use funnel_engine::scenario::{
    Attempts, Channel, Customers, DealSize, Frame, Input, Levers, Money, Scenario, Stage, Team, Value, Work, templates,
};
use shared::{agrees, found};

fn ladder(scenario: &Scenario, replicates: u32) -> Ladder {
    let Finding::Ladder(found) = found(&Question::Ladder, scenario, replicates) else {
        panic!("another view's answer")
    };
    found
}

fn rung(ladder: &Ladder, lever: &Lever) -> Rung {
    ladder.rungs.iter().find(|r| r.lever == *lever).unwrap_or_else(|| panic!("no {lever:?}")).clone()
}

/// 100 inquiries a week for 1,000, over half a year; deals of 1,000 at a margin of one half.
fn simple() -> Scenario {
    let stage = |id: &str, rate: Input| Stage { id: id.into(), rate, ..Stage::default() };
    Scenario {
        frame: Frame { horizon_weeks: 26, run_off_weeks: 0 },
        channels: vec![Channel {
            id: "ads".into(),
            spend_per_week: 1_000.0,
            cost_per_inquiry: Input::fixed(10.0),
            elasticity: Input::fixed(0.5),
            ..Channel::default()
        }],
        stages: vec![stage("fit", Input::new(Value::Beta(Beta { a: 4.0, b: 6.0 }))), stage("won", Input::fixed(0.25))],
        money: Money {
            deal: DealSize::Fixed { value: Input::fixed(1_000.0) },
            margin: Input::fixed(0.5),
            ..Money::default()
        },
        ..Scenario::default()
    }
}

/// 5,200 inquiries a year, of whom a mean of .4 fit, and of those .25 are won.
#[test]
fn points_and_dollars_have_their_closed_forms() {
    let found = ladder(&simple(), 2_048);
    agrees(&found.revenue, 520_000.0);
    let fit = rung(&found, &Lever::Rate { stage: "fit".into() });
    agrees(&fit.revenue, 5_200.0 * 0.01 * 0.25 * 1_000.0);
    let won = rung(&found, &Lever::Rate { stage: "won".into() });
    agrees(&won.revenue, 5_200.0 * 0.4 * 0.01 * 1_000.0);
    agrees(&won.profit, 0.5 * 5_200.0 * 0.4 * 0.01 * 1_000.0);
    assert!(won.sign_known && won.cost.is_none() && won.per_dollar.is_none());
    // The Hill curve of slope 1 and elasticity ½: m / (m/2 + ½).
    let more = 520_000.0 * (1.05 / (0.5 * 1.05 + 0.5) - 1.0);
    let ads = rung(&found, &Lever::Media { channel: "ads".into() });
    assert_eq!((ads.step, ads.cost.unwrap().value), (50.0, Some(2_600.0)));
    agrees(&ads.revenue, more);
    agrees(&ads.profit, 0.5 * more - 2_600.0);
    agrees(&ads.per_dollar.unwrap().profit, 0.5 * more / 2_600.0 - 1.0);
    // What money can buy comes first, each group in order of profit.
    let order: Vec<(bool, f64)> = found.rungs.iter().map(|r| (r.cost.is_some(), r.profit.value.unwrap())).collect();
    assert!(order.is_sorted_by(|a, b| a >= b), "{order:?}");
}

/// P(reached) is proportional to 1 − (1 − a)^n, so one attempt more than three, at a chance of .3, reaches (1 − .7⁴)/(1
/// − .7³) times as many.
#[test]
fn an_attempt_and_an_idle_person_have_their_closed_forms() {
    let mut s = simple();
    s.levers.attempts =
        Some(Attempts { stage: "fit".into(), attempts: 3.0, answer: Input::fixed(0.3), ..Attempts::default() });
    s.stages[0].rate = Input::fixed(0.4);
    s.teams = vec![Team { id: "t".into(), people: 50.0, cost_per_week: Some(100.0), ..Team::default() }];
    s.stages[1].work = Some(Work { team: "t".into(), ..Work::default() });
    let found = ladder(&s, 1_024);
    let more = 520_000.0 * ((1.0 - 0.7_f64.powi(4)) / (1.0 - 0.7_f64.powi(3)) - 1.0);
    agrees(&rung(&found, &Lever::Attempt).revenue, more);
    let person = rung(&found, &Lever::Person { team: "t".into() });
    assert_eq!((person.revenue.value, person.profit.value), (Some(0.0), Some(-5_200.0)), "nobody waits");
    assert!(person.sign_known && !person.revenue_sign_known);
    assert_eq!(person.per_dollar.unwrap().profit.value, Some(-1.0));
}

/// 10,000 customers come up for renewal once a year; 1/8.3 of them leave, and then a point fewer: a hundred more, at
/// 100 each. Both are in the same futures; independent ones would have a standard error four times as large.
#[test]
fn a_point_of_churn_keeps_one_customer_in_a_hundred() {
    let mut s = simple();
    s.frame.horizon_weeks = 52;
    s.levers = Levers {
        customers: Some(Customers {
            at_start: 10_000,
            renewals_before: 0,
            value_at_start: Input::fixed(100.0),
            b: Input::fixed(7.3),
            expansion: Input::fixed(0.0),
            referrals_per_quarter: Input::fixed(0.0),
            ..Customers::default()
        }),
        ..Levers::default()
    };
    let churn = rung(&ladder(&s, 512), &Lever::Churn);
    agrees(&churn.revenue, 10_000.0);
    // √(n p (1 − p)) customers at 100 each, with the luck of two independent years, over 512 futures.
    let apart = 100.0 * (2.0 * 10_000.0 * 0.12 * 0.88 / 512.0_f64).sqrt();
    assert!(churn.revenue.se.unwrap() < 0.5 * apart, "{churn:?}");
}

/// A price that nobody entered and one entered as 0 give the same figures, but only the second is a cost; for the first
/// the missing field is named.
#[test]
fn what_nobody_priced_is_told_apart_from_what_costs_nothing() {
    let mut s = simple();
    s.teams = vec![Team { id: "t".into(), people: 50.0, ..Team::default() }];
    s.stages[1].work = Some(Work { team: "t".into(), ..Work::default() });
    let person = Lever::Person { team: "t".into() };
    let unpriced = rung(&ladder(&s, 64), &person);
    assert_eq!((unpriced.cost, unpriced.missing.as_deref()), (None, Some("teams[0].cost_per_week")));
    s.teams[0].cost_per_week = Some(0.0);
    let free = rung(&ladder(&s, 64), &person);
    assert_eq!((free.cost.and_then(|x| x.value), free.missing), (Some(0.0), None));
    assert_eq!(free.profit, unpriced.profit);
}

#[test]
fn only_levers_that_are_on_have_rungs_and_every_template_has_a_ladder() {
    let all = ladder(&simple(), 64).rungs;
    assert_eq!(all.len(), 3, "two points and a channel: {all:?}");
    for name in templates::TEMPLATES.iter().map(|t| t.id) {
        let s = templates::load(name).unwrap();
        let found = ladder(&s, 64);
        assert!(found.rungs.len() >= s.stages.len(), "{name}");
        assert_eq!(found.rungs.iter().any(|r| r.lever == Lever::Churn), s.levers.customers.is_some(), "{name}");
    }
}

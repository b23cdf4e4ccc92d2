//! Outcome first against exact answers. Tolerances are 4.5 standard errors: a false alarm in 150,000 comparisons.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first thing that is not as it should be")]

use funnel_decide::outcome::{Outcome, Target, Verdict};
use funnel_decide::{Driver, Finding, Question};
use funnel_engine::scenario::{Channel, Frame, Input, Scenario, Stage, TargetMetric, templates};

fn outcome(scenario: &Scenario, target: Option<Target>, replicates: u32) -> Outcome {
    let mut driver = Driver::new(Question::Outcome { target }.study(scenario, replicates));
    while driver.step().unwrap() {}
    assert_eq!(driver.progress(), 1.0);
    let Finding::Outcome(found) = driver.found() else { panic!("another view's answer") };
    *found
}

/// What is called the furthest is so among all that was tried, also where the level reached as often as wanted stays 0: wins
/// are rare.
#[test]
fn the_furthest_is_the_one_that_reaches_the_target_most_often() {
    let mut s = thinning();
    s.channels[0].spend_per_week = 12.0;
    for value in [1.0, 2.0] {
        let asked = Target { metric: TargetMetric::Customers, value, confidence: 0.99 };
        let found = outcome(&s, Some(asked), 512);
        let furthest = found.way.unwrap();
        assert_eq!(found.verdict, Some(Verdict::Nothing));
        let most = found.budgets.iter().map(|x| x.chance.value).fold(0.0, f64::max);
        assert!(furthest.reach.chance.value >= most && !furthest.changes.is_empty(), "{value}: {furthest:?}, {most}");
    }
}

/// Leads ~ Poisson(1200) within the horizon, rates .25, .40, .50, .22: wins ~ Poisson(13.2).
fn thinning() -> Scenario {
    let stage = |(i, rate): (usize, f64)| Stage { id: format!("s{i}"), rate: Input::fixed(rate), ..Stage::default() };
    Scenario {
        frame: Frame { horizon_weeks: 12, run_off_weeks: 0 },
        channels: vec![Channel {
            id: "ads".into(),
            spend_per_week: 1_000.0,
            cost_per_inquiry: Input::fixed(10.0),
            elasticity: Input::fixed(0.8),
            ..Channel::default()
        }],
        stages: [0.25, 0.4, 0.5, 0.22].into_iter().enumerate().map(stage).collect(),
        ..Scenario::default()
    }
}

/// P(Poisson(mean) ≥ k).
fn at_least(k: u32, mean: f64) -> f64 {
    let mut term = (-mean).exp();
    let mut below = 0.0;
    for i in 0..k {
        below += term;
        term *= mean / f64::from(i + 1);
    }
    1.0 - below
}

/// Today's chance is "poisson_thinning" in the exact answers (SciPy, cross-checked in R): P(wins ≥ 20) = .0483559. With
/// more money wins are Poisson(13.2 m/(.2 m + .8)) (Hill curve, elasticity .8), so the smallest budget has a closed
/// form.
#[test]
fn the_smallest_budget_is_the_one_of_the_poisson_tail() {
    let asked = Target { metric: TargetMetric::Customers, value: 20.0, confidence: 0.5 };
    let n = 4_096;
    let found = outcome(&thinning(), Some(asked), n);
    let today = found.budgets.iter().find(|r| r.multiple == 1.0).unwrap();
    let exact = 0.048_355_904_542_359_586;
    assert!((at_least(20, 13.2) - exact).abs() < 1e-12);
    assert!((today.chance.value - exact).abs() < 4.5 * (exact * (1.0 - exact) / f64::from(n)).sqrt(), "{today:?}");
    let mean = |m: f64| 13.2 * m / (0.2 * m + 0.8);
    let (mut low, mut high) = (1.0, 3.0);
    while high - low > 1e-9 {
        let middle = 0.5 * (low + high);
        if at_least(20, mean(middle)) < 0.5 { low = middle } else { high = middle }
    }
    assert_eq!(found.verdict, Some(Verdict::Budget));
    let way = found.way.unwrap();
    // The chance's error over its slope, and the final grid's gap of .5/49.
    let slope = (at_least(20, mean(high + 0.01)) - at_least(20, mean(high - 0.01))) / 0.02;
    let tolerance = 4.5 * (0.25 / f64::from(n)).sqrt() / slope + 0.5 / 49.0;
    assert!((way.reach.multiple - high).abs() < tolerance, "{way:?} for {high} ± {tolerance}");
    assert!(way.reach.chance.value >= 0.5 && found.steps.is_empty());
    // Backwards: every stage's people are the inquiries times the rates before it. Money is spent evenly and nobody
    // waits, so half have entered after 6 of the 12 weeks (or 7, through noise), and nine in ten after 11.
    let times = mean(way.reach.multiple) / 13.2;
    for (need, rate) in found.needs.iter().zip([1.0, 0.25, 0.1, 0.05, 0.011]) {
        for (people, times) in need.people.iter().zip([1.0, times]) {
            let expected = 1_200.0 * times * rate;
            assert!((people - expected).abs() < 4.5 * (expected / f64::from(n)).sqrt(), "{need:?} for {expected}");
        }
        assert!(need.half_by.iter().all(|w| (6..=7).contains(w)) && need.most_by == [11; 2], "{need:?}");
    }
}

#[test]
fn what_no_budget_reaches_needs_more_or_is_not_reached() {
    let asked = |value: f64| Target { metric: TargetMetric::Customers, value, confidence: 0.8 };
    let found = outcome(&thinning(), Some(asked(100.0)), 64);
    assert_eq!(found.verdict, Some(Verdict::Nothing));
    assert!(found.way.unwrap().reach.multiple > 2.0, "as far as the budget goes");
    // Nothing needs to be spent to reach what comes anyway.
    let found = outcome(&thinning(), Some(asked(0.0)), 64);
    assert_eq!((found.verdict, found.way.unwrap().reach.multiple), (Some(Verdict::Budget), 0.0));
    assert_eq!(outcome(&thinning(), None, 64), Outcome::default(), "no target, no answer");
}

/// Too few people: money alone only fills the queue.
#[test]
fn a_combination_is_found_where_people_are_short() {
    let mut s = templates::load("sales-led-saas").unwrap();
    s.teams.iter_mut().for_each(|team| team.people *= 0.7);
    s.target.value = Some(4_000_000.0);
    s.target.confidence = 0.5;
    let found = outcome(&s, None, 192);
    assert_eq!(found.verdict, Some(Verdict::Combination), "{found:?}");
    let way = found.way.unwrap();
    assert!(way.reach.chance.value >= 0.5 && !way.changes.is_empty(), "{way:?}");
    assert!(way.changes.iter().any(|c| c.setting.starts_with("team/")), "{way:?}");
    assert!(found.budgets.iter().all(|r| r.chance.value < 0.5));
    let won = found.needs.last().unwrap();
    assert!(won.stage.is_empty() && won.people[1] > won.people[0], "{won:?}");
}

/// The way up is looked for with fewer futures, but what is told of its end, and of the way back, rests on all of them.
#[test]
fn what_is_told_at_the_end_rests_on_all_futures() {
    let mut s = templates::load("sales-led-saas").unwrap();
    s.target.value = Some(4_500_000.0);
    s.target.confidence = 0.6;
    let n = 2_048;
    let found = outcome(&s, None, n);
    assert_eq!(found.verdict, Some(Verdict::Combination), "{found:?}");
    let way = found.way.unwrap();
    let chances = [way.reach.chance, found.steps.last().unwrap().reach.chance, found.budgets[0].chance];
    for chance in chances {
        let se = (chance.value * (1.0 - chance.value) / f64::from(n)).sqrt();
        assert!((chance.se - se).abs() < 1e-3 * se, "{chance:?}");
    }
    assert!(way.reach.chance.value >= 0.6);
    // The steps' costs add up to the way's, but for the error of those with fewer futures: together
    // .3 %, of which 4.5 are allowed.
    let up: f64 = found.steps.iter().map(|step| step.cost.value.unwrap()).sum();
    assert!((up / way.cost.value.unwrap() - 1.0).abs() < 0.015, "{up} of steps for {:?}", way.cost);
}

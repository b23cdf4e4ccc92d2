//! What studies have to show at their first look, after 256 futures of their first run: whoever waits for the rest should
//! have something to look at.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first thing that is not as it should be")]

use funnel_decide::{Driver, Finding, Question, mix};
use funnel_engine::scenario::{Scenario, templates};

fn look(question: &Question, scenario: &Scenario) -> Finding {
    let mut driver = Driver::new(question.study(scenario, 512));
    while driver.step().unwrap() && !driver.took() {}
    driver.found()
}

fn worked() -> Scenario {
    let mut scenario = templates::load("sales-led-saas").unwrap();
    scenario.frame.horizon_weeks = 12;
    scenario
}

#[test]
fn all_of_the_extra_money_on_each_channel() {
    let Finding::Extra(found) = look(&Question::Extra, &worked()) else { panic!("another study's finding") };
    assert!(found.verdict.is_none() && found.channels.len() > 2);
    assert!(found.channels.iter().all(|x| x.alone.is_some_and(|e| e.se > Some(0.0))), "{found:?}");
}

#[test]
fn each_channel_cut_by_itself() {
    let Finding::Cut(found) = look(&Question::Cut, &worked()) else { panic!("another study's finding") };
    assert!(found.verdict.is_none() && found.channels.len() > 2);
    for x in &found.channels {
        let alone = x.alone.unwrap();
        assert!(alone.profit.se > Some(0.0) && alone.revenue.value < Some(0.0), "{x:?}");
        assert_eq!(
            (alone.profit_after.value, alone.half_by, alone.below_from),
            (None, None, None),
            "not followed so far"
        );
    }
}

#[test]
fn twice_the_money_on_each_channel() {
    let Finding::Mix(found) = look(&Question::Mix { asked: mix::Terms::default() }, &worked()) else {
        panic!("another study's finding")
    };
    assert!(found.verdict.is_none() && found.channels.len() > 2);
    for x in &found.channels {
        let twice = x.moves.last().unwrap();
        assert!(twice.spend == 2.0 * x.today && twice.profit.se > Some(0.0), "{x:?}");
    }
}

#[test]
fn how_often_budgets_reach_the_target() {
    let asked = Question::Outcome { target: None };
    let Finding::Outcome(found) = look(&asked, &worked()) else { panic!("another study's finding") };
    assert!(found.verdict.is_none());
    assert_eq!(found.budgets.iter().map(|x| x.multiple).collect::<Vec<_>>(), [0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0]);
    assert!(found.budgets.windows(2).all(|pair| pair[0].budget < pair[1].budget));
    assert!(found.budgets.iter().all(|x| x.chance.low <= x.chance.value && x.chance.value <= x.chance.high));
}

/// Where more channels are tried than one run has room for, those of the first run are there.
#[test]
fn as_many_channels_as_the_first_run_has_room_for() {
    let mut many = worked();
    for i in 0..6 {
        let channel = many.channels[0].clone();
        many.channels.push(funnel_engine::scenario::Channel { id: format!("more-{i}"), ..channel });
    }
    let Finding::Extra(extra) = look(&Question::Extra, &many) else { panic!("another study's finding") };
    let Finding::Cut(cut) = look(&Question::Cut, &many) else { panic!("another study's finding") };
    let Finding::Mix(mix) = look(&Question::Mix { asked: mix::Terms::default() }, &many) else {
        panic!("another study's finding")
    };
    for known in [
        mix.channels.iter().map(|x| !x.moves.is_empty()).collect::<Vec<_>>(),
        extra.channels.iter().map(|x| x.alone.is_some()).collect(),
        cut.channels.iter().map(|x| x.alone.is_some()).collect(),
    ] {
        assert!(known.len() > 6 && known.iter().take_while(|known| **known).count() >= 5, "{known:?}");
        assert!(known.iter().is_sorted_by(|a, b| a >= b), "{known:?}");
    }
}

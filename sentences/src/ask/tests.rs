use super::*;
use crate::budget::budgets;
use funnel_engine::scenario::{Channel, Period};
use funnel_testkit::reports;
use funnel_text::exact::number_in_full;
use proptest::prelude::*;

/// Whole per cents are written in at most three digits; money that was typed reads back to what it was.
#[test]
fn a_budget_shows_no_digits_that_nobody_gave() {
    let (mut s, style) = (reports::scenario(), NumberStyle::default());
    for (i, per_cent) in (0..300).enumerate() {
        s.channels[0].spend_per_week = 1_000.0 + 77.7 * i as f64;
        s.plans[0].spend = vec![spend(f64::from(per_cent) / 100.0, 0.0)];
        let text = budget_shown(&budgets(&s), &style);
        let digits = text.trim_start_matches(['$', '0', '.']).chars().filter(char::is_ascii_digit).count();
        assert!(digits <= 3 || text.contains(',') && digits <= 4, "{per_cent}%: {text}");
    }
    s.channels.truncate(1);
    s.channels[0].spend_per_week = 10_000.0;
    for typed in ["$533,520", "$611,111", "$0.76232M"] {
        let b = budgets(&s);
        let said = funnel_text::change::read(typed, &style).unwrap().clear().unwrap();
        s.plans[0].spend = vec![b.apply_in_all(said).unwrap()];
        let b = budgets(&s);
        let again = funnel_text::change::read(&budget_shown(&b, &style), &style).unwrap().clear().unwrap();
        assert_eq!(b.apply_in_all(again).unwrap(), b.change, "{typed}");
    }
}

fn spend(scale: f64, add_per_week: f64) -> SpendChange {
    SpendChange { scale, add_per_week, ..SpendChange::default() }
}

#[test]
fn changes_in_words() {
    let n = NumberStyle::default();
    for (scale, add, words) in [
        (1.2, 0.0, "20% more"),
        (0.9, 0.0, "10% less"),
        (1.125, 0.0, "12.5% more"),
        (4.0 / 3.0, 0.0, "33.3% more"),
        (1.0005, 0.0, "0.05% more"),
        (0.0, 0.0, "nothing"),
        (1.0, 0.0, "the same"),
        (1.0, 2_000.0, "$2,000 a week more"),
        (1.0, -500.0, "$500 a week less"),
        (1.2, 500.0, "20% more, and $500 a week more"),
        (0.0, 500.0, "$500 a week"),
    ] {
        assert_eq!(change(&n, &spend(scale, add)), words);
    }
}

#[test]
fn what_stands_in_the_blank_reads_back() {
    let style = NumberStyle::default();
    for (scale, add, text) in [
        (1.2, 0.0, "20% more"),
        (0.9, 0.0, "10% less"),
        (0.0, 0.0, "nothing"),
        (1.0, 0.0, "the same"),
        (1.0, 500.0, "$500 a week more on each channel"),
        (1.2, 500.0, "20% more, and $500 a week more on each channel"),
    ] {
        let mut s = reports::scenario();
        s.plans[0].spend = vec![spend(scale, add)];
        let budgets = budgets(&s);
        let shown = shown(&budgets, &style);
        assert_eq!(shown, text);
        let said = funnel_text::change::read(&shown, &style).unwrap().clear().unwrap();
        assert_eq!(budgets.apply(said), Ok(spend(scale, add)), "{shown}");
    }
}

#[test]
fn money_that_was_typed_is_shown_as_money() {
    let style = NumberStyle::default();
    // 10,300 a week: round amounts of money are not round per cents of it.
    let mut s = reports::scenario();
    s.channels[0].spend_per_week = 9_300.0;
    let b = budgets(&s);
    for text in ["$2,123 a week more", "$700 a week less", "$1.25M", "33.3333333333% more"] {
        let said = funnel_text::change::read(text, &style).unwrap().clear().unwrap();
        let change = b.apply(said).unwrap();
        assert_eq!(shown(&Budgets { change, ..b.clone() }, &style), text);
    }
}

#[test]
fn subjects_and_names() {
    let n = NumberStyle::default();
    let s = reports::scenario();
    let plan = |c: SpendChange| Plan { spend: vec![c], ..Plan::default() };
    let on = |ids: &[&str], scale| SpendChange {
        channels: ids.iter().map(|id| (*id).to_owned()).collect(),
        scale,
        ..SpendChange::default()
    };
    assert_eq!(subject(&n, &s, &plan(spend(1.2, 0.0))), "20% more budget");
    assert_eq!(subject(&n, &s, &plan(spend(0.0, 0.0))), "No budget at all");
    assert_eq!(subject(&n, &s, &plan(on(&["search"], 1.5))), "50% more on Paid search");
    assert_eq!(subject(&n, &s, &plan(on(&["search", "events"], 1.5))), "50% more budget", "both are all");
    assert_eq!(subject(&n, &s, &plan(spend(1.0, 100.0))), "$100 a week more on each channel");
    let briefly = |scale, from_week, weeks| plan(SpendChange { scale, from_week, weeks, ..SpendChange::default() });
    assert_eq!(subject(&n, &s, &briefly(0.0, 1, Some(4))), "No budget at all for 4 weeks");
    assert_eq!(subject(&n, &s, &briefly(1.3, 9, Some(4))), "30% more budget from week 9 for 4 weeks");
    assert_eq!(subject(&n, &s, &briefly(1.3, 1, Some(52))), "30% more budget", "as long as all");
    assert_eq!(plan_name(&n, &s, &briefly(1.3, 9, None)), "30% more everywhere from week 9");
    assert_eq!(subject(&n, &s, &Plan::default()), "The plan");
    assert_eq!(plan_name(&n, &s, &plan(spend(1.2, 0.0))), "20% more everywhere");
    assert_eq!(plan_name(&n, &s, &Plan::default()), "As today");
}

#[test]
fn round_amounts_come_back_as_they_were_typed() {
    let mut style = NumberStyle::default();
    // 19,500 a week are $1.014M a year.
    let mut s = reports::scenario();
    s.channels[0].spend_per_week = 18_500.0;
    for period in [Period::Quarter, Period::Week, Period::Month] {
        (s.calendar.period, style.calendar.period) = (period, period);
        for text in ["$1.5M", "$1.2M", "$1.3M", "$2M", "$2,000 a week more", "$500 more", "25% more", "7.5% less"] {
            assert_eq!(retyped(&s, text, &style), text, "{period:?}");
        }
    }
    // A whole per cent is what the slider and the steps give, even where it is a rounder amount of money.
    s.channels[0].spend_per_week = 39_000.0;
    assert_eq!(retyped(&s, "25% more", &style), "25% more");
    // One channel alone keeps an amount a week as an amount.
    s.channels.truncate(1);
    for text in ["$2,000 a week more", "$2,000 a month more", "$700 a week less"] {
        assert_eq!(retyped(&s, text, &style), text);
    }
}

/// What the blank shows after a text was typed into it.
fn retyped(s: &Scenario, text: &str, style: &NumberStyle) -> String {
    let b = budgets(s);
    let said = funnel_text::change::read(text, style).unwrap().clear().unwrap();
    let change = b.apply(said).unwrap();
    shown(&Budgets { change, ..b }, style)
}

/// Significant digits of the number in a text; a whole per cent counts as one (see [`shown`]).
fn digits(text: &str) -> usize {
    let all: String = text.chars().filter(char::is_ascii_digit).collect();
    let count = all.trim_matches('0').len();
    if text.contains('%') && !text.contains('.') && count <= 2 { 1 } else { count }
}

proptest! {
    /// Nothing round that is typed comes back in more digits.
    #[test]
    fn what_is_shown_has_no_more_digits_than_what_was_typed(
        spends in prop::collection::vec(prop_oneof![Just(0.0), 1.0..1e5_f64, (1..500_u32).prop_map(|n| f64::from(n) * 100.0)], 2..5),
        weeks in proptest::option::of(1..52_u32),
        number in 1..1_000_u32,
        power in 0..5_i32,
        period in proptest::sample::select(Period::ALL.to_vec()),
        kind in 0..7_usize,
    ) {
        let mut style = NumberStyle::default();
        style.calendar.period = period;
        let mut s = reports::scenario();
        let channel = s.channels[0].clone();
        let named = |(i, spend_per_week)| Channel { id: format!("c{i}"), spend_per_week, ..channel.clone() };
        s.channels = spends.into_iter().enumerate().map(named).collect();
        s.plans[0].spend = vec![SpendChange { weeks, ..SpendChange::default() }];
        let amount = style.in_money(&number_in_full(f64::from(number) * 10_f64.powi(power), &style));
        let text = match kind {
            0 => format!("{number}% more"),
            1 => format!("{}% less", f64::from(number % 200) / 2.0),
            2 => amount,
            3 => format!("{amount} a week more"),
            4 => format!("{amount} a month more"),
            5 => format!("{amount} a month"),
            _ => format!("{amount} more"),
        };
        let b = budgets(&s);
        let said = funnel_text::change::read(&text, &style).unwrap().clear();
        let Some(change) = said.and_then(|said| b.apply(said).ok()) else { return Ok(()) };
        let b = Budgets { change, ..b };
        let shown = shown(&b, &style);
        let back = funnel_text::change::read(&shown, &style).unwrap().clear().unwrap();
        prop_assert_eq!(b.apply(back), Ok(b.change), "{}: {}", text, shown);
        // The whole is shown rather than what it comes to a month, unless that has more digits by two.
        let spare = usize::from(kind == 5);
        prop_assert!(digits(&shown) <= digits(&text) + spare, "{text} comes back as {shown}");
    }
}

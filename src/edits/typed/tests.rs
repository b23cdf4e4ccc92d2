use funnel_sentences::ask::{budget_shown, lasting, shown};
use funnel_sentences::budget::budgets;
use funnel_text::change;

use super::*;
use funnel_engine::scenario::laws::Counts;
use funnel_engine::scenario::{Delay, SeasonUnit, SpendChange, Value, edit, templates};
use proptest::prelude::*;

mod examples;

fn start() -> Scenario {
    templates::load("sales-led-saas").unwrap()
}

fn typed(s: &Scenario, edit: &Typed, text: &str) -> Result<Scenario, String> {
    edit.apply(s, text, true, &NumberStyle::default()).map(|said| said.clear().unwrap())
}

#[test]
fn who_overtypes_a_figure_stands_behind_it() {
    let s = start();
    let rate = Typed::Input("stages[0].rate".into());
    let new = typed(&s, &rate, "54 of 433").unwrap();
    let input = &new.stages[0].rate;
    assert_eq!((input.tag, input.grade, input.source.as_str()), (Tag::Mine, None, ""));
    assert!(matches!(input.value, Value::Counts(Counts { successes: 54.0, trials: 433.0, .. })));
    let source = typed(&new, &Typed::Source("stages[0].rate".into()), " our CRM, 2025 ").unwrap();
    assert_eq!(source.stages[0].rate.source, "our CRM, 2025");
    assert!(typed(&s, &rate, "120 %").unwrap_err().contains("between 0"));
    assert!(typed(&s, &Typed::Input("stages[99].rate".into()), "5").is_err());
}

#[test]
fn the_same_words_change_nothing() {
    let s = start();
    for field in s.inputs() {
        let text = reading(&field, &NumberStyle::default()).write(&field.input.value);
        let spaced = format!(" {} ", text.replace('\u{a0}', " "));
        for text in [text, spaced] {
            assert_eq!(typed(&s, &Typed::Input(field.path.json.clone()), &text).as_ref(), Ok(&s), "{text}");
        }
    }
}

#[test]
fn numbers_spans_and_texts() {
    let s = start();
    let spend = Typed::Number("channels[0].spend_per_week".into(), Kind::Money);
    assert_eq!(typed(&s, &spend, "$12k").unwrap().channels[0].spend_per_week, 12_000.0);
    assert!(typed(&s, &spend, "5 to 9").unwrap_err().contains("one number"));
    assert!(typed(&s, &spend, "-1").unwrap_err().contains("0 or more"));
    let seed = Typed::Number("seed".into(), Kind::Whole);
    assert_eq!(typed(&s, &seed, "7").unwrap().seed, 7);
    assert!(typed(&s, &seed, "7.5").unwrap_err().contains("whole number"));
    let past = Typed::Optional("channels[0].past_spend_per_week".into(), Kind::Money);
    let with = typed(&s, &past, "0").unwrap();
    assert_eq!(with.channels[0].past_spend_per_week, Some(0.0));
    assert_eq!(typed(&with, &past, "").unwrap().channels[0].past_spend_per_week, None);
    let horizon = Typed::Span("frame.horizon_weeks".into());
    assert_eq!(typed(&s, &horizon, "6 months").unwrap().frame.horizon_weeks, 26);
    assert!(typed(&s, &horizon, "0").unwrap_err().contains("from 1 to 260"));
    assert_eq!(typed(&s, &Typed::Text("name".into()), " Ours ").unwrap().name, "Ours");
}

#[test]
fn waiting_times_keep_their_shape() {
    let mut s = start();
    s.stages[0].delay = Delay::Lognormal { median_weeks: 2.0, p90_weeks: 5.0 };
    let median = Typed::DelayMedian("stages[0].delay".into());
    let p90 = Typed::DelayP90("stages[0].delay".into());
    let of = |s: &Scenario| s.stages[0].delay.clone();
    assert_eq!(of(&typed(&s, &median, "4").unwrap()), Delay::Lognormal { median_weeks: 4.0, p90_weeks: 10.0 });
    assert_eq!(of(&typed(&s, &p90, "8").unwrap()), Delay::Lognormal { median_weeks: 2.0, p90_weeks: 8.0 });
    assert!(typed(&s, &p90, "1").unwrap_err().contains("above the first number, 2"));
    assert_eq!(of(&typed(&s, &median, "").unwrap()), Delay::None);
    let lost = Typed::DelayMedian("stages[0].loss.delay".into());
    let with = typed(&s, &lost, "3").unwrap();
    assert_eq!(with.stages[0].loss.delay, Some(Delay::Lognormal { median_weeks: 3.0, p90_weeks: 9.0 }));
    assert_eq!(typed(&with, &lost, "").unwrap().stages[0].loss.delay, None);
}

#[test]
fn weights_and_seasons() {
    let s = start();
    let segment = s.segments[0].id.clone();
    let new = typed(&s, &Typed::Weight(0, segment.clone()), "3").unwrap();
    assert_eq!(new.channels[0].segment_shares[&segment], 3.0);
    let season = typed(&s, &Typed::Season, "1; 1.2; 0.8").unwrap();
    assert_eq!(season.market.season, [1.0, 1.2, 0.8]);
    assert_eq!(typed(&season, &Typed::Season, "").unwrap().market.season, [0.0; 0]);
    let months = typed(&season, &Typed::Season, &["1"; 12].join("; ")).unwrap();
    assert_eq!((months.market.season.len(), months.market.season_unit), (12, SeasonUnit::Months));
    assert_eq!(typed(&months, &Typed::Season, "").unwrap().market, s.market);
    // The twelve weeks of a link stay weeks when their text is typed again.
    let mut weeks = months;
    weeks.market.season_unit = SeasonUnit::Weeks;
    let text = season::write(&weeks.market, &NumberStyle::default());
    assert_eq!(typed(&weeks, &Typed::Season, &text).unwrap().market, weeks.market);
    assert!(typed(&s, &Typed::Season, "winter").unwrap_err().contains("1.2"));
}

#[test]
fn the_question() {
    let s = start();
    let change = |s: &Scenario| s.plans[0].spend[0].clone();
    assert_eq!(change(&typed(&s, &Typed::Change, "10 % less").unwrap()).scale, 0.9);
    assert_eq!(change(&typed(&s, &Typed::Change, "80 % of today").unwrap()).scale, 0.8);
    assert_eq!(change(&typed(&s, &Typed::Change, "0").unwrap()).scale, 0.0);
    assert_eq!(change(&typed(&s, &Typed::FromWeek, "week 5").unwrap()).from_week, 5);
    assert!(typed(&s, &Typed::FromWeek, "53").unwrap_err().contains("1 to 52"));
    assert_eq!(change(&typed(&s, &Typed::Lasting, "6 months").unwrap()).weeks, Some(26));
    // An end is counted from where the change begins, in the text or in the blank.
    let fifth = typed(&s, &Typed::FromWeek, "week 5").unwrap();
    assert_eq!(change(&typed(&fifth, &Typed::Change, "20% more until week 12").unwrap()).weeks, Some(8));
    assert_eq!(change(&typed(&fifth, &Typed::Change, "20% more until week 12 from week 3").unwrap()).weeks, Some(10));
    assert_eq!(change(&typed(&s, &Typed::Lasting, "to the end").unwrap()).weeks, None);
    assert_eq!(typed(&s, &Typed::Target, "9M").unwrap().target.value, Some(9e6));
    assert_eq!(typed(&s, &Typed::Target, "").unwrap().target.value, None);
    assert_eq!(typed(&s, &Typed::Target, "no target").unwrap().target.value, None);
    assert!(typed(&s, &Typed::Target, "-5").unwrap_err().contains("0 or more"), "revenue is never lost");
    let profit = set(&s, "target.metric", "profit".into()).unwrap();
    for (text, value) in [("0", 0.0), ("-200k", -200_000.0), ("−$1.5M", -1.5e6), ("9M", 9e6)] {
        assert_eq!(typed(&profit, &Typed::Target, text).unwrap().target.value, Some(value), "{text}");
    }
    assert_eq!(typed(&s, &Typed::Confidence, "90").unwrap().target.confidence, 0.9);
    assert!(typed(&s, &Typed::Confidence, "100 %").unwrap_err().contains("99"));
}

#[test]
fn a_budget_ten_times_as_large_is_asked_back_once() {
    let s = start();
    let style = NumberStyle::default();
    let text = style.in_money(&funnel_text::exact::number_in_full(10.0 * budgets(&s).plan, &style));
    for edit in [Typed::Budget, Typed::Change] {
        assert!(matches!(edit.apply(&s, &text, false, &style), Ok(Said::Ask(_))), "{text}");
        let sure = edit.apply(&s, &text, true, &style).unwrap().clear().unwrap();
        assert!((budgets(&sure).plan / budgets(&s).plan - 10.0).abs() < 1e-9);
    }
    let spend = Typed::Number("channels[0].spend_per_week".into(), Kind::MoneyPerWeek);
    let tenfold = Kind::MoneyPerWeek.write(10.0 * s.channels[0].spend_per_week, &style);
    assert!(matches!(spend.apply(&s, &tenfold, false, &style), Ok(Said::Ask(_))), "{tenfold}");
}

#[test]
fn the_examples_of_the_budget_are_accepted_by_every_template() {
    for template in templates::TEMPLATES {
        let s = templates::load(template.id).unwrap();
        for currency in ["USD", "EUR", "VND"] {
            let style = NumberStyle::english(currency);
            for example in change::examples(&style) {
                for edit in [Typed::Change, Typed::Budget] {
                    let done = edit.apply(&s, &example, true, &style);
                    assert!(matches!(done, Ok(Said::Clear(_))), "{}: {example}: {done:?}", template.id);
                }
            }
        }
    }
}

/// The page says which plans are clear; here they are.
#[test]
fn every_plan_that_the_page_on_typing_lists_can_be_made() {
    let mut s = funnel_testkit::reports::scenario();
    s.calendar.starts = funnel_engine::scenario::Month::new(2027, 1);
    let style = NumberStyle::of_scenario(&s);
    let page = include_str!("../../../docs/typing.md");
    let part = page.split("\n## A plan in one breath\n").nth(1).and_then(|rest| rest.split("\n## ").next()).unwrap();
    let clear = part.lines().filter(|line| line.starts_with("| `") && !line.ends_with("| asked |"));
    let texts: Vec<&str> =
        clear.filter(|line| !line.contains("| refused")).filter_map(|line| line.split('`').nth(1)).collect();
    assert!(texts.len() > 5, "{texts:?}");
    for text in texts {
        let done = Typed::Change.apply(&s, text, true, &style);
        assert!(matches!(done, Ok(Said::Clear(_))), "{text}: {done:?}");
    }
}

#[test]
fn an_amount_is_in_all() {
    for template in templates::TEMPLATES {
        let s = templates::load(template.id).unwrap();
        let before = budgets(&s);
        let at_first = edit::ask(&s, SpendChange { scale: 1.0, add_per_week: 0.0, ..before.change.clone() }).unwrap();
        let after = budgets(&typed(&at_first, &Typed::Change, "$2,000 a week more").unwrap());
        let more = after.plan - budgets(&at_first).plan;
        assert!((more - 2_000.0 * after.active).abs() < 1e-6 * more, "{}: {more}", template.id);
    }
}

#[test]
fn a_channel_that_cannot_be_spent_on_is_named() {
    let mut s = start();
    for c in &mut s.channels {
        (c.spend_per_week, c.past_spend_per_week, c.reference_spend_per_week) = (0.0, None, None);
    }
    let name = s.channels[0].name.clone();
    let message = typed(&s, &Typed::Change, "$2,000 a week more").unwrap_err();
    assert!(message.contains(&name) && message.contains("leave it out"), "{message}");
}

proptest! {
    // Whatever the budget is, retyping what its blank and its field show changes nothing, to the bit.
    #[test]
    fn what_the_budget_shows_changes_nothing(
        template in 0..templates::TEMPLATES.len(),
        scale in prop_oneof![(0_u32..50_000).prop_map(|n| f64::from(n) / 1e4), 0.0..20.0_f64],
        add in prop_oneof![Just(0.0), 0.0..5_000.0_f64],
        channel in proptest::option::of(0..4_usize),
        from_week in 1..20_u32,
        weeks in proptest::option::of(1..40_u32),
    ) {
        let style = NumberStyle::default();
        let s = templates::load(templates::TEMPLATES[template].id).unwrap();
        let channels = channel.and_then(|i| s.channels.get(i)).map(|c| vec![c.id.clone()]).unwrap_or_default();
        let change = SpendChange { channels, scale, add_per_week: add, from_week, weeks };
        let Ok(s) = edit::ask(&s, change) else { return Ok(()) };
        let b = budgets(&s);
        let all = [
            (Typed::Change, shown(&b, &style)),
            (Typed::Budget, budget_shown(&b, &style)),
            (Typed::FromWeek, b.change.from_week.to_string()),
            (Typed::Lasting, lasting(&s, &b.change)),
        ];
        for (edit, text) in all {
            for text in [text.clone(), format!("\u{200f}{} ", text.replace(' ', "\u{a0}"))] {
                prop_assert_eq!(edit.apply(&s, &text, false, &style), Ok(Said::Clear(s.clone())), "{}", text);
            }
        }
    }

    #[test]
    fn no_text_panics_in_any_field(text in "\\PC{0,30}|[0-9.,%kM$€ a-z–-]{0,24}") {
        let style = NumberStyle::default();
        let s = start();
        for edit in [Typed::Change, Typed::Budget, Typed::FromWeek, Typed::Lasting, Typed::Target, Typed::Season] {
            let _ = edit.apply(&s, &text, false, &style);
        }
    }
}

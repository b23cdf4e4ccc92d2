//! What may mean several things is asked back.

use super::*;
use crate::measure::{Measure, Time};

/// A sign or a word of difference refers to what stands there.
#[test]
fn a_difference_from_what_stands_there() {
    let style = NumberStyle::default();
    let said = |text: &str, measure: Measure, old: f64| {
        Reading::new(measure, Domain::NonNegative, &style).read_one(text, Some(old), false)
    };
    for (text, measure, old, new) in [
        ("1 more", Measure::Count, 3.0, 4.0),
        ("one less", Measure::Count, 3.0, 2.0),
        ("10% more", Measure::Money, 200.0, 220.0),
        ("+10%", Measure::Money, 200.0, 220.0),
        ("$50 less than today", Measure::Money, 200.0, 150.0),
        ("double", Measure::Money, 200.0, 400.0),
        ("half as much", Measure::Money, 200.0, 100.0),
        ("the same", Measure::Share, 0.2, 0.2),
        ("as today", Measure::Count, 3.0, 3.0),
    ] {
        assert_eq!(said(text, measure, old), Ok(Said::Clear(new)), "{text}");
    }
    for (text, measure, old, choices) in [
        ("+1", Measure::Count, 3.0, vec![("1", 1.0), ("4", 4.0)]),
        ("+1M", Measure::Money, 5e6, vec![("1,000,000", 1e6), ("6,000,000", 6e6)]),
        ("+10%", Measure::Share, 0.2, vec![("10%", 0.1), ("30%", 0.3), ("22%", 0.22)]),
        ("10% less", Measure::Share, 0.2, vec![("10%", 0.1), ("18%", 0.18)]),
        ("-30", Measure::Money, 100.0, vec![("70", 70.0)]),
    ] {
        let Ok(Said::Ask(question)) = said(text, measure, old) else {
            panic!("{text}: {:?}", said(text, measure, old))
        };
        let found: Vec<_> = question.choices.iter().map(|choice| (choice.text.as_str(), choice.means)).collect();
        assert_eq!(found, choices, "{text}: {}", question.text);
        for choice in &question.choices {
            assert_eq!(said(&choice.text, measure, old), Ok(Said::Clear(choice.means)), "{}", choice.text);
        }
    }
    assert!(said("-30", Measure::Money, 20.0).unwrap_err().contains("0 or more"));
    // Where numbers have signs, a sign is part of one.
    let reading = Reading::new(Unit::Number, Domain::Real, &style).one();
    assert_eq!(reading.read_one("+0.5", Some(0.3), false), Ok(Said::Clear(0.5)));
    // A range has no one present number.
    let range = Value::Range(Range { p10: 5.0, p90: 9.0 });
    let reading = Reading::new(Unit::Money, Domain::Positive, &style);
    assert!(matches!(reading.read("+7", Some(&range), false), Ok(Said::Ask(_))));
}

/// A scale or unit that only one number of a range has belongs to both where the range is turned round without it.
#[test]
fn a_unit_of_the_first_number() {
    assert_eq!(money("80k to 120"), range(80e3, 120e3));
    assert_eq!(money("$1k to 2"), range(1e3, 2e3));
    assert_eq!(money("80k to 120, likely 100"), Ok(Value::Pert(Pert { min: 80e3, mode: 100e3, max: 120e3 })));
    assert_eq!(money("9 to 5"), range(5.0, 9.0), "no unit makes the larger number come first");
    let style = NumberStyle::default();
    let minutes = Reading::new(Measure::Span(Time::Minute), Domain::NonNegative, &style);
    assert_eq!(read_with("2 hours to 3", &minutes), range(120.0, 180.0));
    assert_eq!(read_with("90 to 2 hours", &minutes), range(90.0, 120.0));
    let reading = Reading::new(Unit::Money, Domain::Positive, &style);
    let Ok(Said::Ask(question)) = reading.read("120k to 80", None, false) else { panic!() };
    for (choice, text) in question.choices.iter().zip(["80 to 120,000", "80,000 to 120,000"]) {
        assert_eq!(choice.text, text);
        assert_eq!(reading.read(text, None, false), Ok(Said::Clear(choice.means.clone())));
    }
}

proptest! {
    /// A range with one scale that is clear is in the order in which it was written.
    #[test]
    fn no_scale_turns_a_range_round(a in 1_u32..2_000, b in 1_u32..2_000, on_first: bool, k in 0_usize..3) {
        let scale = ["k", "M", " thousand"][k];
        let text = if on_first { format!("{a}{scale} to {b}") } else { format!("{a} to {b}{scale}") };
        let style = NumberStyle::default();
        let said = Reading::new(Unit::Money, Domain::Positive, &style).read(&text, None, false);
        let factor = if k == 1 { 1e6 } else { 1e3 };
        if let Ok(Said::Clear(Value::Range(Range { p10, p90 }))) = said {
            let first = [f64::from(a), f64::from(a) * factor];
            let last = [f64::from(b), f64::from(b) * factor];
            prop_assert!(first.contains(&p10) && last.contains(&p90), "{}: {} to {}", text, p10, p90);
        }
    }
}

/// Notations of money and of parts that name nothing new.
#[test]
fn notations_of_one_number() {
    let rupees = NumberStyle::english("INR");
    let francs = NumberStyle { group_mark: "’".to_owned(), ..NumberStyle::english("CHF") };
    let style = NumberStyle::default();
    for (style, text, x) in [
        (&rupees, "Rs. 40,000", 40e3),
        (&rupees, "₹40,000/-", 40e3),
        (&francs, "Fr. 40'000.-", 40e3),
        (&francs, "CHF 40’000.–", 40e3),
        (&style, "$40,000.00 USD", 40e3),
        (&style, "5 mil", 5e6),
        (&style, "$100 each", 100.0),
        (&style, "100 per lead", 100.0),
    ] {
        let reading = Reading::new(Unit::Money, Domain::Positive, style);
        assert_eq!(read_with(text, &reading), Ok(Value::Fixed(x)), "{text}");
    }
    let a_month = Reading::new(Measure::MoneyPerWeek, Domain::NonNegative, &style);
    for text in ["$52k pm", "$52k p.m.", "$52k p. m.", "$624k p. a."] {
        assert_eq!(read_with(text, &a_month), Ok(Value::Fixed(12_000.0)), "{text}");
    }
    let hours = Reading::new(Measure::Span(Time::Hour), Domain::Positive, &style);
    assert_eq!(read_with("3/4 hour", &hours), Ok(Value::Fixed(0.75)));
    let yearly = Reading::new(Unit::Share, Domain::Rate, &style).a(Time::Year);
    for text in ["8% p.a.", "8 % a year", "8"] {
        assert_eq!(read_with(text, &yearly), Ok(Value::Fixed(0.08)), "{text}");
    }
    assert!(read_with("8% a month", &yearly).is_err());
}

#[test]
fn numbers_in_other_languages() {
    for (language, text, measure, value) in [
        ("es", "80 a 200", Measure::Money, Value::Range(Range { p10: 80.0, p90: 200.0 })),
        ("pt", "80 a 200 mil", Measure::Money, Value::Range(Range { p10: 80e3, p90: 200e3 })),
        ("de", "10.400 € im Monat", Measure::MoneyPerWeek, Value::Fixed(2_400.0)),
        ("fr", "520 k€/an", Measure::MoneyPerWeek, Value::Fixed(10_000.0)),
        ("fr", "un an", Measure::Span(Time::Week), Value::Fixed(52.0)),
    ] {
        let scale_words = if language == "pt" { vec![("mil".to_owned(), 3)] } else { Vec::new() };
        let style = NumberStyle { language: language.to_owned(), scale_words, ..german() };
        let reading = Reading::new(measure, Domain::NonNegative, &style);
        assert_eq!(read_with(text, &reading), Ok(value), "{text}");
    }
}

/// Three digits after the locale's own decimal mark, where thousands stood.
#[test]
fn three_decimals_where_thousands_stood() {
    let (english, german) = (NumberStyle::default(), german());
    for (style, text, choices) in
        [(&english, "40.000", ["40", "40,000"]), (&german, "40,000 €", ["40", "40.000"]), (&english, "$1.5", ["", ""])]
    {
        let reading = Reading::new(Unit::Money, Domain::Positive, style);
        let old = Value::Fixed(43_333.0);
        match reading.read(text, Some(&old), false) {
            Ok(Said::Ask(question)) => {
                let texts: Vec<&str> = question.choices.iter().map(|choice| choice.text.as_str()).collect();
                assert_eq!(texts, choices, "{text}");
            }
            said => assert_eq!((text, said), ("$1.5", Ok(Said::Clear(Value::Fixed(1.5))))),
        }
        assert!(matches!(reading.read(text, Some(&old), true), Ok(Said::Clear(_))), "who was asked is sure");
    }
}

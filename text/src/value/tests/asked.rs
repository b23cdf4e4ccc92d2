//! What may mean several things is asked back.

use super::*;
use crate::measure::Measure;

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

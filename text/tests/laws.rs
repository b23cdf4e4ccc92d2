//! Laws of reading, over random texts.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first thing that is not as it should be")]

use funnel_scenario::{Domain, Value};
use funnel_text::change;
use funnel_text::{Measure, NumberStyle, Reading, Said};
use proptest::prelude::*;

/// Texts about a budget that are clear.
const CHANGES: &[&str] = &[
    "20% more",
    "cut by 30%",
    "80 % of today",
    "$2,000 a week more",
    "to $1.5M",
    "half as much",
    "twice as much as today",
    "the same",
    "+$200k",
    "$30k a month",
];

/// Texts of values that are clear.
const VALUES: &[&str] =
    &["5 to 9", "about 7", "$5,000", "5 to 12, most likely 7", "one of 3; 4; 5", "1.5M", "5k to 9k"];

/// Words and signs that mean nothing in either kind of text.
const STRANGE: &[&str] =
    &["zebra", "EUR", "MIOX", "QQQ", "§", "#", "@", "€", "purple", "²", "points", "\u{7}", "&", "kg", "Ω", "maybe"];

fn put_in(text: &str, strange: &str, place: usize) -> String {
    let mut words: Vec<&str> = text.split(' ').collect();
    words.insert(place % (words.len() + 1), strange);
    words.join(" ")
}

proptest! {
    #[test]
    fn a_strange_word_in_a_change_is_named(
        text in proptest::sample::select(CHANGES),
        strange in proptest::sample::select(STRANGE),
        place in 0..8_usize,
    ) {
        let text = put_in(text, strange, place);
        let said = change::read(&text, &NumberStyle::default());
        let Err(message) = said else { return Err(TestCaseError::fail(format!("{text}: {said:?}"))) };
        let named = if strange == "\u{7}" { "U+0007" } else { strange };
        prop_assert!(message.contains(named), "{}: {}", text, message);
    }

    #[test]
    fn a_strange_word_in_a_value_is_named(
        text in proptest::sample::select(VALUES),
        strange in proptest::sample::select(STRANGE),
        place in 0..8_usize,
    ) {
        let text = put_in(text, strange, place);
        let style = NumberStyle::default();
        let said = Reading::new(Measure::Money, Domain::Positive, &style).read(&text, None, false);
        let Err(message) = said else { return Err(TestCaseError::fail(format!("{text}: {said:?}"))) };
        let named = if strange == "\u{7}" { "U+0007" } else { strange };
        prop_assert!(message.contains(named), "{}: {}", text, message);
    }

    // A word of random letters is never skipped as if it were not there.
    #[test]
    fn no_word_is_dropped(word in "[a-zA-Zäöüßéñ]{1,10}", value in 1_u32..999, before in any::<bool>()) {
        let style = NumberStyle::default();
        let text = if before { format!("{word} {value}") } else { format!("{value} {word}") };
        let plain = Value::Fixed(f64::from(value));
        for measure in [Measure::Money, Measure::Number, Measure::LogOdds] {
            let reading = Reading::new(measure, Domain::Real, &style);
            if let Ok(Said::Clear(found)) = reading.read(&text, None, false) {
                let small = word.to_lowercase();
                // Words that add nothing, words for the measure, and names of the currency.
                let noise = ["a", "the", "is", "it", "at", "out", "every", "from", "between"];
                let own = ["usd", "dollar", "dollars", "buck", "bucks", "times", "x", "log", "odds"];
                let is_said = noise.contains(&small.as_str()) || own.contains(&small.as_str());
                prop_assert!(is_said || found != plain, "{text}: {found:?}");
            }
        }
    }

    // Whatever separators stand between digits, a number that is clear has its digits as written.
    #[test]
    fn marks_are_read_only_where_they_can_stand(
        groups in prop::collection::vec("[0-9]{1,4}", 1..5),
        marks in prop::collection::vec(proptest::sample::select(vec![".", ",", "'", "\u{a0}", "\u{202f}"]), 4),
        german in any::<bool>(),
    ) {
        let mut style = NumberStyle::default();
        if german {
            (style.decimal_mark, style.group_mark) = (",".to_owned(), ".".to_owned());
        }
        let text: String = groups.iter().zip([""].iter().chain(&marks)).map(|(run, mark)| format!("{mark}{run}")).collect();
        let reading = Reading::new(Measure::Number, Domain::Real, &style);
        if let Ok(Said::Clear(Value::Fixed(x))) = reading.read(&text, None, false) {
            let whole: f64 = groups.concat().parse().unwrap();
            let (last, head) = groups.split_last().unwrap();
            let with_point: f64 = format!("{}.{last}", head.concat()).parse().unwrap();
            let last_mark = groups.len().checked_sub(2).and_then(|i| marks.get(i)).copied();
            // Either all are groups, of three digits each or, in Indian notation, of two; or the last separator is the
            // decimal mark.
            let grouped = |runs: &[String]| runs.iter().skip(1).all(|run| (2..=3).contains(&run.len()));
            let as_groups = x == whole && grouped(&groups);
            let as_decimal = x == with_point && matches!(last_mark, Some("." | ",")) && grouped(head);
            prop_assert!(as_groups || as_decimal, "{text}: {x}");
        }
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,60}|[0-9.,'%kM$€+ a-z–()-]{0,40}") {
        let style = NumberStyle::default();
        let _ = change::read(&text, &style);
        let _ = funnel_text::list::read(&text, &style, "write", &[1.0]);
        let _ = funnel_text::span::read_lasting(&text, &style, 1..=52);
        let _ = funnel_text::calendar::read_week(&text, &style, 52);
    }
}

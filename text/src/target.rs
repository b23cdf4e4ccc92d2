//! A target as people say it: "9M", "break even", "-200k", "none".

use funnel_scenario::Domain;

use crate::exact::number_in_full;
use crate::format::{Digits, Unit};
use crate::lex::{Manner, Token, lex};
use crate::measure::Measure;
use crate::said::{Read, Said};
use crate::style::NumberStyle;
use crate::value::Reading;

/// The target in a text; `None` for no target. `old` is the previous target.
///
/// # Errors
///
/// What is wrong, and what would be accepted.
pub fn read(text: &str, reading: &Reading<'_>, old: Option<f64>, sure: bool) -> Read<Option<f64>> {
    let style = reading.style;
    let words: Vec<String> = lex(text, style, Manner::default()).map_or_else(
        |_| Vec::new(),
        |lexed| {
            let word = |piece: crate::lex::Piece| match piece.token {
                Token::Word(word) => word,
                _ => "?".to_owned(),
            };
            lexed.pieces.into_iter().map(word).collect()
        },
    );
    match words.join(" ").as_str() {
        "none" | "no" | "no target" | "no goal" | "nothing" | "without" => return Ok(Said::Clear(None)),
        "break even" | "breakeven" | "to break even" | "no loss" if reading.measure.is_money() => {
            return Ok(Said::Clear(Some(0.0)));
        }
        _ if text.trim().is_empty() => return Ok(Said::Clear(None)),
        _ => {}
    }
    let text = text.trim();
    // A target is the least that is wanted, so saying "at least" adds nothing.
    let lead = ["at least ", "At least ", "≥"].iter().find_map(|lead| text.strip_prefix(lead));
    let said = reading.or("no target").read_one(lead.unwrap_or(text), old, sure)?;
    Ok(said.map(Some))
}

/// An amount as written in the question: compact, in the fewest digits, at least three, that read back to it.
#[must_use]
pub fn write(target: f64, style: &NumberStyle) -> String {
    let text = |digits| style.number(target, Digits::Significant(digits), Unit::Money);
    let reads_back = |text: &String| {
        read(text, &Reading::new(Measure::Money, Domain::Real, style), None, true).ok().and_then(Said::clear)
            == Some(Some(target))
    };
    (3..=15).map(text).find(reads_back).unwrap_or_else(|| style.in_money(&number_in_full(target, style)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_and_none() {
        let style = NumberStyle::default();
        let reading = Reading::new(Measure::Money, Domain::Real, &style);
        for (text, target) in [
            ("9M", Some(9e6)),
            ("$9 million", Some(9e6)),
            ("at least 9M", Some(9e6)),
            ("0", Some(0.0)),
            ("break even", Some(0.0)),
            ("break-even", Some(0.0)),
            ("-200k", Some(-200e3)),
            ("−$200k", Some(-200e3)),
            ("", None),
            ("none", None),
            ("No target", None),
        ] {
            assert_eq!(read(text, &reading, None, false), Ok(Said::Clear(target)), "{text}");
        }
        assert!(read("5 to 9", &reading, None, false).unwrap_err().contains("one number"));
        assert!(read("soon", &reading, None, false).unwrap_err().contains("soon"));
        let tenfold = read("90k", &reading, Some(9e3), false).unwrap();
        assert!(matches!(tenfold, Said::Ask(_)), "{tenfold:?}");
        assert_eq!(read("90k", &reading, Some(9e3), true), Ok(Said::Clear(Some(90e3))));
    }
}

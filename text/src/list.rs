//! A list of numbers: "1; 1.2; 0.8", "1 1.2 0.8".

use crate::exact::number_in_full;
use crate::lex::{Manner, Token, foreign};
use crate::read::understand;
use crate::said::{Read, Said};
use crate::style::NumberStyle;

/// The numbers in a list, separated by semicolons, by commas followed by a space, or by spaces; per cents are
/// hundredths. An empty text is an empty list.
///
/// # Errors
///
/// What cannot be read, with `advice` and an example of what could be written.
pub fn read(text: &str, style: &NumberStyle, advice: &str, example: &[f64]) -> Read<Vec<f64>> {
    let example = example.iter().map(|x| number_in_full(*x, style)).collect::<Vec<_>>().join("; ");
    let advised = |why: String| format!("{why}; {advice} “{example}”");
    // Here a space separates: "100 120" is two numbers.
    let manner = Manner { spaces_group: false, ..Manner::default() };
    understand(text, style, manner, advised, |pieces| {
        let mut all: Vec<f64> = Vec::new();
        let mut minus = false;
        let mut separated = true;
        for piece in pieces {
            match &piece.token {
                Token::Number(n) => {
                    let size = n.times_ten_to(0);
                    all.push(if minus { -size } else { size });
                    (minus, separated) = (false, false);
                }
                Token::Percent(power) => match all.last_mut() {
                    Some(last) if !separated => *last = format!("{last}e{power}").parse().unwrap_or(*last),
                    _ => return Err(advised(foreign(piece).say(style))),
                },
                Token::Sign('-') if !minus => minus = true,
                Token::Sign(';' | ',') if !separated && !minus => separated = true,
                Token::Word(word) if word == "and" && !minus => separated = true,
                _ => return Err(advised(foreign(piece).say(style))),
            }
        }
        if minus || (separated && !all.is_empty()) {
            return Err(advised("ends in the middle".to_owned()));
        }
        Ok(Said::Clear(all))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists() {
        let style = NumberStyle::default();
        for (text, list) in [
            ("1; 1.2; 0.8", vec![1.0, 1.2, 0.8]),
            ("1, 1.2, 0.8", vec![1.0, 1.2, 0.8]),
            ("100 120 95", vec![100.0, 120.0, 95.0]),
            ("100 120", vec![100.0, 120.0]),
            ("100 %; 120 %", vec![1.0, 1.2]),
            ("", vec![]),
        ] {
            assert_eq!(read(text, &style, "write", &[1.0]), Ok(Said::Clear(list)), "{text}");
        }
        for (text, named) in [("winter", "winter"), ("1;; 2", ";"), ("1;", "middle"), ("1,2,3", "1,2,3"), ("5 €", "€")]
        {
            let message = read(text, &style, "write", &[1.0, 1.2]).unwrap_err();
            assert!(message.contains(named) && message.contains("1.2"), "{text}: {message}");
        }
    }
}

//! From text to meaning: if there may be several meanings, the person is asked.

use crate::lex::{Doubt, Lexed, Manner, Piece, lex};
use crate::said::{Choice, Read, Said};
use crate::style::NumberStyle;

/// Cuts a text into pieces and has them parsed, once for each meaning if a number in it may have several.
pub(crate) fn understand<T>(
    text: &str,
    style: &NumberStyle,
    manner: Manner,
    advice: impl Fn(String) -> String,
    parse: impl Fn(&[Piece]) -> Read<T>,
) -> Read<T> {
    let cut = |pick| lex(text, style, Manner { pick, ..manner }).map_err(|fault| advice(fault.say(style)));
    let first = cut(0)?;
    let Some(doubt) = first.doubts.first() else { return parse(&first.pieces) };
    let many = first.doubts.iter().map(|doubt| doubt.options.len()).max().unwrap_or(1);
    let mut choices = Vec::new();
    let mut refusal = None;
    for pick in 0..many {
        let lexed = cut(pick)?;
        match parse(&lexed.pieces) {
            Ok(Said::Clear(means)) => choices.push(Choice { text: lexed.rewritten(pick, style), means }),
            Ok(Said::Ask(question)) => choices.extend(question.choices),
            Err(why) => refusal = refusal.or(Some(why)),
        }
    }
    match refusal {
        Some(why) if choices.is_empty() => Err(why),
        _ => {
            let choices = choices.into_iter().map(|choice| (choice.text, choice.means));
            Ok(Said::ask(question(&first, doubt, many), choices))
        }
    }
}

fn question(lexed: &Lexed, doubt: &Doubt, many: usize) -> String {
    let written: String = lexed.chars.get(doubt.place.clone()).unwrap_or_default().iter().collect();
    if many > 1 {
        format!("“{written}” can be more than one number. Which is meant?")
    } else {
        format!("“{written}” is not how numbers are written here. Is this meant?")
    }
}

//! A clause: the elements around one amount.

use super::words::Element;
use crate::amount::Amount;
use crate::lex::Numeral;

/// What stands around the single amount of a clause.
#[derive(Default)]
pub(super) struct Clause {
    /// Its elements as letters: `q` for the amount, `d` for a direction, and so on.
    pub(super) shape: String,
    pub(super) amount: Option<Amount>,
    /// Whether the amount is a multiple of today's.
    pub(super) times: bool,
    pub(super) up: Option<bool>,
    pub(super) on_each: bool,
}

/// Collects the elements of a clause.
///
/// # Errors
///
/// Why they do not make a clause.
pub(super) fn collect(elements: &[Element]) -> Result<Clause, String> {
    let mut clause = Clause::default();
    let mut per = None;
    for element in elements {
        let letter = match element {
            Element::Amount(_) | Element::Times(_) if clause.amount.is_some() => {
                return Err("has two amounts; one is needed".to_owned());
            }
            Element::Amount(amount) => {
                clause.times = amount.times;
                clause.amount = Some(amount.clone());
                'q'
            }
            Element::Times(n) => {
                clause.times = true;
                clause.amount = Some(times(*n));
                'q'
            }
            Element::Direction(up, text) => {
                if clause.up.is_some_and(|before| before != *up) {
                    return Err(format!("says more and less at once, with “{text}”"));
                }
                clause.up = Some(*up);
                'd'
            }
            Element::Per(time) => {
                per = Some(*time);
                continue;
            }
            Element::OnEach => {
                clause.on_each = true;
                continue;
            }
            Element::By => 'b',
            Element::To => 't',
            Element::Of => 'o',
            Element::In => 'i',
            Element::Than => 'T',
            Element::Today => 'y',
            Element::As => 'a',
            Element::Much => 'm',
            Element::Again => 'g',
            Element::Same => 's',
            Element::Nothing => '0',
            Element::No => 'n',
            Element::Change => 'c',
            Element::And => continue,
        };
        clause.shape.push(letter);
    }
    // "compared to today", "up on today" mean "than today". A bare "today" after that adds nothing.
    for (long, short) in [("Tty", "Ty"), ("TT", "T"), ("amay", "amay")] {
        clause.shape = clause.shape.replace(long, short);
    }
    if let (Some(time), Some(amount)) = (per, &mut clause.amount) {
        if amount.per.is_some() || amount.percent.is_some() || clause.times || amount.is_part() {
            return Err("only money is so much a week or month".to_owned());
        }
        amount.per = Some(time);
    } else if per.is_some() {
        return Err("has no amount".to_owned());
    }
    Ok(clause)
}

fn times(n: f64) -> Amount {
    let numeral = Numeral { plain: n.to_string(), power: 0, scaled: false };
    Amount::times(numeral)
}

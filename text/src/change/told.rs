//! A difference from something present, or a multiple of it, for fields of numbers.

use super::clause::collect;
use super::words::elements;
use crate::amount::Amount;
use crate::lex::Piece;
use crate::style::NumberStyle;

/// What a text says about a present number.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Told {
    /// By how much it differs.
    pub(crate) amount: Option<Amount>,
    /// Whether it is more or less by that.
    pub(crate) up: Option<bool>,
    /// Whether a sign says so, and no word.
    pub(crate) by_sign: bool,
    /// The multiple that it is instead.
    pub(crate) times: Option<f64>,
}

/// The difference or multiple in a text, if it is nothing else: "1 more", "10% less", "double", "the same".
pub(crate) fn told(pieces: &[Piece], style: &NumberStyle) -> Option<Told> {
    let clause = collect(&elements(pieces, style).ok()?).ok()?;
    let times = |times| Some(Told { amount: None, up: None, by_sign: false, times: Some(times) });
    if matches!(clause.shape.as_str(), "s" | "y" | "ay" | "say" | "sy" | "amay" | "nc" | "0d") {
        return times(1.0);
    }
    let amount = clause.amount?;
    let signed = amount.sign.map(|sign| sign == '+');
    let up = clause.up.or(signed);
    if clause.on_each || (clause.up.is_some() && signed.is_some()) {
        return None;
    }
    match (clause.shape.as_str(), up) {
        ("dq" | "dbq" | "qd" | "qdTy" | "dqTy" | "dbqTy" | "doq" | "bqd" | "q", Some(up)) if !clause.times => {
            Some(Told { by_sign: clause.up.is_none(), amount: Some(amount), up: Some(up), times: None })
        }
        ("q" | "qam" | "qamay" | "qmay" | "qy" | "qoy", None) if clause.times || clause.shape != "q" => {
            let share = amount.percent.map(|power| amount.times_ten_to(power));
            let share = share.or_else(|| (clause.times || amount.is_part()).then(|| amount.value()));
            share.and_then(times)
        }
        _ => None,
    }
}

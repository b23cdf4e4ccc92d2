//! Columns of yes and no: whether a deal was won, and whether it is decided.

use super::Joined;
use crate::column::is_nothing;

const YES: [&str; 16] = [
    "true",
    "yes",
    "y",
    "t",
    "1",
    "ja",
    "oui",
    "si",
    "sí",
    "sim",
    "wahr",
    "vrai",
    "verdadero",
    "verdadeiro",
    "vero",
    "x",
];
const NO: [&str; 12] = ["false", "no", "n", "f", "0", "nein", "non", "nao", "não", "falsch", "faux", "falso"];
/// Headers of columns that say whether it was won.
const WON: [&str; 22] = [
    "won",
    "is won",
    "closed won",
    "is closed won",
    "deal won",
    "converted",
    "is converted",
    "success",
    "successful",
    "sold",
    "customer",
    "is customer",
    "purchased",
    "gewonnen",
    "gagne",
    "gagnee",
    "ganado",
    "ganada",
    "ganho",
    "vinto",
    "vinta",
    "win",
];
/// Headers of columns that say whether it is decided.
const DECIDED: [&str; 6] = ["closed", "is closed", "deal closed", "decided", "is decided", "geschlossen"];

/// What a cell of such a column says.
#[must_use]
pub(crate) fn flag(text: &str) -> Option<bool> {
    let text = text.trim().to_lowercase();
    let is = |all: &[&str]| all.contains(&text.as_str());
    if is(&YES) { Some(true) } else { is(&NO).then_some(false) }
}

/// Whether a column has nothing but yes and no in it, and has either.
pub(super) fn is_flag(joined: &Joined<'_>, header: &str) -> bool {
    let labels = joined.labels(header);
    let mut said = labels.keys().filter(|text| !is_nothing(text)).map(|text| flag(text)).peekable();
    said.peek().is_some() && said.all(|flag| flag.is_some())
}

/// Whether a header asks whether a deal was won.
pub(super) fn asks_won(header: &[String]) -> bool {
    WON.contains(&header.join(" ").as_str())
}

/// Whether a header asks whether a deal is decided.
pub(super) fn asks_decided(header: &[String]) -> bool {
    DECIDED.contains(&header.join(" ").as_str())
}

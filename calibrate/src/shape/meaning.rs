//! What a label in a column of stages means, judging by its words.

use serde::{Deserialize, Serialize};

use super::roles::plain_letters;

/// What a label in a stage column means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// A customer.
    Won,
    /// No customer.
    Lost,
    /// Not decided.
    Open,
}

/// Beginnings of words that say it wherever they stand, in the languages of exports, without marks on letters; a full
/// stop ends the word. Participles have genders and numbers: "gagne" is in "gagnée" and in "gagnés".
const WON: [&str; 24] = [
    "won.",
    "gewonn",
    "gagne",
    "ganad",
    "ganho.",
    "ganha.",
    "ganhos.",
    "ganhas.",
    "vinto.",
    "vinta.",
    "vinti.",
    "vinte.",
    "wygran",
    "vundet.",
    "vunnet.",
    "vunnen.",
    "voitet",
    "vyhran",
    "castigat",
    "nyert.",
    "kazanil",
    "выигран",
    "受注",
    "赢单",
];
const LOST: [&str; 36] = [
    "lost.",
    "verlor",
    "perdu",
    "perdid",
    "perso.",
    "persa.",
    "persi.",
    "perse.",
    "przegran",
    "tabt",
    "tapt.",
    "forlorad",
    "havitt",
    "prohran",
    "pierdut",
    "vesztet",
    "kaybedil",
    "проигран",
    "失注",
    "输单",
    "disqualif",
    "unqualif",
    "descalific",
    "desqualific",
    "rejected.",
    "rejet",
    "abgelehnt",
    "absage",
    "abgesagt",
    "storniert",
    "dropped.",
    "dead.",
    "junk.",
    "abandon",
    "cancelled.",
    "canceled.",
];
/// Words that mean a deal won where nothing but fillers stands beside them: "Customer", not "Customer demo".
const ALONE: [&str; 16] = [
    "customer",
    "customers",
    "client",
    "kunde",
    "cliente",
    "yes",
    "win",
    "success",
    "successful",
    "auftrag",
    "paid",
    "sold",
    "signed",
    "converted",
    "verkauft",
    "erfolgreich",
];
/// The same at the end of a label: "Contract signed".
const LAST: [&str; 9] = ["converted", "signed", "sold", "paid", "win", "vendu", "vendido", "venduto", "verkauft"];
/// Whole labels that mean no deal.
const NONE: [&str; 6] = ["no", "no decision", "not interested", "no interest", "kein interesse", "unsuccessful"];
/// Words that say nothing about how it ended.
const FILLERS: [&str; 20] = [
    "closed",
    "close",
    "closing",
    "deal",
    "opportunity",
    "opp",
    "lead",
    "as",
    "a",
    "an",
    "the",
    "new",
    "stage",
    "is",
    "became",
    "and",
    "geschlossen",
    "abgeschlossen",
    "und",
    "neukunde",
];
const NOT: [&str; 14] =
    ["not", "no", "non", "never", "nicht", "kein", "keine", "nie", "niet", "ikke", "inte", "nao", "pas", "sin"];
/// Words that may stand between a denial and what it denies; those of time leave it open.
const BETWEEN: [&str; 7] = ["been", "be", "a", "yet", "noch", "ancora", "encore"];

/// A label's words: also those in brackets, with "closedwon" and "closedWon" as two.
fn words(label: &str) -> Vec<String> {
    let mut plain = String::new();
    let mut before = ' ';
    for c in label.chars() {
        if c.is_uppercase() && before.is_lowercase() {
            plain.push(' ');
        }
        plain.push(if c.is_alphanumeric() { c } else { ' ' });
        before = c;
    }
    let mut all = Vec::new();
    for word in plain.to_lowercase().split_whitespace().map(plain_letters) {
        match word.strip_prefix("closed").filter(|rest| !rest.is_empty()) {
            Some(rest) => all.extend(["closed".to_owned(), rest.to_owned()]),
            None => all.push(word),
        }
    }
    all
}

/// Whether a word begins with one of these.
fn is_any(word: &str, of: &[&str]) -> bool {
    of.iter().any(|start| match start.strip_suffix('.') {
        Some(whole) => word == whole,
        None => word.starts_with(start),
    })
}

/// Whether the word at a place is denied, and whether only so far.
fn denied(words: &[String], at: usize) -> Option<bool> {
    let before: Vec<&str> = words.iter().take(at).map(String::as_str).collect();
    let from = before.iter().rposition(|word| !BETWEEN.contains(word))?;
    let is_yet = |word: &&str| ["yet", "noch", "ancora", "encore"].contains(word);
    let is_so_far = words.iter().any(|word| is_yet(&word.as_str()));
    before.get(from).filter(|word| NOT.contains(word)).map(|_| is_so_far)
}

/// What a stage's label means.
///
/// ```
/// use funnel_calibrate::shape::{Outcome, outcome};
/// let of = |labels: &[&str], meant| assert!(labels.iter().all(|label| outcome(label) == meant), "{labels:?}");
/// of(&["8 - Won", "closedwon", "Fermée gagnée", "Deal won (signed)", "Contract signed", "Customer"], Outcome::Won);
/// of(&["LOST_PRICE", "Closed - Not Converted", "Not won", "Cerrada perdida", "No"], Outcome::Lost);
/// of(&["Customer demo", "Not yet won", "Negotiation", "Closed", "No show"], Outcome::Open);
/// ```
#[must_use]
pub fn outcome(label: &str) -> Outcome {
    let words = words(label);
    let whole = words.join(" ");
    let telling: Vec<&str> = words
        .iter()
        .map(String::as_str)
        .filter(|w| !FILLERS.contains(w) && !w.bytes().all(|b| b.is_ascii_digit()))
        .collect();
    let place = |of: &[&str]| words.iter().position(|word| is_any(word, of));
    // "Closed lost - not won" is lost.
    if let Some(at) = place(&LOST) {
        return if denied(&words, at).is_some() { Outcome::Open } else { Outcome::Lost };
    }
    if NONE.contains(&whole.as_str()) || NONE.contains(&telling.join(" ").as_str()) {
        return Outcome::Lost;
    }
    let last = words.last().filter(|word| LAST.contains(&word.as_str())).map(|_| words.len() - 1);
    let alone = || match telling.as_slice() {
        [.., word]
            if ALONE.contains(word) && telling.iter().rev().skip(1).all(|w| NOT.contains(w) || BETWEEN.contains(w)) =>
        {
            words.iter().rposition(|other| other == word)
        }
        _ => None,
    };
    let Some(at) = place(&WON).or(last).or_else(alone) else { return Outcome::Open };
    match denied(&words, at) {
        None => Outcome::Won,
        Some(true) => Outcome::Open,
        // What is not paid or signed may be paid or signed yet.
        Some(false) if words.get(at).is_some_and(|word| ["paid", "signed"].contains(&word.as_str())) => Outcome::Open,
        Some(false) => Outcome::Lost,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// How companies call one and the same, in several languages and genders.
    const SAID: [(&str, &str); 12] = [
        ("won", "lost"),
        ("gewonnen", "verloren"),
        ("gagné", "perdu"),
        ("gagnées", "perdues"),
        ("ganada", "perdida"),
        ("ganado", "perdido"),
        ("ganho", "perdido"),
        ("ganha", "perdida"),
        ("vinta", "persa"),
        ("vinto", "perso"),
        ("vunnen", "förlorad"),
        ("wygrana", "przegrana"),
    ];

    proptest! {
        /// Whatever stands around it, and however it is written, a label means what its telling word means; denied, it
        /// means the contrary.
        #[test]
        fn the_telling_word_tells(
            which in 0..SAID.len(),
            before in prop::sample::select(vec!["", "Closed ", "8 - ", "Fermée ", "Deal: ", "Cerrada-", "(1) "]),
            after in prop::sample::select(vec!["", " (2024)", " - new logo", "_price", " / x"]),
            upper in any::<bool>(),
            not in prop::sample::select(vec!["not", "nicht", "non", "no", "never"]),
        ) {
            let (won, lost) = SAID[which];
            let case = |text: String| if upper { text.to_uppercase() } else { text };
            for (word, meant, denied) in [(won, Outcome::Won, Outcome::Lost), (lost, Outcome::Lost, Outcome::Open)] {
                let label = case(format!("{before}{word}{after}"));
                prop_assert_eq!(outcome(&label), meant, "{}", label);
                let label = case(format!("{before}{not} {word}{after}"));
                prop_assert_eq!(outcome(&label), denied, "{}", label);
            }
            let label = case(format!("closed{won}"));
            prop_assert_eq!(outcome(&label), Outcome::Won, "{}", label);
        }
    }
}

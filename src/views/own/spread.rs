//! Several rows in one go: “Google Ads $30k; LinkedIn $12k”, “22 % → 35 % → 24 %”, “2 SDRs, 4 AEs”, or a block copied
//! from a spreadsheet. What is typed into one field of a list is spread over its rows.

use super::draft::{At, Cell, Draft, Rows};

/// What one part says about a row; what it does not mention stays as it is.
#[derive(Default)]
struct Part {
    name: Option<String>,
    amount: Option<String>,
    more: Option<String>,
}

impl Draft {
    /// The form with every list spread over its rows.
    pub(super) fn spread_out(&self) -> Self {
        let mut draft = self.clone();
        for at in self.places() {
            let text = draft.text(at).to_owned();
            draft.spread(at, &text);
        }
        draft
    }

    /// Spreads a text that says more than its field can hold; returns whether it did.
    pub(super) fn spread(&mut self, at: At, text: &str) -> bool {
        let (rows, first, read): (Rows, usize, fn(&str) -> Part) = match at {
            At::Channel(row, Cell::Name) => (Rows::Channels, row, spent),
            At::Team(row, Cell::Name) => (Rows::Teams, row, staffed),
            At::Step(row, Cell::Amount) => {
                (Rows::Steps, row, |part| Part { amount: Some(part.to_owned()), ..Part::default() })
            }
            _ => return false,
        };
        let parts: Vec<Part> = parts(text).into_iter().map(read).collect();
        let says_more = parts.len() > 1 || parts.iter().any(|part| part.name.is_some() && part.amount.is_some());
        if !says_more {
            return false;
        }
        for (row, part) in (first..).zip(parts) {
            while self.rows(rows).len() <= row {
                self.add(rows);
            }
            let place: fn(usize, Cell) -> At = match rows {
                Rows::Channels => At::Channel,
                Rows::Steps => At::Step,
                Rows::Teams => At::Team,
            };
            for (cell, said) in [(Cell::Name, part.name), (Cell::Amount, part.amount), (Cell::More, part.more)] {
                if let Some(said) = said {
                    self.put(place(row, cell), said);
                }
            }
        }
        true
    }
}

/// Most parts: as many as the form has room for rows.
const MOST: usize = 12;

/// Splits the text like a list: at line ends, arrows and semicolons, or else at commas that end a word.
fn parts(text: &str) -> Vec<&str> {
    let cut = |marks: &[&str]| -> Vec<&str> {
        let mut all = vec![text];
        for mark in marks {
            all = all.into_iter().flat_map(|part| part.split(mark)).collect();
        }
        all.into_iter().map(str::trim).filter(|part| !part.is_empty()).take(MOST).collect()
    };
    let strong = cut(&["\n", "→", "->", ";"]);
    if strong.len() > 1 { strong } else { cut(&[", "]) }
}

fn is_number(token: &str) -> bool {
    let token = token.trim_start_matches(|c: char| !c.is_alphanumeric());
    token.starts_with(|c: char| c.is_ascii_digit())
}

/// `Google Ads $30k a month`: a name, then an amount; columns of a spreadsheet in this order, followed by leads.
fn spent(part: &str) -> Part {
    if part.contains('\t') {
        let mut columns = part.split('\t').map(|column| Some(column.trim().to_owned()).filter(|x| !x.is_empty()));
        let mut next = || columns.next().flatten();
        return Part { name: next(), amount: next(), more: next() };
    }
    let words: Vec<&str> = part.split_whitespace().collect();
    match words.iter().rposition(|word| is_number(word)) {
        Some(at) if at > 0 => Part {
            name: words.get(..at).map(|words| words.join(" ").trim_end_matches([':', '–', '-']).trim().to_owned()),
            amount: words.get(at..).map(|words| words.join(" ")),
            more: None,
        },
        _ => Part { name: Some(part.to_owned()), ..Part::default() },
    }
}

/// `2 SDRs at 80k`: how many, who, and what one costs.
fn staffed(part: &str) -> Part {
    if part.contains('\t') {
        return spent(part);
    }
    let (who, cost) = part.split_once(" at ").map_or((part, None), |(who, cost)| (who, Some(cost.trim().to_owned())));
    match who.trim().split_once(char::is_whitespace) {
        Some((count, name)) if is_number(count) => {
            Part { name: Some(name.trim().to_owned()), amount: Some(count.to_owned()), more: cost }
        }
        _ => Part { name: Some(who.trim().to_owned()), more: cost, ..Part::default() },
    }
}

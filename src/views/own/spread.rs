//! Several rows in one go: “Google Ads $30k; LinkedIn $12k”, “22 % → 35 % → 24 %”, “2 SDRs, 4 AEs”, or a block copied
//! from a spreadsheet. What is typed into one field of a list is spread over its rows.
//!
//! A text is spread only if it says more than its field can hold: what the field itself can read stays, and so does a name beside
//! which an amount stands, whatever numbers or commas are in it.

use funnel_text::{Measure, NumberStyle, Reading};

use super::draft::{At, Cell, Draft, Rows};
use super::says::reading;

/// What one part says about a row; what it does not mention stays as it is.
#[derive(Default)]
struct Part {
    name: Option<String>,
    amount: Option<String>,
    more: Option<String>,
}

impl Part {
    fn set(&mut self, cell: Cell, text: &str) {
        let text = Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        match cell {
            Cell::Name => self.name = text,
            Cell::Amount => self.amount = text,
            Cell::More => self.more = text,
        }
    }

    fn says(&self) -> impl Iterator<Item = (Cell, &String)> {
        let all = [(Cell::Name, &self.name), (Cell::Amount, &self.amount), (Cell::More, &self.more)];
        all.into_iter().filter_map(|(cell, text)| Some((cell, text.as_ref()?)))
    }
}

impl Draft {
    /// The form with every list spread over its rows.
    pub(super) fn spread_out(&self, style: &NumberStyle) -> Self {
        let mut draft = self.clone();
        for at in self.places() {
            let text = draft.text(at).to_owned();
            draft.spread(at, &text, style);
        }
        draft
    }

    /// Spreads a text that says more than its field can hold. `None` if it does not; otherwise the lines of a table that were left
    /// out, its head and its sum.
    pub(super) fn spread(&mut self, at: At, text: &str, style: &NumberStyle) -> Option<Vec<String>> {
        let (rows, first, cell) = match at {
            At::Channel(row, cell) => (Rows::Channels, row, cell),
            At::Team(row, cell) => (Rows::Teams, row, cell),
            At::Step(row, cell) => (Rows::Steps, row, cell),
            _ => return None,
        };
        let place: fn(usize, Cell) -> At = match rows {
            Rows::Channels => At::Channel,
            Rows::Teams => At::Team,
            Rows::Steps => At::Step,
        };
        if self.is_untouched(rows, first, cell, text) {
            return None;
        }
        let text = text.trim();
        let (parts, left_out) = if text.contains(['\t', '\n']) {
            block(text, rows, cell, style)
        } else {
            let has_figures =
                [Cell::Amount, Cell::More].iter().any(|cell| !self.text(place(first, *cell)).trim().is_empty());
            (list(text, rows, at, has_figures, style)?, Vec::new())
        };
        for (row, part) in (first..).zip(parts) {
            while self.rows(rows).len() <= row {
                self.add(rows);
            }
            for (cell, said) in part.says() {
                self.put(place(row, cell), said.clone());
            }
        }
        Some(left_out)
    }
}

/// Most rows that are made of one text: more than a scenario can have, which is then said, and not so many that the page stands
/// still.
const MOST: usize = 100;

/// What people call the last line of a table, in lower case.
const TOTALS: [&str; 16] = [
    "total",
    "totals",
    "grand total",
    "subtotal",
    "sum",
    "summe",
    "gesamt",
    "insgesamt",
    "somme",
    "totale",
    "suma",
    "soma",
    "totaal",
    "合計",
    "总计",
    "итого",
];

/// A block of lines or columns, which begins in this cell.
fn block(text: &str, rows: Rows, cell: Cell, style: &NumberStyle) -> (Vec<Part>, Vec<String>) {
    let cells: Vec<Cell> = [Cell::Name, Cell::Amount, Cell::More].into_iter().skip_while(|one| *one != cell).collect();
    let lines: Vec<&str> = text.lines().map(str::trim_end).filter(|line| !line.trim().is_empty()).take(MOST).collect();
    let has_digit = |line: &str| line.contains(char::is_numeric);
    let (mut parts, mut left_out) = (Vec::new(), Vec::new());
    for (i, line) in lines.iter().enumerate() {
        let columns: Vec<&str> = line.split('\t').collect();
        let is_head = i == 0
            && (columns.len() > 1 || cell != Cell::Name)
            && !has_digit(line)
            && lines.iter().skip(1).any(|line| has_digit(line));
        let name = columns.first().map_or("", |name| name.trim().trim_end_matches(':'));
        if is_head || i > 0 && TOTALS.contains(&name.to_lowercase().as_str()) {
            left_out.push(columns.join(" ").trim().to_owned());
            continue;
        }
        let mut part = match (columns.as_slice(), cell, rows) {
            ([one], Cell::Name, Rows::Channels) => spent(one, style),
            ([one], Cell::Name, Rows::Teams) => staffed(one, style),
            _ => Part::default(),
        };
        if part.name.is_none() {
            cells.iter().zip(columns).for_each(|(cell, text)| part.set(*cell, text));
        }
        let is_sum = part.name.as_ref().is_some_and(|name| TOTALS.contains(&name.to_lowercase().as_str()));
        if i > 0 && is_sum { left_out.push((*line).to_owned()) } else { parts.push(part) }
    }
    (parts, left_out)
}

/// A list on one line; `None` for a text that its field can hold. `has_figures` where the row has an amount already.
fn list(text: &str, rows: Rows, at: At, has_figures: bool, style: &NumberStyle) -> Option<Vec<Part>> {
    let read: fn(&str, &NumberStyle) -> Part = match (rows, at) {
        (Rows::Channels, At::Channel(_, Cell::Name)) => spent,
        (Rows::Teams, At::Team(_, Cell::Name)) => staffed,
        // “10 to 42, likely 26 %” is one rate.
        (Rows::Steps, At::Step(_, Cell::Amount)) if reading(at, style).read(text, None, true).is_err() => {
            |part, _| Part { amount: Some(part.to_owned()), ..Part::default() }
        }
        _ => return None,
    };
    let (pieces, is_strong) = pieces(text);
    let parts: Vec<Part> = pieces.into_iter().map(|piece| read(piece, style)).collect();
    let has_amounts = parts.iter().any(|part| part.amount.is_some());
    let is_list = match parts.len() {
        // A name beside an amount is a name.
        0 | 1 => has_amounts && !has_figures && rows != Rows::Steps,
        _ => has_amounts || is_strong && !has_figures,
    };
    is_list.then_some(parts)
}

/// Splits the text like a list: at arrows and semicolons, or else at commas that end a word.
fn pieces(text: &str) -> (Vec<&str>, bool) {
    let cut = |marks: &[&str]| -> Vec<&str> {
        let mut all = vec![text];
        for mark in marks {
            all = all.into_iter().flat_map(|part| part.split(mark)).collect();
        }
        all.into_iter().map(str::trim).filter(|part| !part.is_empty()).take(MOST).collect()
    };
    let strong = cut(&["→", "->", ";"]);
    if strong.len() > 1 { (strong, true) } else { (cut(&[", "]), false) }
}

fn is_number(token: &str) -> bool {
    let token = token.trim_start_matches(|c: char| !c.is_alphanumeric());
    token.starts_with(|c: char| c.is_numeric())
}

/// Whether a text is an amount of money, in all or a period, or should be one: of another currency than the form's it has a sign,
/// and its field will say what is wrong. “2026” behind a name is a year, and “2” a number of it.
fn is_amount(text: &str, style: &NumberStyle) -> bool {
    let money = reading(At::Channel(0, Cell::Amount), style);
    let a_week = Reading { measure: Measure::MoneyPerWeek, ..money };
    let is_bare = text.chars().all(|c| c.is_ascii_digit());
    let is_large = text.len() > 4 || text.len() == 4 && !text.starts_with("19") && !text.starts_with("20");
    let has_sign = text.starts_with(|c: char| !c.is_alphanumeric() && !"#(“‘\"'".contains(c));
    let is_read = || money.read(text, None, true).is_ok() || a_week.read(text, None, true).is_ok();
    (!is_bare || is_large) && (has_sign || is_read())
}

/// `Google Ads $30k a month`: a name, then an amount.
fn spent(part: &str, style: &NumberStyle) -> Part {
    let words: Vec<&str> = part.split_whitespace().collect();
    let mut places = (1..words.len()).filter(|at| is_number(words[*at]));
    let Some(at) = places.find(|at| is_amount(&words[*at..].join(" "), style)) else {
        return Part { name: Some(part.trim().to_owned()), ..Part::default() };
    };
    let name = words[..at].join(" ").trim_end_matches([':', '–', '-']).trim().to_owned();
    Part { name: Some(name), amount: Some(words[at..].join(" ")), more: None }
}

/// `2 SDRs at 80k`: how many, who, and what one costs.
fn staffed(part: &str, style: &NumberStyle) -> Part {
    let priced = part.split_once(" at ").filter(|(_, cost)| is_amount(cost.trim(), style));
    let (who, cost) = priced.map_or((part, None), |(who, cost)| (who, Some(cost.trim().to_owned())));
    let is_count = |count: &str| reading(At::Team(0, Cell::Amount), style).read(count, None, true).is_ok();
    match who.trim().split_once(char::is_whitespace) {
        Some((count, name)) if is_number(count) && is_count(count) => {
            Part { name: Some(name.trim().to_owned()), amount: Some(count.to_owned()), more: cost }
        }
        _ => Part { name: Some(who.trim().to_owned()), more: cost, ..Part::default() },
    }
}

#[cfg(test)]
mod tests;

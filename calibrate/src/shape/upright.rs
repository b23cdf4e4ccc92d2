//! Tables that lie on their side, as people write them: with months side by side, or stages one below the other. They
//! are transposed so that a row is a month or a channel and each stage has a column; from there on they are read like
//! any other.

use std::collections::{BTreeMap, BTreeSet};

use super::roles::{LEAST, ROLES, Role, fit, usual, words};
use crate::column::date::{Day, ORDERS, Order, parse};
use crate::column::is_nothing;
use crate::read::Table;

/// Most cells of a table that is considered here: these are written by hand.
const MOST: usize = 100_000;
/// Fewer columns of periods than this are not a calendar.
const PERIODS: usize = 3;
/// More columns of words than this are not such a report.
const LABELS: usize = 3;
/// Headers of columns that add up others.
const SUMS: [&str; 12] =
    ["total", "sum", "ytd", "year", "average", "avg", "mean", "all", "gesamt", "summe", "change", "trend"];

/// The table, transposed if it lies on its side.
#[must_use]
pub fn upright(table: Table) -> Table {
    if table.rows.len() * table.columns.len() > MOST {
        return table;
    }
    let year = year(&table.name);
    let sides: Vec<Side> = table.columns.iter().map(|column| side(&table, &column.header, year)).collect();
    months(&table, &sides).or_else(|| stages(&table, &sides)).unwrap_or(table)
}

/// What a column is in a table that lies on its side.
#[derive(Clone, Debug, PartialEq)]
enum Side {
    /// A period.
    Period(Period),
    /// A sum of others.
    Sum,
    /// Nothing.
    Empty,
    /// Words.
    Label,
    /// Figures.
    Figures,
}

/// A header that is a period.
#[derive(Clone, Debug, PartialEq)]
struct Period {
    /// Written as a date.
    text: String,
    /// Its first day.
    day: Day,
    is_quarter: bool,
    /// Whether the year comes from the table's name.
    is_of_name: bool,
}

fn side(table: &Table, header: &str, year: Option<i32>) -> Side {
    if let Some(period) = period(header, year) {
        return Side::Period(period);
    }
    let texts = || table.column(header).into_iter().flat_map(|c| &c.values).filter(|text| !is_nothing(text));
    if texts().next().is_none() {
        return Side::Empty;
    }
    if words(header).first().is_some_and(|word| SUMS.contains(&word.as_str())) {
        return Side::Sum;
    }
    // "EUR 1,200" is a figure, and a date is not.
    let has_digits = |text: &str| text.bytes().any(|b| b.is_ascii_digit());
    let is_figure = |text: &str| has_digits(text) && letters(text) <= 3 && dated(text).is_none();
    if texts().all(|text| is_figure(text)) { Side::Figures } else { Side::Label }
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).count()
}

fn dated(text: &str) -> Option<Day> {
    ORDERS.iter().filter(|order| **order != Order::Serial).find_map(|order| parse(text, *order))
}

/// Reads a header as a period; a month without a year belongs to the year in the table's name.
fn period(header: &str, year: Option<i32>) -> Option<Period> {
    let is_quarter = header.split(|c: char| !c.is_alphanumeric()).any(|w| w.len() == 2 && w.starts_with(['Q', 'q']));
    if let Some(day) = dated(header) {
        return Some(Period { text: header.to_owned(), day, is_quarter, is_of_name: false });
    }
    let has_digits = header.bytes().any(|b| b.is_ascii_digit());
    let text = format!("{header} {}", year.filter(|_| is_quarter || !has_digits)?);
    let day = parse(&text, Order::Named)?;
    Some(Period { text, day, is_quarter, is_of_name: true })
}

/// The year in a table's name; `None` if there are two.
fn year(name: &str) -> Option<i32> {
    let mut years = name.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4);
    let year = years.next()?.parse().ok().filter(|year| (1990..2100).contains(year))?;
    years.next().is_none().then_some(year)
}

/// Transposes periods side by side. Other figures are left out: sums, targets, last year's.
fn months(table: &Table, sides: &[Side]) -> Option<Table> {
    let all = sides.iter().enumerate().filter_map(|(at, side)| match side {
        Side::Period(period) => Some((at, period)),
        _ => None,
    });
    // Next to months, quarters are sums.
    let are_quarters = all.clone().all(|(_, period)| period.is_quarter);
    let periods: Vec<(usize, &Period)> = all.filter(|(_, period)| period.is_quarter == are_quarters).collect();
    let labels = places(sides, &Side::Label);
    if periods.len() < PERIODS || !(1..=LABELS).contains(&labels.len()) || !is_calendar(&periods) {
        return None;
    }
    let values: Vec<(usize, String)> = periods.iter().map(|(at, period)| (*at, period.text.clone())).collect();
    let mut stood = stand(table, &labels, &values, "Month")?;
    let what = if are_quarters { "quarters" } else { "periods" };
    stood.seen.push(format!("{} {what} side by side, each a row here", values.len()));
    Some(stood)
}

/// Whether the periods are distinct. Those whose year comes only from the table's name must be consecutive months, as
/// "Market" begins like a month, too.
fn is_calendar(periods: &[(usize, &Period)]) -> bool {
    periods.windows(2).all(|pair| match pair {
        [(_, before), (_, after)] => {
            let days = after.day.0 - before.day.0;
            if before.is_of_name || after.is_of_name { (28..=92).contains(&days) } else { days != 0 }
        }
        _ => true,
    })
}

/// Transposes stages one below the other, with a channel in each column, or with a single column of counts.
fn stages(table: &Table, sides: &[Side]) -> Option<Table> {
    let labels = places(sides, &Side::Label);
    // Where there is nothing else, the total is used.
    let figures = Some(places(sides, &Side::Figures)).filter(|figures| !figures.is_empty());
    let figures = figures.unwrap_or_else(|| places(sides, &Side::Sum));
    let values: Vec<(usize, String)> = figures.into_iter().map(|at| (at, header(table, at).to_owned())).collect();
    let [label] = labels.as_slice() else { return None };
    let names: Vec<&str> = (0..table.rows.len()).map(|row| text(table, *label, row)).collect();
    // A list of deals names its stages over and over.
    let is_list = names.iter().collect::<BTreeSet<_>>().len() < names.len();
    let is_upright = values.iter().any(|(_, header)| is_metric(header)) && values.len() > 1;
    if values.is_empty() || is_list || is_upright || !has_metrics(&names) {
        return None;
    }
    let mut stood = stand(table, &labels, &values, "Channel")?;
    stood.seen.push("stages one under the other, each a column here".to_owned());
    Some(stood)
}

fn places(sides: &[Side], wanted: &Side) -> Vec<usize> {
    sides.iter().enumerate().filter(|(_, side)| *side == wanted).map(|(at, _)| at).collect()
}

fn header(table: &Table, at: usize) -> &str {
    table.columns.get(at).map_or("", |column| &column.header)
}

fn text(table: &Table, column: usize, row: usize) -> &str {
    table.columns.get(column).map_or("", |column| column.text(row))
}

/// Whether a label names what is counted in its row: a stage, or spend.
fn is_metric(label: &str) -> bool {
    let words = words(label);
    let spend = ROLES.iter().filter(|known| known.role == Role::Spend);
    usual(label).is_some() || spend.flat_map(|known| known.phrases).any(|phrase| fit(&words, phrase) >= LEAST)
}

/// Whether most of these labels name what is counted, and at least two do.
fn has_metrics(labels: &[&str]) -> bool {
    let mut distinct: Vec<&str> = labels.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    let known = distinct.iter().filter(|label| is_metric(label)).count();
    known >= 2 && known * 2 >= distinct.len()
}

/// A row of the resulting table, given by its labels and by which of the value columns it is.
type Place<'a> = (Vec<&'a str>, usize);

/// A row's place in the file, and its counted values by which of the counts they are.
type Cells = (u32, BTreeMap<usize, String>);

/// Makes a row for each combination of labels and value column, with what is counted in columns of its own if a column
/// of labels says so.
fn stand(table: &Table, labels: &[usize], values: &[(usize, String)], key: &str) -> Option<Table> {
    let of = |at: usize| -> Vec<&str> { (0..table.rows.len()).map(|row| text(table, at, row)).collect() };
    let metric = labels.iter().copied().find(|at| has_metrics(&of(*at)));
    let kept: Vec<usize> = labels.iter().copied().filter(|at| Some(*at) != metric).collect();
    let mut counted: Vec<String> = Vec::new();
    let mut rows: BTreeMap<Place<'_>, Cells> = BTreeMap::new();
    for (row, place) in table.rows.iter().enumerate() {
        let name = metric.map_or_else(|| counts(table), |at| text(table, at, row).to_owned());
        if name.is_empty() {
            continue;
        }
        let at = counted.iter().position(|known| *known == name).unwrap_or_else(|| {
            counted.push(name);
            counted.len() - 1
        });
        let owner: Vec<&str> = kept.iter().map(|column| text(table, *column, row)).collect();
        for (nth, (column, _)) in values.iter().enumerate() {
            let cell = text(table, *column, row);
            if !is_nothing(cell) {
                let (_, cells) = rows.entry((owner.clone(), nth)).or_insert_with(|| (*place, BTreeMap::new()));
                // If it is given twice, the first counts.
                cells.entry(at).or_insert_with(|| cell.to_owned());
            }
        }
    }
    let has_key = values.len() > 1;
    let mut headers: Vec<String> = kept.iter().map(|at| header(table, *at).to_owned()).collect();
    headers.extend(has_key.then(|| key.to_owned()));
    headers.extend(counted.iter().cloned());
    let line = |((owner, nth), (place, mut cells)): (Place<'_>, Cells)| {
        let mut line: Vec<String> = owner.into_iter().map(str::to_owned).collect();
        line.extend(values.get(nth).filter(|_| has_key).map(|(_, key)| key.clone()));
        line.extend((0..counted.len()).map(|at| cells.remove(&at).unwrap_or_default()));
        (place, line)
    };
    let rows: Vec<(u32, Vec<String>)> = rows.into_iter().map(line).collect();
    let stood = Table::of(&table.name, &headers, &rows)?;
    Some(Table { seen: table.seen.clone(), ledger: table.ledger.clone(), ..stood })
}

/// What is counted in a table where only its name can say so.
fn counts(table: &Table) -> String {
    let words = words(&table.name);
    let named = |phrase: &&&str| words.iter().any(|word| word == **phrase);
    let spend = ROLES.iter().filter(|known| known.role == Role::Spend).flat_map(|known| known.phrases).find(named);
    let stage = super::roles::STAGES.iter().find(|stage| stage.phrases.iter().any(|phrase| named(&phrase)));
    match (spend, stage) {
        (Some(_), _) => "Spend".to_owned(),
        (None, Some(stage)) => stage.name.to_owned(),
        (None, None) => "Value".to_owned(),
    }
}

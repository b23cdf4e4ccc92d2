//! Where a table begins and ends within its file: titles above it, totals and notices below.

use super::dialect::Record;

/// Rows searched for the header: reports put a title, dates and filters above it.
pub(super) const ABOVE: usize = 40;

/// Rows looked at below a header that may be a second line of it.
const ROWS: usize = 20;

/// How rows of totals begin, in lower case.
const TOTALS: [&str; 16] = [
    "total",
    "totals",
    "grand total",
    "subtotal",
    "sub-total",
    "sum",
    "summe",
    "gesamt",
    "gesamtsumme",
    "gesamtergebnis",
    "totaal",
    "totale",
    "total general",
    "total général",
    "suma",
    "итого",
];

/// Number of cells up to the last that is not empty.
pub(super) fn width(cells: &[String]) -> usize {
    cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1)
}

fn filled(cells: &[String]) -> usize {
    cells.iter().filter(|cell| !cell.is_empty()).count()
}

/// Whether it is roughly a number or a date, and so not part of a header.
pub(super) fn is_figure(cell: &str) -> bool {
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    let letters = cell.chars().filter(|c| c.is_alphabetic()).count();
    digits > 0 && (letters == 0 || (digits >= 4 && letters <= 2 && cell.contains(['-', '/', ':', '.'])))
}

/// The width that most records have, weighted by their content; the larger of two that are equally frequent.
pub(super) fn usual_width(records: &[Record]) -> usize {
    usual(records.iter().map(|(_, cells)| cells.len()).collect())
}

fn usual(mut widths: Vec<usize>) -> usize {
    widths.sort_unstable();
    let mut best = (0, 0);
    for run in widths.chunk_by(|a, b| a == b) {
        // A file's single-cell lines are titles and notices, unless there is nothing else.
        let (count, width) = (run.len(), run.first().copied().unwrap_or(0));
        let weight = if width > 1 { count * 4 } else { count };
        best = best.max((weight, width));
    }
    best.1
}

/// The header's place among the first records, and its cells; `None` where the first row is already data.
///
/// It is the first record without a figure that is as wide as the table, give or take one missing cell in five; a title
/// above it is narrower. Names of groups may stand on a line of their own above it.
pub(super) fn header(records: &[Record]) -> Option<(usize, Vec<String>)> {
    let first = first_line(records)?;
    let (_, top) = records.get(first)?;
    match under_groups(top, records.get(first + 1..).unwrap_or(&[])) {
        Some(both) => Some((first + 1, both)),
        None => Some((first, top.clone())),
    }
}

/// The header below a line of groups, such as "Deal,,Dates," in merged cells: that line has gaps or repeats, and what is
/// below it names each column, without a figure, above rows that have some. A group's name stays where a column has none
/// of its own.
fn under_groups(top: &[String], below: &[Record]) -> Option<Vec<String>> {
    let ((_, under), rows) = below.split_first()?;
    let repeats =
        |cells: &[String]| (1..cells.len()).any(|i| cells.iter().take(i).any(|cell| Some(cell) == cells.get(i)));
    let wide = width(under);
    let both: Vec<String> = under
        .iter()
        .take(wide)
        .enumerate()
        .map(|(i, cell)| if cell.is_empty() { top.get(i).cloned().unwrap_or_default() } else { cell.clone() })
        .collect();
    let is_group = repeats(top.get(..width(top)).unwrap_or(&[]));
    let has_figure = |cells: &[String]| cells.iter().any(|cell| is_figure(cell));
    let rows = rows.get(..ROWS.min(rows.len())).unwrap_or(&[]);
    let figures = rows.iter().filter(|(_, cells)| has_figure(cells)).count();
    let is_named = filled(&both) == wide && !repeats(&both) && filled(under) > 1 && filled(under) >= filled(top);
    let is_header = wide >= width(top) && !has_figure(top) && !has_figure(under) && figures * 2 > rows.len();
    (is_group && is_named && is_header).then_some(both)
}

/// The place of the header's first line.
fn first_line(records: &[Record]) -> Option<usize> {
    let usual = usual(records.iter().map(|(_, cells)| width(cells)).collect());
    let least = if usual <= 2 { usual.max(1) } else { (usual * 4).div_ceil(5).max(2) };
    let wide = |cells: &[String]| width(cells) >= least && filled(cells) * 2 >= least;
    let first = records.iter().take(ABOVE).position(|(_, cells)| wide(cells))?;
    let sound = |at: usize| records.get(at).is_some_and(|(_, cells)| !cells.iter().any(|cell| is_figure(cell)));
    if sound(first) {
        return Some(first);
    }
    // Years and months as headers ("2023", "Q1 2024") are figures: they are a header if what is below is of another
    // kind.
    let (_, top) = records.get(first)?;
    let named = top.iter().filter(|cell| !cell.is_empty() && !is_figure(cell)).count();
    let below = records.get(first + 1).map_or(0, |(_, cells)| cells.iter().filter(|cell| is_figure(cell)).count());
    let own = top.iter().filter(|cell| is_figure(cell)).count();
    let under = records.get(first + 1).map_or(&[][..], |(_, cells)| cells);
    ((named * 2 > filled(top) && below > own) || is_calendar(top, under)).then_some(first)
}

/// Whether days or months stand side by side above figures, after a name or two.
fn is_calendar(top: &[String], under: &[String]) -> bool {
    let dates: Vec<&String> = top.iter().filter(|cell| is_figure(cell)).collect();
    let distinct = dates.iter().enumerate().all(|(i, cell)| !dates.iter().take(i).any(|before| before == cell));
    let named = top.iter().any(|cell| !cell.is_empty() && !is_figure(cell));
    dates.len() >= 3
        && named
        && distinct
        && dates.iter().all(|cell| is_dated(cell))
        && !under.iter().any(|cell| is_dated(cell))
}

/// "2024-01", "1/2024", "01.02.2024": a year together with the number of a day or month.
fn is_dated(cell: &str) -> bool {
    let parts: Vec<&str> = cell.split(['-', '/', '.']).map(str::trim).collect();
    let is_year = |part: &&&str| part.len() == 4 && (part.starts_with("19") || part.starts_with("20"));
    let digits = parts.iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    let years = parts.iter().filter(is_year).count();
    digits
        && (2..=3).contains(&parts.len())
        && years == 1
        && parts.iter().all(|part| part.len() <= 2 || part.len() == 4)
}

/// Headers, each on one line and distinct; one that is empty is named after its place.
pub(super) fn headers(cells: &[String]) -> Vec<String> {
    let mut headers: Vec<String> = Vec::with_capacity(cells.len());
    for (i, cell) in cells.iter().enumerate() {
        let plain = cell.split_whitespace().collect::<Vec<_>>().join(" ");
        let plain = funnel_scenario::clean(&plain).into_owned();
        let plain = if plain.is_empty() { format!("column {}", i + 1) } else { plain };
        let mut name = plain.clone();
        let mut again = 1;
        while headers.contains(&name) {
            again += 1;
            name = format!("{plain} ({again})");
        }
        headers.push(name);
    }
    headers
}

/// Whether a row is a sum of others.
pub(super) fn is_total<'a>(cells: impl Iterator<Item = &'a str>) -> bool {
    let Some(first) = cells.map(str::trim).find(|cell| !cell.is_empty()) else { return false };
    // Most rows begin with something else and need no closer look.
    if !first.starts_with(['t', 'T', 'g', 'G', 's', 'S', 'и', 'И']) || first.len() > 60 {
        return false;
    }
    let first = first.to_lowercase();
    let stem = first.trim_end_matches([':', ' ']);
    TOTALS.contains(&stem) || ["total: ", "total - ", "totals: "].iter().any(|start| first.starts_with(start))
}

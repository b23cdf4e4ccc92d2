//! The workbook, as data: inputs, results, weekly series, and a check by formulas.

use funnel_engine::report::{Arm, Band, Chance, Estimate, Report, Summary};
use funnel_engine::scenario::Scenario;
use funnel_sentences::numbers::Numbers;
use serde::Serialize;

use super::assumptions::{Assumption, Measure, all, provenance};
use super::check;

/// A workbook.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Book {
    /// Its sheets.
    pub sheets: Vec<Sheet>,
}

/// A sheet of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Sheet {
    /// Its name.
    pub name: &'static str,
    /// Widths of its columns, in letters.
    pub widths: Vec<u32>,
    /// Rows that stay in sight.
    pub sticky: usize,
    /// Its rows.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell. A text is never a formula, whatever it begins with.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Cell {
    /// Its text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<f64>,
    /// Its formula, with the sign before it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formula: Option<String>,
    /// How its number is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<&'static str>,
    /// Whether it is a heading.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub strong: bool,
    /// Whether a long text is broken into lines.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub wrap: bool,
}

/// Money.
pub(super) const MONEY: &str = "#,##0.00";
/// A share.
pub(super) const SHARE: &str = "0.0%";
/// Any other number.
pub(super) const PLAIN: &str = "#,##0.00##";

impl Cell {
    /// A text.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self { text: (!text.is_empty()).then(|| cut(text)), ..Self::default() }
    }

    /// A heading.
    #[must_use]
    pub fn head(text: &str) -> Self {
        Self { strong: true, ..Self::text(text) }
    }

    /// A number; nothing where there is none.
    #[must_use]
    pub fn number(number: Option<f64>, format: &'static str) -> Self {
        Self { number: number.filter(|x| x.is_finite()), format: Some(format), ..Self::default() }
    }

    /// A formula.
    #[must_use]
    pub fn formula(formula: String, format: &'static str) -> Self {
        Self { formula: Some(formula), format: Some(format), ..Self::default() }
    }
}

/// The text as far as a cell can hold it.
fn cut(text: &str) -> String {
    const MOST: usize = 32_000;
    text.chars().take(MOST).collect()
}

/// Row of the first assumption, below title and headings.
const FIRST: usize = 6;

/// The workbook.
#[must_use]
pub fn book(s: &Scenario, report: &Report, link: &str, n: &dyn Numbers) -> Book {
    let assumptions = all(s, n);
    let at = |path: &str| Some(format!("Inputs!$E${}", FIRST + assumptions.iter().position(|x| x.path == path)?));
    Book {
        sheets: vec![
            inputs(s, &assumptions, report, link, n),
            results(report),
            weekly(report),
            check::sheet(s, report, &at),
        ],
    }
}

fn inputs(s: &Scenario, assumptions: &[Assumption], report: &Report, link: &str, n: &dyn Numbers) -> Sheet {
    let heads = ["Of", "Assumption", "Value", "Unit", "Mean", "P10", "P90", "Tag", "Grade", "Source"];
    let unit = |x: &Assumption| match x.unit {
        Measure::Money => s.currency.clone(),
        Measure::Share => "share".to_owned(),
        Measure::Number if x.what.contains("eek") => "weeks, or a week".to_owned(),
        _ => String::new(),
    };
    let row = |x: &Assumption| {
        let format = format_of(x.unit);
        let [low, high] = [x.range.map(|r| r.0), x.range.map(|r| r.1)];
        let mut row = vec![Cell::text(&x.of), Cell::text(&x.what), Cell::text(&x.said), Cell::text(&unit(x))];
        row.extend([x.mean, low, high].map(|number| Cell::number(number, format)));
        row.extend([Cell::text(x.tag), Cell::text(x.grade), Cell { wrap: true, ..Cell::text(&x.source) }]);
        row
    };
    let mut rows = vec![
        vec![Cell::head(if s.name.is_empty() { "Funnel" } else { &s.name })],
        vec![Cell::text(&provenance(report, n))],
        vec![Cell::text(if link.is_empty() { "The scenario travels as a file." } else { link })],
        Vec::new(),
        heads.map(Cell::head).to_vec(),
    ];
    rows.extend(assumptions.iter().map(row));
    Sheet { name: "Inputs", widths: vec![20, 38, 34, 14, 14, 14, 14, 11, 7, 70], sticky: FIRST - 1, rows }
}

pub(super) fn format_of(unit: Measure) -> &'static str {
    match unit {
        Measure::Money => MONEY,
        Measure::Share => SHARE,
        Measure::Number | Measure::Words => PLAIN,
    }
}

fn results(report: &Report) -> Sheet {
    let heads = ["Of", "Figure", "Mean", "Standard error", "SD", "P5", "P10", "P25", "P50", "P75", "P90", "P95"]
        .map(Cell::head);
    let mut rows = vec![heads.to_vec()];
    let mut add = |of: &str, figure: &str, x: &Summary| {
        let numbers = [x.mean.value, x.mean.se, x.sd.value, x.p5.value, x.p10.value, x.p25.value];
        let more = [x.p50.value, x.p75.value, x.p90.value, x.p95.value];
        let numbers = numbers.into_iter().chain(more).map(|x| Cell::number(x, PLAIN));
        rows.push([Cell::text(of), Cell::text(figure)].into_iter().chain(numbers).collect());
    };
    let constant = |x: f64| Summary { mean: Estimate { value: Some(x), se: None }, ..Summary::default() };
    let chance = |x: &Chance| Summary { mean: Estimate { value: Some(x.value), se: Some(x.se) }, ..Summary::default() };
    for (i, arm) in report.arms.iter().enumerate() {
        let of = arm_name(report, i);
        add(&of, "spend", &constant(arm.spend));
        for (metric, summary) in &arm.figures {
            add(&of, &crate::csv::key(metric), summary);
        }
        add(&of, "cac", &arm.cac);
        if let Some(target) = &arm.target {
            add(&of, "chance to reach the target", &chance(target));
        }
        for (what, mean) in arm.left.figures() {
            add(&of, &format!("left after week {}: {what}", report.people_weeks), &constant(mean));
        }
    }
    for c in &report.comparisons {
        let of = format!("{} less today", arm_name(report, c.arm));
        add(&of, "spend", &constant(c.spend));
        for (metric, summary) in &c.difference {
            add(&of, &crate::csv::key(metric), summary);
        }
        add(&of, "uplift of revenue", &c.uplift);
        add(&of, "marginal cac", &Summary { mean: c.marginal_cac, ..Summary::default() });
        add(&of, "chance to pay back", &chance(&c.pays_back));
        add(&of, "chance to pay back, with what lands after", &chance(&c.pays_back_after));
        add(&of, "chance that revenue rises", &chance(&c.revenue_rises));
    }
    Sheet { name: "Results", widths: vec![22, 36, 16, 15, 15, 15, 15, 15, 15, 15, 15, 15], sticky: 1, rows }
}

pub(super) fn arm_name(report: &Report, arm: usize) -> String {
    match (arm, report.arms.get(arm).map_or("", |x| x.name.as_str())) {
        (0, _) => "today".to_owned(),
        (i, "") => format!("plan {i}"),
        (_, name) => name.to_owned(),
    }
}

fn weekly(report: &Report) -> Sheet {
    let mut heads = vec![Cell::head("Week")];
    let mut columns: Vec<&[f64]> = Vec::new();
    for (i, arm) in report.arms.iter().enumerate() {
        let of = arm_name(report, i);
        for (name, values) in series(arm) {
            heads.push(Cell { wrap: true, ..Cell::head(&format!("{of}: {name}")) });
            columns.push(values);
        }
    }
    for c in &report.comparisons {
        let of = arm_name(report, c.arm);
        for (name, values) in band("change in profit since week 1", &c.cumulative_profit) {
            heads.push(Cell { wrap: true, ..Cell::head(&format!("{of} less today: {name}")) });
            columns.push(values);
        }
    }
    let row = |week: usize| {
        let numbers = columns.iter().map(|x| Cell::number(x.get(week).copied(), PLAIN));
        std::iter::once(Cell::number(Some(week as f64 + 1.0), "0")).chain(numbers).collect()
    };
    // Recognised revenue and cash may go on after the rest.
    let weeks = columns.iter().map(|x| x.len()).max().unwrap_or(0);
    let rows = (0..weeks).map(row);
    let widths = std::iter::once(7).chain(columns.iter().map(|_| 14)).collect();
    Sheet { name: "Weekly", widths, sticky: 1, rows: std::iter::once(heads).chain(rows).collect() }
}

fn series(arm: &Arm) -> Vec<(String, &[f64])> {
    let w = &arm.weekly;
    let means = [
        ("spend", &w.spend),
        ("inquiries", &w.inquiries),
        ("deals won", &w.customers),
        ("booked", &w.bookings),
        ("recognised", &w.recognised),
        ("cash", &w.cash),
    ];
    let means = means.map(|(name, values)| (name.to_owned(), values.as_slice()));
    let bands = [
        ("revenue", &w.revenue),
        ("revenue since week 1", &w.cumulative_revenue),
        ("profit since week 1", &w.cumulative_profit),
    ];
    means.into_iter().chain(bands.into_iter().flat_map(|(name, of)| band(name, of))).collect()
}

fn band<'a>(name: &str, band: &'a Band) -> [(String, &'a [f64]); 4] {
    [("mean", &band.mean), ("P10", &band.p10), ("P50", &band.p50), ("P90", &band.p90)]
        .map(|(figure, values)| (format!("{name}, {figure}"), values.as_slice()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use funnel_testkit::reports;
    use funnel_text::NumberStyle;

    fn column(book: &Book, sheet: usize, column: usize) -> Vec<Option<&Cell>> {
        book.sheets[sheet].rows.iter().map(|row| row.get(column)).collect()
    }

    #[test]
    fn four_sheets_with_every_input_and_the_reports_numbers() {
        let (s, r) = (reports::scenario(), reports::report());
        let book = book(&s, &r, "https://host.test/#v1=abc", &NumberStyle::default());
        assert_eq!(book.sheets.iter().map(|x| x.name).collect::<Vec<_>>(), ["Inputs", "Results", "Weekly", "Check"]);
        let inputs = &book.sheets[0].rows;
        assert_eq!(inputs.len(), FIRST - 1 + all(&s, &NumberStyle::default()).len());
        assert_eq!(inputs[FIRST - 2][0], Cell::head("Of"), "headings are the last that stays in sight");
        let revenue = book.sheets[1].rows.iter().find(|row| {
            row[0].text.as_deref() == Some("plan 1 less today") && row[1].text.as_deref() == Some("revenue")
        });
        let difference = r.comparisons[0].difference[&funnel_engine::process::Metric::Revenue];
        assert_eq!(revenue.unwrap()[10].number, difference.p90.value);
        assert_eq!(book.sheets[2].rows.len(), 1 + r.weeks as usize);
        assert!(column(&book, 2, 7).iter().skip(1).all(|x| x.is_some_and(|cell| cell.number.is_some())));
    }

    #[test]
    fn a_name_is_a_text_whatever_it_begins_with() {
        let (mut s, r) = (reports::scenario(), reports::report());
        s.channels[0].name = "=HYPERLINK(\"http://x\")".into();
        let book = book(&s, &r, "", &NumberStyle::default());
        let cells = book.sheets.iter().flat_map(|sheet| sheet.rows.iter().flatten());
        let formulas: Vec<_> = cells.filter_map(|cell| cell.formula.as_ref()).collect();
        assert!(!formulas.is_empty() && formulas.iter().all(|formula| !formula.contains("HYPERLINK")));
        let json = serde_json::to_string(&book).unwrap();
        assert!(json.contains("\"text\":\"=HYPERLINK"));
    }
}

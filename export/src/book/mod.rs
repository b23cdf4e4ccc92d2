//! The workbook as data: inputs, results, weekly series, and a check by formulas.

mod results;

use std::collections::BTreeMap;

use funnel_engine::report::Report;
use funnel_engine::scenario::{Period, Scenario};
use funnel_sentences::numbers::Numbers;
use funnel_sentences::often::quantile;
use funnel_text::Time;
use funnel_text::calendar::per;
use serde::Serialize;

use crate::assumptions::{Assumption, Measure, all, provenance};
use crate::check::{self, Checked, Formula};
use crate::names;
use crate::slides::LONGEST_LINK;

/// A workbook.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Book {
    /// Its title, in the file's properties.
    pub title: String,
    /// Number formats, by name.
    pub formats: BTreeMap<Format, String>,
    /// Its sheets.
    pub sheets: Vec<Sheet>,
}

/// A sheet of the workbook.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Sheet {
    /// Its name.
    pub name: &'static str,
    /// Widths of its columns, in characters.
    pub widths: Vec<u32>,
    /// Number of rows that stay in view.
    pub sticky: usize,
    /// Its rows.
    pub rows: Vec<Vec<Cell>>,
    /// How it is printed.
    pub pages: Pages,
}

/// How a sheet is printed: in landscape, with its sticky rows on every page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Pages {
    /// Number of pages side by side.
    pub wide: u32,
    /// Number of columns, from the first, that are repeated on every page.
    pub heads: u32,
}

/// A cell. A text is never a formula, whatever it begins with.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Cell {
    /// Its text; for a formula, its value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Its number; for a formula, its value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<f64>,
    /// Its formula, without the equals sign.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formula: Option<String>,
    /// Its number format.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<Format>,
    /// The target of a link.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// Whether it is a heading.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub strong: bool,
    /// Whether a long text is wrapped.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub wrap: bool,
}

/// A number format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Money, with the currency.
    Money,
    /// A share.
    Share,
    /// A week.
    Week,
    /// Any other number.
    Plain,
}

impl Format {
    /// The code for office programs, which use the separators of the reader's own country.
    fn code(self, n: &dyn Numbers) -> String {
        match self {
            Self::Money => {
                let literal = |text: &str| match text.replace('"', "") {
                    text if text.is_empty() => text,
                    text => format!("\"{text}\""),
                };
                let style = n.style();
                let amount = [&literal(&style.prefix), "#,##0.00", &literal(&style.suffix)].concat();
                format!("{amount};-{amount}")
            }
            Self::Share => "0.0%".to_owned(),
            Self::Week => "0".to_owned(),
            Self::Plain => "#,##0.00##".to_owned(),
        }
    }
}

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

    /// A number; empty where there is none.
    #[must_use]
    pub fn number(number: Option<f64>, format: Format) -> Self {
        Self { number: number.filter(|x| x.is_finite()), format: Some(format), ..Self::default() }
    }

    /// A formula, with its value.
    pub(crate) fn formula(formula: &Formula, format: Format) -> Self {
        Self { formula: Some(formula.text().to_owned()), ..Self::number(Some(formula.value()), format) }
    }

    /// A link with words as its text, since with a long address the sheet would be printed as wide as that.
    fn link(link: &str) -> Self {
        match link.len() {
            0 => Self::text("The scenario travels as a file."),
            n if n > LONGEST_LINK => Self::text("Its link is too long for a workbook: Share… on the page gives it."),
            _ => Self { link: Some(link.to_owned()), ..Self::text("Open it live") },
        }
    }
}

/// The text, as far as a cell can hold it.
fn cut(text: &str) -> String {
    const MOST: usize = 32_000;
    text.chars().take(MOST).collect()
}

/// Row of the first assumption, below the title and headings.
const FIRST: usize = 6;

/// The workbook.
#[must_use]
pub fn book(s: &Scenario, report: &Report, checked: &Checked, link: &str, n: &dyn Numbers) -> Book {
    let assumptions = all(s, n);
    let mean = |path: &str| {
        let row = assumptions.iter().position(|x| x.path == path)?;
        let cell = Formula::cell(&format!("Inputs!$E${}", FIRST + row), assumptions[row].mean.unwrap_or(0.0));
        // The formulas count by the week, as the engine does.
        let (of_a, a_week) = Time::from(n.style().calendar.period).weeks();
        Some(match assumptions[row].unit {
            Measure::Spend | Measure::People if n.style().calendar.period != Period::Week => {
                cell * Formula::number(a_week) / Formula::number(of_a)
            }
            _ => cell,
        })
    };
    let named = names::named(report, s, n);
    let formats = [Format::Money, Format::Share, Format::Week, Format::Plain];
    Book {
        title: if s.name.is_empty() { "Funnel" } else { &s.name }.to_owned(),
        formats: formats.into_iter().map(|format| (format, format.code(n))).collect(),
        sheets: vec![
            inputs(s, &assumptions, report, link, n),
            results::results(&named),
            results::weekly(&named, n),
            check::sheet(s, report, checked, &mean),
        ],
    }
}

fn inputs(s: &Scenario, assumptions: &[Assumption], report: &Report, link: &str, n: &dyn Numbers) -> Sheet {
    let heads = ["Of", "Assumption", "Value", "Unit", "Mean", quantile(10), quantile(90), "Tag", "Grade", "Source"];
    let unit = |x: &Assumption| match x.unit {
        Measure::Money => s.currency.clone(),
        Measure::Spend => format!("{} {}", s.currency, per(n.style().calendar.period)),
        Measure::Share => "share".to_owned(),
        Measure::People => format!("people {}", per(n.style().calendar.period)),
        Measure::Even => "of 100 even chances".to_owned(),
        Measure::Of(unit) => unit.to_owned(),
        Measure::Words => String::new(),
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
        vec![Cell::link(link)],
        Vec::new(),
        heads.map(Cell::head).to_vec(),
    ];
    rows.extend(assumptions.iter().map(row));
    Sheet {
        name: "Inputs",
        widths: vec![20, 38, 34, 19, 14, 14, 14, 11, 7, 70],
        sticky: FIRST - 1,
        rows,
        pages: Pages { wide: 1, heads: 0 },
    }
}

fn format_of(unit: Measure) -> Format {
    match unit {
        Measure::Money | Measure::Spend => Format::Money,
        Measure::Share => Format::Share,
        Measure::People | Measure::Even | Measure::Of(_) | Measure::Words => Format::Plain,
    }
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
        let book = book(&s, &r, &Checked::default(), "https://host.test/#v1=abc", &NumberStyle::default());
        assert_eq!(book.sheets.iter().map(|x| x.name).collect::<Vec<_>>(), ["Inputs", "Results", "Weekly", "Check"]);
        let inputs = &book.sheets[0].rows;
        assert_eq!(inputs.len(), FIRST - 1 + all(&s, &NumberStyle::default()).len());
        assert_eq!(inputs[FIRST - 2][0], Cell::head("Of"), "headings are the last that stays in sight");
        let revenue = book.sheets[1].rows.iter().find(|row| {
            row[0].text.as_deref() == Some("20% more everywhere less today")
                && row[1].text.as_deref() == Some("revenue")
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
        let book = book(&s, &r, &Checked::default(), "", &NumberStyle::default());
        let cells = book.sheets.iter().flat_map(|sheet| sheet.rows.iter().flatten());
        let formulas: Vec<_> = cells.filter_map(|cell| cell.formula.as_ref()).collect();
        assert!(!formulas.is_empty() && formulas.iter().all(|formula| !formula.contains("HYPERLINK")));
        let json = serde_json::to_string(&book).unwrap();
        assert!(json.contains("\"text\":\"=HYPERLINK"));
    }
}

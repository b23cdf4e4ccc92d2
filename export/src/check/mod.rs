//! The check: the plain process computed by formulas, each input at its mean, beside the same process simulated, where
//! the two must agree; then what each part of the whole process adds, up to the answer.

mod bridge;
mod chain;
mod formula;

#[cfg(test)]
mod laws;

pub use bridge::{Checked, Checking};
pub(crate) use formula::Formula;

use bridge::REASONS;
use chain::{FIRST, Line, Simulated};
use funnel_engine::process::Metric;
use funnel_engine::report::{Arm, Estimate, Report};
use funnel_engine::scenario::{Channel, Plan, Scenario};

use crate::book::{Cell, Format, Pages, Sheet};

/// Standard errors by which a simulated mean may miss the true one: once in sixteen thousand by luck.
const ERRORS: f64 = 4.0;
/// Rounding error, relative to the figure.
const ROUNDING: f64 = 1e-9;
/// Figures for which the way to the answer is shown.
const BRIDGED: [(&str, Metric, Format); 3] = [
    ("customers", Metric::Customers, Format::Plain),
    ("revenue", Metric::Revenue, Format::Money),
    ("profit", Metric::Profit, Format::Money),
];

/// The sheet.
pub(super) fn sheet(s: &Scenario, report: &Report, checked: &Checked, means: chain::Means<'_>) -> Sheet {
    let plain = checked.reports.first().map(|(_, report)| report);
    let arms = [0, 1].map(|arm| plain.and_then(|report| report.arms.get(arm)));
    let compared = report.arms.len() > 1;
    let heads = ["", "by formula", "simulated", "± (standard error)", "agree?"];
    let heads =
        heads.iter().enumerate().map(|(i, head)| if i == 0 { (*head).to_owned() } else { format!("Today: {head}") });
    let planned = ["by formula", "simulated", "± (standard error)", "agree?"].map(|head| format!("Plan: {head}"));
    let heads: Vec<String> = heads.chain(planned.into_iter().filter(|_| compared)).collect();
    let mut rows = vec![
        vec![Cell::head(
            "The plain process, worked out twice: by formulas that read the sheet Inputs, and by simulation",
        )],
        vec![Cell::text(lead(checked))],
        heads.iter().map(|head| Cell { wrap: true, ..Cell::head(head) }).collect(),
    ];
    for (i, line) in chain::lines(s, means).iter().enumerate() {
        let mut row = vec![Cell::text(&line.head)];
        let shown = arms.iter().enumerate().take(if compared { 2 } else { 1 });
        row.extend(shown.flat_map(|(arm, simulated)| judged(line, arm, FIRST + i, *simulated)));
        rows.push(row);
    }
    if plain.is_some() {
        rows.push(Vec::new());
        rows.extend(way(report, checked, rows.len() + 1, compared));
    }
    let widths = std::iter::once(52).chain(std::iter::repeat_n(16, 8)).collect();
    Sheet { name: "Check", widths, sticky: FIRST - 1, rows, pages: Pages { wide: 1, ..Pages::default() } }
}

/// What the two columns are.
fn lead(checked: &Checked) -> &'static str {
    if checked.reports.is_empty() {
        "This scenario has no plain form that could be simulated; the formulas stand alone."
    } else {
        "Plain: each input at its mean, everybody passes within the week, and what is listed below is left out. The two must \
         agree. Change a mean in Inputs, and the formulas follow; what was simulated stays, and they no longer need to."
    }
}

/// The cells of a line for one arm: formula, simulated mean, its error, and whether they agree.
fn judged(line: &Line, arm: usize, row: usize, simulated: Option<&Arm>) -> [Cell; 4] {
    let formula = &line.formulas[arm];
    let Estimate { value, se } = simulated.map(|arm| line.simulated.of(arm)).unwrap_or_default();
    let verdict = match (value, se) {
        (Some(value), Some(se)) => {
            let columns = if arm == 0 { ["B", "C", "D"] } else { ["F", "G", "H"] };
            let [by, seen, error] = columns.map(|column| format!("{column}{row}"));
            let text = format!("IF(ABS({by}-{seen})<={ERRORS}*{error}+{ROUNDING}*ABS({by}),\"yes\",\"no\")");
            Cell { text: Some(agree(formula.value(), value, se).to_owned()), formula: Some(text), ..Cell::default() }
        }
        _ => Cell::default(),
    };
    [Cell::formula(formula, line.format), Cell::number(value, line.format), Cell::number(se, line.format), verdict]
}

fn agree(formula: f64, simulated: f64, se: f64) -> &'static str {
    if (formula - simulated).abs() <= ERRORS * se + ROUNDING * formula.abs() { "yes" } else { "no" }
}

/// What each reason adds to the simulated means, from the plain process to the answer.
fn way(report: &Report, checked: &Checked, first: usize, compared: bool) -> Vec<Vec<Cell>> {
    let arms = if compared { 0..2 } else { 0..1 };
    let columns: Vec<_> = arms.flat_map(|arm| BRIDGED.map(|figure| (arm, figure))).collect();
    let mean = |report: &Report, arm: usize, metric: Metric| {
        report.arms.get(arm).map(|arm| Simulated::Figure(metric).of(arm)).unwrap_or_default()
    };
    let heads = columns.iter().map(|(arm, (name, ..))| format!("{}: {name}", ["Today", "Plan"][*arm]));
    let heads = std::iter::once("From the plain process to the answer: what each adds".to_owned()).chain(heads);
    let mut rows = vec![heads.map(|head| Cell { wrap: true, ..Cell::head(&head) }).collect::<Vec<_>>()];
    let whole = (checked.last.clone(), report.clone());
    let all: Vec<_> = checked.reports.iter().chain(Some(&whole).filter(|_| !checked.last.is_empty())).collect();
    let numbers = |of: &dyn Fn(usize, Metric) -> Estimate| -> Vec<Vec<Cell>> {
        let parts = columns.iter().map(|(arm, (_, metric, format))| (of(*arm, *metric), *format));
        let (values, errors): (Vec<_>, Vec<_>) =
            parts.map(|(x, format)| (Cell::number(x.value, format), Cell::number(x.se, format))).unzip();
        vec![values, errors]
    };
    let mut add = |head: String, cells: Vec<Vec<Cell>>| {
        for (head, cells) in [head, "± (standard error)".to_owned()].iter().zip(cells) {
            rows.push(std::iter::once(Cell { wrap: true, ..Cell::text(head) }).chain(cells).collect());
        }
    };
    if let Some((_, plain)) = all.first() {
        add("The plain process, simulated".to_owned(), numbers(&|arm, metric| mean(plain, arm, metric)));
    }
    for pair in all.windows(2) {
        let [(_, before), (reasons, after)] = pair else { continue };
        let told = reasons.iter().filter_map(|i| REASONS.get(*i)).map(|x| format!("{}: {}", x.name, x.what));
        let difference = |arm, metric| {
            let (a, b) = (mean(before, arm, metric), mean(after, arm, metric));
            let value = a.value.zip(b.value).map(|(a, b)| b - a);
            // As if they were independent: shared luck makes the error smaller, and larger only by chance.
            Estimate { value, se: a.se.zip(b.se).map(|(a, b)| libm::hypot(a, b)) }
        };
        add(told.collect::<Vec<_>>().join("; "), numbers(&difference));
    }
    let sums = columns.iter().enumerate().map(|(i, (arm, (_, metric, format)))| {
        let column = ["B", "C", "D", "E", "F", "G"][i];
        let parts = (0..all.len()).map(|part| {
            let at = format!("{column}{}", first + 1 + 2 * part);
            let value = |report: &Report| mean(report, *arm, *metric).value.unwrap_or(0.0);
            let before = if part == 0 { 0.0 } else { value(&all[part - 1].1) };
            Formula::cell(&at, value(&all[part].1) - before)
        });
        Cell { strong: true, ..Cell::formula(&Formula::sum(parts), *format) }
    });
    let head = Cell::head("Together: the answer, as in the sheet Results");
    rows.push(std::iter::once(head).chain(sums).collect());
    rows
}

/// What a plan spends on a channel a week, on average over the horizon.
fn planned_spend(plan: &Plan, c: &Channel, weeks: u32) -> f64 {
    let spend = plan.spend_on(&c.id, &vec![c.spend_per_week; weeks as usize]);
    spend.iter().sum::<f64>() / f64::from(weeks.max(1))
}

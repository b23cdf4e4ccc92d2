//! The answer view: what a dot is, what the books would show, and the table.

use funnel_charts::format::{Digits, Unit};
use funnel_engine::process::Metric;
use funnel_engine::report::{Arm, Comparison, Estimate, Report, Summary};

use super::numbers::{NONE, Numbers, count, digits_of, money_of, written};
use super::period::period;
use super::verdict::futures;

/// A figure of the table: short, and in full with its error for who asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// What is shown.
    pub text: String,
    /// All its digits, with the Monte Carlo standard error.
    pub full: String,
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub head: &'static str,
    /// What counts as it, for a hint.
    pub hint: &'static str,
    /// Median under today's plan, and under the plan.
    pub arms: [Cell; 2],
    /// P10, P50 and P90 of the difference.
    pub difference: Option<[Cell; 3]>,
    /// A sentence in place of the difference.
    pub instead: Option<String>,
    /// Whether more is better.
    pub more_is_better: bool,
    /// The sign of the median difference.
    pub sign: i8,
}

/// The labels over the dots: (losing, even, gaining). Less budget is not paid back, it leaves more or less profit.
#[must_use]
pub fn dot_labels(c: &Comparison) -> [String; 3] {
    let (above, all) = futures(c);
    let below = c.dots.iter().filter(|x| **x < 0.0).count();
    let even = all - above - below;
    let verb = |k: usize, one: &str, many: &str| format!("{k} {}", if k == 1 { one } else { many });
    let gaining = if c.spend > 0.0 {
        verb(above, "pays for itself", "pay for themselves")
    } else {
        verb(above, "leaves more profit", "leave more profit")
    };
    let losing = if c.spend > 0.0 {
        verb(below, "loses money", "lose money")
    } else {
        verb(below, "leaves less profit", "leave less profit")
    };
    [losing, verb(even, "makes no difference", "make no difference"), gaining]
}

/// What the dots measure.
#[must_use]
pub fn dot_caption(weeks: u32) -> String {
    format!("change in profit after spend, {}", period(weeks))
}

/// What a dot is, and what two years' books would show.
#[must_use]
pub fn dots(c: &Comparison) -> String {
    let of = c.dots.len();
    let mut text = format!(
        "Each dot is one of {of} equally likely futures that your assumptions imply, today and plan compared in the same \
         future."
    );
    if let Some(books) = books(c) {
        text.push(' ');
        text.push_str(&books);
    }
    text
}

/// "Even so, in 17 of 50 years luck alone would hide it in the books." The plan's year is compared with a year of
/// today's plan that had luck of its own.
fn books(c: &Comparison) -> Option<String> {
    let books = c.books.as_ref()?;
    let (above, of) = futures(c);
    let rises = 2 * above >= of;
    let hidden = if rises { 1.0 - books.profit_rises.value } else { books.profit_rises.value };
    let k = (hidden * of as f64).round() as usize;
    Some(match (rises, k) {
        (_, 0) => format!("The books of {of} years would show it."),
        (true, k) => format!("Even so, in {k} of {of} years luck alone would hide the gain in the books."),
        (false, k) => format!("Even so, in {k} of {of} years luck alone would show a gain in the books."),
    })
}

/// The rows: revenue, profit after spend, customers, cost to win one.
#[must_use]
pub fn table(report: &Report, n: &dyn Numbers) -> Vec<Line> {
    let (Some(today), Some(plan)) = (report.arms.first(), report.arms.get(1)) else { return Vec::new() };
    let Some(c) = report.comparisons.first() else { return Vec::new() };
    let mut lines = vec![
        line("Revenue", "Value of the deals that count within the horizon.", [today, plan], c, Metric::Revenue, n),
        line(
            "Profit after spend",
            "Gross margin on revenue, less spend on channels, the stages’ own costs and the costs of each deal.",
            [today, plan],
            c,
            Metric::Profit,
            n,
        ),
        line("Customers won", "Deals won within the horizon.", [today, plan], c, Metric::Customers, n),
    ];
    let each = [today.cac.p50, plan.cac.p50];
    let digits = digits_of(&[&each[0], &each[1]]);
    lines.push(Line {
        head: "Cost to win one",
        hint: "Spend on channels, stages and deals over customers won.",
        arms: each.map(|e| cell(n, &e, digits, Unit::Money, false)),
        difference: None,
        instead: Some(marginal(c, n)),
        more_is_better: false,
        sign: 0,
    });
    lines
}

/// What one more customer costs, which is more than the average one.
fn marginal(c: &Comparison, n: &dyn Numbers) -> String {
    match c.marginal_cac.value {
        Some(_) if c.spend == 0.0 => NONE.to_owned(),
        Some(x) if x > 0.0 && c.spend > 0.0 => format!("{} for each one more", money_of(n, &c.marginal_cac)),
        Some(x) if x > 0.0 => format!("{} saved for each one less", money_of(n, &c.marginal_cac)),
        _ => NONE.to_owned(),
    }
}

fn line(
    head: &'static str,
    hint: &'static str,
    arms: [&Arm; 2],
    c: &Comparison,
    metric: Metric,
    n: &dyn Numbers,
) -> Line {
    let unit = if metric == Metric::Customers { Unit::Count } else { Unit::Money };
    let figures = arms.map(|arm| arm.figures.get(&metric).copied().unwrap_or_default().p50);
    let Summary { p10, p50, p90, .. } = c.difference.get(&metric).copied().unwrap_or_default();
    let fine = |all: &[&Estimate]| match digits_of(all) {
        // Nobody wins half a customer.
        Digits::Step(step) if unit == Unit::Count => Digits::Step(step.max(1.0)),
        digits => digits,
    };
    let digits = fine(&[&figures[0], &figures[1]]);
    let fine = fine(&[&p10, &p50, &p90]);
    Line {
        head,
        hint,
        arms: figures.map(|e| cell(n, &e, digits, unit, false)),
        difference: Some([p10, p50, p90].map(|e| cell(n, &e, fine, unit, true))),
        instead: None,
        more_is_better: true,
        sign: p50.value.map_or(0, |x| if x > 0.0 { 1 } else { -i8::from(x < 0.0) }),
    }
}

fn cell(n: &dyn Numbers, e: &Estimate, digits: Digits, unit: Unit, signed: bool) -> Cell {
    Cell { text: written(n, e, digits, unit, signed), full: full(n, e) }
}

/// `7,734,590 ± 4,100 (Monte Carlo standard error)`.
fn full(n: &dyn Numbers, e: &Estimate) -> String {
    let sign = |x: f64| if x < 0.0 { "\u{2212}" } else { "" };
    match (e.value, e.se) {
        (Some(x), Some(se)) => {
            format!("{}{} ± {} (Monte Carlo standard error)", sign(x), count(n, x.abs().round()), count(n, se.ceil()))
        }
        (Some(x), None) => format!("{}{}", sign(x), count(n, x.abs().round())),
        _ => "does not exist in enough futures".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::sample;
    use funnel_charts::format::NumberStyle;

    #[test]
    fn what_a_dot_is() {
        let r = sample::report();
        assert_eq!(
            dots(&r.comparisons[0]),
            "Each dot is one of 50 equally likely futures that your assumptions imply, today and plan compared in the \
             same future. Even so, in 17 of 50 years luck alone would hide the gain in the books."
        );
        assert_eq!(dot_labels(&r.comparisons[0]), ["9 lose money", "0 make no difference", "41 pay for themselves"]);
        let one = sample::with(&r, |c| {
            c.dots = vec![-1.0, 1.0];
            c.spend = -5.0;
            c.books = None;
        });
        assert_eq!(dot_labels(&one.comparisons[0])[0], "1 leaves less profit");
        assert!(dots(&one.comparisons[0]).ends_with("same future."));
        let sure = sample::with(&r, |c| {
            if let Some(b) = &mut c.books {
                b.profit_rises.value = 1.0;
            }
        });
        assert!(dots(&sure.comparisons[0]).ends_with("The books of 50 years would show it."));
    }

    #[test]
    fn the_table() {
        let n = NumberStyle::default();
        let lines = table(&sample::report(), &n);
        let text = |line: &Line| -> Vec<String> {
            let cells = line.arms.iter().chain(line.difference.iter().flatten());
            cells.map(|c| c.text.clone()).chain(line.instead.clone()).collect()
        };
        assert_eq!(text(&lines[0]), ["$7.70M", "$8.40M", "+$200k", "+$700k", "+$1.20M"]);
        assert_eq!(text(&lines[1]), ["$4.40M", "$4.70M", "−$100k", "+$300k", "+$700k"]);
        assert_eq!(text(&lines[2]), ["258", "281", "+8", "+23", "+38"]);
        assert_eq!(text(&lines[3]), ["$3,180", "$3,290", "$4,520 for each one more"]);
        assert_eq!(lines[0].arms[0].full, "7,700,000 ± 20,000 (Monte Carlo standard error)");
    }
}

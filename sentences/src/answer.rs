//! The answer view: what a dot is, what the books would show, and the table.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use funnel_engine::process::Metric;
use funnel_engine::report::{Comparison, Estimate, Report, Summary};
use funnel_engine::scenario::YEAR;
use funnel_text::format::{Column, Digits, Unit};

use super::besides::is_todays;
use super::numbers::{NONE, Numbers, change_in_column, column, count, in_column, money_of};
use super::often::Often;
use super::period::period;

/// A figure in the table: short, and in full with its error for whoever asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// The text shown.
    pub text: String,
    /// All its digits, with the Monte Carlo standard error.
    pub full: String,
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub head: &'static str,
    /// What counts towards it, for a hint.
    pub hint: &'static str,
    /// Mean under today's plan, and under the plan.
    pub arms: [Cell; 2],
    /// Mean, P10 and P90 of the difference.
    pub difference: Option<[Cell; 3]>,
    /// A sentence in place of the difference.
    pub instead: Option<String>,
    /// Whether more of it is better.
    pub more_is_better: bool,
    /// The sign of the mean difference; 0 where it is within its error.
    pub sign: i8,
}

/// The labels above the dots: (losing, even, gaining). A smaller budget is not paid back; it leaves more or less
/// profit.
#[must_use]
pub fn dot_labels(c: &Comparison) -> [String; 3] {
    let of = c.dots.len();
    let above = c.dots.iter().filter(|x| **x > 0.0).count();
    let below = c.dots.iter().filter(|x| **x < 0.0).count();
    let even = of - above - below;
    let label = |often: Often, one: &str, many: &str| {
        let (head, single) = often.head();
        format!("{head} {}", if single { one } else { many })
    };
    // If no future is even, those that do not gain lose.
    let rest = 1.0 - c.pays_back.value;
    let losing = if even == 0 { Often::dots(below, of, rest, 0) } else { Often::shown(below, of) };
    let gaining = Often::dots(above, of, c.pays_back.value, 0);
    let [lose, gain] = if c.spend > 0.0 {
        [label(losing, "loses money", "lose money"), label(gaining, "pays for itself", "pay for themselves")]
    } else {
        [
            label(losing, "leaves less profit", "leave less profit"),
            label(gaining, "leaves more profit", "leave more profit"),
        ]
    };
    [lose, label(Often::shown(even, of), "makes no difference", "make no difference"), gain]
}

/// What the dots measure.
#[must_use]
pub fn dot_caption(weeks: u32) -> String {
    format!("change in profit after spend, {}", period(weeks))
}

/// Stands in for what the books would show while too few futures have been simulated to tell, so that the text keeps
/// its length during a drag.
const NO_BOOKS: &str = "How often chance alone would hide it in your books takes more futures to tell.";

/// What a dot is, and what two years' books would show.
#[must_use]
pub fn dots(c: &Comparison, weeks: u32, n: &dyn Numbers) -> String {
    let of = c.dots.len();
    let mut text = format!(
        "Each dot is one of {of} equally likely futures that your assumptions imply, today and plan compared in the same \
         future."
    );
    if is_todays(c) {
        return text;
    }
    text.push(' ');
    text.push_str(&books(c, weeks, n).unwrap_or_else(|| NO_BOOKS.to_owned()));
    text
}

/// "Your books may mislead you: in 17 of 50 years chance alone hides the gain." The plan's time is compared with as much
/// time of today's plan that has independent luck.
fn books(c: &Comparison, weeks: u32, n: &dyn Numbers) -> Option<String> {
    let books = c.books.as_ref()?;
    let mean = c.difference.get(&Metric::Profit).map(|x| x.mean).unwrap_or_default();
    let rises = books.profit_rises.value;
    let misled = Often::new(if mean.is_gain() { 1.0 - rises } else { rises }, books.replicates);
    let is_year = weeks as usize == YEAR;
    let of = misled.of(if is_year { "years" } else { "cases" }, n);
    let may = "Your books may mislead you";
    Some(match mean.side() {
        Ordering::Greater if misled.is_never() => {
            let all = count(n, f64::from(books.replicates));
            let books =
                if is_year { format!("{all} years’ books") } else { format!("{all} books of {}", period(weeks)) };
            format!("Every one of {books} simulated would show it.")
        }
        Ordering::Greater => format!("{may}: in {of} chance alone hides the gain."),
        Ordering::Less => format!("{may}: in {of} chance alone makes it look like a gain."),
        Ordering::Equal => format!("Your books would tell you little: in {of} they would show more profit."),
    })
}

/// The rows. They are means, so that they add up: gross profit less acquisition cost is profit, acquisition cost over
/// customers is the cost of a customer, and today plus the difference is the plan.
#[must_use]
pub fn table(report: &Report, n: &dyn Numbers) -> Vec<Line> {
    let (Some(today), Some(plan)) = (report.arms.first(), report.arms.get(1)) else { return Vec::new() };
    let Some(c) = report.comparisons.first() else { return Vec::new() };
    let of = |figures: &BTreeMap<Metric, Summary>, metric| figures.get(&metric).copied().unwrap_or_default();
    let means = |metric| [today, plan].map(|arm| of(&arm.figures, metric).mean);
    let spread = |metric| {
        let Summary { mean, p10, p90, .. } = of(&c.difference, metric);
        [mean, p10, p90]
    };
    let line = |head, hint, metric, columns: [&Column; 2], unit| Line {
        head,
        hint,
        arms: means(metric).map(|e| cell(n, &e, columns[0], unit, false)),
        difference: Some(difference(n, &spread(metric), columns[1], unit)),
        instead: None,
        more_is_better: metric != Metric::AcquisitionCost,
        sign: of(&c.difference, metric).mean.side() as i8,
    };
    let metrics = MONEY.map(|(metric, ..)| metric);
    let money = [
        column(&metrics.iter().flat_map(|m| means(*m)).collect::<Vec<_>>(), Unit::Money),
        column(&metrics.iter().flat_map(|m| spread(*m)).collect::<Vec<_>>(), Unit::Money),
    ];
    let people = [column(&means(Metric::Customers), Unit::Count), column(&spread(Metric::Customers), Unit::Count)];
    let mut lines: Vec<Line> = MONEY
        .into_iter()
        .map(|(metric, head, hint)| line(head, hint, metric, [&money[0], &money[1]], Unit::Money))
        .collect();
    let won = "Deals won in this time; renewals are not among them.";
    lines.push(line("Customers won", won, Metric::Customers, [&people[0], &people[1]], Unit::Count));
    let each = [today.cac.mean, plan.cac.mean];
    let digits = column(&each, Unit::Money);
    lines.push(Line {
        head: "Cost to win one",
        hint: "What winning them costs over the customers won.",
        arms: each.map(|e| cell(n, &e, &digits, Unit::Money, false)),
        difference: None,
        instead: Some(marginal(c, n)),
        more_is_better: false,
        sign: 0,
    });
    lines
}

/// The rows of money, in the order in which they add up.
const MONEY: [(Metric, &str, &str); 4] = [
    (Metric::Revenue, "Revenue", "Value of what counts as revenue in this time."),
    (Metric::GrossProfit, "Gross profit", "The margin on revenue: what is left of it after delivery."),
    (
        Metric::AcquisitionCost,
        "What winning costs",
        "Spend on channels, and the costs of stages, deals, teams, nurture, content and other levers.",
    ),
    (Metric::Profit, "Profit after spend", "Gross profit less what winning costs."),
];

/// The cost of one more customer, which is more than that of an average one.
fn marginal(c: &Comparison, n: &dyn Numbers) -> String {
    let (Some(x), Some(more)) = (c.marginal_cac.value, c.difference.get(&Metric::Customers)) else {
        return NONE.to_owned();
    };
    if c.spend == 0.0 {
        return NONE.to_owned();
    }
    // A ratio to next to nobody says nothing.
    if !c.marginal_cac.is_clear() || !more.mean.is_clear() || more.mean.value.unwrap_or(0.0).abs() < 0.5 {
        return "for each one more: less than we can tell from this run".to_owned();
    }
    match (c.spend > 0.0, more.mean.value.unwrap_or(0.0) > 0.0) {
        (true, true) if x > 0.0 => format!("{} for each one more", money_of(n, &c.marginal_cac)),
        (true, true) => "more of them, at less cost in all".to_owned(),
        (true, false) => "no more of them".to_owned(),
        (false, true) => "more of them".to_owned(),
        (false, false) if x > 0.0 => format!("{} saved for each one less", money_of(n, &c.marginal_cac)),
        (false, false) => NONE.to_owned(),
    }
}

fn cell(n: &dyn Numbers, e: &Estimate, column: &Column, unit: Unit, signed: bool) -> Cell {
    Cell { text: in_column(n, e, column, unit, signed), full: full(n, e) }
}

/// The mean, written as such where it is less than its error, and the ends of the range, as they are.
fn difference(n: &dyn Numbers, [mean, low, high]: &[Estimate; 3], column: &Column, unit: Unit) -> [Cell; 3] {
    let told = Cell { text: change_in_column(n, mean, column, unit), full: full(n, mean) };
    [told, cell(n, low, column, unit, true), cell(n, high, column, unit, true)]
}

/// `7,734,590 ± 8,036 (95% interval)`.
fn full(n: &dyn Numbers, e: &Estimate) -> String {
    let sign = |x: f64| if x < 0.0 { "\u{2212}" } else { "" };
    // Small numbers of people, or of a currency's units, have decimals.
    let few = e.value.is_some_and(|x| x.abs() < 100.0) && e.se.is_some_and(|se| se > 0.0);
    let count = |x: f64| match few {
        true => n.style().number(x, Digits::Step(0.01), Unit::Count),
        false => count(n, x),
    };
    let whole = |x: f64| if few { x } else { x.round() };
    let most = |x: f64| if few { (x * 100.0).ceil() / 100.0 } else { x.ceil() };
    match (e.value, e.se) {
        (Some(x), Some(_)) => {
            let half = count(most(e.half()));
            format!("{}{} ± {half} ({} interval)", sign(x), count(whole(x.abs())), n.percent(0.95, 0))
        }
        (Some(x), None) => format!("{}{}", sign(x), count(x.abs().round())),
        _ => "does not exist in enough futures".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use funnel_testkit::reports;
    use funnel_text::NumberStyle;

    #[test]
    fn what_a_dot_is() {
        let (n, r) = (NumberStyle::default(), reports::report());
        assert_eq!(
            dots(&r.comparisons[0], 52, &n),
            "Each dot is one of 50 equally likely futures that your assumptions imply, today and plan compared in the \
             same future. Your books may mislead you: in 17 of 50 years chance alone hides the gain."
        );
        assert_eq!(dot_labels(&r.comparisons[0]), ["9 lose money", "none make no difference", "41 pay for themselves"]);
        let one = reports::with(&r, |c| {
            c.dots = vec![-1.0, 1.0];
            c.spend = -5.0;
            c.books = None;
        });
        assert_eq!(dot_labels(&one.comparisons[0])[0], "1 leaves less profit");
        assert!(
            dots(&one.comparisons[0], 52, &n).ends_with(
                "same future. How often chance alone would hide it in your books takes more futures to tell."
            )
        );
        let sure = reports::with(&r, |c| {
            if let Some(b) = &mut c.books {
                b.profit_rises.value = 1.0;
            }
        });
        assert!(
            dots(&sure.comparisons[0], 52, &n).ends_with("Every one of 6,000 years’ books simulated would show it.")
        );
        // The mean decides what could be hidden, however rare a gain is; the books of half a year are no year's.
        let books = |mean: f64| {
            let r = reports::with(&r, |c| {
                c.pays_back.value = 0.3;
                if let Some(profit) = c.difference.get_mut(&Metric::Profit) {
                    profit.mean = Estimate { value: Some(mean), se: Some(1.0) };
                }
            });
            dots(&r.comparisons[0], 26, &n).split(". ").last().unwrap_or_default().to_owned()
        };
        assert_eq!(books(9.0), "Your books may mislead you: in 17 of 50 cases chance alone hides the gain.");
        assert_eq!(
            books(-9.0),
            "Your books may mislead you: in 33 of 50 cases chance alone makes it look like a gain."
        );
        assert_eq!(books(0.5), "Your books would tell you little: in 33 of 50 cases they would show more profit.");
    }

    #[test]
    fn the_table() {
        let n = NumberStyle::default();
        let lines = table(&reports::report(), &n);
        let text = |line: &Line| -> Vec<String> {
            let cells = line.arms.iter().chain(line.difference.iter().flatten());
            cells.map(|c| c.text.clone()).chain(line.instead.clone()).collect()
        };
        assert_eq!(text(&lines[0]), ["$7.70M", "$8.40M", "+$0.70M", "+$0.20M", "+$1.20M"]);
        assert_eq!(text(&lines[1]), ["$5.22M", "$5.62M", "+$0.40M", "about $0", "+$0.80M"]);
        assert_eq!(text(&lines[2]), ["$0.82M", "$0.92M", "+$0.10M", "+$0.10M", "+$0.10M"]);
        assert_eq!(text(&lines[3]), ["$4.40M", "$4.70M", "+$0.30M", "−$0.10M", "+$0.70M"]);
        assert_eq!(text(&lines[4]), ["258", "281", "+23", "+8", "+38"]);
        assert_eq!(text(&lines[5]), ["$3,180", "$3,290", "$4,520 for each one more"]);
        assert_eq!(lines[0].arms[0].full, "7,700,000 ± 39,200 (95% interval)");
    }
}

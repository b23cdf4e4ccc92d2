//! A report to be read on a terminal.

use std::fmt::Write;

use funnel_charts::format::Frequency;
use funnel_engine::process::Metric;
use funnel_engine::report::{Arm, Chance, Comparison, Estimate, Left, Report, Summary};
use funnel_engine::scenario::Scenario;
use funnel_sentences::verdict::verdict;
use funnel_text::NumberStyle;

/// Rows of the table: the figure and its name.
const ROWS: [(Metric, &str); 7] = [
    (Metric::Inquiries, "Inquiries"),
    (Metric::Customers, "Customers won"),
    (Metric::Revenue, "Revenue"),
    (Metric::GrossProfit, "Gross profit"),
    (Metric::AcquisitionCost, "What winning costs"),
    (Metric::Profit, "Profit after spend"),
    (Metric::Npv, "Net present value"),
];

/// `1 week`, `52 weeks`.
pub(crate) fn weeks(n: u32) -> String {
    format!("{n} week{}", if n == 1 { "" } else { "s" })
}

/// The report as text: the page's verdict, and the figures behind it.
pub(crate) fn render(scenario: &Scenario, report: &Report) -> String {
    let mut out = format!(
        "{}\n{} replicates, seed {}, engine {}; {}, money in {}\n",
        if report.scenario.is_empty() { "Untitled" } else { &report.scenario },
        group(f64::from(report.replicates)),
        report.seed,
        report.engine,
        weeks(report.horizon_weeks),
        report.currency
    );
    let title = verdict(scenario, report, &NumberStyle::of_scenario(scenario)).title;
    let _ = writeln!(out, "{title}");
    for arm in &report.arms {
        arm_table(&mut out, arm, report);
    }
    for comparison in &report.comparisons {
        comparison_table(&mut out, comparison, report);
    }
    out
}

fn name(report: &Report, arm: usize) -> String {
    match report.arms.get(arm) {
        _ if arm == 0 => "Today".to_owned(),
        Some(a) if !a.name.is_empty() => a.name.clone(),
        _ => format!("Plan {arm}"),
    }
}

fn heading(out: &mut String, title: &str) {
    let _ =
        writeln!(out, "\n{title:<26}{:>14}{:>12}{:>14}{:>14}{:>14}{:>14}", "mean", "± 95 %", "sd", "P10", "P50", "P90");
}

fn line(out: &mut String, label: &str, s: &Summary) {
    // One rule for the whole row, as its figures describe the same thing.
    let decimals = decimals([s.mean.value, half(&s.mean), s.sd.value, s.p10.value, s.p50.value, s.p90.value]);
    let number = |x: Option<f64>| x.map_or("–".to_owned(), |x| grouped(x, decimals));
    let sign = |e: Estimate| number(e.value);
    let error = number(half(&s.mean));
    let _ = writeln!(
        out,
        "{label:<26}{:>14}{:>12}{:>14}{:>14}{:>14}{:>14}",
        sign(s.mean),
        error,
        sign(s.sd),
        sign(s.p10),
        sign(s.p50),
        sign(s.p90)
    );
}

fn arm_table(out: &mut String, arm: &Arm, report: &Report) {
    let index = report.arms.iter().position(|a| std::ptr::eq(a, arm)).unwrap_or(0);
    heading(out, &name(report, index));
    let _ = writeln!(out, "{:<26}{:>14}", "Spend", group(arm.spend));
    for (metric, label) in ROWS {
        if let Some(summary) = arm.figures.get(&metric) {
            line(out, label, summary);
        }
    }
    line(out, "Cost to win a customer", &arm.cac);
    if let Some(target) = &arm.target {
        chance(out, "Reaches the target", target);
    }
    let _ = writeln!(out, "{:<32}{}", format!("Not counted after week {}", report.people_weeks), left(&arm.left));
}

/// What is unfinished when the run ends, as means.
fn left(left: &Left) -> String {
    let names = ["in stages", "in nurture", "customers", "inquiries to come"];
    let some = left.figures().into_iter().zip(names).filter(|((_, mean), _)| *mean >= 0.05);
    let all: Vec<String> = some.map(|((_, mean), name)| format!("{} {name}", group(mean))).collect();
    if all.is_empty() { "nothing".to_owned() } else { all.join(", ") }
}

fn comparison_table(out: &mut String, c: &Comparison, report: &Report) {
    heading(out, &format!("{} less today", name(report, c.arm)));
    let _ = writeln!(out, "{:<26}{:>14}", "Spend", group(c.spend));
    for (metric, label) in ROWS {
        if let Some(summary) = c.difference.get(&metric) {
            line(out, label, summary);
        }
    }
    if let Some(week) = c.difference.get(&Metric::PaybackWeek) {
        let at = |e: Estimate| e.value.map_or("never".to_owned(), group);
        let _ = writeln!(
            out,
            "{:<26}{:>14}{:>12}{:>14}{:>14}{:>14}{:>14}",
            "Payback week",
            "",
            "",
            "",
            at(week.p10),
            at(week.p50),
            at(week.p90)
        );
    }
    chance(out, "Pays back in the horizon", &c.pays_back);
    chance(out, "Pays back with what lands later", &c.pays_back_after);
    let side = |c: &Chance| i8::from(c.low > 0.5) - i8::from(c.high < 0.5);
    if side(&c.pays_back) * side(&c.pays_back_after) < 0 {
        let _ = writeln!(out, "What lands later turns the answer: both chances belong to it.");
    }
    if let Some(books) = &c.books {
        chance(out, "Shows in the books (profit)", &books.profit_rises);
    }
}

fn chance(out: &mut String, label: &str, c: &Chance) {
    let _ = match Frequency::of(c.value, 1_000) {
        Frequency::Times(_) => {
            writeln!(out, "{label:<32}{:>7.1} % ± {:.1}", 100.0 * c.value, 100.0 * Estimate::HALF * c.se)
        }
        _ => writeln!(
            out,
            "{label:<32}{:>9} (95 %: {:.2} to {:.2} %)",
            often(c.value, 1),
            (1e4 * c.low).floor() / 100.0,
            (1e4 * c.high).ceil() / 100.0
        ),
    };
}

/// A chance in per cent: 0 or 100 only if that is true of every run, and then in words.
pub(crate) fn often(p: f64, decimals: u32) -> String {
    match Frequency::of(p, 10_u32.pow(2 + decimals)) {
        Frequency::Never => "no future".to_owned(),
        Frequency::Always => "every future".to_owned(),
        _ => portion(p, decimals),
    }
}

/// A share, which may well be all or nothing: `100 %` only if it is all.
pub(crate) fn portion(p: f64, decimals: u32) -> String {
    let (steps, places) = (10_u32.pow(2 + decimals), decimals as usize);
    let one = 100.0 / f64::from(steps);
    match Frequency::of(p, steps) {
        Frequency::Unknown => "–".to_owned(),
        Frequency::Never => "0 %".to_owned(),
        Frequency::Always => "100 %".to_owned(),
        Frequency::Hardly => format!("< {one:.places$} %"),
        Frequency::Nearly => format!("> {:.places$} %", 100.0 - one),
        Frequency::Times(k) => format!("{:.places$} %", f64::from(k) * one),
    }
}

/// Decimals of figures below or beside each other: one if all are below a hundred and some are not whole.
pub(crate) fn decimals(all: impl IntoIterator<Item = Option<f64>>) -> usize {
    let known: Vec<f64> = all.into_iter().flatten().filter(|x| x.is_finite()).collect();
    usize::from(known.iter().all(|x| x.abs() < 100.0) && known.iter().any(|x| x.fract() != 0.0))
}

/// What is written after "±": half of the 95 % interval.
fn half(e: &Estimate) -> Option<f64> {
    Some(e.half()).filter(|half| half.is_finite())
}

/// `12,300 ± 400`.
pub(crate) fn figure(e: &Estimate) -> String {
    match (e.value, half(e)) {
        (Some(x), Some(half)) => format!("{} ± {}", group(x), group(half)),
        (Some(x), None) => group(x),
        _ => "–".to_owned(),
    }
}

/// A column of `12,300 ± 400`, by one rule.
pub(crate) fn figures(all: &[Estimate]) -> Vec<String> {
    let decimals = decimals(all.iter().flat_map(|e| [e.value, half(e)]));
    let number = |x: f64| grouped(x, decimals);
    let text = |e: &Estimate| match (e.value, half(e)) {
        (Some(x), Some(half)) => format!("{} ± {}", number(x), number(half)),
        (Some(x), None) => number(x),
        _ => "–".to_owned(),
    };
    all.iter().map(text).collect()
}

/// A column of numbers, by one rule.
pub(crate) fn numbers(all: &[f64]) -> Vec<String> {
    let decimals = decimals(all.iter().map(|x| Some(*x)));
    all.iter().map(|x| grouped(*x, decimals)).collect()
}

/// A single number with thousands separated, and decimals only where they matter.
pub(crate) fn group(x: f64) -> String {
    grouped(x, decimals([Some(x)]))
}

/// A number with thousands separated.
pub(crate) fn grouped(x: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", x.abs());
    let (whole, fraction) = text.split_once('.').map_or((text.as_str(), None), |(w, f)| (w, Some(f)));
    let mut out = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    let zero = out.chars().all(|c| matches!(c, '0' | '.' | ','));
    if x < 0.0 && !zero { format!("-{out}") } else { out }
}

#[cfg(test)]
mod tests {
    use super::{decimals, figures, group, numbers, often, portion};
    use funnel_engine::report::Estimate;

    #[test]
    fn numbers_are_grouped() {
        for (x, text) in [(0.0, "0"), (-0.01, "0.0"), (12.34, "12.3"), (999.6, "1,000"), (-1_234_567.0, "-1,234,567")] {
            assert_eq!(group(x), text);
        }
    }

    #[test]
    fn a_column_has_one_rule_and_near_certain_is_not_certain() {
        assert_eq!(numbers(&[1.5, 1.21, -0.01]), ["1.5", "1.2", "0.0"]);
        assert_eq!(numbers(&[1.5, 120.0]), ["2", "120"]);
        let e = |value, se| Estimate { value: Some(value), se: Some(se) };
        assert_eq!(figures(&[e(12.0, 0.5), e(1_200.0, 40.0), Estimate::default()]), ["12 ± 1", "1,200 ± 78", "–"]);
        assert_eq!(decimals([None, Some(f64::INFINITY), Some(3.0)]), 0);
        for (p, chance, share) in [
            (0.0, "no future", "0 %"),
            (1e-9, "< 0.1 %", "< 0.1 %"),
            (0.25, "25.0 %", "25.0 %"),
            (0.999_7, "> 99.9 %", "> 99.9 %"),
            (1.0, "every future", "100 %"),
        ] {
            assert_eq!((often(p, 1).as_str(), portion(p, 1).as_str()), (chance, share));
        }
    }
}

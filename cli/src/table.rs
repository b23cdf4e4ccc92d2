//! A report for reading on a terminal.

use std::fmt::Write;

use funnel_engine::process::Metric;
use funnel_engine::report::{Arm, Chance, Comparison, Estimate, Left, Report, Summary};

/// Rows of the table: what, and how it is called.
const ROWS: [(Metric, &str); 6] = [
    (Metric::Inquiries, "Inquiries"),
    (Metric::Customers, "Customers"),
    (Metric::Revenue, "Revenue"),
    (Metric::GrossProfit, "Gross profit"),
    (Metric::Profit, "Profit after spend"),
    (Metric::Npv, "Net present value"),
];

/// The report as text.
pub(crate) fn render(report: &Report) -> String {
    let mut out = format!(
        "{}\n{} replicates, seed {}, engine {}; {} weeks, money in {}\n",
        if report.scenario.is_empty() { "Untitled" } else { &report.scenario },
        group(f64::from(report.replicates)),
        report.seed,
        report.engine,
        report.horizon_weeks,
        report.currency
    );
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
    let _ = writeln!(
        out,
        "\n{title:<26}{:>14}{:>12}{:>14}{:>14}{:>14}{:>14}",
        "mean", "± error", "sd", "P10", "P50", "P90"
    );
}

fn line(out: &mut String, label: &str, s: &Summary) {
    let sign = |e: Estimate| e.value.map_or("–".to_owned(), group);
    let error = s.mean.se.map_or("–".to_owned(), group);
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

/// What the run leaves unfinished, in means.
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
    if let Some(books) = &c.books {
        chance(out, "Shows in the books (profit)", &books.profit_rises);
    }
}

fn chance(out: &mut String, label: &str, c: &Chance) {
    let _ = writeln!(out, "{label:<32}{:>7.1} % ± {:.1}", 100.0 * c.value, 100.0 * c.se);
}

/// A number with thousands apart; decimals only where they matter.
pub(crate) fn group(x: f64) -> String {
    let decimals = usize::from(x.abs() < 100.0 && x.fract() != 0.0);
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
    use super::group;

    #[test]
    fn numbers_are_grouped() {
        for (x, text) in [(0.0, "0"), (-0.01, "0.0"), (12.34, "12.3"), (999.6, "1,000"), (-1_234_567.0, "-1,234,567")] {
            assert_eq!(group(x), text);
        }
    }
}

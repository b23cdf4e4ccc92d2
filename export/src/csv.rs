//! The report as a table: one figure a row (RFC 4180), numbers with a point whatever the reader's locale.

use std::fmt::Write as _;

use funnel_engine::report::{Chance, Estimate, Report, Summary};
use serde::Serialize;

use funnel_charts::Sheet;

/// Arm and comparison figures: `of,figure,statistic,value,standard_error`.
#[must_use]
pub fn report(report: &Report) -> String {
    let mut table = Table("of,figure,statistic,value,standard_error\r\n".to_owned());
    for (i, arm) in report.arms.iter().enumerate() {
        let of = if i == 0 { "today".to_owned() } else { plan(&arm.name, i) };
        table.row(&of, "spend", "sum", Some(arm.spend), None);
        for (metric, summary) in &arm.figures {
            table.summary(&of, &key(metric), summary);
        }
        table.summary(&of, "cac", &arm.cac);
        if let Some(target) = &arm.target {
            table.chance(&of, "reaches_target", target);
        }
        for (what, mean) in arm.left.figures() {
            table.row(&of, &format!("left_{what}"), "mean", Some(mean), None);
        }
    }
    for comparison in &report.comparisons {
        let name = report.arms.get(comparison.arm).map_or("", |arm| arm.name.as_str());
        let of = format!("{} less today", plan(name, comparison.arm));
        table.row(&of, "spend", "sum", Some(comparison.spend), None);
        for (metric, summary) in &comparison.difference {
            table.summary(&of, &key(metric), summary);
        }
        table.estimate(&of, "marginal_cac", "mean", comparison.marginal_cac);
        table.summary(&of, "uplift", &comparison.uplift);
        table.estimate(&of, "mean_uplift", "mean", comparison.mean_uplift);
        table.chance(&of, "pays_back", &comparison.pays_back);
        table.chance(&of, "pays_back_after", &comparison.pays_back_after);
        table.chance(&of, "revenue_rises", &comparison.revenue_rises);
    }
    table.0
}

/// The figures behind a chart; nothing where there is no number.
#[must_use]
pub fn sheet(sheet: &Sheet) -> String {
    let mut text = String::new();
    let mut line = |fields: &mut dyn Iterator<Item = String>| {
        text.push_str(&fields.collect::<Vec<_>>().join(","));
        text.push_str("\r\n");
    };
    line(&mut sheet.columns.iter().map(|name| quoted(name)));
    for (head, values) in &sheet.rows {
        // A budget may be below 0; digits are no formula.
        let is_number = head.bytes().all(|c| c.is_ascii_digit() || c == b'.' || c == b'-');
        let head = if is_number { head.to_string() } else { quoted(head) };
        let number = |x: &f64| if x.is_finite() { x.to_string() } else { String::new() };
        line(&mut std::iter::once(head).chain(values.iter().map(number)));
    }
    text
}

fn plan(name: &str, arm: usize) -> String {
    if name.is_empty() { format!("plan {arm}") } else { name.to_owned() }
}

/// What a value is called in the JSON report.
pub(crate) fn key(value: &impl Serialize) -> String {
    let json = serde_json::to_value(value).unwrap_or_default();
    json.as_str().unwrap_or_default().to_owned()
}

struct Table(String);

impl Table {
    fn summary(&mut self, of: &str, figure: &str, s: &Summary) {
        let all = [
            ("mean", s.mean),
            ("sd", s.sd),
            ("p5", s.p5),
            ("p10", s.p10),
            ("p25", s.p25),
            ("p50", s.p50),
            ("p75", s.p75),
            ("p90", s.p90),
            ("p95", s.p95),
        ];
        for (statistic, estimate) in all {
            self.estimate(of, figure, statistic, estimate);
        }
    }

    fn estimate(&mut self, of: &str, figure: &str, statistic: &str, estimate: Estimate) {
        self.row(of, figure, statistic, estimate.value, estimate.se);
    }

    fn chance(&mut self, of: &str, figure: &str, chance: &Chance) {
        self.row(of, figure, "chance", Some(chance.value), Some(chance.se));
    }

    fn row(&mut self, of: &str, figure: &str, statistic: &str, value: Option<f64>, se: Option<f64>) {
        let number = |x: Option<f64>| x.map_or(String::new(), |x| x.to_string());
        let (value, se) = (number(value), number(se));
        // Writing to a String cannot fail.
        let _ = write!(self.0, "{},{figure},{statistic},{value},{se}\r\n", quoted(of));
    }
}

/// A name as a field: in quotes where the format needs them, and never a formula to a spreadsheet.
fn quoted(name: &str) -> String {
    let formula = name.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let name = if formula { format!("'{name}") } else { name.to_owned() };
    if name.contains([',', '"', '\n', '\r']) { format!("\"{}\"", name.replace('"', "\"\"")) } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;
    use funnel_engine::scenario::templates;
    use funnel_engine::simulate::Simulator;

    #[test]
    fn every_row_has_the_columns_and_the_reports_numbers() {
        let mut scenario = templates::load("blank").unwrap();
        scenario.plans[0].name = "20 % more, \"all\"".into();
        let mut simulator = Simulator::new(&scenario).unwrap();
        let mut tally = simulator.tally();
        simulator.step(0, 64, &mut tally);
        let report = tally.report(simulator.model());
        let text = super::report(&report);
        let profit = report.comparisons[0].difference[&funnel_engine::process::Metric::Profit].p90;
        let (value, se) = (profit.value.unwrap(), profit.se.unwrap());
        let row = format!("\"20 % more, \"\"all\"\" less today\",profit,p90,{value},{se}\r\n");
        assert!(text.contains(&row), "{row}\n{text}");
        for line in text.lines() {
            let plain = line.replace("20 % more, ", "");
            assert_eq!(plain.matches(',').count(), 4, "{line}");
        }
        assert!(!text.contains("NaN") && !text.contains("inf"));
    }

    #[test]
    fn a_charts_figures_keep_their_digits_and_their_names_do_nothing() {
        let sheet = Sheet {
            columns: vec!["Step".into(), "a, b".into(), "@sum".into()],
            rows: vec![
                ("=1+1".into(), vec![0.1 + 0.2, f64::NAN]),
                ("-5".into(), vec![-1e-7, f64::INFINITY]),
                ("-x".into(), vec![]),
            ],
        };
        assert_eq!(
            super::sheet(&sheet),
            "Step,\"a, b\",'@sum\r\n'=1+1,0.30000000000000004,\r\n-5,-0.0000001,\r\n'-x\r\n"
        );
    }

    #[test]
    fn names_are_never_formulas() {
        assert_eq!(quoted("=1+1"), "'=1+1");
        assert_eq!(quoted("a,b"), "\"a,b\"");
    }
}

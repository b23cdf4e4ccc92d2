//! Tables: the report with one figure per row, and the figures behind charts. Either plain, for programs (RFC 4180,
//! with a decimal point), or as a spreadsheet opens them on a double click, which depends on its country.

use funnel_engine::report::{Chance, Estimate, Report, Summary};
use serde::Serialize;

use funnel_charts::Sheet;
use funnel_text::NumberStyle;

/// How a table is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dialect {
    /// For programs: commas, points, no byte order mark.
    #[default]
    Plain,
    /// For a spreadsheet that separates by commas and writes 0.5: American, British, Japanese.
    Comma,
    /// For one that separates by semicolons and writes 0,5: German, French, Spanish, Brazilian.
    Semicolon,
    /// For one that separates by semicolons and writes 0.5: Swiss.
    SemicolonPoint,
}

impl Dialect {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Comma, Self::Semicolon, Self::SemicolonPoint, Self::Plain];

    /// The dialect of a country's spreadsheets, as far as its decimal mark tells.
    #[must_use]
    pub fn of(style: &NumberStyle) -> Self {
        if style.decimal_mark == "," { Self::Semicolon } else { Self::Comma }
    }

    /// The label for a choice among [`Dialect::ALL`].
    #[must_use]
    pub fn face(self) -> &'static str {
        match self {
            Self::Comma => "Excel with 0.5 and commas",
            Self::Semicolon => "Excel with 0,5 and semicolons",
            Self::SemicolonPoint => "Excel with 0.5 and semicolons",
            Self::Plain => "programs",
        }
    }

    fn separator(self) -> char {
        match self {
            Self::Plain | Self::Comma => ',',
            Self::Semicolon | Self::SemicolonPoint => ';',
        }
    }

    /// The mark that tells a spreadsheet that the text is in UTF-8.
    fn mark(self) -> &'static str {
        if self == Self::Plain { "" } else { "\u{feff}" }
    }

    /// A number with all its digits; empty if it is not one.
    fn number(self, x: f64) -> String {
        match self {
            _ if !x.is_finite() => String::new(),
            Self::Semicolon => x.to_string().replace('.', ","),
            _ => x.to_string(),
        }
    }

    /// A name as a field: in quotes where the format needs them, and never a formula for a spreadsheet.
    fn name(self, name: &str) -> String {
        // Full-width ones also begin formulas, where these are typed.
        const BEGIN: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
        let formula = name.trim_start_matches([' ', '\n', '\u{a0}']).starts_with(BEGIN);
        let name = if formula { format!("'{name}") } else { name.to_owned() };
        let quotes = name.contains([',', ';', '"', '\n', '\r']);
        if quotes { format!("\"{}\"", name.replace('"', "\"\"")) } else { name }
    }
}

/// Arm and comparison figures: `of,figure,statistic,value,standard_error`.
#[must_use]
pub fn report(report: &Report, dialect: Dialect) -> String {
    let mut table = Table { text: dialect.mark().to_owned(), dialect };
    table.line(&["of", "figure", "statistic", "value", "standard_error"]);
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
    table.text
}

/// The figures behind a chart; fields without a number are empty.
#[must_use]
pub fn sheet(sheet: &Sheet, dialect: Dialect) -> String {
    let mut table = Table { text: dialect.mark().to_owned(), dialect };
    let names: Vec<String> = sheet.columns.iter().map(|name| dialect.name(name)).collect();
    table.line(&names);
    for (head, values) in &sheet.rows {
        // A budget may be negative; digits are not a formula.
        let number =
            head.parse::<f64>().ok().filter(|_| head.bytes().all(|c| c.is_ascii_digit() || b".-".contains(&c)));
        let head = number.map_or_else(|| dialect.name(head), |x| dialect.number(x));
        let values = values.iter().map(|x| dialect.number(*x));
        table.line(&std::iter::once(head).chain(values).collect::<Vec<_>>());
    }
    table.text
}

fn plan(name: &str, arm: usize) -> String {
    if name.is_empty() { format!("plan {arm}") } else { name.to_owned() }
}

/// A value's key in the JSON report.
pub(crate) fn key(value: &impl Serialize) -> String {
    let json = serde_json::to_value(value).unwrap_or_default();
    json.as_str().unwrap_or_default().to_owned()
}

struct Table {
    text: String,
    dialect: Dialect,
}

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
        let dialect = self.dialect;
        let number = |x: Option<f64>| x.map_or(String::new(), |x| dialect.number(x));
        self.line(&[dialect.name(of), figure.to_owned(), statistic.to_owned(), number(value), number(se)]);
    }

    /// A line of fields that are already written.
    fn line<S: AsRef<str>>(&mut self, fields: &[S]) {
        for (i, field) in fields.iter().enumerate() {
            if i > 0 {
                self.text.push(self.dialect.separator());
            }
            self.text.push_str(field.as_ref());
        }
        self.text.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use funnel_engine::scenario::templates;
    use funnel_engine::simulate::Simulator;
    use proptest::prelude::*;

    #[test]
    fn every_row_has_the_columns_and_the_reports_numbers() {
        let mut scenario = templates::load("blank").unwrap();
        scenario.plans[0].name = "20 % more, \"all\"".into();
        let mut simulator = Simulator::new(&scenario).unwrap();
        let mut tally = simulator.tally();
        simulator.step(0, 64, &mut tally);
        let report = tally.report(simulator.model());
        let text = super::report(&report, Dialect::Plain);
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
            super::sheet(&sheet, Dialect::Plain),
            "Step,\"a, b\",'@sum\r\n'=1+1,0.30000000000000004,\r\n-5,-0.0000001,\r\n'-x\r\n"
        );
    }

    #[test]
    fn the_dialect_follows_the_decimal_mark() {
        let german = NumberStyle { decimal_mark: ",".into(), ..NumberStyle::default() };
        assert_eq!((Dialect::of(&german), Dialect::of(&NumberStyle::default())), (Dialect::Semicolon, Dialect::Comma));
        let sheet = Sheet { columns: vec!["Größe".into(), "a;b".into()], rows: vec![("1.5".into(), vec![-0.25])] };
        let written = |dialect| super::sheet(&sheet, dialect);
        assert_eq!(written(Dialect::Plain), "Größe,\"a;b\"\r\n1.5,-0.25\r\n");
        assert_eq!(written(Dialect::Comma), "\u{feff}Größe,\"a;b\"\r\n1.5,-0.25\r\n");
        assert_eq!(written(Dialect::Semicolon), "\u{feff}Größe;\"a;b\"\r\n1,5;-0,25\r\n");
        assert_eq!(written(Dialect::SemicolonPoint), "\u{feff}Größe;\"a;b\"\r\n1.5;-0.25\r\n");
    }

    /// The fields of a table, as RFC 4180 reads it with any separator.
    fn fields(text: &str, separator: char) -> Vec<Vec<String>> {
        let mut rows = vec![vec![String::new()]];
        let mut quoted = false;
        let mut rest = text.trim_start_matches('\u{feff}').chars().peekable();
        while let Some(c) = rest.next() {
            let field = rows.last_mut().unwrap().last_mut().unwrap();
            match c {
                '"' if quoted && rest.peek() == Some(&'"') => field.extend(rest.next()),
                '"' => quoted = !quoted,
                _ if quoted => field.push(c),
                '\r' => {}
                '\n' => rows.push(vec![String::new()]),
                c if c == separator => rows.last_mut().unwrap().push(String::new()),
                c => field.push(c),
            }
        }
        rows.pop();
        rows
    }

    proptest! {
        /// Whatever the names, in every dialect there are as many fields as columns, no field is a formula, and numbers
        /// are intact.
        #[test]
        fn no_name_breaks_a_table_or_begins_a_formula(
            names in prop::collection::vec("[=+@＝;,\"\n\r\t '0-9a-zäß.-]{0,12}", 4),
            numbers in prop::collection::vec(prop::num::f64::ANY, 2),
        ) {
            let rows = vec![(names[0].clone(), numbers.clone()), (names[1].clone(), numbers.clone())];
            let sheet = Sheet { columns: vec!["Step".into(), names[2].clone(), names[3].clone()], rows };
            for dialect in Dialect::ALL {
                let read = fields(&super::sheet(&sheet, dialect), dialect.separator());
                prop_assert!(read.len() == 3 && read.iter().all(|row| row.len() == 3), "{:?}", read);
                for field in read.iter().flatten() {
                    let is_number = field.replace(',', ".").parse::<f64>().is_ok();
                    prop_assert!(is_number || !field.trim_start().starts_with(['=', '+', '-', '@', '＝']), "{:?}", field);
                }
                for (field, number) in read[1][1..].iter().zip(&numbers).filter(|(_, x)| x.is_finite()) {
                    let field = if dialect == Dialect::Semicolon { field.replace(',', ".") } else { field.clone() };
                    prop_assert_eq!(field.parse::<f64>().unwrap(), *number);
                }
            }
        }
    }
}

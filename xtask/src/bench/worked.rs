//! The worked example, with levers and without, run by this engine and by that of 0.1.0, and without levers also by
//! NumPy: what a replicate costs each of them.

use super::law::{self, Law};
use super::measure::median;
use super::programs::Program;
use anyhow::{Context, Result};
use serde_json::{Map, Value, json};
use std::fmt::Write as _;

/// What the programs call a scenario, and what the table calls it.
pub(crate) const SCENARIOS: [(&str, &str); 4] =
    [("example", "worked example"), ("off", "all off"), ("on", "all on"), ("set", "all on and set")];
/// The worked example on the page, with one worker.
pub(crate) const BROWSER: &str = "worked, Chromium";

/// The worked example's process as a NumPy user writes it.
pub(crate) const NUMPY: &str = "numpy";

/// One engine on one scenario, and what its rounds gave.
pub(crate) struct Case {
    engine: &'static str,
    scenario: &'static str,
    program: Program,
    rounds: Vec<Round>,
}

/// One round.
struct Round {
    /// Microseconds per replicate.
    micros: f64,
    /// Mean revenue of today and of the plan.
    revenue: [f64; 2],
    /// What else it gives.
    law: Law,
}

impl Round {
    /// Reads the last line of what a program wrote.
    fn parse(output: &str) -> Result<Self> {
        let text = output.lines().last().context("it printed nothing")?;
        let json: Value = serde_json::from_str(text).context("its last line is no JSON")?;
        let positive = |key: &str| {
            let number = json[key].as_f64().filter(|number| *number > 0.0);
            number.with_context(|| format!("its line has no positive {key}"))
        };
        let micros = positive("seconds")? * 1e6 / positive("replicates")?;
        Ok(Self { micros, revenue: [positive("mean_today")?, positive("mean_plan")?], law: Law::of(&json) })
    }
}

impl Case {
    pub(crate) fn new(engine: &'static str, scenario: &'static str, program: Program) -> Self {
        Self { engine, scenario, program, rounds: Vec::new() }
    }

    /// Runs it once; the first round is a warm-up.
    pub(crate) fn run(&mut self, round: u64) -> Result<()> {
        let output = self.program.output(round)?;
        let parsed = Round::parse(&output).with_context(|| format!("{} on {}", self.engine, self.scenario))?;
        if round > 0 {
            self.rounds.push(parsed);
        }
        Ok(())
    }

    /// Where its scenario stands in the table.
    pub(crate) fn place(&self) -> usize {
        scenarios().position(|scenario| scenario == self.scenario).unwrap_or(usize::MAX)
    }

    fn micros(&self) -> f64 {
        let mut sorted: Vec<f64> = self.rounds.iter().map(|round| round.micros).collect();
        sorted.sort_by(f64::total_cmp);
        median(&sorted)
    }

    fn law(&self) -> Law {
        Law::pooled(self.rounds.iter().map(|round| &round.law))
    }

    fn revenue(&self, arm: usize) -> f64 {
        self.rounds.iter().map(|round| round.revenue[arm]).sum::<f64>() / self.rounds.len() as f64
    }
}

/// One scenario on the screen and in the history.
struct Row {
    scenario: &'static str,
    now: f64,
    /// From 0.1.0; `None` if it did not run.
    past: Option<f64>,
    /// Mean revenue of today and the plan, over what 0.1.0 gives.
    revenue: Option<[f64; 2]>,
    /// From the same process written in NumPy; only for the worked example as it is.
    numpy: Option<f64>,
}

/// In the table's order.
fn scenarios() -> impl Iterator<Item = &'static str> {
    SCENARIOS.iter().map(|(_, scenario)| *scenario).chain([BROWSER])
}

fn rows(cases: &[Case]) -> Vec<Row> {
    let of = |engine: &str, scenario: &str| {
        cases.iter().find(|case| case.engine == engine && case.scenario == scenario && !case.rounds.is_empty())
    };
    let rows = scenarios().filter_map(|scenario| {
        let now = of("engine", scenario)?;
        let past = of(super::programs::PAST, scenario);
        let revenue = past.map(|past| [0, 1].map(|arm| now.revenue(arm) / past.revenue(arm)));
        let numpy = of(NUMPY, scenario).map(Case::micros);
        Some(Row { scenario, now: now.micros(), past: past.map(Case::micros), revenue, numpy })
    });
    rows.collect()
}

/// All levers on over all off.
fn on_over_off(rows: &[Row]) -> Option<f64> {
    let of = |name: &str| rows.iter().find(|row| row.scenario == name).map(|row| row.now);
    Some(of("all on")? / of("all off")?)
}

/// How far apart this engine and NumPy are in each figure of the worked example, in standard errors, the furthest
/// first.
fn apart(cases: &[Case]) -> Vec<(String, f64)> {
    let of = |engine: &str| cases.iter().find(|case| case.engine == engine && case.scenario == SCENARIOS[0].1);
    of("engine").zip(of(NUMPY)).map_or_else(Vec::new, |(engine, numpy)| engine.law().against(&numpy.law()))
}

/// Whether NumPy and this engine follow the same law, as far as these rounds can tell; true if NumPy did not run.
pub(crate) fn agrees(cases: &[Case]) -> bool {
    let has_peer = cases.iter().any(|case| case.engine == NUMPY);
    let apart = apart(cases);
    has_peer != apart.is_empty() && !apart.iter().any(law::is_apart)
}

/// Microseconds per replicate, how many times as fast as 0.1.0, and how far apart the answers are.
pub(crate) fn table(cases: &[Case]) -> String {
    let rows = rows(cases);
    let mut text = format!(
        "\n{:<20}{:>14}{:>14}{:>10}{:>10}{:>10}   mean revenue over that of 0.1.0\n",
        "one core or worker", "us/replicate", "0.1.0", "x 0.1.0", "numpy", "x numpy"
    );
    for row in &rows {
        let shown = |number: Option<f64>, digits| number.map_or_else(|| "-".into(), |n| format!("{n:.digits$}"));
        let [past, speed] = [shown(row.past, 1), shown(row.past.map(|past| past / row.now), 2)];
        let [numpy, times] = [shown(row.numpy, 1), shown(row.numpy.map(|numpy| numpy / row.now), 2)];
        let revenue = row.revenue.map_or_else(|| "-".into(), |[a, b]| format!("today {a:.4}, plan {b:.4}"));
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "{:<20}{:>14.1}{past:>14}{speed:>10}{numpy:>10}{times:>10}   {revenue}",
            row.scenario, row.now
        );
    }
    if let Some(ratio) = on_over_off(&rows) {
        let _ = writeln!(text, "all on / all off: {ratio:.2}");
    }
    let apart = apart(cases);
    if let Some((figure, errors)) = apart.first() {
        let _ =
            writeln!(text, "engine and numpy: {} figures, furthest apart {figure}, {errors:+.1} errors", apart.len());
    }
    text
}

/// What is kept in the history.
pub(crate) fn figures(cases: &[Case]) -> Value {
    let rows = rows(cases);
    let rounded = |number: f64| (number * 1000.0).round() / 1000.0;
    let scenarios: Map<String, Value> = rows
        .iter()
        .map(|row| {
            let speed = row.past.map(|past| rounded(past / row.now));
            let figures = json!({
                "us": rounded(row.now),
                "us_0_1_0": row.past.map(rounded),
                "x_0_1_0": speed,
                "us_numpy": row.numpy.map(rounded),
                "x_numpy": row.numpy.map(|numpy| rounded(numpy / row.now)),
                "revenue_x_0_1_0": row.revenue.map(|arms| arms.map(rounded)),
            });
            (row.scenario.to_owned(), figures)
        })
        .collect();
    json!({ "scenarios": scenarios, "on_over_off": on_over_off(&rows).map(rounded) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::programs::PAST;

    fn case(engine: &'static str, scenario: &'static str, micros: &[f64]) -> Case {
        let mut case = Case::new(engine, scenario, Program::new("some", 1, &[]));
        case.rounds =
            micros.iter().map(|micros| Round { micros: *micros, revenue: [2.0, 3.0], law: Law::default() }).collect();
        case
    }

    #[test]
    fn ratios_are_of_medians_and_absent_without_the_past() {
        let cases = [
            case("engine", "worked example", &[90.0, 100.0, 500.0]),
            case(PAST, "worked example", &[600.0, 400.0, 390.0]),
            case("engine", "all off", &[50.0]),
            case("engine", "all on", &[125.0]),
        ];
        let figures = figures(&cases);
        assert_eq!(figures["scenarios"]["worked example"]["x_0_1_0"], 4.0);
        assert_eq!(figures["scenarios"]["worked example"]["revenue_x_0_1_0"], json!([1.0, 1.0]));
        assert!(figures["scenarios"]["all on"]["x_0_1_0"].is_null());
        assert_eq!(figures["on_over_off"], 2.5);
        let table = table(&cases);
        assert!(table.contains("all on / all off: 2.50"), "{table}");
        assert!(!table.contains("all on and set"), "what did not run has no row: {table}");
    }

    #[test]
    fn another_law_is_no_peer() {
        let with = |engine, mean: f64| {
            let mut case = case(engine, "worked example", &[1_000.0]);
            case.rounds[0].law = Law::of(&json!({ "law": { "today_profit": { "mean": [mean, 1.0] } } }));
            case
        };
        let run = |mean| [with("engine", 0.0), with(NUMPY, mean)];
        assert!(agrees(&run(5.0)) && !agrees(&run(6.0)), "the errors of both, 4 √2");
        assert!(agrees(&run(5.0)[..1]), "nobody to object");
        let silent = [with("engine", 0.0), case(NUMPY, "worked example", &[1.0])];
        assert!(!agrees(&silent), "a peer that tells nothing");
        assert!(table(&run(5.0)).contains("today_profit mean, -3.5 errors"), "{}", table(&run(5.0)));
        assert_eq!(figures(&run(5.0))["scenarios"]["worked example"]["x_numpy"], 1.0);
    }

    #[test]
    fn output_without_a_figure_is_an_error() {
        let line = |seconds: f64, revenue: f64| {
            json!({ "replicates": 10, "seconds": seconds, "mean_today": revenue, "mean_plan": 1 }).to_string()
        };
        assert_eq!(Round::parse(&line(0.5, 1.0)).unwrap().micros, 50_000.0);
        for output in [String::new(), "done".into(), line(0.0, 1.0), line(1.0, 0.0)] {
            assert!(Round::parse(&output).is_err(), "{output}");
        }
    }
}

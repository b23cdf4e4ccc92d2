//! Data of the golden charts of decisions.

use funnel_simulator::charts::*;

pub(crate) mod bars {
    use super::*;

    fn row(name: &str, value: f64, error: f64, said: &str, tone: Tone) -> BarRow {
        BarRow {
            name: name.to_owned().into(),
            value,
            whisker: (value - error, value + error),
            said: said.to_owned().into(),
            tone,
            reading: format!("{name} brings {said}.").into(),
            cells: vec![said.to_owned().into()],
        }
    }

    pub(crate) fn ladder() -> BarsData {
        BarsData {
            rows: vec![
                row("Won: one point more pass", 145_730.0, 4_300.0, "+$146k", Tone::Plan),
                row("Sales development: one more person", 81_784.0, 15_000.0, "+$82k", Tone::Plan),
                row("Attempts to get in touch: one more", -7_434.0, 14_800.0, "−$7k", Tone::Today),
                row("Account executives: one more person", -71_292.0, 11_200.0, "−$71k", Tone::Loss),
            ],
            label: "Step".into(),
            caption: "change of profit a year".into(),
            unit: Unit::Money,
            signed: true,
            ranges: false,
            columns: ["Step", "Profit a year"].map(Into::into).to_vec(),
        }
    }

    pub(crate) fn none() -> BarsData {
        BarsData { rows: Vec::new(), ..ladder() }
    }

    pub(crate) fn scenarios() -> BarsData {
        BarsData {
            rows: vec![
                row("A  What is on the page", 4_120_000.0, 900_000.0, "$4.12M", Tone::Plan),
                row("B  Half the budget, two more people", 4_310_000.0, 600_000.0, "$4.31M", Tone::Today),
                row("C  As today", 3_400_000.0, 700_000.0, "$3.4M", Tone::Today),
            ],
            label: "Scenario".into(),
            caption: "profit in 12 months".into(),
            signed: false,
            ranges: true,
            ..ladder()
        }
    }
}

pub(crate) mod curves {
    use super::*;

    pub(crate) fn worked() -> CurveData {
        let point = |multiple: f64| {
            let budget = 1_014_000.0 * multiple;
            let mean = 1.9e6 * multiple / (multiple + 0.7) - budget;
            let spread = 2e5 + 1.5e5 * multiple;
            Point { budget, mean, low: mean - spread, high: mean + 1.2 * spread }
        };
        let points: Vec<Point> = [0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0].map(point).to_vec();
        let place = |budget, name: &str, tone| Place { budget, name: name.to_owned().into(), tone };
        CurveData {
            places: vec![
                place(1_014_000.0, "today", Tone::Today),
                place(1_216_800.0, "the plan", Tone::Ink),
                place(507_000.0, "most profit", Tone::Plan),
            ],
            flat: Some((430_000.0, 600_000.0)),
            captions: ("profit in 12 months".into(), "budget in 12 months".into()),
            readings: points.iter().map(|p| format!("Budget {}.", p.budget).into()).collect(),
            columns: ["Budget", "Mean"].map(Into::into).to_vec(),
            rows: points.iter().map(|p| Row { head: p.budget.to_string().into(), cells: vec!["x".into()] }).collect(),
            points,
        }
    }

    pub(crate) fn none() -> CurveData {
        CurveData {
            points: Vec::new(),
            places: Vec::new(),
            flat: None,
            readings: Vec::new(),
            rows: Vec::new(),
            ..worked()
        }
    }
}

pub(crate) mod fits {
    use super::*;

    /// Two thirds pass, half of them within eight weeks; what is taken to be true lies a little above.
    pub(crate) fn worked() -> FitData {
        let share = |x: f64, most: f64| most * (1.0 - 0.5_f64.powf(x / 8.0));
        let seen = (0..=30).map(|x| {
            let (x, error) = (f64::from(x), 0.002 * f64::from(x));
            let y = share(x, 0.66);
            funnel_charts::fit::Point { x, y, low: y - error, high: y + error }
        });
        let taken = (0..=30).map(|x| {
            let x = f64::from(x);
            funnel_charts::fit::Point { x, y: share(x, 0.7), low: f64::NAN, high: f64::NAN }
        });
        FitData {
            seen: FitLine { name: "your files".into(), points: seen.collect() },
            taken: FitLine { name: "simulated".into(), points: taken.collect() },
            caption: "share that has passed".into(),
            along: "weeks since it came in".into(),
            unit: Unit::Count,
            along_unit: Unit::Count,
            share: true,
        }
    }
}

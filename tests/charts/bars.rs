//! Goldens of rows of bars and ranges.

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

fn none() -> BarsData {
    BarsData { rows: Vec::new(), ..ladder() }
}

fn scenarios() -> BarsData {
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

pub(crate) fn chart(data: BarsData, width: u32) -> String {
    let (title, data) = ("One more person helps most".into(), Shared::new(data));
    markup::<BarsChart>(BarsChartProps { id: "bars".into(), title, data, width, style: style() })
}

pub(crate) fn empty() -> String {
    chart(none(), 328)
}

#[test]
fn of_amounts() {
    check("bars-desktop", &chart(ladder(), 760));
    check("bars-phone", &chart(ladder(), 328));
}

#[test]
fn of_ranges() {
    check("ranges-desktop", &chart(scenarios(), 760));
    check("ranges-phone", &chart(scenarios(), 328));
}

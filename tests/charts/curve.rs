//! Goldens of curves over the budget.

use super::*;

fn worked() -> CurveData {
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
        zone: Some((430_000.0, 600_000.0)),
        wanted: None,
        unit: Unit::Money,
        captions: ("profit in 12 months".into(), "budget in 12 months".into()),
        readings: points.iter().map(|p| format!("Budget {}.", p.budget).into()).collect(),
        columns: ["Budget", "Mean"].map(Into::into).to_vec(),
        rows: points.iter().map(|p| Row { head: p.budget.to_string().into(), cells: vec!["x".into()] }).collect(),
        points,
    }
}

fn none() -> CurveData {
    CurveData { points: Vec::new(), places: Vec::new(), zone: None, readings: Vec::new(), rows: Vec::new(), ..worked() }
}

fn chart(data: CurveData, width: u32) -> String {
    let (title, data) = ("Profit is highest at about half of today’s budget".into(), Shared::new(data));
    markup::<CurveChart>(CurveChartProps { id: "curve".into(), title, data, width, height: 320, style: style() })
}

pub(crate) fn empty() -> String {
    chart(none(), 328)
}

/// How often budgets reach a target: counts, up to a height that is wanted and a zone in which it is reached.
fn reaching() -> CurveData {
    let point = |multiple: f64| {
        let mean = 50.0 * multiple / (multiple + 0.5);
        Point { budget: 1_014_000.0 * multiple, mean, low: mean - 2.0, high: mean + 2.0 }
    };
    let points: Vec<Point> = [0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0].map(point).to_vec();
    CurveData {
        zone: Some((2_028_000.0, 3_042_000.0)),
        wanted: Some((40.0, "80% wanted".into())),
        unit: Unit::Count,
        captions: ("budget alone: of 50 futures, in how many it reaches $5M".into(), "budget in 12 months".into()),
        points,
        ..worked()
    }
}

#[test]
fn desktop_and_phone() {
    check("curve-desktop", &chart(worked(), 760));
    check("curve-phone", &chart(worked(), 328));
    check("curve-wanted-desktop", &chart(reaching(), 760));
    check("curve-wanted-phone", &chart(reaching(), 328));
}

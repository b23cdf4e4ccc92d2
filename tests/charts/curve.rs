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
        flat: Some((430_000.0, 600_000.0)),
        captions: ("profit in 12 months".into(), "budget in 12 months".into()),
        readings: points.iter().map(|p| format!("Budget {}.", p.budget).into()).collect(),
        columns: ["Budget", "Mean"].map(Into::into).to_vec(),
        rows: points.iter().map(|p| Row { head: p.budget.to_string().into(), cells: vec!["x".into()] }).collect(),
        points,
    }
}

fn none() -> CurveData {
    CurveData { points: Vec::new(), places: Vec::new(), flat: None, readings: Vec::new(), rows: Vec::new(), ..worked() }
}

fn chart(data: CurveData, width: u32) -> String {
    let (title, data) = ("Profit is highest at about half of today’s budget".into(), Shared::new(data));
    markup::<CurveChart>(CurveChartProps { id: "curve".into(), title, data, width, height: 320, style: style() })
}

pub(crate) fn empty() -> String {
    chart(none(), 328)
}

#[test]
fn desktop_and_phone() {
    check("curve-desktop", &chart(worked(), 760));
    check("curve-phone", &chart(worked(), 328));
}

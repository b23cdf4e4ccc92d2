//! Goldens of the curve behind the slider.

use super::*;

fn worked() -> SparkData {
    let point = |i: u32| {
        let budget = f64::from(i) * 1e5;
        let rise = 9.2e6 * budget / (budget + 4.5e5);
        let mean = if budget > 1.3e6 { rise - (budget - 1.3e6) * 2.2 } else { rise };
        Point { budget, mean, low: mean * 0.8, high: mean * 1.25 }
    };
    let place = |budget, name: &'static str, tone| Place { budget, name: name.into(), tone };
    SparkData {
        points: (0..=24).map(point).collect(),
        range: (0.0, 2.4e6),
        places: vec![place(9.6e5, "today", Tone::Today), place(1.3e6, "revenue falls from here", Tone::Loss)],
    }
}

fn none() -> SparkData {
    SparkData { points: Vec::new(), range: (0.0, 2.4e6), places: Vec::new() }
}

fn chart(data: SparkData, width: u32) -> String {
    let (title, data) = ("Revenue rises up to a budget of $1.3M".into(), Shared::new(data));
    markup::<SparkCurve>(SparkCurveProps { id: "spark".into(), title, data, width, height: 72, inset: 12 })
}

pub(crate) fn empty() -> String {
    chart(none(), 272)
}

#[test]
fn desktop_and_phone() {
    check("spark", &chart(worked(), 272));
    check("spark-wide", &chart(worked(), 328));
}

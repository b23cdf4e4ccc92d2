//! Goldens of fits.

use super::*;

/// Two thirds pass, half of them within eight weeks; what is taken to be true lies a little above.
fn worked() -> FitData {
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

fn chart(data: FitData, width: u32, height: u32) -> String {
    let title = "Won: when it is passed".into();
    let data = Shared::new(data);
    markup::<FitChart>(FitChartProps { id: "fit".into(), title, data, width, height, style: style() })
}

pub(crate) fn empty() -> String {
    chart(FitData::default(), 640, 240)
}

#[test]
fn desktop_and_phone() {
    let markup = chart(worked(), 560, 240);
    check("fit-desktop", &markup);
    assert!(markup.contains("role=\"slider\"") && markup.contains("fit-taken"));
    check("fit-phone", &chart(worked(), 320, 240));
}

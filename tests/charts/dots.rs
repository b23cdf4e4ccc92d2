//! Goldens of dots.

use super::*;

/// 50 quantiles of a skewed gain: 9 below zero, 41 above.
fn quantiles(count: u32) -> Vec<f64> {
    let place = |i: u32| (f64::from(i) + 0.5) / f64::from(count);
    // A logistic quantile, stretched to the right.
    let value = |p: f64| {
        let z = (p / (1.0 - p)).ln() / 1.7;
        2.6e5 + 3.3e5 * z + 5e4 * z * z
    };
    (0..count).map(|i| value(place(i))).collect()
}

fn data(values: Vec<f64>) -> DotsData {
    let losing = values.iter().filter(|v| **v < 0.0).count();
    let gaining = values.iter().filter(|v| **v > 0.0).count();
    let even = values.len() - losing - gaining;
    DotsData {
        values,
        break_even: 0.0,
        losing: format!("{losing} lose money").into(),
        even: format!("{even} make no difference").into(),
        gaining: format!("{gaining} pay for themselves").into(),
        caption: "change in profit after spend, 12 months".into(),
    }
}

fn worked() -> DotsData {
    data(quantiles(50))
}

fn twenty() -> DotsData {
    data(quantiles(20))
}

fn none() -> DotsData {
    data(Vec::new())
}

fn equal(value: f64) -> DotsData {
    data(vec![value; 50])
}

fn chart(data: DotsData, width: u32, height: u32) -> String {
    let title = "Pays for itself in 41 of 50 futures".into();
    let data = Shared::new(data);
    markup::<DotsChart>(DotsChartProps { id: "dots".into(), title, data, width, height, style: style() })
}

pub(crate) fn empty() -> String {
    chart(none(), 640, 240)
}

#[test]
fn desktop() {
    let markup = chart(worked(), 880, 280);
    check("dots-desktop", &markup);
    assert_eq!(markup.matches("class=\"dot-gain\"").count(), 41);
    assert_eq!(markup.matches("class=\"dot-loss\"").count(), 9);
}

#[test]
fn phone() {
    check("dots-phone", &chart(worked(), 320, 260));
}

#[test]
fn small_with_twenty() {
    check("dots-twenty", &chart(twenty(), 240, 180));
}

#[test]
fn without_data() {
    let markup = chart(none(), 640, 240);
    assert!(markup.contains("No futures yet."));
    assert!(!markup.contains("role=\"slider\""), "nothing to step through");
}

#[test]
fn all_equal() {
    check("dots-equal", &chart(equal(3e5), 640, 240));
    check("dots-no-change", &chart(equal(0.0), 640, 240));
}

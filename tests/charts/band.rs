//! Goldens of bands.

use super::*;

const WEEKS: u32 = 78;

/// Weekly revenue: it rises as the pipeline fills, and falls off once spending has stopped in week 52.
fn week(level: f64, week: u32) -> f64 {
    let t = f64::from(week);
    let rise = 1.0 - (-t / 9.0).exp();
    let fall = if t > 52.0 { (-(t - 52.0) / 7.0).exp() } else { 1.0 };
    let season = 1.0 + 0.06 * (t / 52.0 * std::f64::consts::TAU).sin();
    level * rise * fall * season
}

fn series(name: &'static str, arm: Arm, p50: Vec<f64>, spread: impl Fn(usize) -> (f64, f64)) -> Series {
    let at = |f: fn(f64, (f64, f64)) -> f64| p50.iter().enumerate().map(|(i, m)| f(*m, spread(i))).collect();
    Series {
        name: name.into(),
        arm,
        mean: at(|m, (low, high)| m + 0.05 * (high + low)),
        p10: at(|m, (low, _)| m + low),
        p90: at(|m, (_, high)| m + high),
        p50,
    }
}

fn data(series: Vec<Series>, caption: &'static str) -> BandData {
    BandData {
        series,
        horizon: Some(52),
        after_horizon: "lands after the horizon".into(),
        payback: None,
        payback_label: "".into(),
        caption: caption.into(),
        unit: Unit::Money,
        signed: false,
        digits: Digits::Error(9e4),
        line: Default::default(),
    }
}

fn arms(sum: bool) -> Vec<Series> {
    let medians = |level: f64| {
        let mut total = 0.0;
        (1..=WEEKS)
            .map(|w| {
                total += week(level, w);
                if sum { total } else { week(level, w) }
            })
            .collect::<Vec<f64>>()
    };
    let spread = |m: &[f64]| {
        let m = m.to_vec();
        move |i: usize| (-0.28 * m[i], 0.34 * m[i])
    };
    let (today, plan) = (medians(1.55e5), medians(1.69e5));
    let (today_spread, plan_spread) = (spread(&today), spread(&plan));
    vec![series("today", Arm::Today, today, today_spread), series("plan", Arm::Plan, plan, plan_spread)]
}

pub(crate) fn weekly() -> BandData {
    data(arms(false), "revenue recognised a week, median and the middle 8 of 10 futures")
}

fn cumulative() -> BandData {
    data(arms(true), "revenue since week 1, median and the middle 8 of 10 futures")
}

/// The cumulative difference in profit: spend first, margin later, so that it pays back late.
fn difference() -> BandData {
    let mut total = 0.0;
    let median: Vec<f64> = (1..=WEEKS)
        .map(|w| {
            total += week(1.69e4, w) * 1.05 - if w <= 52 { 1.45e4 } else { 0.0 };
            total
        })
        .collect();
    let payback = median.iter().rposition(|v| *v < 0.0).map(|i| i as u32 + 2);
    let spread = |i: usize| (-2.6e4 * (i as f64 + 1.0).sqrt(), 3.0e4 * (i as f64 + 1.0).sqrt());
    BandData {
        payback,
        payback_label: format!("pays back in week {}", payback.unwrap_or_default()).into(),
        signed: true,
        digits: Digits::Error(9e3),
        ..data(vec![series("", Arm::Plan, median, spread)], "profit after spend, plan less today, since week 1")
    }
}

fn none() -> BandData {
    data(Vec::new(), "revenue recognised a week")
}

fn equal() -> BandData {
    let flat = |name, arm| series(name, arm, vec![1e5; 52], |_| (0.0, 0.0));
    data(vec![flat("today", Arm::Today), flat("plan", Arm::Plan)], "revenue recognised a week")
}

pub(crate) fn chart(data: BandData, width: u32, height: u32) -> String {
    let title = "Pays back within the year".into();
    let data = Shared::new(data);
    markup::<BandChart>(BandChartProps { id: "band".into(), title, data, width, height, style: style() })
}

pub(crate) fn empty() -> String {
    chart(none(), 640, 240)
}

#[test]
fn desktop() {
    check("band-weekly", &chart(weekly(), 880, 320));
    check("band-cumulative", &chart(cumulative(), 880, 320));
    check("band-difference", &chart(difference(), 880, 320));
}

#[test]
fn phone() {
    check("band-weekly-phone", &chart(weekly(), 320, 260));
    check("band-cumulative-phone", &chart(cumulative(), 320, 260));
    check("band-difference-phone", &chart(difference(), 320, 260));
}

#[test]
fn of_equal_plans() {
    check("band-equal", &chart(equal(), 640, 240));
}

#[test]
fn is_read_by_keyboard_and_screen_reader() {
    let markup = chart(difference(), 640, 300);
    assert!(
        markup.contains("role=\"slider\" tabindex=\"0\" aria-label=\"Week\" aria-valuemin=\"1\" aria-valuemax=\"78\"")
    );
    // Its line is spoken once its keys are used.
    assert!(markup.contains("aria-live=\"off\""));
    assert!(markup.contains("<title id=\"band-title\">Pays back within the year</title>"));
    assert!(markup.contains("aria-labelledby=\"band-title band-desc\""));
}

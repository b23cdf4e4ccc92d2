//! What holds for a band whatever its data.

use super::*;
use crate::laws::{config, fault, many, name, placed, size, sound, style, with};
use proptest::prelude::*;

proptest! {
    #![proptest_config(config())]

    #[test]
    fn whatever_the_data(
        p10 in many(80), p50 in many(80), p90 in many(80),
        horizon in 0u32..100, payback in 0u32..100, width in size(), height in size(),
    ) {
        let style = NumberStyle::default();
        let series = Series { name: "plan", tone: Tone::Plan, p10: &p10, p50: &p50, p90: &p90 };
        let other = Series { name: "today", tone: Tone::Today, p10: &p90, p50: &p10, p90: &p50 };
        let chart = layout(&Input {
            series: &[other, series],
            horizon: Some(Moment { week: horizon, name: "lands after the horizon" }),
            payback: Some(Moment { week: payback, name: "pays back in week 31" }),
            caption: "revenue a week",
            unit: Unit::Money,
            signed: false,
            digits: Digits::default(),
            width,
            height,
            style: &style,
        });
        for curve in &chart.curves {
            prop_assert!(sound(&curve.band) && sound(&curve.line));
        }
        prop_assert!(placed(&chart.texts));
        if width >= 300.0 {
            let ends: Vec<&Text> = chart.texts.iter().filter(|t| t.x > chart.plot.2 && t.strong).collect();
            for (i, a) in ends.iter().enumerate() {
                for b in ends.iter().skip(i + 1) {
                    prop_assert!((a.y - b.y).abs() >= 11.0 || height < 200.0, "labels collide");
                }
            }
        }
    }

    #[test]
    fn texts_keep_clear(
        spread in prop::collection::vec((-1.0..1.0_f64, 0.0..1.0_f64, 0.0..1.0_f64), 8..80), trend in -1.0..1.0_f64, size in 0.0..9.0_f64,
        names in (name(), name()), arms in 1..3_usize, at in 0.1..1.0_f64, payback in prop::option::of(0.0..1.0_f64), signed in any::<bool>(),
        style in style(), width in 280.0..960.0_f64, height in 180.0..420.0_f64,
    ) {
        let by = 10_f64.powf(size);
        let line = |i: usize, of: f64| (trend * i as f64 / 8.0 + of) * by;
        let of = |add: f64, times: f64| -> Vec<f64> { spread.iter().enumerate().map(|(i, (mid, low, high))| line(i, mid + add * low + times * high)).collect() };
        let (p10, p50, p90) = (of(-1.0, 0.0), of(0.0, 0.0), of(0.0, 1.0));
        let other: Vec<f64> = p50.iter().map(|x| 1.3 * x).collect();
        let series = [
            Series { name: &names.0, tone: Tone::Plan, p10: &p10, p50: &p50, p90: &p90 },
            Series { name: &names.1, tone: Tone::Today, p10: &p10, p50: &other, p90: &p90 },
        ];
        let weeks = spread.len() as f64;
        let chart = layout(&Input {
            series: &series[..arms],
            horizon: Some(Moment { week: (at * weeks) as u32, name: "after 12 months" }),
            payback: payback.map(|p| Moment { week: (p * weeks) as u32, name: "pays back in week 31" }),
            caption: "change in profit since the first week, 8 of 10 futures and median",
            unit: Unit::Money, signed, digits: Digits::default(), width, height, style: &style,
        });
        prop_assert_eq!(fault(&with(&chart.texts, &[&chart.weeks, &chart.values]), width, height), None);
    }
}

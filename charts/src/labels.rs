//! A law of every chart: in a picture that is not tiny, no text leaves it and none overlaps another, whatever the
//! figures, names, currency and number format.

use crate::axis::Tick;
use crate::format::{Digits, NumberStyle, Unit};
use crate::mark::{Text, Tone};
use crate::{band, bars, curve, dots, flow, replay, spark};
use proptest::prelude::*;

/// Left, top, right and bottom: from the height of capitals to the baseline, as only some letters reach below that.
fn place(text: &Text) -> (f64, f64, f64, f64) {
    let (left, right) = text.span();
    (left, text.y - 0.74 * text.size(), right, text.y)
}

/// What is wrong with the texts of a picture: one leaves it by half a pixel, or two overlap by more than that.
fn fault(texts: &[&Text], width: f64, height: f64) -> Option<String> {
    let shown: Vec<&&Text> = texts.iter().filter(|text| !text.text.trim().is_empty()).collect();
    for (i, text) in shown.iter().enumerate() {
        let (left, top, right, bottom) = place(text);
        if left < -0.5 || top < -0.5 || right > width + 0.5 || bottom > height + 0.5 {
            return Some(format!("{text:?} leaves {width} × {height}: {left} to {right}, {top} to {bottom}"));
        }
        for other in shown.iter().skip(i + 1) {
            let (l, t, r, b) = place(other);
            if right.min(r) - left.max(l) > 0.5 && bottom.min(b) - top.max(t) > 0.5 {
                return Some(format!("{text:?} lies on {other:?} in {width} × {height}"));
            }
        }
    }
    None
}

fn with<'a>(texts: &'a [Text], ticks: &[&'a [Tick]]) -> Vec<&'a Text> {
    texts.iter().chain(ticks.iter().flat_map(|ticks| ticks.iter().map(|tick| &tick.text))).collect()
}

/// A currency with a country's number format.
fn style() -> impl Strategy<Value = NumberStyle> {
    let code = prop::sample::select(vec!["USD", "EUR", "JPY", "VND", "CHF"]);
    (code, any::<bool>()).prop_map(|(code, comma)| {
        let mut style = NumberStyle::english(code);
        if comma {
            (style.decimal_mark, style.group_mark) = (",".into(), ".".into());
            style.suffix = [" ", style.prefix.as_str()].concat();
            style.prefix.clear();
        }
        style
    })
}

/// Figures of about a given size, of one sign or both.
fn figures(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<f64>> {
    (prop::collection::vec(-1.0..1.0_f64, count), -1.0..1.0_f64, 0.0..9.0_f64)
        .prop_map(|(values, middle, size)| values.iter().map(|x| (middle + x) * 10_f64.powf(size)).collect())
}

fn name() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "plan",
        "today",
        "half the events",
        "Плановый бюджет",
        "a plan with quite a long name",
        "見込み",
    ])
    .prop_map(str::to_owned)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn of_dots(values in figures(1..60), even in any::<bool>(), style in style(), width in 280.0..960.0_f64, height in 160.0..420.0_f64) {
        let below = values.iter().filter(|x| **x < 0.0).count();
        let labels = [format!("{below} lose money"), "1 no difference".to_owned(), format!("{} pays for itself", values.len() - below)];
        let mut values = values;
        if even {
            values.push(0.0);
        }
        let chart = dots::layout(&dots::Input {
            values: &values, break_even: 0.0, losing: &labels[0], even: &labels[1], gaining: &labels[2],
            caption: "change in profit after spend, 12 months", width, height, style: &style,
        });
        prop_assert_eq!(fault(&with(&chart.texts, &[&chart.ticks]), width, height), None);
    }

    #[test]
    fn of_bands(
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
            band::Series { name: &names.0, tone: Tone::Plan, p10: &p10, p50: &p50, p90: &p90 },
            band::Series { name: &names.1, tone: Tone::Today, p10: &p10, p50: &other, p90: &p90 },
        ];
        let weeks = spread.len() as f64;
        let chart = band::layout(&band::Input {
            series: &series[..arms],
            horizon: Some(band::Moment { week: (at * weeks) as u32, name: "after 12 months" }),
            payback: payback.map(|p| band::Moment { week: (p * weeks) as u32, name: "pays back in week 31" }),
            caption: "change in profit since the first week, 8 of 10 futures and median",
            unit: Unit::Money, signed, digits: Digits::default(), width, height, style: &style,
        });
        prop_assert_eq!(fault(&with(&chart.texts, &[&chart.weeks, &chart.values]), width, height), None);
    }

    #[test]
    fn of_curves(budgets in figures(2..30), shape in -1.0..1.0_f64, at in (0.0..1.0_f64, 0.0..1.0_f64), style in style(), width in 280.0..960.0_f64, height in 180.0..420.0_f64) {
        let mut budgets: Vec<f64> = budgets.into_iter().map(f64::abs).collect();
        budgets.sort_by(f64::total_cmp);
        let most = budgets.last().copied().unwrap_or(1.0);
        let points: Vec<_> = budgets.iter().map(|b| { let mean = b * (shape - b / most); spark::Point { budget: *b, mean, low: mean - 0.2 * most, high: mean + 0.2 * most } }).collect();
        let span = most - budgets[0];
        let place = |at: f64, name, tone| curve::Place { budget: budgets[0] + at * span, name, tone };
        let places = [place(at.0, "today", Tone::Today), place(at.1, "most profit", Tone::Plan), place(1.0, "revenue falls", Tone::Loss)];
        let chart = curve::layout(&curve::Input {
            points: &points, places: &places, flat: None, captions: ("profit in 12 months, mean, and 8 of 10 futures", "budget in 12 months"), width, height, style: &style,
        });
        let mut texts = with(&chart.texts, &[&chart.budgets, &chart.figures]);
        texts.extend(chart.markers.iter().map(|marker| &marker.text));
        prop_assert_eq!(fault(&texts, width, height), None);
    }

    #[test]
    fn of_bars(rows in prop::collection::vec((-1.0..1.0_f64, 0.0..1.0_f64, name()), 1..12), size in 0.0..9.0_f64, ranges in any::<bool>(), style in style(), width in 280.0..960.0_f64) {
        let by = 10_f64.powf(size);
        let said: Vec<String> = rows.iter().map(|(value, ..)| style.change(value * by, Digits::Significant(2), Unit::Money)).collect();
        let bars: Vec<_> = rows.iter().zip(&said).map(|((value, error, name), said)| bars::Bar {
            name, value: value * by, low: (value - error) * by, high: (value + error) * by, said, tone: Tone::Plan,
        }).collect();
        let chart = bars::layout(&bars::Input { bars: &bars, caption: "change of profit a year", unit: Unit::Money, signed: true, ranges, width, style: &style });
        let texts: Vec<&Text> = chart.rows.iter().flat_map(|row| &row.texts).chain(chart.ticks.iter().map(|tick| &tick.text)).collect();
        prop_assert_eq!(fault(&texts, width, chart.height), None);
    }

    #[test]
    fn of_replays(outcomes in figures(1..200), style in style(), width in 280.0..960.0_f64, height in 180.0..420.0_f64) {
        let chart = replay::layout(&replay::Input { outcomes: &outcomes, seen: outcomes.len(), caption: "change in profit", width, height, style: &style });
        prop_assert_eq!(fault(&with(&chart.texts, &[&chart.ticks]), width, height), None);
    }

    #[test]
    fn of_flows(
        people in prop::collection::vec((0.05..1.0_f64, 0.5..1.5_f64, name()), 1..8), channels in prop::collection::vec((0.0..1.0_f64, name()), 1..9),
        size in 0.0..7.0_f64, fits in any::<bool>(), style in style(), width in 280.0..1_200.0_f64, height in 310.0..520.0_f64,
    ) {
        let pair = |today: f64, more: f64| flow::Pair { today, plan: today * more };
        let mut count = 10_f64.powf(size);
        let channels: Vec<_> = channels.iter().map(|(share, name)| flow::Channel { name, spend: pair(share * count, 1.2), inquiries: pair(share * count, 1.1) }).collect();
        let losses: Vec<_> = people.iter().map(|(pass, more, name)| {
            let entered = count;
            count *= pass;
            (entered, [flow::Loss { reason: name, count: pair((entered - count) * 0.8, *more) }])
        }).collect();
        let stages: Vec<_> = people.iter().zip(&losses).map(|((pass, more, name), (entered, losses))| flow::Stage {
            name, entered: pair(*entered, *more), passed: pair(entered * pass, *more), waiting: pair(entered * (1.0 - pass) * 0.2, *more), losses,
        }).collect();
        let most = if fits { height } else { f64::INFINITY };
        let chart = flow::layout(&flow::Input {
            channels: &channels, stages: &stages, revenue: pair(count * 1e4, 1.1), words: flow::Words::default(), width, height, most, style: &style,
        });
        prop_assert_eq!(fault(&with(&chart.texts, &[]), width, chart.height), None);
    }

    /// Where a flow is confined to its space it says less, down to what goes in and what comes out.
    #[test]
    fn of_flows_in_a_corner(stages in 0..9_usize, width in 280.0..340.0_f64, height in 90.0..260.0_f64, style in style()) {
        let pair = flow::Pair { today: 1.2e6, plan: 1.5e6 };
        let losses = [flow::Loss { reason: "no answer", count: pair }];
        let stage = flow::Stage { name: "Qualified by sales", entered: pair, passed: pair, waiting: pair, losses: &losses };
        let stages = vec![stage; stages];
        let channels = [flow::Channel { name: "Paid search", spend: pair, inquiries: pair }; 3];
        let chart = flow::layout(&flow::Input {
            channels: &channels, stages: &stages, revenue: pair, words: flow::Words::default(), width, height, most: height, style: &style,
        });
        prop_assert!(chart.height <= height + 1e-9, "{} in {height}", chart.height);
        prop_assert_eq!(fault(&with(&chart.texts, &[]), width, height), None);
        prop_assert_eq!(chart.nodes[0].what, flow::What::Spend);
        prop_assert_eq!(chart.nodes[1].what, flow::What::Revenue);
        prop_assert_eq!(chart.nodes.last().map(|node| node.what), Some(flow::What::Customers));
    }

    #[test]
    fn of_sparks(
        points in prop::collection::vec((0.0..1.0_f64, 0.0..1.0_f64), 2..40), at in (0.0..1.0_f64, 0.0..1.0_f64), size in 0.0..8.0_f64, width in 240.0..960.0_f64, height in 60.0..120.0_f64,
    ) {
        let by = 10_f64.powf(size);
        let mut points: Vec<_> = points.iter().map(|(budget, mean)| spark::Point { budget: budget * by, mean: mean * by, low: 0.0, high: by }).collect();
        points.sort_by(|a, b| a.budget.total_cmp(&b.budget));
        let place = |at: f64, name, tone| spark::Place { budget: at * by, name, tone };
        let places = [place(at.0, "today", Tone::Today), place(at.1, "revenue falls from here", Tone::Loss)];
        let chart = spark::layout(&spark::Input { points: &points, range: (0.0, by), places: &places, inset: 10.0, width, height });
        let texts: Vec<&Text> = chart.markers.iter().map(|marker| &marker.text).collect();
        prop_assert_eq!(fault(&texts, width, height), None);
    }
}

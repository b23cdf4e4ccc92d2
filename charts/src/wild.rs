//! Every layout, with data and sizes that nobody would use: nothing panics, and every coordinate is finite.

use crate::format::{Digits, NumberStyle, Unit};
use crate::mark::{Text, Tone};
use crate::{band, bars, curve, dots, fit, flow, replay, scale, spark};
use proptest::prelude::*;

fn wild() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => -1e7..1e7,
        1 => Just(0.0),
        1 => Just(f64::NAN),
        1 => Just(f64::INFINITY),
        1 => Just(f64::NEG_INFINITY),
        1 => Just(f64::MAX),
        1 => Just(f64::MIN_POSITIVE / 4.0),
        1 => -1e300..1e300,
        1 => Just(3.5),
    ]
}

fn size() -> impl Strategy<Value = f64> {
    prop_oneof![3 => 200.0..900.0, 1 => 0.0..200.0]
}

fn many(most: usize) -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(wild(), 0..most)
}

/// Path data consists of digits, signs, points, commas and commands only, so never of `NaN` or `inf`.
fn sound(path: &str) -> bool {
    path.chars().all(|c| c.is_ascii_digit() || "MLCZ-., ".contains(c))
}

fn placed(texts: &[Text]) -> bool {
    texts.iter().all(|t| t.x.is_finite() && t.y.is_finite() && !t.text.contains("NaN"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn ticks_are_few_rising_and_inside(values in many(5), most in 1usize..8) {
        let domain = scale::Domain::of(values);
        prop_assert!(domain.lo < domain.hi);
        let ticks = scale::ticks(domain, most);
        prop_assert!(ticks.values.len() <= most);
        prop_assert!(ticks.values.windows(2).all(|pair| pair[0] < pair[1]), "{:?}", ticks);
        prop_assert!(ticks.values.iter().all(|v| (domain.lo..=domain.hi).contains(v)));
    }

    #[test]
    fn numbers(value in wild(), other in wild(), count in 0u32..40) {
        let style = NumberStyle::default();
        for digits in [Digits::Significant(count), Digits::Error(other), Digits::Step(other)] {
            for unit in [Unit::Money, Unit::Count] {
                let text = style.number(value, digits, unit);
                prop_assert!(!text.is_empty() && text.chars().count() < 30, "{}", text);
                let text = style.change(value, digits, unit);
                prop_assert!(!text.is_empty());
            }
        }
        prop_assert!(!style.plus_minus(value, other, Unit::Money).is_empty());
    }

    #[test]
    fn dotplots(values in many(60), even in wild(), width in size(), height in size()) {
        let style = NumberStyle::default();
        let chart = dots::layout(&dots::Input {
            values: &values,
            break_even: even,
            losing: "9 lose money",
            even: "1 no difference",
            gaining: "41 pay for themselves",
            caption: "change in profit after spend, 12 months",
            width,
            height,
            style: &style,
        });
        let finite = values.iter().filter(|v| v.is_finite()).count();
        prop_assert_eq!(chart.dots.len(), finite);
        prop_assert_eq!(chart.below + chart.at + chart.above, finite);
        for dot in &chart.dots {
            prop_assert!(dot.x.is_finite() && dot.y.is_finite());
            if width >= 200.0 && height >= 200.0 {
                // No dot crosses the break-even line, leaves the chart, or sinks below the base line.
                let apart = chart.radius - 0.02;
                match dot.side {
                    dots::Side::Loss => prop_assert!(dot.x + apart <= chart.break_even_x),
                    dots::Side::Gain => prop_assert!(dot.x - apart >= chart.break_even_x),
                    dots::Side::Even => {}
                }
                prop_assert!(dot.x > 0.0 && dot.x < width);
                prop_assert!(dot.y > 0.0 && dot.y < chart.base);
            }
        }
        for (i, a) in chart.dots.iter().enumerate() {
            for b in chart.dots.iter().skip(i + 1) {
                let distance = ((a.x - b.x).powi(2) + (a.y - b.y).powi(2)).sqrt();
                if width >= 300.0 && height >= 200.0 {
                    prop_assert!(distance >= 2.0 * chart.radius - 0.05, "dots overlap");
                }
            }
        }
        prop_assert!(placed(&chart.texts));
    }

    #[test]
    fn replays(outcomes in many(300), seen in 0usize..400, width in size(), height in size()) {
        let style = NumberStyle::default();
        let input = replay::Input { outcomes: &outcomes, seen, caption: "change in profit", width, height, style: &style };
        let chart = replay::layout(&input);
        for (rect, _) in &chart.columns {
            prop_assert!(rect.x.is_finite() && rect.y.is_finite() && rect.height >= 0.0);
        }
        prop_assert!(chart.latest.is_none_or(|(x, y, _)| x.is_finite() && y.is_finite()));
        prop_assert!(placed(&chart.texts));
    }

    #[test]
    fn bands(
        p10 in many(80), p50 in many(80), p90 in many(80),
        horizon in 0u32..100, payback in 0u32..100, width in size(), height in size(),
    ) {
        let style = NumberStyle::default();
        let series = band::Series { name: "plan", tone: Tone::Plan, p10: &p10, p50: &p50, p90: &p90 };
        let other = band::Series { name: "today", tone: Tone::Today, p10: &p90, p50: &p10, p90: &p50 };
        let chart = band::layout(&band::Input {
            series: &[other, series],
            horizon: Some(band::Moment { week: horizon, name: "lands after the horizon" }),
            payback: Some(band::Moment { week: payback, name: "pays back in week 31" }),
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
    fn fits(
        seen in prop::collection::vec((wild(), wild(), wild(), wild()), 0..80),
        taken in prop::collection::vec((wild(), wild()), 0..80),
        share in any::<bool>(), width in size(), height in size(),
    ) {
        let style = NumberStyle::default();
        let seen: Vec<_> = seen.into_iter().map(|(x, y, low, high)| fit::Point { x, y, low, high }).collect();
        let taken: Vec<_> = taken.into_iter().map(|(x, y)| fit::Point { x, y, low: f64::NAN, high: f64::NAN }).collect();
        let chart = fit::layout(&fit::Input {
            seen: fit::Line { name: "your files", points: &seen },
            taken: fit::Line { name: "simulated", points: &taken },
            captions: ("share that has passed", "weeks since it came in"),
            unit: Unit::Count,
            along_unit: Unit::Money,
            share,
            width,
            height,
            style: &style,
        });
        prop_assert!(sound(&chart.band) && sound(&chart.seen) && sound(&chart.taken));
        prop_assert!(placed(&chart.texts));
        prop_assert!(chart.values.iter().chain(&chart.along).all(|tick| tick.at.is_finite()));
    }

    #[test]
    fn flows_of_more_than_came_in(entered in 0.0..1e-300_f64, width in size(), height in size()) {
        let all = flow::Pair { today: f64::MAX, plan: f64::MAX };
        let losses = [flow::Loss { reason: "no answer", count: all }];
        let entered = flow::Pair { today: entered, plan: entered };
        let stage = flow::Stage { name: "Won", entered, passed: all, waiting: all, losses: &losses };
        let last = flow::Stage { passed: entered, ..stage };
        let chart = flow::layout(&flow::Input {
            channels: &[],
            stages: &[stage, last],
            revenue: entered,
            words: flow::Words::default(),
            width,
            height,
            most: height,
            style: &NumberStyle::default(),
        });
        prop_assert!(chart.ribbons.iter().chain(&chart.stubs).all(|s| sound(&s.today) && sound(&s.plan)));
        prop_assert!(placed(&chart.texts) && chart.leaders.iter().all(|path| sound(path)));
    }

    #[test]
    fn flows(figures in many(60), channels in 0usize..12, stages in 0usize..9, width in size(), height in size()) {
        let style = NumberStyle::default();
        let mut next = figures.iter().copied().cycle();
        let mut pair = || flow::Pair {
            today: next.next().unwrap_or(0.0),
            plan: next.next().unwrap_or(f64::NAN),
        };
        let losses = [flow::Loss { reason: "no answer", count: pair() }];
        let channels: Vec<_> = (0..channels)
            .map(|_| flow::Channel { name: "Paid search", spend: pair(), inquiries: pair() })
            .collect();
        let stages: Vec<_> = (0..stages)
            .map(|_| flow::Stage {
                name: "Qualified by sales",
                entered: pair(),
                passed: pair(),
                waiting: pair(),
                losses: &losses,
            })
            .collect();
        let chart = flow::layout(&flow::Input {
            channels: &channels,
            stages: &stages,
            revenue: pair(),
            words: flow::Words::default(),
            width,
            height,
            most: height,
            style: &style,
        });
        for shape in chart.ribbons.iter().chain(&chart.stubs) {
            prop_assert!(sound(&shape.today) && sound(&shape.plan));
        }
        prop_assert!(chart.leaders.iter().all(|path| sound(path)));
        prop_assert!(placed(&chart.texts));
        for node in &chart.nodes {
            prop_assert!(node.today.height >= 0.0 && node.plan.width >= 0.0);
        }
    }

    #[test]
    fn sparks(points in prop::collection::vec((wild(), wild(), wild(), wild()), 0..40), lo in wild(), hi in wild(), width in size(), height in size()) {
        let points: Vec<_> = points
            .into_iter()
            .map(|(budget, mean, low, high)| spark::Point { budget, mean, low, high })
            .collect();
        let places = [
            spark::Place { budget: lo, name: "today", tone: Tone::Today },
            spark::Place { budget: hi, name: "revenue falls from here", tone: Tone::Loss },
        ];
        let chart = spark::layout(&spark::Input {
            points: &points,
            range: (lo, hi),
            places: &places,
            inset: 10.0,
            width,
            height,
        });
        prop_assert!(sound(&chart.fill) && sound(&chart.band) && sound(&chart.line));
        prop_assert!(chart.markers.iter().all(|m| m.x.is_finite() && m.y.is_finite() && m.text.x.is_finite()));
    }

    #[test]
    fn rows_of_bars(rows in prop::collection::vec((wild(), wild(), wild()), 0..30), ranges in any::<bool>(), width in size()) {
        let style = NumberStyle::default();
        let bar = |(value, low, high)| bars::Bar { name: "a lever of some length", value, low, high, said: "+$1.2M", tone: Tone::Plan };
        let rows: Vec<_> = rows.into_iter().map(bar).collect();
        let input = bars::Input { bars: &rows, caption: "profit a year", unit: Unit::Money, signed: true, ranges, width, style: &style };
        let chart = bars::layout(&input);
        for row in &chart.rows {
            prop_assert!(row.bar.x.is_finite() && row.bar.width.is_finite() && row.bar.width >= 0.0);
            prop_assert!(row.dot.is_none_or(|(x, y)| x.is_finite() && y.is_finite()));
            prop_assert!(placed(&row.texts));
        }
        prop_assert!(chart.zero.is_finite() && chart.height.is_finite());
    }

    #[test]
    fn curves(points in prop::collection::vec((wild(), wild(), wild(), wild()), 0..40), lo in wild(), hi in wild(), width in size(), height in size()) {
        let style = NumberStyle::default();
        let point = |(budget, mean, low, high)| spark::Point { budget, mean, low, high };
        let points: Vec<_> = points.into_iter().map(point).collect();
        let place = |budget, name| spark::Place { budget, name, tone: Tone::Today };
        let places = [place(lo, "today"), place(hi, "the best budget")];
        let input = curve::Input {
            points: &points,
            places: &places,
            flat: Some((lo, hi)),
            captions: ("change in profit", "budget"),
            width,
            height,
            style: &style,
        };
        let chart = curve::layout(&input);
        prop_assert!(sound(&chart.band) && sound(&chart.line) && placed(&chart.texts));
        prop_assert!(chart.markers.iter().all(|m| m.x.is_finite() && m.y.is_finite() && m.text.x.is_finite()));
        prop_assert!(chart.flat.is_none_or(|f| f.x.is_finite() && f.width >= 0.0));
    }
}

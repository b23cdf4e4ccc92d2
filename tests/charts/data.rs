//! Data of the golden charts: shapes and sizes like the simulator's, computed from plain formulas.

use funnel_simulator::charts::*;

pub(crate) fn style() -> Shared<NumberStyle> {
    Shared::default()
}

pub(crate) mod dots {
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

    pub(crate) fn worked() -> DotsData {
        data(quantiles(50))
    }

    pub(crate) fn twenty() -> DotsData {
        data(quantiles(20))
    }

    pub(crate) fn empty() -> DotsData {
        data(Vec::new())
    }

    pub(crate) fn equal(value: f64) -> DotsData {
        data(vec![value; 50])
    }
}

pub(crate) mod bands {
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

    pub(crate) fn cumulative() -> BandData {
        data(arms(true), "revenue since week 1, median and the middle 8 of 10 futures")
    }

    /// The cumulative difference in profit: spend first, margin later, so that it pays back late.
    pub(crate) fn difference() -> BandData {
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

    pub(crate) fn empty() -> BandData {
        data(Vec::new(), "revenue recognised a week")
    }

    pub(crate) fn equal() -> BandData {
        let flat = |name, arm| series(name, arm, vec![1e5; 52], |_| (0.0, 0.0));
        data(vec![flat("today", Arm::Today), flat("plan", Arm::Plan)], "revenue recognised a week")
    }
}

pub(crate) mod flows {
    use super::*;

    fn pair(today: f64, lift: f64) -> Pair {
        Pair { today, plan: today * lift }
    }

    fn channel(name: &'static str, spend: f64, inquiries: f64, lift: f64) -> Channel {
        Channel { name: name.into(), spend: pair(spend, 1.2), inquiries: pair(inquiries, lift) }
    }

    fn stage(name: &'static str, entered: Pair, rate: f64, waiting: f64, losses: &[(&'static str, f64)]) -> Stage {
        let share = |by: f64| Pair { today: entered.today * by, plan: entered.plan * by };
        let lost = 1.0 - rate - waiting;
        Stage {
            name: name.into(),
            entered,
            passed: share(rate),
            waiting: share(waiting),
            losses: losses
                .iter()
                .map(|(reason, part)| Loss { reason: (*reason).into(), count: share(lost * part) })
                .collect(),
        }
    }

    fn through(channels: Vec<Channel>) -> FlowData {
        let entered = channels.iter().fold(Pair::default(), |sum, c| Pair {
            today: sum.today + c.inquiries.today,
            plan: sum.plan + c.inquiries.plan,
        });
        let reached = stage("Reached", entered, 0.6, 0.01, &[("never answered", 0.7), ("wrong contact", 0.3)]);
        let fit = stage("Qualified", reached.passed, 0.35, 0.02, &[("not a fit", 1.0)]);
        let meeting = stage("Meeting held", fit.passed, 0.45, 0.03, &[("no show", 1.0)]);
        let offer =
            stage("Offer made", meeting.passed, 0.22, 0.05, &[("lost to a competitor", 0.6), ("no decision", 0.4)]);
        let won = offer.passed;
        FlowData {
            channels,
            stages: vec![reached, fit, meeting, offer],
            revenue: Pair { today: won.today * 30_000.0, plan: won.plan * 30_000.0 },
            words: Words::default(),
        }
    }

    pub(crate) fn worked() -> FlowData {
        through(vec![
            channel("Paid search", 478_400.0, 5_980.0, 1.09),
            channel("Social", 301_600.0, 5_483.0, 1.13),
            channel("Events", 182_000.0, 827.0, 1.05),
        ])
    }

    pub(crate) fn many_channels() -> FlowData {
        let names = [
            "Paid search",
            "Social",
            "Events",
            "Partners",
            "Content",
            "Webinars",
            "Outbound",
            "Referrals",
            "Display",
            "Direct mail",
            "Podcasts",
            "Affiliates",
        ];
        let channel = |(i, name): (usize, &&'static str)| {
            let size = 1.0 / (i as f64 + 1.0);
            channel(name, 4e5 * size, 4_000.0 * size, 1.1)
        };
        through(names.iter().enumerate().map(channel).collect())
    }

    pub(crate) fn equal() -> FlowData {
        through(vec![
            Channel { name: "Paid search".into(), spend: pair(4e5, 1.0), inquiries: pair(4_000.0, 1.0) },
            Channel { name: "Social".into(), spend: pair(4e5, 1.0), inquiries: pair(4_000.0, 1.0) },
        ])
    }
}

pub(crate) mod sparks {
    use super::*;

    pub(crate) fn worked() -> SparkData {
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

    pub(crate) fn empty() -> SparkData {
        SparkData { points: Vec::new(), range: (0.0, 2.4e6), places: Vec::new() }
    }
}

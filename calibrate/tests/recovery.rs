//! Simulate, export, calibrate: what is learned covers what was put in, as often as it claims.
//!
//! 240 histories of random funnels are written as CSV and read like any other. The rank of the truth in what is learned
//! should then be uniform (simulation-based calibration, Talts et al. 2018); its histogram is printed with its
//! chi-square on 9 degrees of freedom, and not asserted. What is asserted is that intervals of 80 % hold in
//! Binomial(240, .8) histories, which is within .116 of .8 in all but one of 150,000 cases. With `-- --nocapture` the
//! histograms of docs/data.md are printed.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may stop at once, and print its histograms")]

mod support;

use std::fmt::Write;

use funnel_calibrate::column::date::Day;
use funnel_calibrate::evidence::process::Method;
use funnel_calibrate::evidence::segments::{SegmentEvidence, differ};
use funnel_calibrate::stats::pool::pool;
use funnel_calibrate::stats::rate::Counts;
use funnel_calibrate::stats::shift::shifts;
use funnel_calibrate::{Evidence, Options, learn, propose, read};
use funnel_engine::math::{beta, normal};
use funnel_engine::sample::Key;
use funnel_engine::scenario::Value;
use support::simulated::{Luck, Ranks, export, truth};

const HISTORIES: u64 = 240;

fn learned(text: &str) -> Evidence {
    let table = read(text.as_bytes(), &Options::default()).unwrap();
    let tables = [table];
    learn(&tables, &propose(&tables))
}

#[test]
fn what_was_put_in_is_covered() {
    let mut ranks = Ranks::default();
    let mut methods = std::collections::BTreeMap::new();
    for history in 0..HISTORIES {
        let mut luck = Luck(Key::new(18).with(history), 0);
        let truth = truth(&mut luck);
        let found = learned(&export(&truth, &mut luck));
        assert_eq!(found.ledger.total(), 0, "{:?}", found.ledger.problems.first());
        let stage = &found.process[0];
        *methods.entry(format!("{:?}", stage.method)).or_insert(0) += 1;
        if stage.method != Method::Young {
            ranks.rate("passes in the end", stage.in_the_end, truth.passes);
            ranks.rate("is decided in the end", stage.decided, truth.passes + truth.lost);
            ranks.rate("of the decided passes", stage.passes, truth.passes / (truth.passes + truth.lost));
        }
        let arrivals = found.arrivals.as_ref().unwrap();
        let log = libm::log(truth.per_week() / arrivals.mean) / arrivals.sigma + arrivals.sigma / 2.0;
        ranks.add("comes a week", normal::cdf(log));
    }
    println!("{methods:?}");
    ranks.check();
}

/// Inquiries that respond to spend with a known elasticity, week by week, with carry-over and a season.
#[test]
fn elasticities_are_covered() {
    let mut ranks = Ranks::default();
    let mut told = 0;
    for history in 0..HISTORIES {
        let mut luck = Luck(Key::new(20).with(history), 0);
        let (elasticity, carry, level) = (luck.between(0.2, 0.8), luck.between(0.0, 0.6), luck.between(50.0, 200.0));
        let mut text = String::from("Week,Channel,Spend,Leads,Won\n");
        let mut stock = 1000.0;
        for week in 0..156 {
            let spend = 1000.0 * libm::exp(0.5 * luck.normal());
            stock = carry * stock + (1.0 - carry) * spend;
            let season = 0.2 * libm::sin(f64::from(week) / 52.18 * std::f64::consts::TAU);
            let mean = level * libm::exp(elasticity * libm::log(stock / 1000.0) + season);
            // Twice a Poisson's variance, from a normal that stays far from zero.
            let came = (mean + (2.0 * mean).sqrt() * luck.normal()).round().max(0.0);
            let _ =
                writeln!(text, "{},Search,{spend:.2},{came},{}", Day(18_000 + week * 7).iso(), (came / 10.0).floor());
        }
        let found = learned(&text);
        let [response] = found.response.as_slice() else { panic!("{:?}", found.response) };
        told += u32::from(response.cannot.is_none());
        ranks.add("elasticity", normal::cdf((elasticity - response.elasticity) / response.error));
    }
    ranks.check();
    assert!(told > 200, "{told}");
    // Spend that never changes, and spend over too few weeks, say nothing; and that is reported.
    for weeks in [10, 100] {
        let rows: String =
            (0..weeks).map(|w| format!("{},Search,1000,{},1\n", Day(18_000 + w * 7).iso(), 50 + w % 9)).collect();
        let found = learned(&format!("Week,Channel,Spend,Leads,Won\n{rows}"));
        assert!(found.response[0].cannot.is_some() && found.cannot.iter().any(|c| c.because.contains("would tell")));
    }
}

/// Channels of one family: each one's rate is covered, including the small ones'.
#[test]
fn pooled_channels_are_covered() {
    let mut ranks = Ranks::default();
    for family in 0..HISTORIES {
        let mut luck = Luck(Key::new(19).with(family), 0);
        // As in the prior: m uniform, s/(100 + s) uniform.
        let (m, share) = (luck.between(0.02, 0.98), luck.between(0.02, 0.98));
        let s = 100.0 * share / (1.0 - share);
        let groups: Vec<(f64, Counts)> = (0..6)
            .map(|_| {
                let u = luck.next();
                let p = beta::inverse(m * s, (1.0 - m) * s, u, 1.0 - u).0;
                let n = libm::floor(luck.between(2.0, 60.0));
                let k = (0..n as u32).filter(|_| luck.next() < p).count() as f64;
                (p, Counts { successes: k, trials: n })
            })
            .collect();
        let pooled = pool(&groups.iter().map(|(_, counts)| *counts).collect::<Vec<_>>());
        let (p, one) = (groups[0].0, pooled[0]);
        ranks.add("a channel of several", beta::regularised(one.a, one.b, p, 1.0 - p).0);
    }
    ranks.check();
}

/// Steps, and those who came and got through in each of several segments whose log odds differ by a normal of this
/// width; with each segment's chance of getting through.
fn family(luck: &mut Luck, width: f64) -> (Vec<f64>, Vec<Counts>, Vec<f64>) {
    let count = |low, high, luck: &mut Luck| libm::floor(luck.between(low, high)) as usize;
    let steps: Vec<f64> = (0..count(1.0, 5.0, luck)).map(|_| luck.between(0.1, 0.9)).collect();
    let (mut groups, mut chances) = (Vec::new(), Vec::new());
    for _ in 0..count(2.0, 8.0, luck) {
        let (shift, came) = (width * luck.normal(), count(5.0, 800.0, luck));
        let chance = through(&steps, shift);
        let won = (0..came).filter(|_| luck.next() < chance).count();
        groups.push(Counts { successes: won as f64, trials: came as f64 });
        chances.push(chance);
    }
    (steps, groups, chances)
}

fn through(steps: &[f64], shift: f64) -> f64 {
    steps.iter().map(|p| 1.0 / (1.0 + (1.0 - p) / p * libm::exp(-shift))).product()
}

/// Segments of one family, through one to four stages: each one's shift is covered, including the small ones'; and of
/// families without a difference, few are said to have one.
#[test]
fn segments_are_covered() {
    let mut ranks = Ranks::default();
    for history in 0..HISTORIES {
        let mut luck = Luck(Key::new(21).with(history), 0);
        // As in the prior: τ/(τ + .3) uniform.
        let share = luck.between(0.02, 0.95);
        let (steps, groups, chances) = family(&mut luck, 0.3 * share / (1.0 - share));
        let found = shifts(&steps, &groups)[0];
        // Relative to all: the shift at which the steps' rates give the average of all.
        let came: f64 = groups.iter().map(|group| group.trials).sum();
        let all = groups.iter().zip(&chances).map(|(group, p)| group.trials * p).sum::<f64>() / came;
        let aim = chances[0] / all * through(&steps, 0.0);
        let (mut low, mut high) = (-30.0, 30.0);
        for _ in 0..60 {
            let middle = f64::midpoint(low, high);
            if through(&steps, middle) < aim { low = middle } else { high = middle }
        }
        ranks.add("a segment of several", normal::cdf((low - found.mean) / found.sd));
    }
    ranks.check();
    let evidence = |(won, shift)| SegmentEvidence { name: String::new(), won, shift, sizes: None };
    let told = (0..HISTORIES).filter(|history| {
        let (steps, groups, _) = family(&mut Luck(Key::new(22).with(*history), 0), 0.0);
        let found = shifts(&steps, &groups);
        differ(&groups.into_iter().zip(found).map(evidence).collect::<Vec<_>>())
    });
    let told = told.count();
    println!("of {HISTORIES} families without a difference {told} are told apart");
    // One in fifty would be 4.8; 14 or more come up once in 3,000.
    assert!(told < 14, "{told}");
}

/// Two segments, one of which wins twice as often, and a third with four deals: they go into the scenario, and the
/// third is no winner.
#[test]
fn segments_reach_the_scenario() {
    let mut text = String::from("Deal ID,Created,Close date,Stage,Amount,Segment\n");
    let mut id = 0;
    for (segment, won, came) in [("Large", 120, 300), ("Small", 60, 300), ("New", 3, 4)] {
        for i in 0..came {
            let created = 18_000 + i;
            let stage = if i * won / came != (i + 1) * won / came { "Won" } else { "Lost" };
            let _ = writeln!(text, "{id},{},{},{stage},100,{segment}", Day(created).iso(), Day(created + 10).iso());
            id += 1;
        }
    }
    let found = learned(&text);
    assert!(
        found.segments.iter().all(|segment| segment.sizes.is_none()) && differ(&found.segments),
        "{:?}",
        found.segments
    );
    let blank = funnel_scenario::templates::load("blank").unwrap();
    let applied = funnel_calibrate::apply(&blank, &found, funnel_calibrate::shape::Answers::default()).unwrap();
    let shift = |name: &str| {
        let segment = applied.scenario.segments.iter().find(|segment| segment.name == name).unwrap();
        assert!(segment.rate_shift.source.contains("lean on the other segments"));
        let Value::Normal(shift) = &segment.rate_shift.value else { panic!("{:?}", segment.rate_shift) };
        shift.mean
    };
    // Relative to all, 183 of 604: .43 for two in five, -.55 for one in five.
    assert!((shift("Large") - 0.43).abs() < 0.1 && (shift("Small") + 0.55).abs() < 0.15);
    assert!(shift("New") > shift("Small") && shift("New") < 1.2, "{}", shift("New"));
    let changed = applied.changes.iter().filter(|change| change.what.contains("converts better or worse")).count();
    assert_eq!(changed, 3);
}

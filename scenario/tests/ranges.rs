//! docs/model.md says which shape a range of each input has: this compares its table with the code.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it should be")]

use std::collections::BTreeMap;

use funnel_scenario::edit::use_lever;
use funnel_scenario::laws::Range;
use funnel_scenario::{DealSize, Domain, Input, LeverKind, Scenario, Value, distribution, templates};

const DOC: &str = include_str!("../../docs/model.md");

/// Every input there is: all levers, teams, losses taken in again, and the three kinds of deal size that have one.
fn everything() -> Vec<Scenario> {
    let mut s = templates::load("sales-led-saas").unwrap();
    for kind in LeverKind::ALL {
        if !kind.is_used(&s) {
            s = use_lever(&s, *kind).unwrap();
        }
    }
    s.channels[0].dispersion = Some(Input::fixed(5.0));
    let last = s.stages.last().unwrap().id.clone();
    s.stages[0].loss.to = last;
    let x = || Input::fixed(1_000.0);
    let sizes = [
        DealSize::Fixed { value: x() },
        DealSize::Lognormal { median: x(), sigma: 0.5 },
        DealSize::Gamma { mean: x(), shape: 2.0 },
    ];
    sizes
        .map(|size| {
            let mut s = s.clone();
            s.segments[0].deal = Some(size.clone());
            s.money.deal = size;
            s
        })
        .to_vec()
}

/// The table's rows: the inputs' names, without list indices, and the shape.
fn table() -> BTreeMap<String, String> {
    let (_, rest) = DOC.split_once("| shape | inputs |\n|---|---|\n").unwrap();
    let rows = rest.lines().take_while(|line| line.starts_with('|'));
    let mut all = BTreeMap::new();
    for row in rows {
        let mut cells = row.trim_matches('|').splitn(2, '|');
        let shape = cells.next().unwrap().trim();
        for name in cells.next().unwrap().split('`').skip(1).step_by(2).filter(|name| *name != "deal") {
            assert_eq!(all.insert(name.to_owned(), shape.to_owned()), None, "{name} stands there twice");
        }
    }
    all
}

/// A path without list indices; a segment's deal is named like the scenario's.
fn name(path: &str) -> String {
    let plain: String = path.split('[').map(|part| part.split_once(']').map_or(part, |(_, rest)| rest)).collect();
    plain.replace("segments.deal", "money.deal")
}

fn shape(domain: Domain) -> &'static str {
    match domain {
        Domain::Rate | Domain::BelowOne => "logit-normal on (0, 1)",
        Domain::Below(_) => "logit-normal on (0, s), s the channel's slope",
        Domain::Positive | Domain::NonNegative => "lognormal",
        Domain::Real => "normal",
    }
}

#[test]
fn the_table_of_ranges_is_the_code() {
    let mut code = BTreeMap::new();
    for s in everything() {
        for field in s.inputs() {
            code.insert(name(&field.path.json), shape(field.domain).to_owned());
        }
    }
    assert_eq!(table(), code);
}

/// What the shapes mean: on the scale of its shape, a range's median lies midway between its ends.
#[test]
fn a_range_has_the_shape_of_its_domain() {
    let (a, b) = (0.2_f64, 0.6_f64);
    let logit = |p: f64| (p / (1.0 - p)).ln();
    let expit = |x: f64| 1.0 / (1.0 + (-x).exp());
    let middle = |domain: Domain| match domain {
        Domain::Rate | Domain::BelowOne => expit(f64::midpoint(logit(a), logit(b))),
        Domain::Below(s) => s * expit(f64::midpoint(logit(a / s), logit(b / s))),
        Domain::Positive | Domain::NonNegative => (a * b).sqrt(),
        Domain::Real => f64::midpoint(a, b),
    };
    let all = [Domain::Rate, Domain::BelowOne, Domain::Below(1.5), Domain::Positive, Domain::NonNegative, Domain::Real];
    for domain in all {
        let scaled = distribution(&Value::Range(Range { p10: a, p90: b }), domain).unwrap();
        let at = |z: f64| scaled.scale * scaled.dist.sampler().at_z(z);
        let z90 = 1.281_551_565_544_600_4;
        for (z, exact) in [(0.0, middle(domain)), (-z90, a), (z90, b)] {
            assert!((at(z) - exact).abs() < 1e-6, "{domain:?} at {z}: {} not {exact}", at(z));
        }
    }
}

/// What people read is set as a printer sets it: no typewriter's apostrophes.
#[test]
fn labels_and_help_have_real_apostrophes() {
    for s in everything() {
        let fields = s.inputs().into_iter().flat_map(|field| [field.label, field.help]);
        let settings = s.settings();
        for text in fields.chain(settings.iter().map(|x| x.label)) {
            assert!(!text.contains('\''), "{text}");
        }
    }
}

use super::super::rates_for_tests::{COST, SHAPES, found, scenario};
use super::*;
use crate::Question;
use crate::math::beta::regularised;
use crate::scenario::{Plan, SpendChange};
use crate::stats::moments::Moments;

const N: u32 = 4_096;

fn learn(scenario: &Scenario, replicates: u32, metric: Metric, pairs: bool) -> Learn {
    match found(&Question::Learn { metric, pairs }, scenario, replicates) {
        Finding::Learn(found) => found,
        _ => panic!("another view's answer"),
    }
}

fn mean((a, b): (f64, f64)) -> f64 {
    a / (a + b)
}

fn product() -> f64 {
    SHAPES.into_iter().map(mean).product()
}

/// A deal value at which the plan is a little short of paying, with the gross profit for each unit of the product.
fn close_call() -> (f64, f64) {
    let per_dollar =
        (learn(&scenario(1.0), 1_024, Metric::Profit, false).differences[0].value.unwrap() + COST) / product();
    let deal = 0.95 * COST / (per_dollar * product());
    (deal, per_dollar * deal)
}

/// E[max(0, g p − c)] for p ~ Beta(a, b): the part of the mean above c/g.
fn above((a, b): (f64, f64), g: f64, c: f64) -> f64 {
    let cut = (c / g).min(1.0);
    let below = |a: f64, b: f64| regularised(a, b, cut, 1.0 - cut).0;
    g * mean((a, b)) * (1.0 - below(a + 1.0, b)) - c * (1.0 - below(a, b))
}

/// 4.5 standard errors, and 2 % for the gain per lead, which is estimated itself: a false alarm in 10,000 seeds.
#[test]
fn knowing_a_rate_is_worth_what_the_closed_form_says() {
    let (deal, gain) = close_call();
    let l = learn(&scenario(deal), N, Metric::Profit, true);
    let exact = |i: usize| above(SHAPES[i], gain * product() / mean(SHAPES[i]), COST);
    assert_eq!(l.adopt, None, "it does not pay on average");
    for (i, shape) in SHAPES.into_iter().enumerate() {
        let known = l.inputs.iter().find(|k| k.inputs == [format!("stage/s{i}/rate")]).unwrap();
        let w = known.worth;
        assert!((w.estimate - exact(i)).abs() < 4.5 * w.se + 0.02 * exact(i), "{i}: {w:?}, not {}", exact(i));
        assert!(w.value > 0.0 && w.zero.is_none() && w.changes > 0.1, "{w:?}");
        // 300 more leads: the number that pass is beta-binomial.
        let more = known.more.iter().find(|m| m.trials == 300).unwrap();
        let (a, b) = shape;
        let g = gain * product() / mean(shape);
        let lbeta = |a: f64, b: f64| libm::lgamma(a) + libm::lgamma(b) - libm::lgamma(a + b);
        let sample: f64 = (0..=300)
            .map(|k| {
                let k = f64::from(k);
                let ways = libm::lgamma(301.0) - libm::lgamma(k + 1.0) - libm::lgamma(301.0 - k);
                let chance = libm::exp(ways + lbeta(a + k, b + 300.0 - k) - lbeta(a, b));
                chance * (g * (a + k) / (a + b + 300.0) - COST).max(0.0)
            })
            .sum();
        assert!((more.value - sample).abs() < 4.5 * more.se + 0.04 * sample, "{i}: {more:?}, not {sample}");
        assert!(known.more.is_sorted_by(|a, b| a.value <= b.value) && known.more[5].share <= 1.0);
        assert!(known.more[0].share < 0.6 * known.more[5].share);
    }
    let (all, best) = (l.all.unwrap(), l.inputs[0].worth);
    assert!(all.value > best.value);
    let pair = l.pairs.as_ref().unwrap()[0].worth;
    assert_eq!(l.pairs.as_ref().unwrap().len(), 6);
    assert!(pair.value > best.value && pair.value < all.value + 4.5 * all.se, "{pair:?}");
    let (fit, knowledge) = (l.explained.unwrap(), l.knowledge.unwrap());
    let se = fit.se.unwrap() + knowledge.se.unwrap();
    assert!((fit.value.unwrap() - knowledge.value.unwrap()).abs() < 4.5 * se + 0.02, "{fit:?} {knowledge:?}");
}

/// E[max(0, gain·p₁p₂p₃p₄ − cost)] from 100,000 products drawn without simulating a funnel.
#[test]
fn knowing_all_leaves_the_luck() {
    let (deal, gain) = close_call();
    let draws = crate::process::Model::new(&scenario(deal)).unwrap().draws(100_000);
    let product = |j: usize| draws.inputs.iter().map(|x| x.values[j]).product::<f64>();
    let gains: Vec<f64> = (0..100_000).map(|j| (gain * product(j) - COST).max(0.0)).collect();
    let exact = Moments::of(&gains);
    let l = learn(&scenario(deal), N, Metric::Profit, false);
    let all = l.all.unwrap();
    let se = all.se.hypot(exact.mean_se());
    assert!((all.estimate - exact.mean()).abs() < 4.5 * se + 0.02 * exact.mean(), "{all:?}, not {}", exact.mean());
    // The product is close to normal.
    let normal = l.all_if_normal.unwrap();
    let far = (normal.value.unwrap() - exact.mean()).abs();
    assert!(far < 4.5 * normal.se.unwrap() + 0.15 * exact.mean(), "{normal:?}, not {}", exact.mean());
}

#[test]
fn nothing_is_worth_learning_where_the_decision_is_clear() {
    for (deal, adopt) in [(100_000.0, Some(0)), (0.01, None)] {
        let l = learn(&scenario(deal), 512, Metric::Npv, false);
        assert_eq!(l.adopt, adopt);
        for known in &l.inputs {
            assert_eq!((known.worth.value, known.worth.zero), (0.0, Some(Zero::NeverChanges)));
            assert!(known.more.is_empty());
        }
        assert!(l.pairs.is_none() && l.knowledge.is_none());
    }
}

#[test]
fn more_plans_and_none() {
    let (deal, _) = close_call();
    let mut s = scenario(1.3 * deal);
    s.plans.push(Plan { spend: vec![SpendChange { scale: 0.5, ..SpendChange::default() }], ..Plan::default() });
    let l = learn(&s, 1_024, Metric::Profit, false);
    assert_eq!((l.differences.len(), l.adopt.is_some()), (2, true));
    assert!(l.all.unwrap().value >= 0.0);
    s.plans.clear();
    let l = learn(&s, 128, Metric::Profit, true);
    assert_eq!((l.adopt, l.all.unwrap().zero), (None, Some(Zero::NeverChanges)));
}

/// Inputs that vary together share one line, both in what to learn and in the drivers: the two have the same parts,
/// with the same keys.
#[test]
fn what_varies_together_is_one_line_as_it_is_in_what_decides() {
    let (deal, _) = close_call();
    for correlation in [1.0, 0.5] {
        let mut s = scenario(deal);
        s.groups = vec![crate::scenario::Group { id: "g".into(), correlation }];
        s.stages[0].rate.group = "g".into();
        s.stages[2].rate.group = "g".into();
        let sorted = |mut all: Vec<Vec<String>>| {
            all.sort();
            all
        };
        let l = learn(&s, 512, Metric::Profit, true);
        let Finding::Drivers(d) = found(&Question::Drivers { metric: Metric::Profit, total: false }, &s, 512) else {
            panic!("another view's answer")
        };
        let lines = sorted(l.inputs.iter().map(|k| k.inputs.clone()).collect());
        assert_eq!(lines, sorted(d.parts.iter().map(|p| p.inputs.clone()).collect()), "correlation {correlation}");
        assert!(lines.contains(&["stage/s0/rate", "stage/s2/rate"].map(str::to_owned).to_vec()), "{lines:?}");
        let bars = if correlation == 1.0 { SHAPES.len() - 1 } else { SHAPES.len() };
        assert_eq!(d.tornado.len(), bars, "what is the same number has one bar: {:?}", d.tornado);
        for pair in l.pairs.unwrap() {
            assert!(pair.inputs.iter().all(|keys| lines.contains(keys)), "{pair:?}");
        }
    }
}

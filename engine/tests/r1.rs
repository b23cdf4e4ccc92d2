//! The reference funnel R1 (`examples/r1.json`) against answers from outside this engine.
//!
//! Given the uncertain inputs, revenue in each arm is a compound Poisson sum, and so is the paired difference, as the
//! plan's extra inquiries are Poisson with luck of their own. So means and standard deviations follow from moments of
//! the inputs, computed exactly here. Figures for two years' books (independent luck in the two arms) come from
//! independent programs with 300,000 replicates in total; at best they are known to half a unit of their last digit.
//!
//! Each figure may be 4 standard errors off. A normal's tails beyond that hold 6.3e-5, so at most one seed in 1,400
//! would make one of the eleven figures fail by chance; the seed is fixed.

#![expect(clippy::unwrap_used, reason = "a helper of a test may fail it")]

use std::sync::OnceLock;

use funnel_engine::process::Metric;
use funnel_engine::report::{Chance, Estimate, Report};
use funnel_engine::scenario::decode;
use funnel_engine::simulate::Simulator;

const REPLICATES: u32 = 65_536;
const LIMIT: f64 = 4.0;

fn report() -> &'static Report {
    static REPORT: OnceLock<Report> = OnceLock::new();
    REPORT.get_or_init(|| {
        let scenario = decode::from_json(include_str!("../../examples/r1.json")).unwrap();
        let mut simulator = Simulator::new(&scenario).unwrap();
        let mut tally = simulator.tally();
        for block in simulator.blocks(REPLICATES) {
            simulator.step(block, REPLICATES, &mut tally);
        }
        tally.report(simulator.model())
    })
}

/// Mean and standard deviation of a year's revenue whose inquiries are a multiple of today's, which depends on the
/// elasticity.
fn revenue(multiple: impl Fn(f64) -> f64) -> (f64, f64) {
    const SIGMA: f64 = 0.15;
    let yearly = [(9_200.0, 80.0), (5_800.0, 55.0), (3_500.0, 220.0)].map(|(spend, cost)| 52.0 * spend / cost);
    let n: f64 = yearly.iter().sum();
    let squares: f64 = yearly.iter().map(|x| x * x).sum();
    // 1/cost is lognormal: its mean is e^(σ²/2)/median, the mean of its square e^(2σ²)/median²; costs are independent.
    let inquiries = n * (SIGMA * SIGMA / 2.0).exp();
    let inquiries2 = (n * n - squares) * (SIGMA * SIGMA).exp() + squares * (2.0 * SIGMA * SIGMA).exp();
    let stages = [(60.0, 40.0), (35.0, 65.0), (45.0, 55.0), (22.0, 78.0_f64)];
    let pass: f64 = stages.iter().map(|(a, b)| a / (a + b)).product();
    let pass2: f64 = stages.iter().map(|(a, b)| a * (a + 1.0) / ((a + b) * (a + b + 1.0))).product();
    let (deal, deal2) = (25_000.0 * 0.18_f64.exp(), 25_000.0_f64.powi(2) * 0.72_f64.exp());
    let (m1, m2) = (under_beta(70, 30, &multiple), under_beta(70, 30, |e| multiple(e).powi(2)));
    let mean = inquiries * m1 * pass * deal;
    // Wald: E[R²] = E[λ] E[D²] + E[λ²] E[D]², λ = inquiries × chance.
    let square = inquiries * m1 * pass * deal2 + inquiries2 * m2 * pass2 * deal * deal;
    (mean, (square - mean * mean).sqrt())
}

/// E[f(x)], x ~ Beta(a, b), by the midpoint rule: the density and its derivatives vanish at both ends.
fn under_beta(a: i32, b: i32, f: impl Fn(f64) -> f64) -> f64 {
    let (mut sum, mut weights) = (0.0, 0.0);
    for i in 0..2_000 {
        let x = (f64::from(i) + 0.5) / 2_000.0;
        let weight = x.powi(a - 1) * (1.0 - x).powi(b - 1);
        sum += weight * f(x);
        weights += weight;
    }
    sum / weights
}

/// The Hill curve's multiple at 1.2 times today's spend.
fn more(elasticity: f64) -> f64 {
    1.2 / (1.2 * (1.0 - elasticity) + elasticity)
}

/// Mean and sd lie within [`LIMIT`] standard errors of the exact ones. The sd's error assumes a lognormal's kurtosis:
/// the figures are products of uncertain inputs, and so nearly lognormal.
fn assert_moments(what: &str, (mean, sd): (f64, f64), found: (Estimate, Estimate)) {
    let n = f64::from(REPLICATES);
    let w = 1.0 + (sd / mean).powi(2);
    let kurtosis = w.powi(4) + 2.0 * w.powi(3) + 3.0 * w.powi(2) - 3.0;
    let z_mean = (found.0.value.unwrap() - mean) / (sd / n.sqrt());
    let z_sd = (found.1.value.unwrap() - sd) / (sd * ((kurtosis - 1.0) / (4.0 * n)).sqrt());
    assert!(z_mean.abs() < LIMIT && z_sd.abs() < LIMIT, "{what}: mean {mean} is {z_mean} off, sd {sd} {z_sd}");
}

#[test]
fn the_exact_means_are_the_published_ones() {
    // Published as 7,734,590 and 8,756,787.
    assert!((revenue(|_| 1.0).0 - 7_734_590.0).abs() < 1.0, "{}", revenue(|_| 1.0).0);
    assert!((revenue(more).0 - 8_756_787.0).abs() < 1.0, "{}", revenue(more).0);
}

#[test]
fn revenue_of_each_arm_has_its_exact_moments() {
    for (arm, exact) in [revenue(|_| 1.0), revenue(more)].into_iter().enumerate() {
        let figure = &report().arms[arm].figures[&Metric::Revenue];
        assert_moments(&format!("arm {arm}"), exact, (figure.mean, figure.sd));
    }
}

#[test]
fn the_paired_difference_has_its_exact_moments() {
    let difference = &report().comparisons[0].difference[&Metric::Revenue];
    assert_moments("difference", revenue(|e| more(e) - 1.0), (difference.mean, difference.sd));
}

#[test]
fn two_years_books_differ_as_independent_programs_found() {
    let books = report().comparisons[0].books.unwrap();
    let n = f64::from(books.replicates);
    // plan / today is close to lognormal: ln P90 − ln P10 is 2 × 1.28155 of its sigma.
    let sigma = ((1.297_f64).ln() - (0.989_f64).ln()) / (2.0 * 1.281_55);
    for (p, value, found) in
        [(0.1, -0.011_f64, books.uplift.p10), (0.5, 0.132, books.uplift.p50), (0.9, 0.297, books.uplift.p90)]
    {
        let z: f64 = ((1.0 + value).ln() - 1.132_f64.ln()) / sigma;
        let density = (-0.5 * z * z).exp() / (std::f64::consts::TAU.sqrt() * sigma * (1.0 + value));
        let error = (p * (1.0 - p) * (1.0 / n + 1.0 / 300_000.0_f64)).sqrt() / density;
        let off = ((found.value.unwrap() - value).abs() - 0.000_5).max(0.0) / error;
        assert!(off < LIMIT, "P{}: {found:?}, {off} standard errors from {value}", 100.0 * p);
    }
    let Chance { value, .. } = books.profit_rises;
    let error = (0.8 * 0.2 * (1.0 / n + 1.0 / 300_000.0_f64)).sqrt();
    let off = ((value - 0.80).abs() - 0.005).max(0.0) / error;
    assert!(off < LIMIT, "profit rises in {value}, {off} standard errors from .80");
}

/// In the same world the extra money pays for itself far more often than two years' books show, because of luck.
#[test]
fn the_two_questions_have_different_answers() {
    let plan = &report().comparisons[0];
    // .997 is from a prototype of the pairing, known to half a unit of its last digit.
    let error = (0.997 * 0.003 / f64::from(REPLICATES)).sqrt();
    assert!((plan.pays_back.value - 0.997).abs() < 0.000_5 + LIMIT * error, "{:?}", plan.pays_back);
    assert!(plan.pays_back.value > plan.books.unwrap().profit_rises.value + 0.15);
}

//! Reference funnel R1 as one would first write it in Rust: rand and rand_distr, drawing one number after another.
//!
//! `cargo bench -p funnel-engine --bench peer_naive -- --replicates 20000 --seed 1`
//!
//! The arms share the uncertain inputs (costs, elasticity, stage rates), and each has luck of its own. The generator is
//! rand's fast one, `SmallRng`.
#![allow(clippy::print_stdout, reason = "it prints its result")]

mod line;

use line::{Ask, Line};
use rand::SeedableRng;
use rand::rngs::SmallRng;
use rand_distr::{Beta, Binomial, Distribution, LogNormal, Poisson};
use std::error::Error;
use std::time::Instant;

const WEEKS: usize = 52;
const SPEND: [f64; 3] = [9_200.0, 5_800.0, 3_500.0]; // a week, today
const MULTIPLES: [f64; 2] = [1.0, 1.2]; // today, plan
const COST_MEDIAN: [f64; 3] = [80.0, 55.0, 220.0]; // of one inquiry
const COST_SIGMA: f64 = 0.15;
const ELASTICITY: (f64, f64) = (70.0, 30.0); // beta
const STAGES: [(f64, f64); 4] = [(60.0, 40.0), (35.0, 65.0), (45.0, 55.0), (22.0, 78.0)]; // beta
const DEAL_MEDIAN: f64 = 25_000.0;
const DEAL_SIGMA: f64 = 0.6;
const MARGIN: f64 = 0.70; // of revenue is left after the cost of what was sold

/// Revenue of one arm in one replicate.
fn revenue(
    rng: &mut SmallRng,
    mean_inquiries: [f64; 3],
    rates: [f64; 4],
    deal: LogNormal<f64>,
) -> Result<f64, Box<dyn Error>> {
    let mut revenue = 0.0;
    for mean in mean_inquiries {
        let inquiries = Poisson::new(mean)?;
        for _ in 0..WEEKS {
            let mut count = inquiries.sample(rng) as u64;
            for rate in rates {
                count = Binomial::new(count, rate)?.sample(rng);
            }
            for _ in 0..count {
                revenue += deal.sample(rng);
            }
        }
    }
    Ok(revenue)
}

/// Revenue of both arms in one replicate.
fn replicate(rng: &mut SmallRng) -> Result<[f64; 2], Box<dyn Error>> {
    let deal = LogNormal::new(DEAL_MEDIAN.ln(), DEAL_SIGMA)?;
    let mut cost = COST_MEDIAN;
    for cost in &mut cost {
        *cost = LogNormal::new(cost.ln(), COST_SIGMA)?.sample(rng);
    }
    let e = Beta::new(ELASTICITY.0, ELASTICITY.1)?.sample(rng);
    let mut rates = [0.0; 4];
    for (rate, (a, b)) in rates.iter_mut().zip(STAGES) {
        *rate = Beta::new(a, b)?.sample(rng);
    }
    let mut revenues = [0.0; 2];
    for (total, m) in revenues.iter_mut().zip(MULTIPLES) {
        let means = std::array::from_fn(|k| SPEND[k] / cost[k] * m / (m * (1.0 - e) + e));
        *total = revenue(rng, means, rates, deal)?;
    }
    Ok(revenues)
}

fn simulate(rng: &mut SmallRng, replicates: usize) -> Result<[Vec<f64>; 2], Box<dyn Error>> {
    let mut arms = [Vec::new(), Vec::new()];
    for _ in 0..replicates {
        for (arm, revenue) in arms.iter_mut().zip(replicate(rng)?) {
            arm.push(revenue);
        }
    }
    Ok(arms)
}

fn main() -> Result<(), Box<dyn Error>> {
    let ask = Ask::from_args()?;
    simulate(&mut SmallRng::seed_from_u64(0), 500)?; // warm-up
    let mut rng = SmallRng::seed_from_u64(ask.seed);
    let start = Instant::now();
    let [today, plan] = simulate(&mut rng, ask.replicates)?;
    let seconds = start.elapsed().as_secs_f64();
    let extra_spend = WEEKS as f64 * SPEND.iter().sum::<f64>() * (MULTIPLES[1] - MULTIPLES[0]);
    let line = Line::new("naive-rust", seconds, &today, &plan, extra_spend);
    println!("{}", serde_json::to_string(&line)?);
    Ok(())
}

impl Line {
    /// From the revenues of both arms, one per replicate, and the plan's extra spend.
    fn new(peer: &'static str, seconds: f64, today: &[f64], plan: &[f64], extra_spend: f64) -> Self {
        let pairs = || today.iter().zip(plan);
        let mut uplift: Vec<f64> = pairs().map(|(today, plan)| plan / today - 1.0).collect();
        uplift.sort_by(f64::total_cmp);
        let rises = pairs().filter(|(today, plan)| MARGIN * (*plan - *today) > extra_spend);
        let p_profit_rises = rises.count() as f64 / today.len() as f64;
        Self {
            peer,
            replicates: today.len(),
            joint_replicates: None,
            seconds,
            mean_today: mean(today),
            mean_plan: mean(plan),
            sd_today: sd(today),
            sd_plan: sd(plan),
            uplift_p10: quantile(&uplift, 0.1),
            uplift_p50: quantile(&uplift, 0.5),
            uplift_p90: quantile(&uplift, 0.9),
            p_profit_rises,
        }
    }
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn sd(values: &[f64]) -> f64 {
    let centre = mean(values);
    let squares: f64 = values.iter().map(|value| (value - centre).powi(2)).sum();
    (squares / (values.len() as f64 - 1.0)).sqrt()
}

/// Interpolated between order statistics, as NumPy does by default.
fn quantile(sorted: &[f64], p: f64) -> f64 {
    let at = p * (sorted.len() as f64 - 1.0);
    let below = at as usize;
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + at.fract() * (sorted[above] - sorted[below])
}

//! What every program of the benchmark takes and prints: `--replicates N --seed S`, and one JSON line.

use serde::Serialize;

/// 70 % of revenue is left after the cost of what was sold.
const MARGIN: f64 = 0.70;

/// The arguments; what `cargo bench` adds is ignored.
pub(crate) struct Ask {
    pub(crate) replicates: usize,
    pub(crate) seed: u64,
}

impl Ask {
    pub(crate) fn from_args() -> Result<Self, String> {
        let mut ask = Self { replicates: 20_000, seed: 1 };
        let mut args = std::env::args().skip(1);
        while let Some(name) = args.next() {
            let number = |value: Option<String>| {
                value.and_then(|text| text.parse::<u64>().ok()).ok_or_else(|| format!("{name} needs a whole number"))
            };
            match name.as_str() {
                "--replicates" => {
                    ask.replicates = usize::try_from(number(args.next())?).map_err(|e| e.to_string())?;
                }
                "--seed" => ask.seed = number(args.next())?,
                "--bench" => {}
                other => return Err(format!("unknown argument {other}")),
            }
        }
        Ok(ask)
    }
}

/// The line; the arms' luck is independent, so that the joint figures compare across programs.
#[derive(Serialize)]
pub(crate) struct Line {
    pub(crate) peer: &'static str,
    pub(crate) replicates: usize,
    /// The simulation alone.
    pub(crate) seconds: f64,
    pub(crate) mean_today: f64,
    pub(crate) mean_plan: f64,
    pub(crate) sd_today: f64,
    pub(crate) sd_plan: f64,
    pub(crate) uplift_p10: f64,
    pub(crate) uplift_p50: f64,
    pub(crate) uplift_p90: f64,
    pub(crate) p_profit_rises: f64,
}

impl Line {
    /// From the revenues of both arms, one a replicate, and what the plan spends on top.
    pub(crate) fn new(peer: &'static str, seconds: f64, today: &[f64], plan: &[f64], extra_spend: f64) -> Self {
        let pairs = || today.iter().zip(plan);
        let mut uplift: Vec<f64> = pairs().map(|(today, plan)| plan / today - 1.0).collect();
        uplift.sort_by(f64::total_cmp);
        let rises = pairs().filter(|(today, plan)| MARGIN * (*plan - *today) > extra_spend);
        let p_profit_rises = rises.count() as f64 / today.len() as f64;
        Self {
            peer,
            replicates: today.len(),
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

/// Between order statistics, as NumPy does by default.
fn quantile(sorted: &[f64], p: f64) -> f64 {
    let at = p * (sorted.len() as f64 - 1.0);
    let below = at as usize;
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + at.fract() * (sorted[above] - sorted[below])
}

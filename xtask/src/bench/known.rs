//! The known answers for R1, and how far a sample may be from them.

/// Beyond its rounding, a figure may be this many standard errors off. By chance alone one of a program's eight figures
/// is further off in one benchmark of 2,000 (a normal's two tails beyond 4 hold 6.3e-5).
pub(crate) const LIMIT: f64 = 4.0;

/// One known figure.
pub(crate) struct Known {
    /// Its name in a program's JSON line.
    pub(crate) key: &'static str,
    value: f64,
    /// Half a unit of the last digit given.
    rounding: f64,
    /// The replicates it was estimated from; infinite for an exact one.
    replicates: f64,
    /// Standard error of an estimate, times the square root of its replicates.
    spread: f64,
}

impl Known {
    /// Whether the figure compares the two arms, with luck of their own.
    pub(crate) fn compares_arms(&self) -> bool {
        self.key.starts_with("uplift") || self.key == "p_profit_rises"
    }

    /// By how many standard errors `estimate`, from `replicates`, lies outside the known figure's rounding.
    pub(crate) fn distance(&self, estimate: f64, replicates: f64) -> f64 {
        let error = self.spread * (1.0 / replicates + 1.0 / self.replicates).sqrt();
        ((estimate - self.value).abs() - self.rounding).max(0.0) / error
    }
}

/// Means and SDs are exact: given the unknowns, revenue is a compound Poisson sum, so both are moments of the inputs
/// (the test derives them). The figures that compare the arms are for luck that is independent between them;
/// independent programs estimated them from 300,000 replicates together.
pub(crate) fn answers() -> [Known; 8] {
    let [mean_today, mean_plan] = [7_734_590.0, 8_756_787.0];
    let [sd_today, sd_plan] = [2_323_488.0, 2_622_276.0];
    let [p10, p50, p90]: [f64; 3] = [-0.011, 0.132, 0.297];
    let rises: f64 = 0.80;

    let exact = |key, value, spread| Known { key, value, rounding: 0.5, replicates: f64::INFINITY, spread };
    let estimated = |key, value, rounding, spread| Known { key, value, rounding, replicates: 300_000.0, spread };
    let sd = |key, value: f64, mean: f64| {
        let kurtosis = lognormal_kurtosis(value / mean);
        exact(key, value, value * ((kurtosis - 1.0) / 4.0).sqrt())
    };
    // plan / today is close to lognormal: ln P90 − ln P10 is 2 × 1.28155 of its sigma.
    let sigma = ((1.0 + p90).ln() - (1.0 + p10).ln()) / (2.0 * 1.281_55);
    let quantile = |key, value: f64, p: f64| {
        let z = ((1.0 + value).ln() - (1.0 + p50).ln()) / sigma;
        let density = normal_density(z) / (sigma * (1.0 + value));
        estimated(key, value, 0.000_5, (p * (1.0 - p)).sqrt() / density)
    };
    [
        exact("mean_today", mean_today, sd_today),
        exact("mean_plan", mean_plan, sd_plan),
        sd("sd_today", sd_today, mean_today),
        sd("sd_plan", sd_plan, mean_plan),
        quantile("uplift_p10", p10, 0.1),
        quantile("uplift_p50", p50, 0.5),
        quantile("uplift_p90", p90, 0.9),
        estimated("p_profit_rises", rises, 0.005, (rises * (1.0 - rises)).sqrt()),
    ]
}

/// Kurtosis of a lognormal, from its coefficient of variation. Revenue is a product of uncertain inputs and so nearly
/// lognormal; the betas have lighter tails, which makes the standard error slightly too wide.
fn lognormal_kurtosis(cv: f64) -> f64 {
    let w = 1.0 + cv * cv;
    w.powi(4) + 2.0 * w.powi(3) + 3.0 * w.powi(2) - 3.0
}

fn normal_density(z: f64) -> f64 {
    (-0.5 * z * z).exp() / std::f64::consts::TAU.sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn distance(key: &str, estimate: f64, replicates: f64) -> f64 {
        let answers = answers();
        let known = answers.iter().find(|known| known.key == key).unwrap();
        known.distance(estimate, replicates)
    }

    #[test]
    fn rounding_is_forgiven_and_an_error_is_not() {
        assert_eq!(distance("p_profit_rises", 0.804, 1e5), 0.0);
        // 1 % off in the mean, as if an uncertain input were taken at its median: 77,345 / (2,323,488 / √100,000).
        assert!((distance("mean_today", 7_734_590.0 * 1.01, 1e5) - 10.53).abs() < 0.01);
        // Paired luck instead of independent luck moves the lower quantile up.
        assert!(distance("uplift_p10", 0.05, 2_500.0) > LIMIT);
    }

    /// First and second moments of revenue under R1, from those of its inputs.
    #[test]
    fn means_and_sds_follow_from_the_inputs() {
        const WEEKS: f64 = 52.0;
        // Mean and mean square of inquiries per unit of 1/cost, by channel at the median cost: 1/cost is lognormal too.
        let at_median = [9_200.0 / 80.0, 5_800.0 / 55.0, 3_500.0 / 220.0];
        let sigma2: f64 = 0.15 * 0.15;
        let sum: f64 = at_median.iter().sum();
        let squares: f64 = at_median.iter().map(|x| x * x).sum();
        let inquiries = WEEKS * sum * (sigma2 / 2.0).exp();
        let inquiries2 = WEEKS.powi(2) * (squares * (2.0 * sigma2).exp() + (sum * sum - squares) * sigma2.exp());
        let stages = [(60.0, 40.0), (35.0, 65.0), (45.0, 55.0), (22.0, 78.0)];
        let rate: f64 = stages.iter().map(|(a, b)| a / (a + b)).product();
        let rate2: f64 = stages.iter().map(|(a, b)| a * (a + 1.0) / ((a + b) * (a + b + 1.0))).product();
        let deal = 25_000.0 * (0.6 * 0.6 / 2.0_f64).exp();
        let deal2 = 25_000.0 * 25_000.0 * (2.0 * 0.6 * 0.6_f64).exp();

        for (m, mean, sd) in [(1.0, 7_734_590.0, 2_323_488.0), (1.2, 8_756_787.0, 2_622_276.0)] {
            // Moments of the saturation factor over Beta(70, 30), by the midpoint rule: the density and its
            // derivatives vanish at both ends, so the rule's error is below rounding.
            let mut moments = [0.0; 3];
            for i in 0..10_000 {
                let e = (f64::from(i) + 0.5) / 10_000.0;
                let density = (69.0 * e.ln() + 29.0 * (1.0 - e).ln() + 60.0).exp();
                let factor = m / (m * (1.0 - e) + e);
                for (k, moment) in moments.iter_mut().enumerate() {
                    *moment += density * factor.powi(k as i32);
                }
            }
            let [total, factor, factor2] = moments;
            let won = inquiries * rate * factor / total;
            let won2 = inquiries2 * rate2 * factor2 / total;
            let variance = won * deal2 + (won2 - won * won) * deal * deal;
            assert!((won * deal - mean).abs() < 0.5, "{m}: {}", won * deal);
            assert!((variance.sqrt() - sd).abs() < 0.5, "{m}: {}", variance.sqrt());
        }
    }

    /// The standard error of a normal's SD is sd/√(2n): a lognormal of vanishing variation must agree.
    #[test]
    fn kurtosis_of_a_narrow_lognormal_is_a_normals() {
        assert!((lognormal_kurtosis(1e-6) - 3.0).abs() < 1e-9);
        // σ = 1 (CV² = e − 1): e⁴ + 2e³ + 3e² − 3 = 113.936.
        let cv = (std::f64::consts::E - 1.0).sqrt();
        assert!((lognormal_kurtosis(cv) - 113.936).abs() < 1e-3);
    }
}

//! A level that is constant or moves, from counts in equal blocks of time.
//!
//! Logarithms of the counts follow a local level model (Harvey 1989, §4.1): each observation is the level plus the luck
//! of counting, and from block to block the level moves by a normal step. How far it moves is unknown. With a prior
//! probability of a half it is constant; otherwise the standard deviation of the step has a half-normal prior with
//! scale .2. Steps are summed over a grid, each weighted by its likelihood (that of the Kalman filter with a diffuse
//! start), so that a few blocks leave open what they cannot decide.

use super::real;

/// A usual step, as a standard deviation of the logarithm: a fifth from month to month.
const USUAL: f64 = 0.2;
/// Largest step considered, and number of steps in the grid.
const MOST: f64 = 0.8;
const STEPS: usize = 40;

/// What blocks say about their level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Level {
    /// Probability that it moves.
    pub moves: f64,
    /// If it moves: its mean now, in counts per block.
    pub now: f64,
    /// If it moves: the variance of that.
    pub variance: f64,
    /// Mean square of a block's step, counting 0 for a constant level.
    pub step: f64,
}

/// The level of counts, with the latest last. `spread` is the variance over the mean that the counts have around a
/// constant level; at least 1.
#[must_use]
pub fn level(counts: &[f64], spread: f64) -> Level {
    // Half a person is added, because zero has no logarithm. The variance of a logarithm is that of the count over its
    // square.
    let seen: Vec<(f64, f64)> =
        counts.iter().map(|count| (libm::log(count + 0.5), spread.max(1.0) / (count + 0.5))).collect();
    let still = filtered(&seen, 0.0).log_likelihood;
    let width = MOST / real(STEPS);
    // Likelihoods relative to that of a constant level.
    let grid: Vec<(f64, f64, Filtered)> = (0..STEPS)
        .map(|i| {
            let step = (real(i) + 0.5) * width;
            let prior =
                libm::exp(-0.5 * (step / USUAL).powi(2)) * 2.0 * width / (USUAL * (2.0 * std::f64::consts::PI).sqrt());
            let found = filtered(&seen, step * step);
            (prior * libm::exp((found.log_likelihood - still).min(600.0)), step, found)
        })
        .collect();
    let weight: f64 = grid.iter().map(|(w, ..)| w).sum();
    if weight <= 0.0 || seen.is_empty() {
        return Level { moves: 0.0, now: 0.0, variance: 0.0, step: 0.0 };
    }
    let mean = |of: &dyn Fn(f64, Filtered) -> f64| {
        grid.iter().map(|(w, step, found)| w * of(*step, *found)).sum::<f64>() / weight
    };
    // Lognormal in each cell of the grid: first and second moments.
    let now = mean(&|_, at| libm::exp(at.mean + at.variance / 2.0));
    let square = mean(&|_, at| libm::exp(2.0 * at.mean + 2.0 * at.variance));
    let moves = weight / (1.0 + weight);
    Level { moves, now, variance: (square - now * now).max(0.0), step: moves * mean(&|step, _| step * step) }
}

#[derive(Clone, Copy)]
struct Filtered {
    /// Mean of the level's logarithm after the last block.
    mean: f64,
    variance: f64,
    log_likelihood: f64,
}

/// The Kalman filter for a given variance of steps; the first block sets the start.
fn filtered(seen: &[(f64, f64)], step: f64) -> Filtered {
    let Some(((mean, variance), rest)) = seen.split_first() else {
        return Filtered { mean: 0.0, variance: 0.0, log_likelihood: 0.0 };
    };
    let mut at = Filtered { mean: *mean, variance: *variance, log_likelihood: 0.0 };
    for (y, luck) in rest {
        let before = at.variance + step;
        let (off, total) = (y - at.mean, before + luck);
        at.log_likelihood -= 0.5 * (libm::log(total) + off * off / total);
        at.mean += before / total * off;
        at.variance = before * luck / total;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By definition: the joint normal of the observations, whose differences from the first do not depend on the
    /// start.
    #[test]
    fn the_filter_is_the_joint_normal() {
        let (seen, step) = ([(1.0, 0.3), (1.7, 0.2), (0.4, 0.5)], 0.4);
        // For y2 − y1 and y3 − y1: variances and covariance, written out.
        let (a, b, c) = (0.3 + 0.2 + step, 0.3 + 0.5 + 2.0 * step, 0.3 + step);
        let (x, y) = (0.7, -0.6);
        let det: f64 = a * b - c * c;
        let density = -0.5 * (det.ln() + (b * x * x - 2.0 * c * x * y + a * y * y) / det);
        assert!((filtered(&seen, step).log_likelihood - density).abs() < 1e-12);
        // If constant, the mean is weighted by precision.
        let still = filtered(&seen, 0.0);
        let (w, wy) = seen.iter().fold((0.0, 0.0), |(w, wy), (y, v)| (w + 1.0 / v, wy + y / v));
        assert!((still.mean - wy / w).abs() < 1e-12 && (still.variance - 1.0 / w).abs() < 1e-12);
    }

    #[test]
    fn what_stands_still_and_what_moves_are_told_apart() {
        let still = level(&[100.0, 108.0, 95.0, 103.0, 99.0, 92.0, 104.0, 111.0, 97.0, 101.0, 96.0, 105.0], 1.0);
        assert!(still.moves < 0.5 && still.step < 0.01, "{still:?}");
        let moving = level(&[7.0, 115.0, 236.0, 312.0, 515.0, 792.0, 874.0, 722.0, 792.0, 1_198.0, 793.0, 779.0], 1.0);
        assert!(moving.moves > 0.99 && moving.step > 0.05, "{moving:?}");
        // The level is that of the last months, not that of the year.
        assert!((700.0..900.0).contains(&moving.now), "{moving:?}");
        // Twice the spread says less.
        assert!(level(&[80.0, 120.0, 90.0, 130.0], 1.0).moves > level(&[80.0, 120.0, 90.0, 130.0], 4.0).moves);
        for counts in [&[][..], &[0.0], &[0.0, 0.0, 0.0], &[1e9, 0.0]] {
            let found = level(counts, f64::NAN);
            assert!(
                found.now.is_finite() && found.variance.is_finite() && (0.0..=1.0).contains(&found.moves),
                "{found:?}"
            );
        }
    }
}

//! Hypergeometric counts, exactly, from one uniform each.

use crate::math::beta::binomial_probability;

/// The smallest `k` with `P(X ≤ k) ≥ u`, where `X` is the number of successes among `draws` people taken without
/// replacement from a `population` that holds `successes`. `0 < u < 1`.
///
/// Never decreasing in `u`, `draws` and `successes`. More successes or draws than people are taken as all of them.
/// The cost grows with the law's standard deviation.
///
/// ```
/// use funnel_engine::sample::hypergeometric;
/// assert_eq!(hypergeometric::quantile(5, 10, 4, 0.5), 2);
/// assert_eq!(hypergeometric::quantile(5, 10, 10, 0.5), 5);
/// ```
#[must_use]
pub fn quantile(successes: u32, population: u32, draws: u32, u: f64) -> u32 {
    let (successes, draws) = (successes.min(population), draws.min(population));
    let failures = population - successes;
    let first = draws.saturating_sub(failures);
    let last = draws.min(successes);
    if first == last {
        return first;
    }
    let (s, f, d) = (f64::from(successes), f64::from(failures), f64::from(draws));
    if u <= 0.5 {
        Law { successes: s, failures: f, draws: d }.add_up(first, last, u)
    } else {
        // Counting failures instead turns the upper tail into the lower. 1 − u is exact for stream uniforms.
        draws - Law { successes: f, failures: s, draws: d }.add_up(draws - last, draws - first, 1.0 - u)
    }
}

struct Law {
    successes: f64,
    failures: f64,
    draws: f64,
}

impl Law {
    /// Adds up probabilities from the smallest that count, so that a tiny tail keeps its digits, until they reach `u`.
    fn add_up(&self, first: u32, last: u32, u: f64) -> u32 {
        let mut k = self.mode().clamp(first, last);
        let mut probability = self.probability(k);
        let negligible = probability * 1e-24;
        while k > first && probability > negligible {
            probability /= self.ratio(k);
            k -= 1;
        }
        let mut sum = probability;
        while sum < u && k < last {
            k += 1;
            probability *= self.ratio(k);
            sum += probability;
        }
        k
    }

    /// `⌊(draws + 1)(successes + 1)/(population + 2)⌋`.
    fn mode(&self) -> u32 {
        // Saturating, and within one of the mode under rounding: only a place to start from.
        ((self.draws + 1.0) * ((self.successes + 1.0) / (self.successes + self.failures + 2.0))) as u32
    }

    /// `P(X = k) / P(X = k − 1)`.
    fn ratio(&self, k: u32) -> f64 {
        let k = f64::from(k);
        (self.successes - k + 1.0) / k * ((self.draws - k + 1.0) / (self.failures - self.draws + k))
    }

    /// `P(X = k)` as a quotient of binomial probabilities, which do not overflow (Loader 2000).
    fn probability(&self, k: u32) -> f64 {
        let population = self.successes + self.failures;
        let (p, q) = (self.draws / population, (population - self.draws) / population);
        let k = f64::from(k);
        binomial_probability(k, self.successes, p, q) * binomial_probability(self.draws - k, self.failures, p, q)
            / binomial_probability(self.draws, population, p, q)
    }
}

//! Hypergeometric counts, exactly, from one uniform each.

use crate::math::beta::binomial_probability;

/// The smallest `k` with `P(X ≤ k) ≥ u`, where `X` is the number of successes among `draws` people taken without
/// replacement from a `population` that holds `successes`. `0 < u < 1`.
///
/// Never decreasing in `u`, `draws` and `successes`. Successes or draws beyond the population are taken as the whole
/// population. The cost grows with the law's standard deviation.
///
/// ```
/// use funnel_sample::sample::hypergeometric;
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
    // The law is symmetric in draws and successes. Usually the members of the smaller group that are in the larger one
    // are counted. Where the people outside the larger group are fewer still, those of them in the smaller group are
    // counted instead.
    let (fewer, more) = (draws.min(successes), draws.max(successes));
    let others = population - more;
    if fewer.min(others) <= FEW {
        return if fewer <= others {
            among_few(fewer, more, population, u)
        } else {
            fewer - among_few(others, fewer, population, 1.0 - u)
        };
    }
    by_probability(successes, population, draws, u)
}

/// At most this many are looked at one by one: the product of as many factors is computed, and must not overflow (2³²
/// to this power is below 2¹⁰²⁴). Most draws in a funnel are about a handful of people.
const FEW: u32 = 24;

/// The quantile where all values from 0 to `few` occur: how many of `few` people are among the `drawn` from a
/// `population`. It needs no logarithm, as P(0) is a product of `few` quotients.
fn among_few(few: u32, drawn: u32, population: u32, u: f64) -> u32 {
    if u <= 0.5 {
        from_none(few, drawn, population, u)
    } else {
        // Counting those not drawn turns the upper tail into the lower. 1 − u is exact for stream uniforms.
        few - from_none(few, population - drawn, population, 1.0 - u)
    }
}

/// [`among_few`] for u ≤ ½: adds up probabilities from P(0).
fn from_none(few: u32, drawn: u32, population: u32, u: f64) -> u32 {
    let (m, w, n) = (f64::from(few), f64::from(drawn), f64::from(population));
    let (mut missed, mut all, mut i) = (1.0, 1.0, 0.0);
    while i < m {
        missed *= n - w - i;
        all *= n - i;
        i += 1.0;
    }
    let mut probability = missed / all;
    let mut sum = probability;
    let mut k = 0.0;
    while sum < u && k < m {
        // P(X = k + 1)/P(X = k).
        probability *= (m - k) * (w - k) / ((k + 1.0) * (n - w - m + k + 1.0));
        sum += probability;
        k += 1.0;
    }
    // Between 0 and `few`.
    k as u32
}

/// The quantile by adding up probabilities around the mode; it works for any number of people.
fn by_probability(successes: u32, population: u32, draws: u32, u: f64) -> u32 {
    let failures = population - successes;
    let first = draws.saturating_sub(failures);
    let last = draws.min(successes);
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
    /// Adds up probabilities, from the smallest that matters so that a tiny tail keeps its digits, until they reach
    /// `u`.
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
        // The cast saturates, and rounding may miss the mode by one: this is only a place to start from.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::Key;

    /// Both ways add up the same probabilities with different roundings. As the sums are exact to some 1e-14, one
    /// uniform in 10¹³ may fall between them, so none of those drawn here does.
    #[test]
    fn looking_at_few_gives_what_adding_up_around_the_mode_gives() {
        let key = Key::new(77);
        let mut compared = 0;
        for i in 0..200_000_u64 {
            let most = [6, 30, 200, 5_000_000][(i % 4) as usize];
            let below = |part: u64, most: u32| (key.with(i).uniform(part) * f64::from(most + 1)) as u32;
            let population = below(0, most);
            let (successes, draws) = (below(1, population), below(2, population.min(60)));
            let u = key.with(i).uniform(3);
            let quick = quantile(successes, population, draws, u);
            if draws.saturating_sub(population - successes) < draws.min(successes) {
                assert_eq!(
                    quick,
                    by_probability(successes, population, draws, u),
                    "{successes} {population} {draws} {u}"
                );
                compared += 1;
            }
        }
        assert!(compared > 100_000, "{compared}");
    }
}

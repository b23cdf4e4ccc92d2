//! Hypergeometric counts, exactly, from one uniform each.

use crate::math::beta::binomial_probability;

/// The smallest `k` with `P(X ≤ k) ≥ u`, where `X` is the number of successes among `draws` people taken without
/// replacement from a `population` that holds `successes`. `0 < u < 1`.
///
/// Never decreasing in `u`, `draws` and `successes`. More successes or draws than people are taken as all of them.
/// The cost grows with the law's standard deviation.
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
    // Successes among the draws are draws among the successes. With a the fewer of them and b the others, all values
    // from 0 to a occur where a + b people are there; where not, those of a that are not in b are fewer still.
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

/// At most so many are looked at one by one: a product of their number's factors is computed, which must not overflow
/// (2³² to this power is below 2¹⁰²⁴). Most draws of a funnel are about a handful of people.
const FEW: u32 = 24;

/// The quantile where all values from 0 to `few` occur: of `few` people, how many are among `drawn` of a `population`.
/// It needs no logarithm: P(0) is a product of `few` quotients.
fn among_few(few: u32, drawn: u32, population: u32, u: f64) -> u32 {
    if u <= 0.5 {
        from_none(few, drawn, population, u)
    } else {
        // Counting those not drawn turns the upper tail into the lower. 1 − u is exact for stream uniforms.
        few - from_none(few, population - drawn, population, 1.0 - u)
    }
}

/// [`among_few`] for u ≤ ½: probabilities are added up from that of 0.
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

/// The quantile by adding up probabilities around the mode, as good for any number of people.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::Key;

    /// Both ways add up the same probabilities, rounded differently: with sums exact to some 1e-14, one uniform in 10¹³
    /// may fall between them, so none of these does.
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

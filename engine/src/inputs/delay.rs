//! Waiting times in whole weeks.
//!
//! People arrive at any moment of a week: with U uniform on (0, 1) and a waiting time τ, they move on D = ⌊U + τ⌋ weeks
//! later. With L(x) = E[min(τ, x)], the mean of the wait truncated at x,
//!
//! ```text
//! P(D > d) = ∫₀¹ P(τ > d + u) du = L(d + 1) − L(d),   E[D] = E[τ] = L(∞)
//! P(R > r) = Σ_{d > r} P(D > d)/E[D] = 1 − L(r + 1)/E[τ]
//! ```
//!
//! where R is the remaining wait of someone found waiting (renewal theory's residual life). Each chance depends on the
//! wait's law alone: how many weeks are simulated changes none of them.

use crate::math::{clamp, normal};
use crate::sample::DelayTable;
use crate::scenario::Delay;

/// The share still waiting that counts as nobody: less than one in 10¹² people.
const NOBODY: f64 = 1e-12;

/// The share still waiting at which a run is taken to be over.
const HARDLY_ANYBODY: f64 = 1e-3;

/// Longest search for the week by which hardly anybody waits, longer than any run.
const LONG: usize = 1 << 20;

/// The law of a wait.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Law {
    /// Everyone moves on at once.
    None,
    /// The logarithm is normal.
    Lognormal { mu: f64, sigma: f64 },
    /// Each value equally likely, in ascending order, with the sums of the first 0, 1, 2, … of them.
    Empirical { weeks: Vec<f64>, sums: Vec<f64> },
}

impl Law {
    /// The law of a delay in a segment whose cycle is `cycle` times as long.
    pub(crate) fn new(delay: &Delay, cycle: f64) -> Self {
        match delay {
            Delay::None => Self::None,
            Delay::Lognormal { median_weeks, p90_weeks } => Self::Lognormal {
                mu: libm::log(median_weeks * cycle),
                sigma: libm::log(p90_weeks / median_weeks) / normal::quantile(0.9),
            },
            Delay::Empirical { weeks } => {
                let mut weeks: Vec<f64> = weeks.iter().map(|t| t * cycle).collect();
                weeks.sort_by(f64::total_cmp);
                let mut sums = vec![0.0];
                sums.extend(weeks.iter().scan(0.0, |sum, t| {
                    *sum += t;
                    Some(*sum)
                }));
                Self::Empirical { weeks, sums }
            }
        }
    }

    /// Mean number of weeks, E\[τ\] = E\[D\].
    pub(crate) fn mean(&self) -> f64 {
        match self {
            Self::None => 0.0,
            Self::Lognormal { mu, sigma } => libm::exp(mu + sigma * sigma / 2.0),
            Self::Empirical { weeks, sums } => sums.last().map_or(0.0, |all| all / whole(weeks.len().max(1))),
        }
    }

    /// L(x) = E[min(τ, x)].
    fn limited(&self, x: f64) -> f64 {
        match self {
            Self::Lognormal { mu, sigma } if x > 0.0 => {
                let d = (libm::log(x) - mu) / sigma;
                libm::exp(mu + sigma * sigma / 2.0) * normal::cdf(d - sigma) + x * normal::cdf(-d)
            }
            Self::Empirical { weeks, sums } => {
                let below = weeks.partition_point(|t| *t < x);
                let above = whole(weeks.len() - below);
                (sums.get(below).unwrap_or(&0.0) + x * above) / whole(weeks.len().max(1))
            }
            Self::None | Self::Lognormal { .. } => 0.0,
        }
    }

    /// P(D > d).
    fn beyond(&self, week: usize) -> f64 {
        self.limited(whole(week + 1)) - self.limited(whole(week))
    }

    /// P(R > r). Where nobody waits, nobody is found waiting: anyone put there leaves at once.
    fn residual_beyond(&self, week: usize) -> f64 {
        let mean = self.mean();
        if mean > 0.0 { 1.0 - self.limited(whole(week + 1)) / mean } else { 0.0 }
    }

    /// Weeks by which all but a thousandth of newcomers have moved on.
    pub(crate) fn cleared(&self) -> usize {
        cleared(|week| self.beyond(week))
    }

    /// Weeks by which all but a thousandth of those found waiting have moved on.
    pub(crate) fn residual_cleared(&self) -> usize {
        cleared(|week| self.residual_beyond(week))
    }

    /// The table of newcomers' waits over the given number of weeks; `None` where everyone moves on within the week.
    pub(crate) fn table(&self, weeks: usize) -> Option<DelayTable> {
        (*self != Self::None).then(|| table(weeks, self.cleared(), |week| self.beyond(week)))
    }

    /// The table of the remaining waits of people found waiting.
    pub(crate) fn residual(&self, weeks: usize) -> DelayTable {
        table(weeks, self.residual_cleared(), |week| self.residual_beyond(week))
    }
}

fn table(weeks: usize, cleared: usize, beyond: impl Fn(usize) -> f64) -> DelayTable {
    let mut left = Vec::with_capacity(weeks);
    let mut before = 1.0;
    for week in 0..weeks {
        before = clamp(beyond(week), 0.0, before);
        if before < NOBODY {
            left.push(0.0);
            break;
        }
        left.push(before);
    }
    DelayTable::new(&left, cleared)
}

/// The first week beyond which hardly anybody waits, given a survival chance that never increases.
pub(crate) fn cleared(beyond: impl Fn(usize) -> f64) -> usize {
    let waits = |week: usize| beyond(week) > HARDLY_ANYBODY;
    if !waits(0) {
        return 0;
    }
    let mut above = 1;
    while above < LONG && waits(above) {
        above *= 2;
    }
    let mut below = above / 2;
    while above - below > 1 {
        let middle = below + (above - below) / 2;
        if waits(middle) { below = middle } else { above = middle }
    }
    above
}

/// A small count as a number.
#[expect(clippy::cast_precision_loss, reason = "list lengths and weeks are far below 2^53")]
pub(crate) fn whole(n: usize) -> f64 {
    n as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lognormal(median_weeks: f64, p90_weeks: f64) -> Law {
        Law::new(&Delay::Lognormal { median_weeks, p90_weeks }, 1.0)
    }

    fn fixed(weeks: f64, cycle: f64) -> Law {
        Law::new(&Delay::Empirical { weeks: vec![weeks] }, cycle)
    }

    /// Against SciPy 1.17's `lognorm(s=log(p90/median)/norm.ppf(.9), scale=median)`: its mean, `quad(sf(d + u), 0, 1)`, and
    /// `quad(sf, d + 1, inf)/mean`.
    #[test]
    fn chances_are_the_integrals_of_the_wait() {
        type Row = (usize, f64, f64);
        let known: [(f64, f64, f64, [Row; 4]); 3] = [
            (
                0.4,
                1.1,
                0.546_211_519_356_725_3,
                [
                    (0, 0.475_084_168_216_691_4, 0.130_219_427_125_595_62),
                    (1, 0.054_834_692_335_342_88, 0.029_828_478_945_077_862),
                    (5, 0.000_464_183_552_601_163_73, 0.000_822_341_836_118_255_9),
                    (20, 3.076_875_784_131_027e-7, 1.718_307_082_701_091e-6),
                ],
            ),
            (
                3.0,
                8.0,
                4.020_832_114_038_791,
                [
                    (0, 0.980_210_658_430_499_3, 0.756_216_964_392_002),
                    (5, 0.215_256_717_469_508_09, 0.171_787_490_062_361),
                    (20, 0.006_028_258_018_612_697, 0.009_029_636_457_687_798),
                    (60, 4.336_918_446_367_219e-5, 0.000_132_013_103_913_803_56),
                ],
            ),
            (
                11.0,
                26.0,
                13.779_231_385_554_901,
                [
                    (1, 0.998_046_317_263_718_2, 0.854_997_645_945_829_2),
                    (5, 0.848_861_432_776_584_9, 0.586_643_249_276_318_4),
                    (20, 0.176_934_719_929_960_15, 0.129_534_197_311_820_9),
                    (60, 0.005_547_386_103_238_079, 0.006_293_059_200_121_787),
                ],
            ),
        ];
        for (median, p90, mean, rows) in known {
            let law = lognormal(median, p90);
            assert!((law.mean() / mean - 1.0).abs() < 1e-14, "{} {mean}", law.mean());
            for (week, beyond, residual) in rows {
                // Both are differences of numbers of at most about 60: 1e-14 of those.
                assert!((law.beyond(week) - beyond).abs() < 1e-12, "{week}: {} {beyond}", law.beyond(week));
                assert!((law.residual_beyond(week) - residual).abs() < 1e-12, "{week} {residual}");
            }
        }
    }

    #[test]
    fn the_mean_is_carried_over_exactly() {
        for law in [lognormal(0.4, 1.1), lognormal(3.0, 8.0), lognormal(10.0, 11.0), fixed(2.5, 1.0)] {
            let mean: f64 = (0..3_000).map(|week| law.beyond(week)).sum();
            // The sum telescopes, but for 3,000 roundings of numbers below 16.
            assert!((mean / law.mean() - 1.0).abs() < 1e-9, "{mean} {}", law.mean());
        }
    }

    #[test]
    fn a_fixed_whole_wait_stays_whole_and_a_half_splits() {
        let beyond = |law: Law| [0, 1, 2].map(|week| law.beyond(week));
        assert_eq!(beyond(fixed(2.0, 1.0)), [1.0, 1.0, 0.0]);
        assert_eq!(beyond(fixed(0.5, 1.0)), [0.5, 0.0, 0.0]);
        assert_eq!(beyond(fixed(0.5, 2.0)), [1.0, 0.0, 0.0]);
        assert_eq!(beyond(Law::new(&Delay::Empirical { weeks: vec![2.0, 0.5, 1.0, 0.5] }, 1.0)), [0.75, 0.25, 0.0]);
    }

    #[test]
    fn residual_of_a_fixed_wait_is_uniform() {
        assert_eq!([0, 1, 2, 3].map(|week| fixed(4.0, 1.0).residual_beyond(week)), [0.75, 0.5, 0.25, 0.0]);
        assert_eq!(fixed(0.0, 1.0).residual_beyond(0), 0.0);
    }

    #[test]
    fn nearly_all_are_through_by_the_week_it_says() {
        assert_eq!((fixed(0.0, 1.0).cleared(), fixed(0.5, 1.0).cleared(), fixed(9.0, 1.0).cleared()), (0, 1, 9));
        assert_eq!((fixed(4.0, 1.0).residual_cleared(), Law::None.cleared()), (3, 0));
        for law in [lognormal(0.1, 20.0), lognormal(3.0, 8.0), lognormal(520.0, 2_600.0)] {
            let week = law.cleared();
            assert!(law.beyond(week) <= HARDLY_ANYBODY && law.beyond(week - 1) > HARDLY_ANYBODY, "{week}");
        }
    }

    /// The widest wait that is allowed still has valid chances.
    #[test]
    fn the_widest_wait_has_chances_that_fall() {
        let law = Law::new(&Delay::Lognormal { median_weeks: 0.001, p90_weeks: 2_600.0 }, 100.0);
        let chances: Vec<f64> = (0..520).map(|week| law.beyond(week)).collect();
        assert!(chances.windows(2).all(|pair| pair[1] <= pair[0] + 1e-10), "{chances:?}");
        assert!(chances.iter().all(|p| (0.0..=1.0).contains(p)) && law.mean().is_finite());
    }
}

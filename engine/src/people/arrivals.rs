//! People who newly arrive: a Poisson count a week, the arms in step.

use super::batch::{BATCH, Batch};
use super::layers::{Layers, plan};
use crate::sample::binomial::Rate;
use crate::sample::{Key, several};

/// A Poisson count of so small a mean is 0 for every uniform there is: nothing need be drawn.
const NOBODY: f64 = 1.0 / (1_u64 << 54) as f64;

/// The random streams of one group's arrivals, and its share of those who arrive.
pub(crate) struct Arrivals {
    /// Share of the arrivals, by arm.
    pub(crate) shares: Vec<f64>,
    /// Arrivals under today's plan.
    pub(crate) today: Key,
    /// Arrivals a plan adds.
    pub(crate) more: Key,
    /// Arrivals a plan takes away.
    pub(crate) fewer: Key,
}

impl Arrivals {
    /// Adds a week's arrivals to a group.
    ///
    /// A plan with more of them adds an independent Poisson count to today's; one with fewer keeps each of today's
    /// arrivals with the ratio of the two means. Either way each arm's count is Poisson with its own mean.
    pub(crate) fn draw(&self, means: &[Batch<f64>], keys: &Batch<Key>, week: usize, into: &mut Layers) {
        let mean = means[0].map(|mean| mean * self.shares[0]);
        let counts = arriving(&mean, &self.today, keys, week);
        into[0].iter_mut().zip(counts).for_each(|(sum, n)| *sum += n);
        for (k, (planned, share)) in means[1..].iter().zip(&self.shares[1..]).enumerate() {
            let (kept, extra) = plan(k);
            let more = std::array::from_fn(|lane| planned[lane] * share - mean[lane]);
            let added = arriving(&more, &self.more, keys, week);
            for lane in 0..BATCH {
                let n = counts[lane];
                if more[lane] >= 0.0 {
                    into[kept][lane] += n;
                    into[extra][lane] += added[lane];
                } else if n > 0 {
                    let u = self.fewer.join(keys[lane]).uniform(week as u64);
                    into[kept][lane] += Rate::new(planned[lane] * share / mean[lane]).quantile(n, u);
                }
            }
        }
    }
}

/// One week's Poisson counts, from one stream.
fn arriving(means: &Batch<f64>, stream: &Key, keys: &Batch<Key>, week: usize) -> Batch<u32> {
    if means.iter().all(|mean| *mean <= NOBODY) {
        return [0; BATCH];
    }
    several::poisson(means, &keys.map(|key| stream.join(key).uniform(week as u64)))
}

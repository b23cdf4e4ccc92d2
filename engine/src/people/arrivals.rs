//! People who newly arrive: a Poisson count a week, the arms in step.

use super::batch::{BATCH, Batch};
use super::layers::{Layers, plan};
use crate::sample::binomial::Rate;
use crate::sample::{Key, poisson};

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
        let week = week as u64;
        for lane in 0..BATCH {
            let mean = means[0][lane] * self.shares[0];
            let n = if mean > NOBODY { poisson::quantile(mean, self.today.join(keys[lane]).uniform(week)) } else { 0 };
            into[0][lane] += n;
            for (k, (planned, share)) in means[1..].iter().zip(&self.shares[1..]).enumerate() {
                let other = planned[lane] * share;
                let (kept, extra) = plan(k);
                if other >= mean {
                    into[kept][lane] += n;
                    if other - mean > NOBODY {
                        let u = self.more.join(keys[lane]).uniform(week);
                        into[extra][lane] += poisson::quantile(other - mean, u);
                    }
                } else if n > 0 {
                    let u = self.fewer.join(keys[lane]).uniform(week);
                    into[kept][lane] += Rate::new(other / mean).quantile(n, u);
                }
            }
        }
    }
}

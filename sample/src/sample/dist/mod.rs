//! Distributions of uncertain inputs: each law has a file, and a line in the list below.
//!
//! [Add a law](../../../docs/add-a-law.md) goes through adding one, step by step.

mod check;
mod error;
mod list;

pub use error::DistError;

use list::laws;

use super::table::QuantileTable;
use crate::math::normal as gauss;

laws! {
    fixed::Fixed;
    beta::Beta;
    normal::Normal;
    lognormal::LogNormal;
    logit_normal::LogitNormal;
    empirical::Empirical;
}

/// What a law must provide. It is made by a constructor of [`Dist`], which checks it; after that nothing can fail.
trait Law {
    /// The smallest and the largest possible values, which may be infinite.
    fn support(&self) -> (f64, f64);

    /// Mean and standard deviation.
    fn mean_and_sd(&self) -> (f64, f64);

    /// The value with chance `p` below it and `q = 1 − p` above it, both within 0 and 1. Both are passed because the
    /// smaller of them has the digits.
    fn quantile(&self, p: f64, q: f64) -> f64;

    /// The quantile at `p = Φ(z)`, which keeps its digits where `p` would round to 1.
    fn at_z(&self, z: f64) -> f64 {
        self.quantile(gauss::cdf(z), gauss::cdf(-z))
    }

    /// A table of its quantiles, where computing one costs more than looking it up.
    fn table(&self) -> Option<QuantileTable> {
        None
    }
}

/// The distribution of an uncertain input. It is checked when it is made; after that nothing can fail.
///
/// ```
/// use funnel_sample::sample::Dist;
/// let close_rate = Dist::pert(0.10, 0.22, 0.35)?;
/// assert!((close_rate.mean() - (0.10 + 4.0 * 0.22 + 0.35) / 6.0).abs() < 1e-15);
/// assert!(close_rate.quantile(0.9) > 0.27);
/// # Ok::<(), funnel_sample::sample::DistError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Dist(Kind);

/// A distribution prepared for fast draws; made by [`Dist::sampler`].
#[derive(Clone, Debug)]
pub enum Sampler {
    /// The quantile function is cheap to compute.
    Direct(Dist),
    /// The quantile function is tabulated.
    Table(QuantileTable),
}

impl Sampler {
    /// The quantile at `p = Φ(z)`.
    #[must_use]
    #[inline]
    pub fn at_z(&self, z: f64) -> f64 {
        match self {
            Self::Direct(dist) => dist.at_z(z),
            Self::Table(table) => table.at_z(z),
        }
    }
}

impl Dist {
    /// Prepares fast draws: betas and PERTs are tabulated, the rest have closed forms.
    ///
    /// ```
    /// use funnel_sample::sample::Dist;
    /// let rate = Dist::beta(54.0, 379.0)?;
    /// let fast = rate.sampler();
    /// assert!((fast.at_z(1.1) - rate.at_z(1.1)).abs() < 1e-7 * rate.sd());
    /// # Ok::<(), funnel_sample::sample::DistError>(())
    /// ```
    #[must_use]
    pub fn sampler(&self) -> Sampler {
        self.0.table().map_or_else(|| Sampler::Direct(self.clone()), Sampler::Table)
    }

    /// The smallest and the largest possible values, which may be infinite.
    #[must_use]
    pub fn support(&self) -> (f64, f64) {
        self.0.support()
    }

    /// The mean.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.0.mean_and_sd().0
    }

    /// The standard deviation.
    #[must_use]
    pub fn sd(&self) -> f64 {
        self.0.mean_and_sd().1
    }

    /// The value with chance `p` below it. `p ≤ 0` gives the lower end of the support, `p ≥ 1` the upper.
    #[must_use]
    pub fn quantile(&self, p: f64) -> f64 {
        if p <= 0.0 {
            self.support().0
        } else if p >= 1.0 {
            self.support().1
        } else {
            self.0.quantile(p, 1.0 - p)
        }
    }

    /// The quantile at `p = Φ(z)`, which keeps its digits where `p` would round to 1.
    #[must_use]
    pub fn at_z(&self, z: f64) -> f64 {
        self.0.at_z(z)
    }
}

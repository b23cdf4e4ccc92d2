//! Distributions of uncertain inputs.

mod error;
mod moments;
mod new;
mod quantile;

pub use error::DistError;

use super::table::QuantileTable;
use crate::math::{beta, normal};

/// The distribution of an uncertain input. Checked when it is made; after that nothing can fail.
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

#[derive(Clone, Debug, PartialEq)]
enum Kind {
    Fixed(f64),
    Uniform {
        min: f64,
        max: f64,
    },
    Triangular {
        min: f64,
        mode: f64,
        max: f64,
    },
    /// A beta stretched over `min ..= min + width`; a PERT is one.
    Beta {
        min: f64,
        width: f64,
        a: f64,
        b: f64,
    },
    Normal {
        mean: f64,
        sd: f64,
    },
    /// `e^N(mu, sigma²)`.
    LogNormal {
        mu: f64,
        sigma: f64,
    },
    /// `1/(1 + e^{−N(mu, sigma²)})`.
    LogitNormal {
        mu: f64,
        sigma: f64,
    },
    /// Sorted.
    Empirical(Vec<f64>),
}

/// A distribution prepared for fast draws; made by [`Dist::sampler`].
#[derive(Clone, Debug)]
pub enum Sampler {
    /// The quantile function is cheap as it is.
    Direct(Dist),
    /// It is tabulated.
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
        let Kind::Beta { min, width, a, b } = self.0 else {
            return Sampler::Direct(self.clone());
        };
        Sampler::Table(QuantileTable::new(self.sd(), |z| {
            let (x, y) = beta::inverse(a, b, normal::cdf(z), normal::cdf(-z));
            let density = beta::density(a, b, x, y);
            let slope = if density > 0.0 && density < f64::INFINITY { normal::pdf(z) / density } else { 0.0 };
            (min + width * x, width * slope)
        }))
    }

    /// The smallest and the largest possible value, perhaps infinite.
    #[must_use]
    pub fn support(&self) -> (f64, f64) {
        match &self.0 {
            Kind::Fixed(value) => (*value, *value),
            Kind::Uniform { min, max } | Kind::Triangular { min, max, .. } => (*min, *max),
            Kind::Beta { min, width, .. } => (*min, min + width),
            Kind::Normal { mean, sd } if *sd == 0.0 => (*mean, *mean),
            Kind::Normal { .. } => (f64::NEG_INFINITY, f64::INFINITY),
            Kind::LogNormal { mu, sigma } if *sigma == 0.0 => (libm::exp(*mu), libm::exp(*mu)),
            Kind::LogNormal { .. } => (0.0, f64::INFINITY),
            Kind::LogitNormal { .. } => (0.0, 1.0),
            Kind::Empirical(sorted) => match (sorted.first(), sorted.last()) {
                (Some(first), Some(last)) => (*first, *last),
                _ => (f64::NAN, f64::NAN), // Never: a list is checked not to be empty.
            },
        }
    }
}

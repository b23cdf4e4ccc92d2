//! A list of values, each equally likely.

use super::check::{New, checked, finite};
use super::{Dist, DistError, Law};

/// The values, sorted; never empty.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Empirical(Vec<f64>);

impl Dist {
    /// One of `values`, all equally likely. They may come in any order, and repeats count.
    ///
    /// # Errors
    ///
    /// [`DistError::Empty`], [`DistError::NotFinite`], [`DistError::Overflow`].
    pub fn empirical(values: &[f64]) -> New {
        if values.is_empty() {
            return Err(DistError::Empty);
        }
        finite(values)?;
        let mut sorted = values.to_vec();
        sorted.sort_unstable_by(f64::total_cmp);
        checked(Empirical(sorted))
    }
}

impl Law for Empirical {
    fn support(&self) -> (f64, f64) {
        match (self.0.first(), self.0.last()) {
            (Some(first), Some(last)) => (*first, *last),
            _ => (f64::NAN, f64::NAN), // Never: a list is checked not to be empty.
        }
    }

    fn mean_and_sd(&self) -> (f64, f64) {
        let n = self.0.len() as f64;
        let mean = self.0.iter().map(|x| x / n).sum::<f64>();
        (mean, (self.0.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / n).sqrt())
    }

    /// The inverse of the step function: the smallest value with at least p of the list at or below it.
    fn quantile(&self, _: f64, q: f64) -> f64 {
        let n = self.0.len();
        let above = ((n as f64 * q) as usize).min(n.saturating_sub(1));
        self.0.get(n.saturating_sub(1 + above)).copied().unwrap_or(f64::NAN)
    }
}

//! The single criterion by which the result of a search is compared with what it was to improve.

use funnel_engine::report::Estimate;

use super::claims::is_relevant;

/// How sure the higher mean must be before a result is called better.
const SURE: f64 = 0.95;

/// A result with its verdict: whether its mean profit is clearly higher, by an amount worth having.
pub(crate) enum Chosen<'a, V> {
    /// Clearly higher, and worth having.
    Better(&'a V),
    /// Clearly higher, but not worth having.
    Alike(&'a V),
    /// The error is larger than the difference.
    Unclear(&'a V),
    /// Nothing better held, so what there was stands.
    Stands,
}

impl<'a, V> Chosen<'a, V> {
    /// From the gain, how sure it is, and the money that it is about. `stands` says that the search kept what there
    /// was.
    pub(crate) fn of(verdict: &'a V, stands: bool, sure: f64, gain: Estimate, money: f64) -> Self {
        match () {
            () if stands => Self::Stands,
            () if sure < SURE => Self::Unclear(verdict),
            () if !is_relevant(gain.value.unwrap_or(0.0), money) => Self::Alike(verdict),
            () => Self::Better(verdict),
        }
    }
}

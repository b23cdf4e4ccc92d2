//! The one criterion by which a choice of the search is held against what it was to better.

use funnel_engine::report::Estimate;

use super::claims::is_relevant;

/// How sure one must be of the mean before a choice is called better.
const SURE: f64 = 0.95;

/// A choice with its verdict: whether its mean profit is clearly higher, by an amount that is worth having.
pub(crate) enum Chosen<'a, V> {
    /// Clearly, and worth having.
    Better(&'a V),
    /// Clearly, and not worth having.
    Alike(&'a V),
    /// Its error is larger.
    Unclear(&'a V),
    /// Nothing better held.
    Stands,
}

impl<'a, V> Chosen<'a, V> {
    /// By how much it gains, how sure that is, and the money that it is about. `stands` where the search kept what there was.
    pub(crate) fn of(verdict: &'a V, stands: bool, sure: f64, gain: Estimate, money: f64) -> Self {
        match () {
            () if stands => Self::Stands,
            () if sure < SURE => Self::Unclear(verdict),
            () if !is_relevant(gain.value.unwrap_or(0.0), money) => Self::Alike(verdict),
            () => Self::Better(verdict),
        }
    }
}

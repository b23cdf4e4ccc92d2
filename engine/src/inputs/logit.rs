//! Shifts on the logit scale, which keep a rate inside (0, 1).

use crate::math::logistic::{expit, logit};

/// A rate moved on the logit scale; 0 and 1 stay where they are.
pub(crate) fn shifted(p: f64, shift: f64) -> f64 {
    if shift == 0.0 || p <= 0.0 || p >= 1.0 { p } else { expit(logit(p) + shift) }
}

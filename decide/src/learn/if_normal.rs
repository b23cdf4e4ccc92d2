//! The value of knowing the inputs, when their share of a normal difference is known.

use crate::math::normal;
use crate::report::Estimate;
use crate::stats::moments::Moments;
use crate::stats::voi;

/// [`voi::normal`] of a difference of which the inputs explain a share, with its standard error by the delta method:
/// the value changes by φ(u) with σ and by Φ(−u) with the mean, where u = |mean|/σ.
pub(super) fn if_normal(y: &Moments, share: Estimate) -> Option<Estimate> {
    let (share, share_se) = (share.value?.max(0.0), share.se?);
    let sd = y.sd() * share.sqrt();
    if share == 0.0 {
        return Some(Estimate { value: Some(0.0), se: None });
    }
    let u = (y.mean() / sd).abs();
    let by_sd = normal::pdf(u) * y.sd() / (2.0 * share.sqrt()) * share_se;
    let se = libm::hypot(by_sd, normal::cdf(-u) * y.mean_se());
    Some(Estimate { value: Some(voi::normal(y.mean(), sd)), se: Some(se).filter(|se| se.is_finite()) })
}

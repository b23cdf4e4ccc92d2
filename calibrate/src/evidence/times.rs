//! How long an outcome takes, read from a curve.

use funnel_sample::math::normal;
use serde::{Deserialize, Serialize};

use crate::stats::cure::Cure;
use crate::stats::survival::Curve;
use crate::stats::{quantile, real};

/// Times kept for each of the two outcomes.
const TIMES: usize = 200;

/// Times to one of the two outcomes.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Times {
    /// How many were observed.
    pub seen: usize,
    /// In weeks, ascending, each equally likely: all times cut into slices, each replaced by its mean.
    pub weeks: Vec<f64>,
    /// The median, in days.
    pub median_days: f64,
    /// The ninetieth percentile, in days.
    pub p90_days: f64,
    /// Whether they are a fitted lognormal's, as the end of the curve is not reached.
    pub beyond: bool,
}

impl Times {
    /// Of those who have this outcome, the share that has had it by an age, as a simulation draws it.
    #[must_use]
    pub fn by(&self, days: f64) -> f64 {
        if self.beyond {
            let sigma = libm::log(self.p90_days / self.median_days.max(1e-9)).max(1e-9) / crate::stats::rate::z(0.8);
            return crate::stats::cure::Comes { share: 1.0, error: 0.0, median: self.median_days.max(1e-9), sigma }
                .by(days);
        }
        let by = self.weeks.partition_point(|weeks| *weeks * 7.0 <= days);
        real(by) / real(self.weeks.len().max(1))
    }
}

/// The times of one of the outcomes; `None` where nobody had it.
pub(super) fn times(curve: &Curve, cause: usize, cure: Option<&Cure>) -> Option<Times> {
    let (mut weighted, mut seen, mut before) = (Vec::new(), 0, 0.0);
    for step in &curve.steps {
        let came = *step.came.get(cause)?;
        if came > before {
            weighted.push((f64::from(step.days), came - before));
        }
        seen += step.events.get(cause).copied().unwrap_or(0);
        before = came;
    }
    if weighted.is_empty() {
        return None;
    }
    if let Some(law) = cure.and_then(|cure| cure.causes.get(cause)) {
        let p90 = law.median * libm::exp(normal::Z90 * law.sigma);
        return Some(Times { seen, weeks: Vec::new(), median_days: law.median, p90_days: p90, beyond: true });
    }
    let at = |p: f64| {
        let mut sum = 0.0;
        let reached = weighted.iter().find(|(_, w)| {
            sum += w;
            sum >= p * before * (1.0 - 1e-12)
        });
        reached.map_or(0.0, |(days, _)| *days)
    };
    let weeks = quantile::slices(&weighted, TIMES.min(seen));
    let weeks = weeks.into_iter().map(|days| libm::round(days / 7.0 * 1000.0) / 1000.0).collect();
    Some(Times { seen, weeks, median_days: at(0.5), p90_days: at(0.9), beyond: false })
}

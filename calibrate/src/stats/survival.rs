//! When something occurs, given that for some it has not occurred yet: open is not lost.
//!
//! For one cause this is Kaplan & Meier (1958), for several Aalen & Johansen (1978). Someone observed only from some
//! age on is counted from there (left truncation). Variances are Greenwood's (1926) and, for several causes, Aalen's
//! (Marubini & Valsecchi 1995, eq. 10.12). Times are whole days.

use serde::{Deserialize, Serialize};

use super::rate::Counts;
use super::real;

/// One person observed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spell {
    /// Observed only if nothing had occurred by this age, in days; −1 if observed from the beginning.
    pub unseen: i32,
    /// Age in days at the event, or when observation ended.
    pub days: i32,
    /// The event: a cause, counted from 0; `None` if observation ended before any.
    pub end: Option<usize>,
}

/// A day on which something occurred.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Age, in days.
    pub days: i32,
    /// Number observed at this age, before the events.
    pub at_risk: usize,
    /// Number of events, by cause.
    pub events: Vec<usize>,
    /// Share for whom nothing has occurred by then, including this day.
    pub none: f64,
    /// Share for whom each cause has occurred by then.
    pub came: Vec<f64>,
    /// Variance of each of `came`.
    pub variance: Vec<f64>,
    /// Sum of d / (Y (Y − d)), Greenwood's: the variance of `none` over its square.
    pub greenwood: f64,
}

/// Shares by age.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Curve {
    /// The days on which something occurred, in order.
    pub steps: Vec<Step>,
    /// How many were observed.
    pub watched: usize,
}

/// The curve of those observed, with this many causes.
///
/// ```
/// use funnel_calibrate::stats::survival::{Spell, curve};
/// let spell = |days, came: bool| Spell { unseen: -1, days, end: came.then_some(0) };
/// // Two leave before anything comes, two of four go on day 6, one of two on day 7: 3 in 4 in the end.
/// let toy = [spell(2, false), spell(3, false), spell(6, true), spell(6, true), spell(7, true), spell(10, false)];
/// assert!((curve(&toy, 1).came(0, 9) - 0.75).abs() < 1e-15);
/// ```
#[must_use]
pub fn curve(spells: &[Spell], causes: usize) -> Curve {
    let mut ends: Vec<(i32, Option<usize>)> = spells.iter().map(|s| (s.days, s.end)).collect();
    ends.sort_unstable();
    let mut enters: Vec<i32> = spells.iter().map(|s| s.unseen).collect();
    enters.sort_unstable();
    let mut steps: Vec<Step> = Vec::new();
    let (mut none, mut greenwood, mut came) = (1.0, 0.0, vec![0.0; causes]);
    let mut sums = Sums::new(causes);
    let (mut entered, mut left) = (0, 0);
    for day in ends.chunk_by(|a, b| a.0 == b.0) {
        let Some((days, _)) = day.first().copied() else { continue };
        while enters.get(entered).is_some_and(|after| *after < days) {
            entered += 1;
        }
        // Someone who left before being observed is in neither count; such spells have no days.
        let at_risk = entered.saturating_sub(left);
        let mut events = vec![0; causes];
        for cause in day.iter().filter_map(|(_, end)| *end) {
            if let Some(n) = events.get_mut(cause) {
                *n += 1;
            }
        }
        left += day.len();
        let all: usize = events.iter().sum();
        if all == 0 || at_risk == 0 {
            continue;
        }
        let (y, d) = (real(at_risk), real(all));
        for (came, n) in came.iter_mut().zip(&events) {
            *came += none * real(*n) / y;
        }
        sums.take(y, d, none, &came, &events);
        none *= (y - d).max(0.0) / y;
        greenwood += if at_risk > all { d / (y * (y - d)) } else { 0.0 };
        let variance = (0..causes).map(|cause| sums.variance(cause, &came)).collect();
        steps.push(Step { days, at_risk, events, none, came: came.clone(), variance, greenwood });
    }
    Curve { steps, watched: spells.len() }
}

/// Aalen's variance of the cumulative incidence F is a sum over steps of terms in F(t) − F(step), expanded so that it
/// can be read off at every step.
struct Sums {
    /// Σ g, Σ g F, Σ g F², with g = d / (Y (Y − d)).
    g: Vec<[f64; 3]>,
    /// Σ S² c (Y − c) / Y³, where c is the cause's events.
    own: Vec<f64>,
    /// Σ S c / Y², and the same times F.
    cross: Vec<[f64; 2]>,
}

impl Sums {
    fn new(causes: usize) -> Self {
        Self { g: vec![[0.0; 3]; causes], own: vec![0.0; causes], cross: vec![[0.0; 2]; causes] }
    }

    /// `none` is the share before the step, `came` the share after it.
    fn take(&mut self, y: f64, d: f64, none: f64, came: &[f64], events: &[usize]) {
        let g = if y > d { d / (y * (y - d)) } else { 0.0 };
        let causes = self.g.iter_mut().zip(&mut self.own).zip(&mut self.cross).zip(came.iter().zip(events));
        for (((gs, own), cross), (f, c)) in causes {
            let c = real(*c);
            for (sum, term) in gs.iter_mut().zip([g, g * f, g * f * f]) {
                *sum += term;
            }
            *own += none * none * c * (y - c) / (y * y * y);
            for (sum, term) in cross.iter_mut().zip([none * c / (y * y), none * c / (y * y) * f]) {
                *sum += term;
            }
        }
    }

    fn variance(&self, cause: usize, came: &[f64]) -> f64 {
        let (Some(g), Some(own), Some(cross), Some(f)) =
            (self.g.get(cause), self.own.get(cause), self.cross.get(cause), came.get(cause))
        else {
            return 0.0;
        };
        let [g0, g1, g2] = g;
        let [c0, c1] = cross;
        (f * f * g0 - 2.0 * f * g1 + g2 + own - 2.0 * (f * c0 - c1)).max(0.0)
    }
}

impl Curve {
    fn at(&self, days: i32) -> Option<&Step> {
        let after = self.steps.partition_point(|step| step.days <= days);
        self.steps.get(after.checked_sub(1)?)
    }

    /// Share for whom a cause has occurred by an age.
    #[must_use]
    pub fn came(&self, cause: usize, days: i32) -> f64 {
        self.at(days).and_then(|step| step.came.get(cause)).copied().unwrap_or(0.0)
    }

    /// Share for whom nothing has occurred by an age.
    #[must_use]
    pub fn none(&self, days: i32) -> f64 {
        self.at(days).map_or(1.0, |step| step.none)
    }

    /// The interval of `1 − none` at an age on the log-log scale (Kalbfleisch & Prentice 2002), for a normal quantile
    /// `z`.
    #[must_use]
    pub fn interval(&self, days: i32, z: f64) -> Option<(f64, f64)> {
        let step = self.at(days).filter(|step| step.none > 0.0 && step.none < 1.0)?;
        let log = libm::log(step.none);
        let by = z * step.greenwood.sqrt() / log;
        let end = |sign: f64| 1.0 - libm::exp(log * libm::exp(sign * by));
        Some((end(1.0).min(end(-1.0)), end(1.0).max(end(-1.0))))
    }

    /// The last age at which at least this many were observed.
    #[must_use]
    pub fn last(&self, least: usize) -> Option<&Step> {
        self.steps.iter().rfind(|step| step.at_risk >= least)
    }

    /// The counts that carry as much information as the curve does by a step: about one cause, or about all of them.
    #[must_use]
    pub fn counts(&self, step: &Step, cause: Option<usize>) -> Counts {
        let (share, variance) = match cause {
            Some(cause) => {
                (step.came.get(cause).copied().unwrap_or(0.0), step.variance.get(cause).copied().unwrap_or(0.0))
            }
            None => (1.0 - step.none, step.none * step.none * step.greenwood),
        };
        Counts::effective(share, variance, real(self.watched))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn spell(days: i32, end: Option<usize>) -> Spell {
        Spell { unseen: -1, days, end }
    }

    /// The toy from the "convoys" library's tests, with its published answer.
    #[test]
    fn toy_of_the_convoys_library() {
        let toy = [(2, 0), (3, 0), (6, 1), (6, 1), (7, 1), (10, 0)];
        let toy: Vec<Spell> = toy.iter().map(|(days, came)| spell(*days, (*came == 1).then_some(0))).collect();
        assert!((curve(&toy, 1).came(0, 9) - 0.75).abs() < 1e-15);
    }

    proptest! {
        /// Where nobody is still open, shares are plain counts, and the equivalent counts are those.
        #[test]
        fn without_anybody_open_it_is_counting(all in prop::collection::vec((0..50_i32, 0..2_usize), 1..80)) {
            let spells: Vec<Spell> = all.iter().map(|(days, cause)| spell(*days, Some(*cause))).collect();
            let found = curve(&spells, 2);
            let n = all.len() as f64;
            for day in 0..50 {
                for cause in 0..2 {
                    let k = all.iter().filter(|(d, c)| *d <= day && *c == cause).count() as f64;
                    prop_assert!((found.came(cause, day) - k / n).abs() < 1e-12);
                    if let Some(step) = found.at(day) {
                        let exact = k / n * (1.0 - k / n) / n;
                        prop_assert!((step.variance[cause] - exact).abs() < 1e-12, "{} {exact}", step.variance[cause]);
                        let counts = found.counts(step, Some(cause));
                        prop_assert!((counts.trials - n).abs() < 1e-6 * n);
                    }
                }
            }
        }

        /// All causes and "nothing" together are everybody; and the order of the input changes no bit.
        #[test]
        fn shares_add_up(all in prop::collection::vec((-1..20_i32, 0..60_i32, 0..3_usize), 1..80)) {
            let mut spells: Vec<Spell> = all.iter()
                .map(|(unseen, days, end)| Spell { unseen: *unseen, days: unseen + 1 + days, end: end.checked_sub(1) })
                .collect();
            let found = curve(&spells, 2);
            for step in &found.steps {
                prop_assert!((step.none + step.came.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            }
            spells.reverse();
            prop_assert_eq!(curve(&spells, 2), found);
        }
    }
}

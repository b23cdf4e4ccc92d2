//! Retention by the shifted beta-geometric (Fader & Hardie 2007): each customer leaves at a renewal with an individual
//! chance, which is distributed as Beta(a, b).

use serde::{Deserialize, Serialize};

use super::minimise::{covariance, simplex};

/// One cohort: how many there were at the start and after each renewal, as far as it was observed.
pub type Cohort = Vec<f64>;

/// The fitted curve.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sbg {
    /// First parameter.
    pub a: f64,
    /// Second parameter.
    pub b: f64,
    /// Standard deviations of ln a and ln b, and their correlation; `None` where the cohorts do not determine them.
    pub error: Option<[f64; 3]>,
    /// Log-likelihood.
    pub likelihood: f64,
}

impl Sbg {
    /// Share of a cohort that is still there after this many renewals: S(t) = S(t − 1) (b + t − 1) / (a + b + t − 1).
    #[must_use]
    pub fn survives(&self, renewals: u32) -> f64 {
        (1..=renewals).map(|t| self.renews(t)).product()
    }

    /// Chance that the t-th renewal is made, counted from 1.
    #[must_use]
    pub fn renews(&self, t: u32) -> f64 {
        let before = f64::from(t.max(1)) - 1.0;
        (self.b + before) / (self.a + self.b + before)
    }

    /// Fitted to cohorts by maximum likelihood; `None` where nobody left, or nobody stayed.
    ///
    /// ```
    /// use funnel_calibrate::stats::sbg::Sbg;
    /// // "High End" of Fader & Hardie (2007): in per cent, seven years. They publish a = .668, b = 3.806.
    /// let high_end = vec![100.0, 86.9, 74.3, 65.3, 59.3, 55.1, 51.7, 49.1];
    /// let fit = Sbg::fit(&[high_end]).unwrap();
    /// assert!((fit.a - 0.668).abs() < 5e-4 && (fit.b - 3.806).abs() < 5e-4);
    /// ```
    #[must_use]
    pub fn fit(cohorts: &[Cohort]) -> Option<Self> {
        // Losses at each renewal, and those still there at the last one, over all cohorts: the likelihood needs no
        // more.
        let longest = cohorts.iter().map(Vec::len).max()?;
        let (mut lost, mut kept) = (vec![0.0; longest], vec![0.0; longest]);
        for cohort in cohorts {
            for (t, two) in cohort.windows(2).enumerate() {
                let [before, after] = two else { continue };
                if let Some(lost) = lost.get_mut(t) {
                    *lost += (before - after).max(0.0);
                }
            }
            if let (Some(last), Some(kept)) = (cohort.last(), kept.get_mut(cohort.len() - 1)) {
                *kept += last;
            }
        }
        let some = |sum: f64| sum.is_finite() && sum > 0.0;
        if !some(lost.iter().sum()) || !some(kept.iter().skip(1).sum()) {
            return None;
        }
        let minus = |x: &[f64; 2]| {
            let (a, b) = (libm::exp(x[0]), libm::exp(x[1]));
            let (mut log, mut sum) = (0.0, 0.0);
            for (t, (lost, kept)) in lost.iter().zip(&kept).enumerate() {
                // log = ln S(t): those still there after t renewals; a share a / (a + b + t) of them leave at the next.
                let t = super::real(t);
                sum += kept * log + lost * (log + libm::log(a / (a + b + t)));
                log += libm::log((b + t) / (a + b + t));
            }
            // Where all customers leave alike, the likelihood has no maximum on an unbounded line; ±10 stands for e^10
            // customers.
            -sum + if x.iter().any(|x| x.abs() > 10.0) { 1e6 } else { 0.0 }
        };
        let at = simplex(minus, [0.0, 1.0], 0.5);
        let error = covariance(minus, &at, 1e-3).map(|c| {
            let (sa, sb) = (c[0][0].sqrt(), c[1][1].sqrt());
            [sa, sb, c[0][1] / (sa * sb)]
        });
        Some(Self { a: libm::exp(at[0]), b: libm::exp(at[1]), error, likelihood: -minus(&at) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Both cohorts of the paper with its published estimates, and its predictions for year 12 (17.0 and 37.8 %).
    #[test]
    fn as_published() {
        let regular = vec![100.0, 63.1, 46.8, 38.2, 32.6, 28.9, 26.2, 24.1];
        let high_end = vec![100.0, 86.9, 74.3, 65.3, 59.3, 55.1, 51.7, 49.1];
        for (cohort, a, b, year_12) in [(regular, 0.7041, 1.182, 0.17004), (high_end, 0.6681, 3.8061, 0.378)] {
            let fit = Sbg::fit(&[cohort]).unwrap();
            assert!((fit.a - a).abs() < 6e-5 && (fit.b - b).abs() < 6e-4, "{fit:?}");
            assert!((fit.survives(12) - year_12).abs() < 6e-5, "{}", fit.survives(12));
        }
    }

    /// Two cohorts observed for equally long say what their sum says.
    #[test]
    fn cohorts_add_up() {
        let one = vec![60.0, 50.0, 40.0, 35.0];
        let two = vec![40.0, 30.0, 25.0, 20.0];
        let sum: Vec<f64> = one.iter().zip(&two).map(|(a, b)| a + b).collect();
        let (apart, together) = (Sbg::fit(&[one, two]).unwrap(), Sbg::fit(&[sum]).unwrap());
        assert!((apart.a - together.a).abs() < 1e-6 && (apart.b - together.b).abs() < 1e-5);
        assert_eq!(Sbg::fit(&[vec![10.0, 10.0]]), None);
    }
}

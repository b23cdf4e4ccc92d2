//! The binormal ROC: how moving the qualifying bar changes how many pass, and how many of those are a fit.
//!
//! Scores are N(d′, 1) among the share π who fit and N(0, 1) among the others, with d′ = √2 Φ⁻¹(AUC) (Hanley & McNeil
//! 1982). A share `pass(c) = π Φ(d′ − c) + (1 − π) Φ(−c)` lies above a cut c, and of that share `π Φ(d′ − c) / pass(c)`
//! fit.

use crate::math::{clamp, normal};

/// Who is judged, and how well.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Roc {
    fit: f64,
    distance: f64,
}

impl Roc {
    /// From the share of people who fit and a score's AUC; below ½ the score is taken to say nothing.
    pub(crate) fn new(fit: f64, auc: f64) -> Self {
        let distance = std::f64::consts::SQRT_2 * normal::quantile(auc.clamp(0.5, 1.0 - 1e-12));
        Self { fit: fit.clamp(0.0, 1.0), distance }
    }

    /// Share of all people who score above a cut and are a fit.
    fn fits_above(&self, cut: f64) -> f64 {
        self.fit * normal::cdf(self.distance - cut)
    }

    fn above(&self, cut: f64) -> f64 {
        self.fits_above(cut) + (1.0 - self.fit) * normal::cdf(-cut)
    }

    /// The cut that lets a given share of people pass. Found by bisection: `above` falls from 1 to 0, and halving 32
    /// standard deviations 64 times leaves less than a float can resolve.
    fn cut(&self, pass: f64) -> f64 {
        let (mut low, mut high) = (-16.0, 16.0 + self.distance);
        for _ in 0..64 {
            let middle = 0.5 * (low + high);
            if self.above(middle) > pass { low = middle } else { high = middle }
        }
        0.5 * (low + high)
    }

    /// Of the share `pass` of people with the highest scores, the share who fit.
    pub(crate) fn precision(&self, pass: f64) -> f64 {
        if pass >= 1.0 || self.distance == 0.0 {
            return self.fit;
        }
        if pass <= 0.0 {
            return 1.0;
        }
        let cut = self.cut(pass);
        clamp(self.fits_above(cut) / self.above(cut), self.fit, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cuts, shares that pass and precisions computed by hand from Φ: with AUC = Φ(1/√2), d′ = 1.
    #[test]
    fn a_cut_at_zero_and_at_one() {
        let roc = Roc::new(0.3, normal::cdf(std::f64::consts::FRAC_1_SQRT_2));
        // Φ(1) and Φ(0), Abramowitz & Stegun 26.2: .8413447460685429, .5.
        for (fits, others) in [(0.841_344_746_068_542_9, 0.5), (0.5, 0.158_655_253_931_457_05)] {
            let pass = 0.3 * fits + 0.7 * others;
            let precision = 0.3 * fits / pass;
            assert!((roc.precision(pass) - precision).abs() < 1e-14, "{} {precision}", roc.precision(pass));
        }
    }

    #[test]
    fn a_score_that_tells_nothing_leaves_the_mix_as_it_is() {
        for pass in [0.0, 0.01, 0.5, 1.0] {
            assert_eq!(Roc::new(0.3, 0.5).precision(pass), 0.3);
        }
    }

    #[test]
    fn a_perfect_score_takes_those_who_fit_first() {
        let roc = Roc::new(0.3, 1.0);
        assert!((roc.precision(0.2) - 1.0).abs() < 1e-6);
        assert!((roc.precision(0.6) - 0.5).abs() < 1e-6);
    }

    proptest::proptest! {
        /// A stricter bar never lowers precision, and never raises the number of people who fit and pass.
        #[test]
        fn stricter_is_purer_and_fewer(fit in 0.01..0.99_f64, auc in 0.5..0.99_f64, pass in 0.001..0.999_f64, less in 0.05..1.0_f64) {
            let roc = Roc::new(fit, auc);
            let (lax, strict) = (roc.precision(pass), roc.precision(pass * less));
            proptest::prop_assert!(strict >= lax - 1e-12);
            proptest::prop_assert!(strict * pass * less <= lax * pass + 1e-12);
        }
    }
}

//! Quantiles and moments of a sorted list.

use super::real;

/// The values in order, without NaNs.
#[must_use]
pub fn sorted(mut values: Vec<f64>) -> Vec<f64> {
    values.retain(|x| x.is_finite());
    values.sort_by(f64::total_cmp);
    values
}

/// The quantile of sorted values, linear between order statistics (Hyndman & Fan 1996, type 7), as in NumPy and pandas.
#[must_use]
pub fn quantile(sorted: &[f64], p: f64) -> Option<f64> {
    let at = real(sorted.len().checked_sub(1)?) * p.clamp(0.0, 1.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in the list")]
    let below = libm::floor(at) as usize;
    let (low, high) = (sorted.get(below)?, sorted.get(below + 1).or_else(|| sorted.get(below))?);
    Some(low + (high - low) * (at - real(below)))
}

/// Mean of sorted values.
#[must_use]
pub fn mean(sorted: &[f64]) -> Option<f64> {
    (!sorted.is_empty()).then(|| sorted.iter().sum::<f64>() / real(sorted.len()))
}

/// Standard deviation of sorted values, of the sample (n − 1).
#[must_use]
pub fn sd(sorted: &[f64]) -> Option<f64> {
    let mean = mean(sorted).filter(|_| sorted.len() > 1)?;
    let squares: f64 = sorted.iter().map(|x| (x - mean) * (x - mean)).sum();
    Some((squares / real(sorted.len() - 1)).sqrt())
}

/// Weighted values, sorted by value, cut into `count` slices of equal weight, each replaced by its mean, so that the
/// overall mean stays.
#[must_use]
pub fn slices(weighted: &[(f64, f64)], count: usize) -> Vec<f64> {
    let total: f64 = weighted.iter().map(|(_, w)| w).sum();
    if total <= 0.0 || total.is_nan() || count == 0 {
        return Vec::new();
    }
    let each = total / real(count);
    let mut means = Vec::with_capacity(count);
    let (mut sum, mut left) = (0.0, each);
    for (x, w) in weighted {
        let mut rest = *w;
        while rest >= left && means.len() + 1 < count {
            sum += x * left;
            means.push(sum / each);
            rest -= left;
            (sum, left) = (0.0, each);
        }
        sum += x * rest;
        left -= rest;
    }
    means.push(sum / (each - left).max(f64::MIN_POSITIVE));
    // Because of rounding there may be nothing left for the last slice.
    means.retain(|x| x.is_finite());
    means
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn slices_keep_the_mean(values in prop::collection::vec((0.0..100.0_f64, 0.01..3.0_f64), 1..60), count in 1..40_usize) {
            let mut values = values;
            values.sort_by(|a, b| a.0.total_cmp(&b.0));
            let (sum, weight) = values.iter().fold((0.0, 0.0), |(s, w), (x, v)| (s + x * v, w + v));
            let cut = slices(&values, count);
            prop_assert_eq!(cut.len(), count);
            prop_assert!((cut.iter().sum::<f64>() / count as f64 - sum / weight).abs() < 1e-9);
            prop_assert!(cut.windows(2).all(|two| two[0] <= two[1] + 1e-9));
        }
    }
}

//! Natural cubic splines as columns of a regression.

use super::quantile::Sorted;

/// Quantiles at which five knots are placed (Harrell 2001, table 2.3).
const KNOTS: [f64; 5] = [0.05, 0.275, 0.5, 0.725, 0.95];

/// A basis of the natural cubic splines in one number, without the constant: cubic between knots, linear beyond the
/// outer two (Hastie, Tibshirani & Friedman 2009, eq. 5.4 and 5.5). It has four columns; fewer where the number takes
/// few values, and none where it takes only one.
///
/// ```
/// use funnel_engine::stats::spline::Spline;
/// let x: Vec<f64> = (0..=100).map(f64::from).collect();
/// let spline = Spline::new(&x);
/// assert_eq!(spline.width(), 4);
/// // The first column is the number itself, its outer knots at 0 and 1.
/// assert!((spline.at(95.0).next().unwrap() - 1.0).abs() < 1e-12);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Spline {
    /// Ascending, scaled so that the outer knots are 0 and 1.
    knots: Vec<f64>,
    origin: f64,
    scale: f64,
}

impl Spline {
    /// Places the knots at fixed quantiles of the numbers given.
    #[must_use]
    pub fn new(x: &[f64]) -> Self {
        let sorted = Sorted::new(x.to_vec());
        let (Some(least), Some(most)) = (sorted.as_slice().first(), sorted.as_slice().last()) else {
            return Self { knots: Vec::new(), origin: 0.0, scale: 0.0 };
        };
        let (mut low, mut high) = (sorted.quantile(KNOTS[0]), sorted.quantile(KNOTS[4]));
        if high <= low {
            (low, high) = (*least, *most);
        }
        let width = high - low;
        if !(width > 0.0 && width.is_finite()) {
            return Self { knots: Vec::new(), origin: 0.0, scale: 0.0 };
        }
        let mut knots: Vec<f64> = Vec::new();
        for p in KNOTS {
            let t = ((sorted.quantile(p) - low) / width).clamp(0.0, 1.0);
            // Of knots that all but coincide, one is enough.
            if knots.last().is_none_or(|last| t - last > 1e-3) {
                knots.push(t);
            }
        }
        Self { knots, origin: low, scale: 1.0 / width }
    }

    /// Number of columns.
    #[must_use]
    pub fn width(&self) -> usize {
        if self.scale == 0.0 { 0 } else { 1 + self.knots.len().saturating_sub(2) }
    }

    /// The number on the scale of the first column.
    #[must_use]
    pub fn scaled(&self, x: f64) -> f64 {
        (x - self.origin) * self.scale
    }

    /// The columns at one number.
    pub fn at(&self, x: f64) -> impl Iterator<Item = f64> + '_ {
        let t = self.scaled(x);
        let last = self.knots.last().copied().unwrap_or(1.0);
        let cube = move |k: f64| if t > k { (t - k) * (t - k) * (t - k) } else { 0.0 };
        let d = move |k: f64| (cube(k) - cube(last)) / (last - k);
        let inner = self.width().saturating_sub(1);
        let before_last = self.knots.get(inner).copied().unwrap_or(0.0);
        let curved = self.knots.iter().take(inner).map(move |k| d(*k) - d(before_last));
        std::iter::once(t).take(self.width().min(1)).chain(curved)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_cubic_inside_and_linear_outside() {
        let x: Vec<f64> = (0..=1_000).map(|i| f64::from(i) / 1_000.0).collect();
        let spline = Spline::new(&x);
        let column = |i: usize, x: f64| spline.at(x).nth(i).unwrap();
        for i in 0..4 {
            for outside in [-3.0, 0.0, 0.96, 7.0] {
                let h = 0.01;
                let second = column(i, outside + h) - 2.0 * column(i, outside) + column(i, outside - h);
                assert!(second.abs() < 1e-8 * (1.0 + column(i, outside).abs()), "{i} at {outside}: {second}");
            }
        }
    }

    #[test]
    fn few_values_make_few_columns() {
        let width = |x: &[f64]| Spline::new(x).width();
        assert_eq!(width(&[]), 0);
        assert_eq!(width(&[2.0; 9]), 0);
        let two: Vec<f64> = (0..100).map(|i| f64::from(i % 2)).collect();
        assert!(width(&two) <= 2);
        let rare: Vec<f64> = (0..100).map(|i| f64::from(u8::from(i == 0))).collect();
        assert_eq!(width(&rare), 1);
        assert!(Spline::new(&rare).at(1.0).all(f64::is_finite));
    }
}

//! Mean and standard deviation with their standard errors, and lag-1 autocorrelation.

/// Mean and spread of independent numbers, by two passes over their deviations from the first of them, so that a large
/// common part costs no digits.
///
/// ```
/// use funnel_engine::stats::moments::Moments;
/// let moments = Moments::of(&[10_000_001.0, 10_000_003.0, 10_000_002.0]);
/// assert_eq!(moments.mean(), 10_000_002.0);
/// assert_eq!(moments.sd(), 1.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moments {
    count: f64,
    /// The mean is `origin + offset`.
    origin: f64,
    offset: f64,
    /// Sums of the squared and the fourth powers of the deviations from the mean.
    squares: f64,
    fourths: f64,
}

impl Moments {
    /// The moments of `numbers`.
    #[must_use]
    pub fn of(numbers: &[f64]) -> Self {
        let count = numbers.len() as f64;
        let origin = numbers.first().copied().unwrap_or(f64::NAN);
        let mut moments = Self { count, origin, offset: 0.0, squares: 0.0, fourths: 0.0 };
        moments.offset = numbers.iter().map(|x| x - origin).sum::<f64>() / count;
        // What rounding left out of the first mean (Neely 1966): exactly 0 but for rounding.
        moments.offset += numbers.iter().map(|x| moments.deviation(*x)).sum::<f64>() / count;
        for x in numbers {
            let square = moments.deviation(*x) * moments.deviation(*x);
            moments.squares += square;
            moments.fourths += square * square;
        }
        moments
    }

    /// The mean; NaN when there are no numbers.
    #[must_use]
    pub fn mean(&self) -> f64 {
        if self.origin.is_infinite() { self.origin } else { self.origin + self.offset }
    }

    /// The standard error of the mean, `sd / √n`.
    #[must_use]
    pub fn mean_se(&self) -> f64 {
        self.sd() / self.count.sqrt()
    }

    /// The variance with divisor n − 1; NaN for fewer than two numbers.
    #[must_use]
    pub fn variance(&self) -> f64 {
        if self.count < 2.0 { f64::NAN } else { self.squares / (self.count - 1.0) }
    }

    /// The standard deviation, the root of [`Self::variance`].
    #[must_use]
    pub fn sd(&self) -> f64 {
        self.variance().sqrt()
    }

    /// The large-sample standard error of the standard deviation for any law with a fourth moment, by the delta method:
    /// `sd/2 · √((kurtosis − 1)/n)`. For a normal it is `sd/√(2n)`; it is 0 when nothing varies.
    #[must_use]
    pub fn sd_se(&self) -> f64 {
        if self.squares == 0.0 {
            return self.sd();
        }
        let kurtosis = self.count * (self.fourths / self.squares / self.squares);
        // A kurtosis is at least 1, up to rounding.
        0.5 * self.sd() * ((kurtosis - 1.0).max(0.0) / self.count).sqrt()
    }

    fn deviation(&self, x: f64) -> f64 {
        (x - self.origin) - self.offset
    }
}

/// The lag-1 autocorrelation `Σ (xᵢ − m)(xᵢ₊₁ − m) / Σ (xᵢ − m)²`; NaN where nothing varies.
///
/// ```
/// use funnel_engine::stats::moments::lag_one;
/// assert_eq!(lag_one(&[1.0, 3.0, 2.0]), -0.5);
/// ```
#[must_use]
pub fn lag_one(numbers: &[f64]) -> f64 {
    let moments = Moments::of(numbers);
    let products = numbers.iter().zip(numbers.iter().skip(1));
    products.map(|(x, next)| moments.deviation(*x) * moments.deviation(*next)).sum::<f64>() / moments.squares
}

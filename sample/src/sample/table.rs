//! Tabulated quantile functions: one slow inversion per node, once, then a few nanoseconds per draw.

use crate::math::clamp;

/// The table spans `|z| ≤ 8.3`; the smallest uniform, 2⁻⁵³, is at z = −8.21.
const REACH: f64 = 8.3;
const FEWEST: u32 = 128;
const MOST: u32 = 1024;
/// The error allowed at the midpoints, relative to the given scale.
const TOLERANCE: f64 = 1e-7;

/// A quantile function of `z = Φ⁻¹(p)`, as a monotone cubic Hermite interpolant on equally spaced nodes.
///
/// On the z scale quantile functions are smooth into both tails: a normal's is a straight line.
#[derive(Clone, Debug)]
pub struct QuantileTable {
    /// For each interval, the cubic's coefficients in the fraction `t` of the interval, constant first.
    cubics: Vec<[f64; 4]>,
    per_unit: f64,
    error: f64,
}

impl QuantileTable {
    /// Tabulates `q`, which gives the quantile at `z` and its slope `dq/dz = φ(z)/density`.
    ///
    /// Starts from 128 intervals and doubles them up to 1024 while the error at a midpoint is above `1e-7 · scale`;
    /// `scale` is the size that matters, such as the standard deviation. [`Self::error`] says how small the error
    /// became.
    ///
    /// ```
    /// use funnel_sample::{math::normal, sample::QuantileTable};
    /// let uniform = QuantileTable::new(0.29, |z| (normal::cdf(z), normal::pdf(z)));
    /// assert!((uniform.at_z(0.3) - normal::cdf(0.3)).abs() < 0.29e-7);
    /// assert!(uniform.error() < 1e-7);
    /// ```
    #[must_use]
    pub fn new(scale: f64, q: impl Fn(f64) -> (f64, f64)) -> Self {
        let mut intervals = FEWEST;
        let mut nodes: Vec<(f64, f64)> = (0..=intervals).map(|i| q(node(i, intervals))).collect();
        loop {
            let table = Self::through(&nodes, intervals);
            let midpoints: Vec<(f64, f64)> = (0..intervals).map(|i| q(node(2 * i + 1, 2 * intervals))).collect();
            let error = midpoints
                .iter()
                .zip(&table.cubics)
                .map(|((value, _), cubic)| (value - evaluate(cubic, 0.5)).abs() / scale)
                .fold(0.0, f64::max);
            if error <= TOLERANCE || intervals >= MOST {
                return Self { error, ..table };
            }
            let (first, rest) = (nodes.iter(), midpoints.iter());
            nodes = first.zip(rest).flat_map(|(a, b)| [*a, *b]).chain(nodes.last().copied()).collect();
            intervals *= 2;
        }
    }

    /// The quantile at `z`, limited to ±8.3.
    #[must_use]
    #[inline]
    pub fn at_z(&self, z: f64) -> f64 {
        let position = (z + REACH) * self.per_unit;
        // The cast saturates, so the index is in range for any z; the table is never empty.
        let i = (position as usize).min(self.cubics.len() - 1);
        evaluate(&self.cubics[i], (position - i as f64).clamp(0.0, 1.0))
    }

    /// The largest error at the midpoints between nodes, relative to the scale.
    #[must_use]
    pub fn error(&self) -> f64 {
        self.error
    }

    fn through(nodes: &[(f64, f64)], intervals: u32) -> Self {
        let step = 2.0 * REACH / f64::from(intervals);
        let cubics = nodes
            .windows(2)
            .map(|pair| {
                let [(from, start), (to, end)] = [pair[0], pair[1]];
                let rise = to - from;
                // Slopes of at most three times the secant keep a Hermite cubic monotone (Fritsch & Carlson 1980).
                let [start, end] = [start, end].map(|slope| clamp(slope * step, 0.0, 3.0 * rise.max(0.0)));
                [from, start, 3.0 * rise - 2.0 * start - end, start + end - 2.0 * rise]
            })
            .collect();
        Self { cubics, per_unit: 1.0 / step, error: 0.0 }
    }
}

fn node(i: u32, intervals: u32) -> f64 {
    REACH * (2.0 * f64::from(i) / f64::from(intervals) - 1.0)
}

#[inline]
fn evaluate([c0, c1, c2, c3]: &[f64; 4], t: f64) -> f64 {
    c0 + t * (c1 + t * (c2 + t * c3))
}

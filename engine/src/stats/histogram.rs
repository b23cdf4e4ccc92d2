//! Counts in equal bins.

/// Counts in equal bins over `from..to`; numbers outside are counted separately.
///
/// ```
/// use funnel_engine::stats::histogram::Histogram;
/// let mut histogram = Histogram::new(0.0, 1.0, 4);
/// for x in [0.1, 0.3, 0.9, 0.99, 1.0, -1.0, 2.0] {
///     histogram.push(x);
/// }
/// assert_eq!(histogram.counts(), [1, 1, 0, 3]); // the upper end belongs to the last bin
/// assert_eq!((histogram.below(), histogram.above()), (1, 1));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Histogram {
    from: f64,
    to: f64,
    counts: Vec<u64>,
    below: u64,
    above: u64,
}

impl Histogram {
    /// An empty histogram with at least one bin. With `from ≥ to`, only a number equal to both is inside.
    #[must_use]
    pub fn new(from: f64, to: f64, bins: u32) -> Self {
        Self { from, to, counts: vec![0; bins.max(1) as usize], below: 0, above: 0 }
    }

    /// Counts one number; NaN counts as above.
    pub fn push(&mut self, x: f64) {
        if x < self.from {
            self.below += 1;
            return;
        }
        let last = self.counts.len() - 1;
        let position = (x - self.from) / (self.to - self.from) * self.counts.len() as f64;
        // For a number just below `to` rounding may give the bin beyond the last, which `min` prevents. The cast
        // saturates.
        match self.counts.get_mut((position as usize).min(last)) {
            Some(count) if x <= self.to => *count += 1,
            _ => self.above += 1,
        }
    }

    /// Adds another histogram's counts. Returns `false`, having done nothing, when the bins differ.
    #[must_use]
    pub fn merge(&mut self, other: &Self) -> bool {
        let same = self.from == other.from && self.to == other.to && self.counts.len() == other.counts.len();
        if same {
            for (count, more) in self.counts.iter_mut().zip(&other.counts) {
                *count += more;
            }
            self.below += other.below;
            self.above += other.above;
        }
        same
    }

    /// The counts of the bins.
    #[must_use]
    pub fn counts(&self) -> &[u64] {
        &self.counts
    }

    /// How many numbers lay below the first bin.
    #[must_use]
    pub fn below(&self) -> u64 {
        self.below
    }

    /// How many lay above the last bin.
    #[must_use]
    pub fn above(&self) -> u64 {
        self.above
    }
}

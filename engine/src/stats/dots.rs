//! Quantile dotplots (Kay, Kola, Hullman & Munson 2016): a distribution as equally likely dots to count.

use super::quantile::Sorted;

/// The `n` dots: the `(i − ½)/n` quantiles for i from 1 to n, in order. No dots if there are no numbers.
///
/// ```
/// use funnel_engine::stats::{dots, quantile::Sorted};
/// let sorted = Sorted::new((0..=100).map(f64::from).collect());
/// assert_eq!(dots::quantiles(&sorted, 4), [12.5, 37.5, 62.5, 87.5]);
/// ```
#[must_use]
pub fn quantiles(sorted: &Sorted, n: u32) -> Vec<f64> {
    if sorted.as_slice().is_empty() {
        return Vec::new();
    }
    (0..n).map(|i| sorted.quantile((f64::from(i) + 0.5) / f64::from(n))).collect()
}

/// Where a dot is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dot {
    /// The quantile it stands for.
    pub value: f64,
    /// Its column, counted from the left end of the axis.
    pub bin: u32,
    /// Its place in the column, 0 at the bottom.
    pub level: u32,
}

/// Stacks dots, given in order, in `bins` equal columns over `from..to`. Dots beyond an end go into the outermost
/// column, so all are drawn (if there is a column).
///
/// ```
/// use funnel_engine::stats::dots;
/// let levels: Vec<u32> = dots::stack(&[0.1, 0.2, 0.7, 9.0], 0.0, 1.0, 2).iter().map(|dot| dot.level).collect();
/// assert_eq!(levels, [0, 1, 0, 1]);
/// ```
#[must_use]
pub fn stack(values: &[f64], from: f64, to: f64, bins: u32) -> Vec<Dot> {
    let Some(last) = bins.checked_sub(1) else { return Vec::new() };
    let per_unit = f64::from(bins) / (to - from);
    let mut top: Option<(u32, u32)> = None;
    let mut place = |value: f64| {
        // The cast saturates; an axis of zero length puts all dots into one column.
        let bin = (((value - from) * per_unit) as u32).min(last);
        // Values arrive in order, so the dots of a column are neighbours.
        let level = top.filter(|(column, _)| *column == bin).map_or(0, |(_, level)| level + 1);
        top = Some((bin, level));
        Dot { value, bin, level }
    };
    values.iter().map(|value| place(*value)).collect()
}

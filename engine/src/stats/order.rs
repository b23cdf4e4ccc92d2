//! Lists in the order of a figure, by IEEE total order. All sorts are stable.

/// The order in which the figures rise; equal ones stay as they are.
///
/// ```
/// use funnel_engine::stats::order;
/// assert_eq!(order::rising(&[3.0, 1.0, 2.0, 1.0]), [1, 3, 2, 0]);
/// ```
#[must_use]
pub fn rising(figures: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..figures.len()).collect();
    order.sort_by(|a, b| figures[*a].total_cmp(&figures[*b]));
    order
}

/// The order in which they fall; equal ones stay as they are.
///
/// ```
/// use funnel_engine::stats::order;
/// assert_eq!(order::falling(&[3.0, 1.0, 2.0, 3.0]), [0, 3, 2, 1]);
/// ```
#[must_use]
pub fn falling(figures: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..figures.len()).collect();
    order.sort_by(|a, b| figures[*b].total_cmp(&figures[*a]));
    order
}

/// Puts the items in the order in which `figure` rises; equal ones stay as they are.
///
/// ```
/// use funnel_engine::stats::order;
/// let mut words = vec!["three", "of", "by"];
/// order::by_rising(&mut words, |word| word.len() as f64);
/// assert_eq!(words, ["of", "by", "three"]);
/// ```
pub fn by_rising<T>(items: &mut [T], figure: impl Fn(&T) -> f64) {
    items.sort_by(|a, b| figure(a).total_cmp(&figure(b)));
}

/// Puts the items in the order in which `figure` falls; equal ones stay as they are.
///
/// ```
/// use funnel_engine::stats::order;
/// let mut words = vec!["of", "three", "by"];
/// order::by_falling(&mut words, |word| word.len() as f64);
/// assert_eq!(words, ["three", "of", "by"]);
/// ```
pub fn by_falling<T>(items: &mut [T], figure: impl Fn(&T) -> f64) {
    items.sort_by(|a, b| figure(b).total_cmp(&figure(a)));
}

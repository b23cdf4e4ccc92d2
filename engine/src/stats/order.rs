//! Lists in the order of a figure. The sort itself is one function for all lists: one of its own for each type takes the
//! page two or three kilobytes.

/// The order in which the figures rise; equal ones stay as they are. By IEEE total order.
///
/// ```
/// use funnel_engine::stats::order;
/// assert_eq!(order::rising(&[3.0, 1.0, 2.0, 1.0]), [1, 3, 2, 0]);
/// ```
#[must_use]
pub fn rising(figures: &[f64]) -> Vec<usize> {
    let mut order: Vec<(f64, usize)> = figures.iter().copied().zip(0..).collect();
    order.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    order.into_iter().map(|(_, i)| i).collect()
}

/// The order in which they fall; equal ones stay as they are.
///
/// ```
/// use funnel_engine::stats::order;
/// assert_eq!(order::falling(&[3.0, 1.0, 2.0, 3.0]), [0, 3, 2, 1]);
/// ```
#[must_use]
pub fn falling(figures: &[f64]) -> Vec<usize> {
    // Turning the sign turns the total order around.
    rising(&figures.iter().map(|x| -x).collect::<Vec<_>>())
}

/// Puts the items in the order in which `figure` rises; equal ones stay as they are.
///
/// ```
/// use funnel_engine::stats::order;
/// let mut words = vec!["three", "of", "by"];
/// order::by_rising(&mut words, |word| word.len() as f64);
/// assert_eq!(words, ["of", "by", "three"]);
/// ```
pub fn by_rising<T>(items: &mut Vec<T>, figure: impl FnMut(&T) -> f64) {
    let order = rising(&items.iter().map(figure).collect::<Vec<_>>());
    put(items, &order);
}

/// Puts the items in the order in which `figure` falls; equal ones stay as they are.
///
/// ```
/// use funnel_engine::stats::order;
/// let mut words = vec!["of", "three", "by"];
/// order::by_falling(&mut words, |word| word.len() as f64);
/// assert_eq!(words, ["three", "of", "by"]);
/// ```
pub fn by_falling<T>(items: &mut Vec<T>, figure: impl FnMut(&T) -> f64) {
    let order = falling(&items.iter().map(figure).collect::<Vec<_>>());
    put(items, &order);
}

fn put<T>(items: &mut Vec<T>, order: &[usize]) {
    let mut before: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(order.iter().filter_map(|i| before.get_mut(*i)?.take()));
}

//! Sorting by a figure, in IEEE total order. All sorts are stable.

/// The indices in order of rising figures; ties keep their order.
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

/// The indices in order of falling figures; ties keep their order.
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

/// Sorts the items so that `figure` rises; ties keep their order.
///
/// ```
/// use funnel_engine::stats::order;
/// let mut words = vec!["three", "of", "by"];
/// order::by_rising(&mut words, |word| word.len() as f64);
/// assert_eq!(words, ["of", "by", "three"]);
/// ```
pub fn by_rising<T>(items: &mut [T], figure: impl FnMut(&T) -> f64) {
    let order = rising(&items.iter().map(figure).collect::<Vec<_>>());
    put(items, &order);
}

/// Sorts the items so that `figure` falls; ties keep their order.
///
/// ```
/// use funnel_engine::stats::order;
/// let mut words = vec!["of", "three", "by"];
/// order::by_falling(&mut words, |word| word.len() as f64);
/// assert_eq!(words, ["three", "of", "by"]);
/// ```
pub fn by_falling<T>(items: &mut [T], figure: impl FnMut(&T) -> f64) {
    let order = falling(&items.iter().map(figure).collect::<Vec<_>>());
    put(items, &order);
}

/// Puts the items into the given order. Each figure has been computed only once, as by `sort_by_cached_key`, whose keys
/// would have to be `Ord`.
fn put<T>(items: &mut [T], order: &[usize]) {
    let mut place = vec![0; order.len()];
    for (to, from) in order.iter().enumerate() {
        place[*from] = to;
    }
    for i in 0..items.len() {
        while place[i] != i {
            let to = place[i];
            items.swap(i, to);
            place.swap(i, to);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Against the standard library's stable sort, with ties and NaNs among the figures.
        #[test]
        fn items_come_as_a_stable_sort_puts_them(figures in prop::collection::vec(
            prop_oneof![6 => (-3_i8..3).prop_map(f64::from), 1 => Just(f64::NAN), 1 => Just(-0.0)], 0..40,
        )) {
            let items: Vec<(usize, f64)> = figures.iter().copied().enumerate().collect();
            let (mut ours, mut theirs) = (items.clone(), items.clone());
            by_rising(&mut ours, |x| x.1);
            theirs.sort_by(|a, b| a.1.total_cmp(&b.1));
            prop_assert!(ours.iter().zip(&theirs).all(|(a, b)| a.0 == b.0), "{ours:?} {theirs:?}");
            let (mut ours, mut theirs) = (items.clone(), items);
            by_falling(&mut ours, |x| x.1);
            theirs.sort_by(|a, b| b.1.total_cmp(&a.1));
            prop_assert!(ours.iter().zip(&theirs).all(|(a, b)| a.0 == b.0), "{ours:?} {theirs:?}");
        }
    }
}

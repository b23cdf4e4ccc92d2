//! How well a figure tells two kinds of cases apart.

use super::quantile::Sorted;

/// A figure as a warning.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Roc {
    /// Area under the ROC curve, ½ to 1: the chance that the figure puts a case and a non-case in the right order; ties
    /// count half (Mann & Whitney).
    pub area: f64,
    /// Its standard error (Hanley & McNeil 1982).
    pub se: f64,
    /// The threshold with the largest difference between hit rate and false-alarm rate (Youden 1950).
    pub threshold: f64,
    /// Whether it warns below the threshold, rather than above it.
    pub below: bool,
    /// Of the cases, the share for which it warns.
    pub hits: f64,
    /// Of the others, the share for which it warns.
    pub false_alarms: f64,
}

/// The ROC of a figure; `None` where there are no cases, nothing but cases, or only one value.
///
/// ```
/// use funnel_engine::stats::roc::roc;
/// let best = roc(&[1.0, 2.0, 3.0, 4.0], &[true, true, false, false]).unwrap();
/// assert_eq!((best.area, best.threshold, best.below, best.hits), (1.0, 2.5, true, 1.0));
/// assert!(roc(&[1.0, 2.0], &[true, true]).is_none());
/// ```
#[must_use]
pub fn roc(figures: &[f64], is_case: &[bool]) -> Option<Roc> {
    let of = |case: bool| -> Sorted {
        let both = figures.iter().zip(is_case);
        Sorted::new(both.filter(|(_, is)| **is == case).map(|(x, _)| *x).collect())
    };
    // The two kinds are sorted separately and merged from the smallest on. Ties are counted together, so their order
    // does not matter.
    let (all_cases, all_others) = (of(true), of(false));
    let (mut cases_left, mut others_left) = (all_cases.as_slice(), all_others.as_slice());
    let (cases, others) = (cases_left.len() as f64, others_left.len() as f64);
    if cases == 0.0 || others == 0.0 {
        return None;
    }
    // Counts of cases and others below each step between two values. The area counts the pairs in which the case is
    // below.
    let (mut below_cases, mut below_others, mut area) = (0.0, 0.0, 0.0);
    let mut best = (0.0, 0.0, 0.0, 0.0);
    let mut steps = 0;
    while let Some(first) = smallest(cases_left, others_left) {
        let tied_cases = take_tied(&mut cases_left, first);
        let tied_others = take_tied(&mut others_left, first);
        area += tied_cases * (others - below_others - tied_others / 2.0);
        below_cases += tied_cases;
        below_others += tied_others;
        let Some(next) = smallest(cases_left, others_left) else { break };
        steps += 1;
        let (hits, alarms) = (below_cases / cases, below_others / others);
        if f64::abs(hits - alarms) > f64::abs(best.0) {
            best = (hits - alarms, f64::midpoint(first, next), hits, alarms);
        }
    }
    if steps == 0 {
        return None;
    }
    let area = area / (cases * others);
    let below = area >= 0.5;
    let area = if below { area } else { 1.0 - area };
    // Where the best cut is on the other side than the area says, the figure tells next to nothing; the area's side is
    // kept.
    let (_, threshold, hits, alarms) = best;
    let (hits, false_alarms) = if below { (hits, alarms) } else { (1.0 - hits, 1.0 - alarms) };
    let (q1, q2) = (area / (2.0 - area), 2.0 * area * area / (1.0 + area));
    let spread = area * (1.0 - area) + (cases - 1.0) * (q1 - area * area) + (others - 1.0) * (q2 - area * area);
    let se = (spread / (cases * others)).max(0.0).sqrt();
    Some(Roc { area, se, threshold, below, hits, false_alarms })
}

/// The smallest value in two sorted lists.
fn smallest(a: &[f64], b: &[f64]) -> Option<f64> {
    match (a.first(), b.first()) {
        (Some(a), Some(b)) if b.total_cmp(a).is_lt() => Some(*b),
        (a, b) => a.or(b).copied(),
    }
}

/// Takes the first value and those equal to it from a sorted list, and returns how many there were.
fn take_tied(sorted: &mut &[f64], first: f64) -> f64 {
    let tied = sorted.iter().take_while(|x| **x == first || x.total_cmp(&first).is_eq()).count();
    *sorted = &sorted[tied..];
    tied as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::normal;
    use crate::sample::Key;

    /// Counted by hand: of the 3 · 2 pairs, 1 < 2, 1 < 4, 3 < 4 and the tie 4 = 4 (half) are in the right order.
    #[test]
    fn pairs_are_counted() {
        let r = roc(&[1.0, 3.0, 4.0, 2.0, 4.0], &[true, true, true, false, false]).unwrap();
        assert!((r.area - 3.5 / 6.0).abs() < 1e-15 && r.below, "{r:?}");
        let flipped = roc(&[-1.0, -3.0, -4.0, -2.0, -4.0], &[true, true, true, false, false]).unwrap();
        assert!((flipped.area - r.area).abs() < 1e-15 && !flipped.below, "{flipped:?}");
    }

    /// Two normals one standard deviation apart: the area is Φ(1/√2), and the best threshold is half-way between, where
    /// the hit rate is Φ(½). 4.5 standard errors of each, a false alarm in 150,000.
    #[test]
    fn two_normals_have_the_area_of_the_binormal_curve() {
        let (key, n) = (Key::new(3), 20_000_u64);
        let case = |i: u64| i.is_multiple_of(2);
        let figures: Vec<f64> =
            (0..n).map(|i| normal::quantile(key.uniform(i)) + if case(i) { 0.0 } else { 1.0 }).collect();
        let cases: Vec<bool> = (0..n).map(case).collect();
        let r = roc(&figures, &cases).unwrap();
        let exact = normal::cdf(std::f64::consts::FRAC_1_SQRT_2);
        assert!((r.area - exact).abs() < 4.5 * r.se && r.se < 0.004, "{r:?}");
        // The difference between hits and alarms is 2Φ(½) − 1 at its best, and flat there.
        let best = 2.0 * normal::cdf(0.5) - 1.0;
        assert!((r.hits - r.false_alarms - best).abs() < 4.5 * (0.5 / 1e4_f64).sqrt(), "{r:?}");
        assert!(r.below && (r.threshold - 0.5).abs() < 0.2, "{r:?}");
    }

    #[test]
    fn nothing_to_tell_is_said() {
        assert_eq!(roc(&[1.0, 1.0], &[true, false]), None);
        assert_eq!(roc(&[], &[]), None);
        assert_eq!(roc(&[1.0, 2.0], &[false, false]), None);
    }
}

//! The worked example's law as two programs see it: means, spreads and quantiles of both arms, each with its error.

use serde_json::Value;
use std::collections::BTreeMap;

/// Two programs follow different laws if they are this many standard errors apart.
const APART: f64 = 4.0;

/// Figures by name, each a value with its standard error.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Law(BTreeMap<String, (f64, f64)>);

impl Law {
    /// The law in a program's line; empty if the line gives none.
    pub(super) fn of(line: &Value) -> Self {
        let mut all = BTreeMap::new();
        for (figure, told) in line["law"].as_object().into_iter().flatten() {
            for (number, pair) in told.as_object().into_iter().flatten() {
                if let (Some(value), Some(se)) = (pair[0].as_f64(), pair[1].as_f64()) {
                    all.insert(format!("{figure} {number}"), (value, se));
                }
            }
        }
        Self(all)
    }

    /// The law from several rounds with seeds of their own: the mean of what they give. (A quantile's bias, of the
    /// order of one over the number of replicates, is far below its error.)
    pub(super) fn pooled<'a>(rounds: impl Iterator<Item = &'a Self>) -> Self {
        let mut sums: BTreeMap<String, (f64, f64, f64)> = BTreeMap::new();
        for (name, (value, se)) in rounds.flat_map(|law| &law.0) {
            let sum = sums.entry(name.clone()).or_default();
            *sum = (sum.0 + value, sum.1 + se * se, sum.2 + 1.0);
        }
        let mean = |(name, (value, square, n)): (String, (f64, f64, f64))| (name, (value / n, square.sqrt() / n));
        Self(sums.into_iter().map(mean).collect())
    }

    /// For each figure that both give, how many standard errors apart it is, the furthest first.
    pub(super) fn against(&self, other: &Self) -> Vec<(String, f64)> {
        let apart = |(name, (a, se)): (&String, &(f64, f64))| {
            let (b, other_se) = other.0.get(name)?;
            Some((name.clone(), (a - b) / se.hypot(*other_se)))
        };
        let mut all: Vec<_> = self.0.iter().filter_map(apart).collect();
        all.sort_by(|(_, a), (_, b)| b.abs().total_cmp(&a.abs()));
        all
    }
}

/// Whether a figure is too far apart.
pub(super) fn is_apart((_, errors): &(String, f64)) -> bool {
    // Not a number means no agreement.
    errors.is_nan() || errors.abs() > APART
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn law(mean: f64, se: f64) -> Law {
        Law::of(&json!({ "law": { "today_revenue": { "mean": [mean, se], "sd": [5.0, 1.0] } } }))
    }

    #[test]
    fn rounds_are_pooled_and_their_errors_fall() {
        let pooled = Law::pooled([law(1.0, 4.0), law(3.0, 3.0)].iter());
        assert_eq!(pooled.0["today_revenue mean"], (2.0, 2.5));
        assert_eq!(Law::pooled(std::iter::empty()), Law::default());
    }

    #[test]
    fn what_is_far_apart_is_found_in_units_of_both_errors() {
        let apart = law(30.0, 3.0).against(&law(9.0, 4.0));
        assert_eq!(apart, [("today_revenue mean".to_owned(), 4.2), ("today_revenue sd".to_owned(), 0.0)]);
        assert_eq!(apart.iter().filter(|x| is_apart(x)).count(), 1);
        assert!(is_apart(&(String::new(), f64::NAN)));
        assert!(law(1.0, 1.0).against(&Law::default()).is_empty());
    }
}

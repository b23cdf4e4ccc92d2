//! Chooses among plans, and says when one cannot tell.

use serde::{Deserialize, Serialize};

use crate::report::Estimate;
use crate::stats::order;
use crate::stats::quantile::Sorted;
use crate::study::estimate;

/// The best plan by some score, and those that are not clearly worse.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Choice {
    /// Which plan: its place in the list of plans, 0 for no change.
    pub plan: u32,
    /// How far it is ahead of the next best, with the standard error of pairs; `null` where there is no other plan.
    pub ahead: Estimate,
    /// Plans that its paired error does not tell from it, the nearest first. Where there are any, we cannot tell which is
    /// best.
    pub close: Vec<Close>,
}

/// A plan that is not clearly worse than the best.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Close {
    /// Which plan.
    pub plan: u32,
    /// How far the best is ahead of it.
    pub ahead: Estimate,
}

impl Choice {
    /// The candidate with the largest mean, the first of ties. Candidates are scores in the same replicates, `None` for
    /// a plan that cannot be chosen; the result is `None` where no plan can be.
    ///
    /// ```
    /// use funnel_decide::regret::Choice;
    /// let clear = Choice::of(&[Some(vec![1.0, 2.0, 3.0]), None, Some(vec![3.0, 4.1, 5.0])]).unwrap();
    /// assert_eq!((clear.plan, clear.can_tell()), (2, true));
    /// let equal = Choice::of(&[Some(vec![1.0, 2.0]), Some(vec![1.0, 2.0])]).unwrap();
    /// assert_eq!((equal.plan, equal.can_tell()), (0, false));
    /// ```
    #[must_use]
    pub fn of(candidates: &[Option<Vec<f64>>]) -> Option<Self> {
        let mean = |x: &[f64]| estimate(x).value.unwrap_or(f64::NEG_INFINITY);
        let mut all: Vec<(usize, &Vec<f64>, f64)> =
            candidates.iter().enumerate().filter_map(|(i, x)| x.as_ref().map(|x| (i, x, mean(x)))).collect();
        // Stable, so the first of ties stays first.
        order::by_falling(&mut all, |x| x.2);
        let (best, rest) = all.split_first()?;
        let ahead = |other: &[f64]| estimate(&best.1.iter().zip(other).map(|(a, b)| a - b).collect::<Vec<_>>());
        let others = rest.iter().map(|(i, x, _)| Close { plan: *i as u32, ahead: ahead(x) });
        let others: Vec<Close> = others.collect();
        // One time in twenty a true difference of zero looks larger, for each pair separately.
        let is_close = |c: &&Close| !c.ahead.is_gain();
        Some(Self {
            plan: best.0 as u32,
            ahead: others.first().map_or_else(Estimate::default, |c| c.ahead),
            close: others.iter().filter(is_close).copied().collect(),
        })
    }

    /// Whether its error tells it from every other plan.
    #[must_use]
    pub fn can_tell(&self) -> bool {
        self.close.is_empty()
    }
}

/// For each replicate a number. Their mean is the mean of the worst tenth, and their spread gives its standard error.
///
/// With q the figure that one replicate in ten lies below, `q − (q − x)⁺ / 0.1` has the mean of the worst tenth as its
/// mean (conditional value at risk; Rockafellar & Uryasev 2000, eq. 4). It is that mean's influence function too, so
/// its standard error is right to first order, and differences of two plans pair (Trindade, Uryasev, Shapiro &
/// Zrazhevsky 2007). Where a tenth is not a whole number of replicates, the last one counts in part.
///
/// ```
/// use funnel_decide::regret::worst_tenth;
/// use funnel_decide::study::estimate;
/// // Of 0, 1, …, 19 the worst two are 0 and 1; of 0, 1, …, 14 the worst one and a half: (0 + ½ · 1)/1.5.
/// let mean = |n: u32| estimate(&worst_tenth(&(0..n).map(f64::from).collect::<Vec<_>>())).value.unwrap();
/// assert!((mean(20) - 0.5).abs() < 1e-12 && (mean(15) - 1.0 / 3.0).abs() < 1e-12);
/// ```
#[must_use]
pub fn worst_tenth(values: &[f64]) -> Vec<f64> {
    let sorted = Sorted::new(values.to_vec());
    let Some(q) = sorted.as_slice().get(values.len() / 10) else { return Vec::new() };
    values.iter().map(|x| q - 10.0 * (q - x).max(0.0)).collect()
}

/// The result of [`savage()`].
#[derive(Clone, Debug, PartialEq)]
pub struct Savage {
    /// The best value in the column less this one: `[plan][set]`.
    pub regret: Vec<Vec<Option<f64>>>,
    /// The set in which each plan's regret is largest; `None` where it cannot be carried out in all sets.
    pub largest: Vec<Option<usize>>,
    /// The plan whose largest regret is smallest, the first of ties.
    pub best: Option<usize>,
}

/// Minimax regret (Savage 1951) of a table `[plan][set of assumptions]`, with `None` where a plan cannot be carried
/// out.
///
/// ```
/// use funnel_decide::regret::savage;
/// let table = [[12.0, 2.0], [8.0, 6.0], [5.0, 7.0]].map(|row| row.map(Some).to_vec());
/// let found = savage(&table);
/// assert_eq!(found.regret[1], [Some(4.0), Some(1.0)]);
/// assert_eq!(found.best, Some(1));
/// ```
#[must_use]
pub fn savage(table: &[Vec<Option<f64>>]) -> Savage {
    let sets = table.first().map_or(0, Vec::len);
    let best = |set: usize| table.iter().filter_map(|row| *row.get(set)?).max_by(f64::total_cmp);
    let columns: Vec<Option<f64>> = (0..sets).map(best).collect();
    let row = |row: &Vec<Option<f64>>| row.iter().zip(&columns).map(|(x, best)| Some((*best)? - (*x)?)).collect();
    let regret: Vec<Vec<Option<f64>>> = table.iter().map(row).collect();
    let largest = largest(&regret);
    let of = |plan: usize| largest[plan].and_then(|set| regret[plan][set]);
    let can = (0..regret.len()).filter_map(|plan| Some((plan, of(plan)?)));
    let best = can.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(plan, _)| plan);
    Savage { largest, best, regret }
}

/// The set in which each plan's regret is largest, the first of ties; `None` where a plan has a gap.
pub(super) fn largest(regret: &[Vec<Option<f64>>]) -> Vec<Option<usize>> {
    let row = |row: &Vec<Option<f64>>| {
        let all: Option<Vec<f64>> = row.iter().copied().collect();
        let all = all?;
        // The first of ties: `max_by` would take the last.
        (0..all.len()).rev().max_by(|a, b| all[*a].total_cmp(&all[*b]))
    };
    regret.iter().map(row).collect()
}

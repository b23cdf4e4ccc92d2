//! Which budgets to try next.

use super::super::plan_outcome::{PlanOutcome, difference};
use super::read::scores;
use crate::stats::moments::Moments;
use crate::stats::order;

/// Multiples of today's budget to try first.
pub(super) const COARSE: [f64; 6] = [0.0, 0.5, 1.0, 1.5, 2.0, 3.0];

/// Gaps below this share of today's budget are not divided.
const FINE: f64 = 0.02;

/// The budgets tried, with the figures that each criterion looks at.
struct Tried<'a> {
    tried: &'a [(f64, PlanOutcome)],
    /// By criterion, budget and future: profit, the careful score, and profit with what lands later.
    figures: [Vec<Vec<f64>>; 3],
    /// Their means.
    means: [Vec<f64>; 3],
}

impl<'a> Tried<'a> {
    fn new(tried: &'a [(f64, PlanOutcome)], lambda: f64) -> Self {
        let all = |of: &dyn Fn(&PlanOutcome) -> Vec<f64>| tried.iter().map(|(_, t)| of(t)).collect();
        let figures: [Vec<Vec<f64>>; 3] =
            [all(&|t| t.profit.clone()), all(&|t| scores(&t.profit, lambda)), all(&|t| t.profit_after.clone())];
        let means = figures.each_ref().map(|all| all.iter().map(|x| Moments::of(x).mean()).collect());
        Self { tried, figures, means }
    }

    /// Number of gaps between neighbouring budgets.
    fn gaps(&self) -> usize {
        self.tried.len().saturating_sub(1)
    }

    fn width(&self, gap: usize) -> f64 {
        self.tried[gap + 1].0 - self.tried[gap].0
    }

    /// Eight times what a straight line misses in the middle of a gap, if the curve bends there as it does at the gap's
    /// ends: the chord of a parabola misses an eighth of its bend times the gap's width.
    fn missed(&self, by: usize, gap: usize) -> f64 {
        let means = &self.means[by];
        let slope = |i: usize| (means[i + 1] - means[i]) / self.width(i);
        let bend = |a: usize, b: usize| (slope(a) - slope(b)).abs();
        let left = if gap > 0 { bend(gap - 1, gap) } else { 0.0 };
        let right = if gap + 1 < self.gaps() { bend(gap, gap + 1) } else { 0.0 };
        left.max(right) * self.width(gap)
    }

    /// Whether the middle of a gap can be told from a straight line: what the line misses exceeds the standard error of
    /// paired differences.
    fn tells(&self, by: usize, gap: usize) -> bool {
        let figures = &self.figures[by];
        let error = difference(&figures[gap + 1], &figures[gap]).se.unwrap_or(0.0);
        self.missed(by, gap) > 8.0 * error
    }

    /// The gaps beside the best budget by each criterion, with the criterion.
    fn beside(&self) -> impl Iterator<Item = (usize, usize)> {
        (0..self.means.len()).flat_map(|by| {
            let means = &self.means[by];
            let best = (0..means.len()).max_by(|a, b| means[*a].total_cmp(&means[*b])).unwrap_or(0);
            [best.checked_sub(1), (best < self.gaps()).then_some(best)].into_iter().flatten().map(move |gap| (by, gap))
        })
    }

    fn middles(&self, gaps: impl IntoIterator<Item = usize>, count: usize) -> Vec<f64> {
        let mut chosen: Vec<usize> = Vec::new();
        for gap in gaps {
            if chosen.len() < count && self.width(gap) >= FINE && !chosen.contains(&gap) {
                chosen.push(gap);
            }
        }
        chosen.sort_unstable();
        chosen.into_iter().map(|i| f64::midpoint(self.tried[i].0, self.tried[i + 1].0)).collect()
    }
}

/// At most `count` further multiples: the middles of the gaps beside the best by any criterion, then of the gaps in
/// which a straight line is furthest from the curve.
pub(super) fn finer(tried: &[(f64, PlanOutcome)], lambda: f64, count: usize) -> Vec<f64> {
    let tried = Tried::new(tried, lambda);
    let missed: Vec<f64> = (0..tried.gaps()).map(|gap| tried.missed(0, gap)).collect();
    tried.middles(tried.beside().map(|(_, gap)| gap).chain(order::falling(&missed)), count)
}

/// At most `count` more: the middles of those gaps beside the best in which there is something to tell. Where the curve is
/// so flat that the futures cannot tell a gap's middle from its ends, a finer grid would choose by chance.
pub(super) fn finest(tried: &[(f64, PlanOutcome)], lambda: f64, count: usize) -> Vec<f64> {
    let tried = Tried::new(tried, lambda);
    tried.middles(tried.beside().filter(|(by, gap)| tried.tells(*by, *gap)).map(|(_, gap)| gap), count)
}

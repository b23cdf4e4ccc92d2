//! Which budgets to try next.

use super::super::plan_outcome::PlanOutcome;
use super::read::scores;
use crate::stats::moments::Moments;
use crate::stats::order;

/// Multiples of today's budget to try first.
pub(super) const COARSE: [f64; 6] = [0.0, 0.5, 1.0, 1.5, 2.0, 3.0];

/// Gaps below this share of today's budget are not divided.
const FINE: f64 = 0.02;

/// At most `count` further multiples: the middles of the gaps next to the best budget by each criterion, then of the
/// gaps in which a straight line is furthest from the curve. (The bend at one end times the gap's width is twice that
/// distance.)
pub(super) fn finer(tried: &[(f64, PlanOutcome)], lambda: f64, count: usize) -> Vec<f64> {
    let mean = |x: &[f64]| Moments::of(x).mean();
    let means: Vec<f64> = tried.iter().map(|(_, t)| mean(&t.profit)).collect();
    let careful: Vec<f64> = tried.iter().map(|(_, t)| mean(&scores(&t.profit, lambda))).collect();
    let later: Vec<f64> = tried.iter().map(|(_, t)| mean(&t.profit_after)).collect();
    let gaps = tried.len().saturating_sub(1);
    let width = |i: usize| tried[i + 1].0 - tried[i].0;
    let slope = |i: usize| (means[i + 1] - means[i]) / width(i);
    let bend = |a: usize, b: usize| (slope(a) - slope(b)).abs();
    let missed = |i: usize| {
        let left = if i > 0 { bend(i - 1, i) } else { 0.0 };
        let right = if i + 1 < gaps { bend(i, i + 1) } else { 0.0 };
        left.max(right) * width(i)
    };
    let mut order: Vec<usize> = Vec::new();
    for figures in [&means, &careful, &later] {
        let best = (0..figures.len()).max_by(|a, b| figures[*a].total_cmp(&figures[*b])).unwrap_or(0);
        order.extend(best.checked_sub(1));
        order.extend((best < gaps).then_some(best));
    }
    order.extend(order::falling(&(0..gaps).map(missed).collect::<Vec<_>>()));
    let mut chosen: Vec<usize> = Vec::new();
    for gap in order {
        if chosen.len() < count && width(gap) >= FINE && !chosen.contains(&gap) {
            chosen.push(gap);
        }
    }
    chosen.sort_unstable();
    chosen.into_iter().map(|i| f64::midpoint(tried[i].0, tried[i + 1].0)).collect()
}

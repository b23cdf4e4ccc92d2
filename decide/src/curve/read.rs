//! Reads results off the budgets tried.

use super::super::ladder::PerDollar;
use super::super::plan_outcome::{PlanOutcome, difference};
use super::super::study::{estimate, quantile};
use super::{Optimum, Point, Spread, TAIL};
use crate::stats::moments::Moments;
use crate::stats::quantile::Sorted;

/// Within this share of the best value the curve is called flat.
const FLAT: f64 = 0.01;

/// Numbers, one for each future, whose mean is mean − λ (mean − CVaR), with CVaR the mean of the worst tenth.
///
/// CVaR is the mean of q + min(x − q, 0)/α at the α-quantile q (Rockafellar & Uryasev 2000). At q the mean does not
/// change with q, so for many futures its standard error is that of these numbers, as if q were known.
pub(super) fn scores(profit: &[f64], lambda: f64) -> Vec<f64> {
    let sorted = Sorted::new(profit.to_vec());
    let n = profit.len();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a tenth of a count")]
    let rank = (libm::ceil(TAIL * n as f64) as usize).max(1);
    let q = sorted.as_slice().get(rank - 1).copied().unwrap_or(0.0);
    profit.iter().map(|x| (1.0 - lambda) * x + lambda * (q + (x - q).min(0.0) / TAIL)).collect()
}

pub(super) fn spread(values: &[f64]) -> Spread {
    let sorted = Sorted::new(values.to_vec());
    Spread { mean: estimate(values), p10: quantile(&sorted, TAIL), p90: quantile(&sorted, 1.0 - TAIL) }
}

pub(super) fn point(tried: &PlanOutcome, today: &PlanOutcome, below: Option<&PlanOutcome>, lambda: f64) -> Point {
    let marginal = below.filter(|b| tried.budget > b.budget).map(|b| {
        let per = 1.0 / (tried.budget - b.budget);
        PerDollar {
            revenue: difference(&tried.revenue, &b.revenue).times(per),
            profit: difference(&tried.profit, &b.profit).times(per),
        }
    });
    Point {
        budget: tried.budget,
        revenue: spread(&tried.revenue),
        profit: spread(&tried.profit),
        careful: estimate(&scores(&tried.profit, lambda)),
        revenue_less_today: difference(&tried.revenue, &today.revenue),
        profit_less_today: difference(&tried.profit, &today.profit),
        marginal,
    }
}

/// The best budget by the mean of a criterion, with those that are as good.
pub(super) fn optimum(
    tried: &[(f64, PlanOutcome)],
    today: &[f64],
    criterion: impl Fn(&PlanOutcome) -> Vec<f64>,
) -> Option<Optimum> {
    let all: Vec<Vec<f64>> = tried.iter().map(|(_, t)| criterion(t)).collect();
    let means: Vec<f64> = all.iter().map(|x| Moments::of(x).mean()).collect();
    let best = (0..all.len()).max_by(|a, b| means[*a].total_cmp(&means[*b]))?;
    let budget = |i: usize| tried[i].1.budget;
    let enough = means[best] - FLAT * means[best].abs();
    // Where the straight line from a good budget to a bad one crosses the bar.
    let cut = |good: usize, bad: usize| {
        budget(good) + (budget(bad) - budget(good)) * (means[good] - enough) / (means[good] - means[bad])
    };
    let edge = |from: Vec<usize>| {
        let mut good = best;
        for i in from {
            if means[i] < enough {
                return cut(good, i);
            }
            good = i;
        }
        budget(good)
    };
    let alike = |from: Vec<usize>| {
        let near = from.into_iter().take_while(|i| !difference(&all[best], &all[*i]).is_gain()).last();
        budget(near.unwrap_or(best))
    };
    let (down, up) = ((0..best).rev().collect::<Vec<_>>(), (best + 1..all.len()).collect::<Vec<_>>());
    Some(Optimum {
        budget: budget(best),
        multiple: tried[best].0,
        value: estimate(&all[best]),
        less_today: difference(&all[best], today),
        flat: [edge(down.clone()), edge(up.clone())],
        undecided: [alike(down), alike(up)],
        at_end: best == 0 || best + 1 == all.len(),
    })
}

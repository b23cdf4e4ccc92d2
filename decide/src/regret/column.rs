//! All plans under one set of assumptions.

use serde::{Deserialize, Serialize};

use super::choice::{Choice, worst_tenth};
use crate::report::Estimate;
use crate::study::estimate;

/// Plans under one set of assumptions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Column {
    /// One for each plan.
    pub cells: Vec<Cell>,
    /// The plan with the best mean.
    pub best: Choice,
    /// The plan with the best mean over its worst tenth of futures.
    pub worst_tenth: Choice,
    /// Expected value of perfect information about everything, luck included: E max − max E. On average over the
    /// futures every plan is regretted by at least this much, and the best one by exactly this.
    pub perfect: Estimate,
}

/// A plan under one set of assumptions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Cell {
    /// Why the plan cannot be carried out there, for example a missing setting; empty where it can.
    pub reasons: Vec<String>,
    /// Its figures; `None` where it cannot be carried out.
    pub figures: Option<Figures>,
}

/// The figures of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Figures {
    /// Mean.
    pub mean: Estimate,
    /// Regret: the best plan's mean less this one's, with the standard error of pairs; exactly 0 for the best.
    pub regret: Estimate,
    /// Expected opportunity loss: in each future the best plan's figure less this one's, averaged over futures. It
    /// includes luck that nobody could have known.
    pub opportunity_loss: Estimate,
    /// Mean of the worst tenth of futures.
    pub worst_tenth: Estimate,
}

impl Column {
    /// Reads off every plan's figures in the same replicates; `None` where no plan has any.
    pub(super) fn of(values: &[Option<Vec<f64>>], reasons: &[Vec<String>]) -> Option<Self> {
        let best = Choice::of(values)?;
        let tails: Vec<Option<Vec<f64>>> = values.iter().map(|x| x.as_deref().map(worst_tenth)).collect();
        let most = best_of_each(values);
        let less = |a: &[f64], b: &[f64]| estimate(&a.iter().zip(b).map(|(a, b)| a - b).collect::<Vec<_>>());
        let top = values.get(best.plan as usize)?.as_deref()?;
        let figures = |(x, tail): (&Option<Vec<f64>>, &Option<Vec<f64>>)| {
            let (x, tail) = (x.as_deref()?, tail.as_deref()?);
            Some(Figures {
                mean: estimate(x),
                regret: less(top, x),
                opportunity_loss: less(&most, x),
                worst_tenth: estimate(tail),
            })
        };
        let cell = |(pair, reasons): (_, &Vec<String>)| Cell { reasons: reasons.clone(), figures: figures(pair) };
        Some(Self {
            cells: values.iter().zip(&tails).zip(reasons).map(cell).collect(),
            worst_tenth: Choice::of(&tails)?,
            perfect: less(&most, top),
            best,
        })
    }
}

/// The best plan's figure in each replicate.
fn best_of_each(values: &[Option<Vec<f64>>]) -> Vec<f64> {
    let mut all = values.iter().flatten();
    let mut most = all.next().cloned().unwrap_or_default();
    for plan in all {
        most.iter_mut().zip(plan).for_each(|(most, x)| *most = most.max(*x));
    }
    most
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::normal;
    use funnel_engine::sample::Key;

    /// Two decisions, one of which brings μ + p₁ + p₂ with p₁ ~ N(0, 1) and p₂ ~ N(0, sd 2). The exact answers were
    /// computed with SciPy and cross-checked in R (the toy model of the `voi` package).
    #[test]
    fn perfect_information_is_worth_the_exact_value_in_the_linear_gaussian_model() {
        let draw = |what: u64, i: u64| normal::quantile(Key::new(7).with(what).uniform(i));
        for (mu, exact) in [(0.0, 0.892_062_058_076), (1.0, 0.479_810_706_348), (-0.5, 0.664_271_148_947)] {
            let acts: Vec<f64> = (0..40_000).map(|i| mu + draw(1, i) + 2.0 * draw(2, i)).collect();
            let values = [Some(vec![0.0; acts.len()]), Some(acts)];
            let column = Column::of(&values, &[Vec::new(), Vec::new()]).unwrap();
            let perfect = column.perfect;
            let error = (perfect.value.unwrap() - exact).abs();
            // At μ = 0 the maximum of the two means is biased upwards by less than one standard error.
            assert!(error < 4.5 * perfect.se.unwrap() + 0.005, "{mu}: {perfect:?}; false alarms: 1 in 150,000");
            assert_eq!(column.best.plan, u32::from(mu > 0.0 || column.best.plan == 1));
        }
    }
}

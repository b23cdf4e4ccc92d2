//! The values of the uncertain inputs in each replicate, without simulating anything.

use super::model::Model;
use crate::inputs::theta::Theta;
use crate::people::batch::BATCH;
use crate::scenario::FieldPath;

/// The name of the market factor in [`Model::redrawing`], beside the inputs' keys.
pub const MARKET: &str = "market";

/// One uncertain input and its value in every replicate.
#[derive(Clone, Debug, PartialEq)]
pub struct Uncertain {
    /// Where it stands in the scenario.
    pub path: FieldPath,
    /// Id of its correlation group; `None` if it is in none.
    pub group: Option<String>,
    /// Whether it is correlated with the market factor.
    pub on_market: bool,
    /// Its value by replicate, in its own unit.
    pub values: Vec<f64>,
}

/// Everything that is drawn once per replicate.
#[derive(Clone, Debug, PartialEq)]
pub struct Draws {
    /// The uncertain inputs, in the scenario's order; inputs that are fixed are left out.
    pub inputs: Vec<Uncertain>,
    /// The market factor by replicate, standard normal.
    pub market: Vec<f64>,
    /// Whether the market factor acts on anything.
    pub market_acts: bool,
}

impl Model {
    /// The uncertain inputs of the first replicates, as every run of this model draws them.
    ///
    /// ```
    /// use funnel_engine::process::Model;
    /// use funnel_engine::scenario::templates;
    ///
    /// let scenario = templates::load("sales-led-saas").unwrap();
    /// let draws = Model::new(&scenario).unwrap().draws(100);
    /// assert!(draws.inputs.iter().all(|input| input.values.len() == 100));
    /// ```
    #[must_use]
    pub fn draws(&self, replicates: u32) -> Draws {
        let s = &self.scenario;
        let correlated = |id: &str| s.groups.iter().any(|g| g.id == id && g.correlation > 0.0);
        let fields: Vec<_> =
            s.inputs().into_iter().enumerate().filter(|(id, _)| self.inputs.fixed(*id).is_none()).collect();
        let n = replicates as usize;
        let mut values = vec![Vec::with_capacity(n); fields.len()];
        let mut market = Vec::with_capacity(n);
        let mut theta = Theta::new(&self.inputs);
        for first in (0..n).step_by(BATCH) {
            let count = BATCH.min(n - first);
            self.inputs.draw(first as u64, &mut theta);
            market.extend_from_slice(&theta.market[..count]);
            for (to, (id, _)) in values.iter_mut().zip(&fields) {
                to.extend_from_slice(&theta.values[*id][..count]);
            }
        }
        let loaded = fields.iter().any(|(_, field)| field.input.market != 0.0);
        let inputs = fields.into_iter().zip(values).map(|((_, field), values)| Uncertain {
            group: Some(field.input.group.clone()).filter(|id| correlated(id)),
            on_market: field.input.market != 0.0,
            path: field.path,
            values,
        });
        Draws { inputs: inputs.collect(), market, market_acts: loaded || s.market.sigma > 0.0 }
    }

    /// The same model with some inputs drawn anew from independent streams, and everything else, luck included, as it
    /// was: the comparison that pick-freeze estimators need (Sobol 1993). Inputs are named by key, the market factor by
    /// [`MARKET`]. Inputs that are correlated must be named together; unknown names change nothing.
    #[must_use]
    pub fn redrawing(mut self, keys: &[String]) -> Self {
        for (id, field) in self.scenario.inputs().iter().enumerate() {
            if keys.contains(&field.path.key) {
                self.inputs.redraw(id);
            }
        }
        if keys.iter().any(|key| key == MARKET) {
            self.inputs.redraw_market();
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::laws::Range;
    use crate::scenario::{Channel, Group, Input, Scenario, Stage, Value};
    use crate::stats::covariance::correlation;

    /// Two correlated rates, one rate correlated with the market, and one on its own.
    fn scenario() -> Scenario {
        let normal = |group: &str, market: f64| Input {
            group: group.into(),
            market,
            ..Input::new(Value::Range(Range { p10: 0.2, p90: 0.3 }))
        };
        let stage = |id: &str, rate: Input| Stage { id: id.into(), rate, ..Stage::default() };
        Scenario {
            channels: vec![Channel {
                id: "c".into(),
                cost_per_inquiry: Input::fixed(10.0),
                elasticity: Input::fixed(0.5),
                ..Channel::default()
            }],
            groups: vec![Group { id: "g".into(), correlation: 0.6 }],
            stages: vec![
                stage("a", normal("g", 0.0)),
                stage("b", normal("g", 0.0)),
                stage("c", normal("", 0.5)),
                stage("d", normal("", 0.0)),
            ],
            ..Scenario::default()
        }
    }

    #[test]
    fn draws_are_those_of_the_run_and_redrawing_touches_what_is_named_alone() {
        let model = || Model::new(&scenario()).unwrap();
        let (n, before) = (4_001, model().draws(4_001));
        let keys: Vec<&str> = before.inputs.iter().map(|x| x.path.key.as_str()).collect();
        assert_eq!(keys, ["stage/a/rate", "stage/b/rate", "stage/c/rate", "stage/d/rate"]);
        assert_eq!(before.inputs[0].group.as_deref(), Some("g"));
        assert!(before.market_acts && before.inputs[2].on_market && !before.inputs[3].on_market);
        let named = ["stage/a/rate", "stage/b/rate"].map(str::to_owned);
        let after = model().redrawing(&named).draws(n);
        let r = |a: &Uncertain, b: &Uncertain| correlation(&a.values, &b.values);
        assert_eq!(after.inputs[2..], before.inputs[2..]);
        assert_eq!(after.market, before.market);
        // The standard error of a correlation of 0 is .016; at 4.5 of them, a false alarm in 150,000.
        for i in 0..2 {
            assert!(r(&after.inputs[i], &before.inputs[i]).abs() < 4.5 / f64::from(n).sqrt());
        }
        assert!(r(&after.inputs[0], &after.inputs[1]) > 0.5, "still correlated");
        let market = model().redrawing(&[MARKET.to_owned()]).draws(n);
        assert_ne!(market.market, before.market);
        assert_ne!(market.inputs[2], before.inputs[2]);
        assert_eq!(market.inputs[3], before.inputs[3]);
    }
}

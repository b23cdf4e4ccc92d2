//! What counts as one input: the parts into which the uncertain inputs fall, each independent of every other.
//!
//! A share of variance can only be divided among independent parts, and nobody can find out one of two numbers that
//! move together without learning something about the other. So the drivers and what to learn have the same parts.

use crate::process::{Draws, Uncertain};
use crate::scenario::FieldPath;
use crate::stats::order;

/// One input, or several that are uncertain together.
pub(crate) struct Members {
    /// Indices into [`Draws::inputs`].
    pub(crate) inputs: Vec<usize>,
    /// Whether the market factor belongs to it.
    pub(crate) market: bool,
}

impl Members {
    /// Its inputs' keys, or paths, in their order.
    pub(crate) fn named(&self, draws: &Draws, name: fn(&FieldPath) -> &String) -> Vec<String> {
        self.inputs.iter().map(|i| name(&draws.inputs[*i].path).clone()).collect()
    }

    /// Its numbers by replicate. Where one input determines another exactly, as with a correlation of 1, its numbers
    /// stand for both.
    pub(crate) fn columns<'a>(&self, draws: &'a Draws) -> Vec<&'a [f64]> {
        let values = self.inputs.iter().map(|i| draws.inputs[*i].values.as_slice());
        let mut columns: Vec<&[f64]> = Vec::new();
        for x in values.chain(self.market.then_some(draws.market.as_slice())) {
            if !columns.iter().any(|other| is_told_by(x, other)) {
                columns.push(x);
            }
        }
        columns
    }
}

/// The parts: correlated inputs are put together, within a group, and with the market factor if they follow it.
pub(crate) fn parts(draws: &Draws) -> Vec<Members> {
    let inputs = &draws.inputs;
    let market = inputs.len();
    // Each input starts on its own; those that belong together get the same label.
    let mut labels: Vec<usize> = (0..=market).collect();
    let mut join = |a: usize, b: usize| {
        let (from, to) = (labels[b], labels[a]);
        labels.iter_mut().filter(|label| **label == from).for_each(|label| *label = to);
    };
    for (i, input) in inputs.iter().enumerate() {
        if input.on_market {
            join(market, i);
        }
        if let Some(other) = inputs[..i].iter().position(|x| input.group.is_some() && x.group == input.group) {
            join(other, i);
        }
    }
    let members = |label: usize| Members {
        inputs: (0..market).filter(|i| labels[*i] == label).collect(),
        market: draws.market_acts && labels[market] == label,
    };
    (0..=market).map(members).filter(|m| m.market || !m.inputs.is_empty()).collect()
}

/// The inputs, each with those of its group that it determines exactly.
pub(crate) fn told_alike(draws: &Draws) -> Vec<(&Uncertain, Vec<&Uncertain>)> {
    let mut all: Vec<(&Uncertain, Vec<&Uncertain>)> = Vec::new();
    for input in &draws.inputs {
        let same = |other: &Uncertain| {
            input.group.is_some() && input.group == other.group && is_told_by(&input.values, &other.values)
        };
        match all.iter_mut().find(|(first, _)| same(first)) {
            Some((_, more)) => more.push(input),
            None => all.push((input, Vec::new())),
        }
    }
    all
}

/// Whether one number rises with another in every replicate, as two inputs of a group with correlation 1 do.
fn is_told_by(x: &[f64], by: &[f64]) -> bool {
    let order = order::falling(by);
    order.windows(2).all(|pair| matches!(pair, [a, b] if x[*a] >= x[*b]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process::Model;
    use crate::scenario::laws::Range;
    use crate::scenario::{Channel, Group, Input, Scenario, Stage, Value};

    /// Four rates: two that are one number on different scales, one that follows the market, and one on its own.
    fn draws(correlation: f64) -> Draws {
        let rate = |group: &str, market: f64, p90: f64| Input {
            group: group.into(),
            market,
            ..Input::new(Value::Range(Range { p10: 0.2, p90 }))
        };
        let stage = |id: &str, rate: Input| Stage { id: id.into(), rate, ..Stage::default() };
        let scenario = Scenario {
            channels: vec![Channel { id: "c".into(), ..Channel::default() }],
            groups: vec![Group { id: "g".into(), correlation }],
            stages: vec![
                stage("a", rate("g", 0.0, 0.3)),
                stage("b", rate("g", 0.0, 0.5)),
                stage("c", rate("", 0.4, 0.3)),
                stage("d", rate("", 0.0, 0.3)),
            ],
            ..Scenario::default()
        };
        Model::new(&scenario).unwrap().draws(500)
    }

    #[test]
    fn what_moves_together_is_one_part() {
        for (correlation, columns) in [(1.0, 1), (0.6, 2)] {
            let draws = draws(correlation);
            let all = parts(&draws);
            let inputs: Vec<&[usize]> = all.iter().map(|m| m.inputs.as_slice()).collect();
            assert_eq!(inputs, [&[0, 1][..], &[3], &[2]]);
            assert_eq!(all.iter().map(|m| m.market).collect::<Vec<_>>(), [false, false, true]);
            assert_eq!(all[0].columns(&draws).len(), columns, "correlation {correlation}");
            assert_eq!(all[0].named(&draws, |p| &p.key), ["stage/a/rate", "stage/b/rate"]);
            assert_eq!(told_alike(&draws).len(), 2 + columns, "correlation {correlation}");
        }
        let apart = parts(&draws(0.0));
        assert_eq!(apart.len(), 4, "a correlation of nothing joins nothing");
    }
}

//! Backwards from the outcome: how many people each stage needs, and by when.

use serde::{Deserialize, Serialize};

use super::super::study::RunResult;

/// People who must enter a stage within the horizon: under today's plan, and on the way found. Means over futures.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Need {
    /// Id of the stage; empty for deals won.
    pub stage: String,
    /// People who enter, without those there at the start.
    pub people: [f64; 2],
    /// People there at the start, who are the same in both.
    pub at_start: u32,
    /// The week, counted from 1, by whose end half of those who enter have entered.
    pub half_by: [u32; 2],
    /// The week by whose end nine in ten have.
    pub most_by: [u32; 2],
}

/// Reads the needs of arms 0 and 1.
pub(super) fn needs(ran: &RunResult<'_>) -> Vec<Need> {
    let scenario = ran.model.scenario();
    let horizon = ran.model.horizon();
    let need = |stage: &str, at_start: u32, weeks: [Vec<f64>; 2]| {
        let within = weeks.map(|w| w.into_iter().take(horizon).collect::<Vec<f64>>());
        Need {
            stage: stage.to_owned(),
            at_start,
            people: [0, 1].map(|arm| within[arm].iter().sum()),
            half_by: [0, 1].map(|arm| by(&within[arm], 0.5)),
            most_by: [0, 1].map(|arm| by(&within[arm], 0.9)),
        }
    };
    let stage = |(i, stage): (usize, &crate::scenario::Stage)| {
        need(&stage.id, stage.open_at_start, [0, 1].map(|arm| ran.tally.entered(arm, i)))
    };
    let mut all: Vec<Need> = scenario.stages.iter().enumerate().map(stage).collect();
    all.push(need("", 0, [0, 1].map(|arm| ran.tally.won(arm))));
    all
}

/// The first week by whose end this share of the total has been reached; 0 where the total is 0.
fn by(weeks: &[f64], share: f64) -> u32 {
    let all: f64 = weeks.iter().sum();
    let mut so_far = 0.0;
    for (week, x) in (1..).zip(weeks) {
        so_far += x;
        if all > 0.0 && so_far >= share * all {
            return week;
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use super::by;

    #[test]
    fn weeks_are_counted_from_one() {
        assert_eq!([0.5, 0.9, 1.0].map(|share| by(&[1.0; 10], share)), [5, 9, 10]);
        assert_eq!(by(&[0.0; 3], 0.5), 0);
    }
}

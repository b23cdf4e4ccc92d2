//! Who is open today, by stage and age, and what will come of it.

use serde::{Deserialize, Serialize};

use super::deals::Deals;
use super::process::{Method, StageEvidence, visit};
use crate::shape::Outcome;
use crate::stats::real;

/// Upper ends of the age bands, in days.
pub const BANDS: [i32; 6] = [7, 30, 90, 180, 365, i32::MAX];

/// The people who are open in one stage.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct OpenStage {
    /// The stage they are in, which is the one that they have not passed.
    pub name: String,
    /// How many, by age; the bands end at the ages in [`BANDS`].
    pub by_age: [usize; BANDS.len()],
    /// How many of them will be decided, given the curve and their ages.
    pub will_be_decided: f64,
    /// How many of them will pass.
    pub will_pass: f64,
}

impl OpenStage {
    /// All of them together.
    #[must_use]
    pub fn open(&self) -> usize {
        self.by_age.iter().sum()
    }
}

/// The open rows of each stage.
#[must_use]
pub(crate) fn learn(deals: &Deals, process: &[StageEvidence]) -> Vec<OpenStage> {
    let mut open = Vec::new();
    for (stage, evidence) in process.iter().enumerate() {
        let mut ages: Vec<i32> = Vec::new();
        for deal in deals.rows.iter().filter(|deal| deal.outcome == Outcome::Open) {
            if let Some(visit) = visit(deal, stage).filter(|visit| visit.end.is_none()) {
                ages.push(deals.as_of.0 - visit.begins.0);
            }
        }
        ages.sort_unstable();
        let mut by_age = [0; BANDS.len()];
        for age in &ages {
            let band = BANDS.partition_point(|end| *end < *age);
            if let Some(count) = by_age.get_mut(band) {
                *count += 1;
            }
        }
        let (mut will_be_decided, mut will_pass) = (0.0, 0.0);
        for same in ages.chunk_by(|a, b| a == b) {
            let Some(age) = same.first() else { continue };
            let (decided, passes) = evidence.after(*age);
            will_be_decided += decided * real(same.len());
            will_pass += passes * real(same.len());
        }
        open.push(OpenStage { name: evidence.name.clone(), by_age, will_be_decided, will_pass });
    }
    open
}

impl StageEvidence {
    /// Of those open at an age, the shares that will be decided and that will pass.
    #[must_use]
    pub fn after(&self, days: i32) -> (f64, f64) {
        if let (Some(cure), Some(pass)) = (&self.cure, self.cure.as_ref().and_then(|cure| cure.causes.first())) {
            let none = cure.none(days);
            let rest = |share: f64, by: f64| if none > 0.0 { share * (1.0 - by) / none } else { 0.0 };
            let age = f64::from(days) + 1.0;
            let decided = cure.causes.iter().map(|c| rest(c.share, c.by(age))).sum::<f64>();
            return (decided.clamp(0.0, 1.0), rest(pass.share, pass.by(age)).clamp(0.0, 1.0));
        }
        if self.method == Method::Undated {
            return (1.0, self.passes.share().unwrap_or(0.0));
        }
        let none = self.curve.none(days);
        let last = self.curve.steps.last();
        let end = last.map_or(1.0, |step| step.none);
        let pass = last.and_then(|step| step.came.first()).copied().unwrap_or(0.0);
        if none <= 0.0 {
            return (0.0, 0.0);
        }
        (((none - end) / none).clamp(0.0, 1.0), ((pass - self.curve.came(0, days)) / none).clamp(0.0, 1.0))
    }
}

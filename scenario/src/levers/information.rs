//! What sales knows about a lead.

use serde::{Deserialize, Serialize};

use super::pert;
use crate::Grade::C;
use crate::lever::{Lever, LeverFields, Outline};
use crate::{Input, is_default};

/// What sales knows: quality from 0 (a name) to 1 (need, time, budget, who decides).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, LeverFields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[question(
    Information,
    "What does sales know about a lead?",
    "Knowing need, time and who decides makes follow-up and acceptance likelier."
)]
pub struct Information {
    /// Ids of the stages that it improves: follow-up, acceptance.
    #[stage(label = "Helps at")]
    pub stages: Vec<String>,
    /// Quality today, 0 to 1.
    #[setting(label = "Quality of the information", unit = Share, range(0.0, 1.0), priced_by = cost_per_week)]
    pub quality: f64,
    /// Money a week for quality 1 instead of 0; a plan pays the part that it adds to today's quality. Where it is left
    /// out it counts as nothing, and no advice rests on it.
    #[serde(skip_serializing_if = "is_default")]
    #[price(label = "The best information costs", asks = "what the best information would cost a week")]
    pub cost_per_week: Option<f64>,
    /// Shift of logit(rate) of each stage from quality 0 to 1, 0 or more.
    #[input(
        label = "From no information to all of it",
        unit = LogOdds,
        domain = NonNegative,
        help = "Of 100 people whose chance to pass is even without information, so many more pass with all of it, at each stage it helps: 17 doubles the odds."
    )]
    pub effect: Input,
}

impl Default for Information {
    fn default() -> Self {
        Self {
            stages: Vec::new(),
            quality: 0.4,
            cost_per_week: None,
            effect: pert(0.0, 0.3, 0.8, "Guess: no study separates information from the leads' own quality", C),
        }
    }
}

impl Lever for Information {
    fn taken_up(outline: &Outline) -> Self {
        Self { stages: vec![outline.accepted.clone()], ..Self::default() }
    }

    fn extra_cost(&self, plan: &dyn Fn(&str) -> Option<f64>) -> f64 {
        let quality = plan("quality").unwrap_or(self.quality);
        self.cost_per_week.map_or(0.0, |cost| cost * (quality - self.quality).max(0.0))
    }
}

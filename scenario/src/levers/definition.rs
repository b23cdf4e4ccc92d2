//! What counts as a lead: the bar.

use serde::{Deserialize, Serialize};

use super::pert;
use crate::Grade::C;
use crate::lever::{Lever, LeverFields, Outline};
use crate::validate::Check;
use crate::{Input, Scenario};

/// The qualifying bar, as a cut on a score with a given accuracy: a stricter bar means fewer leads, each likelier to be
/// a fit.
///
/// Scores are normal with equal variance among those who fit (share π) and those who do not, with means d′ = √2
/// Φ⁻¹(AUC) apart (the binormal ROC; Hanley & McNeil 1982). Nobody who does not fit is accepted in the end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, LeverFields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[question(
    Definition,
    "What is the definition of a lead?",
    "A stricter bar lets fewer through, each likelier to be a fit; how much likelier, the score’s accuracy says. Those \
     turned away include people who would have bought."
)]
pub struct Definition {
    /// Id of the stage that applies the bar; its rate is the share that passes it today.
    #[stage(label = "The bar is at")]
    pub stage: String,
    /// Id of the later stage in which those who do not fit are found out.
    #[stage(label = "Found out or turned down at")]
    pub accept_stage: String,
    /// People let through, as a multiple of today's: 1 as today, 0.7 for a stricter bar, 1.5 for a laxer one.
    #[setting(label = "Leads let through, against today’s", unit = Times, range(0.05, 10.0))]
    pub lets_through: f64,
    /// π: share of the people judged who are a fit, above 0 and below 1.
    #[input(
        label = "Of all judged, a fit",
        unit = Share,
        domain = Rate,
        help = "Of everyone the bar is applied to, the share that would be a fit if one knew all about them."
    )]
    pub fit_share: Input,
    /// Area under the score's ROC curve: 0.5 says nothing, 1 everything.
    #[input(
        label = "How well the score tells (AUC)",
        unit = Number,
        domain = Rate,
        help = "How well the score tells who fits: take one who fits and one who does not; so often the score puts them \
                in the right order. 0.5 is a coin, 1 never errs."
    )]
    pub auc: Input,
}

impl Default for Definition {
    fn default() -> Self {
        Self {
            stage: String::new(),
            accept_stage: String::new(),
            lets_through: 1.0,
            fit_share: pert(0.15, 0.3, 0.5, "Guess: nobody has counted who would have been a fit", C),
            auc: pert(0.6, 0.72, 0.8, "Guess: between a coarse rule and a well-kept scoring model", C),
        }
    }
}

impl Lever for Definition {
    fn taken_up(outline: &Outline) -> Self {
        Self { stage: outline.judged.clone(), accept_stage: outline.accepted.clone(), ..Self::default() }
    }

    fn check(&self, check: &mut Check, scenario: &Scenario) {
        let at = |id: &str| scenario.stages.iter().position(|stage| stage.id == id);
        if let (Some(judge), Some(accept)) = (at(&self.stage), at(&self.accept_stage)) {
            let path = "levers.definition.accept_stage";
            check.require(judge < accept, path, "must come after the stage that applies the bar");
        }
    }
}

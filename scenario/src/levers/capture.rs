//! How leads are captured: the length of the form.

use serde::{Deserialize, Serialize};

use super::pert;
use crate::Grade::C;
use crate::Input;
use crate::lever::{Lever, LeverFields, Outline};

/// A form of n fields: completion × e^{−λ(n − today's)}. Each field also tells people apart, which shifts the odds at a
/// later stage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, LeverFields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[question(
    Capture,
    "How are leads captured?",
    "A longer form loses people who would have filled in a shorter one, and sorts those who stay."
)]
pub struct Capture {
    /// Id of the stage whose rate is the form's completion.
    #[stage(label = "The form is")]
    pub stage: String,
    /// Id of the stage that decides who is a fit.
    #[stage(label = "Fit shows at", may_be_empty)]
    pub fit_stage: String,
    /// Fields in the form today.
    #[setting(label = "Fields in the form", unit = Count, range(1.0, 40.0))]
    pub fields: f64,
    /// λ: rate at which completion falls with each additional field (0.08: by about 8 %), 0 or more.
    #[input(
        label = "Completion lost for each field more",
        unit = Number,
        domain = NonNegative,
        help = "Of those who would fill in the form, the share that each further field loses: 0.08 loses 8 % a field."
    )]
    pub lost_per_field: Input,
    /// Shift of logit(rate) at the fit stage for each additional field.
    #[input(
        label = "Fit gained for each field more",
        unit = LogOdds,
        domain = Real,
        help = "Of 100 people whose chance to fit is even, so many more fit who filled in one field more."
    )]
    pub fit_per_field: Input,
}

impl Default for Capture {
    fn default() -> Self {
        Self {
            stage: String::new(),
            fit_stage: String::new(),
            fields: 5.0,
            lost_per_field: pert(0.03, 0.08, 0.18, "Guess: form builders' figures on form length scatter widely", C),
            fit_per_field: pert(0.0, 0.05, 0.15, "Guess: a question that sorts makes a fit a little likelier", C),
        }
    }
}

impl Lever for Capture {
    fn taken_up(outline: &Outline) -> Self {
        Self { stage: outline.judged.clone(), fit_stage: outline.accepted.clone(), ..Self::default() }
    }
}

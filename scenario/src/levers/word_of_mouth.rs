//! What people say about us.

use serde::{Deserialize, Serialize};

use super::pert;
use crate::Grade::{A, C};
use crate::lever::{Lever, LeverFields, Outline};
use crate::{Input, is_default};

/// What people say about us. It multiplies organic inquiries by e^(γ W) and moves the logit of the last stage's rate by
/// γ W, where W, from −1 to 1, is how far a plan's happy less unhappy people are ahead of today's, as a share of
/// everybody today who has something to tell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, LeverFields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[question(
    WordOfMouth,
    "What do people say about us?",
    "Happy customers bring inquiries and win deals; people who were ignored or disappointed cost them."
)]
pub struct WordOfMouth {
    /// γ, 0 or more.
    #[input(
        label = "From nobody to all ahead of today",
        unit = LogOdds,
        domain = NonNegative,
        help = "What it would do if everyone who has something to tell were ahead of today: of 100 \
                deals whose chance is even so many more are won, and inquiries without spend grow by as much as those odds. What is said under a plan is compared with today in the same future, so how \
                far the plan’s own figures spread belongs to that comparison."
    )]
    pub effect: Input,
    /// ρ: share of what was said that still counts a week later, 0 to below 1.
    #[input(
        label = "Still counts a week later",
        unit = Share,
        domain = BelowOne,
        help = "The share of what was said that still counts a week later."
    )]
    pub memory_per_week: Input,
    /// Share of new customers who are happy, where they get what they were promised.
    #[input(
        label = "New customers who are happy",
        unit = Share,
        domain = Rate,
        help = "The share of new customers who are happy, where they get what they were promised."
    )]
    pub happy: Input,
    /// a⁺: how much a happy person tells, 0 or more.
    #[input(
        label = "How much a happy person tells",
        unit = Number,
        domain = NonNegative,
        help = "How much such a person tells others; 1 each is symmetric, as studies find."
    )]
    pub praise: Input,
    /// a⁻: how much an unhappy person tells, 0 or more; as much as a happy one by default.
    #[input(
        label = "How much an unhappy person tells",
        unit = Number,
        domain = NonNegative,
        help = "How much such a person tells others; 1 each is symmetric, as studies find."
    )]
    pub blame: Input,
    /// Ids of the stages whose losses were ignored: never followed up, not reached. People who went stale in a queue
    /// always were.
    #[serde(skip_serializing_if = "is_default")]
    #[stage(label = "Those lost here feel ignored")]
    pub ignored_stages: Vec<String>,
}

impl Default for WordOfMouth {
    fn default() -> Self {
        let told = || Input {
            source: "Praise and blame move purchases about alike: after East, Hammond & Wright 2007".to_owned(),
            grade: Some(A),
            ..Input::fixed(1.0)
        };
        Self {
            effect: pert(0.0, 0.1, 0.3, "Guess: no study gives a figure for a whole funnel", C),
            memory_per_week: Input {
                source: "Guess: half is forgotten after a quarter".to_owned(),
                grade: Some(C),
                ..Input::fixed(0.95)
            },
            happy: pert(0.5, 0.7, 0.9, "Guess: nobody asked the silent ones", C),
            praise: told(),
            blame: told(),
            ignored_stages: Vec::new(),
        }
    }
}

impl Lever for WordOfMouth {
    fn taken_up(outline: &Outline) -> Self {
        Self { ignored_stages: vec![outline.reached.clone()], ..Self::default() }
    }
}

//! How often sales tries to reach somebody.

use serde::{Deserialize, Serialize};

use super::pert;
use crate::Grade::B;
use crate::lever::{Lever, LeverFields, Outline};
use crate::{Input, Tag};

/// Attempts to reach somebody: P(reached) = ρ (1 − (1 − p)^n), relative to today's n.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, LeverFields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[question(
    Contact,
    "What if sales can’t get in touch?",
    "Each further attempt reaches a few more people, and takes hours from everyone else."
)]
pub struct Attempts {
    /// Id of the stage in which people are reached.
    #[stage(label = "People are reached at")]
    pub stage: String,
    /// Attempts before giving up, today.
    #[setting(label = "Attempts before giving up", unit = Count, range(1.0, 30.0), hours_at = stage)]
    pub attempts: f64,
    /// p: chance that an attempt reaches somebody who can be reached, above 0 and below 1.
    #[input(
        label = "Chance that an attempt is answered",
        unit = Share,
        domain = Rate,
        help = "Of those who can be reached at all, the share that one attempt reaches."
    )]
    pub answer: Input,
    /// ρ: share of people who can be reached at all. It affects the hours, not the ratio.
    #[input(
        label = "Can be reached at all",
        unit = Share,
        domain = Rate,
        help = "The share of people who would answer at all, however often one tried."
    )]
    pub reachable: Input,
}

/// A range around a fit to published contact rates by attempt.
fn fitted(min: f64, mode: f64, max: f64) -> Input {
    Input {
        tag: Tag::Benchmark,
        ..pert(min, mode, max, "Fitted to practitioners' contact rates by attempt; range widened", B)
    }
}

impl Default for Attempts {
    fn default() -> Self {
        Self { stage: String::new(), attempts: 2.0, answer: fitted(0.2, 0.36, 0.5), reachable: fitted(0.45, 0.62, 0.8) }
    }
}

impl Lever for Attempts {
    fn taken_up(outline: &Outline) -> Self {
        Self { stage: outline.reached.clone(), ..Self::default() }
    }
}

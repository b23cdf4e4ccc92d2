//! Levers that change how many pass a stage.

use funnel_bytes::Bytes;
use serde::{Deserialize, Serialize};

use super::super::Grade::{B, C};
use super::super::{Input, Tag, is_default, is_true};
use super::pert;

/// A range around a fit to published contact rates by attempt.
fn fitted(min: f64, mode: f64, max: f64) -> Input {
    Input {
        tag: Tag::Benchmark,
        ..pert(min, mode, max, "Fitted to practitioners' contact rates by attempt; range widened", B)
    }
}

/// A form of n fields: completion × e^{−λ(n − today's)}; each field also sorts, shifting the odds of a later stage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Bytes)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Capture {
    /// Id of the stage whose rate is the form's completion.
    pub stage: String,
    /// Id of the stage that tells who is a fit.
    pub fit_stage: String,
    /// Fields in the form today.
    pub fields: f64,
    /// λ: completion lost for each field more, as a rate (0.08: 8 % fewer), 0 or more.
    pub lost_per_field: Input,
    /// Shift of logit(rate) of the fit stage for each field more.
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

/// The qualifying bar, as a cut on a score of some accuracy: stricter means fewer leads, each likelier to be a fit.
///
/// Scores are normal with equal variance among those who fit (share π) and those who do not, d′ = √2 Φ⁻¹(AUC) apart
/// (the binormal ROC; Hanley & McNeil 1982). Nobody who does not fit is accepted in the end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Bytes)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Definition {
    /// Id of the stage that applies the bar; its rate is today's share that passes it.
    pub stage: String,
    /// Id of the later stage in which those who do not fit are found out.
    pub accept_stage: String,
    /// People let through, as a multiple of today's: 1 as today, 0.7 a stricter bar, 1.5 a laxer one.
    pub lets_through: f64,
    /// π: share of the people judged who are a fit, above 0 and below 1.
    pub fit_share: Input,
    /// Area under the score's ROC curve: 0.5 tells nothing, 1 everything.
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

/// When leads go to sales, and whether they are followed up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Bytes)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct HandOff {
    /// Id of the stage that hands over.
    pub stage: String,
    /// Id of the later stage in which a lead handed over too early is turned down.
    pub accept_stage: String,
    /// How much earlier than today, as a shift of logit(rate) of the handing stage: 1 about doubles a small rate.
    pub earlier: f64,
    /// κ: shift of logit(rate) of the accepting stage, downward, for each unit earlier; 0 or more.
    pub colder: Input,
    /// Id of the stage that says who is followed up; empty when no stage does.
    pub follow_up_stage: String,
    /// Share of the leads nobody follows up that a rule rescues (reminders, handing on), 0 to 1.
    pub chased: f64,
}

impl Default for HandOff {
    fn default() -> Self {
        Self {
            stage: String::new(),
            accept_stage: String::new(),
            earlier: 0.0,
            colder: pert(0.3, 0.8, 1.5, "Guess: what comes earlier is nearly as much colder", C),
            follow_up_stage: String::new(),
            chased: 0.0,
        }
    }
}

/// What sales is told: quality from 0 (a name) to 1 (need, time, budget, who decides).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Bytes)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Information {
    /// Ids of the stages that go better with it: follow-up, acceptance.
    pub stages: Vec<String>,
    /// Quality today, 0 to 1.
    pub quality: f64,
    /// Money a week for quality 1 instead of 0; what is beyond today's costs its part. Left out where nobody said: it counts
    /// as nothing, and no advice rests on it.
    #[serde(skip_serializing_if = "is_default")]
    pub cost_per_week: Option<f64>,
    /// Shift of logit(rate) of each stage from quality 0 to 1, 0 or more.
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

/// Time to the first answer: odds of reaching somebody × (1 + t/τ)^{−κ}, relative to today's time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Bytes)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Response {
    /// Id of the stage in which people are reached.
    pub stage: String,
    /// Minutes to the first answer today, when nobody has to queue.
    pub minutes: f64,
    /// Whether the wait for a team makes an answer later, too: the stage's rate is then that of an answer without a wait,
    /// and a queue lowers it, today's as well. Where it is false, the rate is as measured, waits included.
    #[serde(skip_serializing_if = "is_true")]
    pub counts_wait: bool,
    /// Money a week that it would cost to answer at once instead of after today's time; a part of the way there costs that
    /// part. Left out where nobody said: it counts as nothing, and no advice rests on it.
    #[serde(skip_serializing_if = "is_default")]
    pub cost_per_week: Option<f64>,
    /// κ: how fast the odds fall, above 0.
    pub kappa: Input,
    /// τ: minutes after which they begin to, above 0.
    pub tau_minutes: Input,
}

impl Default for Response {
    fn default() -> Self {
        Self {
            stage: String::new(),
            minutes: 60.0,
            counts_wait: true,
            cost_per_week: None,
            kappa: pert(
                0.3,
                0.56,
                1.0,
                "Guess, shrunk from observational figures (Oldroyd, McElheran & Elkington, HBR 2011: seven times within the hour): fast answers went to better leads",
                C,
            ),
            tau_minutes: Input {
                source: "With κ .56 fits both published contrasts no worse than half way on the log scale".to_owned(),
                grade: Some(C),
                ..Input::fixed(2.2)
            },
        }
    }
}

/// Attempts to get in touch: P(reached) = ρ (1 − (1 − p)^n), relative to today's n.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Bytes)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Attempts {
    /// Id of the stage in which people are reached.
    pub stage: String,
    /// Attempts before giving up, today.
    pub attempts: f64,
    /// p: chance that an attempt reaches somebody who can be reached, above 0 and below 1.
    pub answer: Input,
    /// ρ: share of people who can be reached at all; decides the hours, not the ratio.
    pub reachable: Input,
}

impl Default for Attempts {
    fn default() -> Self {
        Self { stage: String::new(), attempts: 2.0, answer: fitted(0.2, 0.36, 0.5), reachable: fitted(0.45, 0.62, 0.8) }
    }
}

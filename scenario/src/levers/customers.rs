//! What a won deal becomes: customers who stay or leave, buy more, and send others.

use funnel_bytes::Bytes;
use serde::{Deserialize, Serialize};

use super::super::Grade::{A, C};
use super::super::{Input, is_default};
use super::pert;

/// Customers, renewal by renewal: the t-th renewal is made with chance r_t = (b + t − 1)/(a + b + t − 1), the shifted
/// beta-geometric (Fader & Hardie 2007): those who leave early leave early, so whoever stays becomes likelier to stay.
///
/// What is promised and not delivered is the gap g = promise − delivered. It moves logit(1 − r_t) by β g, and logit of the
/// share of satisfied customers by −β g. So does it the share of new customers who ask their money back: a refund undoes the
/// deal some weeks after it. Delivered is 1 while there are no more customers than can be served, their
/// ratio beyond.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Bytes)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Customers {
    /// Customers when the run begins; their renewals are spread evenly over the period.
    #[serde(skip_serializing_if = "is_default")]
    pub at_start: u32,
    /// Renewals that these have made already.
    pub renewals_before: u32,
    /// What one of these pays for a period, money.
    pub value_at_start: Input,
    /// Weeks from winning a customer to the first renewal, and from one to the next; 0: nobody renews, or renewals are not
    /// counted.
    pub renewal_weeks: u32,
    /// a of the retention curve, above 0.
    pub a: Input,
    /// b of the retention curve, above 0.
    pub b: Input,
    /// A renewal is worth so much more than the period before it, as a share.
    pub expansion: Input,
    /// Share of customers who are satisfied where the promise is kept.
    pub satisfied: Input,
    /// Inquiries that a satisfied customer sends in a quarter (13 weeks).
    pub referrals_per_quarter: Input,
    /// What is promised, 1 being what we deliver while nobody has to wait.
    pub promise: f64,
    /// Shift of logit(rate) of the last stage for each 1 that is promised more.
    pub promise_wins: Input,
    /// Customers that can be served as promised; no bound when left out.
    #[serde(skip_serializing_if = "is_default")]
    pub capacity: Option<f64>,
    /// β: shift on the logit scale for a gap of 1, 0 or more.
    pub gap_effect: Input,
    /// Share of new customers who are paid back what they paid, where the promise is kept.
    pub refunds: Input,
    /// Weeks from winning such a customer to the refund, 1 or more and before the first renewal, where there is one.
    pub refund_weeks: u32,
}

impl Default for Customers {
    fn default() -> Self {
        Self {
            at_start: 0,
            renewals_before: 2,
            value_at_start: Input { source: "Guess: put in your own".to_owned(), ..Input::fixed(10_000.0) },
            renewal_weeks: 52,
            a: Input {
                source: "Form: Fader & Hardie 2007; with b 7.3, 88 % renew for the first time".to_owned(),
                grade: Some(A),
                ..Input::fixed(1.0)
            },
            b: pert(3.0, 7.3, 15.0, "Guess: 75 to 94 % renew for the first time", C),
            expansion: pert(0.0, 0.05, 0.15, "Guess: a few more seats a year", C),
            satisfied: pert(0.5, 0.7, 0.9, "Guess: nobody asked the silent ones", C),
            referrals_per_quarter: pert(0.01, 0.03, 0.08, "Guess: one in 12 to one in 100 sends somebody a quarter", C),
            promise: 1.0,
            promise_wins: pert(0.0, 0.5, 1.5, "Guess: a bigger promise wins somewhat more", C),
            capacity: None,
            gap_effect: pert(0.0, 0.8, 2.0, "Guess: no study gives a figure for disappointed expectations", C),
            refunds: Input { source: "Guess: put in your own".to_owned(), ..Input::fixed(0.0) },
            refund_weeks: 4,
        }
    }
}

/// What people say about us. It moves organic inquiries by e^(γ W) and logit of the last stage's rate by γ W, with W from −1
/// to 1 what a plan's happy and unhappy people are ahead of today's, among all today who have something to tell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Bytes)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct WordOfMouth {
    /// γ, 0 or more.
    pub effect: Input,
    /// ρ: share of what was said that still counts a week later, 0 to below 1.
    pub memory_per_week: Input,
    /// Share of new customers who are happy, where they get what they were promised.
    pub happy: Input,
    /// a⁺: how much a happy person tells, 0 or more.
    pub praise: Input,
    /// a⁻: how much an unhappy person tells, 0 or more; as much as a happy one unless said otherwise.
    pub blame: Input,
    /// Ids of the stages whose losses were ignored: never followed up, not reached. Who goes stale in a queue always was.
    #[serde(skip_serializing_if = "is_default")]
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

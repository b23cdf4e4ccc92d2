//! What happens after a deal is won: customers stay or leave, buy more, and refer others.

use serde::{Deserialize, Serialize};

use super::pert;
use crate::Grade::{A, C};
use crate::lever::{Lever, LeverFields, Outline};
use crate::validate::{Check, limits};
use crate::{Input, Scenario, Value, is_default};

/// What both parameters of the retention curve mean.
const RETENTION: &str = "Each customer leaves at a renewal with a chance of their own, spread as Beta(a, b) over customers. \
                         Of the new ones b/(a + b) renew the first time; those who stay are the loyal ones, so later \
                         renewals are likelier.";

/// Customers, renewal by renewal: the t-th renewal is made with chance r_t = (b + t − 1)/(a + b + t − 1), the shifted
/// beta-geometric (Fader & Hardie 2007). Customers prone to leave do so early, so those who remain are ever likelier to
/// stay.
///
/// What is promised and not delivered is the gap g = promise − delivered. It moves logit(1 − r_t) by β g, and the logit
/// of the share of satisfied customers by −β g. It moves the share of new customers who are refunded as it moves 1 −
/// r_t; a refund undoes the deal some weeks later. Delivered is 1 while capacity suffices, and otherwise capacity
/// divided by customers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, LeverFields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[question(
    Delivery,
    "Do we deliver the outcome we sold?",
    "Promise more than is delivered, or win more than can be served, and customers leave."
)]
#[question(
    Experience,
    "How does experience become growth?",
    "Customers who stay renew, buy more, and send others. None of it counts until you say when they renew and whom they \
     send."
)]
pub struct Customers {
    /// Customers when the run begins; their renewals are spread evenly over the period.
    #[serde(skip_serializing_if = "is_default")]
    #[number(label = "Customers in week 1", unit = People)]
    pub at_start: u32,
    /// Renewals that these customers have already made.
    #[number(label = "Renewals they have made", unit = Count)]
    pub renewals_before: u32,
    /// What one of these customers pays for a period, in money.
    #[input(
        label = "What a customer of today pays a period",
        unit = Money,
        domain = NonNegative,
        help = "What a customer who is there in week 1 pays from one renewal to the next."
    )]
    pub value_at_start: Input,
    /// Weeks from winning a customer to the first renewal, and from one renewal to the next; 0 if nobody renews, or
    /// renewals are not counted.
    #[number(label = "From one renewal to the next; 0: they are not counted", unit = Weeks)]
    pub renewal_weeks: u32,
    /// a of the retention curve, above 0.
    #[input(
        label = "Retention curve, a",
        unit = Number,
        domain = Positive,
        help = RETENTION
    )]
    pub a: Input,
    /// b of the retention curve, above 0.
    #[input(
        label = "Retention curve, b",
        unit = Number,
        domain = Positive,
        help = RETENTION
    )]
    pub b: Input,
    /// How much more a renewal is worth than the period before it, as a share.
    #[input(
        label = "A renewal is worth more by",
        unit = Share,
        domain = NonNegative,
        help = "A renewal is worth so much more than the period before it."
    )]
    pub expansion: Input,
    /// Share of customers who are satisfied where the promise is kept.
    #[input(
        label = "Satisfied where the promise is kept",
        unit = Share,
        domain = Rate,
        help = "The share of customers who are satisfied while they get what they were promised."
    )]
    pub satisfied: Input,
    /// Inquiries that a satisfied customer sends in a quarter (13 weeks).
    #[input(
        label = "Inquiries a satisfied customer sends a quarter",
        unit = Number,
        domain = NonNegative,
        help = "Inquiries that one satisfied customer sends in three months."
    )]
    pub referrals_per_quarter: Input,
    /// What is promised, where 1 is what we deliver while nobody has to wait.
    #[setting(label = "Promised, against what we deliver", unit = Times, range(0.1, 5.0))]
    pub promise: f64,
    /// Shift of logit(rate) of the last stage for each 1 that the promise rises.
    #[input(
        label = "Wins more for each 1 promised more",
        unit = LogOdds,
        domain = Real,
        help = "Of 100 deals whose chance is even, so many more are won when 100 % more is promised."
    )]
    pub promise_wins: Input,
    /// β: shift on the logit scale for a gap of 1, 0 or more.
    #[input(
        label = "Leaves sooner for a gap of 1",
        unit = LogOdds,
        domain = NonNegative,
        help = "Of 100 customers whose chance to leave at a renewal is even, so many more leave, or ask their money back, where \
                the promise is missed by 100 %."
    )]
    pub gap_effect: Input,
    /// Share of new customers who are refunded what they paid, where the promise is kept.
    #[input(
        label = "New customers paid back",
        unit = Share,
        domain = Rate,
        help = "The share of new customers who get their money back while they get what they were promised; a promise not \
                kept raises its odds as it raises those of leaving."
    )]
    pub refunds: Input,
    /// Weeks from winning such a customer to the refund, at least 1, and before the first renewal if there is one.
    #[number(label = "Refunds come after", unit = Weeks)]
    pub refund_weeks: u32,
    /// Customers who can be served as promised; unlimited when left out.
    #[serde(skip_serializing_if = "is_default")]
    #[setting(label = "Customers that can be served as promised", unit = Count, range(1.0, 1e9), price_unknown)]
    #[number(label = "Can be served as promised", unit = Customers, empty = "no bound")]
    pub capacity: Option<f64>,
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

impl Lever for Customers {
    /// Nobody renews and nobody refers anybody until the reader says so.
    fn taken_up(_: &Outline) -> Self {
        let nobody = "None until you say whom customers send";
        let referrals_per_quarter = Input { source: nobody.to_owned(), ..Input::fixed(0.0) };
        Self { renewal_weeks: 0, referrals_per_quarter, ..Self::default() }
    }

    fn check(&self, check: &mut Check, _: &Scenario) {
        for (field, value, low, high) in
            [("at_start", self.at_start, 0, limits::OPEN), ("renewals_before", self.renewals_before, 0, 50)]
        {
            check.require(
                (low..=high).contains(&value),
                format!("levers.customers.{field}"),
                format!("is {value}; must be from {low} to {high}"),
            );
        }
        check.require(
            self.renewal_weeks == 0 || (4..=limits::WEEKS).contains(&self.renewal_weeks),
            "levers.customers.renewal_weeks",
            format!("is {}; must be from 4 to {}, or 0 where nobody renews", self.renewal_weeks, limits::WEEKS),
        );
        let before = if self.renewal_weeks == 0 { limits::WEEKS } else { self.renewal_weeks };
        check.require(
            self.refunds.value == Value::Fixed(0.0) || (1..before).contains(&self.refund_weeks),
            "levers.customers.refund_weeks",
            format!("is {}; must be at least 1, and less than {before}", self.refund_weeks),
        );
    }
}

//! How soon a lead is answered.

use serde::{Deserialize, Serialize};

use super::pert;
use crate::Grade::C;
use crate::lever::{Lever, LeverFields, Outline};
use crate::{Input, is_default, is_true};

/// Time to the first answer: odds of reaching somebody × (1 + t/τ)^{−κ}, relative to today's time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, LeverFields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[question(
    Response,
    "Within what time does sales answer?",
    "The odds of reaching somebody fall with every minute. Published figures (seven times within the hour, twenty-one \
     times within five minutes) compare leads that differed in more than speed; the curve here is shrunk toward none."
)]
pub struct Response {
    /// Id of the stage in which people are reached.
    #[stage(label = "People are reached at")]
    pub stage: String,
    /// Minutes to the first answer today, when nobody has to queue.
    #[setting(
        label = "Time to the first answer",
        unit = Minutes,
        range(0.0, 100_000.0),
        priced_by = cost_per_week,
        dearer_when_less
    )]
    pub minutes: f64,
    /// Whether the wait for a team also delays answers. If so, the stage's rate is that of an answer without a wait,
    /// and a queue lowers it, today's as well. If not, the rate is as measured, waits included.
    #[serde(skip_serializing_if = "is_true")]
    #[flag(label = "A wait for the team", no = "is in the rate already", yes = "makes answers later, and lowers it")]
    pub counts_wait: bool,
    /// Money a week that it would cost to answer at once instead of after today's time; going part of the way costs
    /// that part. Where it is left out it counts as nothing, and no advice rests on it.
    #[serde(skip_serializing_if = "is_default")]
    #[price(label = "An answer at once would cost", asks = "what an answer at once would cost a week")]
    pub cost_per_week: Option<f64>,
    /// κ: how fast the odds fall, above 0.
    #[input(
        label = "How fast the odds fall (κ)",
        unit = Number,
        domain = Positive,
        help = "How fast the odds of reaching somebody fall with time: odds × (1 + t/τ)^−κ. As published it would be \
                about 2.4, which makes a day’s delay a 7,500th of the odds; nobody sees that."
    )]
    pub kappa: Input,
    /// τ: minutes after which they begin to fall, above 0.
    #[input(
        label = "Minutes until they begin to fall (τ)",
        unit = Number,
        domain = Positive,
        help = "Minutes within which a later answer does no harm yet."
    )]
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

impl Lever for Response {
    /// The measured rate includes the wait, or today's figures would move.
    fn taken_up(outline: &Outline) -> Self {
        Self { stage: outline.reached.clone(), counts_wait: false, ..Self::default() }
    }

    fn extra_cost(&self, plan: &dyn Fn(&str) -> Option<f64>) -> f64 {
        let minutes = plan("minutes").unwrap_or(self.minutes);
        let faster = |cost: f64| if minutes < self.minutes { cost * (1.0 - minutes / self.minutes) } else { 0.0 };
        self.cost_per_week.map_or(0.0, faster)
    }
}

//! What a lever is: the lists that the rest of the program walks, and the behaviour that a lever adds.
//!
//! A lever is one file in `levers/` and one line in the list in `levers/mod.rs`. Its struct is the lever's part of the
//! scenario's JSON; attributes on the fields say what each is, and [`LeverFields`](derive@LeverFields) makes the lists
//! from them.
//!
//! ```
//! use funnel_scenario::Input;
//! use funnel_scenario::lever::LeverFields;
//!
//! #[derive(Default, LeverFields)]
//! #[question(Contact, "Do we call twice?", "A second call reaches a few more people.")]
//! struct SecondCall {
//!     #[stage(label = "People are reached at")]
//!     stage: String,
//!     #[setting(label = "Called twice", unit = Share, range(0.0, 1.0), priced_by = cost_per_week)]
//!     called_twice: f64,
//!     #[price(label = "To call all twice costs", asks = "what it would cost a week to call all twice")]
//!     cost_per_week: Option<f64>,
//!     #[input(
//!         label = "From none called twice to all",
//!         unit = LogOdds,
//!         domain = NonNegative,
//!         help = "What a second call does to the odds of reaching somebody: +0.7 doubles them.",
//!     )]
//!     effect: Input,
//! }
//!
//! let mut lever = SecondCall { stage: "reached".to_owned(), called_twice: 0.2, ..SecondCall::default() };
//! assert_eq!(lever.inputs()[0].0.field, "effect");
//! let settings = lever.settings();
//! assert_eq!((settings[0].key.as_str(), settings[0].today), ("called_twice", 0.2));
//! assert_eq!(lever.stages()[0].id, "reached");
//! assert_eq!(lever.price().map(|x| x.today), Some(None));
//! // The stage is removed from the process: the lever goes with it.
//! assert!(!lever.keep(&|id| id != "reached"));
//! ```

mod about;
mod outline;

pub use about::{
    AboutInput, DetailKind, DetailUnit, LeverDetail, LeverPrice, LeverQuestion, LeverSetting, PlainNumber,
    SettingPrice, StageSlot,
};
pub use funnel_scenario_derive::LeverFields;
pub(crate) use outline::Outline;

use super::validate::Check;
use super::{Input, Scenario};

/// What a lever's fields are; to be derived. Each list is in the order of the fields.
pub trait LeverFields {
    /// The questions it answers.
    fn asked() -> &'static [LeverQuestion]
    where
        Self: Sized;

    /// Its assumptions.
    fn inputs(&self) -> Vec<(&'static AboutInput, &Input)>;

    /// Its assumptions, to be changed.
    fn inputs_mut(&mut self) -> Vec<(&'static AboutInput, &mut Input)>;

    /// Its settings.
    fn settings(&self) -> Vec<LeverSetting<'_>>;

    /// The stages it names.
    fn stages(&self) -> Vec<StageSlot<'_>>;

    /// Forgets stages that no longer exist; `false` where the lever cannot do without one of them.
    fn keep(&mut self, is_there: &dyn Fn(&str) -> bool) -> bool;

    /// Its price and its plain numbers and choices.
    fn details(&self) -> Vec<LeverDetail>;

    /// What it costs a week.
    fn price(&self) -> Option<LeverPrice>;
}

/// What a lever does beyond what its fields say. A simple lever only implements [`Lever::taken_up`].
pub(crate) trait Lever: LeverFields {
    /// The lever as the page turns it on: with wide defaults, on the stages most likely meant, and moving none of
    /// today's figures.
    fn taken_up(outline: &Outline) -> Self
    where
        Self: Sized;

    /// Checks what the checks of settings, assumptions, stages and the price do not cover.
    fn check(&self, _check: &mut Check, _scenario: &Scenario) {}

    /// Money a week that a plan costs beyond today, given what the plan sets each setting to, by the setting's key.
    fn extra_cost(&self, _plan: &dyn Fn(&str) -> Option<f64>) -> f64 {
        0.0
    }

    /// Settings for each entry of a list, which no attribute can describe.
    fn more_settings(&self) -> Vec<LeverSetting<'_>> {
        Vec::new()
    }

    /// Stages named in the entries of a list.
    fn more_stages(&self) -> Vec<StageSlot<'_>> {
        Vec::new()
    }

    /// Forgets what a list of its own says about stages and segments that no longer exist.
    fn keep_more(&mut self, _stage: &dyn Fn(&str) -> bool, _segment: &dyn Fn(&str) -> bool) {}
}

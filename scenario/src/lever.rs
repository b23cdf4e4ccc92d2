//! What a lever is: the lists that the rest of the program walks, and what a lever does by itself.
//!
//! A lever is one file in `levers/` and one line in the list of `levers/mod.rs`. Its struct is what stands in the scenario's
//! JSON; attributes beside the fields say what each is, and [`LeverFields`](derive@LeverFields) makes the lists of it.
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

pub use funnel_scenario_derive::LeverFields;

use super::validate::Check;
use super::{Domain, Input, Question, Scenario, SettingUnit, Stage, Unit};

/// A question that a lever answers, in the reader's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The question.
    pub question: Question,
    /// How the page asks it.
    pub title: &'static str,
    /// What can be done about it, and what that does.
    pub lead: &'static str,
}

/// What an assumption of a lever is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AboutInput {
    /// The field that holds it.
    pub field: &'static str,
    /// What it is, in the reader's words.
    pub label: &'static str,
    /// Its unit.
    pub unit: Unit,
    /// The values it may take.
    pub domain: Domain,
    /// What it means, and how to find it out.
    pub help: &'static str,
}

/// A setting of a lever, with today's value.
#[derive(Clone, Debug, PartialEq)]
pub struct LeverSetting<'a> {
    /// Its key behind the lever's: `fields`, `qualified/share`.
    pub key: String,
    /// Path of today's value below the lever in the JSON: `fields`, `feeds[0].share`.
    pub path: String,
    /// What it is, in the reader's words.
    pub label: &'static str,
    /// Id of the stage that it belongs to; empty for the lever itself.
    pub stage: &'a str,
    /// Its unit.
    pub unit: SettingUnit,
    /// The question it belongs to.
    pub question: Question,
    /// Smallest and largest value.
    pub range: (f64, f64),
    /// Today's value.
    pub today: f64,
    /// What moving it costs.
    pub price: SettingPrice<'a>,
    /// Whether moving it down is what costs, not up.
    pub dearer_when_less: bool,
}

/// What moving a setting of a lever costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingPrice<'a> {
    /// Nothing by itself.
    Nothing,
    /// Something that is not in the model.
    Unknown,
    /// What a field of the lever says.
    Field {
        /// The field.
        field: &'static str,
        /// Whether somebody gave it.
        is_given: bool,
    },
    /// Hours of the team that works the stage of this id.
    HoursAt(&'a str),
}

/// A stage that a lever names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageSlot<'a> {
    /// Path below the lever; in [`super::Levers::stages`] below all levers: `capture.stage`.
    pub path: String,
    /// Id of the stage.
    pub id: &'a str,
    /// Whether it may be left empty.
    pub optional: bool,
    /// What the stage is to the lever, in the reader's words.
    pub label: &'static str,
}

/// What a lever costs a week, where somebody said.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LeverPrice {
    /// The field that holds it.
    pub field: &'static str,
    /// What it is, in the reader's words.
    pub label: &'static str,
    /// How it is asked for in a sentence: `what the best information would cost a week`.
    pub asks: &'static str,
    /// Money a week.
    pub today: Option<f64>,
}

/// What a lever's fields are; to be derived. Each list is in the order of the fields.
pub trait LeverFields {
    /// The questions it answers.
    fn asked() -> &'static [Asked]
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

    /// Forgets the stages that are not there; false where it cannot do without one of them.
    fn keep(&mut self, is_there: &dyn Fn(&str) -> bool) -> bool;

    /// What it costs a week.
    fn price(&self) -> Option<LeverPrice>;
}

/// What a lever does that its fields do not say. A simple lever writes [`Lever::taken_up`] alone.
pub(crate) trait Lever: LeverFields {
    /// The lever as the page takes it up: wide defaults, on the stages that it most likely means, and so that no figure of
    /// today's moves.
    fn taken_up(outline: &Outline) -> Self
    where
        Self: Sized;

    /// Checks what neither settings, assumptions, stages nor the price cover.
    fn check(&self, _check: &mut Check, _scenario: &Scenario) {}

    /// Money a week that a plan costs beyond today, given what the plan sets a setting to, by the setting's key.
    fn extra_cost(&self, _plan: &dyn Fn(&str) -> Option<f64>) -> f64 {
        0.0
    }

    /// Settings for each entry of a list, which no attribute can say.
    fn more_settings(&self) -> Vec<LeverSetting<'_>> {
        Vec::new()
    }

    /// Stages named in the entries of a list.
    fn more_stages(&self) -> Vec<StageSlot<'_>> {
        Vec::new()
    }

    /// Forgets what a list of its own says about stages and segments that are not there.
    fn keep_more(&mut self, _stage: &dyn Fn(&str) -> bool, _segment: &dyn Fn(&str) -> bool) {}
}

/// A process as a lever sees it that is taken up: ids of the stages that levers most likely mean, and today's money.
pub(crate) struct Outline {
    /// Where somebody says who is a lead.
    pub(crate) judged: String,
    /// Where somebody is reached.
    pub(crate) reached: String,
    /// Where sales accepts a lead.
    pub(crate) accepted: String,
    /// Spend on all channels, money a week.
    pub(crate) spend_per_week: f64,
}

impl Outline {
    /// The stages by their ids and names, else by their places.
    pub(crate) fn of(scenario: &Scenario) -> Self {
        let stages: &[Stage] = &scenario.stages;
        let named = |words: &[&str]| {
            let says = |text: &str| words.iter().any(|w| text.to_ascii_lowercase().contains(w));
            stages.iter().position(|x| says(&x.id) || says(&x.name))
        };
        let last = stages.len().saturating_sub(1);
        let judged = named(&["mql", "qualif"]).unwrap_or(0);
        let reached = named(&["reach", "contact", "talk", "spoken"]).unwrap_or((judged + 1).min(last));
        let accepted = named(&["sql", "accept"]).filter(|i| *i > judged).unwrap_or((reached + 1).min(last));
        let id = |i: usize| stages.get(i).map(|x| x.id.clone()).unwrap_or_default();
        Self {
            judged: id(judged),
            reached: id(reached),
            accepted: id(accepted),
            spend_per_week: scenario.spend_per_week(),
        }
    }
}

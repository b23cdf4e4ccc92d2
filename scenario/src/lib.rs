//! WHAT is asked: the scenario, as it is in a file, in a link or in the page's memory.
//!
//! Every type here is plain data with its unit in the docs. A scenario may be nonsense until [`Scenario::problems`]
//! finds none; only then can it be compiled and run.

pub mod brand;
pub mod calendar;
mod channel;
mod clean;
mod deck;
pub mod decode;
mod dist;
pub mod edit;
mod fields;
pub mod file;
mod frame;
mod input;
pub mod laws;
pub mod lever;
mod levers;
pub mod link;
mod money;
pub mod own;
mod plan;
mod segment;
mod stage;
mod team;
pub mod templates;
mod validate;
mod view;

pub use brand::{Brand, Font};
pub use calendar::{Calendar, Month, Period};
pub use channel::Channel;
pub use clean::{clean, is_directional, is_invisible};
pub use deck::{Deck, Slide};
pub use dist::{DistributionError, Scaled, distribution};
pub use fields::{Domain, Field, FieldPath, Unit};
pub use frame::{Frame, Group, Market, SeasonUnit, YEAR};
pub use input::{Grade, Input, Tag};
pub use laws::{Prior, Value};
pub use levers::*;
pub use money::{DealSize, Money, Timing};
pub use plan::{Plan, RateChange, SettingChange, SpendChange, Target, TargetMetric};
pub use segment::Segment;
pub use stage::{Delay, Loss, Stage};
pub use team::{Team, Work};
pub use validate::{Problem, limits};
pub use view::View;

// For derives, which name this crate as its users do.
extern crate self as funnel_scenario;

use serde::{Deserialize, Serialize};

/// The version of the scenario format that this engine writes. Older versions are migrated when read.
///
/// - 1: a target of 0 meant that there is none.
/// - 2: there is no target if its value is left out, so that targets can be 0 and less.
pub const FORMAT_VERSION: u32 = 2;

/// One question with everything needed to answer it: today's process, its uncertainty, and one or more what-if plans.
///
/// Arm 0 of every run is today's plan (the channels' own spend); arm `k` is `plans[k - 1]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Scenario {
    /// Format version, see [`FORMAT_VERSION`]; version 1 if left out.
    pub version: u32,
    /// What the scenario is called on the page.
    #[serde(skip_serializing_if = "is_default")]
    pub name: String,
    /// Free text: where it comes from, what it is for.
    #[serde(skip_serializing_if = "is_default")]
    pub note: String,
    /// ISO 4217 code of the currency all money is in, such as `USD`.
    pub currency: String,
    /// Seed of every random draw; at most 2^53 − 1, so that JavaScript can hold it.
    pub seed: u64,
    /// Weeks simulated.
    #[serde(skip_serializing_if = "is_default")]
    pub frame: Frame,
    /// When it begins, and in which periods its reader counts; no figure depends on it.
    #[serde(skip_serializing_if = "is_default")]
    pub calendar: Calendar,
    /// What moves all inquiries together: season and market.
    #[serde(skip_serializing_if = "is_default")]
    pub market: Market,
    /// Groups of inputs that are uncertain together.
    #[serde(skip_serializing_if = "is_default")]
    pub groups: Vec<Group>,
    /// Where inquiries come from.
    pub channels: Vec<Channel>,
    /// Who inquires. Empty means one segment without a name.
    #[serde(skip_serializing_if = "is_default")]
    pub segments: Vec<Segment>,
    /// The process, in order. Passing the last stage is a won deal.
    pub stages: Vec<Stage>,
    /// Who works the stages; a stage without a team never keeps anybody waiting for one.
    #[serde(skip_serializing_if = "is_default")]
    pub teams: Vec<Team>,
    /// What can be done differently, besides spending more; a lever that is absent costs nothing.
    #[serde(skip_serializing_if = "is_default")]
    pub levers: Levers,
    /// What a won deal is worth, and when.
    #[serde(skip_serializing_if = "is_default")]
    pub money: Money,
    /// The what-if plans.
    pub plans: Vec<Plan>,
    /// How it is presented.
    #[serde(skip_serializing_if = "is_default")]
    pub deck: Deck,
    /// What the reader wants to reach.
    #[serde(skip_serializing_if = "is_default")]
    pub target: Target,
    /// How the page looks; no figure depends on it.
    #[serde(skip_serializing_if = "is_default")]
    pub brand: Brand,
    /// The meaning of the columns in the reader's own exports, as `funnel calibrate --save-map` writes it, for the next
    /// export; no figure depends on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mapping: Option<serde_json::Value>,
}

impl Default for Scenario {
    fn default() -> Self {
        Self {
            version: FORMAT_VERSION,
            name: String::new(),
            note: String::new(),
            currency: "USD".to_owned(),
            seed: 1,
            frame: Frame::default(),
            calendar: Calendar::default(),
            market: Market::default(),
            groups: Vec::new(),
            channels: Vec::new(),
            segments: Vec::new(),
            stages: Vec::new(),
            teams: Vec::new(),
            levers: Levers::default(),
            money: Money::default(),
            plans: Vec::new(),
            deck: Deck::default(),
            target: Target::default(),
            brand: Brand::default(),
            mapping: None,
        }
    }
}

impl Scenario {
    /// The same figures without what is only there to be read: sources, definitions, notes, the logo and the columns of
    /// exports. For a short link; the numbers are the same.
    #[must_use]
    pub fn bare(&self) -> Self {
        let mut bare = self.clone();
        bare.note.clear();
        bare.brand.logo.clear();
        bare.mapping = None;
        for stage in &mut bare.stages {
            stage.definition.clear();
        }
        bare.each_input_mut(|input| input.source.clear());
        bare
    }

    /// The same figures without anything that changes no number: names, texts, tags, slides, looks and the currency's
    /// code. Two scenarios with equal figures give the same report, apart from the names in it. Ids stay, as they are
    /// part of the keys of draws.
    #[must_use]
    pub fn figures(&self) -> Self {
        let whole = Self::default();
        let (name, currency, calendar, deck, brand) =
            (whole.name, whole.currency, whole.calendar, whole.deck, whole.brand);
        let mut figures = Self { name, currency, calendar, deck, brand, ..self.bare() };
        figures.each_input_mut(|input| (input.tag, input.grade) = (Tag::default(), None));
        figures.channels.iter_mut().for_each(|channel| channel.name.clear());
        figures.segments.iter_mut().for_each(|segment| segment.name.clear());
        figures.teams.iter_mut().for_each(|team| team.name.clear());
        figures.plans.iter_mut().for_each(|plan| plan.name.clear());
        for stage in &mut figures.stages {
            stage.name.clear();
            stage.loss.reason.clear();
            if stage.loss.to.is_empty() {
                // A share that goes nowhere is no input.
                stage.loss.to_share = Input::default();
            }
        }
        figures
    }

    /// Number of arms: today and every plan.
    #[must_use]
    pub fn arms(&self) -> usize {
        1 + self.plans.len()
    }

    /// The scenario as JSON, without defaults; [`decode::from_json`] reads it back to the last bit.
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        // A scenario consists of numbers, texts, and lists under text keys: JSON can hold all of that.
        serde_json::to_value(self).unwrap_or_default()
    }

    /// Today's spend on all channels, in money a week.
    #[must_use]
    pub fn spend_per_week(&self) -> f64 {
        self.channels.iter().map(|c| c.spend_per_week).sum()
    }

    /// What the channel with this id is called; the id itself where there is none.
    #[must_use]
    pub fn channel_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.channels.iter().find(|c| c.id == id).map_or(id, |c| &c.name)
    }
}

/// Serde helper: fields that hold their default are left out of files and links.
pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// Serde helper for flags that are true by default.
pub(crate) fn is_true(value: &bool) -> bool {
    *value
}

/// Serde helper for a month that is the first of the year by default.
pub(crate) fn is_one_month(month: &u8) -> bool {
    *month == 1
}

/// Serde helper for numbers whose default is one.
pub(crate) fn is_one(value: &f64) -> bool {
    *value == 1.0
}

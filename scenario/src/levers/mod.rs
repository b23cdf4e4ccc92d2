//! Levers: what can be done differently between money and revenue, beside spending more of it.
//!
//! Each lever joins settings (plain numbers, today's; a plan may set them otherwise) with the assumptions that say what
//! they do. Each is optional, and acts by what a plan changes: with settings as today, no bit of a result differs.

mod convert;
mod customers;
mod kind;
mod nurture;
mod price;
mod reach;
mod settings;

pub use convert::{Attempts, Capture, Definition, HandOff, Information, Response};
pub use customers::{Customers, WordOfMouth};
pub use kind::LeverKind;
pub use nurture::{Feed, Nurture};
pub use price::Price;
pub use reach::{Content, Schedule};
pub use settings::{Question, Setting, SettingUnit};

use funnel_bytes::Bytes;
use serde::{Deserialize, Serialize};

use super::{Grade, Input, Value, is_default};

/// A guess or benchmark with its source.
fn pert(min: f64, mode: f64, max: f64, source: &str, grade: Grade) -> Input {
    Input { source: source.to_owned(), grade: Some(grade), ..Input::new(Value::Pert { min, mode, max }) }
}

/// The levers of a process.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Bytes)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Levers {
    /// How leads are captured.
    #[serde(skip_serializing_if = "is_default")]
    pub capture: Option<Capture>,
    /// What counts as a lead.
    #[serde(skip_serializing_if = "is_default")]
    pub definition: Option<Definition>,
    /// When a lead gets to sales, and whether anyone follows up.
    #[serde(skip_serializing_if = "is_default")]
    pub hand_off: Option<HandOff>,
    /// What sales is told about a lead.
    #[serde(skip_serializing_if = "is_default")]
    pub information: Option<Information>,
    /// Within what time a lead is answered.
    #[serde(skip_serializing_if = "is_default")]
    pub response: Option<Response>,
    /// How often sales tries to get in touch.
    #[serde(skip_serializing_if = "is_default")]
    pub attempts: Option<Attempts>,
    /// What becomes of those who are not ready yet.
    #[serde(skip_serializing_if = "is_default")]
    pub nurture: Option<Nurture>,
    /// What people find to read.
    #[serde(skip_serializing_if = "is_default")]
    pub content: Option<Content>,
    /// Campaigns or always on.
    #[serde(skip_serializing_if = "is_default")]
    pub schedule: Option<Schedule>,
    /// What a won deal becomes.
    #[serde(skip_serializing_if = "is_default")]
    pub customers: Option<Customers>,
    /// What people say about us.
    #[serde(skip_serializing_if = "is_default")]
    pub word_of_mouth: Option<WordOfMouth>,
}

impl Levers {
    /// Every stage that a lever names: path below `levers`, id, and whether it may be left empty.
    #[must_use]
    pub fn stages(&self) -> Vec<(String, &str, bool)> {
        let mut all: Vec<(String, &str, bool)> = Vec::new();
        let mut name = |at: &str, stage, optional| all.push((at.to_owned(), stage, optional));
        if let Some(x) = &self.capture {
            name("capture.stage", &x.stage, false);
            name("capture.fit_stage", &x.fit_stage, true);
        }
        if let Some(x) = &self.definition {
            name("definition.stage", &x.stage, false);
            name("definition.accept_stage", &x.accept_stage, false);
        }
        if let Some(x) = &self.hand_off {
            name("hand_off.stage", &x.stage, true);
            name("hand_off.accept_stage", &x.accept_stage, true);
            name("hand_off.follow_up_stage", &x.follow_up_stage, true);
        }
        if let Some(x) = &self.information {
            for (i, stage) in x.stages.iter().enumerate() {
                name(&format!("information.stages[{i}]"), stage, false);
            }
        }
        if let Some(x) = &self.response {
            name("response.stage", &x.stage, false);
        }
        if let Some(x) = &self.attempts {
            name("attempts.stage", &x.stage, false);
        }
        if let Some(x) = &self.word_of_mouth {
            for (i, stage) in x.ignored_stages.iter().enumerate() {
                name(&format!("word_of_mouth.ignored_stages[{i}]"), stage, false);
            }
        }
        if let Some(x) = &self.content {
            name("content.stage", &x.stage, false);
        }
        if let Some(x) = &self.nurture {
            name("nurture.returns_to", &x.returns_to, false);
            for (i, feed) in x.feeds.iter().enumerate() {
                name(&format!("nurture.feeds[{i}].stage"), &feed.stage, false);
            }
        }
        all
    }

    /// Keeps what names these stages only: a lever whose stage is gone goes, a stage it may do without is cleared.
    pub(super) fn keep(&mut self, stages: &[String]) {
        let gone = |id: &str| !stages.iter().any(|x| x == id);
        let clear = |id: &mut String| {
            if gone(id) {
                id.clear();
            }
        };
        self.capture.take_if(|x| gone(&x.stage));
        self.definition.take_if(|x| gone(&x.stage) || gone(&x.accept_stage));
        self.response.take_if(|x| gone(&x.stage));
        self.attempts.take_if(|x| gone(&x.stage));
        self.nurture.take_if(|x| gone(&x.returns_to));
        self.content.take_if(|x| gone(&x.stage));
        if let Some(x) = &mut self.capture {
            clear(&mut x.fit_stage);
        }
        if let Some(x) = &mut self.hand_off {
            [&mut x.stage, &mut x.accept_stage, &mut x.follow_up_stage].into_iter().for_each(clear);
        }
        if let Some(x) = &mut self.information {
            x.stages.retain(|id| !gone(id));
        }
        if let Some(x) = &mut self.word_of_mouth {
            x.ignored_stages.retain(|id| !gone(id));
        }
        if let Some(x) = &mut self.nurture {
            x.feeds.retain(|feed| !gone(&feed.stage));
        }
    }
}

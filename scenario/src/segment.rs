//! Who inquires.

use serde::{Deserialize, Serialize};

use super::{DealSize, Input, is_default, is_one};

/// A group of buyers who behave differently from the others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Segment {
    /// Name that channels refer to and that keys this segment's random draws; unique.
    pub id: String,
    /// What it is called on the page.
    pub name: String,
    /// Weight among all inquiries, where a channel does not say otherwise.
    pub share: f64,
    /// Shift of every stage's rate on the logit scale.
    #[serde(skip_serializing_if = "is_default")]
    pub rate_shift: Input,
    /// Its own deal size; the scenario's when left out.
    #[serde(skip_serializing_if = "is_default")]
    pub deal: Option<DealSize>,
    /// Delays are this many times as long, above 0.
    #[serde(skip_serializing_if = "is_one")]
    pub cycle: f64,
}

impl Default for Segment {
    fn default() -> Self {
        Self {
            id: String::new(),
            name: String::new(),
            share: 1.0,
            rate_shift: Input::default(),
            deal: None,
            cycle: 1.0,
        }
    }
}

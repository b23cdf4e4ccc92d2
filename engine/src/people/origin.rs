//! Where people come from.

use serde::{Deserialize, Serialize};

/// Where people come from when they enter the process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// A channel, as inquiries.
    Channel,
    /// They were there at the start.
    Pipeline,
    /// They were lost once and came back from nurture.
    Nurture,
    /// A customer sent them.
    Referral,
}

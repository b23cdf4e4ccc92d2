//! The mix: the same money over the channels so that profit is highest, in the same futures.
//!
//! One channel at a time is moved and a concave response fitted through what came of it; the best split of the fitted
//! responses is exact, and is tried in the simulation; a second round starts from there. What is best of the splits tried
//! is scored again in futures of a fresh seed, beside today's. See `docs/decide.md`.

mod judge;
mod search;
pub(super) mod solve;

use serde::{Deserialize, Serialize};

use crate::report::{Chance, Estimate};

pub(super) use self::search::MixStudy;

/// What is asked of the mix.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Terms {
    /// Money a week on all channels that can be bought; today's when left out.
    pub total: Option<f64>,
    /// Limits on single channels.
    pub bounds: Vec<Bound>,
    /// Whether the money is to be tried in pulses, too.
    pub over_time: bool,
}

/// A limit on a channel, money a week.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Bound {
    /// Id of the channel.
    pub channel: String,
    /// At least this.
    pub floor: f64,
    /// At most this; the total when left out.
    pub cap: Option<f64>,
    /// As today; floor and cap do not count then.
    pub locked: bool,
}

/// A channel's money a week.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Share {
    /// Id of the channel.
    pub channel: String,
    /// Today.
    pub today: f64,
    /// Today's split at the total and within the limits, with which the mix is compared.
    pub from: f64,
    /// In the mix.
    pub mix: f64,
    /// At least this was asked.
    pub floor: f64,
    /// At most this.
    pub cap: f64,
}

/// A split on the way from today's to the mix.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PartWay {
    /// How far: 0 is today's split, 1 the mix.
    pub share: f64,
    /// Mean profit less that of today's split, in the fresh futures.
    pub less_today: Estimate,
    /// What is lost against the mix, in the fresh futures.
    pub lost: Estimate,
}

/// The mix with its money in pulses.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Pulse {
    /// Weeks with spend.
    pub on_weeks: u32,
    /// Weeks without, in between; 0: always on.
    pub off_weeks: u32,
    /// Mean profit less that of the mix as it is spent over time today, in the futures of the search.
    pub less_mix: Estimate,
}

/// A result in the futures of a fresh seed, against today's split at the same total.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Verdict {
    /// The seed.
    pub seed: u64,
    /// Mean profit of today's split.
    pub today: Estimate,
    /// Mean profit of the best split found less that of today's; told even where it is not better.
    pub profit: Estimate,
    /// The same for revenue.
    pub revenue: Estimate,
    /// The difference of profit in the futures in which it was found.
    pub first: Estimate,
    /// Share of the futures in which its profit is above that of today's split.
    pub better: Chance,
    /// Share of the futures in which it is below; in the rest the two are the same.
    pub behind: Chance,
    /// How sure the simulation is that the mean is higher: Φ(difference/error).
    pub sure: f64,
    /// A quarter, a half and three quarters of the way.
    pub part_way: Vec<PartWay>,
    /// The best pulses less the mix, where they were asked for.
    pub pulse: Option<Estimate>,
}

/// The mix.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Mix {
    /// Money a week on all of them.
    pub total: f64,
    /// Channels that can be bought, in the scenario's order.
    pub channels: Vec<Share>,
    /// Whether no split holds the total within the limits; nothing is tried then.
    pub impossible: bool,
    /// Whether today's split stands, as nothing better held in the fresh futures; the mix is today's split then.
    pub keeps_today: bool,
    /// Pulses tried; empty unless asked for.
    pub pulses: Vec<Pulse>,
    /// The pulses to take: those that held in the fresh futures.
    pub pulse: Option<Pulse>,
    /// The result in the fresh futures, the last to be known.
    pub verdict: Option<Verdict>,
}

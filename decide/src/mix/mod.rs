//! The mix: the same money spread over the channels so that profit is highest, in the same futures.
//!
//! Each channel is moved alone, and a concave response is fitted through the results. The best split for the fitted
//! responses has an exact solution, which is tried in the simulation; a second round starts from there. The best of the
//! splits tried is scored again in futures of a fresh seed, beside today's. See `docs/decide.md`.

mod judge;
mod moves;
mod search;
pub(super) mod solve;

use serde::{Deserialize, Serialize};

use crate::report::{Chance, Estimate};

pub(super) use self::search::MixStudy;

/// What the mix is asked for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Terms {
    /// Money a week on all channels that can be bought; today's total if left out.
    pub total: Option<f64>,
    /// Limits on single channels.
    pub bounds: Vec<Bound>,
    /// Whether to try spending the money in pulses as well.
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
    /// Whether it stays as it is today; floor and cap then have no effect.
    pub locked: bool,
}

/// What moving one channel alone does, in the futures of the search; the others keep what they have.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Move {
    /// Money a week on the channel.
    pub spend: f64,
    /// Mean profit less that of the split compared with. More or less money than that is spent.
    pub profit: Estimate,
}

/// A channel's money a week.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Share {
    /// Id of the channel.
    pub channel: String,
    /// Today.
    pub today: f64,
    /// Today's split, at the total and within the limits: the mix is compared with this.
    pub from: f64,
    /// In the mix.
    pub mix: f64,
    /// The floor asked for.
    pub floor: f64,
    /// The cap.
    pub cap: f64,
    /// What half and twice its money do (next to none: a quarter and half of an even share), by rising amount, as far as
    /// that has been tried.
    pub moves: Vec<Move>,
}

/// A split on the way from today's to the mix.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PartWay {
    /// How far: 0 is today's split, 1 the mix.
    pub share: f64,
    /// Mean profit less that of today's split, in the fresh futures.
    pub less_today: Estimate,
    /// Mean profit lost compared with the mix, in the fresh futures.
    pub lost: Estimate,
}

/// The mix with its money in pulses.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Pulse {
    /// Weeks with spend.
    pub on_weeks: u32,
    /// Weeks without spend in between; 0 means always on.
    pub off_weeks: u32,
    /// Mean profit less that of the mix with its money spread over time as it is today, in the futures of the search.
    pub less_mix: Estimate,
}

/// The result in the futures of a fresh seed, compared with today's split at the same total.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Verdict {
    /// The seed.
    pub seed: u64,
    /// Mean profit of today's split.
    pub today: Estimate,
    /// Mean profit of the best split found less that of today's split; reported even where it is not better.
    pub profit: Estimate,
    /// The same for revenue.
    pub revenue: Estimate,
    /// The difference of profit in the futures in which it was found.
    pub first: Estimate,
    /// Share of the futures in which its profit is above that of today's split.
    pub better: Chance,
    /// Share of the futures in which its profit is below; in the rest the two are equal.
    pub behind: Chance,
    /// How sure the simulation is that its mean is higher: Φ(difference/standard error).
    pub sure: f64,
    /// A quarter, half and three quarters of the way.
    pub part_way: Vec<PartWay>,
    /// The best pulses less the mix, if pulses were asked for.
    pub pulse: Option<Estimate>,
}

/// The mix.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Mix {
    /// Money a week on all channels together.
    pub total: f64,
    /// Channels on which money can be spent, in the scenario's order.
    pub channels: Vec<Share>,
    /// Whether no split reaches the total within the limits; then nothing is tried.
    pub impossible: bool,
    /// Whether today's split stands, because nothing better held in the fresh futures; the mix is then today's split.
    pub keeps_today: bool,
    /// Pulses tried; empty unless asked for.
    pub pulses: Vec<Pulse>,
    /// The pulses to use: those that held in the fresh futures.
    pub pulse: Option<Pulse>,
    /// The result in the fresh futures, which is known last.
    pub verdict: Option<Verdict>,
}

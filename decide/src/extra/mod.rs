//! Where the additional money goes: today's split stays, and only what the plan adds is placed.
//!
//! Each channel alone is given half of it and all of it, and a concave response is fitted through the results. The best
//! placement for the fitted responses is tried beside the simple ones: everything on one channel, and all channels
//! alike. The best of those tried is scored again in futures of a fresh seed, beside the plan itself. See
//! `docs/decide.md`.

mod search;

use serde::{Deserialize, Serialize};

use crate::report::{Chance, Estimate};

pub(super) use self::search::ExtraStudy;
pub use super::moved::OTHERWISE;

/// What a channel gets, money within the horizon.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Place {
    /// Id of the channel.
    pub channel: String,
    /// Spend today.
    pub today: f64,
    /// Its part of the extra money, as planned; below 0 where the plan takes money away from it.
    pub planned: f64,
    /// Its part of the extra money, in the placement found.
    pub placed: f64,
    /// Mean profit less today's when all of the extra money goes here, in the fresh futures; until these are known, in
    /// those in which the placement is looked for.
    pub alone: Option<Estimate>,
    /// By how much that is behind the placement found, in pairs of the same futures.
    pub behind: Option<Estimate>,
}

/// The result in the futures of a fresh seed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Verdict {
    /// The seed.
    pub seed: u64,
    /// Mean revenue today.
    pub revenue: Estimate,
    /// Mean profit less today's, with the money placed as planned.
    pub planned: Estimate,
    /// The same, with the money placed as found.
    pub placed: Estimate,
    /// The same, including what lands after the horizon.
    pub placed_after: Estimate,
    /// Mean profit of the placement found less that of the plan; reported even where it is not better.
    pub gain: Estimate,
    /// The same in the futures in which it was found.
    pub first: Estimate,
    /// Share of the futures in which the placement found does better than the plan.
    pub better: Chance,
    /// Share of the futures in which it does worse; in the rest the two are equal.
    pub behind: Chance,
    /// How sure the simulation is that its mean is higher than the plan's: Φ(difference/standard error).
    pub sure: f64,
}

/// Where the additional money goes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Extra {
    /// Whether the plan adds it; otherwise it is [`OTHERWISE`] of today's budget.
    pub is_plans: bool,
    /// Whether the plan moves all channels by the same factor.
    pub is_even: bool,
    /// The extra money within the horizon; 0 where there is none to place.
    pub total: f64,
    /// Channels on which money can be spent, in the scenario's order.
    pub channels: Vec<Place>,
    /// Whether the plan's own placement stands, because nothing better held in the fresh futures.
    pub keeps_plan: bool,
    /// The result in the fresh futures, which is known last.
    pub verdict: Option<Verdict>,
}

impl Extra {
    /// The channels that get some of it in the placement found, with their shares, the largest first.
    #[must_use]
    pub fn shares(&self) -> Vec<(&str, f64)> {
        let of = |x: &'_ Place| x.placed / self.total;
        let mut shares: Vec<(&str, f64)> =
            self.channels.iter().map(|x| (x.channel.as_str(), of(x))).filter(|(_, share)| *share > 0.0).collect();
        shares.sort_by(|a, b| b.1.total_cmp(&a.1));
        shares
    }
}

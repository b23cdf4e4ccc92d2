//! What happens if the budget is cut: which channel first, what is lost, and when.
//!
//! The money that the plan takes away, or a fifth of today's, is taken from each channel alone, as far as it has that
//! much. Channels are then cut in the order of the profit that each loses for the same money. That order is compared
//! with the plan itself in futures of a fresh seed, which are watched beyond the horizon. See `docs/decide.md`.

mod search;
mod weeks;

use serde::{Deserialize, Serialize};

use crate::report::Estimate;

pub(super) use self::search::CutStudy;
pub use super::moved::OTHERWISE;

/// The effect of a cut, compared with today, in the fresh futures. All are means over futures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Loss {
    /// Profit within the horizon, including the money saved.
    pub profit: Estimate,
    /// The same, including what lands after the horizon.
    pub profit_after: Estimate,
    /// Revenue within the horizon.
    pub revenue: Estimate,
    /// Deals won within the horizon.
    pub customers: Estimate,
    /// The week, counted from 1, by whose end half of all the deals that will be lost are lost; `None` where none are,
    /// as far as the simulation can tell.
    pub half_by: Option<u32>,
    /// The week from which on mean cumulative profit stays below today's; `None` where there is none.
    pub below_from: Option<u32>,
}

/// One channel's part of the cut.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Piece {
    /// Id of the channel.
    pub channel: String,
    /// Spend today, money within the horizon.
    pub today: f64,
    /// What it gives up in the order found, money within the horizon.
    pub taken: f64,
    /// What it gives up when it alone gives as much of the cut as it can.
    pub most: f64,
    /// The effect of that. Until the fresh futures are known, it is that in the futures in which the order is looked for:
    /// what is won and earned within the horizon, and nothing else.
    pub alone: Option<Loss>,
}

/// The result in the futures of a fresh seed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Verdict {
    /// The seed.
    pub seed: u64,
    /// Mean revenue today.
    pub revenue: Estimate,
    /// The effect of the cut as planned: all channels by the same factor, unless the plan says otherwise.
    pub planned: Loss,
    /// The effect of the cut in the order found.
    pub found: Loss,
    /// Mean profit of the cut found less that of the cut as planned.
    pub gain: Estimate,
    /// The profit that the channel to be cut first retains for each unit of money taken, less what the next best
    /// retains.
    pub ahead: Estimate,
    /// Places in [`Cut::channels`] of those that cannot be told from the first by this figure and its paired error.
    /// Where these are all the others, nobody can tell which should be cut first.
    pub alike: Vec<usize>,
    /// Place in [`Cut::channels`] of the channel that loses least when what lands after the horizon counts, where that
    /// is clearly a different one.
    pub later: Option<usize>,
}

/// What happens if the budget is cut.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Cut {
    /// Whether the plan takes the money away; otherwise it is [`OTHERWISE`] of today's budget.
    pub is_plans: bool,
    /// Whether the plan cuts all channels by the same factor.
    pub is_even: bool,
    /// The money taken away within the horizon; 0 where nothing is spent today.
    pub total: f64,
    /// Its share of today's spend.
    pub share: f64,
    /// Channels with spend today, in the scenario's order.
    pub channels: Vec<Piece>,
    /// Places in [`Self::channels`], with the one to be cut first at the front; empty until that is known.
    pub order: Vec<usize>,
    /// The result in the fresh futures, which is known last.
    pub verdict: Option<Verdict>,
}

impl Cut {
    /// Whether the channel to be cut first can be told from at least some of the others.
    #[must_use]
    pub fn tells(&self) -> bool {
        self.verdict.as_ref().is_some_and(|v| v.alike.len() + 1 < self.channels.len())
    }

    /// Whether nothing is left of today's budget, so that no channel goes before another.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.share > 1.0 - 1e-9
    }

    /// The channels to cut first: one, or those that cannot be told apart.
    pub fn first(&self) -> impl Iterator<Item = &Piece> {
        let alike = self.verdict.iter().flat_map(|v| &v.alike);
        self.order.iter().take(1).chain(alike).filter_map(|n| self.channels.get(*n))
    }

    /// The channels that give something up in the order found, in that order.
    pub fn givers(&self) -> impl Iterator<Item = &Piece> {
        self.order.iter().filter_map(|n| self.channels.get(*n)).filter(|x| x.taken > 0.0)
    }
}

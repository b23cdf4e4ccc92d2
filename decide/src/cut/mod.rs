//! What happens if the budget is cut: which channel first, what is lost, and when.
//!
//! The money that the plan takes away, or a fifth of today's, is taken from one channel at a time, as far as it goes; the
//! order in which channels give it up is that of the profit each loses for the same money. That order is held against the
//! plan as it is in futures of a fresh seed, watched beyond the horizon. See `docs/decide.md`.

mod search;

use serde::{Deserialize, Serialize};

use crate::report::Estimate;

pub(super) use self::search::CutStudy;
pub use super::moved::OTHERWISE;

/// What becomes of a cut, less today, in the fresh futures. Means over futures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Loss {
    /// Profit within the horizon: what is saved counts.
    pub profit: Estimate,
    /// The same with what lands after the horizon.
    pub profit_after: Estimate,
    /// Revenue within the horizon.
    pub revenue: Estimate,
    /// Deals won within the horizon.
    pub customers: Estimate,
    /// The week, counted from 1, by whose end half of the deals that are lost in all are lost; none where none are, as far as
    /// the simulation can tell.
    pub half_by: Option<u32>,
    /// The week from which on mean profit in all stays below today's; none where it does not.
    pub below_from: Option<u32>,
}

/// What a channel gives.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Piece {
    /// Id of the channel.
    pub channel: String,
    /// Spend today, money within the horizon.
    pub today: f64,
    /// What it gives in the cut found, money within the horizon.
    pub taken: f64,
    /// What it gives where it gives as much of the cut as it can, and no other gives any.
    pub most: f64,
    /// What becomes of that.
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
    /// What becomes of the cut as planned: all channels alike, unless the plan says otherwise.
    pub planned: Loss,
    /// What becomes of the cut found.
    pub found: Loss,
    /// Mean profit of the cut found less that of the cut as planned.
    pub gain: Estimate,
    /// What the channel that is cut first keeps of profit for each unit of money taken, less what the next best keeps.
    pub ahead: Estimate,
    /// The places among [`Cut::channels`] of those that cannot be told from it by that: within two standard errors of pairs.
    /// Where they are all the others, nobody can tell which is to be cut first.
    pub alike: Vec<usize>,
    /// The place among [`Cut::channels`] of the one that loses least when what lands after the horizon counts, where that is
    /// clearly another.
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
    /// The money, within the horizon; 0 where nothing is spent today.
    pub total: f64,
    /// Its share of what is spent today.
    pub share: f64,
    /// Channels with spend today, in the scenario's order.
    pub channels: Vec<Piece>,
    /// Places among [`Self::channels`], the one that is cut first at the head; empty until that is known.
    pub order: Vec<usize>,
    /// The result in the fresh futures, the last to be known.
    pub verdict: Option<Verdict>,
}

impl Cut {
    /// Whether some channel can be told from others as the one to cut first.
    #[must_use]
    pub fn tells(&self) -> bool {
        self.verdict.as_ref().is_some_and(|v| v.alike.len() + 1 < self.channels.len())
    }

    /// The channels to cut first: one, or those that cannot be told apart.
    pub fn first(&self) -> impl Iterator<Item = &Piece> {
        let alike = self.verdict.iter().flat_map(|v| &v.alike);
        self.order.iter().take(1).chain(alike).filter_map(|n| self.channels.get(*n))
    }

    /// The channels that give something in the cut found, in order.
    pub fn givers(&self) -> impl Iterator<Item = &Piece> {
        self.order.iter().filter_map(|n| self.channels.get(*n)).filter(|x| x.taken > 0.0)
    }
}

//! What a model says about itself: whose people its cells are, and what is spent on them.

use funnel_bytes::Bytes;
use serde::{Deserialize, Serialize};

use super::cells::Cell;
use super::model::Model;
use super::money::money;

/// Where people come from when they enter the process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Bytes)]
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

/// Who a cell's people are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellOf {
    /// Where they come from.
    pub origin: Origin,
    /// Index of the channel they came from; `None` where no channel brought them.
    pub channel: Option<usize>,
    /// Index of their segment.
    pub segment: usize,
    /// Index of the pool they come back from; `None` unless they come from nurture.
    pub pool: Option<usize>,
    /// People waiting in all stages at the start.
    pub open: u32,
}

/// How a cost that is there anyway is allotted to people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Allotted {
    /// By the hours worked for them in these stages.
    Hours(Vec<usize>),
    /// To those taken into nurture.
    Nurtured,
    /// To those who enter a stage.
    Entered(usize),
}

impl Model {
    /// Who every cell's people are, by index.
    #[must_use]
    pub fn cells(&self) -> Vec<CellOf> {
        let of = |c: &Cell| {
            let pool = c.pool.filter(|_| c.origin == Origin::Nurture);
            let open = c.open.iter().sum();
            CellOf { origin: c.origin, channel: c.channel, segment: c.segment, pool, open }
        };
        self.cells.iter().map(of).collect()
    }

    /// Pools of people in nurture.
    #[must_use]
    pub fn pools(&self) -> usize {
        self.nurture.as_ref().map_or(0, |x| x.pools.len())
    }

    /// Money spent on a cell's people within the horizon before anybody inquires: its segment's share of its channel's
    /// spend.
    #[must_use]
    pub fn spend_on(&self, arm: usize, cell: usize) -> f64 {
        let Some(cell) = self.cells.get(cell).filter(|cell| cell.origin == Origin::Channel) else { return 0.0 };
        let share = cell.shares.get(arm).copied().unwrap_or(0.0);
        cell.channel.map_or(0.0, |c| share * self.spend(arm, c).iter().sum::<f64>())
    }

    /// Money that is spent within the horizon whoever comes: each with how it is allotted to those who do.
    #[must_use]
    pub fn common_costs(&self, arm: usize) -> Vec<(Allotted, f64)> {
        let weeks = self.horizon as f64;
        let by_team = |team: usize| {
            let stages = self.works.iter().enumerate();
            stages.filter(|(_, work)| work.as_ref().is_some_and(|w| w.team == team)).map(|(s, _)| s).collect()
        };
        let teams = self.teams.iter().enumerate().map(|(i, x)| (Allotted::Hours(by_team(i)), x.cost(arm) * weeks));
        let nurture = self.nurture.iter().map(|x| (Allotted::Nurtured, x.cost[arm] * weeks));
        let content = self.content.iter().map(|x| (Allotted::Entered(x.stage), money(x.spend[arm].1) * weeks));
        teams.chain(nurture).chain(content).collect()
    }

    /// People of a segment found waiting in a stage at the start.
    #[must_use]
    pub fn open(&self, segment: usize, stage: usize) -> u32 {
        let here = self.cells.iter().find(|x| x.origin == Origin::Pipeline && x.segment == segment);
        here.and_then(|x| x.open.get(stage)).copied().unwrap_or(0)
    }

    /// Money spent on each person who enters a stage; those there at the start have been paid for.
    #[must_use]
    pub fn stage_cost(&self, stage: usize) -> f64 {
        self.stage_cost.get(stage).map_or(0.0, |cents| money(*cents))
    }
}

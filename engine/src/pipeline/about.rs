//! What a model says about itself: whose people its cells are, and what is spent on them.

use super::model::Model;
use crate::funnel::cells::Cell;
use crate::ledger::costs::Allotted;
use crate::ledger::money::money;
use crate::people::index::ArmIx;
use crate::people::origin::Origin;

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

impl Model {
    /// Who every cell's people are, by index.
    #[must_use]
    pub fn cells(&self) -> Vec<CellOf> {
        let pools = self.levers.nurture.as_ref().map_or(&[][..], |x| &x.pool_of);
        let of = |(i, c): (usize, &Cell)| {
            let pool = pools.get(i).copied().flatten().filter(|_| c.origin == Origin::Nurture);
            let open = c.open.iter().sum();
            CellOf { origin: c.origin, channel: c.channel, segment: c.segment, pool, open }
        };
        self.cells.iter().enumerate().map(of).collect()
    }

    /// Pools of people in nurture.
    #[must_use]
    pub fn pools(&self) -> usize {
        self.levers.nurture.as_ref().map_or(0, |x| x.pools.len())
    }

    /// Money spent on a cell's people within the horizon before anybody inquires: its segment's share of its channel's
    /// spend.
    #[must_use]
    pub fn spend_on(&self, arm: usize, cell: usize) -> f64 {
        let Some(cell) = self.cells.get(cell).filter(|cell| cell.origin == Origin::Channel) else { return 0.0 };
        let share = cell.arrivals.shares.get(arm).copied().unwrap_or(0.0);
        cell.channel.map_or(0.0, |c| share * self.spend(arm, c).iter().sum::<f64>())
    }

    /// Costs within the horizon that arise whoever comes, each with how it is allotted to those who do.
    #[must_use]
    pub fn common_costs(&self, arm: usize) -> Vec<(Allotted, f64)> {
        let weeks = self.horizon as f64;
        let costs = self.levers.costs(ArmIx(arm)).into_iter();
        costs.map(|(by, money)| (by, money * weeks)).collect()
    }

    /// People of a segment found waiting in a stage at the start.
    #[must_use]
    pub fn open(&self, segment: usize, stage: usize) -> u32 {
        let here = self.cells.iter().find(|x| x.origin == Origin::Pipeline && x.segment == segment);
        here.and_then(|x| x.open.get(stage)).copied().unwrap_or(0)
    }

    /// Money spent on each person who enters a stage; those there at the start have already been paid for.
    #[must_use]
    pub fn stage_cost(&self, stage: usize) -> f64 {
        self.recorder.stage_cost.get(stage).map_or(0.0, |cents| money(*cents))
    }
}

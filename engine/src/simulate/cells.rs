//! The dollar traced: what was spent on each origin's people, what became of them, and what they brought.

use super::tally::{Tally, whole};
use super::weekly::mean_money;
use crate::process::{Allotted, CellOf, Flow, Model, Origin};
use crate::report::{CellFlow, PoolOf};

impl Tally {
    /// Every cell of an arm.
    pub(super) fn cells(&self, model: &Model, arm: usize) -> Vec<CellFlow> {
        let s = model.scenario();
        let n = f64::from(self.replicates().max(1));
        let all = model.cells();
        let costs = self.costs(model, arm, &all);
        let cell = |(i, of): (usize, &CellOf)| {
            let sales = &self.sums.sales[arm * self.shape.cells + i];
            let spend = model.spend_on(arm, i);
            let (cost, gross_profit) = (costs[i] / n + mean_money(sales.deal_cost, n), mean_money(sales.gross, n));
            CellFlow {
                origin: of.origin,
                channel: of.channel.map(|c| s.channels[c].id.clone()),
                segment: s.segments.get(of.segment).map(|x| x.id.clone()).unwrap_or_default(),
                stages: self.stage_flows(model, arm, i),
                customers: whole(sales.customers) / n,
                bookings: mean_money(sales.bookings, n),
                renewed: whole(sales.renewed) / n,
                churned: whole(sales.churned) / n,
                refunded: whole(sales.refunded) / n,
                refunds: mean_money(sales.refunds, n),
                renewals: mean_money(sales.renewals, n),
                expansion: mean_money(sales.expansion, n),
                came: whole(self.came(arm, i, of)) / n,
                spend,
                cost,
                gross_profit,
                profit: gross_profit - spend - cost,
                pool: of.pool.map(|i| self.pool(arm, i)),
            }
        };
        all.iter().enumerate().map(cell).collect()
    }

    fn flow(&self, arm: usize, cell: usize) -> &[Flow] {
        let at = (arm * self.shape.cells + cell) * self.shape.stages;
        &self.sums.flows[at..at + self.shape.stages]
    }

    fn pool(&self, arm: usize, i: usize) -> PoolOf {
        let n = f64::from(self.replicates().max(1));
        let pool = self.sums.pools[arm * self.shape.pools + i];
        let [entered, ready, dropped] = [pool.entered, pool.ready, pool.dropped].map(|people| whole(people) / n);
        PoolOf { entered, ready, dropped, waiting: whole(pool.waiting()) / n }
    }

    /// People of a cell who came, over all replicates.
    fn came(&self, arm: usize, i: usize, of: &CellOf) -> u64 {
        match of.origin {
            // Nobody but inquiries enters the first stage.
            Origin::Channel | Origin::Referral => self.flow(arm, i).first().map_or(0, |flow| flow.entered),
            Origin::Pipeline => u64::from(of.open) * u64::from(self.replicates()),
            Origin::Nurture => of.pool.map_or(0, |pool| self.sums.pools[arm * self.shape.pools + pool].ready),
        }
    }

    /// Costs of each cell's people over all replicates, without those of deals.
    fn costs(&self, model: &Model, arm: usize, all: &[CellOf]) -> Vec<f64> {
        let n = f64::from(self.replicates());
        // Those there at the start have been paid for.
        let found = |of: &CellOf, s: usize| if of.origin == Origin::Pipeline { model.open(of.segment, s) } else { 0 };
        let own = |(i, of): (usize, &CellOf)| -> f64 {
            let entered = |(s, flow): (usize, &Flow)| {
                let people = flow.entered.saturating_sub(u64::from(found(of, s)) * u64::from(self.replicates()));
                whole(people) * model.stage_cost(s)
            };
            self.flow(arm, i).iter().enumerate().map(entered).sum()
        };
        let mut costs: Vec<f64> = all.iter().enumerate().map(own).collect();
        for (by, cost) in model.common_costs(arm) {
            let part = |(i, of): (usize, &CellOf)| -> u64 {
                match &by {
                    Allotted::Hours(stages) => stages.iter().map(|s| self.flow(arm, i)[*s].hours).sum(),
                    Allotted::Nurtured => of.pool.map_or(0, |p| self.sums.pools[arm * self.shape.pools + p].entered),
                    Allotted::Entered(stage) => self.flow(arm, i)[*stage].entered,
                }
            };
            let parts: Vec<u64> = all.iter().enumerate().map(part).collect();
            let total = whole(parts.iter().sum());
            if total > 0.0 {
                costs.iter_mut().zip(parts).for_each(|(sum, part)| *sum += cost * n * (whole(part) / total));
            }
        }
        costs
    }
}

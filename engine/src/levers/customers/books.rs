//! The books of all cells: customers by the week they were won, and what they pay.
//!
//! Each cell has a book, which says for each week's cohort how many customers are left, by layer, and what they pay for
//! a period, by arm. A cohort that loses customers loses that share of its value: who leaves does not depend on what
//! they pay.

use super::terms::Customers;
use crate::funnel::cells::Cell;
use crate::inputs::theta::Theta;
use crate::ledger::money::cents;
use crate::people::batch::{BATCH, Batch, ByArm};
use crate::people::index::{CellIx, WeekIx};
use crate::people::layers::{in_all_arms, layer_count, people};
use crate::people::origin::Origin;
use crate::sample::binomial::Rate;

/// Customers in one batch.
pub(crate) struct Books {
    /// By cell.
    pub(crate) cells: Vec<Book>,
    /// `[segment][arm]`: number of customers.
    pub(crate) here: Vec<Vec<Batch<u32>>>,
    /// `[renewal]`: chance of renewing while the promise is kept.
    pub(crate) renews: Vec<Batch<Rate>>,
    /// `[arm]`: the gap, that is what is promised and not delivered.
    pub(crate) gap: ByArm,
    /// `[arm]`: this week's chances of one cohort.
    pub(crate) moved: Vec<Batch<Rate>>,
    /// `[arm]`: inquiries expected from customers of one segment.
    pub(crate) sent: ByArm,
}

/// One cell's customers; the first period of rows holds those there at the start, by the week of their next renewal.
pub(crate) struct Book {
    /// `[week][layer]`, flat.
    pub(crate) people: Vec<Batch<u32>>,
    /// `[week][arm]`, flat: cents a period.
    pub(crate) value: Vec<Batch<i64>>,
}

impl Book {
    /// The customers in one row.
    pub(crate) fn cohort(&mut self, row: usize, arms: usize) -> &mut [Batch<u32>] {
        let layers = layer_count(arms);
        &mut self.people[row * layers..(row + 1) * layers]
    }
}

impl Books {
    pub(crate) fn new(lever: &Customers, arms: usize) -> Self {
        let weeks = lever.people_weeks + lever.period;
        let book =
            |_: &_| Book { people: vec![[0; BATCH]; weeks * layer_count(arms)], value: vec![[0; BATCH]; weeks * arms] };
        Self {
            cells: lever.streams.iter().map(book).collect(),
            here: vec![vec![[0; BATCH]; arms]; lever.segments],
            renews: vec![[Rate::new(0.0); BATCH]; lever.renewals],
            gap: vec![[0.0; BATCH]; arms],
            moved: vec![[Rate::new(0.0); BATCH]; arms],
            sent: vec![[0.0; BATCH]; arms],
        }
    }

    /// Begins a batch of so many lanes: who is a customer at the start, and this batch's chances.
    pub(crate) fn start(&mut self, lever: &Customers, cells: &[Cell], theta: &Theta, lanes: usize) {
        let arms = self.gap.len();
        self.here.iter_mut().flatten().for_each(|lanes| lanes.fill(0));
        for (i, lanes) in (0_u32..).zip(&mut self.renews) {
            for (lane, rate) in lanes.iter_mut().enumerate() {
                let (a, b) = (theta.values[lever.a][lane], theta.values[lever.b][lane] + f64::from(i));
                *rate = Rate::new(b / (a + b));
            }
        }
        let each = theta.values[lever.value_at_start].map(cents);
        for (book, cell) in self.cells.iter_mut().zip(cells) {
            let customers = if cell.origin == Origin::Pipeline { cell.at_start } else { 0 };
            book.people.fill([0; BATCH]);
            book.value.fill([0; BATCH]);
            for week in 0..lever.period {
                // Spread evenly, in whole people.
                let until = |week: usize| u64::from(customers) * week as u64 / lever.period as u64;
                #[expect(clippy::cast_possible_truncation, reason = "at most the customers of a cell")]
                let due = (until(week + 1) - until(week)) as u32;
                let cohort = book.cohort(week, arms);
                in_all_arms(cohort, due);
                cohort.iter_mut().for_each(|layer| layer[lanes..].fill(0));
                for lanes in &mut book.value[week * arms..(week + 1) * arms] {
                    *lanes = each.map(|value| value.saturating_mul(i64::from(due)));
                }
            }
            for here in &mut self.here[cell.segment] {
                here[..lanes].iter_mut().for_each(|n| *n = n.saturating_add(customers));
            }
        }
    }

    /// This week's won deals become customers, whose payments for a period are given in cents, by arm.
    pub(crate) fn join(
        &mut self,
        lever: &Customers,
        (cell, segment, week): (CellIx, usize, WeekIx),
        won: &[Batch<u32>],
        value: &[Batch<i64>],
    ) {
        let (book, row) = (&mut self.cells[cell], week.0 + lever.period);
        for (row, lanes) in book.value[row * value.len()..].iter_mut().zip(value) {
            row.iter_mut().zip(lanes).for_each(|(sum, cents)| *sum = sum.saturating_add(*cents));
        }
        for (row, lanes) in book.people[row * won.len()..].iter_mut().zip(won) {
            row.iter_mut().zip(lanes).for_each(|(x, n)| *x += n);
        }
        for (arm, here) in self.here[segment].iter_mut().enumerate() {
            for (lane, n) in here.iter_mut().enumerate() {
                *n = n.saturating_add(people(won, arm, lane));
            }
        }
    }

    /// Customers of a cell in an arm and lane, counted row by row.
    #[cfg(test)]
    pub(crate) fn of_cell(&self, cell: usize, arm: usize, lane: usize, layers: usize) -> u64 {
        self.cells[cell].people.chunks(layers).map(|row| u64::from(people(row, arm, lane))).sum()
    }

    /// The gap between promise and delivery for those who are customers when the week begins.
    pub(crate) fn gaps(&mut self, lever: &Customers) {
        for (arm, gap) in self.gap.iter_mut().enumerate() {
            for (lane, gap) in gap.iter_mut().enumerate() {
                let delivered = match &lever.capacity {
                    None => 1.0,
                    Some(capacity) => {
                        let all: f64 = self.here.iter().map(|arms| f64::from(arms[arm][lane])).sum();
                        (capacity[arm] / all.max(1.0)).min(1.0)
                    }
                };
                *gap = lever.promise[arm] - delivered;
            }
        }
    }
}

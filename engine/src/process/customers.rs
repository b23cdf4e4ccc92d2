//! Customers: who renews, what that is worth, whom they send, and whether they get what they were promised.
//!
//! Each cell keeps a book of its customers by the week they were won: how many there still are, by layer, and what they
//! pay for a period, by arm. A cohort that loses customers loses their share of its value: who leaves does not depend on
//! what he pays.

use super::about::Origin;
use super::block::Block;
use super::cells::Cell;
use super::demand::MOST_INQUIRIES;
use super::effects::shifted;
use super::layers::{Draws, Lanes, layer_count, people, split};
use super::model::Model;
use super::money::{cents, money};
use super::outcome::Outcome;
use super::refund::refund;
use super::renewal::CustomersModel;
use super::theta::{InputId, Theta};
use super::week::{inquiries, is_empty};
use super::{LANES, Lane};
use crate::sample::binomial::Rate;
use crate::scenario::limits;

/// Weeks in a quarter.
const QUARTER: f64 = 13.0;

/// Customers in one block.
pub(super) struct Customers {
    /// By cell.
    pub(super) books: Vec<Book>,
    /// `[segment][arm]`: customers there are.
    pub(super) here: Vec<Vec<Lane<u32>>>,
    /// `[renewal]`: chance to make it where the promise is kept.
    renews: Vec<Lane<Rate>>,
    /// `[arm]`: what is promised and not delivered.
    pub(super) gap: Lanes,
    /// `[arm]`: this week's chances of one cohort.
    pub(super) moved: Vec<Lane<Rate>>,
    /// `[arm]`: inquiries expected from customers of one segment.
    sent: Lanes,
}

/// One cell's customers; the first period of rows holds those there at the start, by the week of their next renewal.
pub(super) struct Book {
    /// `[week][layer]`, flat.
    pub(super) people: Vec<Lane<u32>>,
    /// `[week][arm]`, flat: cents a period.
    pub(super) value: Vec<Lane<i64>>,
}

impl Customers {
    pub(super) fn new(model: &Model) -> Self {
        let arms = model.arms();
        let book = |weeks: usize| Book {
            people: vec![[0; LANES]; weeks * layer_count(arms)],
            value: vec![[0; LANES]; weeks * arms],
        };
        let lever = model.customers.as_ref();
        let segments = if lever.is_some() { model.scenario.segments.len().max(1) } else { 0 };
        Self {
            books: lever
                .map_or_else(Vec::new, |x| model.cells.iter().map(|_| book(model.people_weeks + x.period)).collect()),
            here: vec![vec![[0; LANES]; arms]; segments],
            renews: vec![[Rate::new(0.0); LANES]; lever.map_or(0, |x| x.renewals)],
            gap: vec![[0.0; LANES]; arms],
            moved: vec![[Rate::new(0.0); LANES]; arms],
            sent: vec![[0.0; LANES]; arms],
        }
    }

    /// Begins a block: who is there, and this block's chances.
    pub(super) fn start(&mut self, model: &Model, theta: &Theta) {
        let Some(lever) = &model.customers else { return };
        let (arms, layers) = (model.arms(), layer_count(model.arms()));
        self.here.iter_mut().flatten().for_each(|lanes| lanes.fill(0));
        for (i, lanes) in (0_u32..).zip(&mut self.renews) {
            for (lane, rate) in lanes.iter_mut().enumerate() {
                let (a, b) = (theta.values[lever.a][lane], theta.values[lever.b][lane] + f64::from(i));
                *rate = Rate::new(b / (a + b));
            }
        }
        let each = theta.values[lever.value_at_start].map(cents);
        for (book, cell) in self.books.iter_mut().zip(&model.cells) {
            book.people.fill([0; LANES]);
            book.value.fill([0; LANES]);
            for week in 0..lever.period {
                // Evenly, in whole people.
                let until = |week: usize| u64::from(cell.customers) * week as u64 / lever.period as u64;
                #[expect(clippy::cast_possible_truncation, reason = "at most the customers of a cell")]
                let due = (until(week + 1) - until(week)) as u32;
                for (layer, lanes) in book.people[week * layers..(week + 1) * layers].iter_mut().enumerate() {
                    // They are there in all arms: today's and kept, never extra.
                    lanes.fill(if layer > 0 && layer % 2 == 0 { 0 } else { due });
                }
                for lanes in &mut book.value[week * arms..(week + 1) * arms] {
                    *lanes = each.map(|value| value.saturating_mul(i64::from(due)));
                }
            }
            for lanes in &mut self.here[cell.segment] {
                lanes.iter_mut().for_each(|n| *n = n.saturating_add(cell.customers));
            }
        }
    }

    /// A deal becomes a customer: its value, to those of the week.
    pub(super) fn pays(&mut self, model: &Model, (cell, arm, t, lane): (usize, usize, usize, usize), value: i64) {
        if let (Some(lever), Some(book)) = (&model.customers, self.books.get_mut(cell)) {
            let row = &mut book.value[(t + lever.period) * model.arms() + arm][lane];
            *row = row.saturating_add(value);
        }
    }

    /// This week's won deals become customers.
    pub(super) fn join(&mut self, model: &Model, cell: usize, t: usize, won: &[Lane<u32>]) {
        let (Some(lever), Some(book)) = (&model.customers, self.books.get_mut(cell)) else { return };
        let at = (t + lever.period) * won.len();
        for (row, lanes) in book.people[at..at + won.len()].iter_mut().zip(won) {
            row.iter_mut().zip(lanes).for_each(|(x, n)| *x += n);
        }
        for (arm, here) in self.here[model.cells[cell].segment].iter_mut().enumerate() {
            for (lane, n) in here.iter_mut().enumerate() {
                *n = n.saturating_add(people(won, arm, lane));
            }
        }
    }

    /// Customers of a cell in an arm and lane, counted one by one.
    #[cfg(test)]
    pub(super) fn of_cell(&self, cell: usize, arm: usize, lane: usize, layers: usize) -> u64 {
        self.books[cell].people.chunks(layers).map(|row| u64::from(people(row, arm, lane))).sum()
    }

    /// What is promised and not delivered to those who are customers when the week begins.
    fn gaps(&mut self, lever: &CustomersModel) {
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

/// A week begins: renewals fall due, and customers send others.
pub(super) fn week(model: &Model, block: &mut Block, t: usize) {
    let Some(lever) = &model.customers else { return };
    block.customers.gaps(lever);
    for (index, cell) in model.cells.iter().enumerate() {
        for made in (1..).take_while(|_| lever.renew) {
            let Some(row) = (t + lever.period).checked_sub(made * lever.period) else { break };
            let before = if row < lever.period { lever.renewals_before } else { 0 };
            renew(model, lever, block, (index, cell), (t, row), before + made - 1);
        }
        refund(model, lever, block, (index, cell), t);
    }
    if t < model.horizon {
        refer(model, lever, block, t);
    }
}

/// One cohort's renewals.
fn renew(
    model: &Model,
    lever: &CustomersModel,
    block: &mut Block,
    (index, cell): (usize, &Cell),
    (t, row): (usize, usize),
    renewal: usize,
) {
    let Block { customers, word, theta, lanes, scratch, outcome, .. } = block;
    let Customers { books, here, renews, gap, moved, .. } = customers;
    let (arms, layers) = (model.arms(), layer_count(model.arms()));
    let book = &mut books[index];
    let cohort = &mut book.people[row * layers..(row + 1) * layers];
    if is_empty(cohort) {
        return;
    }
    for (arm, moved) in moved.iter_mut().enumerate() {
        for (lane, rate) in moved.iter_mut().enumerate() {
            let (kept, gap) = (renews[renewal][lane], gap[arm][lane]);
            *rate = if gap == 0.0 {
                kept
            } else {
                Rate::new(1.0 - shifted(1.0 - kept.p(), theta.values[lever.gap_effect][lane] * gap))
            };
        }
    }
    let mut plans = [const { None }; limits::PLANS];
    for (slot, rate) in plans.iter_mut().zip(&moved[1..]) {
        *slot = Some(rate);
    }
    // A cohort's draws are told apart by the week it was won in.
    let draws = Draws { stream: &cell.renew, lanes, week: ((row as u64) << 32) | t as u64 };
    let (stay, gone) = (&mut scratch.pass, &mut scratch.gone);
    split(cohort, &moved[0], &plans[..arms - 1], draws, stay, gone);
    for (arm, here) in here[cell.segment].iter_mut().enumerate() {
        for (lane, here) in here.iter_mut().enumerate() {
            let (were, stayed) = (people(cohort, arm, lane), people(stay, arm, lane));
            if were == 0 {
                continue;
            }
            *here = here.saturating_sub(were - stayed);
            word.renews(arm, lane, stayed, were - stayed);
            let value = &mut book.value[row * arms + arm][lane];
            // In cents: money(…) and back would round twice.
            #[expect(clippy::cast_precision_loss, reason = "a rounding far below a cent in the sums that matter")]
            let kept = *value as f64 * f64::from(stayed) / f64::from(were) / 100.0;
            let (same, now) = (cents(kept), cents(kept * (1.0 + theta.values[lever.expansion][lane])));
            *value = now;
            let renewed = Renewed { made: stayed, left: were - stayed, same, now };
            let margin = theta.values[model.margin][lane];
            record(lever, model, outcome, (arm, index, t, lane), &renewed, margin);
        }
    }
    cohort.copy_from_slice(stay);
}

/// One arm's and lane's renewals of a cohort.
struct Renewed {
    made: u32,
    left: u32,
    /// Cents without and with expansion.
    same: i64,
    now: i64,
}

fn record(
    lever: &CustomersModel,
    model: &Model,
    out: &mut Outcome,
    (arm, cell, t, lane): (usize, usize, usize, usize),
    x: &Renewed,
    margin: f64,
) {
    if lever.counts {
        out.bookings[arm][t][lane] = out.bookings[arm][t][lane].saturating_add(x.now);
    }
    if t < model.horizon && lane < out.lanes {
        let sales = &mut out.sales[arm][cell];
        sales.renewed += u64::from(x.made);
        sales.churned += u64::from(x.left);
        sales.renewals += i128::from(x.same);
        sales.expansion += i128::from(x.now) - i128::from(x.same);
        if lever.counts {
            sales.gross += i128::from(cents(margin * money(x.now)));
        }
    }
}

/// Satisfied customers send inquiries.
fn refer(model: &Model, lever: &CustomersModel, block: &mut Block, t: usize) {
    for (index, cell) in model.cells.iter().enumerate().filter(|(_, cell)| cell.origin == Origin::Referral) {
        let Block { customers, theta, lanes, cells, .. } = &mut *block;
        for (arm, sent) in customers.sent.iter_mut().enumerate() {
            for (lane, mean) in sent.iter_mut().enumerate() {
                let value = |id: InputId| theta.values[id][lane];
                let gap = customers.gap[arm][lane];
                let satisfied = if gap == 0.0 {
                    value(lever.satisfied)
                } else {
                    shifted(value(lever.satisfied), -value(lever.gap_effect) * gap)
                };
                let here = f64::from(customers.here[cell.segment][arm][lane]);
                *mean = (here * satisfied * value(lever.referrals) / QUARTER).min(MOST_INQUIRIES);
            }
        }
        let inflow = &mut cells[index].stages[0].inflow;
        inquiries(cell, &customers.sent, lanes, t, inflow);
    }
}

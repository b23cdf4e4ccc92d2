//! Refunds: of a week's new customers some are paid back what they paid, and leave.
//!
//! The share is the one entered where the promise is kept; a gap moves it on the logit scale as it moves churn. A refund is
//! a booking below zero, at what the deal was worth, so revenue, cash and margin take it back as they took it in.

use super::block::Block;
use super::cells::Cell;
use super::customers::Customers;
use super::effects::shifted;
use super::layers::{Draws, layer_count, people, split};
use super::model::Model;
use super::money::{cents, money};
use super::renewal::CustomersModel;
use super::week::is_empty;
use crate::sample::binomial::Rate;
use crate::scenario::limits;

/// The refunds of one cell that fall due in a week.
pub(super) fn refund(
    model: &Model,
    lever: &CustomersModel,
    block: &mut Block,
    (index, cell): (usize, &Cell),
    t: usize,
) {
    let Some((share, after)) = lever.refunds else { return };
    let Some(won) = t.checked_sub(after) else { return };
    let Block { customers, word, theta, lanes, scratch, outcome, .. } = block;
    let Customers { books, here, gap, moved, .. } = customers;
    let (arms, layers) = (model.arms(), layer_count(model.arms()));
    let row = won + lever.period;
    let book = &mut books[index];
    let cohort = &mut book.people[row * layers..(row + 1) * layers];
    if is_empty(cohort) {
        return;
    }
    for (arm, moved) in moved.iter_mut().enumerate() {
        for (lane, rate) in moved.iter_mut().enumerate() {
            let asks = shifted(theta.values[share][lane], theta.values[lever.gap_effect][lane] * gap[arm][lane]);
            *rate = Rate::new(1.0 - asks);
        }
    }
    let mut plans = [const { None }; limits::PLANS];
    for (slot, rate) in plans.iter_mut().zip(&moved[1..]) {
        *slot = Some(rate);
    }
    // Refunds come before the first renewal: the cohort draws nothing else this week.
    let draws = Draws { stream: &cell.renew, lanes, week: ((row as u64) << 32) | t as u64 };
    let (stay, gone) = (&mut scratch.pass, &mut scratch.gone);
    split(cohort, &moved[0], &plans[..arms - 1], draws, stay, gone);
    for (arm, here) in here[cell.segment].iter_mut().enumerate() {
        for (lane, here) in here.iter_mut().enumerate() {
            let (were, stayed) = (people(cohort, arm, lane), people(stay, arm, lane));
            let left = were - stayed;
            if left == 0 {
                continue;
            }
            *here = here.saturating_sub(left);
            word.renews(arm, lane, 0, left);
            let value = &mut book.value[row * arms + arm][lane];
            // Who asks his money back does not depend on what he paid.
            #[expect(clippy::cast_precision_loss, reason = "a rounding far below a cent in the sums that matter")]
            let back = cents(*value as f64 * f64::from(left) / f64::from(were) / 100.0);
            *value -= back;
            let booked = &mut outcome.bookings[arm][t][lane];
            *booked = booked.saturating_sub(back);
            if t < model.horizon && lane < outcome.lanes {
                let sales = &mut outcome.sales[arm][index];
                sales.refunded += u64::from(left);
                sales.refunds += i128::from(back);
                sales.gross -= i128::from(cents(theta.values[model.margin][lane] * money(back)));
            }
        }
    }
    cohort.copy_from_slice(stay);
}

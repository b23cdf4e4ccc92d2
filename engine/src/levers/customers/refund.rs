//! Refunds: some of a week's new customers get their money back, and leave.
//!
//! The share entered holds while the promise is kept; a gap moves it on the logit scale, as it moves churn. A refund is
//! a negative booking of the deal's value, so revenue, cash and margin take it back in the way in which they took it
//! in.

use super::books::Books;
use super::terms::Customers;
use crate::inputs::logit::shifted;
use crate::ledger::money::{cents, money};
use crate::levers::lever::Week;
use crate::people::index::CellIx;
use crate::people::layers::{is_empty, people};
use crate::people::split::{ArmRates, Draws, split};
use crate::sample::binomial::Rate;

/// The refunds of one cell that fall due in a week.
pub(crate) fn refund(lever: &Customers, books: &mut Books, week: &mut Week<'_>, index: CellIx) {
    let Some((share, after)) = lever.refunds else { return };
    let Some(won) = week.week.0.checked_sub(after) else { return };
    let within = week.within();
    let Week { week: t, cells, theta, keys, scratch, signals, ledger, .. } = week;
    let Books { cells: books, here, gap, moved, .. } = books;
    let (arms, segment) = (gap.len(), cells[index].segment);
    let row = won + lever.period;
    let book = &mut books[index];
    if is_empty(book.cohort(row, arms)) {
        return;
    }
    for (arm, moved) in moved.iter_mut().enumerate() {
        for (lane, rate) in moved.iter_mut().enumerate() {
            let asks = shifted(theta.values[share][lane], theta.values[lever.gap_effect][lane] * gap[arm][lane]);
            *rate = Rate::new(1.0 - asks);
        }
    }
    // Refunds come before the first renewal, so the cohort draws nothing else this week.
    let draws = Draws { stream: &lever.streams[index], keys, week: ((row as u64) << 20) | t.0 as u64 };
    let (stay, gone) = (&mut scratch.pass, &mut scratch.gone);
    split(book.cohort(row, arms), &ArmRates::by_arm(moved), draws, stay, gone);
    for (arm, here) in here[segment].iter_mut().enumerate() {
        for (lane, here) in here.iter_mut().enumerate() {
            let (were, stayed) = (people(book.cohort(row, arms), arm, lane), people(stay, arm, lane));
            let left = were - stayed;
            if left == 0 {
                continue;
            }
            *here = here.saturating_sub(left);
            signals.tell(arm, lane, 0, left);
            let value = &mut book.value[row * arms + arm][lane];
            // Whether customers ask for their money back does not depend on what they paid.
            #[expect(clippy::cast_precision_loss, reason = "a rounding far below a cent in the sums that matter")]
            let back = cents(*value as f64 * f64::from(left) / f64::from(were) / 100.0);
            *value -= back;
            let booked = &mut ledger.bookings[arm][*t][lane];
            *booked = booked.saturating_sub(back);
            if within && lane < ledger.lanes {
                let sales = &mut ledger.sales[arm][index];
                sales.refunded += u64::from(left);
                sales.refunds += i128::from(back);
                sales.gross -= i128::from(cents(theta.values[lever.margin][lane] * money(back)));
            }
        }
    }
    book.cohort(row, arms).copy_from_slice(stay);
}

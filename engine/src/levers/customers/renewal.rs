//! Renewals: when their period is over some customers stay, perhaps for more money, and the others leave.

use super::books::Books;
use super::terms::Customers;
use crate::inputs::logit::shifted;
use crate::ledger::money::{cents, money};
use crate::ledger::outcome::Outcome;
use crate::levers::lever::Week;
use crate::people::index::{ArmIx, CellIx};
use crate::people::layers::{is_empty, people};
use crate::people::split::{ArmRates, Draws, split};
use crate::sample::binomial::Rate;

/// The renewals of one cohort, which is one row of a cell's book.
pub(crate) fn renew(
    lever: &Customers,
    books: &mut Books,
    week: &mut Week<'_>,
    (index, row): (CellIx, usize),
    renewal: usize,
) {
    let within = week.within();
    let Week { week: t, cells, theta, keys, scratch, signals, ledger, .. } = week;
    let Books { cells: books, here, renews, gap, moved, .. } = books;
    let (arms, segment) = (gap.len(), cells[index].segment);
    let book = &mut books[index];
    if is_empty(book.cohort(row, arms)) {
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
    // A cohort's draws are told apart by the week in which it was won.
    let draws = Draws { stream: &lever.streams[index], keys, week: ((row as u64) << 20) | t.0 as u64 };
    let (stay, gone) = (&mut scratch.pass, &mut scratch.gone);
    split(book.cohort(row, arms), &ArmRates::by_arm(moved), draws, stay, gone);
    for (arm, here) in here[segment].iter_mut().enumerate() {
        for (lane, here) in here.iter_mut().enumerate() {
            let (were, stayed) = (people(book.cohort(row, arms), arm, lane), people(stay, arm, lane));
            if were == 0 {
                continue;
            }
            *here = here.saturating_sub(were - stayed);
            signals.tell(arm, lane, stayed, were - stayed);
            let value = &mut book.value[row * arms + arm][lane];
            // Computed in cents: a conversion to money and back would round twice.
            #[expect(clippy::cast_precision_loss, reason = "a rounding far below a cent in the sums that matter")]
            let kept = *value as f64 * f64::from(stayed) / f64::from(were) / 100.0;
            let (same, now) = (cents(kept), cents(kept * (1.0 + theta.values[lever.expansion][lane])));
            *value = now;
            if lever.counts {
                let row = &mut ledger.bookings[arm][*t][lane];
                *row = row.saturating_add(now);
            }
            if within && lane < ledger.lanes {
                let margin = lever.counts.then(|| theta.values[lever.margin][lane]);
                let renewed = Renewed { made: stayed, left: were - stayed, same, now, margin };
                renewed.record(ledger, ArmIx(arm), index);
            }
        }
    }
    book.cohort(row, arms).copy_from_slice(stay);
}

/// A cohort's renewals in one arm and lane.
struct Renewed {
    made: u32,
    left: u32,
    /// Cents, without and with expansion.
    same: i64,
    now: i64,
    /// The margin on renewals, where they are bookings.
    margin: Option<f64>,
}

impl Renewed {
    fn record(&self, out: &mut Outcome, arm: ArmIx, cell: CellIx) {
        let sales = &mut out.sales[arm][cell];
        sales.renewed += u64::from(self.made);
        sales.churned += u64::from(self.left);
        sales.renewals += i128::from(self.same);
        sales.expansion += i128::from(self.now) - i128::from(self.same);
        if let Some(margin) = self.margin {
            sales.gross += i128::from(cents(margin * money(self.now)));
        }
    }
}

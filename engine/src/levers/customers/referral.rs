//! Referrals: satisfied customers send inquiries.

use super::books::Books;
use super::terms::Customers;
use crate::funnel::channel::MOST_INQUIRIES;
use crate::inputs::logit::shifted;
use crate::inputs::theta::InputId;
use crate::levers::lever::Week;
use crate::people::origin::Origin;

/// Weeks in a quarter.
const QUARTER: f64 = 13.0;

/// This week's inquiries from customers of each segment.
pub(crate) fn refer(lever: &Customers, books: &mut Books, week: &mut Week<'_>) {
    let Week { cells, theta, keys, people, week, .. } = week;
    for (cell, state) in cells.iter().zip(people.iter_mut()).filter(|(cell, _)| cell.origin == Origin::Referral) {
        for (arm, sent) in books.sent.iter_mut().enumerate() {
            for (lane, mean) in sent.iter_mut().enumerate() {
                let value = |id: InputId| theta.values[id][lane];
                let gap = books.gap[arm][lane];
                let satisfied = if gap == 0.0 {
                    value(lever.satisfied)
                } else {
                    shifted(value(lever.satisfied), -value(lever.gap_effect) * gap)
                };
                let here = f64::from(books.here[cell.segment][arm][lane]);
                *mean = (here * satisfied * value(lever.referrals) / QUARTER).min(MOST_INQUIRIES);
            }
        }
        cell.arrivals.draw(&books.sent, keys, week.0, &mut state.stages[0].inflow);
    }
}

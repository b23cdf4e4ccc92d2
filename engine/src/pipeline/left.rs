//! What the last simulated week leaves unfinished.

use super::block::Block;
use super::model::Model;
use crate::ledger::left::Left;
use crate::people::index::ArmIx;

/// Counts what is unfinished after the last week in which people move.
pub(crate) fn count(model: &Model, block: &mut Block) {
    let Block { on_the_way, levers, demands, theta, outcome, .. } = block;
    let lanes = outcome.lanes;
    for (arm, left) in outcome.left.iter_mut().enumerate() {
        *left = Left::default();
        let calendars = on_the_way.calendars.iter().flatten().flatten();
        left.in_stages += calendars.map(|calendar| calendar.later(arm, lanes)).sum::<u64>();
        levers.left(&model.levers, ArmIx(arm), lanes, left);
        for (channel, demand) in model.channels.iter().zip(demands.iter()) {
            for lane in 0..lanes {
                let more = channel.still_to_come(model.people_weeks, theta, demand, arm, lane);
                left.inquiries = left.inquiries.saturating_add(thousandths(more));
            }
        }
    }
}

/// In whole thousandths, so that sums are exact in any order.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the cast cuts and saturates; not below 0")]
fn thousandths(x: f64) -> u64 {
    (x * 1000.0 + 0.5) as u64
}

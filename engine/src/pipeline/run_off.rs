//! How long a run goes on after the horizon.
//!
//! A run has to end: people move until all but a thousandth of the slowest are through and all but a thousandth of the
//! carry-over has come, or for as many weeks as the scenario allows. Whoever is still on the way then is counted.
//! Revenue from deals already won needs nobody to move, and is booked to its end.

use crate::funnel::cells::{Cell, CellStage};
use crate::funnel::channel::ChannelModel;
use crate::inputs::theta::Inputs;
use crate::levers::Levers;
use crate::scenario::{Scenario, Timing};

/// Weeks in which people move.
pub(crate) fn people_weeks(s: &Scenario, cells: &[Cell], channels: &[ChannelModel], inputs: &Inputs) -> usize {
    let horizon = s.frame.horizon_weeks as usize;
    let most = horizon + s.frame.run_off_weeks as usize;
    // A queue, a pool or a customer can outlast every delay; a lever that is not used cannot.
    if Levers::outlasts(s) {
        return most;
    }
    let slowest = |x: &CellStage| x.passing.law.law.cleared().max(x.leaving.law.law.cleared());
    let through = |stages: &[CellStage]| stages.iter().map(slowest).fold(0, usize::saturating_add);
    let still = |x: &CellStage| x.passing.law.law.residual_cleared().max(x.leaving.law.law.residual_cleared());
    let found = cells.iter().flat_map(|cell| {
        let waits = cell.open.iter().enumerate().filter(|(_, people)| **people > 0);
        waits.map(|(at, _)| still(&cell.stages[at]).saturating_add(through(&cell.stages[at + 1..])).saturating_add(1))
    });
    let slowest = cells.iter().map(|cell| through(&cell.stages)).max().unwrap_or(0);
    let lasts = channels.iter().map(|channel| channel.lasts(inputs)).max().unwrap_or(0);
    let newcomers = horizon.saturating_add(lasts).saturating_add(slowest);
    found.max().unwrap_or(0).max(newcomers).min(most)
}

/// Weeks over which revenue of the last deals is booked, after the week in which they are won.
pub(crate) fn booked_for(s: &Scenario) -> usize {
    match s.money.revenue_counts {
        Timing::WhenWon => 0,
        Timing::WhenRecognised => (s.money.recognised_over_weeks as usize).saturating_sub(1),
    }
}

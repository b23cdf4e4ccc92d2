//! People on their way through the funnel, in one batch.

use super::cells::{Cell, Wait};
use crate::people::batch::{BATCH, Batch};
use crate::people::calendar::Calendar;
use crate::people::layers::{Layers, empty};
use crate::people::split::Draws;

/// People of one cell on their way.
pub(crate) struct CellState {
    pub(crate) stages: Vec<StageState>,
    /// Deals drawn so far: of today's people, then of each plan's extra ones.
    pub(crate) deals: Vec<Batch<u32>>,
    /// This batch's deal size, by replicate.
    pub(crate) size: Batch<f64>,
}

/// People of one cell in one stage.
pub(crate) struct StageState {
    /// Coming in this week.
    pub(crate) inflow: Layers,
    /// `None` when nobody ever waits.
    pub(crate) passing: Option<Calendar>,
    pub(crate) leaving: Option<Calendar>,
}

/// Layers that live for one step only.
pub(crate) struct Scratch {
    pub(crate) pass: Layers,
    pub(crate) fail: Layers,
    pub(crate) again: Layers,
    pub(crate) gone: Layers,
    /// Of those gone, taken into nurture and lost.
    pub(crate) taken: Layers,
    pub(crate) lost: Layers,
    /// Cents that a week's deals of one cell are worth, by arm.
    pub(crate) value: Vec<Batch<i64>>,
}

impl Scratch {
    pub(crate) fn new(arms: usize) -> Self {
        let [pass, fail, again, gone, taken, lost] = std::array::from_fn(|_| empty(arms));
        Self { pass, fail, again, gone, taken, lost, value: vec![[0; BATCH]; arms] }
    }
}

impl CellState {
    pub(crate) fn new(cell: &Cell, weeks: usize, arms: usize) -> Self {
        let calendar =
            |wait: &Wait, found: bool| (wait.law.table.is_some() || found).then(|| Calendar::new(weeks, arms));
        Self {
            stages: (cell.stages.iter().zip(&cell.open))
                .map(|(stage, open)| StageState {
                    inflow: empty(arms),
                    passing: calendar(&stage.passing, *open > 0),
                    leaving: calendar(&stage.leaving, *open > 0),
                })
                .collect(),
            deals: vec![[0; BATCH]; arms],
            size: [0.0; BATCH],
        }
    }

    /// Begins a batch: nobody is there.
    pub(crate) fn clear(&mut self) {
        self.deals.fill([0; BATCH]);
        for stage in &mut self.stages {
            stage.inflow.fill([0; BATCH]);
            if let Some(calendar) = &mut stage.passing {
                calendar.clear();
            }
            if let Some(calendar) = &mut stage.leaving {
                calendar.clear();
            }
        }
    }
}

/// Sends people, if any, through a wait and returns those who come out this week; `None` where nobody can.
pub(crate) fn through<'a>(
    calendar: &'a mut Option<Calendar>,
    wait: &Wait,
    people: Option<&'a Layers>,
    draws: Draws<'_>,
    week: usize,
) -> Option<&'a [Batch<u32>]> {
    let Some(calendar) = calendar else { return people.map(Vec::as_slice) };
    match (&wait.law.table, people) {
        (_, None) => {}
        (Some(table), Some(people)) => calendar.send(people, table, draws, week),
        // Only people found at the start wait here; newcomers go straight through, with whoever of those is due.
        (None, Some(people)) => calendar.pass_by(week, people),
    }
    Some(calendar.week(week))
}

//! People on their way through the funnel, in one batch.

use super::cells::{Cell, CellStage, Wait};
use crate::people::batch::{BATCH, Batch};
use crate::people::calendar::Calendar;
use crate::people::index::{StageIx, WeekIx};
use crate::people::layers::{Layers, empty};

/// People of one cell on their way.
pub(crate) struct CellState {
    pub(crate) stages: Vec<StageState>,
    /// Deals drawn so far: of today's people, then of each plan's extra ones.
    pub(crate) deals: Vec<Batch<u32>>,
    /// This batch's deal size, by replicate.
    pub(crate) size: Batch<f64>,
}

/// One cell's people in one stage.
pub(crate) struct StageState {
    /// People who come in this week.
    pub(crate) inflow: Layers,
}

/// People of all cells who wait at a stage until they pass or leave it.
pub(crate) struct OnTheWay {
    /// `[stage]`: the calendars of those who will pass and of those who will leave; `None` where nobody ever waits.
    pub(crate) calendars: Vec<[Option<Calendar>; 2]>,
    /// At the stage being worked on, whose wait ends this week: of those who pass, and of those who leave.
    pub(crate) through: [Through; 2],
}

/// People whose wait at a stage ends this week.
pub(crate) struct Through {
    /// By cell; stale, from an earlier week, where [`Through::any`] says that there is nobody.
    pub(crate) people: Vec<Layers>,
    pub(crate) any: Vec<bool>,
}

impl OnTheWay {
    pub(crate) fn new(cells: &[Cell], stages: usize, weeks: usize, arms: usize) -> Self {
        let through = || Through { people: cells.iter().map(|_| empty(arms)).collect(), any: vec![false; cells.len()] };
        let calendar = |at: usize, wait: fn(&CellStage) -> &Wait| {
            let waits = |cell: &Cell| wait(&cell.stages[at]).law.table.is_some() || cell.open[at] > 0;
            cells.iter().any(waits).then(|| Calendar::new(weeks, cells.len(), arms))
        };
        let both = |at: usize| [calendar(at, |stage| &stage.passing), calendar(at, |stage| &stage.leaving)];
        Self { calendars: (0..stages).map(both).collect(), through: [through(), through()] }
    }

    /// Begins a batch: nobody is there.
    pub(crate) fn clear(&mut self) {
        self.calendars.iter_mut().flatten().flatten().for_each(Calendar::clear);
    }

    /// Begins a stage's week: nobody's wait has ended yet.
    pub(crate) fn begin(&mut self) {
        self.through.iter_mut().for_each(|through| through.any.fill(false));
    }

    /// Collects those who have waited until this week.
    pub(crate) fn arrive(&mut self, stage: StageIx, week: WeekIx) {
        for (calendar, through) in self.calendars[stage].iter_mut().zip(&mut self.through) {
            if let Some(calendar) = calendar {
                calendar.arrive(week.0, &mut through.people, &mut through.any);
            }
        }
    }
}

/// Layers that live for one step only.
pub(crate) struct Scratch {
    pub(crate) pass: Layers,
    pub(crate) fail: Layers,
    pub(crate) again: Layers,
    pub(crate) gone: Layers,
    /// Of those who leave: taken into nurture, and lost.
    pub(crate) taken: Layers,
    pub(crate) lost: Layers,
    /// Value of one cell's deals in a week, in cents by arm.
    pub(crate) value: Vec<Batch<i64>>,
}

impl Scratch {
    pub(crate) fn new(arms: usize) -> Self {
        let [pass, fail, again, gone, taken, lost] = std::array::from_fn(|_| empty(arms));
        Self { pass, fail, again, gone, taken, lost, value: vec![[0; BATCH]; arms] }
    }
}

impl CellState {
    pub(crate) fn new(cell: &Cell, arms: usize) -> Self {
        Self {
            stages: cell.stages.iter().map(|_| StageState { inflow: empty(arms) }).collect(),
            deals: vec![[0; BATCH]; arms],
            size: [0.0; BATCH],
        }
    }

    /// Begins a batch: nobody is there.
    pub(crate) fn clear(&mut self) {
        self.deals.fill([0; BATCH]);
        for stage in &mut self.stages {
            stage.inflow.fill([0; BATCH]);
        }
    }
}

//! What a lever is.
//!
//! Every method but two has an empty default, so a lever only says what it does. Each method is called for a whole
//! batch at once.

use super::signals::Signals;
use crate::funnel::cells::Cell;
use crate::funnel::effects::Effects;
use crate::funnel::moving::{LogitShift, MovingRates};
use crate::funnel::state::{CellState, Scratch};
use crate::inputs::lookup::Lookup;
use crate::inputs::theta::{InputId, Theta};
use crate::ledger::costs::Allotted;
use crate::ledger::left::Left;
use crate::ledger::metric::WeeklyMetric;
use crate::ledger::outcome::Outcome;
use crate::people::batch::Batch;
use crate::people::index::{ArmIx, CellIx, StageIx, WeekIx};
use crate::sample::Key;
use crate::scenario::{Scenario, Segment, Stage};

/// A lever prepared for a run: its settings in every arm, and the inputs that say what they do.
pub(crate) trait Lever: Sized {
    /// What it remembers during one batch; `()` if nothing.
    type State;

    // From the scenario alone.

    /// Changes when money is spent on a channel, `[arm][week]`.
    fn spend(_: &Scenario, _: &mut [Vec<f64>]) {}

    /// How strongly a stage moves, for a segment, with what this lever adds to [`LogitShift::relevant`].
    fn relevance(_: &Scenario, _: &Stage, _: &Segment) -> f64 {
        1.0
    }

    /// Whether it can keep people longer than any delay, so that a run must go on for as long as it may.
    fn outlasts(_: &Scenario) -> bool {
        false
    }

    // Once per model.

    /// Prepares it, and adds to `effects` what plans do with it to the rates of stages; `None` while it is off.
    fn prepare(at: &Prepare<'_>, effects: &mut Effects<'_>) -> Option<Self>;

    /// What it measures every week.
    fn gauges(&self) -> Vec<WeeklyMetric> {
        Vec::new()
    }

    /// Whether it moves a stage's rate from week to week, through [`Lever::shift`].
    fn moves(&self, _: StageIx) -> bool {
        false
    }

    /// Whether it wants to see a stage every week, through [`Lever::observe`].
    fn watches(&self, _: StageIx) -> bool {
        false
    }

    /// Its weekly costs in an arm whoever comes, each with how it is allotted to those who do.
    fn costs(&self, _: ArmIx) -> Vec<(Allotted, f64)> {
        Vec::new()
    }

    // Once per batch.

    /// Working memory for the given number of arms.
    fn state(&self, arms: usize) -> Self::State;

    /// Begins a batch.
    fn start(&self, _: &mut Self::State, _: &mut Start<'_>) {}

    /// Changes the hours that one person takes at a stage in an arm.
    fn hours(&self, _: (StageIx, ArmIx), _: &Theta, _: &mut Batch<f64>) {}

    /// Counts who is still with it after the last week, in one arm.
    fn left(&self, _: &Self::State, _: ArmIx, _: usize, _: &mut Left) {}

    // Every week.

    /// Begins a week: inquiries have come in, nobody has moved.
    fn begin(&self, _: &mut Self::State, _: &mut Week<'_>) {}

    /// Moves the rate of a stage that it [moves](Lever::moves), this week.
    fn shift(&self, _: &mut Self::State, _: StageIx, _: &Theta, _: &Signals, _: &mut LogitShift) {}

    /// Sees a stage that it [watches](Lever::watches), before the stage's people move.
    fn observe(&self, _: &Self::State, _: &Watched<'_>, _: &mut Outcome) {}

    /// Hears that something happened to people.
    fn heard(&self, _: &mut Self::State, _: &Event<'_>, _: &mut Signals) {}

    /// Ends a week: everybody has moved.
    fn end(&self, _: &mut Self::State, _: &mut Week<'_>) {}
}

/// What a lever is prepared from.
pub(crate) struct Prepare<'a> {
    pub(crate) scenario: &'a Scenario,
    pub(crate) lookup: &'a Lookup<'a>,
    pub(crate) cells: &'a [Cell],
    /// Spend on all channels, `[arm][week]`.
    pub(crate) spend_by_week: &'a [Vec<f64>],
    /// Weeks in which people move.
    pub(crate) people_weeks: usize,
}

impl Prepare<'_> {
    /// The input at the given JSON path below `levers`.
    pub(crate) fn input(&self, path: &str) -> InputId {
        self.lookup.input(&format!("levers.{path}"))
    }

    /// The last stage, by its id.
    pub(crate) fn last_stage(&self) -> Option<&str> {
        self.scenario.stages.last().map(|stage| stage.id.as_str())
    }
}

/// A batch that is beginning.
pub(crate) struct Start<'a> {
    pub(crate) cells: &'a [Cell],
    pub(crate) theta: &'a Theta,
    pub(crate) signals: &'a mut Signals,
    pub(crate) ledger: &'a mut Outcome,
}

/// A week that is beginning or ending.
pub(crate) struct Week<'a> {
    pub(crate) week: WeekIx,
    /// Weeks in which money is spent and results count.
    pub(crate) horizon: usize,
    pub(crate) cells: &'a [Cell],
    pub(crate) theta: &'a Theta,
    /// The replicates' keys.
    pub(crate) keys: &'a Batch<Key>,
    /// People on their way, by cell.
    pub(crate) people: &'a mut [CellState],
    pub(crate) scratch: &'a mut Scratch,
    pub(crate) signals: &'a mut Signals,
    pub(crate) ledger: &'a mut Outcome,
}

impl Week<'_> {
    /// Whether results still count.
    pub(crate) fn within(&self) -> bool {
        self.week.0 < self.horizon
    }
}

/// One week at a stage: who came in, and the rates at which they pass.
pub(crate) struct Watched<'a> {
    pub(crate) stage: StageIx,
    pub(crate) week: WeekIx,
    pub(crate) cells: &'a [Cell],
    pub(crate) people: &'a [CellState],
    pub(crate) rates: &'a MovingRates,
}

/// Something that happened to people this week.
pub(crate) enum Event<'a> {
    /// They bought, for this many cents by arm.
    Won { cell: CellIx, week: WeekIx, people: &'a [Batch<u32>], value: &'a [Batch<i64>] },
    /// A stage lost them.
    Lost { stage: StageIx, people: &'a [Batch<u32>] },
    /// They waited in a team's queue until they lost interest.
    Stale { stage: StageIx, people: &'a [Batch<u32>] },
}

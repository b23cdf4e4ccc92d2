//! Teams: who does the work. Hours a week, queues, and what waiting does.
//!
//! Within a queue who came first is served first ([`queue`]). In a week in which nobody waited and there is time for
//! everyone who came, nothing is drawn.

mod hours;
mod queue;
mod staff;

use super::lever::{Event, Lever, Prepare, Start, Week};
use super::signals::Signals;
use crate::funnel::cells::Cell;
use crate::funnel::effects::Effects;
use crate::funnel::state::CellState;
use crate::ledger::costs::Allotted;
use crate::ledger::left::Left;
use crate::ledger::metric::WeeklyMetric;
use crate::ledger::money::cents;
use crate::ledger::outcome::Outcome;
use crate::people::batch::{BATCH, Batch};
use crate::people::index::{ArmIx, CellIx, StageIx, TeamIx, WeekIx};
use crate::people::layers::{Lanes, Layers, add_people, empty, is_empty, total};
use crate::people::pick::Pick;
use crate::people::split::{Draws, parts};
use crate::people::streams::Purpose;
use crate::sample::Key;
use crate::scenario::Scenario;
use hours::Hours;
use queue::Queue;
use staff::Staff;

/// All teams made ready.
pub(crate) struct Teams {
    /// Weeks in which results count.
    horizon: usize,
    staff: Staff,
    /// `[stage]`: the cells with their draws of who is served. In the order of their ids: who is picked from a queue
    /// depends on an order, and the scenario's shall change nothing.
    serve: Vec<Vec<(CellIx, [Key; 4])>>,
    /// `[stage][cell]`: draws of who goes stale.
    stale: Vec<Vec<[Key; 4]>>,
}

/// The work of one batch.
pub(crate) struct Work {
    hours: Hours,
    /// By stage: who waits.
    pub(crate) queues: Vec<Queue>,
    pick: Pick,
    /// By arm: who arrived at the stage at hand, and who of one week is served.
    arrived: Vec<Batch<u32>>,
    part: Vec<Batch<u32>>,
    some: Layers,
}

impl Lever for Teams {
    type State = Work;

    fn outlasts(s: &Scenario) -> bool {
        s.stages.iter().any(|x| x.work.is_some())
    }

    fn prepare(at: &Prepare<'_>, _: &mut Effects<'_>) -> Option<Self> {
        let s = at.scenario;
        let staff = Staff::new(s, at.lookup);
        if staff.teams.is_empty() {
            return None;
        }
        let order = by_id(s, at.cells);
        let stream = |cell: CellIx, purpose, stage: &str| parts(at.cells[cell].stream(purpose, Some(stage)));
        let serve = |id: &str| order.iter().map(|cell| (*cell, stream(*cell, Purpose::Serve, id))).collect();
        let stale = |id: &str| CellIx::first(at.cells.len()).map(|cell| stream(cell, Purpose::Stale, id)).collect();
        Some(Self {
            horizon: s.frame.horizon_weeks as usize,
            staff,
            serve: s.stages.iter().map(|stage| serve(&stage.id)).collect(),
            stale: s.stages.iter().map(|stage| stale(&stage.id)).collect(),
        })
    }

    fn gauges(&self) -> Vec<WeeklyMetric> {
        let of =
            |team| [WeeklyMetric::Utilisation { team }, WeeklyMetric::Waiting { team }, WeeklyMetric::Stale { team }];
        (0..self.staff.teams.len()).flat_map(of).collect()
    }

    fn costs(&self, arm: ArmIx) -> Vec<(Allotted, f64)> {
        let stages = |team| self.staff.stages(team).map(|stage| stage.0).collect();
        let teams = TeamIx::first(self.staff.teams.len());
        teams.map(|team| (Allotted::Hours(stages(team)), self.staff.teams[team].cost(arm))).collect()
    }

    fn state(&self, arms: usize) -> Work {
        let counts = || vec![[0; BATCH]; arms];
        Work {
            hours: Hours::new(&self.staff, arms),
            queues: self.staff.works.iter().map(|_| Queue::new()).collect(),
            pick: Pick::new(arms),
            arrived: counts(),
            part: counts(),
            some: empty(arms),
        }
    }

    fn start(&self, state: &mut Work, start: &mut Start<'_>) {
        state.queues.iter_mut().for_each(Queue::clear);
        state.hours.start(&self.staff, start.theta);
    }

    fn left(&self, state: &Work, arm: ArmIx, lanes: usize, into: &mut Left) {
        into.in_stages += state.queues.iter().map(|queue| queue.waiting(arm.0, lanes)).sum::<u64>();
    }

    fn begin(&self, state: &mut Work, week: &mut Week<'_>) {
        state.hours.begin(&self.staff, week.week);
    }

    fn heard(&self, state: &mut Work, event: &Event<'_>, _: &mut Signals) {
        if let Event::Stale { stage, people } = event
            && let Some(work) = &self.staff.works[*stage]
        {
            state.hours.went_stale(work.team, people);
        }
    }

    /// What the teams cost, how busy they were.
    fn end(&self, state: &mut Work, week: &mut Week<'_>) {
        let hours = &state.hours;
        for (team, model) in TeamIx::first(self.staff.teams.len()).zip(&self.staff.teams) {
            for arm in ArmIx::first(state.arrived.len()) {
                let worked = hours.worked(&self.staff, team, arm, week.week);
                self.measure(hours, (team, arm), &worked, week);
                let costs = if week.within() {
                    [cents(model.cost(arm)); BATCH]
                } else {
                    worked.map(|hours| cents(hours * model.cost_per_hour(arm)))
                };
                week.ledger.spend(arm.0, week.week.0, &costs);
            }
        }
        state.hours.end(&self.staff, week.week);
    }
}

impl Teams {
    /// Whether a team works a stage.
    pub(crate) fn works(&self, stage: StageIx) -> bool {
        self.staff.works[stage].is_some()
    }

    /// Sets the hours that one person takes in a batch; `change` is what levers do to them.
    pub(crate) fn set_hours(&self, state: &mut Work, change: impl Fn((StageIx, ArmIx), &mut Batch<f64>)) {
        for stage in StageIx::first(self.staff.works.len()).filter(|stage| self.works(*stage)) {
            for (arm, hours) in (0..).map(ArmIx).zip(&mut state.hours.each[stage]) {
                change((stage, arm), hours);
                hours.iter_mut().for_each(|hours| *hours = hours.max(1e-6));
            }
        }
    }

    /// Weeks until a newcomer to a stage is served.
    pub(crate) fn wait(&self, state: &Work, stage: StageIx, week: WeekIx, signals: &mut Signals) {
        if let Some(work) = &self.staff.works[stage] {
            state.hours.wait(&self.staff, (stage, work.team), week, &mut signals.wait);
        }
    }

    /// Lets this week's arrivals join the queue of a stage; whoever is served is the stage's inflow after this. Whether
    /// anybody has to wait.
    #[inline(never)]
    pub(crate) fn serve(
        &self,
        state: &mut Work,
        (stage, week): (StageIx, WeekIx),
        cells: &mut [CellState],
        keys: &Batch<Key>,
    ) -> bool {
        let Some(work) = &self.staff.works[stage] else { return false };
        let Work { hours, queues, pick, arrived, part, some } = state;
        total(cells.iter().map(|cell| cell.stages[stage].inflow.as_slice()), arrived);
        hours.arrive(stage, work.team, arrived);
        let (queue, served) = (&mut queues[stage], &mut hours.served[stage]);
        // Most weeks of most teams: nobody waited, and there is time for everyone who came.
        if queue.is_empty() && served == arrived {
            return false;
        }
        queue.join(stage, week.0, cells, arrived);
        queue.serve((stage, week), served, cells, (&self.serve[stage], keys), pick, (part, some));
        true
    }

    /// Some of a cell's people who still wait go stale; whether any did.
    #[inline(never)]
    pub(crate) fn stale(
        &self,
        state: &mut Work,
        (cell, stage, week): (CellIx, StageIx, WeekIx),
        keys: &Batch<Key>,
        [waiting, gone]: [&mut Layers; 2],
    ) -> bool {
        let rates = &state.hours.stale[stage];
        if rates.iter().all(|rate| rate.p() == 0.0) {
            return false;
        }
        let draws = Draws { stream: &self.stale[stage][cell.0], keys, week: week.0 as u64 };
        state.queues[stage].stale(cell, rates, draws, waiting, gone)
    }

    /// Ends the serving of a stage: who still waits, and the hours worked for those served.
    #[inline(never)]
    pub(crate) fn served(
        &self,
        state: &mut Work,
        (stage, week): (StageIx, WeekIx),
        cells: &[CellState],
        out: &mut Outcome,
    ) {
        state.queues[stage].end(&mut state.hours.waiting[stage]);
        if week.0 >= self.horizon {
            return;
        }
        for (cell, served) in cells.iter().enumerate() {
            let served = &served.stages[stage].inflow;
            if is_empty(served) {
                continue;
            }
            for arm in 0..state.arrived.len() {
                let mut here = [0; BATCH];
                add_people(&mut here, served, arm);
                let hours = |lane: usize| f64::from(here[lane]) * state.hours.each[stage][arm][lane];
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "hours are few, and not negative"
                )]
                let sum: u64 = Lanes::of(&here)
                    .take_while(|lane| *lane < out.lanes)
                    .map(|lane| (hours(lane) * 1_000.0 + 0.5) as u64)
                    .sum();
                out.flows[arm][cell][stage].hours += sum;
            }
        }
    }

    /// Writes down a team's week.
    fn measure(&self, hours: &Hours, (team, arm): (TeamIx, ArmIx), worked: &Batch<f64>, week: &mut Week<'_>) {
        let (at, name) = (week.week, team.0);
        if let Some(weeks) = week.ledger.weekly(arm.0, WeeklyMetric::Utilisation { team: name }) {
            let capacity = self.staff.teams[team].capacity(arm, at);
            weeks[at] = worked.map(|worked| worked / capacity);
        }
        if let Some(weeks) = week.ledger.weekly(arm.0, WeeklyMetric::Waiting { team: name }) {
            let mut waiting = [0_u32; BATCH];
            for stage in self.staff.stages(team) {
                waiting.iter_mut().zip(&hours.waiting[stage][arm]).for_each(|(sum, n)| *sum += n);
            }
            weeks[at] = waiting.map(f64::from);
        }
        if let Some(weeks) = week.ledger.weekly(arm.0, WeeklyMetric::Stale { team: name }) {
            weeks[at] = hours.gone[team][arm];
        }
    }
}

/// The cells in the order of their ids.
fn by_id(s: &Scenario, cells: &[Cell]) -> Vec<CellIx> {
    let id = |cell: &Cell| {
        let channel = cell.channel.map_or("", |c| s.channels[c].id.as_str());
        (channel, s.segments.get(cell.segment).map_or("", |x| x.id.as_str()), cell.origin)
    };
    let mut order: Vec<CellIx> = CellIx::first(cells.len()).collect();
    order.sort_by_key(|cell| id(&cells[*cell]));
    order
}

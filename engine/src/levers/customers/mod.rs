//! Customers: who renews, what that is worth, whom they refer, and whether they get what they were promised.

mod books;
mod referral;
mod refund;
mod renewal;
mod terms;

use super::lever::{Event, Lever, Prepare, Start, Week};
use super::signals::Signals;
use crate::funnel::effects::{Effects, Shift};
use crate::inputs::settings::changed;
use crate::ledger::left::Left;
use crate::people::batch::BATCH;
use crate::people::index::{ArmIx, CellIx};
use crate::scenario::{Scenario, Value};
use books::Books;
pub(crate) use terms::Customers;

impl Lever for Customers {
    type State = Books;

    /// Whether customers bring in or cost money long after they were won: by renewals or refunds.
    fn outlasts(s: &Scenario) -> bool {
        s.levers.customers.as_ref().is_some_and(|x| x.renewal_weeks > 0 || x.refunds.value != Value::Fixed(0.0))
    }

    /// A higher promise wins more deals at the last stage, besides its effect on those who were promised it.
    fn prepare(at: &Prepare<'_>, effects: &mut Effects<'_>) -> Option<Self> {
        let lever = at.scenario.levers.customers.as_ref()?;
        let wins = at.input("customers.promise_wins");
        for (plan, promise) in changed(at.scenario, "customers/promise", lever.promise) {
            if let Some(last) = at.last_stage() {
                effects.term(plan, last, Shift { per: wins, by: promise - lever.promise });
            }
        }
        Self::new(at)
    }

    fn state(&self, arms: usize) -> Books {
        Books::new(self, arms)
    }

    fn start(&self, state: &mut Books, start: &mut Start<'_>) {
        state.start(self, start.cells, start.theta, start.ledger.lanes);
        start.signals.gap.resize(state.gap.len(), [0.0; BATCH]);
    }

    /// Customers count only where they can renew; otherwise they bring nothing more.
    fn left(&self, state: &Books, arm: ArmIx, lanes: usize, into: &mut Left) {
        let here = state.here.iter().filter(|_| self.renew).map(|arms| &arms[arm]);
        into.customers += here.flat_map(|here| &here[..lanes]).map(|n| u64::from(*n)).sum::<u64>();
    }

    /// Renewals fall due, and customers refer others.
    fn begin(&self, state: &mut Books, week: &mut Week<'_>) {
        state.gaps(self);
        for (signal, gap) in week.signals.gap.iter_mut().zip(&state.gap) {
            *signal = std::array::from_fn(|lane| week.theta.values[self.gap_effect][lane] * gap[lane]);
        }
        for cell in CellIx::first(week.cells.len()) {
            for made in (1..).take_while(|_| self.renew) {
                let Some(row) = (week.week.0 + self.period).checked_sub(made * self.period) else { break };
                let before = if row < self.period { self.renewals_before } else { 0 };
                renewal::renew(self, state, week, (cell, row), before + made - 1);
            }
            refund::refund(self, state, week, cell);
        }
        if week.within() {
            referral::refer(self, state, week);
        }
    }

    fn heard(&self, state: &mut Books, event: &Event<'_>, _: &mut Signals) {
        if let Event::Won { cell, week, people, value } = event {
            state.join(self, (*cell, self.segment_of[*cell], *week), people, value);
        }
    }
}

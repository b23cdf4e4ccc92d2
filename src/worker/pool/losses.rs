//! Workers that break or fall silent.

use super::super::slot::Slot;
use super::super::{PoolEvent, errands};
use super::{COLLECTOR, State};
use crate::timing::now;

/// Workers that a run, or one study, may lose before it is given up.
pub(in crate::worker) const MOST_LOST: u32 = 5;
/// What is then said.
pub(in crate::worker) const GIVEN_UP: &str = "The simulation broke down several times and was given up.";

impl State {
    /// Checks on workers that say nothing.
    pub(super) fn look(&mut self) -> Option<PoolEvent> {
        let now = now();
        let silent = self.slots.iter().position(|slot| slot.watch.is_overdue(now))?;
        self.lose(silent)
    }

    /// A worker broke, or is silent: another takes its slot and its work.
    pub(super) fn lose(&mut self, at: usize) -> Option<PoolEvent> {
        let (had_started, given) = {
            let slot = self.slots.get_mut(at)?;
            (slot.ready, std::mem::take(&mut slot.given))
        };
        if had_started {
            let successor = self.slot();
            *self.slots.get_mut(at)? = successor;
        } else if let Some(slot) = self.slots.get_mut(at) {
            // What could not start once will not start the next time.
            slot.worker = None;
            slot.watch.done();
        }
        let run = self.job.as_ref().map(|job| job.run);
        let (given, others): (Vec<_>, Vec<_>) = given.into_iter().partition(|(of, _)| Some(*of) == run);
        others.into_iter().for_each(|(run, chunk)| errands::give_back(run, chunk, true));
        if let Some(job) = &mut self.job {
            job.lost += 1;
            if job.lost > MOST_LOST {
                let run = job.run;
                self.job = None;
                return Some(PoolEvent::Failed { run, message: GIVEN_UP.to_owned() });
            }
            given.into_iter().for_each(|(_, chunk)| job.schedule.give_back(chunk));
            if at == COLLECTOR {
                // The parts it held are gone with it.
                job.schedule = job.schedule.anew();
                job.held.clear();
                self.begin();
            }
        }
        self.feed();
        self.check_able()
    }

    /// Reports it when no run can finish with the workers there are.
    pub(super) fn check_able(&mut self) -> Option<PoolEvent> {
        let alive = |slot: &Slot| slot.worker.is_some();
        let collector = self.slots.get(COLLECTOR).is_some_and(alive);
        (!collector || !self.slots.iter().skip(1).any(alive)).then_some(PoolEvent::Unable)
    }
}

//! Workers that break or fall silent.

use super::super::schedule::Schedule;
use super::super::seat::Seat;
use super::super::{Told, errands};
use super::{COLLECTOR, State};
use crate::timing::now;

/// Workers that one run may lose before it is given up.
const MOST_LOST: u32 = 5;

impl State {
    /// Looks after workers that say nothing.
    pub(super) fn look(&mut self) -> Option<Told> {
        let now = now();
        let silent = self.seats.iter().position(|seat| seat.watch.is_overdue(now))?;
        self.lose(silent)
    }

    /// A worker broke, or is silent: another takes its seat and its work.
    pub(super) fn lose(&mut self, at: usize) -> Option<Told> {
        let (had_started, given) = {
            let seat = self.seats.get_mut(at)?;
            (seat.ready, std::mem::take(&mut seat.given))
        };
        if had_started {
            let successor = self.seat();
            *self.seats.get_mut(at)? = successor;
        } else if let Some(seat) = self.seats.get_mut(at) {
            // What cannot start once will not start the next time.
            seat.worker = None;
            seat.watch.done();
        }
        let run = self.job.as_ref().map(|job| job.run);
        let (given, others): (Vec<_>, Vec<_>) = given.into_iter().partition(|(of, _)| Some(*of) == run);
        others.into_iter().for_each(|(run, chunk)| errands::give_back(run, chunk, true));
        if let Some(job) = &mut self.job {
            job.lost += 1;
            if job.lost > MOST_LOST {
                let run = job.run;
                self.job = None;
                let message = "The simulation broke down several times and was given up.".to_owned();
                return Some(Told::Failed { run, message });
            }
            given.into_iter().for_each(|(_, chunk)| job.schedule.give_back(chunk));
            if at == COLLECTOR {
                // What it had is gone with it.
                job.schedule = Schedule::new(job.goal);
                job.held.clear();
                self.begin();
            }
        }
        self.feed();
        self.check_able()
    }

    /// Says so when no run can come to an end with the workers there are.
    pub(super) fn check_able(&mut self) -> Option<Told> {
        let alive = |seat: &Seat| seat.worker.is_some();
        let collector = self.seats.get(COLLECTOR).is_some_and(alive);
        (!collector || !self.seats.iter().skip(1).any(alive)).then_some(Told::Unable)
    }
}

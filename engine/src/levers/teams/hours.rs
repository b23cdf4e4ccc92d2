//! Hours of a week, and what they suffice for.
//!
//! A team's hours of a week go first to those who waited already, nearest to the deal first, then to this week's
//! arrivals as they come. Hours that do not suffice for one more person are lost: less than one person a week and stage.

use super::staff::Staff;
use crate::inputs::theta::Theta;
use crate::people::batch::{BATCH, Batch, ByArm};
use crate::people::index::{ArmIx, StageIx, TeamIx, WeekIx};
use crate::people::layers::{Lanes, add_people};
use crate::sample::binomial::Rate;

/// The hours of one batch.
pub(crate) struct Hours {
    /// `[team][arm]`: hours not yet spoken for this week.
    left: Vec<ByArm>,
    /// `[team][arm]`: hours asked for by this week's arrivals.
    asked: Vec<ByArm>,
    /// `[team][arm]`: hours asked for last week, over capacity.
    busy: Vec<ByArm>,
    /// `[stage][arm]`: hours for one person.
    pub(crate) each: Vec<ByArm>,
    /// `[stage]`: chance to go stale in a week.
    pub(crate) stale: Vec<Batch<Rate>>,
    /// `[stage][arm]`: people who waited already and are served this week; then all who are.
    pub(crate) served: Vec<Vec<Batch<u32>>>,
    /// `[stage][arm]`: people who waited when the week began.
    pub(crate) waiting: Vec<Vec<Batch<u32>>>,
    /// `[team][arm]`: people who went stale in the team's queues this week.
    pub(crate) gone: Vec<ByArm>,
}

impl Hours {
    pub(crate) fn new(staff: &Staff, arms: usize) -> Self {
        let (stages, teams) = (staff.works.len(), staff.teams.len());
        let hours = |n: usize| vec![vec![[0.0; BATCH]; arms]; n];
        let counts = || vec![vec![[0; BATCH]; arms]; stages];
        Self {
            left: hours(teams),
            asked: hours(teams),
            busy: hours(teams),
            each: hours(stages),
            stale: vec![[Rate::new(0.0); BATCH]; stages],
            served: counts(),
            waiting: counts(),
            gone: hours(teams),
        }
    }

    /// Begins a batch, with the hours for one person as they are today.
    pub(crate) fn start(&mut self, staff: &Staff, theta: &Theta) {
        for busy in self.busy.iter_mut().flatten() {
            busy.fill(0.0);
        }
        for waiting in self.waiting.iter_mut().flatten() {
            waiting.fill(0);
        }
        for (s, work) in staff.works.iter().enumerate() {
            let Some(work) = work else { continue };
            self.stale[s] = theta.values[work.stale].map(Rate::new);
            self.each[s].fill(theta.values[work.hours]);
        }
    }

    /// Begins a week: hours for those who waited already, nearest to the deal first.
    pub(crate) fn begin(&mut self, staff: &Staff, week: WeekIx) {
        for (i, team) in staff.teams.iter().enumerate() {
            for arm in ArmIx::first(self.left[i].len()) {
                self.left[i][arm].fill(team.capacity(arm, week));
                self.asked[i][arm].fill(0.0);
                self.gone[i][arm].fill(0.0);
            }
        }
        for (s, work) in staff.works.iter().enumerate().rev() {
            let Some(work) = work else { continue };
            for arm in ArmIx::first(self.served[s].len()) {
                let (left, each) = (&mut self.left[work.team][arm], &self.each[s][arm]);
                let waiting = self.waiting[s][arm].iter().zip(left).zip(each);
                for (served, ((waiting, left), each)) in self.served[s][arm].iter_mut().zip(waiting) {
                    *served = if *waiting == 0 { 0 } else { spend(left, *each, *waiting) };
                }
            }
        }
    }

    /// This week's arrivals at a stage join those who waited: how many are served in all.
    pub(crate) fn arrive(&mut self, stage: StageIx, team: TeamIx, arrived: &[Batch<u32>]) {
        for (arm, lanes) in arrived.iter().enumerate() {
            let arm = ArmIx(arm);
            let (left, each) = (&mut self.left[team][arm], &self.each[stage][arm]);
            let (asked, served) = (&mut self.asked[team][arm], &mut self.served[stage][arm]);
            for lane in Lanes::of(lanes) {
                let (people, each) = (lanes[lane], each[lane]);
                asked[lane] += f64::from(people) * each;
                served[lane] += spend(&mut left[lane], each, people);
            }
        }
    }

    /// Weeks until somebody who arrives at a stage is served: for a free colleague, and for those who came before.
    pub(crate) fn wait(&self, staff: &Staff, (stage, team): (StageIx, TeamIx), week: WeekIx, into: &mut ByArm) {
        let model = &staff.teams[team];
        for (arm, into) in into.iter_mut().enumerate() {
            let arm = ArmIx(arm);
            let (capacity, free) = (model.capacity(arm, week), model.wait(arm, week));
            let (each, busy, waiting) = (&self.each[stage][arm], &self.busy[team][arm], &self.waiting[stage][arm]);
            for lane in 0..BATCH {
                into[lane] = free(busy[lane], each[lane]) + f64::from(waiting[lane]) * each[lane] / capacity;
            }
        }
    }

    /// Hours worked this week by a team.
    pub(crate) fn worked(&self, staff: &Staff, team: TeamIx, arm: ArmIx, week: WeekIx) -> Batch<f64> {
        let capacity = staff.teams[team].capacity(arm, week);
        self.left[team][arm].map(|left| capacity - left)
    }

    /// Counts people who went stale waiting for a team this week.
    pub(crate) fn went_stale(&mut self, team: TeamIx, who: &[Batch<u32>]) {
        for (arm, gone) in self.gone[team].iter_mut().enumerate() {
            let mut people = [0; BATCH];
            add_people(&mut people, who, arm);
            gone.iter_mut().zip(people).for_each(|(sum, n)| *sum += f64::from(n));
        }
    }

    /// Ends a week: how busy it was.
    pub(crate) fn end(&mut self, staff: &Staff, week: WeekIx) {
        for (i, team) in staff.teams.iter().enumerate() {
            for arm in ArmIx::first(self.busy[i].len()) {
                let capacity = team.capacity(arm, week);
                for lane in 0..BATCH {
                    self.busy[i][arm][lane] = self.asked[i][arm][lane] / capacity;
                }
            }
        }
    }
}

/// Takes from the hours `left` what as many of `people` need as there are hours for, at `each` hours.
#[inline]
fn spend(left: &mut f64, each: f64, people: u32) -> u32 {
    let enough = *left / each;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below `people`, and not negative")]
    let served = if enough >= f64::from(people) { people } else { enough.max(0.0) as u32 };
    let rest = *left - f64::from(served) * each;
    // For a browser `f64::max` is a call.
    *left = if rest > 0.0 { rest } else { 0.0 };
    served
}

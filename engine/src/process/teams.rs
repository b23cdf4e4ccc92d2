//! Who does the work: hours a week, queues, and what waiting does.
//!
//! A team's hours of a week go first to those who waited already, nearest to the deal first, then to this week's
//! arrivals as they come. Within a queue who came first is served first ([`queue`](super::queue)). Hours that do not
//! suffice for one more person are lost: less than one person a week and stage.

use super::effects::slower;
use super::layers::{add_people, people};
use super::model::Model;
use super::staff::SlowAnswer;
use super::theta::Theta;
use super::{LANES, Lane};
use crate::sample::binomial::Rate;

/// Minutes in a week.
const WEEK: f64 = 7.0 * 24.0 * 60.0;

/// The teams in one block.
pub(super) struct Teams {
    /// `[team][arm]`: hours not yet spoken for this week.
    left: Vec<Vec<Lane<f64>>>,
    /// `[team][arm]`: hours asked for by this week's arrivals.
    asked: Vec<Vec<Lane<f64>>>,
    /// `[team][arm]`: hours asked for last week, over capacity.
    busy: Vec<Vec<Lane<f64>>>,
    /// `[stage][arm]`: hours for one person.
    hours: Vec<Vec<Lane<f64>>>,
    /// `[stage]`: chance to go stale in a week.
    pub(super) stale: Vec<Lane<Rate>>,
    /// `[stage][arm]`: people who waited already and are served this week; then all who are.
    take: Vec<Vec<Lane<u32>>>,
    /// `[stage][arm]`: people who waited when the week began.
    waiting: Vec<Vec<Lane<u32>>>,
    /// `[team][arm]`: people who went stale in the team's queues this week.
    pub(super) gone: Vec<Vec<Lane<f64>>>,
    /// `[arm]`: minutes to the first answer this week.
    pub(super) minutes: Vec<Lane<f64>>,
}

impl Teams {
    pub(super) fn new(model: &Model) -> Self {
        let (arms, stages, teams) = (model.arms(), model.works.len(), model.teams.len());
        let hours = |n: usize| vec![vec![[0.0; LANES]; arms]; n];
        let counts = || vec![vec![[0; LANES]; arms]; if teams > 0 { stages } else { 0 }];
        Self {
            left: hours(teams),
            asked: hours(teams),
            busy: hours(teams),
            hours: hours(if teams > 0 { stages } else { 0 }),
            stale: vec![[Rate::new(0.0); LANES]; if teams > 0 { stages } else { 0 }],
            take: counts(),
            waiting: counts(),
            gone: hours(teams),
            minutes: vec![[0.0; LANES]; arms],
        }
    }

    /// Begins a block.
    pub(super) fn start(&mut self, model: &Model, theta: &Theta) {
        for busy in self.busy.iter_mut().flatten() {
            busy.fill(0.0);
        }
        for waiting in self.waiting.iter_mut().flatten() {
            waiting.fill(0);
        }
        for (s, work) in model.works.iter().enumerate() {
            let Some(work) = work else { continue };
            self.stale[s] = theta.values[work.stale].map(Rate::new);
            for (arm, hours) in self.hours[s].iter_mut().enumerate() {
                *hours = std::array::from_fn(|lane| work.hours(arm, theta, lane).max(1e-6));
            }
        }
    }

    /// Begins a week: hours for those who waited already, nearest to the deal first.
    pub(super) fn begin(&mut self, model: &Model, t: usize) {
        for (i, team) in model.teams.iter().enumerate() {
            for arm in 0..model.arms() {
                self.left[i][arm].fill(team.capacity(arm, t));
                self.asked[i][arm].fill(0.0);
                self.gone[i][arm].fill(0.0);
            }
        }
        for (s, work) in model.works.iter().enumerate().rev() {
            let Some(work) = work else { continue };
            for arm in 0..model.arms() {
                for lane in 0..LANES {
                    let waiting = self.waiting[s][arm][lane];
                    self.take[s][arm][lane] =
                        if waiting == 0 { 0 } else { self.spend(s, work.team, arm, lane, waiting) };
                }
            }
        }
    }

    /// Takes hours for as many of `people` as there are hours for.
    fn spend(&mut self, s: usize, team: usize, arm: usize, lane: usize, people: u32) -> u32 {
        let (left, each) = (&mut self.left[team][arm][lane], self.hours[s][arm][lane]);
        let enough = *left / each;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below `people`, and not negative")]
        let served = if enough >= f64::from(people) { people } else { enough.max(0.0) as u32 };
        *left = (*left - f64::from(served) * each).max(0.0);
        served
    }

    /// This week's arrivals at a stage join those who waited: how many are served in all.
    pub(super) fn arrive(&mut self, model: &Model, s: usize, t: usize, arrived: &[Lane<u32>]) {
        let Some(work) = &model.works[s] else { return };
        if let Some(slow) = model.slow.as_ref().filter(|slow| slow.stage == s) {
            self.answer_times(model, slow, work.team, t);
        }
        for (arm, lanes) in arrived.iter().enumerate() {
            for (lane, people) in lanes.iter().enumerate().filter(|(_, n)| **n > 0) {
                self.asked[work.team][arm][lane] += f64::from(*people) * self.hours[s][arm][lane];
                self.take[s][arm][lane] += self.spend(s, work.team, arm, lane, *people);
            }
        }
    }

    /// How many a stage serves this week, by arm.
    pub(super) fn served(&mut self, s: usize) -> &mut [Lane<u32>] {
        &mut self.take[s]
    }

    /// Minutes to the first answer: as agreed, and the wait: for a free colleague, and for those who came before.
    fn answer_times(&mut self, model: &Model, slow: &SlowAnswer, team: usize, t: usize) {
        for arm in 0..model.arms() {
            let capacity = model.teams[team].capacity(arm, t);
            for lane in 0..LANES {
                let each = self.hours[slow.stage][arm][lane];
                let free = model.teams[team].wait(arm, t, self.busy[team][arm][lane], each);
                let before = f64::from(self.waiting[slow.stage][arm][lane]) * each / capacity;
                self.minutes[arm][lane] = slow.minutes[arm] + WEEK * (free + before);
            }
        }
    }

    /// What this week's answers take from the logit of those reached. A rate holds for an answer as agreed.
    pub(super) fn answers_late(&self, slow: &SlowAnswer, theta: &Theta, by: &mut [Lane<f64>]) {
        for (arm, by) in by.iter_mut().enumerate() {
            for (lane, x) in by.iter_mut().enumerate() {
                let (kappa, tau) = (theta.values[slow.kappa][lane], theta.values[slow.tau][lane]);
                *x -= slower(kappa, tau, slow.minutes[arm], self.minutes[arm][lane]);
            }
        }
    }

    /// Where those who still wait at a stage when the week ends are written down, by arm.
    pub(super) fn still_waiting(&mut self, s: usize) -> &mut [Lane<u32>] {
        &mut self.waiting[s]
    }

    /// Hours worked this week by a team.
    pub(super) fn worked(&self, model: &Model, team: usize, arm: usize, lane: usize, t: usize) -> f64 {
        model.teams[team].capacity(arm, t) - self.left[team][arm][lane]
    }

    /// People waiting for a team.
    pub(super) fn waiting_for(&self, model: &Model, team: usize, arm: usize, lane: usize) -> u32 {
        let stages = model.works.iter().enumerate().filter(|(_, w)| w.as_ref().is_some_and(|w| w.team == team));
        stages.map(|(s, _)| self.waiting[s][arm][lane]).sum()
    }

    /// Counts people who went stale at a stage this week.
    pub(super) fn went_stale(&mut self, model: &Model, s: usize, who: &[Lane<u32>]) {
        let Some(work) = &model.works[s] else { return };
        for (arm, gone) in self.gone[work.team].iter_mut().enumerate() {
            for (lane, sum) in gone.iter_mut().enumerate() {
                *sum += f64::from(people(who, arm, lane));
            }
        }
    }

    /// Hours for one person at a stage.
    pub(super) fn hours_each(&self, s: usize, arm: usize, lane: usize) -> f64 {
        self.hours[s][arm][lane]
    }

    /// Ends a week: how busy it was.
    pub(super) fn end(&mut self, model: &Model, t: usize) {
        for (i, team) in model.teams.iter().enumerate() {
            for arm in 0..model.arms() {
                let capacity = team.capacity(arm, t);
                for lane in 0..LANES {
                    self.busy[i][arm][lane] = self.asked[i][arm][lane] / capacity;
                }
            }
        }
    }
}

/// Adds up the people of all cells at one place, by arm.
pub(super) fn total<'a>(all: impl Iterator<Item = &'a [Lane<u32>]>, into: &mut [Lane<u32>]) {
    into.fill([0; LANES]);
    for layers in all {
        for (arm, sum) in into.iter_mut().enumerate() {
            add_people(sum, layers, arm);
        }
    }
}

//! Schedule: the same money in bursts, a number of weeks on and a number of weeks off.

use super::lever::{Lever, Prepare};
use crate::funnel::effects::Effects;
use crate::inputs::settings::by_arm;
use crate::scenario::Scenario;

/// The schedule lever. It acts only before the run, on the spend of each week.
pub(crate) struct Schedule;

impl Lever for Schedule {
    type State = ();

    fn spend(s: &Scenario, by: &mut [Vec<f64>]) {
        let Some(lever) = &s.levers.schedule else { return };
        let on = by_arm(s, "schedule/on_weeks", lever.on_weeks);
        let off = by_arm(s, "schedule/off_weeks", lever.off_weeks);
        by.iter_mut().zip(on.iter().zip(&off)).for_each(|(weeks, (on, off))| scheduled(weeks, *on, *off));
    }

    fn prepare(at: &Prepare<'_>, _: &mut Effects<'_>) -> Option<Self> {
        at.scenario.levers.schedule.as_ref().map(|_| Self)
    }

    fn state(&self, _: usize) {}
}

/// Moves one arm's money into its weeks on, which keep their proportions; where none of them had any money, it is
/// spread over them evenly.
fn scheduled(weeks: &mut [f64], on: f64, off: f64) {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole weeks between 0 and 260")]
    let [on, off] = [on, off].map(|weeks| (weeks + 0.5) as usize);
    let on = on.max(1);
    if off == 0 {
        return;
    }
    let is_on = |t: usize| t % (on + off) < on;
    let (all, kept) = weeks
        .iter()
        .enumerate()
        .fold((0.0, 0.0), |(all, kept), (t, x)| (all + x, if is_on(t) { kept + x } else { kept }));
    let count = (0..weeks.len()).filter(|t| is_on(*t)).count();
    for (t, x) in weeks.iter_mut().enumerate() {
        *x = match (is_on(t), kept > 0.0) {
            (false, _) => 0.0,
            (true, true) => *x * (all / kept),
            (true, false) => all / count as f64,
        };
    }
}

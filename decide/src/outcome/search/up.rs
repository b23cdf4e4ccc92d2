//! The way up: step after step, until the target is reached or nothing helps. It is looked for with a part of the
//! replicates, and where it leads is then tried with all of them.

use super::{Came, OutcomeStudy, Phase, STEPS, Verdict, difference};

impl OutcomeStudy {
    /// Sets up the steps up from the present point of the search.
    pub(super) fn next_climb(&mut self, step: usize) {
        self.phase = Phase::Climb(step);
        self.pending = self.stepped(|m, now| m.up(now).into_iter().collect());
        if self.pending.is_empty() || step >= STEPS {
            self.stop(step);
        }
    }

    /// Takes the cheapest step that reaches the target. Where none does, takes the step that, for each dollar, raises
    /// most the level reached with the chance wanted; of rare deals that level may be 0 for long, and the chance decides. Only
    /// steps that clearly raise the mean count.
    pub(super) fn climb(&mut self, step: usize, pending: &[Vec<f64>], came: Vec<Came>) {
        let level = |c: &Came| self.reach(1.0, c).level.value.unwrap_or(f64::NEG_INFINITY);
        let (before, often) = (level(&self.now), self.often(&self.now));
        let gain = |c: &Came| if level(c) == before { self.often(c) - often } else { level(c) - before };
        let mut best: Option<(usize, bool, f64)> = None;
        for (i, c) in came.iter().enumerate() {
            let cost = difference(&c.cost, &self.now.cost).value.unwrap_or(0.0);
            let reaches = self.reaches(&self.reach(1.0, c));
            // Steps that cost nothing come first, ordered by how much they raise the level.
            let worth = if reaches { -cost } else { gain(c) / cost.max(1.0) };
            let counts = reaches || (worth > 0.0 && difference(&c.figure, &self.now.figure).is_gain());
            let ahead = best.is_none_or(|(_, r, w)| (reaches, worth) > (r, w));
            if counts && ahead {
                best = Some((i, reaches, worth));
            }
        }
        let Some((i, reaches, _)) = best else { return self.stop(step) };
        self.go(&pending[i], came.into_iter().nth(i).unwrap_or_default());
        if reaches { self.stop(step + 1) } else { self.next_climb(step + 1) }
    }

    /// The way up ends here: at the target, or where nothing helps.
    fn stop(&mut self, step: usize) {
        if self.climbs_with < self.replicates {
            self.pending = vec![self.values.clone()];
            self.phase = Phase::Check(step);
        } else if self.reaches(&self.reach(1.0, &self.now)) {
            self.next_trim(0);
        } else {
            self.end(Verdict::Nothing);
        }
    }

    /// This point has been tried with all replicates, and with all of them the search goes on from it.
    pub(super) fn check(&mut self, step: usize, came: Vec<Came>) {
        self.climbs_with = self.replicates;
        self.now = came.into_iter().next().unwrap_or_default();
        let reach = self.reach(self.multiple(&self.values), &self.now);
        if let Some(last) = self.found.steps.last_mut() {
            last.reach = reach;
        }
        if self.reaches(&reach) { self.next_trim(0) } else { self.next_climb(step) }
    }
}

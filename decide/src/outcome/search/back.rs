//! The way back: what turns out not to be needed is dropped.

use super::{Came, OutcomeStudy, Phase, STEPS, Verdict, difference};

impl OutcomeStudy {
    /// Sets up the steps back that may save something: each move back to today's value, or a little.
    pub(super) fn next_trim(&mut self, step: usize) {
        self.phase = Phase::Trim(step);
        let mut all = self.stepped(|m, now| {
            let all = (now != m.today).then_some(m.today);
            let some = m.back(now).filter(|x| *x != m.today);
            all.into_iter().chain(some).collect()
        });
        all.retain(|tried| !self.changed(tried).is_some_and(|back| self.needed.contains(&back)));
        self.pending = all;
        if self.pending.is_empty() || step >= STEPS {
            self.end(Verdict::Combination);
        }
    }

    /// Takes back the step that saves most among those that are not needed. What is needed now is needed all the more
    /// with less of something else, so it is not tried again.
    pub(super) fn trim(&mut self, step: usize, pending: &[Vec<f64>], came: Vec<Came>) {
        let saves = |c: &Came| difference(&self.now.cost, &c.cost).value.unwrap_or(0.0);
        let is_enough = |c: &Came| self.reaches(&self.reach(1.0, c)) && saves(c) >= 0.0;
        let needed = pending.iter().zip(&came).filter(|(_, c)| !is_enough(c));
        let needed: Vec<_> = needed.filter_map(|(tried, _)| self.changed(tried)).collect();
        let enough = came.iter().enumerate().filter(|(_, c)| is_enough(c));
        let best = enough.max_by(|a, b| saves(a.1).total_cmp(&saves(b.1))).map(|(i, _)| i);
        let Some(i) = best else { return self.end(Verdict::Combination) };
        self.needed.extend(needed);
        self.go(&pending[i], came.into_iter().nth(i).unwrap_or_default());
        self.next_trim(step + 1);
    }
}

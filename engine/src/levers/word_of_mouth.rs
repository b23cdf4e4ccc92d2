//! Word of mouth: what people say about us, in so far as a plan changes it.
//!
//! Each week the people with something to tell are the happy (new customers who are satisfied, and those who renew) and
//! the unhappy (other new customers, those who leave, and those who were ignored). With N = a⁺ happy − a⁻ unhappy,
//!
//! ```text
//! W = Σ ρ^k (N of the plan − N of today) / Σ ρ^k (people with something to tell today),   −1 ≤ W ≤ 1
//! ```
//!
//! summed over the weeks, where k is how many weeks ago. So W needs no scale of its own; and as today's rates were
//! measured with today's reputation, today's W is 0.

use super::lever::{Event, Lever, Prepare, Start, Week};
use super::signals::{Signals, tally};
use crate::funnel::effects::Effects;
use crate::funnel::moving::LogitShift;
use crate::inputs::logit::shifted;
use crate::inputs::theta::{InputId, Theta};
use crate::people::batch::{BATCH, Batch, ByArm};
use crate::people::index::StageIx;

/// The word-of-mouth lever, prepared for a run.
pub(crate) struct WordOfMouth {
    effect: InputId,
    memory: InputId,
    happy: InputId,
    praise: InputId,
    blame: InputId,
    /// `[stage]`: whether the people it loses were ignored.
    ignored: Vec<bool>,
}

/// What has been said in one batch.
pub(crate) struct Word {
    /// `[arm]`: this week's new customers.
    won: Vec<Batch<u32>>,
    /// `[arm]`: the plan's N less today's, discounted by ρ a week.
    ahead: ByArm,
    /// People with something to tell today, discounted likewise.
    heard: Batch<f64>,
    /// `[arm]`: γ W, what it adds to logit(rate) of the last stage.
    shift: ByArm,
}

impl Lever for WordOfMouth {
    type State = Word;

    fn prepare(at: &Prepare<'_>, _: &mut Effects<'_>) -> Option<Self> {
        let lever = at.scenario.levers.word_of_mouth.as_ref()?;
        let input = |field: &str| at.input(&format!("word_of_mouth.{field}"));
        Some(Self {
            effect: input("effect"),
            memory: input("memory_per_week"),
            happy: input("happy"),
            praise: input("praise"),
            blame: input("blame"),
            ignored: at.scenario.stages.iter().map(|x| lever.ignored_stages.contains(&x.id)).collect(),
        })
    }

    /// Only the last stage's.
    fn moves(&self, stage: StageIx) -> bool {
        stage.0 + 1 == self.ignored.len()
    }

    fn state(&self, arms: usize) -> Word {
        let numbers = || vec![[0.0; BATCH]; arms];
        Word { won: vec![[0; BATCH]; arms], ahead: numbers(), heard: [0.0; BATCH], shift: numbers() }
    }

    /// Begins with nothing said.
    fn start(&self, state: &mut Word, start: &mut Start<'_>) {
        start.signals.forget();
        state.won.iter_mut().for_each(|lanes| lanes.fill(0));
        state.heard.fill(0.0);
        state.ahead.iter_mut().chain(&mut state.shift).for_each(|lanes| lanes.fill(0.0));
        start.signals.organic.resize(state.won.len(), [1.0; BATCH]);
        start.signals.organic.iter_mut().for_each(|lanes| lanes.fill(1.0));
    }

    fn shift(&self, state: &mut Word, _: StageIx, _: &Theta, _: &Signals, into: &mut LogitShift) {
        for (by, shift) in into.alike.iter_mut().zip(&state.shift) {
            by.iter_mut().zip(shift).for_each(|(x, shift)| *x += shift);
        }
    }

    /// People lost at a stage complain if they were ignored there; those who went stale always were.
    fn heard(&self, state: &mut Word, event: &Event<'_>, signals: &mut Signals) {
        match event {
            Event::Won { people, .. } => tally(&mut state.won, people),
            Event::Lost { stage, people } if self.ignored[*stage] => signals.complain(people),
            Event::Stale { people, .. } => signals.complain(people),
            Event::Lost { .. } => {}
        }
    }

    /// What is said in one week is heard from the next week on.
    fn end(&self, state: &mut Word, week: &mut Week<'_>) {
        let Week { theta, signals, .. } = week;
        for lane in 0..BATCH {
            let value = |id: InputId| theta.values[id][lane];
            let told = |arm: usize| {
                let gap = signals.gap.get(arm).map_or(0.0, |gap| gap[lane]);
                let satisfied = shifted(value(self.happy), -gap);
                let won = f64::from(state.won[arm][lane]);
                let happy = won * satisfied + f64::from(signals.happy[arm][lane]);
                let unhappy = won * (1.0 - satisfied) + f64::from(signals.unhappy[arm][lane]);
                (value(self.praise) * happy - value(self.blame) * unhappy, happy + unhappy)
            };
            let (today, heard) = told(0);
            let memory = value(self.memory);
            state.heard[lane] = memory * state.heard[lane] + heard;
            for arm in 1..state.won.len() {
                let ahead = memory * state.ahead[arm][lane] + (told(arm).0 - today);
                state.ahead[arm][lane] = ahead;
                let w = if state.heard[lane] > 0.0 { (ahead / state.heard[lane]).clamp(-1.0, 1.0) } else { 0.0 };
                let shift = value(self.effect) * w;
                state.shift[arm][lane] = shift;
                signals.organic[arm][lane] = if shift == 0.0 { 1.0 } else { libm::exp(shift) };
            }
        }
        state.won.iter_mut().for_each(|lanes| lanes.fill(0));
        signals.forget();
    }
}

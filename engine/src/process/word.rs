//! Word of mouth: what people say about us, as a plan changes it.
//!
//! Each week's people with something to tell are the happy (new customers who are satisfied, and those who renew) and the
//! unhappy (other new customers, those who leave, and those who were ignored). With N = a⁺ happy − a⁻ unhappy,
//!
//! ```text
//! W = Σ ρ^k (N of the plan − N of today) / Σ ρ^k (people with something to tell today),   −1 ≤ W ≤ 1
//! ```
//!
//! over the weeks, k of them ago. So it needs no scale of its own, and today's reputation is what today's rates were
//! measured with: today's W is 0.

use super::block::Block;
use super::effects::shifted;
use super::layers::{Lanes, people};
use super::model::Model;
use super::places::Places;
use super::theta::InputId;
use super::{LANES, Lane};
use crate::scenario::Scenario;

/// The word-of-mouth lever made ready.
pub(super) struct WordModel {
    effect: InputId,
    memory: InputId,
    happy: InputId,
    praise: InputId,
    blame: InputId,
    /// `[stage]`: whether those it loses were ignored.
    ignored: Vec<bool>,
}

/// What is said in one block.
pub(super) struct Word {
    /// `[arm]`: this week's new customers, and others who are happy and unhappy.
    won: Vec<Lane<u32>>,
    happy: Vec<Lane<u32>>,
    unhappy: Vec<Lane<u32>>,
    /// `[arm]`: what the plan differs by, faded.
    ahead: Lanes,
    /// People with something to tell today, faded.
    heard: Lane<f64>,
    /// `[arm]`: γ W, what it adds to logit(rate) of the last stage.
    pub(super) shift: Lanes,
    /// `[arm]`: e^(γ W), its factor on organic inquiries.
    pub(super) factor: Lanes,
}

impl WordModel {
    /// The lever, where it is used.
    pub(super) fn new(s: &Scenario, places: &Places<'_>) -> Option<Self> {
        let lever = s.levers.word_of_mouth.as_ref()?;
        let input = |field: &str| places.input(&format!("levers.word_of_mouth.{field}"));
        Some(Self {
            effect: input("effect"),
            memory: input("memory_per_week"),
            happy: input("happy"),
            praise: input("praise"),
            blame: input("blame"),
            ignored: s.stages.iter().map(|x| lever.ignored_stages.contains(&x.id)).collect(),
        })
    }
}

impl Word {
    pub(super) fn new(model: &Model) -> Self {
        let arms = if model.word.is_some() { model.arms() } else { 0 };
        let counts = || vec![[0; LANES]; arms];
        let numbers = |x: f64| vec![[x; LANES]; arms];
        Self {
            won: counts(),
            happy: counts(),
            unhappy: counts(),
            ahead: numbers(0.0),
            heard: [0.0; LANES],
            shift: numbers(0.0),
            factor: numbers(1.0),
        }
    }

    /// Begins a block: nobody has said anything yet.
    pub(super) fn start(&mut self) {
        self.forget();
        self.heard.fill(0.0);
        self.ahead.iter_mut().chain(&mut self.shift).for_each(|lanes| lanes.fill(0.0));
        self.factor.iter_mut().for_each(|lanes| lanes.fill(1.0));
    }

    fn forget(&mut self) {
        self.won.iter_mut().chain(&mut self.happy).chain(&mut self.unhappy).for_each(|lanes| lanes.fill(0));
    }

    /// People won this week.
    pub(super) fn wins(&mut self, who: &[Lane<u32>]) {
        add(&mut self.won, who);
    }

    /// People whom a stage loses this week: they tell of it if they were ignored.
    pub(super) fn leaves(&mut self, model: &Model, stage: usize, who: &[Lane<u32>]) {
        if model.word.as_ref().is_some_and(|word| word.ignored[stage]) {
            add(&mut self.unhappy, who);
        }
    }

    /// People who went stale waiting: ignored, wherever that was.
    pub(super) fn waited(&mut self, who: &[Lane<u32>]) {
        add(&mut self.unhappy, who);
    }

    /// Customers of one arm and lane who renewed, and who left.
    pub(super) fn renews(&mut self, arm: usize, lane: usize, stayed: u32, left: u32) {
        if let (Some(happy), Some(unhappy)) = (self.happy.get_mut(arm), self.unhappy.get_mut(arm)) {
            happy[lane] = happy[lane].saturating_add(stayed);
            unhappy[lane] = unhappy[lane].saturating_add(left);
        }
    }
}

/// Adds people by arm; nothing where nobody listens.
fn add(to: &mut [Lane<u32>], who: &[Lane<u32>]) {
    for (arm, lanes) in to.iter_mut().enumerate() {
        for (lane, n) in lanes.iter_mut().enumerate() {
            *n = n.saturating_add(people(who, arm, lane));
        }
    }
}

/// Ends a week: what was said in it is heard from the next one on.
pub(super) fn end(model: &Model, block: &mut Block) {
    let Some(lever) = &model.word else { return };
    let Block { word, customers, theta, .. } = block;
    for lane in 0..LANES {
        let value = |id: InputId| theta.values[id][lane];
        let told = |arm: usize| {
            let satisfied = match &model.customers {
                Some(x) if customers.gap[arm][lane] != 0.0 => {
                    shifted(value(lever.happy), -value(x.gap_effect) * customers.gap[arm][lane])
                }
                _ => value(lever.happy),
            };
            let won = f64::from(word.won[arm][lane]);
            let happy = won * satisfied + f64::from(word.happy[arm][lane]);
            let unhappy = won * (1.0 - satisfied) + f64::from(word.unhappy[arm][lane]);
            (value(lever.praise) * happy - value(lever.blame) * unhappy, happy + unhappy)
        };
        let (today, heard) = told(0);
        let memory = value(lever.memory);
        word.heard[lane] = memory * word.heard[lane] + heard;
        for arm in 1..model.arms() {
            let ahead = memory * word.ahead[arm][lane] + (told(arm).0 - today);
            word.ahead[arm][lane] = ahead;
            let w = if word.heard[lane] > 0.0 { (ahead / word.heard[lane]).clamp(-1.0, 1.0) } else { 0.0 };
            let shift = value(lever.effect) * w;
            word.shift[arm][lane] = shift;
            word.factor[arm][lane] = if shift == 0.0 { 1.0 } else { libm::exp(shift) };
        }
    }
    word.forget();
}

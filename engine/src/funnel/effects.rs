//! What plans do to the rates of stages: factors first, then shifts on the logit scale.
//!
//! Every term is relative to today's setting, so a plan that leaves a setting alone has no term for it, and today has
//! none at all. What a term computes is written in its lever's file.

use super::slot::Slot;
use crate::inputs::logit::shifted;
use crate::inputs::theta::{InputId, Theta};
use crate::people::batch::{BATCH, Batch};
use crate::people::index::{ArmIx, StageIx};
use crate::scenario::Scenario;

/// A rate while terms are applied to it, by replicate.
pub(crate) struct PlanRate {
    pub(crate) rate: Batch<f64>,
    /// To be added to the logit after all factors.
    pub(crate) logit: Batch<f64>,
}

/// Something that a plan does to a stage's rate.
pub(crate) trait Term: Send + Sync {
    /// Applies it to a batch's rates of one slot.
    fn apply(&self, to: &mut PlanRate, slot: &Slot, theta: &Theta);
}

/// Logit + θ · by: the term of every lever whose effect is a fixed amount for each unit of its setting.
pub(crate) struct Shift {
    pub(crate) per: InputId,
    pub(crate) by: f64,
}

impl Term for Shift {
    fn apply(&self, to: &mut PlanRate, _: &Slot, theta: &Theta) {
        for (logit, per) in to.logit.iter_mut().zip(&theta.values[self.per]) {
            *logit += per * self.by;
        }
    }
}

/// A plan's effect on one stage. The default has no effect.
#[derive(Default)]
pub(crate) struct Effect {
    /// A shift on the logit scale that is known for certain.
    logit: f64,
    terms: Vec<Box<dyn Term>>,
}

impl Effect {
    /// True when the plan leaves the stage as it is.
    pub(crate) fn is_none(&self) -> bool {
        self.logit == 0.0 && self.terms.is_empty()
    }

    /// The rates with this effect, where `p` are the scenario's rates and `shift` is what segment and channel add.
    pub(crate) fn apply(&self, p: &Batch<f64>, shift: &Batch<f64>, slot: &Slot, theta: &Theta) -> Batch<f64> {
        if self.terms.is_empty() {
            return std::array::from_fn(|lane| shifted(p[lane], shift[lane] + self.logit));
        }
        let rate = std::array::from_fn(|lane| shifted(p[lane], shift[lane]));
        let mut to = PlanRate { rate, logit: [self.logit; BATCH] };
        for term in &self.terms {
            term.apply(&mut to, slot, theta);
        }
        std::array::from_fn(|lane| shifted(to.rate[lane], to.logit[lane]))
    }
}

/// The effects of all plans while they are collected.
pub(crate) struct Effects<'a> {
    scenario: &'a Scenario,
    /// `[plan][stage]`.
    by_plan: Vec<Vec<Effect>>,
}

impl<'a> Effects<'a> {
    /// What the plans themselves say about rates.
    pub(crate) fn new(scenario: &'a Scenario) -> Self {
        let none = || scenario.stages.iter().map(|_| Effect::default()).collect();
        let mut all = Self { scenario, by_plan: scenario.plans.iter().map(|_| none()).collect() };
        for (arm, plan) in (1..).map(ArmIx).zip(&scenario.plans) {
            for change in &plan.rates {
                all.logit(arm, &change.stage, change.logit);
            }
        }
        all
    }

    /// Shifts a stage's rate in a plan by a known amount. An unknown stage is ignored.
    pub(crate) fn logit(&mut self, arm: ArmIx, stage: &str, by: f64) {
        if let Some(effect) = self.at(arm, stage) {
            effect.logit += by;
        }
    }

    /// Applies a term to a stage's rate in a plan, after the terms already there. An unknown stage is ignored.
    pub(crate) fn term(&mut self, arm: ArmIx, stage: &str, term: impl Term + 'static) {
        if let Some(effect) = self.at(arm, stage) {
            effect.terms.push(Box::new(term));
        }
    }

    /// All of them, `[plan][stage]`.
    pub(crate) fn collected(self) -> Vec<Vec<Effect>> {
        self.by_plan
    }

    /// The stage with the given id.
    pub(crate) fn stage(&self, id: &str) -> Option<StageIx> {
        self.scenario.stages.iter().position(|x| x.id == id).map(StageIx)
    }

    fn at(&mut self, arm: ArmIx, stage: &str) -> Option<&mut Effect> {
        let stage = self.stage(stage)?;
        self.by_plan.get_mut(arm.0.checked_sub(1)?)?.get_mut(stage.0)
    }
}

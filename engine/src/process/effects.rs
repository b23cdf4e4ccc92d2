//! What a plan's settings do to the rates of stages: factors first, then shifts on the logit scale.
//!
//! Every term is relative to today's setting, so a plan that leaves a setting alone has no term, and today has none.

use super::places::Places;
use super::rates::Slot;
use super::roc::Roc;
use super::theta::{InputId, Theta};
use crate::math::logistic::{expit, logit};
use crate::scenario::Scenario;

/// A plan's effect on one stage; the default leaves it as it is.
#[derive(Default)]
pub(super) struct Effect {
    /// Certain shift on the logit scale.
    pub(super) logit: f64,
    terms: Vec<Term>,
}

enum Term {
    /// Rate × e^(−θ · by): a form with more fields.
    Decay { per: InputId, by: f64 },
    /// Rate × times, at most 1: another bar lets more or fewer through.
    Times(f64),
    /// Rate × precision above the new bar / precision above today's.
    Purer { fit: InputId, auc: InputId, judged: InputId, times: f64 },
    /// Rate × (1 − (1 − p)^to) / (1 − (1 − p)^from): more attempts.
    Attempts { answer: InputId, from: f64, to: f64 },
    /// Of those who do not pass, this share does.
    Rescue(f64),
    /// Logit + θ · by.
    Shift { per: InputId, by: f64 },
    /// Odds × ((1 + to/τ)/(1 + from/τ))^(−κ).
    Faster { kappa: InputId, tau: InputId, from: f64, to: f64 },
}

impl Effect {
    /// True when the plan leaves the stage as it is.
    pub(super) fn is_none(&self) -> bool {
        self.logit == 0.0 && self.terms.is_empty()
    }

    /// The rate with this effect, where `p` is the scenario's and `shift` what segment and channel add.
    pub(super) fn apply(&self, p: f64, shift: f64, slot: &Slot, theta: &Theta, lane: usize) -> f64 {
        if self.terms.is_empty() {
            return shifted(p, shift + self.logit);
        }
        let value = |id: InputId| theta.values[id][lane];
        let (mut p, mut add) = (shifted(p, shift), self.logit);
        for term in &self.terms {
            match *term {
                Term::Decay { per, by } => p = (p * libm::exp(-value(per) * by)).min(1.0),
                Term::Times(times) => p = (p * times).min(1.0),
                Term::Purer { fit, auc, judged, times } => {
                    let segment = slot.shifts[0].map_or(0.0, value);
                    let pass = shifted(value(judged), segment);
                    let roc = Roc::new(value(fit), value(auc));
                    let today = roc.precision(pass);
                    if today > 0.0 {
                        p = (p * roc.precision((pass * times).min(1.0)) / today).min(1.0);
                    }
                }
                Term::Attempts { answer, from, to } => {
                    let missed = 1.0 - value(answer);
                    let today = 1.0 - libm::pow(missed, from);
                    if today > 0.0 {
                        p = (p * (1.0 - libm::pow(missed, to)) / today).min(1.0);
                    }
                }
                Term::Rescue(share) => p = (p + (1.0 - p) * share).max(0.0),
                Term::Shift { per, by } => add += value(per) * by,
                Term::Faster { kappa, tau, from, to } => add -= slower(value(kappa), value(tau), from, to),
            }
        }
        shifted(p, add)
    }
}

/// What answering after `to` instead of `from` minutes takes from the logit: κ ln((1 + to/τ)/(1 + from/τ)).
pub(super) fn slower(kappa: f64, tau: f64, from: f64, to: f64) -> f64 {
    kappa * (libm::log1p(to / tau) - libm::log1p(from / tau))
}

/// A rate moved on the logit scale; 0 and 1 stay where they are.
pub(super) fn shifted(p: f64, shift: f64) -> f64 {
    if shift == 0.0 || p <= 0.0 || p >= 1.0 { p } else { expit(logit(p) + shift) }
}

/// The effects of one plan, by stage.
pub(super) fn effects(s: &Scenario, plan: usize, places: &Places<'_>) -> Vec<Effect> {
    let mut on = Stages { scenario: s, effects: s.stages.iter().map(|_| Effect::default()).collect() };
    for change in &s.plans[plan].rates {
        on.logit(&change.stage, change.logit);
    }
    let settings = s.settings();
    // Today's value and the plan's, where they differ.
    let differs = |key: &str| {
        let setting = settings.iter().find(|x| x.key == key)?;
        let value = s.setting(plan, setting);
        (value != setting.today).then_some((setting.today, value))
    };
    let input = |path: &str| places.input(&format!("levers.{path}"));
    let l = &s.levers;
    if let (Some(x), Some((from, to))) = (&l.capture, differs("capture/fields")) {
        on.term(&x.stage, Term::Decay { per: input("capture.lost_per_field"), by: to - from });
        on.term(&x.fit_stage, Term::Shift { per: input("capture.fit_per_field"), by: to - from });
    }
    if let (Some(x), Some((from, to))) = (&l.definition, differs("definition/lets_through")) {
        let (times, judge) = (to / from, on.index(&x.stage).unwrap_or_default());
        let (fit, auc) = (input("definition.fit_share"), input("definition.auc"));
        on.term(&x.stage, Term::Times(times));
        on.term(
            &x.accept_stage,
            Term::Purer { fit, auc, judged: places.input(&format!("stages[{judge}].rate")), times },
        );
    }
    if let Some(x) = &l.hand_off {
        if let Some((from, to)) = differs("hand_off/earlier") {
            on.logit(&x.stage, to - from);
            on.term(&x.accept_stage, Term::Shift { per: input("hand_off.colder"), by: from - to });
        }
        if let Some((from, to)) = differs("hand_off/chased")
            && from < 1.0
        {
            // Of those missed today, so many more are rescued.
            on.term(&x.follow_up_stage, Term::Rescue((to - from) / (1.0 - from)));
        }
    }
    if let (Some(x), Some((from, to))) = (&l.information, differs("information/quality")) {
        for stage in &x.stages {
            on.term(stage, Term::Shift { per: input("information.effect"), by: to - from });
        }
    }
    if let (Some(x), Some((from, to))) = (&l.attempts, differs("attempts/attempts")) {
        on.term(&x.stage, Term::Attempts { answer: input("attempts.answer"), from, to });
    }
    if let (Some(x), Some((from, to))) = (&l.response, differs("response/minutes")) {
        let (kappa, tau) = (input("response.kappa"), input("response.tau_minutes"));
        on.term(&x.stage, Term::Faster { kappa, tau, from, to });
    }
    if let (Some(last), Some((from, to))) = (s.stages.last(), differs("customers/promise")) {
        on.term(&last.id, Term::Shift { per: input("customers.promise_wins"), by: to - from });
    }
    on.effects
}

/// The effects being collected. A lever that names no stage has none there.
struct Stages<'a> {
    scenario: &'a Scenario,
    effects: Vec<Effect>,
}

impl Stages<'_> {
    fn index(&self, stage: &str) -> Option<usize> {
        self.scenario.stages.iter().position(|x| x.id == stage)
    }

    fn at(&mut self, stage: &str) -> Option<&mut Effect> {
        self.index(stage).and_then(|i| self.effects.get_mut(i))
    }

    fn logit(&mut self, stage: &str, by: f64) {
        if let Some(effect) = self.at(stage) {
            effect.logit += by;
        }
    }

    fn term(&mut self, stage: &str, term: Term) {
        if let Some(effect) = self.at(stage) {
            effect.terms.push(term);
        }
    }
}

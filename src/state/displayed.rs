//! Which answer is on the screen.

use std::rc::Rc;

use super::answer::{Answered, Carried, Phase};
use super::session::Session;

impl Session {
    /// The answer on the screen and the scenario it answers: the run's latest report, or what came with the page while
    /// that is more precise. An answer on the screen is not replaced by a coarser one to the same question.
    #[must_use]
    pub fn displayed(&self) -> Option<Answered> {
        let own = self.run.answers.clone().zip(self.run.report.clone());
        let sharper = |(of, _): &&Answered| {
            Rc::ptr_eq(of, &self.scenario) || own.as_ref().is_none_or(|(own, _)| Rc::ptr_eq(of, own))
        };
        self.run.carried.as_ref().map(|carried| &carried.answer).filter(sharper).cloned().or(own)
    }

    /// The run's own report, which has more than the first screen, and the scenario it answers; nothing while the answer
    /// on the screen is more precise, as the two would not agree.
    #[must_use]
    pub fn in_full(&self) -> Option<Answered> {
        let (own, report) = self.run.answers.clone().zip(self.run.report.clone())?;
        let is_coarser = self.carried().is_some_and(|carried| Rc::ptr_eq(&carried.answer.0, &own));
        (!is_coarser).then_some((own, report))
    }

    /// Whether the answer on the screen is for a scenario other than the one asked.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        self.displayed().is_some_and(|(answered, _)| !Rc::ptr_eq(&answered, &self.scenario))
    }

    /// Whether it is the final answer to the scenario.
    #[must_use]
    pub fn is_answered(&self) -> bool {
        self.run.phase == Phase::Settled || self.carried().is_some()
    }

    /// The answer that came with the page, while that is what is shown.
    fn carried(&self) -> Option<&Carried> {
        self.run.carried.as_ref().filter(|carried| Rc::ptr_eq(&carried.answer.0, &self.scenario))
    }

    /// Whether the answer on the screen was sent by somebody and is not confirmed yet.
    #[must_use]
    pub fn is_as_sent(&self) -> bool {
        self.carried().is_some_and(|carried| carried.sent_by.is_some())
    }
}

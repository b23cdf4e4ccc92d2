//! Which stages are most likely meant when a lever is turned on.

use crate::{Scenario, Stage};

/// A process as a lever sees it when it is turned on: ids of the stages that levers most likely mean, and today's
/// spend.
pub(crate) struct Outline {
    /// Where it is decided who is a lead.
    pub(crate) judged: String,
    /// Where somebody is reached.
    pub(crate) reached: String,
    /// Where sales accepts a lead.
    pub(crate) accepted: String,
    /// Spend on all channels, money a week.
    pub(crate) spend_per_week: f64,
}

impl Outline {
    /// Finds the stages by their ids and names, or else by their places.
    pub(crate) fn of(scenario: &Scenario) -> Self {
        let stages: &[Stage] = &scenario.stages;
        let named = |words: &[&str]| {
            let says = |text: &str| words.iter().any(|w| text.to_lowercase().contains(w));
            stages.iter().position(|x| says(&x.id) || says(&x.name))
        };
        let last = stages.len().saturating_sub(1);
        let judged = named(&["mql", "qualif"]).unwrap_or(0);
        let reached = named(&["reach", "contact", "talk", "spoken"]).unwrap_or((judged + 1).min(last));
        let accepted = named(&["sql", "accept"]).filter(|i| *i > judged).unwrap_or((reached + 1).min(last));
        let id = |i: usize| stages.get(i).map(|x| x.id.clone()).unwrap_or_default();
        Self {
            judged: id(judged),
            reached: id(reached),
            accepted: id(accepted),
            spend_per_week: scenario.spend_per_week(),
        }
    }
}

//! The names in a report: they are the scenario's, and may change while its figures do not.

use super::Report;
use crate::scenario::Scenario;

impl Report {
    /// The same report with the names and the currency of a scenario with equal [figures](Scenario::figures): for
    /// results computed before a change of wording.
    #[must_use]
    pub fn named(mut self, scenario: &Scenario) -> Self {
        self.scenario.clone_from(&scenario.name);
        self.currency.clone_from(&scenario.currency);
        for (arm, plan) in self.arms.iter_mut().skip(1).zip(&scenario.plans) {
            arm.name.clone_from(&plan.name);
        }
        for arm in &mut self.arms {
            for flows in arm.flows.iter_mut().map(|cell| &mut cell.stages).chain([&mut arm.stages]) {
                for (flow, stage) in flows.iter_mut().zip(&scenario.stages) {
                    flow.name.clone_from(&stage.name);
                }
            }
        }
        self
    }
}

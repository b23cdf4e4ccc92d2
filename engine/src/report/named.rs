//! What in a report may change while its figures do not: the names, which are the scenario's, and the target.

use super::{Report, Signs};
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

    /// The same report without what it says of the target, as that has changed.
    #[must_use]
    pub fn without_target(mut self) -> Self {
        for arm in &mut self.arms {
            arm.target = None;
            if arm.signs.is_target {
                arm.signs = Signs::default();
            }
        }
        self
    }

    /// The same report with what another says of the target, which has fewer replicates of the same question.
    #[must_use]
    pub fn with_target_of(mut self, other: &Self) -> Self {
        for (arm, other) in self.arms.iter_mut().zip(&other.arms) {
            arm.target = other.target;
            arm.signs.clone_from(&other.signs);
        }
        self
    }
}

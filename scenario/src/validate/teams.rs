//! The checks of teams.

use super::super::Scenario;
use super::{Check, limits};

impl Check {
    pub(super) fn teams(&mut self, s: &Scenario) {
        self.ids("teams", s.teams.iter().map(|t| t.id.as_str()));
        for (i, team) in s.teams.iter().enumerate() {
            let at = format!("teams[{i}]");
            self.text(format!("{at}.name"), &team.name, limits::NAME);
            self.number(format!("{at}.ramp_weeks"), team.ramp_weeks, 0.0, 520.0);
            self.amount(format!("{at}.cost_per_week"), team.cost_per_week.unwrap_or(0.0), 0.0);
        }
        for (i, stage) in s.stages.iter().enumerate() {
            if let Some(work) = &stage.work {
                self.require(
                    s.teams.iter().any(|t| t.id == work.team),
                    format!("stages[{i}].work.team"),
                    format!("there is no team \"{}\"", work.team),
                );
            }
        }
    }
}

//! The checks of teams, and of levers that are more than settings and stages.

use super::super::{Scenario, Value};
use super::{Check, limits};

impl Check {
    pub(super) fn teams(&mut self, s: &Scenario) {
        self.count("teams", s.teams.len(), limits::TEAMS);
        self.ids("teams", s.teams.iter().map(|t| t.id.as_str()));
        for (i, team) in s.teams.iter().enumerate().take(limits::TEAMS) {
            let at = format!("teams[{i}]");
            self.text(format!("{at}.name"), &team.name, limits::NAME);
            self.number(format!("{at}.ramp_weeks"), team.ramp_weeks, 0.0, 520.0);
            self.amount(format!("{at}.cost_per_week"), team.cost_per_week.unwrap_or(0.0), 0.0);
        }
        for (i, stage) in s.stages.iter().enumerate().take(limits::STAGES) {
            if let Some(work) = &stage.work {
                self.require(
                    s.teams.iter().any(|t| t.id == work.team),
                    format!("stages[{i}].work.team"),
                    format!("there is no team \"{}\"", work.team),
                );
            }
        }
    }

    pub(super) fn content(&mut self, s: &Scenario) {
        let Some(x) = &s.levers.content else { return };
        let at = |field: &str| format!("levers.content.{field}");
        let reference = "reference_spend_per_week";
        self.amount(at(reference), x.reference_spend(), 0.0);
        self.require(
            x.reference_spend() > 0.0,
            at(reference),
            "is needed: where nothing is spent on content today, say which spend would keep up a fair stock",
        );
        if let Some(stock) = x.stock_at_start {
            self.number(at("stock_at_start"), stock, 0.0, 1e6);
        }
        for (id, weight) in &x.relevance {
            let path = at(&format!("relevance.{id}"));
            self.require(s.segments.iter().any(|x| x.id == *id), &path, format!("there is no segment \"{id}\""));
            self.number(path, *weight, 0.0, 100.0);
        }
    }

    pub(super) fn customers(&mut self, s: &Scenario) {
        let Some(x) = &s.levers.customers else { return };
        for (field, value, low, high) in
            [("at_start", x.at_start, 0, limits::OPEN), ("renewals_before", x.renewals_before, 0, 50)]
        {
            self.require(
                (low..=high).contains(&value),
                format!("levers.customers.{field}"),
                format!("is {value}; must be from {low} to {high}"),
            );
        }
        self.require(
            x.renewal_weeks == 0 || (4..=limits::WEEKS).contains(&x.renewal_weeks),
            "levers.customers.renewal_weeks",
            format!("is {}; must be from 4 to {}, or 0 where nobody renews", x.renewal_weeks, limits::WEEKS),
        );
        let before = if x.renewal_weeks == 0 { limits::WEEKS } else { x.renewal_weeks };
        self.require(
            x.refunds.value == Value::Fixed(0.0) || (1..before).contains(&x.refund_weeks),
            "levers.customers.refund_weeks",
            format!("is {}; must be at least 1, and less than {before}", x.refund_weeks),
        );
    }

    /// What levers cost, where somebody said.
    pub(super) fn prices(&mut self, s: &Scenario) {
        let l = &s.levers;
        let nurture = l.nurture.as_ref().and_then(|x| x.cost_per_week);
        let response = l.response.as_ref().and_then(|x| x.cost_per_week);
        let information = l.information.as_ref().and_then(|x| x.cost_per_week);
        for (lever, cost) in [("nurture", nurture), ("response", response), ("information", information)] {
            self.amount(format!("levers.{lever}.cost_per_week"), cost.unwrap_or(0.0), 0.0);
        }
    }

    pub(super) fn nurture(&mut self, s: &Scenario) {
        let Some(x) = &s.levers.nurture else { return };
        self.count("levers.nurture.feeds", x.feeds.len(), limits::STAGES);
        for (i, feed) in x.feeds.iter().enumerate().take(limits::STAGES) {
            let twice = x.feeds.iter().take(i).any(|other| other.stage == feed.stage);
            let message = format!("\"{}\" is named twice; give it one share", feed.stage);
            self.require(!twice, format!("levers.nurture.feeds[{i}].stage"), message);
        }

        self.require(
            x.open_at_start <= limits::OPEN,
            "levers.nurture.open_at_start",
            format!("is {}; must be at most {}", x.open_at_start, limits::OPEN),
        );
    }
}

//! Whether a scenario's lists are short enough to be looked into.

use super::super::{LeverKind, Scenario, View};
use super::{Check, limits};

impl Check {
    /// The length of every list that the other checks walk, or walk once for each entry of another.
    pub(super) fn counts(&mut self, s: &Scenario) {
        for (path, n, most) in [
            ("market.season", s.market.season.len(), limits::WEEKS as usize),
            ("groups", s.groups.len(), limits::CHANGES),
            ("channels", s.channels.len(), limits::CHANNELS),
            ("segments", s.segments.len(), limits::SEGMENTS),
            ("stages", s.stages.len(), limits::STAGES),
            ("teams", s.teams.len(), limits::TEAMS),
            ("plans", s.plans.len(), limits::PLANS),
            ("deck.slides", s.deck.slides.len(), View::ALL.len()),
        ] {
            self.count(path, n, most);
        }
        for (i, channel) in s.channels.iter().enumerate().take(limits::CHANNELS) {
            self.count(&format!("channels[{i}].segment_shares"), channel.segment_shares.len(), limits::SEGMENTS);
        }
        for (p, plan) in s.plans.iter().enumerate().take(limits::PLANS) {
            for (list, n) in
                [("spend", plan.spend.len()), ("rates", plan.rates.len()), ("settings", plan.settings.len())]
            {
                self.count(&format!("plans[{p}].{list}"), n, limits::CHANGES);
            }
            for (i, change) in plan.spend.iter().enumerate().take(limits::CHANGES) {
                self.count(&format!("plans[{p}].spend[{i}].channels"), change.channels.len(), limits::CHANNELS);
            }
        }
        // Every lever may name every stage.
        let (named, most) = (s.levers.stages().len(), LeverKind::ALL.len() * limits::STAGES);
        self.require(named <= most, "levers", format!("name {named} stages; at most {most} are allowed"));
    }
}

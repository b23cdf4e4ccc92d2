//! The budgets behind the question, and the change that reaches another.

use funnel_engine::scenario::{Channel, Plan, Scenario, SpendChange};

use super::ask::Change;

/// The share of the first plan's budget that its change moves, and today's budget: both within the horizon, in money.
#[must_use]
pub fn budgets(s: &Scenario) -> Budgets {
    let c = s.plans.first().and_then(|p| p.spend.first()).cloned().unwrap_or_default();
    let weeks = f64::from(s.frame.horizon_weeks);
    let rest = (s.frame.horizon_weeks + 1).saturating_sub(c.from_week);
    let active = f64::from(c.weeks.unwrap_or(rest).min(rest));
    let chosen = |id: &String| c.channels.is_empty() || c.channels.contains(id);
    let today: f64 = s.channels.iter().map(|x| x.spend_per_week * weeks).sum();
    let moved: f64 = s.channels.iter().filter(|x| chosen(&x.id)).map(|x| x.spend_per_week * active).sum();
    let count = s.channels.iter().filter(|x| chosen(&x.id)).count() as f64;
    let plan = today + moved * (c.scale - 1.0) + c.add_per_week * active * count;
    let total = |plan: &Plan| -> f64 {
        let spend = |x: &Channel| plan.spend_on(&x.id, &vec![x.spend_per_week; s.frame.horizon_weeks as usize]);
        s.channels.iter().flat_map(spend).sum()
    };
    let besides = s.plans.first().filter(|p| p.spend.len() > 1).map_or(0.0, |all| {
        let question = Plan { spend: vec![c.clone()], ..Plan::default() };
        total(all) - total(&question)
    });
    Budgets { today, moved, channel_weeks: active * count, besides, plan: (plan + besides).max(0.0), change: c }
}

/// See [`budgets`].
#[derive(Clone, Debug, PartialEq)]
pub struct Budgets {
    /// Today's spend within the horizon.
    pub today: f64,
    /// The part of it that the change scales.
    pub moved: f64,
    /// Weeks of the change times its channels.
    pub channel_weeks: f64,
    /// What the plan's further changes add to it.
    pub besides: f64,
    /// The plan's spend within the horizon.
    pub plan: f64,
    /// The change.
    pub change: SpendChange,
}

impl Budgets {
    /// The change that brings the plan's budget there: by scaling where something is spent, by adding otherwise.
    #[must_use]
    pub fn reach(&self, budget: f64) -> SpendChange {
        let extra = budget - self.today - self.besides;
        let add = |x: f64| if self.channel_weeks > 0.0 { x / self.channel_weeks } else { 0.0 };
        if self.moved > 0.0 {
            let scale = (1.0 + extra / self.moved).max(0.0);
            // To a hundredth of a per cent: the question stays readable.
            let scale = (scale * 1e4).round() / 1e4;
            SpendChange { scale, add_per_week: 0.0, ..self.change.clone() }
        } else {
            SpendChange { scale: 1.0, add_per_week: add(extra.max(0.0)), ..self.change.clone() }
        }
    }

    /// The typed change applied to the question.
    #[must_use]
    pub fn apply(&self, said: Change) -> SpendChange {
        match said {
            Change::Scale(scale) => SpendChange { scale, add_per_week: 0.0, ..self.change.clone() },
            Change::AddPerWeek(x) => SpendChange { scale: 1.0, add_per_week: x, ..self.change.clone() },
            Change::Budget(x) => self.reach(x),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::sample;

    #[test]
    fn a_budget_is_reached() {
        let s = sample::scenario();
        let b = budgets(&s);
        // Two channels of 9,000 and 1,000 a week, 52 weeks, 20 % more.
        assert_eq!((b.today, b.plan, b.moved), (520_000.0, 624_000.0, 520_000.0));
        assert_eq!(b.reach(780_000.0).scale, 1.5);
        assert_eq!(b.reach(-5.0).scale, 0.0);
    }

    #[test]
    fn what_the_plan_spends_besides_stays() {
        let mut s = sample::scenario();
        let id = s.channels[0].id.clone();
        s.plans[0].spend.push(SpendChange { channels: vec![id], add_per_week: 1_000.0, ..SpendChange::default() });
        let b = budgets(&s);
        assert_eq!((b.besides, b.plan), (52_000.0, 676_000.0));
        let moved = funnel_engine::scenario::edit::ask(&s, b.reach(832_000.0)).unwrap();
        assert_eq!((moved.plans[0].spend[0].scale, moved.plans[0].spend.len()), (1.5, 2));
        assert_eq!(budgets(&moved).plan, 832_000.0);
    }
}

//! The budgets behind the question, and the change that reaches another budget.

use funnel_engine::scenario::{Channel, Plan, Scenario, SpendChange};
use funnel_text::change::Change;

/// The part of the first plan's budget that its change moves, and today's budget: both within the horizon, in money.
#[must_use]
pub fn budgets(s: &Scenario) -> Budgets {
    let c = s.plans.first().and_then(|p| p.spend.first()).cloned().unwrap_or_default();
    let weeks = f64::from(s.frame.horizon_weeks);
    let rest = (s.frame.horizon_weeks + 1).saturating_sub(c.from_week);
    let active = f64::from(c.weeks.unwrap_or(rest).min(rest));
    let chosen = |id: &String| c.channels.is_empty() || c.channels.contains(id);
    let today: f64 = s.channels.iter().map(|x| x.spend_per_week * weeks).sum();
    let moved: f64 = s.channels.iter().filter(|x| chosen(&x.id)).map(|x| x.spend_per_week * active).sum();
    let channels = s.channels.iter().filter(|x| chosen(&x.id)).count() as f64;
    let least = s.channels.iter().filter(|x| chosen(&x.id)).map(|x| x.spend_per_week).fold(f64::INFINITY, f64::min);
    // What a channel does not spend cannot be taken from it.
    let kept = if least * c.scale + c.add_per_week < 0.0 {
        let more = |x: &Channel| (x.spend_per_week * c.scale + c.add_per_week).max(0.0) - x.spend_per_week;
        today + s.channels.iter().filter(|x| chosen(&x.id)).map(|x| more(x) * active).sum::<f64>()
    } else {
        today + moved * (c.scale - 1.0) + c.add_per_week * active * channels
    };
    let total = |plan: &Plan| -> f64 {
        let spend = |x: &Channel| plan.spend_on(&x.id, &vec![x.spend_per_week; s.frame.horizon_weeks as usize]);
        s.channels.iter().flat_map(spend).sum()
    };
    let besides = s.plans.first().filter(|p| p.spend.len() > 1).map_or(0.0, |all| {
        let question = Plan { spend: vec![c.clone()], ..Plan::default() };
        total(all) - total(&question)
    });
    let plan = (kept + besides).max(0.0);
    Budgets { today, moved, active, horizon: weeks, channels, least, besides, plan, change: c }
}

/// See [`budgets`].
#[derive(Clone, Debug, PartialEq)]
pub struct Budgets {
    /// Today's spend within the horizon.
    pub today: f64,
    /// The part of it that the change scales.
    pub moved: f64,
    /// Weeks of the change.
    pub active: f64,
    /// Weeks of the horizon.
    pub horizon: f64,
    /// Number of channels that the change affects.
    pub channels: f64,
    /// What the smallest of them spends a week.
    pub least: f64,
    /// What the plan's further changes add to it.
    pub besides: f64,
    /// The plan's spend within the horizon.
    pub plan: f64,
    /// The change.
    pub change: SpendChange,
}

impl Budgets {
    /// What the channels of the change spend a week today.
    #[must_use]
    pub fn weekly(&self) -> f64 {
        if self.active > 0.0 { self.moved / self.active } else { 0.0 }
    }

    /// Weeks of the change times its channels.
    #[must_use]
    pub fn channel_weeks(&self) -> f64 {
        self.active * self.channels
    }

    /// The change that brings the plan to this budget: by scaling where something is spent today, otherwise by adding.
    /// To a hundredth of a per cent, like a slider.
    #[must_use]
    pub fn reach(&self, budget: f64) -> SpendChange {
        let extra = budget - self.today - self.besides;
        if self.moved > 0.0 {
            let scale = (1.0 + extra / self.moved).max(0.0);
            self.scaled((scale * 1e4).round() / 1e4)
        } else {
            let add = if self.channel_weeks() > 0.0 { extra.max(0.0) / self.channel_weeks() } else { 0.0 };
            SpendChange { scale: 1.0, add_per_week: add, ..self.change.clone() }
        }
    }

    fn scaled(&self, scale: f64) -> SpendChange {
        SpendChange { scale, add_per_week: 0.0, ..self.change.clone() }
    }

    /// This much more or less in total while the change lasts, spread over its channels in proportion to their spend;
    /// evenly if none spends anything.
    fn more(&self, extra: f64) -> Result<SpendChange, String> {
        if self.moved > 0.0 {
            let scale = 1.0 + extra / self.moved;
            return if scale < 0.0 {
                Err("takes away more than is spent there today".to_owned())
            } else {
                Ok(self.scaled(scale))
            };
        }
        if extra < 0.0 {
            return Err("nothing is spent there today, so there is nothing to take away".to_owned());
        }
        let weeks = self.channel_weeks();
        let add_per_week = if weeks > 0.0 { extra / weeks } else { 0.0 };
        Ok(SpendChange { scale: 1.0, add_per_week, ..self.change.clone() })
    }

    /// What was said about the question's channels and weeks.
    ///
    /// # Errors
    ///
    /// Why it is impossible.
    pub fn apply(&self, said: Change) -> Result<SpendChange, String> {
        match said {
            Change::Scale(scale) => Ok(self.scaled(scale)),
            Change::OnEach(scale, add_per_week) if self.least * scale + add_per_week < 0.0 => {
                Err("takes away more than the smallest of the channels spends".to_owned())
            }
            Change::OnEach(scale, add_per_week) => Ok(SpendChange { scale, add_per_week, ..self.change.clone() }),
            // On a single channel it stays as typed.
            Change::MorePerWeek(x) if self.channels == 1.0 && self.weekly() + x >= 0.0 => {
                Ok(SpendChange { scale: 1.0, add_per_week: x, ..self.change.clone() })
            }
            Change::MorePerWeek(x) => self.more(x * self.active),
            Change::MoreInTotal(x) => self.more(x),
            Change::PerWeek(x) => self.level(x * self.active),
            Change::Total(x) => self.level(x),
        }
    }

    /// This much in total while the change lasts.
    fn level(&self, budget: f64) -> Result<SpendChange, String> {
        if self.moved > 0.0 { Ok(self.scaled(budget / self.moved)) } else { self.more(budget) }
    }

    /// The change for what was said about the plan's whole budget, over all channels and the whole horizon.
    ///
    /// # Errors
    ///
    /// Why it is impossible.
    pub fn apply_in_all(&self, said: Change) -> Result<SpendChange, String> {
        let is_all = self.moved == self.today && self.besides == 0.0;
        match said {
            Change::Scale(scale) if is_all => Ok(self.scaled(scale)),
            Change::Scale(scale) => self.bring(self.today * scale),
            Change::Total(x) => self.bring(x),
            Change::PerWeek(x) => self.bring(x * self.horizon),
            Change::MoreInTotal(x) => self.bring(self.today + x),
            Change::MorePerWeek(_) | Change::OnEach(..) => self.apply(said),
        }
    }

    fn bring(&self, budget: f64) -> Result<SpendChange, String> {
        let extra = budget - self.today - self.besides;
        self.more(extra).map_err(|why| {
            let left_out = self.moved < self.today || self.besides != 0.0;
            if left_out && extra < 0.0 {
                "is less than the part of the budget that the question leaves as it is".to_owned()
            } else {
                why
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use funnel_testkit::reports;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_budget_is_reached() {
        let s = reports::scenario();
        let b = budgets(&s);
        // Two channels of 9,000 and 1,000 a week, 52 weeks, 20 % more.
        assert_eq!((b.today, b.plan, b.moved), (520_000.0, 624_000.0, 520_000.0));
        assert_eq!(b.reach(780_000.0).scale, 1.5);
        assert_eq!(b.reach(-5.0).scale, 0.0);
        assert_eq!(b.apply_in_all(Change::Total(780_000.0)).unwrap().scale, 1.5);
    }

    #[test]
    fn an_amount_is_in_all_and_spread_by_spend() {
        let s = reports::scenario();
        let b = budgets(&s);
        // 10,000 a week today: 2,000 more is a fifth more on each channel, not 2,000 on each.
        assert_eq!(b.apply(Change::MorePerWeek(2_000.0)).unwrap().scale, 1.2);
        assert_eq!(b.apply(Change::PerWeek(5_000.0)).unwrap().scale, 0.5);
        assert_eq!(b.apply(Change::MoreInTotal(52_000.0)).unwrap().scale, 1.1);
        assert_eq!(b.apply(Change::Total(260_000.0)).unwrap().scale, 0.5);
        assert!(b.apply(Change::MorePerWeek(-20_000.0)).unwrap_err().contains("more than is spent"));
        let mut idle = s.clone();
        idle.channels.iter_mut().for_each(|c| c.spend_per_week = 0.0);
        let b = budgets(&idle);
        let change = b.apply(Change::MorePerWeek(2_000.0)).unwrap();
        assert_eq!((change.scale, change.add_per_week), (1.0, 1_000.0), "equally where nothing is spent");
        assert!(b.apply(Change::MorePerWeek(-1.0)).unwrap_err().contains("nothing is spent"));
        let mut one = s;
        one.plans[0].spend[0].channels = vec![one.channels[0].id.clone()];
        let change = budgets(&one).apply(Change::MorePerWeek(2_000.0)).unwrap();
        assert_eq!((change.scale, change.add_per_week), (1.0, 2_000.0));
    }

    proptest! {
        /// The budget is what the engine spends, whatever the change takes from whom.
        #[test]
        fn a_budget_is_what_is_spent(
            spends in prop::collection::vec(0.0..1e4_f64, 1..5),
            changes in prop::collection::vec((0.0..3.0_f64, -5e3..5e3_f64, 1..60_u32, prop::option::of(1..60_u32), any::<u8>()), 1..4),
        ) {
            let mut s = reports::scenario();
            let channel = s.channels[0].clone();
            let named = |(i, spend_per_week)| Channel { id: format!("c{i}"), spend_per_week, ..channel.clone() };
            s.channels = spends.into_iter().enumerate().map(named).collect();
            s.plans[0].spend = changes.into_iter().map(|(scale, add_per_week, from_week, weeks, bits)| {
                let ids = s.channels.iter().enumerate().filter(|(i, _)| bits >> i & 1 == 1).map(|(_, c)| c.id.clone());
                SpendChange { channels: ids.collect(), scale, add_per_week, from_week, weeks }
            }).collect();
            let weeks = s.frame.horizon_weeks as usize;
            let spent = |c: &Channel| s.plans[0].spend_on(&c.id, &vec![c.spend_per_week; weeks]).iter().sum::<f64>();
            let all: f64 = s.channels.iter().map(spent).sum();
            prop_assert!((budgets(&s).plan - all).abs() <= 1e-9 * (1.0 + all), "{} {all}", budgets(&s).plan);
        }
    }

    #[test]
    fn nobody_takes_from_a_channel_what_it_does_not_spend() {
        let b = budgets(&reports::scenario());
        // One of the two channels spends 1,000 a week.
        assert!(b.apply(Change::OnEach(1.0, -1_000.0)).is_ok());
        assert!(b.apply(Change::OnEach(1.0, -2_000.0)).unwrap_err().contains("smallest"));
    }

    #[test]
    fn what_the_plan_spends_besides_stays() {
        let mut s = reports::scenario();
        let id = s.channels[0].id.clone();
        s.plans[0].spend.push(SpendChange { channels: vec![id], add_per_week: 1_000.0, ..SpendChange::default() });
        let b = budgets(&s);
        assert_eq!((b.besides, b.plan), (52_000.0, 676_000.0));
        let moved = funnel_engine::scenario::edit::ask(&s, b.reach(832_000.0)).unwrap();
        assert_eq!((moved.plans[0].spend[0].scale, moved.plans[0].spend.len()), (1.5, 2));
        assert_eq!(budgets(&moved).plan, 832_000.0);
    }
}

//! What a plan does, whatever it is called and however it is written.

use std::collections::BTreeMap;

use crate::scenario::{Plan, Scenario, limits};

/// Amounts that differ by no more than this share are the same: the rest is rounding.
const HAIR: f64 = 1e-9;

/// What a plan does under one set of assumptions.
#[derive(PartialEq)]
struct Effect {
    /// Money by channel and week of the horizon.
    spend: Vec<Vec<f64>>,
    /// Everything else that is not as today, by name; also what the scenario does not have, without which the plan
    /// cannot be carried out there.
    rest: BTreeMap<String, f64>,
}

fn effect(plan: &Plan, s: &Scenario) -> Effect {
    let weeks = s.frame.horizon_weeks.min(limits::WEEKS) as usize;
    let spend = s.channels.iter().map(|c| plan.spend_on(&c.id, &vec![c.spend_per_week; weeks])).collect();
    let mut rest = BTreeMap::new();
    for id in plan.spend.iter().flat_map(|change| &change.channels) {
        if s.channels.iter().all(|c| c.id != *id) {
            rest.insert(format!("channel {id}"), 1.0);
        }
    }
    for change in &plan.rates {
        *rest.entry(format!("rate {}", change.stage)).or_insert(0.0) += change.logit;
    }
    for stage in &s.stages {
        let name = format!("rate {}", stage.id);
        if rest.get(&name) == Some(&0.0) {
            rest.remove(&name);
        }
    }
    for change in &plan.settings {
        rest.insert(format!("setting {}", change.setting), change.value);
    }
    for setting in s.settings() {
        let name = format!("setting {}", setting.key);
        if rest.get(&name) == Some(&setting.today) {
            rest.remove(&name);
        }
    }
    Effect { spend, rest }
}

impl Effect {
    fn is_like(&self, other: &Self) -> bool {
        let close = |(a, b): (&f64, &f64)| (a - b).abs() <= HAIR * (a.abs() + b.abs());
        self.rest == other.rest && self.spend.iter().flatten().zip(other.spend.iter().flatten()).all(close)
    }
}

/// Whether two plans do the same under all of these assumptions.
pub(super) fn do_the_same(a: &Plan, b: &Plan, sets: &[Scenario]) -> bool {
    sets.iter().all(|s| effect(a, s).is_like(&effect(b, s)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::scenario::{RateChange, SettingChange, SpendChange, templates};

    fn scaled(scale: f64) -> Plan {
        Plan { spend: vec![SpendChange { scale, ..SpendChange::default() }], ..Plan::default() }
    }

    fn horizon() -> (Scenario, u32) {
        let s = templates::load("sales-led-saas").unwrap();
        let weeks = s.frame.horizon_weeks;
        (s, weeks)
    }

    #[test]
    fn a_plan_is_what_it_does_not_how_it_is_written() {
        let (s, weeks) = horizon();
        let ids: Vec<String> = s.channels.iter().map(|c| c.id.clone()).collect();
        proptest!(|(scale in 0.1..3.0_f64, later in 0_u32..200)| {
            let one = scaled(scale);
            let with = |change: SpendChange| Plan { name: "x".into(), spend: vec![SpendChange { scale, ..change }], ..Plan::default() };
            let longer = with(SpendChange { weeks: Some(weeks + later), ..SpendChange::default() });
            let named = with(SpendChange { channels: ids.clone(), ..SpendChange::default() });
            let twice = Plan { spend: [scaled(scale / 2.0).spend, scaled(2.0).spend].concat(), ..Plan::default() };
            for other in [longer, named, twice] {
                prop_assert!(do_the_same(&one, &other, std::slice::from_ref(&s)));
            }
            let shorter = with(SpendChange { weeks: Some(weeks - 1), ..SpendChange::default() });
            prop_assert_eq!(do_the_same(&one, &shorter, std::slice::from_ref(&s)), scale == 1.0);
        });
    }

    #[test]
    fn what_changes_nothing_is_no_change() {
        let (mut s, _) = horizon();
        let same = |plan: &Plan, s: &Scenario| do_the_same(plan, &Plan::default(), std::slice::from_ref(s));
        assert!(same(&scaled(1.0), &s) && !same(&scaled(1.2), &s));
        let rate = |logit| Plan { rates: vec![RateChange { stage: s.stages[0].id.clone(), logit }], ..Plan::default() };
        assert!(same(&rate(0.0), &s) && !same(&rate(0.1), &s));
        for setting in s.settings() {
            let change = |value| SettingChange { setting: setting.key.clone(), value };
            let plan = |value| Plan { settings: vec![change(value)], ..Plan::default() };
            assert!(same(&plan(setting.today), &s) && !same(&plan(setting.today + 0.5), &s), "{}", setting.key);
        }
        // Twice nothing is nothing, but a channel that is not there is a reason why the plan cannot be carried out.
        let on = |id: &str| SpendChange { channels: vec![id.into()], scale: 2.0, ..SpendChange::default() };
        s.channels[0].spend_per_week = 0.0;
        assert!(same(&Plan { spend: vec![on(&s.channels[0].id)], ..Plan::default() }, &s));
        assert!(!same(&Plan { spend: vec![on("elsewhere")], ..Plan::default() }, &s));
    }
}

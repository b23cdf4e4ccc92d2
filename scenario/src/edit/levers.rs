//! Levers and settings: turned on, dropped, and set by a plan.

use super::super::laws::Pert;
use super::super::{
    Channel, Grade, Input, LeverKind, Plan, Problem, Scenario, SettingChange, SpendChange, Team, Value, Work,
};
use super::{Edited, checked};
use crate::own::rough::in_currency;

/// Sets a setting in a plan; today's value, or `None`, leaves it as it is today.
///
/// # Errors
///
/// When there is no such setting or plan, or the value is out of its range.
///
/// ```
/// use funnel_scenario::{edit, templates};
/// let scenario = templates::load("sales-led-saas").unwrap();
/// let more = edit::set_setting(&scenario, 0, "attempts/attempts", Some(6.0)).unwrap();
/// assert_eq!(more.plans[0].settings[0].value, 6.0);
/// assert!(edit::set_setting(&scenario, 0, "attempts/attempts", Some(-1.0)).is_err());
/// ```
pub fn set_setting(scenario: &Scenario, plan: usize, key: &str, value: Option<f64>) -> Edited {
    let settings = scenario.settings();
    let setting =
        settings.iter().find(|x| x.key == key).ok_or_else(|| vec![Problem::new("", "there is no such setting")])?;
    let mut new = scenario.clone();
    if plan == 0 && new.plans.is_empty() {
        new.plans.push(Plan::default());
    }
    let changes = &mut new.plans.get_mut(plan).ok_or_else(|| vec![Problem::new("", "there is no such plan")])?.settings;
    changes.retain(|x| x.setting != key);
    if let Some(value) = value.filter(|x| *x != setting.today) {
        changes.push(SettingChange { setting: key.to_owned(), value });
    }
    checked(new)
}

/// Turns on a lever, with honestly wide defaults, on the stages that are most likely meant.
///
/// Today's figures stay as they are, to the bit: nobody is nurtured, nothing is spent on content, no customer renews
/// and no wait delays an answer until the reader says what is so today. A lever that would add to the process does so
/// only in a plan.
///
/// # Errors
///
/// When the process has too few stages for it.
pub fn use_lever(scenario: &Scenario, kind: LeverKind) -> Edited {
    let mut new = scenario.clone();
    kind.take_up(&mut new);
    checked(new)
}

/// Drops a lever, and what plans set about it.
///
/// # Errors
///
/// None for a valid scenario.
pub fn drop_lever(scenario: &Scenario, kind: LeverKind) -> Edited {
    let mut new = scenario.clone();
    kind.take_from(&mut new.levers);
    super::forget(&mut new);
    checked(new)
}

/// Drops a lever from a scenario that is invalid with it.
pub fn drop_unfit(scenario: &mut Scenario, kind: LeverKind) {
    kind.take_from(&mut scenario.levers);
    super::forget(scenario);
}

/// Has a team work a stage; with an empty id, nobody works it.
///
/// # Errors
///
/// When there is no such stage or team.
pub fn work_stage(scenario: &Scenario, stage: usize, team: &str) -> Edited {
    let mut new = scenario.clone();
    let slot = new.stages.get_mut(stage).ok_or_else(|| vec![Problem::new("", "there is no such stage")])?;
    slot.work = match (team, slot.work.take()) {
        ("", _) => None,
        (team, Some(work)) => Some(Work { team: team.to_owned(), ..work }),
        (team, None) => Some(Work { team: team.to_owned(), ..Work::default() }),
    };
    checked(new)
}

/// Adds a channel that has not been tried: no spend today, wide ranges, and a first plan that spends a tenth of today's
/// budget on it.
///
/// # Errors
///
/// When there are too many channels, or changes in the plan.
pub fn try_channel(scenario: &Scenario) -> Edited {
    let mut new = scenario.clone();
    let (id, _) = super::free("channel", new.channels.iter().map(|c| c.id.as_str()));
    let today = scenario.spend_per_week();
    let spend = if today > 0.0 { (today / 10.0).max(1.0) } else { in_currency(1_000.0, &scenario.currency) };
    let guess = |low: f64, likely: f64, high: f64| {
        let source = "Guess: nobody has tried this channel; wide on purpose".to_owned();
        Input { source, grade: Some(Grade::C), ..Input::new(Value::Pert(Pert { min: low, mode: likely, max: high })) }
    };
    // What an inquiry costs on other channels, from a third to four times as much.
    let known: Vec<f64> = {
        let paid = scenario.channels.iter().filter(|c| c.spend_per_week > 0.0);
        paid.filter_map(|c| c.cost_per_inquiry.middle()).collect()
    };
    let usual = if known.is_empty() {
        in_currency(150.0, &scenario.currency)
    } else {
        known.iter().sum::<f64>() / known.len() as f64
    };
    new.channels.push(Channel {
        id: id.clone(),
        name: "A channel never tried".to_owned(),
        spend_per_week: 0.0,
        past_spend_per_week: None,
        reference_spend_per_week: Some(spend),
        cost_per_inquiry: guess(usual / 3.0, usual * 1.3, usual * 4.0),
        elasticity: guess(0.1, 0.5, 0.9),
        carry_over: guess(0.0, 0.15, 0.5),
        close_shift: guess(-1.2, -0.2, 0.8),
        ..Channel::default()
    });
    if new.plans.is_empty() {
        new.plans.push(Plan::default());
    }
    if let Some(plan) = new.plans.first_mut() {
        plan.spend.push(SpendChange { channels: vec![id], add_per_week: spend, ..SpendChange::default() });
    }
    checked(new)
}

/// A new team. It works no stage until the reader names one, so today stays as it is.
pub(super) fn add_team(new: &mut Scenario) {
    let (id, number) = super::free("team", new.teams.iter().map(|t| t.id.as_str()));
    new.teams.push(Team { id, name: format!("Team {number}"), ..Team::default() });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{edit, templates};

    #[test]
    fn every_lever_is_taken_up_and_dropped() {
        let plain = templates::load("blank").unwrap();
        for kind in LeverKind::ALL.iter().copied() {
            let with = use_lever(&plain, kind).unwrap();
            assert!(kind.is_used(&with), "{kind:?}");
            // Word of mouth has no settings: it follows from what else is done.
            let Some(set) = with.settings().into_iter().find(|x| x.key.starts_with(kind.field())) else {
                assert_eq!((kind, drop_lever(&with, kind).unwrap()), (LeverKind::WordOfMouth, plain.clone()));
                continue;
            };
            let planned = set_setting(&with, 0, &set.key, Some(set.high.min(set.today + 1.0))).unwrap();
            assert_eq!(planned.plans[0].settings.len(), 1, "{kind:?}");
            assert_eq!(set_setting(&planned, 0, &set.key, Some(set.today)).unwrap(), with, "as today is no change");
            let dropped = drop_lever(&planned, kind).unwrap();
            assert_eq!(dropped, plain, "and what the plan set goes with it");
        }
    }

    #[test]
    fn what_named_a_stage_goes_with_it() {
        let s = templates::load("sales-led-saas").unwrap();
        let at = s.stages.iter().position(|x| x.id == "reached").unwrap();
        let s = set_setting(&s, 0, "attempts/attempts", Some(5.0)).unwrap();
        let without = edit::remove(&s, edit::List::Stages, at).unwrap();
        assert_eq!((&without.levers.attempts, &without.levers.response), (&None, &None));
        assert!(without.plans[0].settings.is_empty());
        assert_eq!(without.levers.information.as_ref().map(|x| x.stages.len()), Some(1));
        assert!(without.levers.definition.is_some(), "it names other stages");
        let teams = edit::remove(&s, edit::List::Teams, 0).unwrap();
        assert!(teams.stages.iter().all(|x| x.work.as_ref().is_none_or(|w| w.team != "sdr")));
    }

    #[test]
    fn a_channel_never_tried_costs_nothing_today() {
        let s = templates::load("sales-led-saas").unwrap();
        let tried = try_channel(&s).unwrap();
        assert_eq!(tried.spend_per_week(), s.spend_per_week());
        let change = tried.plans[0].spend.last().unwrap();
        assert_eq!((change.channels.len(), change.add_per_week), (1, s.spend_per_week() / 10.0));
        let cost = tried.channels.last().unwrap().cost_per_inquiry.value.clone();
        assert!(matches!(cost, Value::Pert(Pert { min, max, .. }) if max > 10.0 * min), "{cost:?}");
    }

    #[test]
    fn a_stage_is_worked_by_whom_it_says() {
        let s = templates::load("sales-led-saas").unwrap();
        let worked = work_stage(&s, 0, "sdr").unwrap();
        assert_eq!(worked.stages[0].work.as_ref().map(|w| w.team.as_str()), Some("sdr"));
        assert_eq!(work_stage(&worked, 0, "").unwrap(), s);
        assert!(work_stage(&s, 0, "nobody").is_err() && work_stage(&s, 99, "sdr").is_err());
    }
}

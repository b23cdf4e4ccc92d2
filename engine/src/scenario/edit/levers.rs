//! Levers and settings: taken up, dropped, and set by a plan.

use super::super::levers::{Attempts, Capture, Definition, HandOff, Information, LeverKind, Levers, Response};
use super::super::{Plan, Problem, Scenario, SettingChange, Stage, Team, Work};
use super::{Edited, checked};

/// Sets a setting in a plan; today's value, or none, leaves it as it is today.
///
/// # Errors
///
/// When there is no such setting or plan, or the value is out of its range.
///
/// ```
/// use funnel_engine::scenario::{edit, templates};
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

/// Takes up a lever, with honest wide defaults, on the stages that it most likely means.
///
/// # Errors
///
/// When the process has too few stages for it.
pub fn use_lever(scenario: &Scenario, kind: LeverKind) -> Edited {
    let mut new = scenario.clone();
    let Guess { judged, reached, accepted } = Guess::of(&new.stages);
    let levers = &mut new.levers;
    match kind {
        LeverKind::Capture => {
            levers.capture = Some(Capture { stage: judged, fit_stage: accepted, ..Capture::default() });
        }
        LeverKind::Definition => {
            levers.definition = Some(Definition { stage: judged, accept_stage: accepted, ..Definition::default() });
        }
        LeverKind::HandOff => {
            let follow_up_stage = if reached == judged { String::new() } else { reached };
            levers.hand_off =
                Some(HandOff { stage: judged, accept_stage: accepted, follow_up_stage, ..HandOff::default() });
        }
        LeverKind::Information => {
            levers.information = Some(Information { stages: vec![accepted], ..Information::default() });
        }
        LeverKind::Response => levers.response = Some(Response { stage: reached, ..Response::default() }),
        LeverKind::Attempts => levers.attempts = Some(Attempts { stage: reached, ..Attempts::default() }),
    }
    checked(new)
}

/// Drops a lever, and what plans set about it.
///
/// # Errors
///
/// None that a valid scenario could have.
pub fn drop_lever(scenario: &Scenario, kind: LeverKind) -> Edited {
    let mut new = scenario.clone();
    let Levers { capture, definition, hand_off, information, response, attempts, .. } = &mut new.levers;
    match kind {
        LeverKind::Capture => *capture = None,
        LeverKind::Definition => *definition = None,
        LeverKind::HandOff => *hand_off = None,
        LeverKind::Information => *information = None,
        LeverKind::Response => *response = None,
        LeverKind::Attempts => *attempts = None,
    }
    super::forget(&mut new);
    checked(new)
}

/// Lets a team work a stage; an empty id lets nobody.
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

/// A new team, working the stage in which people are reached where nobody does yet.
pub(super) fn add_team(new: &mut Scenario) {
    let (id, number) = super::free("team", new.teams.iter().map(|t| t.id.as_str()));
    let reached = Guess::of(&new.stages).reached;
    if let Some(stage) = new.stages.iter_mut().find(|x| x.id == reached && x.work.is_none()) {
        stage.work = Some(Work { team: id.clone(), ..Work::default() });
    }
    new.teams.push(Team { id, name: format!("Team {number}"), ..Team::default() });
}

/// Ids of the stages that levers most likely mean.
struct Guess {
    judged: String,
    reached: String,
    accepted: String,
}

impl Guess {
    fn of(stages: &[Stage]) -> Self {
        let named = |words: &[&str]| {
            let says = |text: &str| words.iter().any(|w| text.to_lowercase().contains(w));
            stages.iter().position(|x| says(&x.id) || says(&x.name))
        };
        let last = stages.len().saturating_sub(1);
        let judged = named(&["mql", "qualif"]).unwrap_or(0);
        let reached = named(&["reach", "contact", "talk", "spoken"]).unwrap_or((judged + 1).min(last));
        let accepted = named(&["sql", "accept"]).filter(|i| *i > judged).unwrap_or((reached + 1).min(last));
        let id = |i: usize| stages.get(i).map(|x| x.id.clone()).unwrap_or_default();
        Self { judged: id(judged), reached: id(reached), accepted: id(accepted) }
    }
}

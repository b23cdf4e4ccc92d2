//! The scenarios that measure what levers cost. Earlier engines are timed on them too (docs/benchmarks.md), so only
//! calls that already existed in 0.1.0 are made here.

use funnel_engine::scenario::edit::use_lever;
use funnel_engine::scenario::{LeverKind, Levers, Problem, Scenario, SettingChange, templates};

pub(crate) type Failure = Box<dyn std::error::Error>;

#[expect(clippy::needless_pass_by_value, reason = "the shape of map_err")]
pub(crate) fn told(problems: Vec<Problem>) -> String {
    format!("{problems:?}")
}

/// The worked example, with a plan that spends a fifth more on everything.
pub(crate) fn worked_example() -> Result<Scenario, Failure> {
    let scenario = templates::load("sales-led-saas").ok_or("no worked example")?;
    let plan = scenario.plans.first().ok_or("no plan")?;
    let is_fifth = plan.settings.is_empty() && plan.spend.iter().all(|x| x.scale == 1.2 && x.channels.is_empty());
    if is_fifth { Ok(scenario) } else { Err("the worked example's plan is another one".into()) }
}

/// The scenario without its teams.
pub(crate) fn without_teams(mut scenario: Scenario) -> Scenario {
    scenario.teams.clear();
    scenario.stages.iter_mut().for_each(|stage| stage.work = None);
    scenario
}

pub(crate) fn all_off() -> Result<Scenario, Failure> {
    Ok(Scenario { levers: Levers::default(), ..without_teams(worked_example()?) })
}

pub(crate) fn all_on() -> Result<Scenario, Failure> {
    let mut scenario = worked_example()?;
    for kind in LeverKind::ALL {
        if !kind.is_used(&scenario) {
            scenario = use_lever(&scenario, *kind).map_err(told)?;
        }
    }
    Ok(scenario)
}

/// All on, with a plan that moves one setting of each lever and team.
pub(crate) fn all_set() -> Result<Scenario, Failure> {
    let mut scenario = all_on()?;
    let settings = [
        ("segment/large/focus", 1.5),
        ("team/sdr/people", 4.0),
        ("team/ae/people", 7.0),
        ("capture/fields", 6.0),
        ("definition/lets_through", 1.2),
        ("hand_off/earlier", 0.3),
        ("information/quality", 0.7),
        ("response/minutes", 30.0),
        ("attempts/attempts", 5.0),
        ("content/spend_per_week", 900.0),
        ("schedule/off_weeks", 2.0),
        ("nurture/quality", 0.7),
        ("customers/promise", 1.1),
    ];
    let change = |(setting, value): (&str, f64)| SettingChange { setting: setting.to_owned(), value };
    scenario.plans[0].settings = settings.map(change).to_vec();
    Ok(scenario)
}

//! Every setting acts: a key that the engine misspells would be a lever that never moves anything.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it should be")]

use std::collections::BTreeSet;

use funnel_engine::report::{Arm, Report};
use funnel_engine::scenario::{LeverKind, Plan, Scenario, Setting, SettingChange, limits};
use funnel_engine::simulate::Simulator;
use funnel_testkit::full;

fn run(scenario: &Scenario) -> Report {
    const REPLICATES: u32 = 64;
    let mut simulator = Simulator::new(scenario).unwrap();
    let mut tally = simulator.tally();
    for block in simulator.blocks(REPLICATES) {
        simulator.step(block, REPLICATES, &mut tally);
    }
    tally.report(simulator.model())
}

/// Plans that set this one, below and above today's value as far as there is room.
fn plans(setting: &Setting) -> Vec<Plan> {
    let (low, high) = (setting.low.max(setting.today / 2.0), setting.high.min(2.0 * setting.today + 1.0));
    let moved = [low, high].into_iter().map(f64::round).chain([low, high]);
    let moved = moved.map(|value| value.clamp(setting.low, setting.high)).filter(|value| *value != setting.today);
    moved
        .map(|value| SettingChange { setting: setting.key.clone(), value })
        .map(|change| Plan { settings: vec![change], ..Plan::default() })
        .collect()
}

#[test]
fn a_plan_that_moves_a_setting_changes_a_figure() {
    let mut scenario = Scenario { plans: Vec::new(), ..full() };
    scenario.frame.horizon_weeks = 26;
    if let Some(schedule) = &mut scenario.levers.schedule {
        // Weeks without spend, or how many weeks are between them says nothing.
        (schedule.on_weeks, schedule.off_weeks) = (3.0, 1.0);
    }
    let settings = scenario.settings();
    let levers: BTreeSet<&str> = settings.iter().filter_map(|x| x.key.split('/').next()).collect();
    for kind in LeverKind::ALL {
        let has_settings = !kind.questions().is_empty() && levers.contains(kind.field());
        assert!(has_settings || kind.field() == "word_of_mouth", "{} has no setting here", kind.field());
    }
    let tried: Vec<(&Setting, Plan)> =
        settings.iter().flat_map(|x| plans(x).into_iter().map(move |p| (x, p))).collect();
    let mut acts = BTreeSet::new();
    for some in tried.chunks(limits::PLANS) {
        let plans = some.iter().map(|(_, plan)| plan.clone()).collect();
        let report = run(&Scenario { plans, ..scenario.clone() });
        let figures = |arm: &Arm| (arm.figures.clone(), arm.spend, arm.weekly.clone());
        for ((setting, _), arm) in some.iter().zip(&report.arms[1..]) {
            if figures(arm) != figures(&report.arms[0]) {
                acts.insert(setting.key.as_str());
            }
        }
    }
    let idle: Vec<&str> = settings.iter().map(|x| x.key.as_str()).filter(|key| !acts.contains(key)).collect();
    assert_eq!(idle, Vec::<&str>::new());
}

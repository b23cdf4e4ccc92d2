//! Laws of every study: it ends, its runs are valid, and what it knows is complete at any time.

use proptest::prelude::*;

use super::plan_outcome::within;
use super::sides::{Carried, FIGURES};
use super::{Driver, Lead, Question, differ, mix, outcome};
use crate::process::Metric;
use crate::scenario::{Frame, Plan, Scenario, SettingChange, SpendChange, TargetMetric, limits, templates};
use crate::simulate::Simulator;
use funnel_testkit::scenario;

/// Steps after which a study is taken to go on for ever: each of those here has at most a few dozen runs of one block.
const MANY: usize = 500;

/// A question for every study; `other` stands for the scenarios that some want beside the reader's own.
fn questions(other: &Scenario, metric: usize) -> Vec<Question> {
    let (others, metric) = (vec![Carried(other.clone())], FIGURES[metric]);
    vec![
        Question::Holds,
        Question::Ladder,
        Question::Mix { asked: mix::Terms { total: None, bounds: Vec::new(), over_time: true } },
        Question::Extra,
        Question::Cut,
        Question::Outcome {
            target: Some(outcome::Target { metric: TargetMetric::Customers, value: 20.0, confidence: 0.8 }),
        },
        Question::Drivers { metric, total: false },
        Question::Learn { metric: Metric::Profit, pairs: true },
        Question::Curve { lambda: 0.5 },
        Question::Compare { others: others.clone(), metric },
        Question::Regret { others, metric },
        Question::Regret { others: Vec::new(), metric },
    ]
}

/// Steps through a study, and checks what it says on the way.
fn ends(question: &Question, scenario: &Scenario, replicates: u32) -> Result<(), TestCaseError> {
    let study = question.study(scenario, replicates);
    let is_refused = !study.refused().is_empty();
    let mut driver = Driver::new(study);
    let (mut steps, mut progress) = (0, driver.progress());
    while driver.step().map_err(|problems| TestCaseError::fail(format!("{problems:?}")))? {
        steps += 1;
        prop_assert!(steps < MANY, "{question:?} does not end");
        if driver.took() {
            prop_assert!(driver.progress() > progress, "{question:?}: no progress");
            progress = driver.progress();
            let text = serde_json::to_string(&driver.found()).map_err(|e| TestCaseError::fail(e.to_string()))?;
            let read = serde_json::from_str::<super::Finding>(&text).map_err(|e| TestCaseError::fail(e.to_string()))?;
            prop_assert!(read == driver.found(), "{read:?}\nis not\n{:?}", driver.found());
        }
    }
    prop_assert_eq!(driver.progress(), 1.0);
    prop_assert!(!is_refused || steps == 0);
    prop_assert_eq!(driver.step(), Ok(false));
    Ok(())
}

/// Scenarios at the limits of what is valid: as many channels, weeks, people and changes as there may be.
fn large() -> impl Strategy<Value = Scenario> {
    let templates =
        (0..templates::TEMPLATES.len()).prop_map(|i| templates::load(templates::TEMPLATES[i].id).unwrap_or_default());
    let sizes = (1..=limits::CHANNELS, 0..=limits::CHANGES, 0..=limits::CHANGES, any::<[bool; 4]>());
    (templates, sizes).prop_map(|(mut s, (channels, changes, settings, [alike, full, idle, planned]))| {
        let spends = |i: usize| if idle && i % 3 == 1 { 0.0 } else { 500.0 };
        s.channels = (0..channels)
            .map(|i| {
                let mut channel = s.channels[if alike { 0 } else { i % s.channels.len() }].clone();
                channel.id = format!("c{i}");
                channel.name.clone_from(&channel.id);
                channel.spend_per_week = spends(i);
                channel.reference_spend_per_week = Some(500.0);
                channel
            })
            .collect();
        s.segments.truncate((limits::CELLS / channels).max(1));
        if s.segments.len() == 1 {
            s.segments.clear();
        }
        s.levers.schedule = None;
        let change = |i: usize| SpendChange {
            channels: vec![s.channels[i % channels].id.clone()],
            add_per_week: 10.0,
            ..SpendChange::default()
        };
        s.teams.iter_mut().filter(|_| full).for_each(|team| team.people = 10_000.0);
        let set = |x: crate::scenario::Setting| SettingChange { value: x.high, setting: x.key };
        let plan = Plan {
            spend: (0..changes).map(change).collect(),
            settings: s.settings().into_iter().map(set).cycle().take(settings).collect(),
            ..Plan::default()
        };
        s.plans = if planned { vec![plan] } else { Vec::new() };
        // Few weeks, as there is much to simulate in each.
        s.frame = Frame { horizon_weeks: 8, run_off_weeks: 8 };
        s
    })
}

proptest! {
    // Each is as large as can be.
    #![proptest_config(ProptestConfig::with_cases(6))]

    /// Whatever a reader may have, what is tried of it may be had as well.
    #[test]
    fn a_scenario_at_its_limits_is_answered(s in large()) {
        prop_assume!(s.problems().is_empty());
        for question in questions(&s, 0) {
            ends(&question, &s, 2)?;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn every_study_ends(a in scenario(), b in scenario(), same in any::<bool>(), metric in 0..FIGURES.len(), n in 1..80_u32) {
        prop_assume!(a.problems().is_empty() && b.problems().is_empty());
        // Half of the time the other scenario covers the same weeks, so that the question is not refused.
        let b = if same { Scenario { frame: a.frame, ..b } } else { b };
        prop_assume!(b.problems().is_empty());
        for question in questions(&b, metric) {
            ends(&question, &a, n)?;
        }
    }

    #[test]
    fn a_run_at_hand_tells_what_the_same_run_made_anew_tells(a in scenario(), n in 1..300_u32, more in 0..100_u32) {
        prop_assume!(a.problems().is_empty());
        let mut simulator = Simulator::new(&a).map_err(|e| TestCaseError::fail(format!("{e:?}")))?;
        let mut tally = simulator.tally();
        simulator.blocks(n).for_each(|block| simulator.step(block, n, &mut tally));
        tally.forget_paths();
        for question in questions(&a, 0) {
            // As many replicates as are at hand, or more.
            let is_whole = question.rests_on_the_answer();
            let all = n + [0, more][usize::from(is_whole)];
            let begun = Lead::at_hand(&question, &a, all, tally.clone()).map(Driver::of);
            // Those ask for no other run; one that does goes on from there.
            prop_assert!(begun.is_some() || !is_whole, "{:?}", question);
            let Some(mut begun) = begun else { continue };
            prop_assert!(!is_whole || (begun.progress() == 1.0) == (more == 0));
            let mut anew = Driver::new(question.study(&a, all));
            while anew.step() == Ok(true) {}
            while begun.step() == Ok(true) {}
            prop_assert!(begun.found() == anew.found(), "{:?}", question);
            let longer = Scenario { frame: Frame { horizon_weeks: a.frame.horizon_weeks + 1, ..a.frame }, ..a.clone() };
            prop_assert!(Lead::at_hand(&question, &longer, n, tally.clone()).is_none(), "a run of other weeks");
        }
    }

    /// Everything that studies of the horizon read is the same, to the bit, when the run stops at the horizon.
    #[test]
    fn watching_no_longer_than_the_horizon_changes_nothing_within_it(a in scenario(), n in 32..100_u32) {
        prop_assume!(a.problems().is_empty());
        let run = |s: &Scenario| -> Result<_, TestCaseError> {
            let mut simulator = Simulator::new(s).map_err(|e| TestCaseError::fail(format!("{e:?}")))?;
            let mut tally = simulator.tally();
            simulator.blocks(n).for_each(|block| simulator.step(block, n, &mut tally));
            let report = tally.report(simulator.model());
            Ok((tally, report))
        };
        let longer = Scenario { frame: Frame { run_off_weeks: 30, ..a.frame }, ..a.clone() };
        let ((all, whole), (some, short)) = (run(&longer)?, run(&within(&longer))?);
        let weeks = a.frame.horizon_weeks as usize;
        let until = |of: Vec<f64>| of.into_iter().take(weeks).collect::<Vec<f64>>();
        for (arm, (whole, short)) in whole.arms.iter().zip(&short.arms).enumerate() {
            for figure in [Metric::Revenue, Metric::Profit, Metric::AcquisitionCost, Metric::Customers] {
                prop_assert_eq!(all.values(arm, figure), some.values(arm, figure), "{:?}", figure);
            }
            prop_assert_eq!(until(all.won(arm)), until(some.won(arm)));
            for stage in 0..a.stages.len() {
                prop_assert_eq!(until(all.entered(arm, stage)), until(some.entered(arm, stage)));
            }
            for (one, other) in whole.work.iter().zip(&short.work) {
                prop_assert_eq!(one.full, other.full);
                prop_assert_eq!(until(one.band.mean.clone()), until(other.band.mean.clone()));
            }
        }
    }

    #[test]
    fn differences_are_the_same_from_either_side(a in scenario(), b in scenario()) {
        prop_assert_eq!(differ::between(&a, &a), differ::Differences::default());
        let (ab, ba) = (differ::between(&a, &b), differ::between(&b, &a));
        prop_assert_eq!((ab.list.len(), ab.more, ab.silent), (ba.list.len(), ba.more, ba.silent));
        if ab.more == 0 {
            for d in &ab.list {
                prop_assert!(d.from != d.to, "{d:?}");
                let back = ba.list.iter().find(|x| x.path == d.path);
                prop_assert!(back.is_some_and(|x| x.from == d.to && x.to == d.from), "{d:?}: {back:?}");
            }
        }
    }
}

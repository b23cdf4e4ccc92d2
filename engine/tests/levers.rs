//! Taking up a lever changes nothing in today's report, whatever scenario one starts from.

#![allow(clippy::panic, reason = "a test may stop at the first thing that is not as it should be")]

use funnel_engine::report::{Arm, Report};
use funnel_engine::scenario::edit::{self, List};
use funnel_engine::scenario::{LeverKind, Scenario, templates};
use funnel_engine::simulate::Simulator;

fn run(scenario: &Scenario) -> Report {
    const REPLICATES: u32 = 192;
    let mut simulator = Simulator::new(scenario).unwrap_or_else(|problems| panic!("{problems:?}"));
    let mut tally = simulator.tally();
    for block in simulator.blocks(REPLICATES) {
        simulator.step(block, REPLICATES, &mut tally);
    }
    tally.report(simulator.model())
}

/// Today before and after: equal to the bit in everything that both have. What a lever adds (people who come back from
/// nurture or whom customers refer, a team that works on nothing) is there, and empty.
fn same_today(before: &Arm, after: &Arm, what: &str) {
    assert_eq!(before.figures, after.figures, "{what}");
    assert_eq!((before.cac, before.target, before.spend), (after.cac, after.target, after.spend), "{what}");
    assert_eq!(before.stages, after.stages, "{what}");
    assert_eq!(before.booked, after.booked, "{what}");
    assert_eq!(before.weekly, after.weekly, "{what}");
    assert_eq!((before.left, &before.signs), (after.left, &after.signs), "{what}");
    let of = |arm: &Arm, cell: &funnel_engine::report::CellFlow| {
        arm.flows
            .iter()
            .find(|x| (x.origin, &x.channel, &x.segment) == (cell.origin, &cell.channel, &cell.segment))
            .cloned()
    };
    for cell in &before.flows {
        assert_eq!(of(after, cell).as_ref(), Some(cell), "{what}");
    }
    for cell in after.flows.iter().filter(|cell| of(before, cell).is_none()) {
        assert!(cell.stages.iter().all(|x| x.entered == 0.0 && x.passed == 0.0), "{what}: {cell:?}");
    }
    for work in &before.work {
        let same = after.work.iter().find(|x| (x.measure, &x.team) == (work.measure, &work.team));
        assert_eq!(same, Some(work), "{what}");
    }
}

#[test]
fn taking_a_lever_up_changes_nothing_of_todays_report() {
    for template in templates::TEMPLATES {
        let scenario = templates::load(template.id).unwrap();
        let before = run(&scenario);
        let kinds = LeverKind::ALL.iter().filter(|kind| !kind.is_used(&scenario));
        let mut taken: Vec<(String, Scenario)> =
            kinds.map(|kind| (format!("{kind:?}"), edit::use_lever(&scenario, *kind).unwrap())).collect();
        taken.push(("a team".to_owned(), edit::add(&scenario, List::Teams).unwrap()));
        taken.push(("a channel never tried".to_owned(), edit::try_channel(&scenario).unwrap()));
        for (what, with) in taken {
            let after = run(&with);
            same_today(&before.arms[0], &after.arms[0], &format!("{}: {what}", template.id));
            // Even in the plan, only these two change anything: it spends on the new channel, and people talk about
            // what it changes.
            if what != "a channel never tried" && what != "WordOfMouth" {
                same_today(&before.arms[1], &after.arms[1], &format!("{}: {what}, the plan", template.id));
            }
        }
    }
}

/// The law can fail: a change to one of today's figures is seen.
#[test]
#[should_panic(expected = "blank: Nurture")]
fn a_lever_that_acts_today_would_be_seen() {
    let scenario = templates::load("blank").unwrap();
    let mut with = edit::use_lever(&scenario, LeverKind::Nurture).unwrap();
    with.levers.nurture.as_mut().unwrap().feeds[0].share = 0.3;
    same_today(&run(&scenario).arms[0], &run(&with).arms[0], "blank: Nurture");
}

//! Which answer is on the screen.

use std::rc::Rc;

use funnel_engine::report::{Arm, Booked, Chance, Left, Report, Signs, Summary, Weekly};
use funnel_engine::scenario::Scenario;

use super::first_screen::FirstScreen;
use super::session::Session;
use super::session_tests::{after, named, report, shown};
use super::{Action, Phase, REMEMBERED};

/// A session that begins with this answer, built into the page or sent by a reader.
fn carrying(first: FirstScreen) -> Rc<Session> {
    Rc::new(Session::new(Rc::new(first.scenario.0.clone())).with_first_screen(Some(first)))
}

/// The names of the scenario on the screen and of the report's scenario.
fn displayed(s: &Session) -> Option<(String, String)> {
    s.displayed().map(|(of, report)| (of.name.clone(), report.scenario.clone()))
}

fn pair(of: &str, report: &str) -> Option<(String, String)> {
    Some((of.to_owned(), report.to_owned()))
}

/// What a run reports on a scenario with this name.
fn report_on(name: &str) -> Report {
    let Action::Report { report, .. } = report(0, &named(name), true) else { unreachable!() };
    (*report).clone()
}

#[test]
fn an_answer_that_came_with_the_page_gives_way_to_nothing_that_is_coarser() {
    let s = carrying(FirstScreen::built((*named("start")).clone(), report_on("known")));
    let start = Rc::clone(&s.scenario);
    assert_eq!(displayed(&s), pair("start", "known"));
    assert!(s.is_answered() && !s.is_stale() && !s.is_as_sent());
    assert!(s.run.report.is_none() && s.run.phase == Phase::Asking);

    let refining = after(&s, [report(0, &start, false)]);
    assert_eq!((displayed(&refining), shown(&refining)), (pair("start", "known"), Some("start")));
    assert!(refining.is_answered() && refining.run.phase == Phase::Refining);
    let settled = after(&refining, [report(0, &start, true)]);
    assert_eq!(displayed(&settled), pair("start", "start"), "the page's own run has come to its end");
    assert_eq!(settled.notice, None, "what was built in needs no word");

    // For another question, the answer is marked stale until there is a new one.
    let b = named("b");
    let moved = after(&refining, [Action::Edit(Rc::clone(&b))]);
    assert!(moved.is_stale() && !moved.is_answered());
    assert_eq!(displayed(&moved), pair("start", "known"));
    let moved = after(&moved, [report(1, &b, false)]);
    assert_eq!(displayed(&moved), pair("b", "b"));
    assert!(!moved.is_stale() && !moved.is_answered());
    let back = after(&moved, [Action::Undo]);
    assert!(back.is_answered() && !back.is_stale(), "it is known, so it is said at once");
    assert_eq!(displayed(&back), pair("start", "known"));
    assert_eq!(displayed(&after(&back, [report(2, &start, false)])), pair("start", "known"));
    assert_eq!(displayed(&after(&back, [report(2, &start, true)])), pair("start", "start"));
}

#[test]
fn an_answer_that_was_sent_is_marked_until_it_is_confirmed_and_a_wrong_one_is_named() {
    let sent = |report: Report| carrying(FirstScreen::sent((*named("start")).clone(), report));
    let honest = sent(report_on("start"));
    assert!(honest.is_as_sent() && honest.is_answered());
    let start = Rc::clone(&honest.scenario);
    let confirmed = after(&honest, [report(0, &start, false), report(0, &start, true)]);
    assert!(!confirmed.is_as_sent() && confirmed.notice.is_none());

    let wrong = sent(report_on("better"));
    let start = Rc::clone(&wrong.scenario);
    let running = after(&wrong, [report(0, &start, false)]);
    assert!(running.is_as_sent() && running.notice.is_none());
    assert_eq!(displayed(&running), pair("start", "better"));
    let found = after(&running, [report(0, &start, true)]);
    assert_eq!(displayed(&found), pair("start", "start"));
    assert!(found.notice.as_ref().is_some_and(|notice| notice.title.contains("not what this scenario gives")));

    // Another engine may legitimately arrive at other figures, and that is reported as well.
    let mut first = FirstScreen::sent((*named("start")).clone(), report_on("older"));
    first.engine = "0.2.0".to_owned();
    let older = carrying(first);
    let start = Rc::clone(&older.scenario);
    let told = after(&older, [report(0, &start, true)]).notice.as_ref().map(|notice| notice.title.clone());
    assert!(told.is_some_and(|told| told.contains("engine 0.2.0")));
}

#[test]
fn an_answer_to_another_scenario_is_not_taken_for_this_ones() {
    let first = FirstScreen::sent((*named("theirs")).clone(), report_on("theirs"));
    let s = Session::new(named("mine")).with_first_screen(Some(first));
    assert_eq!((displayed(&s), s.is_as_sent(), s.is_answered()), (None, false, false));
}

#[test]
fn what_was_settled_is_not_asked_again() {
    let valued = |name: &str, weeks: u32| {
        let mut s = Scenario { name: name.to_owned(), ..Scenario::default() };
        s.frame.horizon_weeks = weeks;
        Rc::new(s)
    };
    let a = valued("a", 10);
    let s = Rc::new(Session::new(Rc::clone(&a)));
    let s = after(&s, [report(0, &a, true)]);
    // A name, a note, slides and a brand change no number.
    let mut worded = (*valued("renamed", 10)).clone();
    worded.note = "Why".to_owned();
    worded.brand.accent = "#7a1fa2".to_owned();
    let renamed = after(&s, [Action::Edit(Rc::new(worded))]);
    assert_eq!((renamed.run.phase.clone(), renamed.is_stale()), (Phase::Settled, false));
    assert_eq!(displayed(&renamed), pair("renamed", "renamed"), "the report bears the new name");
    // Another question is asked; the undo is answered at once.
    let b = valued("renamed", 20);
    let moved = after(&renamed, [Action::Edit(Rc::clone(&b))]);
    let run = moved.run.id;
    let moved = after(&moved, [report(run, &b, false)]);
    assert_eq!(moved.run.phase, Phase::Refining);
    let back = after(&moved, [Action::Undo]);
    assert_eq!((back.run.phase.clone(), displayed(&back)), (Phase::Settled, pair("renamed", "renamed")));
    // A late report for the other question has no effect.
    let late = after(&back, [report(run, &b, true)]);
    assert_eq!(displayed(&late), pair("renamed", "renamed"));
    // Only a limited number are remembered.
    let mut s = Rc::clone(&back);
    for i in 0..REMEMBERED as u32 {
        let next = valued("next", 30 + i);
        s = after(&s, [Action::Edit(Rc::clone(&next))]);
        s = after(&s, [report(s.run.id, &next, true)]);
    }
    assert_eq!(after(&s, [Action::Edit(Rc::clone(&a))]).run.phase, Phase::Asking);
}

/// A report of run `id` with this many replicates, which says how sure it is that the target is reached.
fn sure(id: u32, scenario: &Rc<Scenario>, replicates: u32, target: Option<f64>, settled: bool) -> Action {
    let Action::Report { report, .. } = report(id, scenario, settled) else { unreachable!() };
    let arm: Arm = serde_json::from_value(serde_json::json!({
        "name": "", "spend": 1.0, "figures": {}, "cac": Summary::default(), "target": null, "weekly": Weekly::default(), "stages": [],
        "flows": [], "booked": Booked::default(), "work": [], "signs": Signs::default(), "left": Left::default(),
    }))
    .unwrap();
    let target = target.map(|value| Chance { value, ..Chance::default() });
    let report = Rc::new(Report { replicates, arms: vec![Arm { target, ..arm }], ..(*report).clone() });
    Action::Report { id, scenario: Rc::clone(scenario), report, settled }
}

fn known(s: &Session) -> (u32, Option<f64>) {
    let report = s.run.report.as_ref().unwrap();
    (report.replicates, report.arms[0].target.map(|chance| chance.value))
}

/// Another target changes nothing but what is said of the target, and another confidence not even that.
#[test]
fn another_target_leaves_the_answer_as_precise_as_it_is() {
    let aimed = |value: f64, confidence: f64| {
        let mut s = (*named("start")).clone();
        (s.target.value, s.target.confidence) = (Some(value), confidence);
        Rc::new(s)
    };
    let a = aimed(1e6, 0.8);
    let s = Rc::new(Session::new(Rc::clone(&a)));
    let s = after(&s, [sure(0, &a, 2_048, Some(0.4), true)]);
    let surer = after(&s, [Action::Edit(aimed(1e6, 0.9))]);
    assert_eq!((known(&surer), surer.run.phase.clone(), surer.run.id), ((2_048, Some(0.4)), Phase::Settled, 0));

    let b = aimed(2e6, 0.8);
    let other = after(&s, [Action::Edit(Rc::clone(&b))]);
    assert_eq!((known(&other), other.run.phase.clone(), other.is_stale()), ((2_048, None), Phase::Refining, false));
    let id = other.run.id;
    let first = after(&other, [sure(id, &b, 32, Some(0.1), false)]);
    assert_eq!(known(&first), (2_048, Some(0.1)), "what is said of the target comes from the run");
    let more = after(&first, [sure(id, &b, 256, Some(0.2), false)]);
    assert_eq!(known(&more), (2_048, Some(0.2)));
    let settled = after(&more, [sure(id, &b, 2_048, Some(0.19), true)]);
    assert_eq!((known(&settled), settled.run.phase.clone()), ((2_048, Some(0.19)), Phase::Settled));
    // Both are remembered.
    let back = after(&settled, [Action::Undo]);
    assert_eq!((known(&back), back.run.phase.clone()), ((2_048, Some(0.4)), Phase::Settled));
}

#[test]
fn an_answer_that_was_given_up_is_shown_until_the_run_knows_more() {
    let (a, b) = (named("a"), named("b"));
    let s = Rc::new(Session::new(Rc::clone(&a)));
    let s = after(&s, [sure(0, &a, 512, None, false), Action::Edit(Rc::clone(&b)), sure(1, &b, 64, None, false)]);
    let back = after(&s, [Action::Undo]);
    assert_eq!((known(&back).0, back.run.phase.clone(), back.is_stale()), (512, Phase::Refining, false));
    let id = back.run.id;
    assert_eq!(known(&after(&back, [sure(id, &a, 64, None, false)])).0, 512);
    assert_eq!(known(&after(&back, [sure(id, &a, 1_024, None, false)])).0, 1_024);
    // A first look is not worth it: a drag leaves dozens behind.
    let again = after(&back, [sure(id, &a, 1_024, None, false), Action::Redo]);
    assert!(again.is_stale(), "64 were not kept");
}

/// What is drawn from a whole report stands beside the verdict, and must not be about fewer futures.
#[test]
fn views_wait_until_the_run_is_as_precise_as_the_answer_that_came_with_the_page() {
    let s = carrying(FirstScreen::built((*named("start")).clone(), report_on("known")));
    let start = Rc::clone(&s.scenario);
    let refining = after(&s, [report(0, &start, false)]);
    assert!(refining.run.report.is_some() && refining.in_full().is_none());
    assert!(after(&refining, [report(0, &start, true)]).in_full().is_some());
    // Another question is answered by the run alone.
    let b = named("b");
    let moved = after(&refining, [Action::Edit(Rc::clone(&b)), report(1, &b, false)]);
    assert!(moved.in_full().is_some());
}

#[test]
fn a_run_goes_on_under_another_name() {
    let start = named("start");
    let s = Rc::new(Session::new(Rc::clone(&start)));
    let run = s.run.id;
    let called = |name: &str| {
        let mut s = Scenario { name: name.to_owned(), ..(*start).clone() };
        s.brand.footer = "Confidential".to_owned();
        Action::Edit(Rc::new(s))
    };
    // Before the first report, between reports, and once the run has settled.
    let renamed = after(&s, [called("one"), report(run, &start, false)]);
    assert_eq!((renamed.run.id, renamed.run.phase.clone()), (run, Phase::Refining));
    assert_eq!(displayed(&renamed), pair("one", "one"));
    let renamed = after(&renamed, [called("two")]);
    assert_eq!((displayed(&renamed), renamed.is_stale()), (pair("two", "two"), false));
    let settled = after(&renamed, [report(run, &start, true), called("three")]);
    assert_eq!((displayed(&settled), settled.run.phase.clone()), (pair("three", "three"), Phase::Settled));
    // The same for what came with the page, which its own run confirms.
    let sent = carrying(FirstScreen::sent((*start).clone(), report_on("start")));
    let first = Rc::clone(&sent.scenario);
    let renamed = after(&sent, [called("four")]);
    assert_eq!((displayed(&renamed), renamed.is_as_sent()), (pair("four", "four"), true));
    let confirmed = after(&renamed, [report(renamed.run.id, &first, true)]);
    assert_eq!((displayed(&confirmed), confirmed.is_as_sent()), (pair("four", "four"), false));
    assert_eq!(confirmed.notice, None);
    // Renaming may also retry a failed run.
    let failed = after(&s, [Action::Failed { id: run, message: "no".to_owned() }, called("five")]);
    assert_eq!(failed.run.phase, Phase::Asking);
}

/// Workers may be lost in the middle of a run; it is then begun anew.
#[test]
fn a_run_that_is_begun_anew_is_shown_once_it_knows_more() {
    let with = |replicates: u32, settled: bool| {
        let Action::Report { id, scenario, report, .. } = report(0, &named("start"), settled) else { unreachable!() };
        let report = Rc::new(Report { replicates, ..(*report).clone() });
        Action::Report { id, scenario, report, settled }
    };
    let mut s = Rc::new(Session::new(named("start")));
    let mut most = 0;
    for replicates in [32, 256, 32, 256, 1_024, 32, 256, 1_024] {
        s = after(&s, [with(replicates, false)]);
        most = most.max(replicates);
        assert_eq!(s.run.report.as_ref().map(|report| report.replicates), Some(most));
        assert_eq!(s.run.phase, Phase::Refining);
    }
    s = after(&s, [with(2_048, true)]);
    assert_eq!((s.run.report.as_ref().map(|report| report.replicates), &s.run.phase), (Some(2_048), &Phase::Settled));
    // Another question begins with what it has.
    s = after(&s, [Action::Edit(named("b")), report(1, &named("b"), false)]);
    assert_eq!(s.run.report.as_ref().map(|report| report.replicates), Some(256));
}

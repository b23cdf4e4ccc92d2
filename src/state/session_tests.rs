//! What the session does with its actions.

use std::rc::Rc;

use funnel_engine::report::Report;
use funnel_engine::scenario::Scenario;
use yew::Reducible;

use super::beside::{Beside, Change};
use super::session::{HISTORY, Session};
use super::storage::Kept;
use super::work::Body;
use super::{Action, Notice, Phase, Unopened};

pub(super) fn named(name: &str) -> Rc<Scenario> {
    // Each asks something different, as scenarios that differ only by name have the same answer.
    let seed = name.bytes().fold(1, |seed: u64, byte| (seed << 8 | u64::from(byte)) & 0xffff_ffff);
    Rc::new(Scenario { name: name.to_owned(), seed, ..Scenario::default() })
}

fn session() -> Rc<Session> {
    Rc::new(Session::new(named("start")))
}

pub(super) fn after(session: &Rc<Session>, actions: impl IntoIterator<Item = Action>) -> Rc<Session> {
    actions.into_iter().fold(Rc::clone(session), Session::reduce)
}

pub(super) fn report(id: u32, scenario: &Rc<Scenario>, settled: bool) -> Action {
    let report: Report = serde_json::from_value(serde_json::json!({
        "engine": "", "scenario": scenario.name, "currency": "USD", "seed": 1, "replicates": 256,
        "band_replicates": 0, "horizon_weeks": 1, "weeks": 1, "people_weeks": 1, "arms": [], "comparisons": [],
    }))
    .unwrap();
    Action::Report { id, scenario: Rc::clone(scenario), report: Rc::new(report), settled }
}

pub(super) fn shown(session: &Session) -> Option<&str> {
    session.run.report.as_ref().map(|report| report.scenario.as_str())
}

#[test]
fn edits_are_undone_and_done_again_in_order() {
    let s = after(&session(), ["a", "b", "c"].map(|name| Action::Edit(named(name))));
    let s = after(&s, [Action::Undo, Action::Undo]);
    assert_eq!(s.scenario.name, "a");
    assert!(s.can_undo() && s.can_redo());
    let s = after(&s, [Action::Redo, Action::Redo, Action::Redo]);
    assert_eq!(s.scenario.name, "c");
    assert!(!s.can_redo());
    let s = after(&s, [Action::Undo, Action::Edit(named("d")), Action::Redo]);
    assert_eq!(s.scenario.name, "d", "an edit ends what can be redone");
    let s = after(&s, [Action::Undo, Action::Undo, Action::Undo, Action::Undo]);
    assert_eq!(s.scenario.name, "start");
    assert!(!s.can_undo());
}

/// Keys of the slider that follow each other are undone together, as the steps of a drag are.
#[test]
fn keys_of_the_slider_are_one_step() {
    let key = |name: &str| [Action::Drag(named(name)), Action::Rest];
    let name = |s: &Session| s.scenario.name.clone();
    let s = after(&session(), [Action::Edit(named("before"))]);
    let s = after(&s, ["a", "b", "c"].into_iter().flat_map(key));
    assert!(!s.is_dragging());
    assert_eq!(name(&after(&s, [Action::Undo])), "before");
    // After a while, or something else, another begins.
    let later = after(&s, [Action::DragEnd].into_iter().chain(key("d")));
    assert_eq!(name(&after(&later, [Action::Undo])), "c");
    let other = after(&s, [Action::Edit(named("other"))].into_iter().chain(key("d")));
    assert_eq!(name(&after(&other, [Action::Undo])), "other");
    // Reports and messages in between do not count.
    let id = s.run.id;
    let told = after(&s, [report(id, &named("c"), false), Action::Dismiss].into_iter().chain(key("d")));
    assert_eq!(name(&after(&told, [Action::Undo])), "before");
    // A drag that begins after keys is one of its own.
    let drag = [Action::DragEnd, Action::Drag(named("d")), Action::Drag(named("e")), Action::DragEnd];
    assert_eq!(name(&after(&after(&s, drag), [Action::Undo])), "c");
}

#[test]
fn history_is_limited_and_keeps_the_latest() {
    let names: Vec<String> = (0..HISTORY + 10).map(|i| i.to_string()).collect();
    let s = after(&session(), names.iter().map(|name| Action::Edit(named(name))));
    let s = after(&s, (0..HISTORY + 10).map(|_| Action::Undo));
    assert_eq!(s.scenario.name, "9");
}

#[test]
fn a_drag_is_one_step_back() {
    let drag = |name| Action::Drag(named(name));
    let s = after(&session(), [Action::Edit(named("edit")), drag("1"), drag("2"), drag("3")]);
    assert!(s.is_dragging());
    let s = after(&s, [Action::DragEnd]);
    assert!(!s.is_dragging());
    assert_eq!(after(&s, [Action::Undo]).scenario.name, "edit");
    let twice = after(&s, [drag("4"), Action::DragEnd, Action::Undo]);
    assert_eq!(twice.scenario.name, "3", "a second drag is a step of its own");
}

#[test]
fn a_link_is_known_until_another_scenario_takes_its_place() {
    let s = after(&session(), [Action::Linked(named("link"))]);
    assert!(s.linked && s.can_undo());
    assert!(after(&s, [Action::Drag(named("link")), Action::DragEnd]).linked, "it is the same scenario");
    for action in [Action::Edit(named("edit")), Action::Drag(named("drag")), Action::Open(named("file")), Action::Undo]
    {
        assert!(!after(&s, [action]).linked);
    }
    assert!(!after(&s, [Action::Undo, Action::Redo]).linked, "what is done again may be news");
}

#[test]
fn what_changes_nothing_asks_nothing() {
    let s = after(&session(), [Action::Edit(named("start")), Action::Drag(named("start")), Action::Undo, Action::Redo]);
    assert_eq!(s.run.id, 0);
    assert!(!s.can_undo());
}

#[test]
fn every_change_of_the_scenario_is_asked() {
    let s = after(&session(), [Action::Edit(named("a")), Action::Open(named("b")), Action::Undo, Action::Redo]);
    assert_eq!(s.run.id, 4);
    assert_eq!(s.run.phase, Phase::Asking);
}

#[test]
fn scenarios_are_kept_and_let_go_with_undo_and_asked_only_when_opened() {
    let names = |s: &Session| s.beside.iter().map(|x| x.name.clone()).collect::<Vec<_>>();
    let s = after(&session(), ["a", "b"].map(|name| Change::Keep(named(name)).action()));
    assert_eq!((names(&s), s.run.id), (vec!["a".to_owned(), "b".to_owned()], 0));
    let s = after(&s, [Change::Remove(0).action(), Action::Undo]);
    assert_eq!((names(&s), s.run.id), (vec!["a".to_owned(), "b".to_owned()], 0), "what was let go is back");
    let s = after(&s, [Change::Open(0).action()]);
    assert_eq!((s.scenario.name.as_str(), names(&s), s.run.id), ("a", vec!["start".to_owned(), "b".to_owned()], 1));
    let s = after(&s, [Action::Edit(named("c")), Action::Undo, Action::Undo]);
    assert_eq!((s.scenario.name.as_str(), names(&s)), ("start", vec!["a".to_owned(), "b".to_owned()]));
    let s = after(&s, [Action::Redo, Action::Open(named("d"))]);
    assert_eq!(names(&s), ["start", "b"], "another scenario leaves them alone");
}

fn kept(id: &str, name: &str, beside: &[&str]) -> Kept {
    let beside = Beside::new(beside.iter().map(|name| named(name)).collect());
    Kept { id: id.into(), link: false, body: Body { scenario: named(name), beside } }
}

fn piece(s: &Session) -> (u32, bool, Option<&str>) {
    (s.piece.number, s.piece.link, s.piece.kept.as_deref())
}

#[test]
fn each_scenario_that_is_opened_is_a_piece_of_its_own_and_undo_goes_back_to_the_one_before() {
    let s = Rc::new(Session::of_kept(&kept("a", "own", &["other"])));
    assert_eq!((piece(&s), s.beside.len(), s.can_undo()), ((0, false, Some("a")), 1, false));
    let s = after(&s, [Action::Edit(named("edited"))]);
    assert_eq!(piece(&s), (0, false, Some("a")));
    let s = after(&s, [Action::Linked(named("theirs")), Action::Edit(named("theirs, edited"))]);
    assert_eq!(piece(&s), (1, true, None));
    let s = after(&s, [Action::Open(named("file")), Action::Kept(Box::new(kept("b", "old", &[])))]);
    assert_eq!((piece(&s), s.scenario.name.as_str(), s.beside.len()), ((3, false, Some("b")), "old", 0));
    let s = after(&s, [Action::Undo]);
    assert_eq!(piece(&s), (2, false, None));
    let s = after(&s, [Action::Undo, Action::Undo]);
    assert_eq!((piece(&s), s.scenario.name.as_str()), ((1, true, None), "theirs"));
    let s = after(&s, [Action::Undo]);
    assert_eq!((piece(&s), s.scenario.name.as_str(), s.beside.len()), ((0, false, Some("a")), "edited", 1));
    let s = after(&s, [Action::Redo, Action::Undo, Action::Open(named("new"))]);
    assert_eq!(s.piece.number, 4, "no number is given twice");
}

#[test]
fn under_a_link_that_cannot_be_read_nothing_changes() {
    let s = after(&session(), [Action::Edit(named("work")), Action::Unopened(Vec::new())]);
    assert_eq!(s.unopened, Some(Unopened { problems: Vec::new(), in_file: false, over_work: true }));
    for action in [Action::Edit(named("x")), Action::Drag(named("x")), Action::Undo, Change::Keep(named("x")).action()]
    {
        let same = after(&s, [action]);
        assert_eq!((same.scenario.name.as_str(), same.run.id, same.beside.len()), ("work", 1, 0));
        assert!(same.unopened.is_some());
    }
    let back = after(&s, [Action::Unopened(Vec::new()), Action::PutAside]);
    assert_eq!((back.scenario.name.as_str(), back.unopened.is_none(), back.can_undo()), ("work", true, true));
    let mended = after(&s, [Action::Linked(named("theirs"))]);
    assert_eq!((mended.scenario.name.as_str(), mended.unopened.is_none(), mended.can_undo()), ("theirs", true, true));
    let same = after(&s, [Action::Linked(named("work"))]);
    assert_eq!((same.unopened.is_none(), piece(&same)), (true, (0, false, None)), "the link is to the work itself");
}

#[test]
fn what_opens_after_a_link_that_never_opened_has_nothing_before_it() {
    let problems = Vec::new();
    let refused = Unopened { problems, in_file: false, over_work: false };
    let s = Rc::new(Session::new(named("example")).with_unopened(Some(refused)));
    for (opened, link) in [
        (after(&s, [Action::Linked(named("theirs"))]), true),
        (after(&s, [Action::Linked(named("example"))]), true),
        (after(&s, [Action::Open(named("file"))]), false),
        (after(&s, [Action::Kept(Box::new(kept("a", "own", &[])))]), false),
        (after(&s, [Action::Unopened(Vec::new()), Action::Linked(named("theirs"))]), true),
    ] {
        assert!(!opened.can_undo() && opened.unopened.is_none(), "nobody asked for the example");
        assert_eq!(opened.piece.link, link);
    }
}

#[test]
fn what_comes_from_the_last_visit_is_no_step_to_undo() {
    let s = Rc::new(Session::of_kept(&kept("x", "start", &["a"])));
    assert!(s.beside.len() == 1 && !s.can_undo());
    let same = after(&s, [Change::Rename(0, "a".into()).action()]);
    assert!(!same.can_undo(), "what changes nothing is no step");
}

#[test]
fn reports_settle_the_run_they_belong_to() {
    let start = session();
    let s = after(&start, [report(0, &start.scenario, false)]);
    assert_eq!(s.run.phase, Phase::Refining);
    assert!(!s.is_stale());
    let s = after(&s, [report(0, &start.scenario, true)]);
    assert_eq!(s.run.phase, Phase::Settled);
    let s = after(&s, [Action::Edit(named("a"))]);
    assert!(s.is_stale() && s.run.report.is_some(), "the last answer stays on the screen, marked");
}

#[test]
fn the_screen_never_goes_back_to_an_older_answer() {
    let (a, b, c) = (named("a"), named("b"), named("c"));
    let s = after(&session(), [&a, &b, &c].map(|x| Action::Drag(Rc::clone(x))));
    let s = after(&s, [report(2, &b, false)]);
    assert_eq!(shown(&s), Some("b"), "a step of the drag is shown");
    assert!(s.is_stale());
    assert_eq!(s.run.phase, Phase::Asking, "but it does not answer what is asked");
    let s = after(&s, [report(1, &a, true)]);
    assert_eq!(shown(&s), Some("b"));
    let s = after(&s, [report(4, &a, true), report(3, &c, true)]);
    assert_eq!(shown(&s), Some("c"));
    assert!(!s.is_stale());
}

#[test]
fn a_failure_counts_for_its_own_run_only() {
    let fail = |id| Action::Failed { id, message: "why".into() };
    let s = after(&session(), [Action::Edit(named("a")), fail(0)]);
    assert_eq!(s.run.phase, Phase::Asking);
    assert_eq!(after(&s, [fail(1)]).run.phase, Phase::Failed("why".into()));
}

#[test]
fn a_notice_stays_until_it_is_put_away() {
    let notice = Notice { title: "title".into(), problems: Vec::new() };
    let s = after(&session(), [Action::Notify(notice.clone()), Action::Edit(named("a"))]);
    assert_eq!(s.notice, Some(notice.clone()));
    assert_eq!(after(&s, [Action::Dismiss]).notice, None);
    assert_eq!(after(&s, [Action::Open(named("b"))]).notice, None, "another scenario ends it");
    assert_eq!(Session::new(named("c")).with_notice(Some(notice.clone())).notice, Some(notice));
}

//! When lists are replaced, everything that referred to missing entries goes, whatever it is, and the rest stays.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it should be")]

use funnel_scenario::{Stage, edit, templates};

/// Each list of every template is cut to every length, from its front and from its end. What is left has no problem
/// beyond those of missing entries: no problem's path leads to something that names another.
#[test]
fn nothing_refers_to_what_is_gone() {
    for template in templates::TEMPLATES {
        let whole = templates::load(template.id).unwrap();
        let n = whole.channels.len().max(whole.stages.len()).max(whole.segments.len()).max(whole.teams.len());
        for cut in 0..=n {
            for front in [true, false] {
                let mut s = whole.clone();
                fn keep<T>(list: &mut Vec<T>, cut: usize, front: bool) {
                    let gone = cut.min(list.len().saturating_sub(1));
                    if front {
                        list.drain(..gone)
                    } else {
                        list.drain(list.len() - gone..)
                    };
                }
                keep(&mut s.channels, cut, front);
                keep(&mut s.segments, cut, front);
                keep(&mut s.teams, cut, front);
                keep(&mut s.stages, cut, front);
                edit::forget_gone(&mut s);
                let refers = |path: &str| {
                    ["plans", "loss", "segment_shares", "work", "levers"].iter().any(|part| path.contains(part))
                };
                let left: Vec<_> = s.problems().into_iter().filter(|problem| refers(&problem.path)).collect();
                assert_eq!(left, [], "{} without {cut}, from the front: {front}", template.id);
            }
        }
    }
}

/// If nothing is gone, nothing changes; and a plan for channels that are gone does not become one for all channels.
#[test]
fn what_is_there_stays() {
    for template in templates::TEMPLATES {
        let whole = templates::load(template.id).unwrap();
        let mut same = whole.clone();
        edit::forget_gone(&mut same);
        assert_eq!(same, whole, "{}", template.id);
    }
    let mut s = templates::load("blank").unwrap();
    let change =
        funnel_scenario::SpendChange { channels: vec![s.channels[0].id.clone()], scale: 2.0, ..Default::default() };
    s.plans[0].spend = vec![change, Default::default()];
    s.channels[0].id = "another".to_owned();
    s.stages = vec![Stage { id: "one".to_owned(), name: "One".to_owned(), ..Stage::default() }];
    edit::forget_gone(&mut s);
    assert_eq!(s.plans[0].spend, [Default::default()]);
    assert_eq!(s.problems(), []);
}

//! Scenarios kept beside the one on the page, for comparison. Pure: [`Change::action`] hands [`apply`] to the session's
//! reducer.

use std::rc::Rc;

use funnel_decide::sides::SCENARIOS;
use funnel_engine::scenario::{Scenario, clean, decode, limits};

use super::Action;
use crate::charts::Shared;

/// Most scenarios kept: together with the one on the page, as many as one question takes.
pub const MOST: usize = SCENARIOS - 1;

/// The scenarios kept, the oldest first.
pub type Beside = Shared<Vec<Rc<Scenario>>>;

/// What the reader is working on: the scenario on the page, and those beside it.
pub type Work = (Rc<Scenario>, Beside);

/// What becomes of the work; `None` if it stays as it is.
pub type Next = Box<dyn FnOnce(&Rc<Scenario>, &Beside) -> Option<Work>>;

/// Changes to them.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// One more is kept.
    Keep(Rc<Scenario>),
    /// The scenario at a place gets another name.
    Rename(usize, String),
    /// It is removed.
    Remove(usize),
    /// It is exchanged with the one on the page, so that neither is lost.
    Open(usize),
}

impl Change {
    /// The action for the session.
    #[must_use]
    pub fn action(self) -> Action {
        Action::Beside(Box::new(move |scenario, beside| apply(&self, scenario, beside)))
    }
}

/// The work after a change; `None` if it stays as it is.
#[must_use]
pub fn apply(change: &Change, scenario: &Rc<Scenario>, beside: &Beside) -> Option<Work> {
    let mut kept: Vec<Rc<Scenario>> = (**beside).clone();
    let mut here = Rc::clone(scenario);
    match change {
        Change::Keep(new) => {
            let name = free(&new.name, |name| here.name == name || kept.iter().any(|x| x.name == name));
            kept.push(Rc::new(Scenario { name, ..(**new).clone() }));
        }
        Change::Rename(at, name) => {
            let old = kept.get_mut(*at)?;
            let name = cut(clean(name).trim(), limits::NAME);
            if old.name == name {
                return None;
            }
            *old = Rc::new(Scenario { name, ..(**old).clone() });
        }
        Change::Remove(at) => {
            kept.get(*at)?;
            kept.remove(*at);
        }
        Change::Open(at) => std::mem::swap(kept.get_mut(*at)?, &mut here),
    }
    (kept.len() <= MOST).then(|| (here, Shared::new(kept)))
}

/// The name, or the first of `name (2)`, `name (3)`… that is free, as two with the same name could not be told apart.
fn free(name: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let ending = |end: String| cut(name, limits::NAME.saturating_sub(end.chars().count())) + &end;
    // Among more names than there are scenarios, at least one is free.
    let ends = std::iter::once(String::new()).chain((2..=SCENARIOS + 1).map(|n| format!(" ({n})")));
    ends.map(ending).find(|name| !is_taken(name)).unwrap_or_default()
}

/// The text, or its first characters up to a maximum.
pub(super) fn cut(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

/// The scenarios as text, one per line, each as in a file.
#[must_use]
pub fn write(beside: &Beside) -> String {
    beside.iter().filter_map(|s| serde_json::to_string(&**s).ok()).collect::<Vec<_>>().join("\n")
}

/// The scenarios in the text that this version can read.
#[must_use]
pub fn read(text: &str) -> Vec<Rc<Scenario>> {
    text.lines().filter_map(|line| decode::from_json(line).ok()).map(Rc::new).take(MOST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use funnel_engine::scenario::templates::{TEMPLATES, load};

    fn named(name: &str) -> Rc<Scenario> {
        Rc::new(Scenario { name: name.to_owned(), ..load("blank").unwrap() })
    }

    fn after(changes: impl IntoIterator<Item = Change>) -> Work {
        let start = (named("here"), Beside::default());
        changes.into_iter().fold(start, |work, change| apply(&change, &work.0, &work.1).unwrap_or(work))
    }

    fn names((here, beside): &Work) -> Vec<&str> {
        std::iter::once(here).chain(beside.iter()).map(|s| s.name.as_str()).collect()
    }

    fn keep(name: &str) -> Change {
        Change::Keep(named(name))
    }

    #[test]
    fn three_are_kept_and_no_two_have_one_name() {
        let work = after([keep("a"), keep("here"), keep("a")]);
        assert_eq!(names(&work), ["here", "a", "here (2)", "a (2)"]);
        assert_eq!(apply(&keep("b"), &work.0, &work.1), None, "there is no room");
        let long = "x".repeat(limits::NAME);
        let work = after([keep(&long), keep(&long)]);
        assert!(work.1[1].name.ends_with("x (2)") && work.1[1].problems().is_empty());
        assert_eq!(names(&after([keep(""), keep("")])), ["here", "", " (2)"]);
        assert!(after([keep(&"é".repeat(500))]).1[0].problems().is_empty(), "a name too long is cut");
    }

    #[test]
    fn opening_loses_neither() {
        let work = after([keep("a"), keep("b"), Change::Open(1)]);
        assert_eq!(names(&work), ["b", "a", "here"]);
        let back = apply(&Change::Open(1), &work.0, &work.1).unwrap();
        assert_eq!(names(&back), ["here", "a", "b"]);
    }

    #[test]
    fn names_change_and_scenarios_go() {
        let work = after([keep("a"), keep("b"), Change::Rename(0, format!(" {} ", "é".repeat(500)))]);
        assert_eq!(work.1[0].name, "é".repeat(limits::NAME), "characters count");
        assert!(work.1[0].problems().is_empty());
        assert_eq!(names(&after([keep("a"), keep("b"), Change::Remove(0)])), ["here", "b"]);
        let work = after([keep("a")]);
        for nothing in
            [Change::Rename(0, "a ".into()), Change::Rename(1, "x".into()), Change::Remove(1), Change::Open(1)]
        {
            assert_eq!(apply(&nothing, &work.0, &work.1), None, "{nothing:?}");
        }
    }

    #[test]
    fn what_is_kept_comes_back_and_what_cannot_be_read_is_left_out() {
        let all: Vec<Rc<Scenario>> = TEMPLATES.iter().take(MOST).filter_map(|t| load(t.id)).map(Rc::new).collect();
        let text = write(&Shared::new(all.clone()));
        assert_eq!(read(&text), all);
        assert_eq!(read(&format!("{{}}\n\n[1]\nnoise\n{text}\n{text}")).len(), MOST);
        assert!(read("").is_empty() && write(&Beside::default()).is_empty());
    }
}

//! A piece of work as text: a line that describes it, the scenario, and the scenarios kept beside it, one per line.
//! Pure; [`super::storage`] stores it.

use std::cmp::Ordering;
use std::rc::Rc;

use funnel_engine::scenario::{Scenario, decode};
use serde::{Deserialize, Serialize};

use super::beside::{self, Beside};

/// The description of a piece of work, for lists that do not read it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Head {
    /// When it was last changed, in milliseconds since 1970.
    pub at: f64,
    /// Which page wrote it, and the number of that write: no two writes have the same.
    pub by: String,
    /// The scenario's name.
    pub name: String,
    /// Whether it began with somebody's link.
    pub link: bool,
    /// Whether the reader opened it from the list: it then counts as the reader's own.
    pub taken: bool,
    /// Whether it was separated from another page's version of the same work.
    pub apart: bool,
}

impl Head {
    /// Whether a visit without a link may open it, which excludes what only came by a link.
    #[must_use]
    pub fn is_own(&self) -> bool {
        !self.link || self.taken
    }
}

/// The content of a piece of work. Two are equal only if the scenarios beside it are the same objects.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// The scenario on the page.
    pub scenario: Rc<Scenario>,
    /// Those beside it.
    pub beside: Beside,
}

/// A piece of work as text.
#[must_use]
pub(super) fn write(head: &Head, body: &Body) -> Option<String> {
    let head = serde_json::to_string(head).ok()?;
    let scenario = serde_json::to_string(&*body.scenario).ok()?;
    let beside = beside::write(&body.beside);
    Some(format!("{head}\n{scenario}\n{beside}"))
}

/// Work from before there were several pieces: a scenario, which may not be readable today, and those beside it.
#[must_use]
pub(super) fn of_before(head: &Head, scenario: &str, beside: &str) -> Option<String> {
    let head = serde_json::to_string(head).ok()?;
    // In JSON a line may break wherever there may be a space.
    let scenario = scenario.replace(['\n', '\r'], " ");
    Some(format!("{head}\n{scenario}\n{beside}"))
}

/// The line in which every write differs from every other.
#[must_use]
pub(super) fn mark(text: &str) -> &str {
    text.split('\n').next().unwrap_or_default()
}

/// The description in the text; `None` if it is not a piece of work.
#[must_use]
pub(super) fn head(text: &str) -> Option<Head> {
    serde_json::from_str(mark(text)).ok()
}

/// The content; `None` if this version cannot read it.
#[must_use]
pub(super) fn body(text: &str) -> Option<Body> {
    let mut lines = text.splitn(3, '\n').skip(1);
    let scenario = decode::from_json(lines.next()?).ok()?;
    let beside = lines.next().map(beside::read).unwrap_or_default();
    Some(Body { scenario: Rc::new(scenario), beside: Beside::new(beside) })
}

/// The scenario's text, to be saved as a file if this version cannot read it.
#[must_use]
pub(super) fn raw(text: &str) -> &str {
    text.split('\n').nth(1).unwrap_or_default()
}

/// The order in which pieces of work are opened and listed: the reader's own first, and within that the latest first.
#[must_use]
pub(super) fn order(a: &Head, b: &Head) -> Ordering {
    b.is_own().cmp(&a.is_own()).then(b.at.total_cmp(&a.at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use funnel_engine::scenario::clean;
    use funnel_engine::scenario::templates::{TEMPLATES, load};
    use proptest::prelude::*;

    /// Its contents.
    fn all(body: Option<Body>) -> Option<(Scenario, Vec<Rc<Scenario>>)> {
        body.map(|body| ((*body.scenario).clone(), body.beside.to_vec()))
    }

    proptest! {
        #[test]
        fn work_comes_back(
            template in 0..TEMPLATES.len(), beside in prop::collection::vec(0..TEMPLATES.len(), 0..3), name in "\\PC{0,40}",
            at in 0.0..1e14_f64, link: bool, taken: bool, apart: bool,
        ) {
            // No scenario contains what a name may not contain: every entrance cleans it.
            let name = clean(&name).into_owned();
            let named = Scenario { name: name.clone(), ..load(TEMPLATES[template].id).unwrap() };
            prop_assume!(named.problems().is_empty());
            let beside: Vec<_> = beside.into_iter().map(|i| Rc::new(load(TEMPLATES[i].id).unwrap())).collect();
            let body = Body { scenario: Rc::new(named), beside: Beside::new(beside) };
            let head = Head { at, by: "a-1".into(), name, link, taken, apart };
            let text = write(&head, &body).unwrap();
            prop_assert_eq!(super::head(&text), Some(head));
            prop_assert_eq!(all(super::body(&text)), all(Some(body)));
            let later = write(&Head { by: "a-2".into(), ..super::head(&text).unwrap() }, &super::body(&text).unwrap()).unwrap();
            prop_assert_ne!(mark(&text), mark(&later));
        }

        #[test]
        fn any_text_is_read_or_passed_over(text in "(\\PC|\n){0,80}") {
            let _ = (head(&text), body(&text), raw(&text), mark(&text));
        }
    }

    #[test]
    fn what_earlier_versions_kept_comes_along() {
        let scenario = load("enterprise").unwrap();
        let json = serde_json::to_string_pretty(&scenario).unwrap().replace('\n', "\r\n");
        let other = Beside::new(vec![Rc::new(load("blank").unwrap())]);
        let text = of_before(&Head::default(), &json, &beside::write(&other)).unwrap();
        assert_eq!(all(body(&text)), Some((scenario, other.to_vec())));
        let newer = of_before(&Head::default(), "{\"version\": 9}", "").unwrap();
        assert_eq!((body(&newer), raw(&newer), head(&newer)), (None, "{\"version\": 9}", Some(Head::default())));
    }

    #[test]
    fn own_work_comes_before_what_a_link_brought() {
        let head = |name: &str, at, link, taken| Head { name: name.into(), at, link, taken, ..Head::default() };
        let mut all = [
            head("from a link", 5.0, true, false),
            head("own", 3.0, false, false),
            head("taken up", 4.0, true, true),
            head("old", 1.0, false, false),
        ];
        all.sort_by(order);
        assert_eq!(all.map(|head| head.name), ["taken up", "own", "old", "from a link"]);
    }
}

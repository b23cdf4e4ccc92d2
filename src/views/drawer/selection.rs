//! Which fields of the assumptions are drawn, with which ids, and what was drawn in each part.

use std::cell::RefCell;

use yew::prelude::*;

use super::filter::{Filter, Known};

/// Prefix of the ids in the drawer, as the same fields may be in the page's column, too.
pub(in crate::views) const PREFIX: &str = "drawer-";

/// What is drawn: everything, as in the page's column; or, in the drawer, what matches a search, with a field to go to.
#[derive(Default)]
pub(in crate::views) struct Selection {
    prefix: &'static str,
    filter: Filter,
    goal: Option<AttrValue>,
    /// Identifies the search and the field to go to: what these unfolded and a reader folded again stays folded until
    /// the next one.
    wish: AttrValue,
    drawn: RefCell<Drawn>,
}

/// What has been drawn so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::views) struct Drawn {
    /// How many fields there are.
    pub(in crate::views) all: usize,
    /// The paths of those drawn.
    pub(in crate::views) found: Vec<String>,
    /// How many of those drawn must be visible.
    sights: usize,
    /// The paths of those that match by their source.
    sourced: Vec<String>,
}

/// A part of what is drawn.
pub(in crate::views) struct Part {
    pub(in crate::views) html: Html,
    /// Whether nothing in it matches a search.
    pub(in crate::views) is_empty: bool,
    /// Why it must be unfolded, if it must.
    pub(in crate::views) unfolds: Option<AttrValue>,
}

impl Selection {
    /// What the drawer draws.
    pub(super) fn of_drawer(filter: Filter, goal: Option<AttrValue>, wish: AttrValue) -> Self {
        Self { prefix: PREFIX, filter, goal, wish, drawn: RefCell::default() }
    }

    /// An element's id.
    pub(in crate::views) fn id(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    /// Whether it is for the drawer.
    pub(in crate::views) fn is_in_drawer(&self) -> bool {
        !self.prefix.is_empty()
    }

    /// Whether there is a search.
    pub(in crate::views) fn is_filtered(&self) -> bool {
        !self.filter.is_empty()
    }

    /// Whether a field is drawn; it is counted in any case.
    pub(in crate::views) fn takes(&self, path: &str, known: impl FnOnce() -> Known) -> bool {
        let mut drawn = self.drawn.borrow_mut();
        drawn.all += 1;
        if self.is_filtered() {
            let known = known();
            if !self.filter.takes(&known) {
                return false;
            }
            drawn.sights += 1;
            if self.filter.reads_source(&known) {
                drawn.sourced.push(path.to_owned());
            }
        }
        if self.goal.as_ref().is_some_and(|goal| goal == path) {
            drawn.sights += 1;
        }
        drawn.found.push(path.to_owned());
        true
    }

    /// Whether a field was drawn, and so is its source.
    pub(in crate::views) fn has(&self, path: &str) -> bool {
        !self.is_filtered() || self.drawn.borrow().found.iter().any(|x| x == path)
    }

    /// Whether one of these fields matches by its source, which must then be visible.
    pub(in crate::views) fn reads_sources(&self, paths: &[String]) -> bool {
        let mut drawn = self.drawn.borrow_mut();
        let is_read = paths.iter().any(|path| drawn.sourced.contains(path));
        drawn.sights += usize::from(is_read);
        is_read
    }

    /// Draws a part.
    pub(in crate::views) fn part(&self, draw: impl FnOnce() -> Html) -> Part {
        let count = || {
            let drawn = self.drawn.borrow();
            (drawn.found.len(), drawn.sights)
        };
        let (found, sights) = count();
        let html = draw();
        let now = count();
        let unfolds = (now.1 > sights).then(|| self.wish.clone());
        Part { html, is_empty: self.is_filtered() && now.0 == found, unfolds }
    }

    /// Everything that was drawn.
    pub(super) fn drawn(&self) -> Drawn {
        self.drawn.borrow().clone()
    }
}

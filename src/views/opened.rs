//! Which questions are open on the page. At first it is short: the answer, where the money goes, and when; every other
//! question is a line in the list, and opens in place.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use funnel_engine::scenario::View;
use yew::prelude::*;

use super::drawer;
use crate::embed::shown::Open;

/// What is open from the start.
const FIRST: [View; 4] = [View::Short, View::Answer, View::Flow, View::Time];

/// Where the focus goes once that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// The view's title.
    Title(View),
    /// A field in a view, by its path.
    Field(String),
}

/// What is open, and where to go.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Opened {
    views: BTreeSet<View>,
    /// The latest place to go to, with its number.
    to: Option<(u32, Target)>,
}

/// A change of what is open.
pub(super) enum Change {
    /// Opens a view and goes there.
    Go(View),
    /// Goes to a field of a view, which may not be open.
    GoToField(String),
    /// Closes a view.
    Close(View),
    /// Opens all of them, or closes all but the first.
    All(bool),
}

/// Views that contain fields.
const FIELDS: [View; 2] = [View::Process, View::Assumptions];

impl Opened {
    pub(super) fn of(asked: &Open) -> Self {
        let views = match asked {
            Open::All => View::ALL.iter().copied().collect(),
            Open::These(views) => views.iter().copied().collect(),
        };
        Self { views, to: None }
    }

    pub(super) fn is_open(&self, view: View) -> bool {
        FIRST.contains(&view) || self.views.contains(&view)
    }

    /// Whether every question is open.
    pub(super) fn is_all(&self) -> bool {
        View::ALL.iter().all(|view| self.is_open(*view))
    }

    pub(super) fn to(&self) -> Option<(u32, Target)> {
        self.to.clone()
    }

    /// Whether a view can be closed.
    pub(super) fn can_close(view: View) -> bool {
        !FIRST.contains(&view)
    }
}

impl Reducible for Opened {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        let mut next = (*self).clone();
        let count = self.to.as_ref().map_or(0, |(count, _)| *count) + 1;
        match change {
            Change::Go(view) => {
                next.views.insert(view);
                next.to = Some((count, Target::Title(view)));
            }
            Change::GoToField(id) => {
                next.views.extend(FIELDS);
                next.to = Some((count, Target::Field(id)));
            }
            Change::Close(view) => {
                next.views.remove(&view);
            }
            Change::All(true) => next.views.extend(View::ALL),
            Change::All(false) => next.views.clear(),
        }
        Rc::new(next)
    }
}

thread_local! {
    /// The page's dispatcher, through which links anywhere on it open their targets.
    static OPENER: RefCell<Option<UseReducerDispatcher<Opened>>> = const { RefCell::new(None) };
}

/// The page's questions, and the way for links to open them.
#[hook]
pub(super) fn use_opened(asked: &Open) -> UseReducerHandle<Opened> {
    let asked = asked.clone();
    let opened = use_reducer_eq(move || Opened::of(&asked));
    let dispatcher = opened.dispatcher();
    use_effect_with((), move |()| {
        OPENER.set(Some(dispatcher));
        || OPENER.set(None)
    });
    use_effect_with(opened.to(), |to| match to {
        Some((_, Target::Title(view))) => super::page::focus_title(*view),
        Some((_, Target::Field(id))) => drop(super::page::focus_field(id)),
        None => {}
    });
    opened
}

/// Changes what is open; does nothing if there is no page.
pub(super) fn change(change: Change) {
    if let Change::Go(_) = change {
        drawer::uncover();
    }
    let opener = OPENER.with_borrow(Clone::clone);
    if let Some(opener) = opener {
        opener.dispatch(change);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_open_and_close() {
        let opened = Rc::new(Opened::of(&Open::These(vec![View::Holds])));
        assert!(opened.is_open(View::Answer) && opened.is_open(View::Holds) && !opened.is_open(View::Curve));
        let opened = opened.reduce(Change::Go(View::Curve));
        assert_eq!(opened.to(), Some((1, Target::Title(View::Curve))));
        let again = Rc::clone(&opened).reduce(Change::Go(View::Curve));
        assert_eq!(again.to(), Some((2, Target::Title(View::Curve))), "the same link again goes there again");
        let closed = again.reduce(Change::Close(View::Curve)).reduce(Change::Close(View::Flow));
        assert!(!closed.is_open(View::Curve) && closed.is_open(View::Flow), "what stands first stays");
        let field = closed.reduce(Change::GoToField("seed".to_owned()));
        assert!(field.is_open(View::Assumptions) && field.is_open(View::Process));
        assert!(
            Opened::of(&Open::All).is_all() && !Rc::new(Opened::of(&Open::All)).reduce(Change::All(false)).is_all()
        );
    }
}

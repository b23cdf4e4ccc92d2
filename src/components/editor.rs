use std::cell::RefCell;
use std::rc::Rc;

use funnel_engine::scenario::{Problem, Scenario};
use yew::prelude::*;

use crate::state::{Action, SessionDispatcher};

/// Changes the scenario for every control of the page.
///
/// It holds the latest scenario by reference, so it never changes itself: a control that only edits is not rendered
/// again because something else was edited.
#[derive(Clone)]
pub struct Editor {
    scenario: Rc<RefCell<Rc<Scenario>>>,
    dispatcher: SessionDispatcher,
}

impl PartialEq for Editor {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.scenario, &other.scenario)
    }
}

impl Editor {
    /// The scenario being edited.
    #[must_use]
    pub fn scenario(&self) -> Rc<Scenario> {
        Rc::clone(&self.scenario.borrow())
    }

    /// Makes a change that can be undone.
    ///
    /// # Errors
    ///
    /// The first of the problems it would cause, as a sentence.
    pub fn apply(&self, change: impl FnOnce(&Scenario) -> Result<Scenario, Vec<Problem>>) -> Result<(), AttrValue> {
        self.make(change, Action::Edit)
    }

    /// Makes one step of a drag.
    ///
    /// # Errors
    ///
    /// As [`Self::apply`].
    pub fn drag(&self, change: impl FnOnce(&Scenario) -> Result<Scenario, Vec<Problem>>) -> Result<(), AttrValue> {
        self.make(change, Action::Drag)
    }

    /// Sends something else to the session.
    pub fn dispatch(&self, action: Action) {
        self.dispatcher.dispatch(action);
    }

    fn make(
        &self,
        change: impl FnOnce(&Scenario) -> Result<Scenario, Vec<Problem>>,
        action: fn(Rc<Scenario>) -> Action,
    ) -> Result<(), AttrValue> {
        let changed = change(&self.scenario()).map_err(|problems| sentence(&problems))?;
        let changed = Rc::new(changed);
        // A second change before the next render starts from this one.
        *self.scenario.borrow_mut() = Rc::clone(&changed);
        self.dispatcher.dispatch(action(changed));
        Ok(())
    }
}

fn sentence(problems: &[Problem]) -> AttrValue {
    problems.first().map_or_else(AttrValue::default, |p| AttrValue::from(p.message.clone()))
}

/// The page's editor, kept up to date with the session's scenario.
#[hook]
pub fn use_editor(scenario: &Rc<Scenario>, dispatcher: &SessionDispatcher) -> Editor {
    let editor = use_memo((), |()| Editor {
        scenario: Rc::new(RefCell::new(Rc::clone(scenario))),
        dispatcher: dispatcher.clone(),
    });
    *editor.scenario.borrow_mut() = Rc::clone(scenario);
    (*editor).clone()
}

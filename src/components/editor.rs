use std::cell::RefCell;
use std::rc::Rc;

use funnel_engine::scenario::{Scenario, edit};
use yew::prelude::*;

use crate::edits::{Edited, Picked, Pressed, Typed};
use crate::later::{self, Later};
use crate::locale::Locale;
use crate::state::{Action, Notice, SessionDispatcher};
use crate::words::budget::budgets;
use crate::words::numbers::{Numbers, sentence};

/// What every control edits with: the latest scenario, the reader's numbers, and the session.
///
/// It holds them by reference, so it never changes itself: a control is not rendered again because something else was
/// edited.
#[derive(Clone)]
pub struct Editor(Rc<Inner>);

struct Inner {
    scenario: RefCell<Rc<Scenario>>,
    locale: RefCell<Rc<Locale>>,
    dispatcher: Option<SessionDispatcher>,
}

impl PartialEq for Editor {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Editor {
    /// The scenario being edited.
    #[must_use]
    pub fn scenario(&self) -> Rc<Scenario> {
        Rc::clone(&self.0.scenario.borrow())
    }

    /// Puts a field's text in its place.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn typed(&self, edit: &Typed, text: &str) -> Result<(), AttrValue> {
        let locale = Rc::clone(&self.0.locale.borrow());
        let later = later::here().ok_or(later::NOT_HERE)?;
        self.keep((later.typed)(edit, &self.scenario(), text, locale.style()), Action::Edit)
    }

    /// Takes a list's choice.
    ///
    /// # Errors
    ///
    /// Why it cannot be.
    pub fn picked(&self, edit: &Picked, choice: &str) -> Result<(), AttrValue> {
        self.keep((self.later()?.picked)(edit, &self.scenario(), choice), Action::Edit)
    }

    /// Does what a button says.
    ///
    /// # Errors
    ///
    /// Why it cannot be done.
    pub fn pressed(&self, edit: &Pressed) -> Result<(), AttrValue> {
        self.keep((self.later()?.pressed)(edit, &self.scenario()), Action::Edit)
    }

    /// Makes one step of dragging the budget there.
    pub fn drag(&self, budget: f64) {
        let s = self.scenario();
        let change = budgets(&s).reach(budget);
        // Every place of the slider is a valid budget.
        let _ = self.keep(edit::ask(&s, change).map_err(|_| String::new()), Action::Drag);
    }

    /// Sends something else to the session.
    pub fn dispatch(&self, action: Action) {
        if let Some(dispatcher) = &self.0.dispatcher {
            dispatcher.dispatch(action);
        }
    }

    /// Does something with what comes later; tells the reader when it is not here.
    pub fn with_later(&self, act: impl FnOnce(&Later)) {
        if let Ok(later) = self.later() {
            act(later);
        }
    }

    /// What comes later, or a word to the reader that it is not here.
    fn later(&self) -> Result<&'static Later, AttrValue> {
        later::here().ok_or_else(|| {
            self.dispatch(Action::Notify(Notice { title: sentence(later::NOT_HERE), problems: Vec::new() }));
            later::NOT_HERE.into()
        })
    }

    fn keep(&self, edited: Edited, action: fn(Rc<Scenario>) -> Action) -> Result<(), AttrValue> {
        let scenario = Rc::new(edited?);
        // A second change before the next render starts from this one.
        *self.0.scenario.borrow_mut() = Rc::clone(&scenario);
        self.dispatch(action(scenario));
        Ok(())
    }
}

/// The page's editor, kept up to date.
#[hook]
pub fn use_editor(scenario: &Rc<Scenario>, locale: &Rc<Locale>, dispatcher: Option<SessionDispatcher>) -> Editor {
    let editor = use_memo((), |()| {
        Editor(Rc::new(Inner {
            scenario: RefCell::new(Rc::clone(scenario)),
            locale: RefCell::new(Rc::clone(locale)),
            dispatcher,
        }))
    });
    *editor.0.scenario.borrow_mut() = Rc::clone(scenario);
    *editor.0.locale.borrow_mut() = Rc::clone(locale);
    (*editor).clone()
}

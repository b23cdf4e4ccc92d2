use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use funnel_engine::scenario::{Scenario, edit};
use funnel_sentences::budget::budgets;
use funnel_sentences::numbers::Numbers;
use funnel_text::{Read, Said};
use yew::prelude::*;

use super::{Answer, Given};
use crate::edits::{Edited, Picked, Pressed, Typed};
use crate::locale::Locale;
use crate::state::{Action, SessionDispatcher};

/// What every control edits with: the latest scenario, the reader's number format, and the session.
///
/// It holds them by reference and so never changes itself: a control is not rendered again because something else was
/// edited.
#[derive(Clone)]
pub struct Editor(Rc<Inner>);

struct Inner {
    scenario: RefCell<Rc<Scenario>>,
    locale: RefCell<Rc<Locale>>,
    dispatcher: Option<SessionDispatcher>,
    /// Callbacks to be told when the scenario has changed, by number.
    watchers: RefCell<BTreeMap<u32, Callback<Seen>>>,
}

/// Where a change of the scenario came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// A control of the page.
    Edit,
    /// An undo or redo, or another scenario that was opened.
    Elsewhere,
}

/// Receives changes until it is dropped.
pub struct Watch {
    of: Rc<Inner>,
    number: u32,
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.of.watchers.borrow_mut().remove(&self.number);
    }
}

impl PartialEq for Editor {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Editor {
    /// An editor for a scenario; without a session, what it edits stays its own.
    pub(crate) fn new(scenario: &Rc<Scenario>, locale: &Rc<Locale>, dispatcher: Option<SessionDispatcher>) -> Self {
        Self(Rc::new(Inner {
            scenario: RefCell::new(Rc::clone(scenario)),
            locale: RefCell::new(Rc::clone(locale)),
            dispatcher,
            watchers: RefCell::default(),
        }))
    }

    /// The scenario being edited.
    #[must_use]
    pub fn scenario(&self) -> Rc<Scenario> {
        Rc::clone(&self.0.scenario.borrow())
    }

    /// Enters a field's text. A text that is refused or asked back changes nothing.
    #[must_use]
    pub fn typed(&self, edit: &Typed, given: &Given) -> Answer {
        match self.read(edit, &given.text, given.again) {
            Ok(Said::Clear(scenario)) => self.keep(Ok(scenario), Action::Edit).into(),
            Ok(Said::Ask(question)) => question.into(),
            Err(message) => Answer::refused(&message),
        }
    }

    /// What entering a field's text would lead to.
    #[must_use]
    pub fn judge(&self, edit: &Typed, given: &Given) -> Answer {
        match self.read(edit, &given.text, given.again) {
            Ok(Said::Clear(_)) => Answer::Taken,
            Ok(Said::Ask(question)) => question.into(),
            Err(message) => Answer::refused(&message),
        }
    }

    /// The scenario with a text entered; `sure` says that the reader was asked about it and means it.
    fn read(&self, edit: &Typed, text: &str, sure: bool) -> Read<Scenario> {
        let locale = Rc::clone(&self.0.locale.borrow());
        edit.apply(&self.scenario(), text, sure, locale.style())
    }

    /// Enters a text that nobody typed: a logo, a colour.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn set_text(&self, path: &str, text: &str) -> Result<(), AttrValue> {
        let edited = self.read(&Typed::Text(path.to_owned()), text, true)?;
        // A text that is not a number stands for itself.
        edited.clear().map_or(Ok(()), |scenario| self.keep(Ok(scenario), Action::Edit))
    }

    /// Has every change to the scenario reported, once it is on the page, for as long as the result lives.
    #[must_use]
    pub fn watch(&self, told: Callback<Seen>) -> Watch {
        let mut all = self.0.watchers.borrow_mut();
        let number = all.last_key_value().map_or(0, |(last, _)| last.wrapping_add(1));
        all.insert(number, told);
        Watch { of: Rc::clone(&self.0), number }
    }

    fn tell(&self, seen: Seen) {
        // A callback may stop watching in response.
        let all: Vec<Callback<Seen>> = self.0.watchers.borrow().values().cloned().collect();
        for told in all {
            told.emit(seen);
        }
    }

    /// Applies a choice from a list.
    ///
    /// # Errors
    ///
    /// Why it is impossible.
    pub fn picked(&self, edit: &Picked, choice: &str) -> Result<(), AttrValue> {
        self.keep(edit.apply(&self.scenario(), choice), Action::Edit)
    }

    /// Does what a button says.
    ///
    /// # Errors
    ///
    /// Why it cannot be done.
    pub fn pressed(&self, edit: &Pressed) -> Result<(), AttrValue> {
        self.keep(edit.apply(&self.scenario()), Action::Edit)
    }

    /// Moves the budget there, as one step of a drag.
    pub fn drag(&self, budget: f64) {
        // Every position of the slider is a valid budget.
        let _ = self.keep(dragged(&self.scenario(), budget), Action::Drag);
    }

    /// Sends another action to the session.
    pub fn dispatch(&self, action: Action) {
        if let Some(dispatcher) = &self.0.dispatcher {
            dispatcher.dispatch(action);
        }
    }

    fn keep(&self, edited: Edited, action: fn(Rc<Scenario>) -> Action) -> Result<(), AttrValue> {
        let scenario = Rc::new(edited?);
        // A second change before the next render starts from this one.
        *self.0.scenario.borrow_mut() = Rc::clone(&scenario);
        self.dispatch(action(scenario));
        Ok(())
    }
}

/// The scenario with another budget.
///
/// # Errors
///
/// Why it is impossible.
pub fn dragged(s: &Scenario, budget: f64) -> Edited {
    if !budget.is_finite() {
        return Err(String::new());
    }
    edit::ask(s, budgets(s).reach(budget)).map_err(|_| String::new())
}

/// The page's editor, kept up to date.
#[hook]
pub fn use_editor(scenario: &Rc<Scenario>, locale: &Rc<Locale>, dispatcher: Option<SessionDispatcher>) -> Editor {
    let editor = use_memo((), |()| Editor::new(scenario, locale, dispatcher));
    let last = use_mut_ref(|| Rc::clone(scenario));
    // Kept until it is reported: of several renders in quick succession only the last one's effect runs.
    let untold = use_mut_ref(|| None::<Seen>);
    if !Rc::ptr_eq(&last.borrow(), scenario) {
        let by_control = Rc::ptr_eq(&editor.0.scenario.borrow(), scenario);
        let mut untold = untold.borrow_mut();
        // An edit on top of another scenario still counts as another scenario.
        *untold = Some(if by_control && *untold != Some(Seen::Elsewhere) { Seen::Edit } else { Seen::Elsewhere });
    }
    *last.borrow_mut() = Rc::clone(scenario);
    *editor.0.scenario.borrow_mut() = Rc::clone(scenario);
    *editor.0.locale.borrow_mut() = Rc::clone(locale);
    {
        let editor = (*editor).clone();
        use_effect(move || {
            let seen = untold.borrow_mut().take();
            if let Some(seen) = seen {
                editor.tell(seen);
            }
        });
    }
    (*editor).clone()
}

#[cfg(test)]
mod tests {
    use super::*;
    use funnel_engine::scenario::templates::{TEMPLATES, load};

    #[test]
    fn every_place_of_the_slider_is_a_valid_budget() {
        let s = load(TEMPLATES[0].id).unwrap();
        let moved = budgets(&s).moved;
        for step in 0..=400 {
            let budget = budgets(&s).today + moved * (f64::from(step) / 20.0 - 1.0);
            assert!(dragged(&s, budget).unwrap().problems().is_empty());
        }
        for no_budget in [f64::NAN, f64::INFINITY] {
            assert!(dragged(&s, no_budget).is_err(), "kept by somebody else: {no_budget}");
        }
    }
}

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement, KeyboardEvent};
use yew::prelude::*;

use super::keys::{Move, Pressed, meaning};
use super::link::{StageState, Talk, Word};
use super::picture;
use super::press;
use super::screen;

/// What listeners that outlive a rendering need from the latest one.
#[derive(Default)]
pub(super) struct Presenter {
    act: RefCell<Option<Callback<Move, bool>>>,
    told: RefCell<StageState>,
    said: RefCell<Option<StageState>>,
    pictured: RefCell<Option<(u32, String)>>,
    talk: RefCell<Option<Talk>>,
}

impl Presenter {
    /// Sets what moves do now, and what is on the stage.
    pub(super) fn set(&self, act: &Callback<Move, bool>, told: StageState) {
        self.act.replace(Some(act.clone()));
        self.told.replace(told);
    }

    /// Takes up the conversation with a presenter's window that an earlier stage of this tab opened.
    fn resume(self: &Rc<Self>) {
        let presenter = Rc::downgrade(self);
        self.talk.replace(Talk::resume(move |word| hear(&presenter, word)));
    }

    /// Tells the presenter's window that the page is left. Should the browser bring it back as it was, that window asks
    /// again.
    fn leave(&self) {
        if let Some(talk) = &*self.talk.borrow() {
            talk.say(Word::End);
        }
    }

    /// Opens the presenter's window unless it is open; returns whether it is then open.
    pub(super) fn open(self: &Rc<Self>) -> bool {
        if self.talk.borrow().as_ref().is_none_or(Talk::is_over) {
            let presenter = Rc::downgrade(self);
            let opened = Talk::open(move |word| hear(&presenter, word));
            self.talk.replace(opened);
        }
        self.talk.borrow().is_some()
    }

    /// Tells the presenter's window what is on the stage, if that is new.
    pub(super) fn tell(&self) {
        let mut told = self.told.borrow().clone();
        // What a slide says is in its title, which for those that rest on a study comes late.
        if let Some(title) = title() {
            told.title = title;
        }
        let Some(talk) = &*self.talk.borrow() else { return };
        let at = told.at;
        if self.said.borrow().as_ref() != Some(&told) {
            talk.say(Word::Slide(told.clone()));
            self.said.replace(Some(told));
        }
        let coming = picture::coming().map(|svg| (at + 1, svg));
        if coming.is_some() && *self.pictured.borrow() != coming {
            self.pictured.replace(coming.clone());
            if let Some((at, svg)) = coming {
                talk.say(Word::Picture(at, svg));
            }
        }
    }

    /// Whether the presenter's window is in use.
    pub(super) fn is_accompanied(&self) -> bool {
        self.talk.borrow().as_ref().is_some_and(|talk| !talk.is_over())
    }

    /// Ends the conversation. The callback for moves holds the presenter and the presenter holds it, so it is released
    /// here.
    fn end(&self) {
        self.leave();
        self.talk.take();
        self.act.take();
    }

    /// Performs it; returns whether that was for this deck to do.
    fn act(&self, does: Move) -> bool {
        let act = self.act.borrow().clone();
        act.is_some_and(|act| act.emit(does))
    }
}

fn hear(presenter: &Weak<Presenter>, word: Word) {
    let Some(presenter) = presenter.upgrade() else { return };
    match word {
        Word::Hello => {
            picture::prepare();
            presenter.said.replace(None);
            presenter.pictured.replace(None);
            presenter.tell();
        }
        Word::Key(key) => {
            let does = meaning(&key, Pressed::default());
            // Only somebody at this window may end it or print.
            if let Some(does @ (Move::Next | Move::Back | Move::First | Move::Last | Move::Black)) = does {
                presenter.act(does);
            }
        }
        Word::Ping => {
            if let Some(talk) = &*presenter.talk.borrow() {
                talk.say(Word::Pong);
            }
        }
        Word::Slide(_) | Word::Picture(..) | Word::Pong | Word::End => {}
    }
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// The slide's title.
pub(super) fn title() -> Option<String> {
    let title = document()?.query_selector("main.slide .view-title").ok().flatten()?;
    title.text_content()
}

/// A reader who releases a slider wants the arrow keys back for the slides.
pub(super) fn take_focus_from_slider(stage: &NodeRef) {
    let active = document().and_then(|document| document.active_element());
    if active.is_some_and(|element| element.matches("input[type=range]").unwrap_or(false)) {
        focus(stage);
    }
}

pub(super) fn focus(stage: &NodeRef) {
    if let Some(stage) = stage.cast::<HtmlElement>() {
        let _ = stage.focus();
    }
}

/// Watches keys, the size of the window, the end of full screen, and the focus, which begins on the stage.
#[hook]
pub(super) fn use_watch(stage: &NodeRef, presenter: &Rc<Presenter>) {
    let (stage, presenter) = (stage.clone(), Rc::clone(presenter));
    use_effect_with((), move |()| {
        let ears = listen(&stage, &presenter);
        presenter.resume();
        fit(&stage);
        focus(&stage);
        set_on(true);
        move || {
            drop(ears);
            presenter.end();
            set_on(false);
            screen::leave();
        }
    });
}

fn listen(stage: &NodeRef, presenter: &Rc<Presenter>) -> Option<[EventListener; 4]> {
    let window = web_sys::window()?;
    let document = window.document()?;
    let keys = {
        let presenter = Rc::clone(presenter);
        // Before any other listener: a page around this one gets the keys that are left.
        let options = EventListenerOptions { phase: EventListenerPhase::Capture, passive: false };
        EventListener::new_with_options(&window, "keydown", options, move |event| {
            let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
            if let Some(does) = meaning(&event.key(), press::of(event)) {
                // In a frame, the rest is handed to the page around it.
                if scroll(&event.key()) || presenter.act(does) {
                    event.prevent_default();
                }
            }
        })
    };
    let size = {
        let stage = stage.clone();
        EventListener::new(&window, "resize", move |_| fit(&stage))
    };
    let full = {
        let (presenter, stage) = (Rc::clone(presenter), stage.clone());
        let was = RefCell::new(screen::is_full());
        EventListener::new(&document, "fullscreenchange", move |_| {
            let is = screen::is_full();
            // The browser uses Escape for itself there; a reader who only wanted to leave full screen stays in the
            // presentation.
            if was.replace(is) && !is && !screen::was_left() {
                presenter.act(Move::End);
            }
            fit(&stage);
        })
    };
    let left = {
        let presenter = Rc::clone(presenter);
        EventListener::new(&window, "pagehide", move |_| presenter.leave())
    };
    Some([keys, size, full, left])
}

/// Scrolls a slide that is longer than its space; returns whether it did, because at its ends the next slide comes.
fn scroll(key: &str) -> bool {
    let way = match key {
        "ArrowDown" => 1,
        "ArrowUp" => -1,
        _ => return false,
    };
    let slide = document().and_then(|document| document.query_selector("main.slide").ok().flatten());
    slide.is_some_and(|slide| {
        let before = slide.scroll_top();
        slide.set_scroll_top(before + way * slide.client_height() / 3);
        slide.scroll_top() != before
    })
}

/// Sets the scale of everything.
fn fit(stage: &NodeRef) {
    let Some(element) = stage.cast::<HtmlElement>() else { return };
    let scale = screen::scale(f64::from(element.client_width()), f64::from(element.client_height()));
    let scale = scale.to_string();
    // A property of the element rather than an attribute: the security policy allows no styles in markup.
    let _ = element.style().set_property("--scale", &scale);
}

/// Keeps the page below the stage from scrolling.
fn set_on(on: bool) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        let root: &Element = &root;
        let _ = root.class_list().toggle_with_force("is-presenting", on);
    }
}

//! What the stage and the presenter's window say to each other: by a broadcast channel, if the browser gives the two
//! one, and by messages between the window and its opener. What arrives both ways counts once.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use gloo::events::EventListener;
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent, UrlSearchParams, Window};

use crate::state::local;
use crate::timing::now;

/// A message.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum Word {
    /// The presenter's window is there, and asks what is on the stage.
    Hello,
    /// What is on the stage.
    Slide(StageState),
    /// The slide at a place, counted from 0, as the text of an SVG image: the next one.
    Picture(u32, String),
    /// A key that was pressed in the presenter's window.
    Key(String),
    /// The presenter's window asks whether the stage is still there, …
    Ping,
    /// … and the stage is. It only answers: a page that nobody sees may be given no time of its own.
    Pong,
    /// The presentation is over.
    End,
}

/// What the presenter sees of the stage.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct StageState {
    /// The slide's place, counted from 0, and the number of slides.
    pub(super) at: u32,
    pub(super) count: u32,
    /// The scenario's name.
    pub(super) name: String,
    /// The slide's question and title.
    pub(super) question: String,
    pub(super) title: String,
    /// The presenter's note.
    pub(super) note: String,
    /// The next slide's question and title, which is empty if it is not known; `None` after the last.
    pub(super) next: Option<[String; 2]>,
    /// Whether the audience sees a black screen.
    pub(super) black: bool,
}

/// A message with its conversation and its sender, who is another after a reload, and the number given by that.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct NumberedWord {
    talk: String,
    from: u32,
    number: u32,
    word: Word,
}

/// One end of the conversation.
pub(super) struct Talk {
    id: String,
    channel: Option<BroadcastChannel>,
    other: Rc<RefCell<Option<Window>>>,
    from: u32,
    number: Cell<u32>,
    /// When the other end was heard last.
    heard: Rc<Cell<Option<f64>>>,
    _ears: Vec<EventListener>,
}

/// Under this key the tab keeps which conversation is its own: a stage that begins after a reload is found by the window
/// that an earlier one opened.
const KEPT: &str = "funnel.talk";
/// Milliseconds without a word after which a window that cannot be asked whether it is closed counts as closed. It pings
/// twice a second, or once where the browser gives it little time.
const SILENCE: f64 = 3_000.0;

impl Talk {
    /// Opens the presenter's window, or loads the one again that this tab opened before; `None` if the browser does not
    /// allow one.
    pub(super) fn open(hear: impl Fn(Word) + 'static) -> Option<Self> {
        let window = web_sys::window()?;
        let id = kept().unwrap_or_else(local::random);
        if let Some(tab) = local::tab() {
            // Without room for it, a stage after a reload opens another window.
            let _ = tab.set_item(KEPT, &id);
        }
        let location = window.location();
        let address = location.href().ok()?;
        let address = address.split(['?', '#']).next().unwrap_or_default();
        let query = UrlSearchParams::new_with_str(&location.search().unwrap_or_default()).ok()?;
        query.delete("s");
        query.set("present", "notes");
        query.set("talk", &id);
        let url = format!("{address}?{}", String::from(query.to_string()));
        let target = format!("funnel-notes-{id}");
        let other = window.open_with_url_and_target_and_features(&url, &target, "popup,width=760,height=640");
        Some(Self::new(id, Some(other.ok().flatten()?), hear))
    }

    /// Listens for the presenter's window that an earlier stage of this tab opened; `None` if none did.
    pub(super) fn resume(hear: impl Fn(Word) + 'static) -> Option<Self> {
        Some(Self::new(kept()?, None, hear))
    }

    /// The other end, in the presenter's window; `None` if nobody opened it.
    pub(super) fn answer(hear: impl Fn(Word) + 'static) -> Option<Self> {
        let window = web_sys::window()?;
        let query = UrlSearchParams::new_with_str(&window.location().search().ok()?).ok()?;
        // It has a `Window` of its own, of which it is no instance here.
        let opener = Some(window.opener().ok()?).filter(JsValue::is_object);
        let other: Window = opener.map_or(window, JsCast::unchecked_into);
        Some(Self::new(query.get("talk")?, Some(other), hear))
    }

    fn new(id: String, other: Option<Window>, hear: impl Fn(Word) + 'static) -> Self {
        // Only a stage that was opened after its presenter's window learns from a message which window that is.
        let adopts = other.is_none();
        let other = Rc::new(RefCell::new(other));
        let heard = Rc::new(Cell::new(None));
        let channel = BroadcastChannel::new(&format!("funnel-present-{id}")).ok();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number from 0 to the largest")]
        let from = (js_sys::Math::random() * f64::from(u32::MAX)) as u32;
        // By sender: each counts for itself.
        let latest = RefCell::new(BTreeMap::<u32, u32>::new());
        let hear = {
            let (id, other, heard) = (id.clone(), Rc::clone(&other), Rc::clone(&heard));
            Rc::new(move |event: &MessageEvent, by_window: bool| {
                let said = event.data().as_string().and_then(|text| read(&text));
                let Some(said) = said.filter(|said| said.from != from && said.talk == id) else { return };
                if by_window {
                    let source = event.source().map(JsValue::from);
                    if adopts && said.word == Word::Hello {
                        // It has a `Window` of its own, of which it is no instance here.
                        other.replace(source.clone().map(JsCast::unchecked_into));
                    }
                    if source != other.borrow().clone().map(JsValue::from) {
                        return;
                    }
                }
                heard.set(Some(now()));
                // The channel and the window bring the same messages.
                let is_new = {
                    let mut latest = latest.borrow_mut();
                    let latest = latest.entry(said.from).or_default();
                    said.number > std::mem::replace(latest, said.number.max(*latest))
                };
                if is_new {
                    hear(said.word);
                }
            })
        };
        let mut ears = Vec::new();
        if let Some(channel) = &channel {
            let hear = Rc::clone(&hear);
            ears.push(EventListener::new(channel, "message", move |event| {
                if let Some(event) = event.dyn_ref() {
                    hear(event, false);
                }
            }));
        }
        if let Some(window) = web_sys::window() {
            ears.push(EventListener::new(&window, "message", move |event| {
                if let Some(event) = event.dyn_ref() {
                    hear(event, true);
                }
            }));
        }
        Self { id, channel, other, from, number: Cell::new(0), heard, _ears: ears }
    }

    /// Sends a message to the other end, if it is there.
    pub(super) fn say(&self, word: Word) {
        self.number.set(self.number.get() + 1);
        let talk = self.id.clone();
        let text = JsValue::from(write(&NumberedWord { talk, from: self.from, number: self.number.get(), word }));
        if let Some(channel) = &self.channel {
            let _ = channel.post_message(&text);
        }
        // Pages opened as files have no origin that could be named.
        let origin = web_sys::window().and_then(|window| window.location().origin().ok());
        let origin = origin.filter(|origin| origin.starts_with("http")).unwrap_or_else(|| "*".to_owned());
        if let Some(other) = &*self.other.borrow() {
            let _ = other.post_message(&text, &origin);
        }
    }

    /// Whether the other window was closed, or has never been heard.
    pub(super) fn is_over(&self) -> bool {
        match &*self.other.borrow() {
            Some(other) => other.closed().unwrap_or(true),
            None => self.heard.get().is_none_or(|at| now() - at > SILENCE),
        }
    }
}

impl Drop for Talk {
    fn drop(&mut self) {
        if let Some(channel) = &self.channel {
            channel.close();
        }
    }
}

/// The conversation that this tab had before.
fn kept() -> Option<String> {
    local::tab()?.get_item(KEPT).ok()?
}

/// A prefix for our messages, followed by JSON: other people's messages begin differently.
const MARK: &str = "funnel-present:";

fn write(said: &NumberedWord) -> String {
    // Text and numbers can always be serialised.
    format!("{MARK}{}", serde_json::to_string(said).unwrap_or_default())
}

fn read(text: &str) -> Option<NumberedWord> {
    serde_json::from_str(text.strip_prefix(MARK)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back_and_others_are_passed_over() {
        let told = StageState {
            at: 2,
            count: 6,
            note: "Über 9 €".into(),
            next: Some(["a".into(), "b".into()]),
            ..StageState::default()
        };
        for word in [
            Word::Hello,
            Word::Slide(told),
            Word::Picture(3, "<svg/>".into()),
            Word::Key("PageDown".into()),
            Word::Ping,
            Word::Pong,
            Word::End,
        ] {
            let said = NumberedWord { talk: "a1".into(), from: 3, number: 7, word };
            assert_eq!(read(&write(&said)), Some(said));
        }
        let text = write(&NumberedWord { talk: "a1".into(), from: 3, number: 1, word: Word::Hello });
        for other in ["", "slide:start", MARK, &text[..text.len() - 1], &format!("{text}x"), "funnel-present:€€€€€€"]
        {
            assert_eq!(read(other), None, "{other}");
        }
    }
}

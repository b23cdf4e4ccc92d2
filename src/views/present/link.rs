//! What the stage and the presenter's window say to each other: by a broadcast channel, if the browser gives the two
//! one, and by messages between the window and its opener. What arrives both ways counts once.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use gloo::events::EventListener;
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent, UrlSearchParams, Window};

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

/// A message with its sender, who is another after a reload, and the number given by that.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct NumberedWord {
    from: u32,
    number: u32,
    word: Word,
}

/// One end of the conversation.
pub(super) struct Talk {
    channel: Option<BroadcastChannel>,
    other: Window,
    from: u32,
    number: Cell<u32>,
    _ears: Vec<EventListener>,
}

impl Talk {
    /// Opens the presenter's window; `None` if the browser does not allow one.
    pub(super) fn open(hear: impl Fn(Word) + 'static) -> Option<Self> {
        let window = web_sys::window()?;
        let id = format!("{:x}", (js_sys::Math::random() * 1e15) as u64);
        let location = window.location();
        let address = location.href().ok()?;
        let address = address.split(['?', '#']).next().unwrap_or_default();
        let query = UrlSearchParams::new_with_str(&location.search().unwrap_or_default()).ok()?;
        query.delete("s");
        query.set("present", "notes");
        query.set("talk", &id);
        let url = format!("{address}?{}", String::from(query.to_string()));
        let other = window.open_with_url_and_target_and_features(&url, "_blank", "popup,width=760,height=640");
        Some(Self::new(&id, other.ok().flatten()?, hear))
    }

    /// The other end, in the presenter's window; `None` if nobody opened it.
    pub(super) fn answer(hear: impl Fn(Word) + 'static) -> Option<Self> {
        let window = web_sys::window()?;
        let query = UrlSearchParams::new_with_str(&window.location().search().ok()?).ok()?;
        // It has a `Window` of its own, of which it is no instance here.
        let opener = Some(window.opener().ok()?).filter(JsValue::is_object);
        let other: Window = opener.map_or(window, JsCast::unchecked_into);
        Some(Self::new(&query.get("talk")?, other, hear))
    }

    fn new(id: &str, other: Window, hear: impl Fn(Word) + 'static) -> Self {
        let channel = BroadcastChannel::new(&format!("funnel-present-{id}")).ok();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number from 0 to the largest")]
        let from = (js_sys::Math::random() * f64::from(u32::MAX)) as u32;
        // By sender: each counts for itself.
        let latest = RefCell::new(BTreeMap::<u32, u32>::new());
        let source = JsValue::from(other.clone());
        let hear = std::rc::Rc::new(move |event: &MessageEvent, by_window: bool| {
            if by_window && JsValue::from(event.source()) != source {
                return;
            }
            let said = event.data().as_string().and_then(|text| read(&text));
            let Some(said) = said.filter(|said| said.from != from) else { return };
            // The channel and the window bring the same messages.
            let is_new = {
                let mut latest = latest.borrow_mut();
                let latest = latest.entry(said.from).or_default();
                said.number > std::mem::replace(latest, said.number.max(*latest))
            };
            if is_new {
                hear(said.word);
            }
        });
        let mut ears = Vec::new();
        if let Some(channel) = &channel {
            let hear = std::rc::Rc::clone(&hear);
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
        Self { channel, other, from, number: Cell::new(0), _ears: ears }
    }

    /// Sends a message to the other end, if it is there.
    pub(super) fn say(&self, word: Word) {
        self.number.set(self.number.get() + 1);
        let text = JsValue::from(write(&NumberedWord { from: self.from, number: self.number.get(), word }));
        if let Some(channel) = &self.channel {
            let _ = channel.post_message(&text);
        }
        // Pages opened as files have no origin that could be named.
        let origin = web_sys::window().and_then(|window| window.location().origin().ok());
        let origin = origin.filter(|origin| origin.starts_with("http")).unwrap_or_else(|| "*".to_owned());
        let _ = self.other.post_message(&text, &origin);
    }

    /// Whether the other window was closed.
    pub(super) fn is_over(&self) -> bool {
        self.other.closed().unwrap_or(true)
    }
}

impl Drop for Talk {
    fn drop(&mut self) {
        if let Some(channel) = &self.channel {
            channel.close();
        }
    }
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
        for word in
            [Word::Hello, Word::Slide(told), Word::Picture(3, "<svg/>".into()), Word::Key("PageDown".into()), Word::End]
        {
            let said = NumberedWord { from: 3, number: 7, word };
            assert_eq!(read(&write(&said)), Some(said));
        }
        let text = write(&NumberedWord { from: 3, number: 1, word: Word::Hello });
        for other in ["", "slide:start", MARK, &text[..text.len() - 1], &format!("{text}x"), "funnel-present:€€€€€€"]
        {
            assert_eq!(read(other), None, "{other}");
        }
    }
}

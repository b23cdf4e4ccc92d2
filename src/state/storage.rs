//! Work survives a reload if the browser lets pages store something.
//!
//! Each piece of work has an entry of its own (its text is made in `work`), and no page overwrites what another wrote:
//! an entry that is not as this page last read or wrote it is left alone, and this page's version becomes an entry of
//! its own. Nothing is ever deleted to make room; if there is none, the reader is told.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use funnel_engine::scenario::{Scenario, clean, decode, limits};
use gloo::events::EventListener;

use super::beside::cut;
use super::local::{item, keep, keys, random, remove, storage, tab};
use super::piece::Piece;
use super::start::example;
use super::work::{self, Body, Head};
use super::{Session, link};
use crate::timing;

/// Prefix of the entries' keys.
const PREFIX: &str = "funnel.work.";
/// Where earlier versions kept their single scenario, and those beside it.
const BEFORE: [&str; 2] = ["funnel.scenario", "funnel.beside"];

thread_local! {
    /// Each entry's mark when this page last read or wrote it.
    static KNOWN: RefCell<HashMap<String, String>> = RefCell::default();
    /// What identifies this page's writes, and how many there were.
    static WRITINGS: RefCell<(String, u32)> = RefCell::default();
}

/// A piece of work that was kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// The entry's name.
    pub id: Rc<str>,
    /// Whether it began with somebody's link.
    pub link: bool,
    /// The work.
    pub body: Body,
}

/// An entry in the list of what is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its name.
    pub id: Rc<str>,
    /// Its own description.
    pub head: Head,
    /// Its size in characters.
    pub size: usize,
}

/// Whether there is work from an earlier visit.
#[must_use]
pub fn is_kept() -> bool {
    keys().iter().any(|key| BEFORE.contains(&key.as_str()) || key.starts_with(PREFIX))
}

/// Whether this page may store anything.
#[must_use]
pub fn is_allowed() -> bool {
    storage().is_some()
}

/// What was on the page when it was left: for a reloaded page what it had, else the reader's own latest work, else the
/// latest that a link brought. `None` if this version can read none of these.
#[must_use]
pub fn kept() -> Option<Kept> {
    take_over();
    of_reload().or_else(|| list().into_iter().find_map(|entry| read(&entry.id)))
}

/// What a page that is reloaded or gone back to had on it. Somebody who enters the plain address wants to start afresh,
/// although the browser may take that for the same place in the tab's history.
#[must_use]
pub fn of_reload() -> Option<Kept> {
    if timing::is_new_visit() { None } else { of_history() }
}

/// What was on the page at this place in the tab's history.
#[must_use]
pub fn of_history() -> Option<Kept> {
    read(&link::piece()?)
}

/// What is kept, in the order of `work::order`.
#[must_use]
pub fn list() -> Vec<Entry> {
    let entry = |key: String| {
        let text = item(&key)?;
        let id = key.strip_prefix(PREFIX)?.into();
        Some(Entry { id, head: work::head(&text)?, size: text.len() })
    };
    let mut list: Vec<Entry> = keys().into_iter().filter_map(entry).collect();
    list.sort_by(|a, b| work::order(&a.head, &b.head).then_with(|| a.id.cmp(&b.id)));
    list
}

/// The work in an entry.
#[must_use]
pub fn read(id: &str) -> Option<Kept> {
    let text = item(&key(id))?;
    let (head, body) = (work::head(&text)?, work::body(&text)?);
    know(id, &text);
    Some(Kept { id: id.into(), link: head.link, body })
}

/// The same for the reader, whose own work it thereby becomes.
#[must_use]
pub fn take_up(id: &str) -> Option<Kept> {
    let kept = read(id)?;
    let head = head_of(id)?;
    if !head.is_own() {
        // If there is no room it stays as it was, and still opens.
        let _ = put(id, Head { taken: true, ..head }, &kept.body);
    }
    Some(kept)
}

/// Gives an entry's scenario another name. False if it could not be kept.
#[must_use]
pub fn rename(id: &str, name: &str) -> bool {
    let Some((kept, head)) = read(id).zip(head_of(id)) else { return false };
    let name = cut(clean(name).trim(), limits::NAME);
    let scenario = Scenario { name: name.to_owned(), ..(*kept.body.scenario).clone() };
    let body = Body { scenario: Rc::new(scenario), ..kept.body };
    put(id, Head { name, ..head }, &body)
}

/// Deletes an entry; returns its text, for [`put_back`].
#[must_use]
pub fn delete(id: &str) -> Option<String> {
    let text = item(&key(id))?;
    storage()?.remove_item(&key(id)).ok().map(|()| text)
}

/// Undoes a deletion. False if there is no room any more. What was written in its place meanwhile stays: then it comes
/// back as an entry of its own.
#[must_use]
pub fn put_back(id: &str, text: &str) -> bool {
    let at = if item(&key(id)).is_none() { key(id) } else { key(&random()) };
    keep(&at, Some(text.to_owned()))
}

/// A text in the tab's own storage, which a reload leaves.
#[must_use]
pub fn in_tab(name: &str) -> Option<String> {
    tab()?.get_item(name).ok()?
}

/// Keeps a text in the tab's own storage, or removes it. Where there is none, or no room, a reload loses it.
pub fn keep_in_tab(name: &str, text: Option<&str>) {
    if let Some(tab) = tab() {
        let _ = match text {
            Some(text) => tab.set_item(name, text),
            None => tab.remove_item(name),
        };
    }
}

/// The text of an entry's scenario, even if this version cannot read it.
#[must_use]
pub fn raw(id: &str) -> Option<String> {
    item(&key(id)).map(|text| work::raw(&text).to_owned())
}

/// Why work was not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unkept {
    /// There is no room, or storing has been forbidden in the meantime.
    Full,
    /// The browser never let this page store anything.
    Denied,
}

/// Keeps a piece of work; returns the name of its entry, which is a new one if the entry is not as this page knows it.
pub(super) fn keep_piece(piece: &Piece, id: Option<&Rc<str>>, body: &Body) -> Result<Rc<str>, Unkept> {
    if storage().is_none() {
        return Err(Unkept::Denied);
    }
    let stored = id.and_then(|id| item(&key(id)));
    let is_foreign = id.zip(stored.as_ref()).is_some_and(|(id, text)| !is_known(id, text));
    let before = stored.as_deref().and_then(work::head).unwrap_or_default();
    let id = match id {
        Some(id) if !is_foreign => Rc::clone(id),
        _ => random().into(),
    };
    let head = Head {
        at: js_sys::Date::now(),
        by: String::new(),
        name: body.scenario.name.clone(),
        link: piece.link,
        taken: before.taken,
        apart: before.apart || is_foreign,
    };
    if put(&id, head, body) { Ok(id) } else { Err(Unkept::Full) }
}

/// Whether an entry's text is as this page last read or wrote it.
pub(super) fn is_known(id: &str, text: &str) -> bool {
    KNOWN.with_borrow(|known| known.get(id).is_some_and(|mark| mark == work::mark(text)))
}

/// Whether the reader changed the scenario in any way.
pub(super) fn is_changed(session: &Session) -> bool {
    session.can_undo() || session.can_redo()
}

/// Acts when the page is left, or no longer seen: a phone may end it then without another word.
pub(super) fn on_leaving(act: impl Fn() + Clone + 'static) -> Option<[EventListener; 2]> {
    let (window, document) = web_sys::window().and_then(|window| Some((window.clone(), window.document()?)))?;
    let hidden = {
        let act = act.clone();
        EventListener::new(&document.clone(), "visibilitychange", move |_| {
            if document.hidden() {
                act();
            }
        })
    };
    Some([hidden, EventListener::new(&window, "pagehide", move |_| act())])
}

/// Converts what earlier versions kept into entries.
fn take_over() {
    let head = |name: &str| Head { at: js_sys::Date::now(), by: writing(), name: name.to_owned(), ..Head::default() };
    let [scenario, beside] = BEFORE.map(item);
    if scenario.is_some() || beside.is_some() {
        let text = scenario.or_else(|| serde_json::to_string(&example()).ok()).unwrap_or_default();
        let name = decode::from_json(&text).map(|scenario| scenario.name).unwrap_or_default();
        let text = work::of_before(&head(&name), &text, &beside.unwrap_or_default());
        if keep(&key(&random()), text) {
            BEFORE.iter().for_each(|name| remove(name));
        }
    }
}

fn head_of(id: &str) -> Option<Head> {
    work::head(&item(&key(id))?)
}

/// Writes an entry, with a mark of its own.
fn put(id: &str, head: Head, body: &Body) -> bool {
    let text = work::write(&Head { by: writing(), ..head }, body);
    let is_kept = keep(&key(id), text.clone());
    if let Some(text) = text.filter(|_| is_kept) {
        know(id, &text);
    }
    is_kept
}

fn know(id: &str, text: &str) {
    KNOWN.with_borrow_mut(|known| known.insert(id.to_owned(), work::mark(text).to_owned()));
}

/// A mark that no other write by any page has.
fn writing() -> String {
    WRITINGS.with_borrow_mut(|(page, count)| {
        if page.is_empty() {
            *page = random();
        }
        *count += 1;
        format!("{page}-{count}")
    })
}

pub(super) fn key(id: &str) -> String {
    format!("{PREFIX}{id}")
}

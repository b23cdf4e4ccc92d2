//! Keeps the work on the page as it changes, and reports when another page has changed the same work.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::StorageEvent;
use yew::prelude::*;

use super::piece::Piece;
use super::storage::{self, Unkept, is_changed, keep_piece, on_leaving};
use super::work::Body;
use super::{Action, Notice, Session, SessionDispatcher, link};
use crate::charts::Shared;
use crate::embed::shown::is_framed;

/// Changes are kept after this many milliseconds without another one: a drag and a key held down make more than one in
/// that time. Whoever leaves sooner has them kept on leaving, for which a browser gives a busy page little time.
const QUIET_MILLIS: u32 = 100;

/// What is known about a piece of work.
struct Known {
    /// The entry in which it is kept.
    id: Option<Rc<str>>,
    /// The work as it was last kept, or as it began if that needs no keeping.
    last: Option<Body>,
    /// Whether the reader has been told that another page changed it.
    told: bool,
}

struct Keeper {
    dispatcher: SessionDispatcher,
    pieces: HashMap<u32, Known>,
    /// Work on the page that is not kept yet.
    pending: Option<(Piece, Body)>,
    /// The piece on the page.
    here: u32,
    /// Why the last work was not kept, so that the reader is told only once.
    unkept: Option<Unkept>,
}

/// Keeps all work from its first change on.
#[hook]
pub(super) fn use_keeper(session: &Shared<Session>, dispatcher: &SessionDispatcher) {
    let keeper = use_mut_ref(|| Keeper {
        dispatcher: dispatcher.clone(),
        pieces: HashMap::new(),
        pending: None,
        here: 0,
        unkept: None,
    });
    let body = Body { scenario: Rc::clone(&session.scenario), beside: session.beside.clone() };
    let (piece, changed) = (session.piece.clone(), is_changed(session));
    {
        let keeper = Rc::clone(&keeper);
        let (piece, body) = (piece.clone(), body.clone());
        use_effect_with((), move |()| {
            keeper.borrow_mut().begin(&piece, &body, changed);
            // When the page is left, it does not wait for a pause.
            let leaving = on_leaving({
                let keeper = Rc::clone(&keeper);
                move || keeper.borrow_mut().flush()
            });
            let elsewhere = listen_elsewhere(&keeper);
            move || {
                keeper.borrow_mut().flush();
                drop((leaving, elsewhere));
            }
        });
    }
    use_effect_with((piece.clone(), Rc::clone(&session.scenario), session.beside.clone()), move |_| {
        let pending = keeper.borrow_mut().note(piece, body);
        let waiting = pending.then(|| Timeout::new(QUIET_MILLIS, move || keeper.borrow_mut().flush()));
        move || drop(waiting)
    });
}

/// Notices when another page in this browser writes an entry.
fn listen_elsewhere(keeper: &Rc<RefCell<Keeper>>) -> Option<EventListener> {
    let keeper = Rc::clone(keeper);
    let window = web_sys::window().filter(|_| !is_framed())?;
    Some(EventListener::new(&window, "storage", move |event| {
        let Some(event) = event.dyn_ref::<StorageEvent>() else { return };
        if let (Some(key), Some(text)) = (event.key(), event.new_value()) {
            keeper.borrow_mut().hear(&key, &text);
        }
    }))
}

impl Keeper {
    /// Notes the first work on the page.
    fn begin(&mut self, piece: &Piece, body: &Body, is_changed: bool) {
        let last = (!is_changed).then(|| body.clone());
        self.pieces.insert(piece.number, Known { id: piece.kept.clone(), last, told: false });
        self.here = piece.number;
        self.remember();
    }

    /// Records what is on the page; returns whether it still has to be kept.
    fn note(&mut self, piece: Piece, body: Body) -> bool {
        if self.here != piece.number {
            self.flush();
            self.here = piece.number;
        }
        // Work that was kept, or that a link brought, is kept only once it is changed.
        let is_safe = piece.link || piece.kept.is_some();
        let first = || Known { id: piece.kept.clone(), last: is_safe.then(|| body.clone()), told: false };
        let known = self.pieces.entry(piece.number).or_insert_with(first);
        let is_new = known.last.as_ref().is_none_or(|last| !is_same(last, &body));
        self.pending = is_new.then_some((piece, body));
        self.remember();
        is_new
    }

    /// Keeps what still has to be kept.
    fn flush(&mut self) {
        let Some((piece, body)) = self.pending.clone() else { return };
        let Some(known) = self.pieces.get_mut(&piece.number) else { return };
        let before = known.id.clone();
        match keep_piece(&piece, before.as_ref(), &body) {
            Ok(id) => {
                let is_apart = before.is_some_and(|before| before != id);
                let is_told = std::mem::take(&mut known.told);
                (known.id, known.last) = (Some(id), Some(body));
                (self.pending, self.unkept) = (None, None);
                if is_apart && !is_told {
                    self.tell(&elsewhere());
                }
            }
            // A framed page keeps nothing, and does not say so: its content is in the hands of the page around it.
            Err(why) if !is_framed() && self.unkept.replace(why) != Some(why) => self.tell(why.says()),
            Err(_) => {}
        }
        self.remember();
    }

    /// Handles that another page wrote an entry.
    fn hear(&mut self, key: &str, text: &str) {
        let Some(known) = self.pieces.get_mut(&self.here) else { return };
        // In the page in one file, keys have a suffix of its own.
        let is_entry = |rest: &str| rest.is_empty() || rest.starts_with('.');
        let is_here =
            |id: &Rc<str>| key.strip_prefix(&storage::key(id)).is_some_and(is_entry) && !storage::is_known(id, text);
        if known.id.as_ref().is_some_and(is_here) && !std::mem::replace(&mut known.told, true) {
            self.tell(&elsewhere());
        }
    }

    fn tell(&self, title: &str) {
        self.dispatcher.dispatch(Action::Notify(Notice { title: title.to_owned(), problems: Vec::new() }));
    }

    /// Records in the tab's history which entry is on the page, so that a reload opens it again.
    fn remember(&self) {
        if !is_framed() {
            link::set_piece(self.pieces.get(&self.here).and_then(|known| known.id.as_deref()));
        }
    }
}

/// The message when another page has changed the work that is here.
fn elsewhere() -> String {
    "This work was changed in another tab. Nothing is lost: what you change here is kept as a version of its own, and both \
     are under “Your work”."
        .to_owned()
}

impl Unkept {
    fn says(self) -> &'static str {
        match self {
            Self::Full => {
                "This change could not be kept: the browser has no room left for this page. Delete under “Your work” what \
                 you no longer need, or save this as a file."
            }
            Self::Denied => {
                "This browser keeps nothing for this page, so what you change is gone when you close it. Save it as a file \
                 to keep it."
            }
        }
    }
}

/// Whether nothing was changed. It compares by identity: a scenario that was changed back is kept again, which does no
/// harm.
fn is_same(a: &Body, b: &Body) -> bool {
    Rc::ptr_eq(&a.scenario, &b.scenario) && a.beside == b.beside
}

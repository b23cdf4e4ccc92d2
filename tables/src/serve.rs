//! The worker around the bench. It reads one file after another, slice by slice, with a turn of the event loop between
//! any two slices, in which it can be told to stop.

use std::cell::RefCell;
use std::collections::{BTreeSet, VecDeque};
use std::rc::Rc;

use funnel_calibrate::read::{LARGEST_WORKBOOK, workbook};
use funnel_calibrate::{Options, Reader, Refusal, Table};
use funnel_messages as messages;
use gloo::timers::callback::Timeout;
use js_sys::{Array, Date, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, DedicatedWorkerGlobalScope, MessageEvent};

use crate::bench::{Bench, Trying};
use crate::protocol::{AsJson, FileId, Request, Word};

/// Bytes read at a time: some 50 ms of work.
const SLICE: f64 = 2e6;
/// Forecasts yield after this many milliseconds.
const TURN_MILLIS: f64 = 40.0;
/// First bytes of archives and of older workbooks.
const BOOKS: [&[u8]; 2] = [b"PK\x03\x04", b"\xd0\xcf\x11\xe0"];

struct Server {
    scope: DedicatedWorkerGlobalScope,
    bench: RefCell<Bench>,
    /// Files to be read, and whether one is being read.
    waiting: RefCell<VecDeque<(FileId, String, Blob)>>,
    reading: RefCell<Option<FileId>>,
    cancelled: RefCell<BTreeSet<FileId>>,
    trying: RefCell<Option<(u32, Trying)>>,
    /// The next turn of the forecasts: one at a time, however often they are begun anew.
    turn: RefCell<Option<Timeout>>,
}

/// Serves requests for as long as the worker lives.
pub fn serve() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let server = Rc::new(Server {
        scope: scope.clone(),
        bench: RefCell::default(),
        waiting: RefCell::default(),
        reading: RefCell::default(),
        cancelled: RefCell::default(),
        trying: RefCell::default(),
        turn: RefCell::default(),
    });
    let on_message = {
        let server = Rc::clone(&server);
        Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let Ok(parts) = event.data().dyn_into::<Array>() else { return };
            let Ok(head) = parts.get(0).dyn_into::<Uint8Array>() else { return };
            let Some(request) = messages::read(&head.to_vec()) else { return };
            server.take(request, parts.get(1));
        })
    };
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // It lives as long as the worker.
    on_message.forget();
    server.post(&Word::Ready);
}

impl Server {
    fn post(&self, word: &Word) {
        // A page that is gone hears nothing, so a failure does not matter.
        let _ = self.scope.post_message(&Array::of1(&Uint8Array::from(messages::write(word).as_slice())));
    }

    fn take(self: &Rc<Self>, request: Request, body: JsValue) {
        match request {
            Request::Read { file, name } => {
                let Ok(blob) = body.dyn_into::<Blob>() else { return };
                self.waiting.borrow_mut().push_back((file, name, blob));
                self.go_on();
            }
            Request::Cancel { file } => {
                self.cancelled.borrow_mut().insert(file);
            }
            Request::Remove { file } => self.bench.borrow_mut().remove(file),
            Request::Learn { number, mapping, changed } => {
                self.stop_trying();
                let learned = self.bench.borrow_mut().learn(mapping.map(|mapping| mapping.0), changed);
                self.post(&Word::Learned { number, learned: AsJson(learned) });
            }
            Request::Try { number, days } => {
                let bench = self.bench.borrow();
                let days = if days.is_empty() { bench.days() } else { days };
                self.trying.replace(Some((number, bench.trials(days))));
                self.try_on();
            }
            Request::StopTrying => self.stop_trying(),
            Request::Save { what, scenario } => {
                let scenario = messages::read_scenario(&scenario).ok_or("the scenario arrived damaged".to_owned());
                let text = scenario.and_then(|scenario| self.bench.borrow().text(what, &scenario));
                self.post(&Word::Text { what, text });
            }
        }
    }

    /// Reads the next file, unless one is being read.
    fn go_on(self: &Rc<Self>) {
        if self.reading.borrow().is_some() {
            return;
        }
        let Some((file, name, blob)) = self.waiting.borrow_mut().pop_front() else { return };
        self.reading.replace(Some(file));
        let server = Rc::clone(self);
        spawn_local(async move {
            let word = match server.read(file, name, &blob).await {
                Ok(tables) => Word::Read { file, tables: server.bench.borrow_mut().add(file, tables) },
                Err(why) => Word::Refused { file, why },
            };
            server.post(&word);
            server.reading.replace(None);
            server.go_on();
        });
    }

    async fn read(&self, file: FileId, name: String, blob: &Blob) -> Result<Vec<Table>, String> {
        let options = Options { name, ..Options::default() };
        let refused = |refusal: Refusal| refusal.to_string();
        let is_cancelled = || self.cancelled.borrow_mut().remove(&file);
        let stopped = || "you cancelled its reading".to_owned();
        if is_cancelled() {
            return Err(stopped());
        }
        let size = blob.size();
        let head = slice(blob, 0.0, 4.0).await?;
        if BOOKS.contains(&head.as_slice()) {
            // Checked before reading: it would have to be held in one.
            if size > LARGEST_WORKBOOK as f64 {
                return Err(refused(Refusal::TooMuchText(LARGEST_WORKBOOK)));
            }
            let bytes = slice(blob, 0.0, size).await?;
            let told = |rows| self.post(&Word::Reading { file, bytes: size, rows: count(rows) });
            told(0);
            return workbook(&bytes, &options, told).map_err(refused);
        }
        let mut reader = Reader::new(options);
        let mut at = 0.0;
        while at < size {
            let piece = slice(blob, at, (at + SLICE).min(size)).await?;
            if is_cancelled() {
                return Err(stopped());
            }
            reader.push(&piece).map_err(refused)?;
            at += SLICE;
            self.post(&Word::Reading { file, bytes: at.min(size), rows: count(reader.rows()) });
        }
        reader.finish().map(|table| vec![table]).map_err(refused)
    }

    fn stop_trying(&self) {
        self.trying.take();
        self.turn.take();
    }

    /// Simulates forecasts until they are finished or cancelled, from the next turn on.
    fn try_on(self: &Rc<Self>) {
        let server = Rc::clone(self);
        let turn = Timeout::new(0, move || {
            let end = Date::now() + TURN_MILLIS;
            loop {
                let Some((number, mut trying)) = server.trying.take() else { return };
                // In a statement of its own, as what is borrowed in a condition stays borrowed throughout its block.
                let done = trying.step(server.bench.borrow().history());
                if let Some(trials) = done {
                    server.bench.borrow_mut().tried(&trials);
                    return server.post(&Word::Tried { number, trials: AsJson(trials) });
                }
                let done = trying.progress();
                server.trying.replace(Some((number, trying)));
                if Date::now() >= end {
                    server.post(&Word::Trying { number, done });
                    return server.try_on();
                }
            }
        });
        // The turn that was waiting, if any, is cancelled.
        self.turn.replace(Some(turn));
    }
}

fn count(rows: usize) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}

/// A part of a file.
async fn slice(blob: &Blob, from: f64, to: f64) -> Result<Vec<u8>, String> {
    let unread = |_| "the browser could not read it: was it changed or moved meanwhile?".to_owned();
    let part = blob.slice_with_f64_and_f64(from, to).map_err(unread)?;
    let buffer = JsFuture::from(part.array_buffer()).await.map_err(unread)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

//! The worker that holds the tables, as driven by the page. If it breaks, for example because it runs out of memory,
//! another one reads again what the first had read. The page keeps the files for this purpose: their handles, not their
//! bytes.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use funnel_calibrate::Mapping;
use funnel_calibrate::column::date::Day;
use funnel_engine::scenario::Scenario;
use gloo::timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;

use super::module;
use super::state::{Import, Stage, Trials, imports, update};
use crate::worker::{Does, Handle, Signal};
use crate::{facade, state::files};
use funnel_messages as messages;
use funnel_tables::protocol::{AsJson, FileId, Request, Saved, Word};

/// A cancelled file that is still being read after this many milliseconds is a workbook, which is read in one piece, so
/// its worker must be terminated.
const PATIENCE_MILLIS: u32 = 600;
const NO_WORKER: &str =
    "This browser lets the page start no worker here, and files are read in one. Open the page in a window of its own.";
const NO_MODULE: &str = "The part of the page that reads files did not arrive. Try again when the host can be reached.";
const TOO_MUCH: &str = "it could not be read to its end; it may be more than this browser’s memory holds: export fewer columns or a shorter time";
const ENDED: &str = "The worker that holds your files stopped by itself, and they were read again.";

/// A worker, and the requests to be sent once it is ready.
struct Live {
    handle: Option<Handle>,
    is_ready: bool,
    queue: Vec<(Request, Option<Blob>)>,
}

thread_local! {
    static LIVE: RefCell<Option<Live>> = const { RefCell::new(None) };
    /// Counts the workers, so that messages from a terminated one are ignored.
    static LIVES: Cell<u32> = const { Cell::new(0) };
    static BLOBS: RefCell<BTreeMap<FileId, Blob>> = const { RefCell::new(BTreeMap::new()) };
    static FILES: Cell<FileId> = const { Cell::new(0) };
    /// Counts requests, so that late replies are dropped.
    static LEARNED: Cell<u32> = const { Cell::new(0) };
    static TRIED: Cell<u32> = const { Cell::new(0) };
}

fn next(counter: &'static std::thread::LocalKey<Cell<u32>>) -> u32 {
    counter.set(counter.get().wrapping_add(1));
    counter.get()
}

/// Sends a request to the worker, which is started if there is none.
fn ask(request: Request, body: Option<Blob>) {
    let is_new = LIVE.with_borrow_mut(|live| {
        let is_new = live.is_none();
        let live = live.get_or_insert_with(|| Live { handle: None, is_ready: false, queue: Vec::new() });
        match &live.handle {
            Some(handle) if live.is_ready => handle.post_with(&request, body.as_ref()),
            _ => live.queue.push((request, body)),
        }
        is_new
    });
    if is_new {
        start();
    }
}

fn start() {
    let life = next(&LIVES);
    // Another worker may have taken its place meanwhile: what becomes of this one is then nobody's concern.
    let is_current = move || LIVES.get() == life;
    spawn_local(async move {
        let source = match module::source().await {
            _ if !is_current() => return,
            Ok(source) => source,
            Err(error) => {
                web_sys::console::warn_1(&error);
                return broken(NO_MODULE);
            }
        };
        let handle = Handle::spawn(&source, Does::Tables, move |signal: Signal<Word>| {
            if is_current() {
                heard(signal);
            }
        });
        match handle {
            Ok(handle) => LIVE.with_borrow_mut(|live| {
                if let Some(live) = live {
                    live.handle = Some(handle);
                }
            }),
            Err(_) => broken(NO_WORKER),
        }
    });
}

fn heard(signal: Signal<Word>) {
    let Signal::Reply(word, _) = signal else { return broken(NO_WORKER) };
    match word {
        Word::Ready => LIVE.with_borrow_mut(|live| {
            let Some(live) = live else { return };
            live.is_ready = true;
            if let Some(handle) = &live.handle {
                live.queue.drain(..).for_each(|(request, body)| handle.post_with(&request, body.as_ref()));
            }
        }),
        Word::Reading { file, bytes, rows } => set(file, Stage::Reads(bytes, rows)),
        Word::Read { file, tables } => {
            set(file, Stage::Read(Rc::new(tables)));
            learn_if_read();
        }
        Word::Refused { file, why } => {
            BLOBS.with_borrow_mut(|blobs| blobs.remove(&file));
            set(file, Stage::Refused(why.into()));
            learn_if_read();
        }
        Word::Learned { number, learned: AsJson(learned) } if number == LEARNED.get() => {
            update(|imports| {
                imports.learned = Some(Rc::new(learned));
                imports.is_learning = false;
            });
        }
        Word::Trying { number, done } if number == TRIED.get() => update(|imports| {
            imports.trials.done = imports.trials.done.map(|_| done);
        }),
        Word::Tried { number, trials: AsJson(trials) } if number == TRIED.get() => update(|imports| {
            imports.trials.done = None;
            imports.trials.found = Rc::new(trials);
        }),
        Word::Learned { .. } | Word::Trying { .. } | Word::Tried { .. } => {}
        Word::Text { what, text } => match text {
            Ok(text) => keep(what, &text),
            Err(why) => update(|imports| imports.fault = Some(why.into())),
        },
    }
}

fn set(file: FileId, stage: Stage) {
    update(|imports| {
        // A file that was removed in the meantime is not there.
        if let Some(file) = imports.file(file) {
            file.stage = stage;
        }
    });
}

/// The worker ended by itself: what it was working on is not tried again, and another one reads the rest. If it was
/// never ready, it reports why.
fn broken(why_not: &'static str) {
    let was_ready = LIVE.with_borrow_mut(Option::take).is_some_and(|live| live.is_ready);
    if !was_ready {
        update(|imports| {
            imports.fault = Some(why_not.into());
            imports.is_learning = false;
            for file in imports.files.iter_mut().filter(|file| file.is_pending()) {
                file.stage = Stage::Refused("it was not read".into());
            }
        });
        return;
    }
    match imports().culprit() {
        Some(culprit) => {
            BLOBS.with_borrow_mut(|blobs| blobs.remove(&culprit.id));
            set(culprit.id, Stage::Refused(TOO_MUCH.into()));
        }
        None => update(|imports| imports.fault = Some(ENDED.into())),
    }
    read_again();
}

/// Terminates the worker, and has another one read the files that remain.
fn read_again() {
    // Its messages are ignored from now on.
    next(&LIVES);
    LIVE.take();
    let blobs = BLOBS.with_borrow(Clone::clone);
    update(|imports| {
        for file in &mut imports.files {
            if !matches!(file.stage, Stage::Refused(_)) {
                file.stage = Stage::Waits;
            }
        }
        imports.trials.done = None;
    });
    for file in imports().files.iter().filter(|file| file.is_pending()) {
        if let Some(blob) = blobs.get(&file.id) {
            ask(Request::Read { file: file.id, name: file.name.to_string() }, Some(blob.clone()));
        }
    }
    learn_if_read();
}

/// Has files read.
pub(super) fn read(files: Vec<(String, Blob)>, arrived: bool) {
    for (name, blob) in files {
        let id = next(&FILES);
        BLOBS.with_borrow_mut(|blobs| blobs.insert(id, blob.clone()));
        let (size, shown) = (blob.size(), name.clone().into());
        update(|imports| {
            imports.fault = None;
            imports.files.push(Import { id, name: shown, size, stage: Stage::Waits });
        });
        ask(Request::Read { file: id, name }, Some(blob));
    }
    if arrived {
        update(|imports| imports.arrived += 1);
    }
}

/// Cancels the reading of a file.
pub fn cancel(file: FileId) {
    ask(Request::Cancel { file }, None);
    Timeout::new(PATIENCE_MILLIS, move || {
        let is_pending = imports().files.iter().any(|other| other.id == file && other.is_pending());
        if is_pending {
            BLOBS.with_borrow_mut(|blobs| blobs.remove(&file));
            set(file, Stage::Refused("you cancelled its reading".into()));
            read_again();
        }
    })
    .forget();
}

/// Removes a file.
pub fn remove(file: FileId) {
    let was_read = imports().files.iter().any(|other| other.id == file && !other.tables().is_empty());
    BLOBS.with_borrow_mut(|blobs| blobs.remove(&file));
    update(|imports| imports.files.retain(|other| other.id != file));
    if was_read {
        ask(Request::Remove { file }, None);
        learn_if_read();
    }
}

/// Learns once no file is being read, by the earlier decisions.
fn learn_if_read() {
    let now = imports();
    if now.is_reading() {
        return;
    }
    if now.tables().next().is_none() {
        update(|imports| {
            (imports.learned, imports.is_learning, imports.trials) = (None, false, Trials::default());
        });
        return;
    }
    let before = now.learned.as_ref().map(|learned| learned.mapping.clone());
    let kept = before.or_else(|| facade::work().and_then(|scenario| Mapping::of(&scenario)));
    learn(kept, false);
}

fn learn(mapping: Option<Mapping>, changed: bool) {
    let number = next(&LEARNED);
    // Forecasts in progress are based on what was learned before.
    next(&TRIED);
    update(|imports| {
        imports.is_learning = true;
        imports.trials = Trials::default();
    });
    ask(Request::Learn { number, mapping: mapping.map(|mapping| Box::new(AsJson(mapping))), changed }, None);
}

/// Learns anew from the reader's decisions.
pub fn change(mapping: Mapping) {
    learn(Some(mapping), true);
}

/// Forecasts from days in the past; from suitable ones if none are named.
pub fn try_days(days: Vec<Day>) {
    let number = next(&TRIED);
    update(|imports| {
        imports.trials.days.clone_from(&days);
        imports.trials.done = Some(0.0);
    });
    ask(Request::Try { number, days }, None);
}

/// Stops these forecasts.
pub fn stop_trials() {
    next(&TRIED);
    update(|imports| imports.trials.done = None);
    ask(Request::StopTrying, None);
}

/// Saves something as a file, based on this scenario if it is about one.
pub fn save(what: Saved, scenario: &Scenario) {
    ask(Request::Save { what, scenario: messages::write_scenario(scenario) }, None);
}

fn keep(what: Saved, text: &str) {
    match what {
        Saved::Problems => files::save("problems.csv", "text/csv", text),
        Saved::All => files::save("calibration.json", "application/json", text),
        Saved::Mapping => files::save("map.json", "application/json", text),
    }
}

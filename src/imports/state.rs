//! What the page shows of the reader's exports.

use std::cell::RefCell;
use std::rc::Rc;

use funnel_calibrate::Trial;
use funnel_calibrate::column::date::Day;
use yew::prelude::*;

use funnel_tables::protocol::{FileId, Learned, Sight};

/// How far the reading of a file has got.
#[derive(Clone, Debug, PartialEq)]
pub enum Stage {
    /// Waiting for others.
    Waits,
    /// Being read: bytes and rows so far.
    Reads(f64, u32),
    /// Read: its tables.
    Read(Rc<Vec<Sight>>),
    /// It is not a table, or was cancelled.
    Refused(AttrValue),
}

/// A file.
#[derive(Clone, Debug, PartialEq)]
pub struct Import {
    /// Identifies it.
    pub id: FileId,
    /// Its name.
    pub name: AttrValue,
    /// Its size, in bytes.
    pub size: f64,
    /// How far it has got.
    pub stage: Stage,
}

impl Import {
    /// Whether it is not finished yet.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        matches!(self.stage, Stage::Waits | Stage::Reads(..))
    }

    /// Its tables, once it has been read.
    #[must_use]
    pub fn tables(&self) -> &[Sight] {
        match &self.stage {
            Stage::Read(tables) => tables,
            _ => &[],
        }
    }
}

/// Forecasts from days in the past.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trials {
    /// The days that were requested.
    pub days: Vec<Day>,
    /// The share that is finished, while they are being made.
    pub done: Option<f64>,
    /// The results.
    pub found: Rc<Vec<Trial>>,
}

/// Everything.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Imports {
    /// The files, in order of arrival.
    pub files: Vec<Import>,
    /// What was learned from them.
    pub learned: Option<Rc<Learned>>,
    /// Whether something newer is being learned.
    pub is_learning: bool,
    /// Would it have been right?
    pub trials: Trials,
    /// What is wrong with everything as a whole.
    pub fault: Option<AttrValue>,
    /// Counts the files that were dropped or pasted anywhere on the page.
    pub arrived: u32,
}

impl Imports {
    /// All tables that were read.
    pub fn tables(&self) -> impl Iterator<Item = &Sight> {
        self.files.iter().flat_map(Import::tables)
    }

    /// Whether a file is being read or waiting to be.
    #[must_use]
    pub fn is_reading(&self) -> bool {
        self.files.iter().any(Import::is_pending)
    }

    /// What a worker was working on when it broke; `None` if it was idle.
    pub(super) fn culprit(&self) -> Option<&Import> {
        let reading = self.files.iter().find(|file| matches!(file.stage, Stage::Reads(..)));
        // If it was learning from everything read so far, the last file was one too many.
        let last = || self.files.iter().rev().find(|file| self.is_learning && !file.tables().is_empty());
        // It had begun the first waiting file without having reported it yet.
        reading.or_else(last).or_else(|| self.files.iter().find(|file| file.is_pending()))
    }

    pub(super) fn file(&mut self, id: FileId) -> Option<&mut Import> {
        self.files.iter_mut().find(|file| file.id == id)
    }
}

thread_local! {
    static IMPORTS: RefCell<Rc<Imports>> = RefCell::default();
    static LISTENERS: RefCell<Vec<Rc<dyn Fn()>>> = RefCell::default();
}

/// The present state.
pub(super) fn imports() -> Rc<Imports> {
    IMPORTS.with_borrow(Rc::clone)
}

/// Changes it, and notifies those who show it.
pub(super) fn update<T>(how: impl FnOnce(&mut Imports) -> T) -> T {
    let made = IMPORTS.with_borrow_mut(|imports| how(Rc::make_mut(imports)));
    let all = LISTENERS.with_borrow(Clone::clone);
    all.iter().for_each(|listener| listener());
    made
}

/// The reader's exports, updated as they change.
#[hook]
pub fn use_imports() -> Rc<Imports> {
    use_part(Rc::clone)
}

/// How many files arrived on the page, for components that must not be rendered again for every slice of a file that is
/// read.
#[hook]
pub fn use_arrived() -> u32 {
    use_part(|imports| imports.arrived)
}

#[hook]
fn use_part<T: Clone + PartialEq + 'static>(part: fn(&Rc<Imports>) -> T) -> T {
    let now = use_state_eq(|| part(&imports()));
    {
        let setter = now.setter();
        use_effect_with((), move |()| {
            let listener: Rc<dyn Fn()> = Rc::new(move || setter.set(part(&imports())));
            // Catches up with what came between the first rendering and now.
            listener();
            LISTENERS.with_borrow_mut(|all| all.push(Rc::clone(&listener)));
            move || LISTENERS.with_borrow_mut(|all| all.retain(|other| !Rc::ptr_eq(other, &listener)))
        });
    }
    (*now).clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_broke_a_worker_is_what_it_was_at() {
        let sight = Sight { name: "a".into(), rows: 0, seen: Vec::new(), headers: Vec::new(), first: Vec::new() };
        let read = || Stage::Read(Rc::new(vec![sight.clone()]));
        let culprit = |is_learning, stages: &[Stage]| {
            let files = stages.iter().zip(0..).map(|(stage, id)| Import {
                id,
                name: "a".into(),
                size: 1.0,
                stage: stage.clone(),
            });
            let imports = Imports { files: files.collect(), is_learning, ..Imports::default() };
            imports.culprit().map(|file| file.id)
        };
        let refused = || Stage::Refused("no table".into());
        assert_eq!(culprit(false, &[read(), refused()]), None, "it was idle");
        assert_eq!(culprit(false, &[read(), Stage::Waits, Stage::Reads(1.0, 1)]), Some(2));
        assert_eq!(culprit(false, &[read(), refused(), Stage::Waits, Stage::Waits]), Some(2), "before it said a word");
        assert_eq!(culprit(true, &[read(), read(), Stage::Waits]), Some(1), "while it learned");
        assert_eq!(culprit(true, &[Stage::Waits, Stage::Waits]), Some(0));
    }
}

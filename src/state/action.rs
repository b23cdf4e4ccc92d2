//! What can happen to the session.

use std::rc::Rc;

use funnel_engine::report::Report;
use funnel_engine::scenario::{Problem, Scenario};

use super::beside::Next;
use super::storage::Kept;

/// Something the reader must be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// A short message, as a sentence.
    pub title: String,
    /// The problems, each with its place.
    pub problems: Vec<Problem>,
}

/// What can happen.
pub enum Action {
    /// A change to the scenario (from `engine::scenario::edit`); can be undone.
    Edit(Rc<Scenario>),
    /// A step of a drag; all steps up to [`Action::DragEnd`] are undone together.
    Drag(Rc<Scenario>),
    /// A key has moved the slider; what follows before [`Action::DragEnd`] is undone together with it.
    Rest,
    /// The slider has been released.
    DragEnd,
    /// Another scenario was opened: from a file or a template; can be undone.
    Open(Rc<Scenario>),
    /// The page's address brought another scenario; can be undone.
    Linked(Rc<Scenario>),
    /// A change to the scenarios kept beside it ([`super::beside::Change`]); can be undone. If it gives nothing,
    /// nothing happens.
    Beside(Next),
    /// A kept piece of work is opened; can be undone.
    Kept(Box<Kept>),
    /// The page's address brought something that cannot be read.
    Unopened(Vec<Problem>),
    /// What could not be read is put aside, and the work returns.
    PutAside,
    /// One step back.
    Undo,
    /// One step forward.
    Redo,
    /// Results of run `id` arrived. During a drag they may belong to one of its earlier steps: newer than what is on
    /// the screen, although the slider has moved on. Anything older is dropped.
    Report {
        /// The run they belong to.
        id: u32,
        /// The scenario they answer.
        scenario: Rc<Scenario>,
        /// The merged report.
        report: Rc<Report>,
        /// Whether this is the final report.
        settled: bool,
    },
    /// Run `id` cannot go on.
    Failed {
        /// The run.
        id: u32,
        /// The reason, and what to do.
        message: String,
    },
    /// Tell the reader.
    Notify(Notice),
    /// Close the notice.
    Dismiss,
}

impl Action {
    /// Whether it opens other work.
    pub(super) fn opens_work(&self) -> bool {
        matches!(self, Self::Open(_) | Self::Linked(_) | Self::Kept(_) | Self::Unopened(_) | Self::PutAside)
    }

    /// Whether it changes the work on the page, rather than opening other work.
    pub(super) fn changes_work(&self) -> bool {
        matches!(
            self,
            Self::Edit(_) | Self::Drag(_) | Self::Rest | Self::DragEnd | Self::Beside(_) | Self::Undo | Self::Redo
        )
    }
}

//! What can happen to the session.

use std::rc::Rc;

use funnel_engine::report::Report;
use funnel_engine::scenario::{Problem, Scenario};

use super::beside::Next;
use super::storage::Kept;

/// Something the reader must be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// One sentence.
    pub title: String,
    /// What is wrong where.
    pub problems: Vec<Problem>,
}

/// What can happen.
pub enum Action {
    /// A change of the scenario (from `engine::scenario::edit`); can be undone.
    Edit(Rc<Scenario>),
    /// A step of a drag; all steps up to [`Action::DragEnd`] are undone at once.
    Drag(Rc<Scenario>),
    /// The slider is let go.
    DragEnd,
    /// Another scenario was opened: from a file or a template; can be undone.
    Open(Rc<Scenario>),
    /// The page's address brought another scenario; can be undone.
    Linked(Rc<Scenario>),
    /// A change of the scenarios kept beside it ([`super::beside::Change`]); can be undone. Nothing comes of it where it gives
    /// nothing.
    Beside(Next),
    /// A piece of work that was kept is opened; can be undone.
    Kept(Box<Kept>),
    /// The page's address brought something that cannot be read.
    Unopened(Vec<Problem>),
    /// What could not be read is put aside, and the work is there again.
    PutAside,
    /// One step back.
    Undo,
    /// One step forward.
    Redo,
    /// Results of run `id` arrived. In a drag they may belong to one of its earlier steps: newer than what is on the
    /// screen, though the slider is further already. What is older than that is dropped.
    Report {
        /// The run they belong to.
        id: u32,
        /// The scenario they answer.
        scenario: Rc<Scenario>,
        /// The merged report.
        report: Rc<Report>,
        /// Whether it is the last.
        settled: bool,
        /// Replicates aimed at.
        aim: u32,
    },
    /// Run `id` cannot go on.
    Failed {
        /// The run.
        id: u32,
        /// Why, and what to do.
        message: String,
    },
    /// Tell the reader.
    Notify(Notice),
    /// Put the notice away.
    Dismiss,
}

impl Action {
    /// Whether it changes the work on the page, in place of opening other work.
    pub(super) fn changes_work(&self) -> bool {
        matches!(self, Self::Edit(_) | Self::Drag(_) | Self::DragEnd | Self::Beside(_) | Self::Undo | Self::Redo)
    }
}

//! Which work is on the page, and what may stand in its way.

use std::rc::Rc;

use funnel_engine::scenario::Problem;

/// A piece of work: what follows from one beginning by changes. Another scenario that is opened begins another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// Its number in this session.
    pub number: u32,
    /// Whether it began with somebody's link.
    pub link: bool,
    /// By what name it is kept, where it was before.
    pub kept: Option<Rc<str>>,
}

/// What the page was to open, and is not on it.
#[derive(Clone, Debug, PartialEq)]
pub enum Unopened {
    /// The part of the page that reads links is on its way.
    Waiting,
    /// It cannot be read.
    Refused {
        /// Why.
        problems: Vec<Problem>,
        /// Whether it is not a link but what the page in one file carries.
        in_file: bool,
        /// Whether there was work on the page when it came.
        over_work: bool,
    },
}

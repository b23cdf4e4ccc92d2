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

/// What the page was to open and could not.
#[derive(Clone, Debug, PartialEq)]
pub struct Unopened {
    /// Why it cannot be read.
    pub problems: Vec<Problem>,
    /// Whether it is not a link but what the page in one file carries.
    pub in_file: bool,
    /// Whether there was work on the page when it came.
    pub over_work: bool,
}

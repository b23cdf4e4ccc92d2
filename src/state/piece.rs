//! Which work is on the page, and what may prevent it from being shown.

use std::rc::Rc;

use funnel_engine::scenario::Problem;

/// A piece of work: everything that develops by changes from one starting point. Opening another scenario starts
/// another piece.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// Its number in this session.
    pub number: u32,
    /// Whether it began with somebody's link.
    pub link: bool,
    /// The name under which it was kept, if it was.
    pub kept: Option<Rc<str>>,
}

/// What the page should have opened and could not.
#[derive(Clone, Debug, PartialEq)]
pub struct Unopened {
    /// Why it cannot be read.
    pub problems: Vec<Problem>,
    /// Whether it is not a link, but the content of the page in one file.
    pub in_file: bool,
    /// Whether there was work on the page when it arrived.
    pub over_work: bool,
}

//! What the page opens with: the scenario its address asks for, else the work left last time, else what came
//! with the page in one file, else a worked example.

use std::rc::Rc;

use funnel_engine::scenario::Scenario;

use super::{Notice, Session, link, storage};
use crate::{later, single};

/// The worked example, the first of the templates, as `build.rs` wrote it.
const EXAMPLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/example.bin"));

/// Whether the page opens with something that only the later part can read.
#[must_use]
pub fn waits() -> bool {
    link::is_asked_for() || storage::is_kept() || single::is_single()
}

/// The session to begin with.
#[must_use]
pub fn start() -> Session {
    let (found, notice): (Option<Scenario>, Option<Notice>) = match later::here() {
        Some(later) => match (later.asked_for)() {
            Some(Ok((scenario, notice))) => (Some(scenario), notice),
            Some(Err(problems)) => ((later.kept)(), Some(link::broken(problems))),
            None => match (later.kept)().map(Ok).or_else(later.carried) {
                Some(Ok(scenario)) => (Some(scenario), None),
                Some(Err(notice)) => (None, Some(notice)),
                None => (None, None),
            },
        },
        // The later part opens it when it comes.
        None if link::is_asked_for() => (None, Some(link::waiting())),
        None if storage::is_kept() => (None, Some(storage::waiting())),
        None => (None, None),
    };
    let scenario = found.or_else(|| funnel_bytes::read(EXAMPLE)).unwrap_or_default();
    Session::new(Rc::new(scenario)).with_notice(notice)
}

#[cfg(test)]
mod tests {
    use super::*;
    use funnel_engine::scenario::templates::{TEMPLATES, load};

    #[test]
    fn the_page_opens_with_the_first_template() {
        assert_eq!(funnel_bytes::read(EXAMPLE), load(TEMPLATES[0].id));
    }
}

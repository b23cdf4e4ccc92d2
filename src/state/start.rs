//! What the page opens with: the scenario its address asks for, else the work left last time, else a worked example.

use std::rc::Rc;

use funnel_engine::scenario::{Scenario, templates};

use crate::{json, later};

use super::{Notice, Session, link, storage};

/// The session to begin with.
#[must_use]
pub fn start() -> Session {
    let linked = later::here().and_then(|later| (later.asked_for)());
    let (linked, notice): (Option<Scenario>, Option<Notice>) = match linked {
        Some(Ok(scenario)) => (Some(scenario), None),
        Some(Err(problems)) => (None, Some(link::broken(problems))),
        None if later::here().is_none() && link::is_asked_for() => (None, Some(link::waiting())),
        None => (None, None),
    };
    let first = json::read(templates::WORKED_EXAMPLE);
    let scenario = linked.or_else(storage::kept).or(first).unwrap_or_default();
    Session::new(Rc::new(scenario)).with_notice(notice)
}

//! Changes to a scenario, as pure functions that the page, the command line and the tests share.
//!
//! Each takes a scenario and gives a new, valid one, or the problems that the change would cause. The old one is
//! untouched, so undo just keeps it.

mod levers;
mod path;
mod spend;

pub use levers::{drop_lever, drop_unfit, set_setting, try_channel, use_lever, work_stage};
pub use path::set;
pub use spend::{ask, ask_all, drop_change};

use super::calendar::moved_season;
use super::laws::Pert;
use super::own::rough::in_currency;
use super::{Channel, Input, Month, Plan, Problem, Scenario, Segment, SpendChange, Stage, Value, clean};

/// A list in a scenario that can grow, shrink and be reordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// [`Scenario::channels`].
    Channels,
    /// [`Scenario::segments`].
    Segments,
    /// [`Scenario::stages`].
    Stages,
    /// [`Scenario::teams`].
    Teams,
    /// [`Scenario::plans`].
    Plans,
}

type Edited = Result<Scenario, Vec<Problem>>;

fn checked(scenario: Scenario) -> Edited {
    let problems = scenario.problems();
    if problems.is_empty() { Ok(scenario) } else { Err(problems) }
}

/// Sets an uncertain input, by its path in [`Scenario::inputs`].
///
/// # Errors
///
/// When there is no such input, or its value is not valid there.
pub fn set_input(scenario: &Scenario, path: &str, mut input: Input) -> Edited {
    input.source = clean(&input.source).into_owned();
    let mut new = scenario.clone();
    match new.input_mut(path) {
        Some(slot) => *slot = input,
        None => return Err(vec![Problem::new(path, "there is no such input")]),
    }
    checked(new)
}

/// Sets the month in which the run begins, or leaves it open. When the start moves from one month to another, a season
/// stays with its calendar months.
///
/// # Errors
///
/// When the scenario would no longer be valid.
pub fn start(scenario: &Scenario, starts: Option<Month>) -> Edited {
    let mut new = scenario.clone();
    if let (Some(old), Some(now)) = (scenario.calendar.starts, starts) {
        let moved = moved_season(&new.market.season, new.market.season_unit, now.since(old));
        (new.market.season, new.market.season_unit) = moved;
    }
    new.calendar.starts = starts;
    checked(new)
}

/// Adds an entry with honestly wide defaults at the end of a list; a stage goes before the last one.
///
/// # Errors
///
/// When the list is full.
pub fn add(scenario: &Scenario, list: List) -> Edited {
    let mut s = scenario.clone();
    let guess = |min, mode, max| Input::new(Value::Pert(Pert { min, mode, max }));
    let amount = |dollars| in_currency(dollars, &scenario.currency);
    match list {
        List::Channels => {
            let (id, number) = free("channel", s.channels.iter().map(|c| c.id.as_str()));
            s.channels.push(Channel {
                id,
                name: format!("Channel {number}"),
                spend_per_week: amount(1_000.0),
                cost_per_inquiry: guess(amount(50.0), amount(150.0), amount(400.0)),
                elasticity: guess(0.2, 0.5, 0.8),
                ..Channel::default()
            });
        }
        List::Segments => {
            let (id, number) = free("segment", s.segments.iter().map(|c| c.id.as_str()));
            s.segments.push(Segment { id, name: format!("Segment {number}"), ..Segment::default() });
        }
        List::Stages => {
            let (id, number) = free("stage", s.stages.iter().map(|c| c.id.as_str()));
            let at = s.stages.len().saturating_sub(1);
            let rate = guess(0.2, 0.5, 0.8);
            s.stages.insert(at, Stage { id, name: format!("Stage {number}"), rate, ..Stage::default() });
        }
        List::Teams => levers::add_team(&mut s),
        List::Plans => {
            let spend = vec![SpendChange { scale: 1.2, ..SpendChange::default() }];
            s.plans.push(Plan { spend, ..Plan::default() });
        }
    }
    checked(s)
}

/// An id that is not in use yet, with its number.
pub(crate) fn free<'a>(stem: &str, taken: impl Iterator<Item = &'a str>) -> (String, usize) {
    let taken: Vec<&str> = taken.collect();
    let mut number = 1 + taken.len();
    loop {
        let id = format!("{stem}-{number}");
        if !taken.contains(&id.as_str()) {
            return (id, number);
        }
        number += 1;
    }
}

/// Removes an entry, and whatever refers to it.
///
/// # Errors
///
/// When there is no such entry, or the scenario cannot do without it.
pub fn remove(scenario: &Scenario, list: List, index: usize) -> Edited {
    let mut s = scenario.clone();
    let count = match list {
        List::Channels => s.channels.len(),
        List::Segments => s.segments.len(),
        List::Stages => s.stages.len(),
        List::Teams => s.teams.len(),
        List::Plans => s.plans.len(),
    };
    if index >= count {
        return Err(vec![Problem::new("", "there is nothing to remove there")]);
    }
    match list {
        List::Channels => drop(s.channels.remove(index)),
        List::Segments => drop(s.segments.remove(index)),
        List::Stages => drop(s.stages.remove(index)),
        List::Teams => drop(s.teams.remove(index)),
        List::Plans => drop(s.plans.remove(index)),
    }
    forget_gone(&mut s);
    checked(s)
}

/// Drops everything that refers to channels, stages, segments and teams that do not exist, after something was removed
/// or lists were replaced.
pub fn forget_gone(s: &mut Scenario) {
    let has = |ids: Vec<&String>, id: &String| ids.contains(&id);
    for plan in &mut s.plans {
        // A change for only these channels has to go: with no channels named it would apply to all of them.
        plan.spend.retain_mut(|change| {
            let all = change.channels.is_empty();
            change.channels.retain(|id| has(s.channels.iter().map(|c| &c.id).collect(), id));
            all || !change.channels.is_empty()
        });
        plan.rates.retain(|rate| has(s.stages.iter().map(|x| &x.id).collect(), &rate.stage));
    }
    for channel in &mut s.channels {
        channel.segment_shares.retain(|id, _| has(s.segments.iter().map(|x| &x.id).collect(), id));
        if channel.segment_shares.values().all(|share| *share == 0.0) {
            channel.segment_shares.clear();
        }
    }
    let ids: Vec<String> = s.stages.iter().map(|x| x.id.clone()).collect();
    for (i, stage) in s.stages.iter_mut().enumerate() {
        if !ids.iter().skip(i + 1).any(|id| *id == stage.loss.to) {
            stage.loss.to.clear();
        }
        stage.work.take_if(|work| !has(s.teams.iter().map(|x| &x.id).collect(), &work.team));
    }
    forget(s);
}

/// Drops what refers to stages and segments that are gone: levers on them, and what plans set for them.
fn forget(s: &mut Scenario) {
    let (stages, segments) = (&s.stages, &s.segments);
    s.levers.keep(&|id| stages.iter().any(|x| x.id == id), &|id| segments.iter().any(|x| x.id == id));
    let known: Vec<String> = s.settings().into_iter().map(|x| x.key).collect();
    for plan in &mut s.plans {
        plan.settings.retain(|x| known.contains(&x.setting));
    }
}

/// Moves an entry to another place in its list.
///
/// # Errors
///
/// When there is no such entry or place, or a stage's losses would go back to an earlier stage.
pub fn reorder(scenario: &Scenario, list: List, from: usize, to: usize) -> Edited {
    fn shift<T>(items: &mut Vec<T>, from: usize, to: usize) -> bool {
        if from.max(to) >= items.len() {
            return false;
        }
        let item = items.remove(from);
        items.insert(to, item);
        true
    }
    let mut s = scenario.clone();
    let moved = match list {
        List::Channels => shift(&mut s.channels, from, to),
        List::Segments => shift(&mut s.segments, from, to),
        List::Stages => shift(&mut s.stages, from, to),
        List::Teams => shift(&mut s.teams, from, to),
        List::Plans => shift(&mut s.plans, from, to),
    };
    if moved { checked(s) } else { Err(vec![Problem::new("", "there is no such place to move to")]) }
}

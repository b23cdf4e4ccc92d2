//! Outcomes without a date: they count for the rate, and lend no time.
//!
//! One that has no date takes that of another of its kind (a hot deck, Andridge & Little 2010), so that the curve has
//! both in the shares in which they are in the table. Times are told of the dated ones alone; where a kind has hardly
//! any date, there is no curve, and the rate is that of the closed ones.

use super::deals::{Deal, Deals};
use super::process::Visit;
use crate::column::date::Day;
use crate::shape::Outcome;

/// At least one outcome in so many must be dated for its kind's times to be known.
const DATED: usize = 20;
/// The golden ratio's fraction: its multiples spread evenly, in whatever order the deals are.
const GOLDEN: f64 = 0.618_033_988_749_894_9;

/// The visits of a stage, each outcome with a day.
pub(super) struct Told {
    pub(super) visits: Vec<Visit>,
    /// How many of the passed and of the lost had no date.
    pub(super) undated: [usize; 2],
    /// Whether the times of the passed and of the lost are known, where there are any.
    pub(super) timed: [bool; 2],
}

/// A deal in a stage: since when, on which day it left, and how; and whether it left on a day that is not known.
fn visit(deal: &Deal, stage: usize) -> Option<(Visit, Option<usize>)> {
    if let Some(visit) = super::process::visit(deal, stage) {
        let unknown = match deal.outcome {
            _ if visit.end.is_some() => None,
            Outcome::Won => Some(0),
            Outcome::Lost => Some(1),
            Outcome::Open => None,
        };
        return Some((visit, unknown));
    }
    // A won deal has been in every stage, though the days may be unknown: not before the last one that is.
    let before = deal.passed.get(..stage).unwrap_or(&[]).iter().rev().flatten().next().copied();
    let is_won = deal.outcome == Outcome::Won && deal.closed().is_none();
    is_won.then(|| (Visit { begins: before.unwrap_or(deal.begins), end: None }, Some(0)))
}

/// All who came into a stage.
pub(super) fn visits(deals: &Deals, stage: usize) -> Told {
    let mut all: Vec<(Visit, Option<usize>)> = deals.rows.iter().filter_map(|deal| visit(deal, stage)).collect();
    let mut found = Told { visits: Vec::new(), undated: [0; 2], timed: [true; 2] };
    for (cause, (undated, timed)) in found.undated.iter_mut().zip(&mut found.timed).enumerate() {
        let ended = |v: &Visit| v.end.filter(|(_, how)| *how == cause).map(|(day, _)| day.0 - v.begins.0);
        let mut days: Vec<i32> = all.iter().filter_map(|(v, _)| ended(v)).collect();
        days.sort_unstable();
        let count = all.iter().filter(|(_, unknown)| *unknown == Some(cause)).count();
        *timed = days.len() * DATED >= days.len() + count;
        for (visit, unknown) in &mut all {
            if *unknown != Some(cause) {
                continue;
            }
            *undated += 1;
            let most = (deals.as_of.0 - visit.begins.0).max(0);
            let below = days.partition_point(|days| *days <= most);
            let turn = crate::stats::real(*undated) * GOLDEN;
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in the list")]
            let place = ((turn - libm::floor(turn)) * crate::stats::real(below)) as usize;
            let after = days.get(..below).and_then(|days| days.get(place)).copied().unwrap_or(most);
            visit.end = Some((Day(visit.begins.0 + after), cause));
        }
    }
    found.visits = all.into_iter().map(|(visit, _)| visit).collect();
    found
}

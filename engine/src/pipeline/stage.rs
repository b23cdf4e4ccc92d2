//! One stage in one week: people come in, are served, pass or leave.

use super::block::Block;
use super::model::Model;
use crate::funnel::deals::Wins;
use crate::funnel::state::{OnTheWay, Scratch};
use crate::ledger::outcome::Outcome;
use crate::ledger::record::Fate;
use crate::levers::States;
use crate::levers::lever::{Event, Watched};
use crate::people::batch::{BATCH, Batch};
use crate::people::index::{CellIx, Place, StageIx, WeekIx};
use crate::people::layers::{Layers, add, is_empty};
use crate::people::split::{ArmRates, Draws, split};
use crate::sample::Key;

/// Added to the week of the draws about people who go stale: leaving a stage and going stale in its queue are different
/// draws of one week, and must not share random numbers.
const STALE: u64 = 1 << 33;

/// Moves everyone through one stage.
pub(crate) fn run(model: &Model, block: &mut Block, stage: StageIx, week: WeekIx) {
    let worked = model.levers.teams.as_ref().is_some_and(|teams| teams.works(stage));
    if worked {
        serve(model, block, stage, week);
    }
    if model.moves[stage] {
        move_rates(model, block, stage);
    }
    if model.levers.watches(stage) {
        let watched = Watched { stage, week, cells: &model.cells, people: &block.cells, rates: &block.moved };
        block.levers.observe(&model.levers, &watched, &mut block.outcome);
    }
    block.on_the_way.begin();
    for cell in CellIx::first(model.cells.len()) {
        // People whom a team serves were counted when they joined the queue.
        decide(model, block, Place { cell, stage, week }, !worked);
    }
    block.on_the_way.arrive(stage, week);
    for cell in CellIx::first(model.cells.len()) {
        go_on(model, block, Place { cell, stage, week });
    }
}

/// Lets a team serve a stage: people join the queue, are served, or go stale.
#[inline(never)]
fn serve(model: &Model, block: &mut Block, stage: StageIx, week: WeekIx) {
    let Block { cells, levers, signals, scratch, outcome, keys, .. } = block;
    let Some(teams) = &model.levers.teams else { return };
    if let Some(work) = levers.teams.as_ref().filter(|_| model.levers.watches(stage)) {
        teams.wait(work, stage, week, signals);
    }
    for cell in CellIx::first(cells.len()) {
        let inflow = &cells[cell].stages[stage].inflow;
        if !is_empty(inflow) {
            model.recorder.record(outcome, Place { cell, stage, week }, inflow, Fate::Entered);
        }
    }
    let Some(work) = &mut levers.teams else { return };
    if teams.serve(work, (stage, week), cells, keys) {
        let Scratch { pass: waiting, gone, taken, lost, .. } = scratch;
        for cell in CellIx::first(cells.len()) {
            let Some(work) = &mut levers.teams else { return };
            if teams.stale(work, (cell, stage, week), keys, [waiting, gone]) {
                levers.heard(&model.levers, &Event::Stale { stage, people: gone }, signals);
                let lose = Lose { model, keys, draws: week.0 as u64 | STALE, fate: Fate::Stale };
                lose.all(levers, Place { cell, stage, week }, gone, [taken, lost], outcome);
            }
        }
    }
    if let Some(work) = &mut levers.teams {
        teams.served(work, (stage, week), cells, outcome);
    }
}

/// This week's rates of a stage whose rate moves.
#[inline(never)]
fn move_rates(model: &Model, block: &mut Block, stage: StageIx) {
    let Block { levers, moved, signals, theta, rates, cells, .. } = block;
    levers.shift(&model.levers, stage, theta, signals, moved.unmoved());
    // A rate is needed where anybody comes in; a lever that watches needs it in every replicate.
    let watched = u32::from(model.levers.watches(stage));
    let wanted = |slot: usize| {
        let mut any = [watched; BATCH];
        for (state, cell) in cells.iter().zip(&model.cells) {
            if cell.stages[stage.0].rate == slot {
                for lanes in &state.stages[stage].inflow {
                    any.iter_mut().zip(lanes).for_each(|(any, n)| *any |= n);
                }
            }
        }
        any
    };
    moved.week(&model.rates, stage, rates, wanted);
}

/// Decides who of one cell passes a stage and who leaves it, and sends both on their way.
#[inline(never)]
fn decide(model: &Model, block: &mut Block, at: Place, count_entered: bool) {
    let Place { cell: index, stage: s, week } = at;
    let stage = &model.cells[index].stages[s];
    let Block { rates, cells, on_the_way, keys, moved, scratch, outcome, .. } = block;
    let inflow = &mut cells[index].stages[s].inflow;
    // Most weeks of a small cell see nobody: then nothing is drawn, and nobody is sent off.
    if is_empty(inflow) {
        return;
    }
    if count_entered {
        model.recorder.record(outcome, at, inflow, Fate::Entered);
    }
    let chances = if model.moves[s] { moved.of(stage.rate) } else { rates.of(stage.rate) };
    let draws = |stream| Draws { stream, keys, week: week.0 as u64 };
    split(inflow, &chances, draws(&stage.pass), &mut scratch.pass, &mut scratch.fail);
    inflow.fill([0; BATCH]);
    let OnTheWay { calendars, through } = on_the_way;
    let waits = [(&stage.passing, &mut scratch.pass), (&stage.leaving, &mut scratch.fail)];
    for (((wait, people), calendar), through) in waits.into_iter().zip(&mut calendars[s]).zip(through) {
        match (&wait.law.table, calendar) {
            (Some(table), Some(calendar)) => calendar.send(index, people, table, draws(&wait.draws), week.0),
            // Through at once, together with those who have waited until this week.
            _ => {
                std::mem::swap(people, &mut through.people[index.0]);
                through.any[index.0] = true;
            }
        }
    }
}

/// Moves on those of one cell whose wait at a stage ends this week.
#[inline(never)]
fn go_on(model: &Model, block: &mut Block, at: Place) {
    let Place { cell: index, stage: s, week } = at;
    let cell = &model.cells[index];
    let Block { shares, cells, on_the_way, keys, levers, signals, theta, scratch, outcome, .. } = block;
    let (state, stage) = (&mut cells[index], &cell.stages[s]);
    let draws = |stream| Draws { stream, keys, week: week.0 as u64 };
    let (_, after) = state.stages.split_at_mut(s.0 + 1);
    let [passed, left] = on_the_way.through.each_ref().map(|x| x.any[index.0].then_some(&x.people[index.0]));
    if let Some(passed) = passed.filter(|people| !is_empty(people)) {
        model.recorder.record(outcome, at, passed, Fate::Passed);
        match after.first_mut() {
            Some(next) => add(&mut next.inflow, passed),
            None => {
                let wins = Wins { cell: index, week, people: passed, sizes: &state.size, theta, keys };
                let (drawn, value) = (&mut state.deals, &mut scratch.value);
                model.deals.win(cell, &wins, drawn, value, outcome);
                levers.heard(&model.levers, &Event::Won { cell: index, week, people: passed, value }, signals);
            }
        }
    }
    let Some(left) = left.filter(|people| !is_empty(people)) else { return };
    let gone = match &model.recycles[s] {
        None => left,
        Some(recycle) => {
            let same = ArmRates::alike(&shares[s], model.arms());
            split(left, &same, draws(&stage.recycle), &mut scratch.again, &mut scratch.gone);
            model.recorder.record(outcome, at, &scratch.again, Fate::Recycled);
            if let Some(target) = after.get_mut(recycle.to.0 - s.0 - 1) {
                add(&mut target.inflow, &scratch.again);
            }
            &scratch.gone
        }
    };
    levers.heard(&model.levers, &Event::Lost { stage: s, people: gone }, signals);
    let lose = Lose { model, keys, draws: week.0 as u64, fate: Fate::Lost };
    lose.all(levers, at, gone, [&mut scratch.taken, &mut scratch.lost], outcome);
}

/// How people are lost.
struct Lose<'a> {
    model: &'a Model,
    /// The replicates' keys, and the week of the draws.
    keys: &'a Batch<Key>,
    draws: u64,
    /// What becomes of those who are not taken into nurture.
    fate: Fate,
}

impl Lose<'_> {
    /// Handles those who leave a stage and are not taken in by a later one: some go to nurture, the rest are lost.
    fn all(
        &self,
        levers: &mut States,
        at: Place,
        who: &[Batch<u32>],
        [taken, lost]: [&mut Layers; 2],
        out: &mut Outcome,
    ) {
        let recorder = &self.model.recorder;
        if let (Some(nurture), Some(pools)) = (&self.model.levers.nurture, &mut levers.nurture)
            && nurture.take(pools, at, who, (self.keys, self.draws), [&mut *taken, &mut *lost], out)
        {
            recorder.record(out, at, taken, Fate::Nurtured);
            recorder.record(out, at, lost, self.fate);
            return;
        }
        recorder.record(out, at, who, self.fate);
    }
}

//! One week: inquiries come in, stages pass people on, deals are won.

use super::about::Origin;
use super::block::{Block, Scratch};
use super::calendar::Calendar;
use super::cells::{Cell, Wait};
use super::deals;
use super::layers::{Draws, Layers, people, plan, split};
use super::model::INQUIRIES_GAUGE;
use super::model::Model;
use super::outcome::{Flow, Metric, Outcome};
use super::{LANES, Lane, customers, nurture, word, work};
use crate::math::logistic::{expit, logit};
use crate::sample::binomial::Rate;
use crate::sample::{Key, poisson};
use crate::scenario::limits;

/// Puts the opening pipeline on its way: each person's fate and remaining wait.
pub(super) fn open(model: &Model, block: &mut Block) {
    for found in &model.found {
        let cell = &model.cells[found.cell];
        let stage = &cell.stages[found.stage];
        let state = &mut block.cells[found.cell].stages[found.stage];
        let Scratch { pass, fail, again, .. } = &mut block.scratch;
        for (layer, lanes) in again.iter_mut().enumerate() {
            // Everyone found waiting is there in all arms: today's and kept, never extra.
            let extra = layer > 0 && layer % 2 == 0;
            lanes.fill(if extra { 0 } else { found.people });
        }
        let shifted = |rates: &Lane<Rate>| -> Lane<Rate> {
            rates.map(|rate| {
                let p = rate.p();
                if p > 0.0 && p < 1.0 { Rate::new(expit(logit(p) + found.shift)) } else { rate }
            })
        };
        let today = shifted(&block.rates.today[stage.rate]);
        let mut changed = [const { None }; limits::PLANS];
        for (slot, plan) in changed.iter_mut().zip(&block.rates.plans) {
            *slot = plan[stage.rate].as_ref().map(shifted);
        }
        let plans: [Option<&Lane<Rate>>; limits::PLANS] = std::array::from_fn(|k| changed[k].as_ref());
        let plans = &plans[..model.arms() - 1];
        // Week indices belong to newcomers; the opening draws stand apart from all of them.
        let draws = |stream| Draws { stream, lanes: &block.lanes, week: OPENING };
        split(again, &today, plans, draws(&stage.pass), pass, fail);
        if let Some(calendar) = &mut state.passing {
            calendar.send(pass, &found.passing, draws(&stage.passing.draws), 0);
        }
        if let Some(calendar) = &mut state.leaving {
            calendar.send(fail, &found.leaving, draws(&stage.leaving.draws), 0);
        }
        let count = block.outcome.lanes;
        for arm in 0..model.arms() {
            let entered: u64 = (0..count).map(|lane| u64::from(people(again, arm, lane))).sum();
            block.outcome.flows[arm][found.cell][found.stage].entered += entered;
        }
    }
}

/// The week index of draws about the opening pipeline.
const OPENING: u64 = 1 << 32;

/// Moves everyone through one week, stage by stage.
pub(super) fn run(model: &Model, block: &mut Block, t: usize) {
    for (index, cell) in model.cells.iter().enumerate() {
        if let Some(channel) = cell.channel.filter(|_| cell.origin == Origin::Channel) {
            let inflow = &mut block.cells[index].stages[0].inflow;
            inquiries(cell, &block.demands[channel].mean, &block.lanes, t, inflow);
        }
    }
    customers::week(model, block, t);
    block.content.week(model, t, &block.theta, &mut block.outcome);
    nurture::week(model, block, t);
    if !model.teams.is_empty() {
        block.teams.begin(model, t);
    }
    count_inquiries(model, block, t);
    for s in 0..model.works.len() {
        let worked = model.works[s].is_some();
        if worked {
            work::serve(model, block, s, t);
        } else {
            work::move_rates(model, block, s);
        }
        for index in 0..model.cells.len() {
            stage(model, block, index, s, t, !worked);
        }
    }
    if !model.teams.is_empty() {
        work::end(model, block, t);
    }
    nurture::end(model, block, t);
    word::end(model, block);
}

/// Moves one cell through one stage. Those whom a team serves have been counted when they came.
fn stage(model: &Model, block: &mut Block, index: usize, s: usize, t: usize, count_entered: bool) {
    let cell = &model.cells[index];
    let Block { rates, shares, cells, lanes, moved, pools, customers, word, theta, scratch, outcome, .. } = block;
    let (state, stage) = (&mut cells[index], &cell.stages[s]);
    let draws = |stream| Draws { stream, lanes, week: t as u64 };
    let (before, after) = state.stages.split_at_mut(s + 1);
    let Some(here) = before.last_mut() else { return };

    // Most weeks of a small cell see nobody: nothing is drawn for them, and nobody new is sent off.
    let anybody = !is_empty(&here.inflow);
    if anybody {
        if count_entered {
            record(model, outcome, index, s, t, &here.inflow, Kind::Entered);
        }
        let mut plans = [const { None }; limits::PLANS];
        let week = model.moves[s].then(|| &moved.rates[stage.rate]);
        let today = week.map_or(&rates.today[stage.rate], |week| &week[0]);
        for (k, slot) in plans.iter_mut().enumerate().take(model.arms() - 1) {
            *slot = week.map_or_else(|| rates.plans[k][stage.rate].as_ref(), |week| Some(&week[k + 1]));
        }
        let plans = &plans[..model.arms() - 1];
        split(&here.inflow, today, plans, draws(&stage.pass), &mut scratch.pass, &mut scratch.fail);
        here.inflow.fill([0; LANES]);
    }
    let sent = anybody.then_some(&scratch.pass);
    let passed = wait(&mut here.passing, &stage.passing, sent, draws(&stage.passing.draws), t);
    if let Some(passed) = passed.filter(|people| !is_empty(people)) {
        record(model, outcome, index, s, t, passed, Kind::Passed);
        match after.first_mut() {
            Some(next) => add(&mut next.inflow, passed),
            None => {
                let (size, deals) = (&state.size, &mut state.deals);
                deals::win(model, cell, index, lanes, t, passed, size, deals, customers, theta, outcome);
                customers.join(model, index, t, passed);
                word.wins(passed);
            }
        }
    }
    let sent = anybody.then_some(&scratch.fail);
    let left = wait(&mut here.leaving, &stage.leaving, sent, draws(&stage.leaving.draws), t);
    let Some(left) = left.filter(|people| !is_empty(people)) else { return };
    let gone = match &model.recycles[s] {
        None => left,
        Some(recycle) => {
            let same = &[const { None }; limits::PLANS][..model.arms() - 1];
            split(left, &shares[s], same, draws(&stage.recycle), &mut scratch.again, &mut scratch.gone);
            record(model, outcome, index, s, t, &scratch.again, Kind::Recycled);
            if let Some(target) = after.get_mut(recycle.to - s - 1) {
                add(&mut target.inflow, &scratch.again);
            }
            &scratch.gone
        }
    };
    word.leaves(model, s, gone);
    let (draws, into) = (draws(&stage.nurture), [&mut scratch.taken, &mut scratch.lost]);
    nurture::lose(model, pools, (index, s, t), gone, draws, into, outcome, Kind::Lost);
}

/// This week's inquiries of a cell.
///
/// A plan with more demand adds an independent Poisson count to today's; one with less keeps each of today's
/// inquiries with the ratio of the two means. Either way each arm's count is Poisson with its own mean.
pub(super) fn inquiries(cell: &Cell, means: &[Lane<f64>], lanes: &Lane<Key>, t: usize, into: &mut Layers) {
    let week = t as u64;
    for lane in 0..LANES {
        let mean = means[0][lane] * cell.shares[0];
        let n = if mean > 0.0 { poisson::quantile(mean, cell.inquiries.join(lanes[lane]).uniform(week)) } else { 0 };
        into[0][lane] += n;
        for (k, (planned, share)) in means[1..].iter().zip(&cell.shares[1..]).enumerate() {
            let other = planned[lane] * share;
            let (kept, extra) = plan(k);
            if other >= mean {
                into[kept][lane] += n;
                if other > mean {
                    let u = cell.more.join(lanes[lane]).uniform(week);
                    into[extra][lane] += poisson::quantile(other - mean, u);
                }
            } else if n > 0 {
                let u = cell.fewer.join(lanes[lane]).uniform(week);
                into[kept][lane] += Rate::new(other / mean).quantile(n, u);
            }
        }
    }
}

/// Sends people, if any, through a wait and returns those who come out this week; `None` where nobody can.
fn wait<'a>(
    calendar: &'a mut Option<Calendar>,
    wait: &Wait,
    people: Option<&'a Layers>,
    draws: Draws<'_>,
    t: usize,
) -> Option<&'a [Lane<u32>]> {
    let Some(calendar) = calendar else { return people.map(Vec::as_slice) };
    match (&wait.law.table, people) {
        (_, None) => {}
        (Some(table), Some(people)) => calendar.send(people, table, draws, t),
        // Only people found at the start wait here; newcomers go straight through, with whoever of those is due.
        (None, Some(people)) => calendar.pass_by(t, people),
    }
    Some(calendar.week(t))
}

pub(super) fn is_empty(people: &[Lane<u32>]) -> bool {
    people.iter().all(|lanes| lanes.iter().fold(0, |any, n| any | n) == 0)
}

pub(super) fn add(to: &mut [Lane<u32>], from: &[Lane<u32>]) {
    for (to, from) in to.iter_mut().zip(from) {
        for (x, y) in to.iter_mut().zip(from) {
            *x += y;
        }
    }
}

/// Counts the inquiries of a week, in all and since the first week; before any stage they are all that came in.
fn count_inquiries(model: &Model, block: &mut Block, t: usize) {
    let sum_at = INQUIRIES_GAUGE;
    for arm in 0..model.arms() {
        let mut came: Lane<f64> = [0.0; LANES];
        let asks = |cell: &Cell| matches!(cell.origin, Origin::Channel | Origin::Referral);
        for (cell, _) in block.cells.iter().zip(&model.cells).filter(|(_, cell)| asks(cell)) {
            for (lane, sum) in came.iter_mut().enumerate() {
                *sum += f64::from(people(&cell.stages[0].inflow, arm, lane));
            }
        }
        let out = &mut block.outcome;
        let before = t.checked_sub(1).map_or([0.0; LANES], |last| out.gauges[arm][sum_at][last]);
        out.gauges[arm][sum_at][t] = std::array::from_fn(|lane| before[lane] + came[lane]);
        if t < model.horizon {
            let row = &mut out.metrics[arm][Metric::Inquiries as usize];
            row.iter_mut().zip(came).for_each(|(sum, x)| *sum += x);
        }
    }
}

/// What happened to people at a stage.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Kind {
    Entered,
    Passed,
    Lost,
    /// Lost, waiting for a team.
    Stale,
    Recycled,
    Nurtured,
}

/// Adds people to the sums over replicates, and stage costs to each replicate's own.
pub(super) fn record(
    model: &Model,
    out: &mut Outcome,
    cell: usize,
    stage: usize,
    t: usize,
    who: &[Lane<u32>],
    kind: Kind,
) {
    if is_empty(who) {
        return;
    }
    let within = t < model.horizon;
    let count = out.lanes;
    for arm in 0..model.arms() {
        let total: u64 = (0..count).map(|lane| u64::from(people(who, arm, lane))).sum();
        let flow: &mut Flow = &mut out.flows[arm][cell][stage];
        match (kind, within) {
            (Kind::Entered, true) => flow.entered += total,
            (Kind::Entered, false) => flow.entered_after += total,
            (Kind::Passed, true) => flow.passed += total,
            (Kind::Passed, false) => flow.passed_after += total,
            (Kind::Lost, true) => flow.lost += total,
            (Kind::Stale, true) => {
                flow.lost += total;
                flow.stale += total;
            }
            (Kind::Recycled, true) => flow.recycled += total,
            (Kind::Nurtured, true) => flow.nurtured += total,
            (Kind::Lost | Kind::Stale | Kind::Recycled | Kind::Nurtured, false) => flow.left_after += total,
        }
        if kind == Kind::Entered {
            // Whoever comes back has inquired before.
            if stage > 0 || model.cells[cell].origin != Origin::Nurture {
                out.entered[arm][stage][t] += total;
            }
            let each = model.stage_cost[stage];
            if each > 0 {
                for (lane, cost) in out.cost[arm][t].iter_mut().enumerate() {
                    *cost = cost.saturating_add(each.saturating_mul(i64::from(people(who, arm, lane))));
                }
            }
        }
    }
}

//! A stage that a team works: people join the queue, are served or go stale, and what that takes of the team.

use super::about::Origin;
use super::block::Block;
use super::layers::people;
use super::model::Model;
use super::money::cents;
use super::outcome::{Gauge, Outcome};
use super::teams::{Teams, total};
use super::week::{Kind, is_empty, record};
use super::{LANES, Lane, queue};

/// Lets this week's arrivals join the queue of a stage; whoever is served is the stage's inflow after this.
pub(super) fn serve(model: &Model, block: &mut Block, s: usize, t: usize) {
    total(block.cells.iter().map(|cell| cell.stages[s].inflow.as_slice()), &mut block.people);
    block.teams.arrive(model, s, t, &block.people);
    for index in 0..model.cells.len() {
        record(model, &mut block.outcome, index, s, t, &block.cells[index].stages[s].inflow, Kind::Entered);
    }
    // Most weeks of most teams: nobody waited, and there is time for everyone who came.
    if !block.queues[s].is_empty() || block.teams.served(s) != block.people.as_slice() {
        block.queues[s].join(s, t, &mut block.cells, &block.people);
        queue::serve(model, block, s, t);
        queue::stale(model, block, s, t);
    }
    block.queues[s].end(block.teams.still_waiting(s));
    for index in 0..model.cells.len() {
        hours(model, &block.teams, &mut block.outcome, (index, s, t), &block.cells[index].stages[s].inflow);
    }
    move_rates(model, block, s);
    if model.slow.as_ref().is_some_and(|slow| slow.stage == s) {
        answers(model, block, s, t);
    }
}

/// Writes down the hours worked for those served.
fn hours(model: &Model, teams: &Teams, out: &mut Outcome, (index, s, t): (usize, usize, usize), served: &[Lane<u32>]) {
    if t >= model.horizon || is_empty(served) {
        return;
    }
    for arm in 0..model.arms() {
        let hours = |lane: usize| f64::from(people(served, arm, lane)) * teams.hours_each(s, arm, lane);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "hours are few, and not negative")]
        let total: u64 = (0..out.lanes).map(|lane| (hours(lane) * 1_000.0 + 0.5) as u64).sum();
        out.flows[arm][index][s].hours += total;
    }
}

/// This week's rates of a stage, where they move.
pub(super) fn move_rates(model: &Model, block: &mut Block, s: usize) {
    if !model.moves[s] {
        return;
    }
    let Block { teams, moved, content, word, theta, rates, cells, .. } = block;
    moved.by.iter_mut().for_each(|lanes| lanes.fill(0.0));
    if let Some(slow) = model.slow.as_ref().filter(|slow| slow.stage == s) {
        teams.answers_late(slow, theta, &mut moved.by);
    }
    if s + 1 == model.works.len() {
        for (by, shift) in moved.by.iter_mut().zip(&word.shift) {
            by.iter_mut().zip(shift).for_each(|(x, shift)| *x += shift);
        }
    }
    let slow = model.slow.as_ref().is_some_and(|slow| slow.stage == s);
    // Whoever comes in asks for a rate; the share reached is written down for all.
    let wanted = |slot: usize| {
        let mut any = [u32::from(slow); LANES];
        let here = |cell: &&super::cells::Cell| cell.stages[s].rate == slot;
        for (state, _) in cells.iter().zip(&model.cells).filter(|(_, cell)| here(cell)) {
            for lanes in &state.stages[s].inflow {
                any.iter_mut().zip(lanes).for_each(|(any, n)| *any |= n);
            }
        }
        any
    };
    moved.week(model, s, rates, content, wanted);
}

/// Writes down minutes to the first answer, and the share who are reached.
fn answers(model: &Model, block: &mut Block, s: usize, t: usize) {
    let gauge = |wanted: Gauge| model.gauges().iter().position(|g| *g == wanted);
    let (Some(minutes), Some(reach)) = (gauge(Gauge::Minutes), gauge(Gauge::Reach)) else { return };
    for arm in 0..model.arms() {
        block.outcome.gauges[arm][minutes][t] = block.teams.minutes[arm];
        let share: Lane<f64> = std::array::from_fn(|lane| {
            // Everyone answered counts alike; in a week without any, the people of every channel there is today do: those whom a lever adds,
            // who come back from nurture or are sent by customers, shall move nothing while there are none.
            let (mut people, mut reached, mut plain, mut plains) = (0.0, 0.0, 0.0, 0.0);
            for (index, cell) in model.cells.iter().enumerate() {
                let n = f64::from(super::layers::people(&block.cells[index].stages[s].inflow, arm, lane));
                let p = block.moved.rates[cell.stages[s].rate][arm][lane].p();
                people += n;
                reached += n * p;
                if cell.origin == Origin::Channel && cell.channel.is_some_and(|c| model.channels[c].brings_today) {
                    plain += p;
                    plains += 1.0;
                }
            }
            if people > 0.0 { reached / people } else { plain / f64::max(plains, 1.0) }
        });
        block.outcome.gauges[arm][reach][t] = share;
    }
}

/// Ends the week: what the teams cost, how busy they were.
pub(super) fn end(model: &Model, block: &mut Block, t: usize) {
    for (g, gauge) in model.gauges().iter().enumerate() {
        for arm in 0..model.arms() {
            let row = &mut block.outcome.gauges[arm][g][t];
            match *gauge {
                Gauge::Waiting { team } => {
                    for (lane, x) in row.iter_mut().enumerate() {
                        *x = f64::from(block.teams.waiting_for(model, team, arm, lane));
                    }
                }
                Gauge::Utilisation { team } => {
                    let capacity = model.teams[team].capacity(arm, t);
                    for (lane, x) in row.iter_mut().enumerate() {
                        *x = block.teams.worked(model, team, arm, lane, t) / capacity;
                    }
                }
                Gauge::Stale { team } => *row = block.teams.gone[team][arm],
                Gauge::Minutes | Gauge::Reach | Gauge::Inquiries | Gauge::Won => {}
            }
        }
    }
    for (i, team) in model.teams.iter().enumerate() {
        for arm in 0..model.arms() {
            for lane in 0..LANES {
                let cost = if t < model.horizon {
                    team.cost(arm)
                } else {
                    block.teams.worked(model, i, arm, lane, t) * team.cost_per_hour(arm)
                };
                let row = &mut block.outcome.cost[arm][t][lane];
                *row = row.saturating_add(cents(cost));
            }
        }
    }
    block.teams.end(model, t);
}

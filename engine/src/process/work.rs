//! A stage that a team works: people join the queue, are served, or go stale.

use super::about::Origin;
use super::block::Block;
use super::layers::{Draws, people, split};
use super::model::Model;
use super::money::cents;
use super::outcome::{Gauge, Outcome};
use super::teams::{Teams, total};
use super::week::{Kind, add, is_empty, record};
use super::{LANES, Lane, nurture};
use crate::scenario::limits;

/// Sets the week of draws about people who go stale apart from the week itself.
const STALE: u64 = 1 << 33;

/// Lets this week's arrivals join the queue of a stage; whoever is served is the stage's inflow after this.
pub(super) fn serve(model: &Model, block: &mut Block, s: usize, t: usize) {
    let arms = model.arms();
    total(block.cells.iter().map(|cell| cell.stages[s].inflow.as_slice()), &mut block.people);
    block.teams.arrive(model, s, t, &block.people);
    move_rates(model, block, s);
    for index in 0..model.cells.len() {
        let here = &mut block.cells[index].stages[s];
        record(model, &mut block.outcome, index, s, t, &here.inflow, Kind::Entered);
        if let Some(queue) = &mut here.queue {
            add(queue, &here.inflow);
        }
    }
    total(block.cells.iter().filter_map(|cell| cell.stages[s].queue.as_deref()), &mut block.people);
    block.pick.begin(&block.people, &block.teams.take[s]);
    let everyone = block.pick.is_all();
    for &index in &model.by_id {
        let cell = &model.cells[index];
        let here = &mut block.cells[index].stages[s];
        let Some(queue) = &mut here.queue else { continue };
        // The week's inflow has joined the queue: where that is empty, so is the inflow.
        if is_empty(queue) {
            continue;
        }
        if everyone {
            here.inflow.copy_from_slice(queue);
            queue.fill([0; LANES]);
            hours(model, &block.teams, &mut block.outcome, (index, s, t), &here.inflow);
            continue;
        }
        let draws = |stream| Draws { stream, lanes: &block.lanes, week: t as u64 };
        block.pick.from(queue, draws(&cell.stages[s].serve), &mut here.inflow);
        hours(model, &block.teams, &mut block.outcome, (index, s, t), &here.inflow);
        if is_empty(queue) {
            continue;
        }
        let same = &[const { None }; limits::PLANS][..arms - 1];
        let (gone, stay) = (&mut block.scratch.gone, &mut block.scratch.again);
        split(queue, &block.teams.stale[s], same, draws(&cell.stages[s].stale), gone, stay);
        queue.copy_from_slice(stay);
        block.word.waited(gone);
        let (draws, into) = (draws(&cell.stages[s].nurture), [&mut block.scratch.taken, &mut block.scratch.lost]);
        // Those who leave a stage and those who go stale in its queue are different draws of one week.
        let draws = Draws { week: draws.week | STALE, ..draws };
        nurture::lose(model, &mut block.pools, (index, s, t), gone, draws, into, &mut block.outcome, Kind::Stale);
    }
    total(block.cells.iter().filter_map(|cell| cell.stages[s].queue.as_deref()), block.teams.still_waiting(s));
    block.teams.count_stale(model, s, &block.people);
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
    // Whoever comes in or waits may be served, and asks for a rate; the share reached is written down for all.
    let wanted = |slot: usize| {
        let mut any = [u32::from(slow); LANES];
        let here = |cell: &&super::cells::Cell| cell.stages[s].rate == slot;
        for (state, _) in cells.iter().zip(&model.cells).filter(|(_, cell)| here(cell)) {
            let state = &state.stages[s];
            for lanes in state.inflow.iter().chain(state.queue.iter().flatten()) {
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
            // Everyone answered counts alike; in a week without any, every channel's people do: those whom a lever adds,
            // who come back from nurture or are sent by customers, shall move nothing while there are none.
            let (mut people, mut reached, mut plain, mut plains) = (0.0, 0.0, 0.0, 0.0);
            for (index, cell) in model.cells.iter().enumerate() {
                let n = f64::from(super::layers::people(&block.cells[index].stages[s].inflow, arm, lane));
                let p = block.moved.rates[cell.stages[s].rate][arm][lane].p();
                people += n;
                reached += n * p;
                if cell.origin == Origin::Channel {
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

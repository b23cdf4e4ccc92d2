//! One week: inquiries come in, stages pass people on, deals are won.

use super::block::Block;
use super::model::Model;
use super::stage;
use crate::ledger::metric::{Metric, WeeklyMetric};
use crate::levers::lever::Week;
use crate::people::batch::{BATCH, Batch};
use crate::people::index::{StageIx, WeekIx};
use crate::people::layers::people;
use crate::people::origin::Origin;

/// Moves everyone through one week, stage by stage.
pub(crate) fn run(model: &Model, block: &mut Block, week: WeekIx) {
    arrive(model, block, week);
    levers(model, block, week, |states, levers, week| states.begin(levers, week));
    count_inquiries(model, block, week);
    for stage in StageIx::first(model.scenario.stages.len()) {
        stage::run(model, block, stage, week);
    }
    levers(model, block, week, |states, levers, week| states.end(levers, week));
}

/// Lets the levers do something with a week.
fn levers(
    model: &Model,
    block: &mut Block,
    week: WeekIx,
    what: impl FnOnce(&mut crate::levers::States, &crate::levers::Levers, &mut Week<'_>),
) {
    let mut week = Week {
        week,
        horizon: model.horizon,
        cells: &model.cells,
        theta: &block.theta,
        keys: &block.keys,
        people: &mut block.cells,
        scratch: &mut block.scratch,
        signals: &mut block.signals,
        ledger: &mut block.outcome,
    };
    what(&mut block.levers, &model.levers, &mut week);
}

/// This week's inquiries from channels.
#[inline(never)]
fn arrive(model: &Model, block: &mut Block, week: WeekIx) {
    for (channel, demand) in model.channels.iter().zip(&mut block.demands) {
        channel.week(week.0, &block.theta, &block.keys, &block.signals.organic, demand);
        // A narrow batch costs what its replicates do: nobody comes to the other lanes, so nothing is drawn for them.
        demand.mean.iter_mut().for_each(|mean| mean[block.outcome.lanes..].fill(0.0));
    }
    for (cell, state) in model.cells.iter().zip(&mut block.cells) {
        if let Some(channel) = cell.channel {
            cell.arrivals.draw(&block.demands[channel].mean, &block.keys, week.0, &mut state.stages[0].inflow);
        }
    }
}

/// Counts the week's inquiries, in total and since the first week; before any stage has moved, they are everyone who
/// came in.
#[inline(never)]
fn count_inquiries(model: &Model, block: &mut Block, week: WeekIx) {
    let (t, out) = (week.0, &mut block.outcome);
    for arm in 0..model.arms() {
        let mut came: Batch<f64> = [0.0; BATCH];
        for (state, cell) in block.cells.iter().zip(&model.cells) {
            if matches!(cell.origin, Origin::Channel | Origin::Referral) {
                for (lane, sum) in came.iter_mut().enumerate() {
                    *sum += f64::from(people(&state.stages[0].inflow, arm, lane));
                }
            }
        }
        if let Some(weeks) = out.weekly(arm, WeeklyMetric::Inquiries) {
            let before = t.checked_sub(1).map_or([0.0; BATCH], |last| weeks[last]);
            weeks[t] = std::array::from_fn(|lane| before[lane] + came[lane]);
        }
        if t < model.horizon {
            let row = &mut out.metrics[arm][Metric::Inquiries as usize];
            row.iter_mut().zip(came).for_each(|(sum, x)| *sum += x);
        }
    }
}

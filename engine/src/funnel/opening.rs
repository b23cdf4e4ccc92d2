//! The opening pipeline: people found waiting in a stage at the start.

use super::cells::Cell;
use super::rates::Rates;
use super::state::{OnTheWay, Scratch};
use crate::ledger::outcome::Outcome;
use crate::math::logistic::{expit, logit};
use crate::people::batch::Batch;
use crate::people::index::{CellIx, StageIx};
use crate::people::layers::{count, in_all_arms};
use crate::people::split::{ArmRates, Draws, split};
use crate::sample::binomial::Rate;
use crate::sample::{DelayTable, Key};
use crate::scenario::limits;

/// The week index of draws about the opening pipeline.
const OPENING: u64 = 1 << 32;

/// People found waiting in a stage at the start.
pub(crate) struct OpeningGroup {
    cell: CellIx,
    stage: StageIx,
    people: u32,
    /// Added to logit(rate): people who take long are more likely to be found waiting, so the stage's own rate does not
    /// apply to them.
    shift: f64,
    passing: DelayTable,
    leaving: DelayTable,
}

impl OpeningGroup {
    /// All groups waiting at the start, with the chances and delays that hold for people found waiting.
    ///
    /// In a steady state, people who will pass are found in proportion to how long they stay: their odds of passing are
    /// the rate's odds times E\[stay of those who pass\] / E\[stay of those who leave\].
    pub(crate) fn all(cells: &[Cell], weeks: usize) -> Vec<Self> {
        let mut all = Vec::new();
        for (c, cell) in cells.iter().enumerate() {
            for (s, people) in cell.open.iter().enumerate().filter(|(_, n)| **n > 0) {
                let [passing, leaving] = [&cell.stages[s].passing, &cell.stages[s].leaving].map(|wait| &wait.law.law);
                let (pass, leave) = (passing.mean(), leaving.mean());
                // Beyond e^±20 one of the two kinds is never found; without any delay there is nothing to weigh.
                let shift = if pass + leave > 0.0 { logit(pass / (pass + leave)).clamp(-20.0, 20.0) } else { 0.0 };
                let [passing, leaving] = [passing, leaving].map(|law| law.residual(weeks));
                all.push(Self { cell: CellIx(c), stage: StageIx(s), people: *people, shift, passing, leaving });
            }
        }
        all
    }

    /// Sends them on their way: decides each person's fate and remaining wait.
    pub(crate) fn open(
        &self,
        cells: &[Cell],
        on_the_way: &mut OnTheWay,
        rates: &Rates,
        keys: &Batch<Key>,
        scratch: &mut Scratch,
        out: &mut Outcome,
    ) {
        let stage = &cells[self.cell].stages[self.stage];
        let [passing, leaving] = &mut on_the_way.calendars[self.stage];
        let Scratch { pass, fail, again, .. } = scratch;
        in_all_arms(again, self.people);
        again.iter_mut().for_each(|lanes| lanes[out.lanes..].fill(0));
        let shifted = |rates: &Batch<Rate>| -> Batch<Rate> {
            rates.map(|rate| {
                let p = rate.p();
                if p > 0.0 && p < 1.0 { Rate::new(expit(logit(p) + self.shift)) } else { rate }
            })
        };
        let today = shifted(&rates.today[stage.rate]);
        let mut plans = [const { None }; limits::PLANS];
        for (slot, plan) in plans.iter_mut().zip(&rates.plans) {
            *slot = plan[stage.rate].as_ref().map(shifted);
        }
        let chances = ArmRates::new(&today, plans.iter().take(rates.plans.len()).map(Option::as_ref));
        // Ordinary week indices belong to newcomers; the draws for the opening pipeline stay apart from all of them.
        let draws = |stream| Draws { stream, keys, week: OPENING };
        split(again, &chances, draws(&stage.pass), pass, fail);
        if let Some(calendar) = passing {
            calendar.send(self.cell, pass, &self.passing, draws(&stage.passing.draws), 0);
        }
        if let Some(calendar) = leaving {
            calendar.send(self.cell, fail, &self.leaving, draws(&stage.leaving.draws), 0);
        }
        for arm in 0..out.flows.len() {
            out.flows[arm][self.cell][self.stage].entered += count(again, arm, out.lanes);
        }
    }
}

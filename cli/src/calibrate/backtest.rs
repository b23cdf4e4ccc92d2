//! Forecasts from days in the past, by the same engine as every other simulation.

use std::sync::Arc;

use funnel_calibrate::Trial;
use funnel_calibrate::backtest::{Unknown, hindcast};
use funnel_calibrate::column::date::Day;
use funnel_calibrate::evidence::History;
use funnel_decide::Reads;
use funnel_engine::process::Model;

use crate::args::Shard;
use crate::error::Failure;
use crate::run::{self, Task};
use crate::simulate::cores;

/// Every day's forecast.
pub(crate) fn all(history: &History, days: &[Day], replicates: u32) -> Result<Vec<Trial>, Failure> {
    days.iter().map(|day| one(history, *day, replicates)).collect()
}

fn one(history: &History, on: Day, replicates: u32) -> Result<Trial, Failure> {
    let past = match hindcast(history, on) {
        Ok(past) => past,
        Err(Unknown::Invalid(problems)) => {
            return Err(Failure::problems("the scenario of the back-test".as_ref(), &problems));
        }
        Err(unknown) => return Ok(Trial::none(on, &unknown)),
    };
    let model =
        Model::new(&past.scenario).map_err(|problems| Failure::problems("the back-test".as_ref(), &problems))?;
    let model = Arc::new(model);
    let task = Task { replicates, shard: Shard::ALL, threads: cores(), reads: Reads { books: false, paths: true } };
    let tally = run::run(&model, task)?;
    Ok(Trial::judge(past, &model, &tally))
}

//! Forecasts from days of the past, simulated by the engine that simulates everything else.

use std::sync::Arc;

use funnel_calibrate::backtest::{Came, Unknown, Verdict, hindcast};
use funnel_calibrate::column::date::Day;
use funnel_calibrate::evidence::History;
use funnel_decide::Reads;
use funnel_engine::process::{Metric, Model};
use funnel_engine::report::Band;
use serde::Serialize;

use crate::args::Shard;
use crate::error::Failure;
use crate::run::{self, Task};
use crate::simulate::cores;

/// What was forecast on one day, and what came.
#[derive(Serialize)]
pub(crate) struct Tried {
    /// The day after which everything was hidden.
    pub(crate) on: Day,
    /// Why there is no forecast, where there is none.
    pub(crate) unknown: Option<String>,
    /// Each figure that was forecast.
    pub(crate) verdicts: Vec<Verdict>,
    /// Revenue since that day, week by week, as it was forecast.
    pub(crate) band: Option<Band>,
    /// What came, week by week.
    pub(crate) came: Option<Came>,
}

/// Every day's forecast.
pub(crate) fn all(history: &History, days: &[Day], replicates: u32) -> Result<Vec<Tried>, Failure> {
    days.iter().map(|day| one(history, *day, replicates)).collect()
}

fn one(history: &History, on: Day, replicates: u32) -> Result<Tried, Failure> {
    let past = match hindcast(history, on) {
        Ok(past) => past,
        Err(Unknown::Invalid(problems)) => {
            return Err(Failure::problems("the scenario of the back-test".as_ref(), &problems));
        }
        Err(unknown) => {
            let unknown = Some(unknown.to_string());
            return Ok(Tried { on, unknown, verdicts: Vec::new(), band: None, came: None });
        }
    };
    let model =
        Model::new(&past.scenario).map_err(|problems| Failure::problems("the back-test".as_ref(), &problems))?;
    let model = Arc::new(model);
    let task = Task { replicates, shard: Shard::ALL, threads: cores(), reads: Reads { books: false, paths: true } };
    let tally = run::run(&model, task)?;
    let figures = [
        (Metric::Inquiries, "inquiries", &past.came.inquiries),
        (Metric::Customers, "deals won", &past.came.won),
        (Metric::Bookings, "revenue", &past.came.revenue),
    ];
    let judge = |(metric, what, came): (Metric, &str, &Vec<f64>)| {
        Verdict::judge(&past, what, tally.values(0, metric), came.iter().sum())
    };
    let verdicts = figures.into_iter().filter_map(judge).collect();
    let band = tally.report(&model).arms.into_iter().next().map(|today| today.weekly.cumulative_revenue);
    Ok(Tried { on, unknown: None, verdicts, band, came: Some(past.came) })
}

//! A forecast from a day in the past, made by the same engine as every other simulation, and what came.

use std::sync::Arc;

use funnel_engine::process::{Metric, Model};
use funnel_engine::report::Band;
use funnel_engine::simulate::{Simulator, Tally};
use serde::{Deserialize, Serialize};

use crate::backtest::{Came, Hindcast, Unknown, Verdict};
use crate::column::date::Day;

/// Replicates of a forecast, unless another number is requested.
pub const REPLICATES: u32 = 4_096;

/// What was forecast on one day, and what came.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trial {
    /// The day after which everything was hidden.
    pub on: Day,
    /// Why there is no forecast, if there is none.
    pub unknown: Option<String>,
    /// Each figure that was forecast.
    pub verdicts: Vec<Verdict>,
    /// Revenue since that day, week by week, as forecast; `None` where no deal has an amount.
    pub band: Option<Band>,
    /// What came, week by week.
    pub came: Option<Came>,
}

impl Trial {
    /// A day from which nothing can be forecast, with the reason.
    #[must_use]
    pub fn none(on: Day, why: &Unknown) -> Self {
        Self { on, unknown: Some(why.to_string()), verdicts: Vec::new(), band: None, came: None }
    }

    /// A simulator that keeps what a forecast needs: weekly paths, but no second year of luck.
    #[must_use]
    pub fn simulator(model: Arc<Model>) -> Simulator {
        Simulator::of(model).without_books()
    }

    /// Compares what was simulated with what came.
    #[must_use]
    pub fn judge(past: Hindcast, model: &Model, tally: &Tally) -> Self {
        let figures = [
            (Metric::Inquiries, "inquiries", &past.came.inquiries),
            (Metric::Customers, "deals won", &past.came.won),
            (Metric::Bookings, "revenue", &past.came.revenue),
        ];
        let judge = |(metric, what, came): (Metric, &str, &Vec<f64>)| {
            Verdict::judge(&past, what, tally.values(0, metric), came.iter().sum())
        };
        let is_priced = !past.came.revenue.is_empty();
        let verdicts =
            figures.into_iter().filter(|(metric, ..)| is_priced || *metric != Metric::Bookings).filter_map(judge);
        let verdicts = verdicts.collect();
        let band = tally.report(model).arms.into_iter().next().map(|today| today.weekly.cumulative_revenue);
        let band = band.filter(|_| is_priced);
        Self { on: past.on, unknown: None, verdicts, band, came: Some(past.came) }
    }
}

//! `funnel decide`: a study, run on all threads.

mod drivers;
mod holds;
mod learn;

use std::sync::Arc;

use funnel_engine::decide::{Found, Question, Ran};
use funnel_engine::process::Metric;
use funnel_engine::report::Estimate;

use crate::args::{Decide, Figure, Shard, Style, View};
use crate::error::Failure;
use crate::simulate::{cores, read};
use crate::table::group;
use crate::{output, run};

/// Runs what the view needs and writes it.
pub(crate) fn command(args: &Decide) -> Result<(), Failure> {
    let scenario = read(&args.scenario)?;
    let mut study = question(args)?.study(&scenario, args.replicates);
    let wrong = |problems: Vec<_>| Failure::problems(&args.scenario, &problems);
    while let Some((model, replicates)) = study.ready().map_err(wrong)? {
        let model = Arc::new(model);
        let tally = run::run(&model, replicates, Shard::ALL, args.threads.unwrap_or_else(cores))?;
        study.take(&Ran { model: &model, tally: &tally });
    }
    let found = study.found();
    let text = match args.format {
        Style::Json => serde_json::to_string_pretty(&found).map_err(Failure::wrong)? + "\n",
        Style::Table => table(&found),
    };
    output::write(args.out.as_deref(), &text)
}

fn question(args: &Decide) -> Result<Question, Failure> {
    let metric = match args.metric {
        Figure::Profit => Metric::Profit,
        Figure::Npv => Metric::Npv,
        Figure::Revenue => Metric::Revenue,
    };
    Ok(match args.view {
        View::Holds => Question::Holds,
        View::Drivers => Question::Drivers { metric, total: args.total },
        View::Learn if metric == Metric::Revenue => {
            return Err(Failure::wrong("--view learn needs --metric profit or npv: revenue alone decides nothing"));
        }
        View::Learn => Question::Learn { metric, pairs: args.pairs },
    })
}

fn table(found: &Found) -> String {
    match found {
        Found::Holds(found) => holds::table(found),
        Found::Drivers(found) => drivers::table(found),
        Found::Learn(found) => learn::table(found),
    }
}

/// `12,300 ± 400`.
fn figure(e: &Estimate) -> String {
    match (e.value, e.se) {
        (Some(x), Some(se)) => format!("{} ± {}", group(x), group(se)),
        _ => "–".to_owned(),
    }
}

/// A figure's name.
fn metric(metric: Metric) -> &'static str {
    match metric {
        Metric::Revenue => "Revenue",
        Metric::Npv => "Net present value",
        _ => "Profit",
    }
}

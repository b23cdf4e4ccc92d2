//! `funnel decide`: a study, run on all threads.

pub(crate) mod asked;
mod curve;
mod holds;
mod ladder;
mod mix;
mod outcome;

use std::sync::Arc;

use funnel_engine::decide::{Found, Question, Ran};
use funnel_engine::process::Model;
use funnel_engine::report::Estimate;
use funnel_engine::scenario::Scenario;

use crate::args::{Decide, Shard, Style, View};
use crate::error::Failure;
use crate::simulate::{cores, read};
use crate::table::group;
use crate::{output, run};

/// Runs what the view needs and writes it.
pub(crate) fn command(args: &Decide) -> Result<(), Failure> {
    let scenario = read(&args.scenario)?;
    let mut study = question(args, &scenario)?.study(&scenario, args.replicates);
    while let Some(wanted) = study.next() {
        let model = Model::new(&wanted.scenario).map_err(|problems| Failure::problems(&args.scenario, &problems))?;
        let model = Arc::new(model);
        let tally = run::run(&model, wanted.replicates, Shard::ALL, args.threads.unwrap_or_else(cores))?;
        study.take(&Ran { model: &model, tally: &tally });
    }
    let found = study.found();
    let text = match args.format {
        Style::Json => serde_json::to_string_pretty(&found).map_err(Failure::wrong)? + "\n",
        Style::Table => table(&found),
    };
    output::write(args.out.as_deref(), &text)
}

fn question(args: &Decide, scenario: &Scenario) -> Result<Question, Failure> {
    Ok(match args.view {
        View::Holds => Question::Holds,
        View::Levers => Question::Ladder,
        View::Curve => Question::Curve { lambda: args.asked.lambda },
        View::Mix => Question::Mix(args.asked.mix(scenario)?),
        View::Outcome => Question::Outcome { target: args.asked.target(scenario) },
    })
}

fn table(found: &Found) -> String {
    match found {
        Found::Holds(found) => holds::table(found),
        Found::Ladder(found) => ladder::table(found),
        Found::Curve(found) => curve::table(found),
        Found::Mix(found) => mix::table(found),
        Found::Outcome(found) => outcome::table(found),
    }
}

/// `1.23 ± 0.04`.
fn small(e: &Estimate) -> String {
    match (e.value, e.se) {
        (Some(x), Some(se)) => format!("{x:.2} ± {se:.2}"),
        _ => "–".to_owned(),
    }
}

/// `12,300 ± 400`.
fn figure(e: &Estimate) -> String {
    match (e.value, e.se) {
        (Some(x), Some(se)) => format!("{} ± {}", group(x), group(se)),
        _ => "–".to_owned(),
    }
}

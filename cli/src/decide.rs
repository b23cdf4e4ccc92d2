//! `funnel decide` and `funnel settings`.

use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;

use funnel_engine::decide::holds::{Crossing, Hire, crossing, hired, hires, sweep};
use funnel_engine::process::Model;
use funnel_engine::report::{Estimate, Measure, Report};
use funnel_engine::scenario::Scenario;
use serde::Serialize;

use crate::args::{Decide, Shard, Style, View};
use crate::error::Failure;
use crate::simulate::{cores, read};
use crate::table::group;
use crate::{output, run};

/// What holds it back.
#[derive(Serialize)]
struct Holds {
    crossing: Crossing,
    hires: Vec<Hire>,
    /// Chance of each team that it has no hours left in at least half of the weeks: today, then each plan.
    full: Vec<(String, Vec<f64>)>,
}

/// Runs what the view needs and writes it. One view so far.
pub(crate) fn command(args: &Decide) -> Result<(), Failure> {
    let View::Holds = args.view;
    let scenario = read(&args.scenario)?;
    let run = |scenario: &Scenario| -> Result<Report, Failure> {
        let model = Model::new(scenario).map_err(|problems| Failure::problems(&args.scenario, &problems))?;
        let model = Arc::new(model);
        let tally = run::run(&model, args.replicates, Shard::ALL, args.threads.unwrap_or_else(cores))?;
        Ok(tally.report(&model))
    };
    let report = run(&scenario)?;
    let swept = sweep(&scenario);
    let crossing = crossing(&swept, &run(&swept)?);
    let hires = match hires(&scenario, &report) {
        Some((compared, teams)) => hired(&compared, &teams, &run(&compared)?),
        None => Vec::new(),
    };
    let full = |id: &str| {
        let of = |arm: &funnel_engine::report::Arm| {
            let work = arm.work.iter().find(|w| w.measure == Measure::Utilisation && w.team == id);
            work.and_then(|w| w.full).map_or(0.0, |c| c.value)
        };
        report.arms.iter().map(of).collect()
    };
    let full = scenario.teams.iter().map(|t| (t.id.clone(), full(&t.id))).collect();
    let holds = Holds { crossing, hires, full };
    let text = match args.format {
        Style::Json => serde_json::to_string_pretty(&holds).map_err(|e| Failure::wrong(e.to_string()))? + "\n",
        Style::Table => table(&holds),
    };
    output::write(args.out.as_deref(), &text)
}

fn table(holds: &Holds) -> String {
    let figure = |e: &Estimate| match (e.value, e.se) {
        (Some(x), Some(se)) => format!("{} ± {}", group(x), group(se)),
        _ => "–".to_owned(),
    };
    let mut out = format!("{:>14}{:>28}{:>28}\n", "Budget", "Revenue less today", "Profit less today");
    for p in &holds.crossing.points {
        let _ = writeln!(out, "{:>14}{:>28}{:>28}", group(p.budget), figure(&p.revenue), figure(&p.profit));
    }
    let _ = match (holds.crossing.falls_from, &holds.crossing.lost_per_dollar) {
        (Some(from), Some(lost)) => writeln!(
            out,
            "Above {} more budget lowers revenue: each further dollar loses {:.2} ± {:.2}.",
            group(from),
            lost.value.unwrap_or(0.0),
            lost.se.unwrap_or(0.0)
        ),
        _ => writeln!(out, "More budget does not lower revenue, as far as was tried."),
    };
    for (team, chances) in &holds.full {
        let each: Vec<String> = chances.iter().map(|p| format!("{:.0} %", 100.0 * p)).collect();
        let _ =
            writeln!(out, "{team}: no hours left half of the time in {} of futures (today, plans)", each.join(", "));
    }
    for h in &holds.hires {
        let _ = writeln!(
            out,
            "{}: one more person for {} brings {} of revenue; the same money in media {}",
            h.team,
            group(h.cost),
            figure(&h.person),
            figure(&h.media)
        );
    }
    out
}

/// Lists the settings that plans may change.
pub(crate) fn settings(file: &Path) -> Result<(), Failure> {
    let mut out = format!("{:<28}{:>12}  {:<22}What\n", "Setting", "Today", "Range");
    for x in read(file)?.settings() {
        let owner = if x.owner.is_empty() { String::new() } else { format!("{}: ", x.owner) };
        let range = format!("{} to {}", group(x.low), group(x.high));
        let _ = writeln!(out, "{:<28}{:>12}  {range:<22}{owner}{}", x.key, group(x.today), x.label);
    }
    output::write(None, &out)
}

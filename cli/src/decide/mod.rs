//! `funnel decide`: a study, run on all threads.

pub(crate) mod asked;
mod compare;
mod curve;
mod cut;
mod drivers;
mod extra;
mod holds;
mod ladder;
mod learn;
mod mix;
mod outcome;
mod regret;

use std::fmt::Write;
use std::path::PathBuf;
use std::sync::Arc;

use funnel_decide::sides::{Carried, Refusal};
use funnel_decide::{Finding, Question, RunResult, StudyKind};
use funnel_engine::process::{Metric, Model};
use funnel_engine::report::{Chance, Estimate};
use funnel_engine::scenario::{Price, Scenario};
use funnel_sentences::finding;
use funnel_sentences::numbers::sentence;
use funnel_text::NumberStyle;

use crate::args::{Decide, Figure, Shard, Style};
use crate::error::Failure;
use crate::input;
use crate::output;
use crate::run::{self, Task};
use crate::simulate::cores;
use crate::table::{often, portion};

/// Runs what the view needs, and writes the result.
pub(crate) fn command(args: &Decide) -> Result<(), Failure> {
    let scenario = input::scenario(&args.scenario)?;
    let with = input::files(&args.with)?;
    let question = question(args, &with, &scenario)?;
    let mut study = question.study(&scenario, args.replicates.unwrap_or_else(|| question.kind().replicates()));
    refuse(args, &with, study.refused())?;
    let wrong = |problems: Vec<_>| Failure::problems(&args.scenario, &problems);
    let mut last: Option<Arc<Model>> = None;
    while let Some(order) = study.order() {
        let model = Arc::new(order.model(last.as_deref()).map_err(wrong)?);
        let (replicates, reads, threads) = (order.replicates, order.reads, args.threads.unwrap_or_else(cores));
        let tally = run::run(&model, Task { replicates, shard: Shard::ALL, threads, reads })?;
        study.absorb(&RunResult { model: &model, tally: &tally });
        last = Some(model);
    }
    let found = study.found();
    let text = match args.format {
        Style::Json => {
            let json = serde_json::to_string_pretty(&found).map_err(Failure::wrong)? + "\n";
            if args.out.is_none() { output::ascii(&json) } else { json }
        }
        Style::Table => {
            let others = match &question {
                Question::Compare { others, .. } | Question::Regret { others, .. } => others.as_slice(),
                _ => &[],
            };
            let n = NumberStyle::of_scenario(&scenario);
            let title = finding::title(&found, &scenario, others, &n).text;
            let title = if title.is_empty() { title } else { title + "\n\n" };
            title + &table(&found, &scenario, others, &n) + &unpriced(&scenario)
        }
    };
    output::write(args.out.as_deref(), &text)
}

fn question(args: &Decide, with: &[PathBuf], scenario: &Scenario) -> Result<Question, Failure> {
    let others = || with.iter().map(|file| input::scenario(file).map(Carried)).collect::<Result<Vec<_>, _>>();
    let figure = args.metric.unwrap_or(Figure::Profit);
    let metric = metric(figure);
    let is_alone = !matches!(args.view, StudyKind::Compare | StudyKind::Regret);
    if is_alone && !with.is_empty() {
        return Err(Failure::wrong("--with is for --view compare and --view regret"));
    }
    Ok(match args.view {
        StudyKind::Holds => Question::Holds,
        StudyKind::Ladder => Question::Ladder,
        StudyKind::Curve => Question::Curve { lambda: args.asked.lambda },
        StudyKind::Mix => Question::Mix { asked: args.asked.mix(scenario)? },
        StudyKind::Extra => Question::Extra,
        StudyKind::Cut => Question::Cut,
        StudyKind::Outcome => Question::Outcome { target: args.asked.target(scenario, args.metric)? },
        StudyKind::Drivers => Question::Drivers { metric, total: args.asked.total_effects },
        StudyKind::Learn if !matches!(figure, Figure::Profit | Figure::Npv) => {
            return Err(Failure::wrong("--view learn needs --metric profit or npv: nothing else decides"));
        }
        StudyKind::Learn => Question::Learn { metric, pairs: args.asked.pairs },
        StudyKind::Compare if with.is_empty() => {
            return Err(Failure::wrong("--view compare needs another scenario: --with FILE, up to three times"));
        }
        StudyKind::Compare => Question::Compare { others: others()?, metric },
        StudyKind::Regret => Question::Regret { others: others()?, metric },
    })
}

/// Reports scenarios that cannot be compared, each with its file and path.
fn refuse(args: &Decide, with: &[PathBuf], refused: &[Refusal]) -> Result<(), Failure> {
    let file = |i: u32| {
        let other = (i as usize).checked_sub(1).and_then(|i| with.get(i));
        input::called(other.unwrap_or(&args.scenario))
    };
    let line = |r: &Refusal| {
        if r.path.is_empty() { r.message.clone() } else { format!("{}: {}: {}", file(r.scenario), r.path, r.message) }
    };
    let lines: Vec<String> = refused.iter().map(line).collect();
    if lines.is_empty() { Ok(()) } else { Err(Failure::Wrong(lines)) }
}

fn metric(figure: Figure) -> Metric {
    match figure {
        Figure::Revenue => Metric::Revenue,
        Figure::Profit => Metric::Profit,
        Figure::Npv => Metric::Npv,
        Figure::Customers => Metric::Customers,
    }
}

fn table(found: &Finding, scenario: &Scenario, others: &[Carried], n: &NumberStyle) -> String {
    match found {
        Finding::Holds(found) => holds::table(found, scenario),
        Finding::Compare(found) => compare::table(found),
        Finding::Regret(found) => regret::table(found, &finding::plans(found, scenario, others, n)),
        Finding::Ladder(found) => ladder::table(found),
        Finding::Curve(found) => curve::table(found, scenario),
        Finding::Mix(found) => mix::table(found),
        Finding::Extra(found) => extra::table(found),
        Finding::Cut(found) => cut::table(found),
        Finding::Outcome(found) => outcome::table(found),
        Finding::Drivers(found) => drivers::table(found),
        Finding::Learn(found) => learn::table(found),
    }
}

/// What plans do for which nobody entered a price: it counts as free, so no plan's figures are advice without that
/// price.
fn unpriced(scenario: &Scenario) -> String {
    let mut out = String::new();
    for plan in 0..scenario.plans.len() {
        for (setting, price) in scenario.unpriced(plan) {
            let why = match price {
                Price::Missing(path) => format!("say what it costs at {path}, 0 for nothing"),
                _ => "what it takes is not in the model".to_owned(),
            };
            let _ = writeln!(out, "Plan {}: {} has no price and counts as free: {why}.", plan + 1, setting.key);
        }
    }
    if out.is_empty() { out } else { format!("\n{out}") }
}

/// What a figure is called at the beginning of a line.
fn called(metric: Metric) -> String {
    sentence(metric.name())
}

/// `1.23 ± 0.04`.
fn small(e: &Estimate) -> String {
    match (e.value, e.se) {
        (Some(x), Some(_)) => format!("{x:.2} ± {:.2}", e.half()),
        _ => "–".to_owned(),
    }
}

/// `82.0 % of futures`, `no future`, `every future`.
fn of_futures(p: f64, decimals: u32) -> String {
    if p > 0.0 && p < 1.0 { format!("{} of futures", often(p, decimals)) } else { often(p, decimals) }
}

/// In how many futures the result is ahead of what it is compared with, and how sure its mean is; nothing where the two
/// are the same in every future.
fn ahead(better: Chance, behind: Chance, sure: f64) -> String {
    if better.value <= 0.0 && behind.value <= 0.0 {
        return String::new();
    }
    format!(
        "Better in {}, worse in {}; its mean is higher with {} certainty.\n",
        of_futures(better.value, 0),
        of_futures(behind.value, 0),
        portion(sure, 1)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn never_and_always_are_said_of_futures_in_whole_words() {
        let chance = |value| Chance { value, ..Chance::default() };
        assert_eq!([0.0, 0.82, 1.0].map(|p| of_futures(p, 0)), ["no future", "82 % of futures", "every future"]);
        assert!(ahead(chance(1.0), chance(0.0), 1.0).starts_with("Better in every future, worse in no future;"));
        assert_eq!(ahead(chance(0.0), chance(0.0), 0.0), "", "the same in every future");
    }
}

//! Stages.

use funnel_scenario::laws;
use funnel_scenario::{Delay, Loss, Stage, Unit, Value, limits};

use super::{Applied, Change, Figure, mine, name, slug};
use crate::column::label::key;
use crate::evidence::Evidence;
use crate::evidence::process::{StageEvidence, Times};
use crate::stats::rate::Counts;
use crate::stats::real;

pub(super) fn apply(new: &mut Applied, evidence: &Evidence) {
    let old = std::mem::take(&mut new.scenario.stages);
    let mut stages: Vec<Stage> = Vec::new();
    for (at, found) in evidence.process.iter().enumerate() {
        let will_pass = evidence.pipeline.get(at).map_or(0.0, |open| open.will_pass);
        stage(&mut stages, &old, found, will_pass, &mut new.changes);
    }
    for passing in evidence.passings.iter().filter(|_| evidence.process.is_empty()) {
        let mut stage = known(&old, &passing.name, &stages);
        if passing.counted.successes > passing.counted.trials {
            stages.push(stage);
            continue;
        }
        let before = Figure::Value(stage.rate.value.clone());
        stage.rate = mine(counts(passing.counts), &passing.sentence);
        let after = Figure::Value(stage.rate.value.clone());
        let before = Some(before).filter(|_| old.iter().any(|x| x.id == stage.id));
        let what = format!("{}: chance to pass", passing.name);
        new.changes.push(Change { what, before, after, evidence: passing.sentence.clone(), unit: Unit::Share });
        stages.push(stage);
    }
    new.scenario.stages = if stages.is_empty() { old } else { stages };
}

/// Counts as an input's value: whole numbers where they are counts.
fn counts(counts: Counts) -> Value {
    let tidy = |x: f64| libm::round(x * 1000.0) / 1000.0;
    let trials = tidy(counts.trials);
    Value::Counts(laws::Counts { successes: tidy(counts.successes).min(trials), trials, prior: Default::default() })
}

/// The old stage of this name, or a new one, with an id of its own.
fn known(old: &[Stage], label: &str, taken: &[Stage]) -> Stage {
    let ids: Vec<String> = taken.iter().map(|stage| stage.id.clone()).collect();
    let same = old.iter().find(|stage| key(&stage.name) == key(label) && !ids.contains(&stage.id));
    match same {
        Some(stage) => stage.clone(),
        None => Stage { id: slug(label, &ids), name: name(label), ..Stage::default() },
    }
}

fn stage(stages: &mut Vec<Stage>, old: &[Stage], found: &StageEvidence, will_pass: f64, changes: &mut Vec<Change>) {
    let apart = found.is_apart();
    if apart {
        let label = format!("{}: decided", found.name);
        let mut decided = known(old, &label, stages);
        let sentence = format!(
            "{} of {} decided so far; the rest counted by their age; {}",
            crate::evidence::say::count(real(found.passed + found.lost)),
            crate::evidence::say::count(real(found.entered)),
            found.sentence
        );
        decided.definition = "Not left open: decided, for or against.".to_owned();
        decided.rate = mine(counts(found.decided), &sentence);
        decided.delay = Delay::None;
        decided.loss = Loss { reason: "Left open".to_owned(), ..Loss::default() };
        let after = Figure::Value(decided.rate.value.clone());
        let what = format!("{label}: chance to pass");
        changes.push(Change { what, before: None, after, evidence: sentence, unit: Unit::Share });
        stages.push(decided);
    }
    let mut stage = known(old, &found.name, stages);
    let is_old = old.iter().any(|x| x.id == stage.id);
    let mut change = |what: &str, before: Figure, after: Figure, evidence: &str| {
        let what = format!("{}: {what}", found.name);
        let unit = if matches!(after, Figure::Value(_)) { Unit::Share } else { Unit::Number };
        changes.push(Change {
            what,
            before: Some(before).filter(|_| is_old),
            after,
            evidence: evidence.to_owned(),
            unit,
        });
    };
    let rate = mine(counts(if apart { found.passes } else { found.in_the_end }), &found.sentence);
    let before = std::mem::replace(&mut stage.rate, rate);
    change("chance to pass", Figure::Value(before.value), Figure::Value(stage.rate.value.clone()), &found.sentence);
    if let Some(times) = &found.to_pass {
        let before = std::mem::replace(&mut stage.delay, delay(times));
        change("time to pass", Figure::Delay(before), Figure::Delay(stage.delay.clone()), &says(times));
    }
    stage.loss.delay = found.to_lose.as_ref().map(delay);
    if let (Some(times), Some(after)) = (&found.to_lose, &stage.loss.delay) {
        change("time to be lost", Figure::Delay(Delay::None), Figure::Delay(after.clone()), &says(times));
    }
    let open = open_at_start(found, apart, will_pass);
    let before = f64::from(std::mem::replace(&mut stage.open_at_start, open));
    let evidence = format!("so many that {will_pass:.0} of them pass, as the curve and their ages say");
    change("open at the start", Figure::Number(before), Figure::Number(f64::from(open)), &evidence);
    stages.push(stage);
}

fn says(times: &Times) -> String {
    let seen = crate::evidence::say::count(real(times.seen));
    let fitted = if times.beyond { "; a lognormal, as the end is not seen yet" } else { "" };
    format!("{seen} seen, half within {:.0} days, nine in ten within {:.0}{fitted}", times.median_days, times.p90_days)
}

fn delay(times: &Times) -> Delay {
    if times.beyond {
        let median_weeks = (times.median_days / 7.0).max(1e-3);
        return Delay::Lognormal { median_weeks, p90_weeks: (times.p90_days / 7.0).max(median_weeks * 1.001) };
    }
    if times.weeks.iter().all(|weeks| *weeks == 0.0) {
        Delay::None
    } else {
        Delay::Empirical { weeks: times.weeks.clone() }
    }
}

/// How many must be open for a given number to pass. The model finds people waiting in proportion to how long they
/// stay, so their odds of passing are the rate's odds times mean time to pass over mean time to be lost.
fn open_at_start(found: &StageEvidence, apart: bool, will_pass: f64) -> u32 {
    let rate = if apart { found.passes } else { found.in_the_end }.share().unwrap_or(0.0);
    let pass = found.to_pass.as_ref().map_or(0.0, |times| delay(times).mean_weeks());
    let leave = found.to_lose.as_ref().map_or(pass, |times| delay(times).mean_weeks());
    let weighed = if pass + leave > 0.0 { rate * pass / (rate * pass + (1.0 - rate) * leave) } else { rate };
    let people = libm::round(will_pass / weighed);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held within the limits")]
    let people = if people.is_finite() { people.clamp(0.0, f64::from(limits::OPEN)) as u32 } else { 0 };
    people
}

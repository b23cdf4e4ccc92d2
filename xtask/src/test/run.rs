//! Runs steps and counts how they ended.

use super::{Outcome, STEPS, Step, passed};
use anyhow::{Result, bail};
use std::time::{Duration, Instant};

/// Prints the steps' names.
pub(crate) fn list() {
    for step in &STEPS {
        println!("{:<12} {}", step.name, step.about);
    }
}

/// Runs the steps named, or all; returns whether none failed. What passed and is unchanged since is run only if
/// `again`.
pub(crate) fn command(only: &[String], again: bool) -> Result<bool> {
    if let Some(unknown) = only.iter().find(|name| STEPS.iter().all(|step| step.name != **name)) {
        bail!("no step '{unknown}'; `cargo xtask test --list` names them");
    }
    let chosen = |step: &&Step| only.is_empty() || only.iter().any(|name| name == step.name);
    if again {
        passed::forget()?;
    }
    let mut summary = Summary::default();
    for step in STEPS.iter().filter(chosen) {
        println!("\n== {}: {}", step.name, step.about);
        let start = Instant::now();
        let result = run(step);
        let line = summary.add(step.name, &result, start.elapsed());
        println!("== {line}");
    }
    print!("\n{}", summary.text());
    Ok(summary.failed == 0)
}

/// Runs a step, unless it passed before and nothing has changed since.
fn run(step: &Step) -> Result<Outcome> {
    let state = step.reads.and_then(passed::state);
    if passed::has(step.name, state.as_ref()) {
        return Ok(Outcome::Unchanged);
    }
    let outcome = (step.run)()?;
    if matches!(outcome, Outcome::Passed) {
        passed::note(step.name, state.as_ref())?;
    }
    Ok(outcome)
}

#[derive(Default)]
struct Summary {
    lines: Vec<String>,
    passed: usize,
    failed: usize,
    skipped: usize,
}

impl Summary {
    /// Counts one step and returns the line about it.
    fn add(&mut self, name: &str, result: &Result<Outcome>, time: Duration) -> String {
        let (count, verdict) = match result {
            Ok(Outcome::Passed) => (&mut self.passed, "passed".to_owned()),
            Ok(Outcome::Unchanged) => {
                (&mut self.passed, "passed before, and nothing it reads has changed (--again runs it)".to_owned())
            }
            Ok(Outcome::Skipped(reason)) => (&mut self.skipped, format!("skipped ({reason})")),
            Err(error) => (&mut self.failed, format!("FAILED: {error:#}")),
        };
        *count += 1;
        let line = format!("{name}: {verdict} [{:.1} s]", time.as_secs_f64());
        self.lines.push(line.clone());
        line
    }

    /// One line per step, and last the counts, alone on their line.
    fn text(&self) -> String {
        let Self { passed, failed, skipped, .. } = self;
        let mut text: String = self.lines.iter().map(|line| format!("{line}\n")).collect();
        text += &format!("\n{passed} passed, {failed} failed");
        if *skipped > 0 {
            text += &format!(", {skipped} skipped");
        }
        text + "\n"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::anyhow;

    #[test]
    fn the_last_line_counts_each_kind() {
        let mut summary = Summary::default();
        let time = Duration::from_millis(1250);
        assert_eq!(summary.add("a", &Ok(Outcome::Passed), time), "a: passed [1.2 s]");
        summary.add("b", &Err(anyhow!("no")), time);
        assert_eq!(summary.text().lines().last(), Some("1 passed, 1 failed"));
        summary.add("d", &Ok(Outcome::Unchanged), time);
        summary.add("c", &Ok(Outcome::Skipped("no network".into())), time);
        assert_eq!(summary.text().lines().last(), Some("2 passed, 1 failed, 1 skipped"));
        assert!(summary.text().contains("c: skipped (no network)"));
    }

    #[test]
    fn steps_have_names_of_their_own_and_unknown_ones_are_refused() {
        let mut names: Vec<_> = STEPS.iter().map(|step| step.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), STEPS.len());
        assert!(command(&["fmt ".to_owned()], false).is_err());
    }
}

//! The worker's side, without the browser around it: tables, what they are taken to be, and what they say.

use std::sync::Arc;

use funnel_calibrate::backtest::{self, Hindcast, hindcast};
use funnel_calibrate::column::date::Day;
use funnel_calibrate::evidence::{Evidence, History, learn_from};
use funnel_calibrate::shape::complete;
use funnel_calibrate::trial::REPLICATES;
use funnel_calibrate::{Found, Mapping, Table, Trial, apply, propose, propose_like, upright};
use funnel_engine::process::Model;
use funnel_engine::scenario::{Problem, Scenario};
use funnel_engine::simulate::{Simulator, Tally, blocks};
use serde::Serialize;

use crate::protocol::{FileId, Learned, NAMED, Saved, Sight};

/// Everything that was read, and what was learned from it.
#[derive(Default)]
pub(crate) struct Bench {
    tables: Vec<Table>,
    /// The file of each table.
    files: Vec<FileId>,
    mapping: Mapping,
    history: History,
    evidence: Evidence,
    trials: Vec<Trial>,
}

impl Bench {
    /// Takes in a file's tables; returns what to show of them.
    pub(crate) fn add(&mut self, file: FileId, tables: Vec<Table>) -> Vec<Sight> {
        let tables: Vec<Table> = tables.into_iter().map(upright).collect();
        let seen = tables.iter().map(Sight::of).collect();
        self.files.extend(tables.iter().map(|_| file));
        self.tables.extend(tables);
        seen
    }

    /// Forgets a file.
    pub(crate) fn remove(&mut self, file: FileId) {
        let mut of = self.files.iter();
        self.tables.retain(|_| of.next() != Some(&file));
        self.files.retain(|other| *other != file);
    }

    /// Learns from all tables.
    pub(crate) fn learn(&mut self, mapping: Option<Mapping>, changed: bool) -> Learned {
        self.mapping = match mapping {
            Some(mut mapping) if changed => {
                complete(&self.tables, &mut mapping);
                mapping
            }
            Some(kept) => propose_like(&self.tables, &kept),
            None => propose(&self.tables),
        };
        self.history = History::read(&self.tables, &self.mapping);
        self.evidence = learn_from(&self.history);
        self.trials = Vec::new();
        let mut evidence = self.evidence.clone();
        let mut named = std::collections::BTreeMap::new();
        evidence.ledger.problems.retain(|problem| {
            let n = named.entry(problem.rule).or_insert(0);
            *n += 1;
            *n <= NAMED
        });
        Learned { mapping: self.mapping.clone(), evidence, days: backtest::days(&self.history) }
    }

    /// Begins forecasts from days in the past.
    pub(crate) fn trials(&self, days: Vec<Day>) -> Trying {
        Trying { days: days.into_iter().rev().collect(), all: 0, done: Vec::new(), run: None }.counted()
    }

    /// Keeps finished forecasts, to be saved with the rest.
    pub(crate) fn tried(&mut self, trials: &[Trial]) {
        self.trials = trials.to_vec();
    }

    /// The suitable days.
    pub(crate) fn days(&self) -> Vec<Day> {
        backtest::days(&self.history)
    }

    /// The history in the tables.
    pub(crate) fn history(&self) -> &History {
        &self.history
    }

    /// A text to be saved.
    pub(crate) fn text(&self, what: Saved, scenario: &Scenario) -> Result<String, String> {
        match what {
            Saved::Problems => Ok(self.evidence.ledger.to_csv()),
            Saved::Mapping => pretty(&self.mapping),
            Saved::All => {
                let mut applied = apply(scenario, &self.evidence, self.mapping.answers).map_err(|all| said(&all))?;
                self.mapping.keep_in(&mut applied.scenario);
                let found = Found {
                    mapping: &self.mapping,
                    evidence: &self.evidence,
                    changes: &applied.changes,
                    scenario: applied.scenario.to_json(),
                    backtest: &self.trials,
                };
                pretty(&found)
            }
        }
    }
}

/// JSON as a file.
fn pretty(value: &impl Serialize) -> Result<String, String> {
    serde_json::to_string_pretty(value).map(|text| text + "\n").map_err(|_| "it cannot be written".to_owned())
}

fn said(problems: &[Problem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// Forecasts in progress, block by block.
pub(crate) struct Trying {
    /// Days still to come, with the next one last.
    days: Vec<Day>,
    all: usize,
    done: Vec<Trial>,
    run: Option<Run>,
}

struct Run {
    past: Hindcast,
    model: Arc<Model>,
    simulator: Simulator,
    tally: Tally,
    next: u32,
}

impl Trying {
    fn counted(self) -> Self {
        Self { all: self.days.len(), ..self }
    }

    /// Simulates one more block; returns the forecasts once all are finished.
    pub(crate) fn step(&mut self, history: &History) -> Option<Vec<Trial>> {
        if self.run.is_none() {
            let Some(day) = self.days.pop() else { return Some(std::mem::take(&mut self.done)) };
            match hindcast(history, day) {
                Ok(past) => self.run = Run::new(past),
                Err(why) => self.done.push(Trial::none(day, &why)),
            }
            return None;
        }
        let blocks = blocks(REPLICATES).end;
        if let Some(run) = self.run.take_if(|run| run.next >= blocks) {
            self.done.push(Trial::judge(run.past, &run.model, &run.tally));
        } else if let Some(run) = &mut self.run {
            run.simulator.step(run.next, REPLICATES, &mut run.tally);
            run.next += 1;
        }
        None
    }

    /// Share that is finished.
    pub(crate) fn progress(&self) -> f64 {
        let now = self.run.as_ref().map_or(0.0, |run| f64::from(run.next) / f64::from(blocks(REPLICATES).end));
        (self.done.len() as f64 + now) / self.all.max(1) as f64
    }
}

impl Run {
    fn new(past: Hindcast) -> Option<Self> {
        // A hindcast's scenario is always valid.
        let model = Arc::new(Model::new(&past.scenario).ok()?);
        let simulator = Trial::simulator(Arc::clone(&model));
        let tally = Tally::new(&model);
        Some(Self { past, model, simulator, tally, next: 0 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use funnel_calibrate::{Options, read};
    use funnel_engine::scenario::templates::load;

    fn deals(from: u32, source: &str) -> Table {
        let mut text = String::from("id,created,close date,stage,amount,source\n");
        for i in from..from + 300 {
            let (begins, stage) = (Day(19_000 + i as i32), if i % 3 == 0 { "Won" } else { "Lost" });
            let close = Day(begins.0 + 9 + (i % 7) as i32);
            text += &format!("{i},{},{},{stage},{},{source}\n", begins.iso(), close.iso(), 900 + i % 50);
        }
        read(text.as_bytes(), &Options { name: format!("{from}.csv"), ..Options::default() }).unwrap()
    }

    /// Two files are one export, whichever came first; and removing one leaves no trace.
    #[test]
    fn files_come_and_go() {
        let mut bench = Bench::default();
        let sights = bench.add(7, vec![deals(0, "Search")]);
        assert_eq!((sights[0].rows, sights[0].first.len(), sights[0].first[0].0), (300, 5, 2));
        let alone = bench.learn(None, false);
        bench.add(8, vec![deals(300, "search")]);
        let both = bench.learn(Some(alone.mapping.clone()), false);
        assert_eq!((alone.evidence.deals, both.evidence.deals), (300, 600));
        let base = load("blank").unwrap();
        let text = bench.text(Saved::All, &base).unwrap();
        let mut other = Bench::default();
        other.add(1, vec![deals(300, "search")]);
        other.add(2, vec![deals(0, "Search")]);
        other.learn(None, false);
        assert_eq!(other.text(Saved::All, &base).unwrap(), text);
        bench.remove(8);
        assert_eq!(bench.learn(Some(alone.mapping), false).evidence.deals, 300);
        bench.remove(7);
        assert_eq!(bench.learn(None, false).evidence.deals, 0);
    }

    /// Evidence reaches the page as JSON: it is the same to the last bit, and so is the scenario made from it there.
    #[test]
    fn what_is_learned_arrives_as_it_is() {
        let mut bench = Bench::default();
        bench.add(0, vec![deals(0, "Search"), deals(900, "Fairs")]);
        let learned = bench.learn(None, false);
        let arrived: Learned = serde_json::from_str(&serde_json::to_string(&learned).unwrap()).unwrap();
        let base = load("blank").unwrap();
        let of = |learned: &Learned| apply(&base, &learned.evidence, learned.mapping.answers).unwrap();
        assert_eq!(of(&arrived), of(&learned));
        assert_eq!(serde_json::to_string(&arrived).unwrap(), serde_json::to_string(&learned).unwrap());
    }

    #[test]
    fn forecasts_are_made_block_by_block() {
        let mut bench = Bench::default();
        bench.add(0, vec![deals(0, "Search"), deals(300, "Search")]);
        let learned = bench.learn(None, false);
        assert!(!learned.days.is_empty());
        let mut trying = bench.trials(learned.days.clone());
        let (mut before, mut done) = (0.0, None);
        while done.is_none() {
            done = trying.step(bench.history());
            assert!(done.is_some() || trying.progress() >= before);
            before = trying.progress();
        }
        let trials = done.unwrap();
        assert_eq!(trials.iter().map(|trial| trial.on).collect::<Vec<_>>(), learned.days);
        assert!(trials.iter().any(|trial| trial.verdicts.len() == 3 && trial.band.is_some()), "{trials:?}");
    }
}

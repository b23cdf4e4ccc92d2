//! Every problem of a scenario, each with the place that it comes from.

mod brand;
mod counts;
pub mod limits;
mod parts;
mod remarks;
mod sums;
mod teams;

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Delay, FORMAT_VERSION, Scenario};

/// Something wrong with a scenario: where, what, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Path in the JSON, such as `channels[1].elasticity`; empty for the scenario as a whole.
    pub path: String,
    /// What is wrong, and what would be right.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() { f.write_str(&self.message) } else { write!(f, "{}: {}", self.path, self.message) }
    }
}

impl Problem {
    /// A problem at a path.
    pub fn new(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self { path: path.into(), message: message.into() }
    }
}

impl Scenario {
    /// What is wrong with this scenario, at most [`limits::PROBLEMS`] things; empty when it can run. Lists that are too
    /// long are named alone: what is in them is looked at once they are shorter.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        let mut check = Check { problems: Vec::new() };
        check.counts(self);
        // Everything below is done for each entry of a list, or for each pair of entries.
        if check.problems.is_empty() {
            check.scenario(self);
        }
        check.problems
    }
}

/// Collects problems.
pub(crate) struct Check {
    problems: Vec<Problem>,
}

impl Check {
    pub(crate) fn add(&mut self, path: impl Into<String>, message: impl Into<String>) {
        if self.problems.len() < limits::PROBLEMS {
            self.problems.push(Problem::new(path, message));
        }
    }

    pub(crate) fn require(&mut self, ok: bool, path: impl Into<String>, message: impl Into<String>) {
        if !ok {
            self.add(path, message);
        }
    }

    /// A finite number within `[low, high]`; comparisons with NaN are false, so NaN is refused too.
    pub(crate) fn number(&mut self, path: impl Into<String>, x: f64, low: f64, high: f64) {
        let high = high.min(limits::NUMBER);
        self.require(x >= low && x <= high, path, format!("is {x}; must be from {low} to {high}"));
    }

    /// An amount of money of at least `low`.
    pub(crate) fn amount(&mut self, path: impl Into<String>, x: f64, low: f64) {
        let message = if x < low {
            format!("is {x}; must be {low} or more")
        } else {
            format!("is {x}; an amount of money may be up to {} ({})", limits::MONEY_IN_WORDS, limits::MONEY)
        };
        self.require(x >= low && x <= limits::MONEY, path, message);
    }

    pub(crate) fn count(&mut self, path: &str, n: usize, most: usize) {
        self.require(n <= most, path, format!("has {n} entries; at most {most} are allowed"));
    }

    pub(crate) fn text(&mut self, path: impl Into<String>, text: &str, most: usize) {
        let length = text.chars().count();
        self.require(length <= most, path, format!("is {length} characters long; at most {most} are allowed"));
    }

    fn ids<'a>(&mut self, list: &str, ids: impl Iterator<Item = &'a str>) {
        let mut seen = BTreeSet::new();
        for (i, id) in ids.enumerate() {
            let path = format!("{list}[{i}].id");
            self.require(!id.is_empty(), &path, "is empty; give it a short name of its own");
            self.text(&path, id, limits::NAME);
            self.require(seen.insert(id), path, format!("\"{id}\" is used twice; each needs its own"));
        }
    }

    fn scenario(&mut self, s: &Scenario) {
        self.require(
            s.version == FORMAT_VERSION,
            "version",
            format!("is {}; this engine reads version {FORMAT_VERSION}", s.version),
        );
        self.text("name", &s.name, limits::NAME);
        self.text("note", &s.note, limits::TEXT);
        let iso = s.currency.len() == 3 && s.currency.bytes().all(|b| b.is_ascii_uppercase());
        self.require(iso, "currency", "must be three capital letters, such as USD");
        self.require(s.seed <= limits::SEED, "seed", format!("is {}; must be at most {}", s.seed, limits::SEED));
        let weeks = s.frame.horizon_weeks;
        self.require(
            (1..=limits::WEEKS).contains(&weeks),
            "frame.horizon_weeks",
            format!("is {weeks}; must be from 1 to {}", limits::WEEKS),
        );
        let run_off = s.frame.run_off_weeks;
        self.require(
            run_off <= limits::WEEKS,
            "frame.run_off_weeks",
            format!("is {run_off}; must be at most {}", limits::WEEKS),
        );
        let first = s.calendar.fiscal_year;
        self.require(
            (1..=12).contains(&first),
            "calendar.fiscal_year",
            format!("is {first}; must be a month from 1 to 12"),
        );
        if let Some(n) = s.market.season_unit.a_year() {
            let (has, what) = (s.market.season.len(), if n == 12 { "months" } else { "quarters" });
            self.require(has == n || has == 0, "market.season", format!("has {has} entries; a year has {n} {what}"));
        }
        for (i, x) in s.market.season.iter().enumerate() {
            self.number(format!("market.season[{i}]"), *x, 0.0, 100.0);
        }
        self.number("market.sigma", s.market.sigma, 0.0, 3.0);
        self.groups(s);
        let cells = s.channels.len() * s.segments.len().max(1);
        self.require(
            cells <= limits::CELLS,
            "channels",
            format!("times segments make {cells} pairs; at most {} are allowed", limits::CELLS),
        );
        let waits = s.stages.iter().filter(|x| x.delay != Delay::None || x.loss.delay.is_some()).count();
        let span = (s.frame.horizon_weeks.saturating_add(s.frame.run_off_weeks)) as usize;
        // People waiting for a team are kept by the week in which they came, which can be any week; a stage's own wait
        // has two outcomes.
        let queues = s.stages.iter().filter(|x| x.work.is_some()).count();
        // People who come back from nurture are on their way a second time.
        let ways = if s.levers.nurture.is_some() { 2 } else { 1 };
        // However many plans there are: the studies of a scenario, which is run with one, try six at a time.
        let layers = if s.plans.is_empty() { 1 } else { 3 };
        let mut rows = [ways, 2 * waits + queues, span, layers].into_iter().fold(cells, usize::saturating_mul);
        if let Some(x) = &s.levers.customers {
            // Customers by the week in which they were won, and what they pay.
            let period = if x.renewal_weeks == 0 { span } else { x.renewal_weeks as usize };
            let weeks = span.saturating_add(period);
            let more = [2 * ways, weeks, 2 * layers].into_iter().fold(cells, usize::saturating_mul);
            rows = rows.saturating_add(more);
        }
        self.require(
            rows <= limits::ROWS,
            "",
            format!(
                "too large to run here: {cells} channel and segment pairs, {waits} stages with a wait, {queues} with a team and {span} \
                 weeks need {rows} rows, {} are allowed; shorten the time watched afterwards, or merge channels or segments",
                limits::ROWS
            ),
        );
        self.require(!s.channels.is_empty(), "channels", "is empty; at least one channel is needed");
        self.require(!s.stages.is_empty(), "stages", "is empty; at least one stage is needed");
        self.ids("channels", s.channels.iter().map(|c| c.id.as_str()));
        self.ids("segments", s.segments.iter().map(|c| c.id.as_str()));
        self.ids("stages", s.stages.iter().map(|c| c.id.as_str()));
        for (i, c) in s.channels.iter().enumerate() {
            self.channel(&format!("channels[{i}]"), c, s);
        }
        for (i, segment) in s.segments.iter().enumerate() {
            self.segment(&format!("segments[{i}]"), segment);
        }
        let total: f64 = s.segments.iter().map(|x| x.share).sum();
        self.require(s.segments.is_empty() || total > 0.0, "segments", "have shares that sum to 0; give one a weight");
        for (i, stage) in s.stages.iter().enumerate() {
            self.stage(i, stage, &s.stages);
        }
        self.teams(s);
        self.money(s);
        for (i, plan) in s.plans.iter().enumerate() {
            self.plan(&format!("plans[{i}]"), plan, s);
        }
        self.deck(&s.deck);
        if let Some(x) = s.target.value {
            self.amount("target.value", x, -limits::MONEY);
        }
        self.number("target.confidence", s.target.confidence, 0.01, 0.99);
        self.levers(s);
        self.inputs(s);
        self.sums(s);
        self.brand(s);
        if let Some(mapping) = &s.mapping {
            let bytes = mapping.to_string().len();
            let fits = mapping.is_object() && bytes <= limits::MAPPING;
            self.require(fits, "mapping", "must be an object of at most 64 kB, as `funnel calibrate` writes it");
        }
    }

    fn groups(&mut self, s: &Scenario) {
        self.ids("groups", s.groups.iter().map(|g| g.id.as_str()));
        for (i, g) in s.groups.iter().enumerate() {
            self.number(format!("groups[{i}].correlation"), g.correlation, 0.0, 1.0);
        }
    }
}

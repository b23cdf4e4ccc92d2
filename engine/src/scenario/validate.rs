//! Every problem of a scenario, each at the place it came from.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

use super::dist::distribution;
use super::{Channel, DealSize, Delay, FORMAT_VERSION, Plan, Scenario, Segment, Stage, Value};

/// Sizes beyond which a scenario is refused, so that no file or link can exhaust the page.
pub mod limits {
    /// Most channels.
    pub const CHANNELS: usize = 40;
    /// Most segments.
    pub const SEGMENTS: usize = 12;
    /// Most stages.
    pub const STAGES: usize = 16;
    /// Most channel × segment pairs.
    pub const CELLS: usize = 160;
    /// Most what-if plans.
    pub const PLANS: usize = 6;
    /// Most changes in one plan, and most groups.
    pub const CHANGES: usize = 64;
    /// Most values in an empirical list.
    pub const LIST: usize = 20_000;
    /// Longest name, in bytes.
    pub const NAME: usize = 120;
    /// Longest note, definition or source, in bytes.
    pub const TEXT: usize = 4_000;
    /// Most weeks in the horizon, and in the run-off.
    pub const WEEKS: u32 = 260;
    /// Largest number anywhere: beyond it sums lose their cents.
    pub const NUMBER: f64 = 1e12;
    /// Most inquiries a week from one channel.
    pub const INQUIRIES: f64 = 1e6;
    /// Most people waiting in one stage at the start.
    pub const OPEN: u32 = 1_000_000;
    /// Largest seed: 2^53 − 1, the largest integer JavaScript can hold.
    pub const SEED: u64 = (1 << 53) - 1;
}

/// Something wrong with a scenario: where, what, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Path in the JSON, such as `channels[1].elasticity`; empty for the scenario as a whole.
    pub path: String,
    /// What is wrong, with what would be right.
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
    /// Everything wrong with this scenario; empty when it can run.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        let mut check = Check { problems: Vec::new() };
        check.scenario(self);
        check.problems
    }
}

/// Collects problems.
struct Check {
    problems: Vec<Problem>,
}

impl Check {
    fn add(&mut self, path: impl Into<String>, message: impl Into<String>) {
        self.problems.push(Problem::new(path, message));
    }

    fn require(&mut self, ok: bool, path: impl Into<String>, message: impl Into<String>) {
        if !ok {
            self.add(path, message);
        }
    }

    /// A finite number within `[low, high]`; comparisons are false for NaN, so NaN is refused too.
    fn number(&mut self, path: impl Into<String>, x: f64, low: f64, high: f64) {
        let high = high.min(limits::NUMBER);
        self.require(x >= low && x <= high, path, format!("is {x}; must be from {low} to {high}"));
    }

    fn count(&mut self, path: &str, n: usize, most: usize) {
        self.require(n <= most, path, format!("has {n} entries; at most {most} are allowed"));
    }

    fn text(&mut self, path: impl Into<String>, text: &str, most: usize) {
        self.require(text.len() <= most, path, format!("is {} bytes long; at most {most} are allowed", text.len()));
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
        self.count("market.season", s.market.season.len(), limits::WEEKS as usize);
        for (i, x) in s.market.season.iter().enumerate().take(limits::WEEKS as usize) {
            self.number(format!("market.season[{i}]"), *x, 0.0, 100.0);
        }
        self.number("market.sigma", s.market.sigma, 0.0, 3.0);
        self.groups(s);
        self.count("channels", s.channels.len(), limits::CHANNELS);
        self.count("segments", s.segments.len(), limits::SEGMENTS);
        self.count("stages", s.stages.len(), limits::STAGES);
        let cells = s.channels.len() * s.segments.len().max(1);
        self.require(
            cells <= limits::CELLS,
            "channels",
            format!("times segments make {cells} pairs; at most {} are allowed", limits::CELLS),
        );
        self.require(!s.channels.is_empty(), "channels", "is empty; at least one channel is needed");
        self.require(!s.stages.is_empty(), "stages", "is empty; at least one stage is needed");
        self.ids("channels", s.channels.iter().map(|c| c.id.as_str()));
        self.ids("segments", s.segments.iter().map(|c| c.id.as_str()));
        self.ids("stages", s.stages.iter().map(|c| c.id.as_str()));
        for (i, c) in s.channels.iter().enumerate().take(limits::CHANNELS) {
            self.channel(&format!("channels[{i}]"), c, s);
        }
        for (i, segment) in s.segments.iter().enumerate().take(limits::SEGMENTS) {
            self.segment(&format!("segments[{i}]"), segment);
        }
        let total: f64 = s.segments.iter().map(|x| x.share).sum();
        self.require(s.segments.is_empty() || total > 0.0, "segments", "have shares that sum to 0; give one a weight");
        for (i, stage) in s.stages.iter().enumerate().take(limits::STAGES) {
            self.stage(i, stage, &s.stages);
        }
        self.money(s);
        self.count("plans", s.plans.len(), limits::PLANS);
        for (i, plan) in s.plans.iter().enumerate().take(limits::PLANS) {
            self.plan(&format!("plans[{i}]"), plan, s);
        }
        self.number("target.value", s.target.value, 0.0, limits::NUMBER);
        self.number("target.confidence", s.target.confidence, 0.01, 0.99);
        self.inputs(s);
    }

    fn groups(&mut self, s: &Scenario) {
        self.count("groups", s.groups.len(), limits::CHANGES);
        self.ids("groups", s.groups.iter().map(|g| g.id.as_str()));
        for (i, g) in s.groups.iter().enumerate() {
            self.number(format!("groups[{i}].correlation"), g.correlation, 0.0, 1.0);
        }
    }

    fn channel(&mut self, at: &str, c: &Channel, s: &Scenario) {
        self.text(format!("{at}.name"), &c.name, limits::NAME);
        self.number(format!("{at}.spend_per_week"), c.spend_per_week, 0.0, limits::NUMBER);
        for (field, spend) in
            [("past_spend_per_week", c.past_spend_per_week), ("reference_spend_per_week", c.reference_spend_per_week)]
        {
            if let Some(x) = spend {
                self.number(format!("{at}.{field}"), x, 0.0, limits::NUMBER);
            }
        }
        self.number(format!("{at}.slope"), c.slope, 0.1, 10.0);
        let touched = |p: &Plan| {
            p.spend.iter().any(|x| x.add_per_week > 0.0 && (x.channels.is_empty() || x.channels.contains(&c.id)))
        };
        let spends = c.spend_per_week > 0.0 || c.past_spend() > 0.0 || s.plans.iter().any(touched);
        self.require(
            !spends || c.reference_spend() > 0.0,
            format!("{at}.reference_spend_per_week"),
            "is needed: a channel without spend today must say at which spend its cost and elasticity hold",
        );
        let known: BTreeSet<&str> = s.segments.iter().map(|x| x.id.as_str()).collect();
        for (id, share) in &c.segment_shares {
            let path = format!("{at}.segment_shares.{id}");
            self.require(known.contains(id.as_str()), &path, format!("there is no segment \"{id}\""));
            self.number(path, *share, 0.0, limits::NUMBER);
        }
        self.require(
            c.segment_shares.is_empty() || c.segment_shares.values().sum::<f64>() > 0.0,
            format!("{at}.segment_shares"),
            "sum to 0; give one segment a weight",
        );
    }

    fn segment(&mut self, at: &str, segment: &Segment) {
        self.text(format!("{at}.name"), &segment.name, limits::NAME);
        self.number(format!("{at}.share"), segment.share, 0.0, limits::NUMBER);
        self.number(format!("{at}.cycle"), segment.cycle, 0.01, 100.0);
        if let Some(deal) = &segment.deal {
            self.deal(&format!("{at}.deal"), deal);
        }
    }

    fn stage(&mut self, i: usize, stage: &Stage, all: &[Stage]) {
        let at = format!("stages[{i}]");
        self.text(format!("{at}.name"), &stage.name, limits::NAME);
        self.text(format!("{at}.definition"), &stage.definition, limits::TEXT);
        self.text(format!("{at}.loss.reason"), &stage.loss.reason, limits::NAME);
        self.number(format!("{at}.cost_per_person"), stage.cost_per_person, 0.0, 1e9);
        self.require(
            stage.open_at_start <= limits::OPEN,
            format!("{at}.open_at_start"),
            format!("is {}; must be at most {}", stage.open_at_start, limits::OPEN),
        );
        self.delay(&format!("{at}.delay"), &stage.delay);
        if let Some(delay) = &stage.loss.delay {
            self.delay(&format!("{at}.loss.delay"), delay);
        }
        if !stage.loss.to.is_empty() {
            let path = format!("{at}.loss.to");
            match all.iter().position(|x| x.id == stage.loss.to) {
                None => self.add(path, format!("there is no stage \"{}\"", stage.loss.to)),
                Some(j) if j <= i => self.add(
                    path,
                    format!("\"{}\" is not a later stage: people would go round in a circle", stage.loss.to),
                ),
                Some(_) => {}
            }
        }
    }

    fn delay(&mut self, at: &str, delay: &Delay) {
        match delay {
            Delay::None => {}
            Delay::Lognormal { median_weeks, p90_weeks } => {
                self.number(format!("{at}.lognormal.median_weeks"), *median_weeks, 0.001, 520.0);
                self.number(format!("{at}.lognormal.p90_weeks"), *p90_weeks, 0.001, 2_600.0);
                self.require(
                    p90_weeks > median_weeks,
                    format!("{at}.lognormal.p90_weeks"),
                    format!("is {p90_weeks}; must be above the median, {median_weeks}"),
                );
            }
            Delay::Empirical { weeks } => self.list(&format!("{at}.empirical.weeks"), weeks, 0.0, 2_600.0),
        }
    }

    fn list(&mut self, at: &str, values: &[f64], low: f64, high: f64) {
        self.require(!values.is_empty(), at, "is empty; at least one value is needed");
        self.count(at, values.len(), limits::LIST);
        for (i, x) in values.iter().enumerate().take(limits::LIST) {
            self.number(format!("{at}[{i}]"), *x, low, high);
        }
    }

    fn deal(&mut self, at: &str, deal: &DealSize) {
        match deal {
            DealSize::Fixed { .. } => {}
            DealSize::Lognormal { sigma, .. } => self.number(format!("{at}.lognormal.sigma"), *sigma, 0.0, 4.0),
            DealSize::Gamma { shape, .. } => self.number(format!("{at}.gamma.shape"), *shape, 0.01, 1e6),
            DealSize::Empirical { values } => {
                self.list(&format!("{at}.empirical.values"), values, 0.0, limits::NUMBER);
            }
        }
    }

    fn money(&mut self, s: &Scenario) {
        let m = &s.money;
        self.deal("money.deal", &m.deal);
        self.number("money.discount_rate", m.discount_rate, 0.0, 10.0);
        for (field, weeks) in [
            ("recognised_over_weeks", m.recognised_over_weeks),
            ("paid_after_weeks", m.paid_after_weeks),
            ("paid_over_weeks", m.paid_over_weeks),
        ] {
            self.require(
                weeks <= limits::WEEKS,
                format!("money.{field}"),
                format!("is {weeks}; must be at most {}", limits::WEEKS),
            );
        }
    }

    fn plan(&mut self, at: &str, plan: &Plan, s: &Scenario) {
        self.text(format!("{at}.name"), &plan.name, limits::NAME);
        self.count(&format!("{at}.spend"), plan.spend.len(), limits::CHANGES);
        self.count(&format!("{at}.rates"), plan.rates.len(), limits::CHANGES);
        for (i, change) in plan.spend.iter().enumerate().take(limits::CHANGES) {
            let at = format!("{at}.spend[{i}]");
            for (j, id) in change.channels.iter().enumerate() {
                self.require(
                    s.channels.iter().any(|c| c.id == *id),
                    format!("{at}.channels[{j}]"),
                    format!("there is no channel \"{id}\""),
                );
            }
            self.number(format!("{at}.scale"), change.scale, 0.0, 1_000.0);
            self.number(format!("{at}.add_per_week"), change.add_per_week, -limits::NUMBER, limits::NUMBER);
            self.require(
                (1..=limits::WEEKS).contains(&change.from_week),
                format!("{at}.from_week"),
                format!("is {}; must be from 1 to {}", change.from_week, limits::WEEKS),
            );
        }
        for (i, change) in plan.rates.iter().enumerate().take(limits::CHANGES) {
            let at = format!("{at}.rates[{i}]");
            self.require(
                s.stages.iter().any(|x| x.id == change.stage),
                format!("{at}.stage"),
                format!("there is no stage \"{}\"", change.stage),
            );
            self.number(format!("{at}.logit"), change.logit, -20.0, 20.0);
        }
    }

    fn inputs(&mut self, s: &Scenario) {
        let groups: BTreeMap<&str, f64> = s.groups.iter().map(|g| (g.id.as_str(), g.correlation)).collect();
        for field in s.inputs() {
            let at = &field.path.json;
            let input = field.input;
            self.text(format!("{at}.source"), &input.source, limits::TEXT);
            self.number(format!("{at}.market"), input.market, -1.0, 1.0);
            self.require(
                input.group.is_empty() || groups.contains_key(input.group.as_str()),
                format!("{at}.group"),
                format!("there is no group \"{}\"", input.group),
            );
            if let Value::Empirical(list) = &input.value {
                self.count(at, list.len(), limits::LIST);
            }
            let before = self.problems.len();
            for (below, x) in input.value.numbers().into_iter().take(limits::LIST) {
                let path = if below.is_empty() { at.clone() } else { format!("{at}.value.{below}") };
                self.number(path, x, -limits::NUMBER, limits::NUMBER);
            }
            if self.problems.len() == before
                && let Err(message) = distribution(&input.value, field.domain)
            {
                self.add(at, message);
            }
        }
    }
}

//! What tables say, each figure with its counts; and what they cannot say.

pub mod arrivals;
mod cells;
pub(crate) mod deals;
mod doubles;
pub mod drift;
pub mod groups;
mod leads;
pub mod pipeline;
pub mod process;
pub mod response;
pub mod retention;
pub mod say;
pub mod segments;
pub mod sizes;
pub mod sums;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::column::date::Day;
use crate::problem::Ledger;
use crate::read::Table;
use crate::shape::{Joined, Mapping, Shape, Source};
use deals::Deals;

/// Probability from which on a level is said to move.
const SURE: f64 = 0.95;

/// Everything that was learned.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Evidence {
    /// The day of the export.
    pub as_of: Option<Day>,
    /// The currency named by amounts and spend, where they name one.
    pub currency: Option<String>,
    /// Rows of leads and deals that were used.
    pub deals: usize,
    /// The stages, from dates.
    pub process: Vec<process::StageEvidence>,
    /// The stages, from sums: used where there are no dates.
    pub passings: Vec<sums::Passing>,
    /// Arrivals a week, all channels together.
    pub arrivals: Option<arrivals::Arrivals>,
    /// The channels.
    pub channels: Vec<groups::ChannelEvidence>,
    /// The segments.
    pub segments: Vec<segments::SegmentEvidence>,
    /// Money spent a week on each channel, where a table gives it.
    pub spend: Vec<(String, f64)>,
    /// How inquiries responded to money, channel by channel.
    pub response: Vec<response::Response>,
    /// What deals are worth.
    pub sizes: Option<sizes::Sizes>,
    /// Who is open today.
    pub pipeline: Vec<pipeline::OpenStage>,
    /// How long customers stay.
    pub retention: Option<retention::Retention>,
    /// Findings about the record itself: where it begins, whether it drifts, which weeks are missing.
    pub notes: Vec<String>,
    /// What the tables cannot say, and what could.
    pub cannot: Vec<Cannot>,
    /// What was wrong in the tables.
    pub ledger: Ledger,
}

/// Something that the tables do not say.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Cannot {
    /// What.
    pub what: Cow<'static, str>,
    /// Why, and what could say it.
    pub because: String,
}

/// Learns from tables, read by a mapping. Tables whose headers the mapping does not know are left out.
#[must_use]
pub fn learn(tables: &[Table], mapping: &Mapping) -> Evidence {
    learn_from(&History::read(tables, mapping))
}

/// The contents of tables once read; as known on an earlier day, there is less of it.
#[derive(Clone, Debug, Default)]
pub struct History {
    pub(crate) deals: Option<Deals>,
    pub(crate) sums: sums::Sums,
    retention: Option<retention::Retention>,
    currencies: Vec<String>,
    ledger: Ledger,
}

impl History {
    /// Reads tables by a mapping.
    #[must_use]
    pub fn read(tables: &[Table], mapping: &Mapping) -> Self {
        let mut ledger = Ledger::default();
        let joined = Joined::by_header(tables);
        let of = |shapes: &[Shape]| -> Vec<(&Source, &Table)> {
            let known = |j: &Joined<'_>| mapping.sources.iter().position(|s| s.columns.keys().eq(&j.headers));
            let mut all = Vec::new();
            for j in &joined {
                let Some(source) = known(j).and_then(|at| mapping.sources.get(at)) else { continue };
                if source.shape.is_some_and(|shape| shapes.contains(&shape)) {
                    all.extend(j.tables.iter().map(|table| (source, *table)));
                }
            }
            all
        };
        for table in tables {
            ledger.absorb(table.ledger.clone());
        }
        let deals = Deals::read(mapping, &of(&[Shape::Deals]), &mut ledger);
        let sums = sums::Sums::read(mapping, &of(&[Shape::Funnel, Shape::Spend]), &mut ledger);
        let retention = retention::learn(mapping, &of(&[Shape::Customers]), &mut ledger);
        ledger.settle();
        let used = mapping.sources.iter().flat_map(|source| source.columns.values());
        let mut currencies: Vec<String> =
            used.map(|column| column.currency.clone()).filter(|currency| !currency.is_empty()).collect();
        currencies.sort();
        currencies.dedup();
        Self { deals, sums, retention, currencies, ledger }
    }

    /// The day of the export; `None` without rows of deals.
    #[must_use]
    pub fn as_of(&self) -> Option<Day> {
        self.deals.as_ref().map(|deals| deals.as_of)
    }

    /// The same as known at the end of a day.
    #[must_use]
    pub fn as_known_on(&self, day: Day) -> Self {
        let deals = self.deals.as_ref().map(|deals| deals.as_known_on(day));
        let deals = deals.filter(|deals| !deals.rows.is_empty());
        Self { deals, ..Self::default() }
    }
}

/// Everything that can be learned from a history.
#[must_use]
pub fn learn_from(history: &History) -> Evidence {
    let mut found = Evidence { ledger: history.ledger.clone(), ..Evidence::default() };
    found.passings = sums::passings(&history.sums);
    found.spend = history.sums.spend_per_week().into_iter().collect();
    found.retention = history.retention.clone();
    found.response = response::learn(&history.sums, history.deals.as_ref());
    match &history.deals {
        Some(deals) => of_deals(deals, &mut found),
        None => {
            found.channels = groups::of_sums(&history.sums);
            spend_by_channel(&mut found);
        }
    }
    if let [currency] = history.currencies.as_slice() {
        found.currency = Some(currency.clone());
    } else if !history.currencies.is_empty() {
        found.notes.push(format!(
            "amounts are in several currencies, {}, and are added as they are",
            history.currencies.join(", ")
        ));
    }
    notes(&mut found);
    found
}

fn of_deals(deals: &Deals, found: &mut Evidence) {
    found.as_of = Some(deals.as_of);
    found.deals = deals.rows.len();
    found.process = process::learn(deals);
    let begins: Vec<Day> = deals.rows.iter().map(|deal| deal.begins).collect();
    let Some(first) = begins.iter().min().copied() else { return };
    let recorded = found.process.first().and_then(|stage| stage.recorded_from);
    let from = recorded.unwrap_or(first);
    let period = say::months(from, deals.as_of);
    found.arrivals = arrivals::Arrivals::count(&begins, from, deals.as_of);
    found.channels = groups::learn(deals, from);
    spend_by_channel(found);
    let segments = segments::Segments::of(deals);
    let (explained, own) = sizes::by_segment(deals, &segments);
    found.sizes = sizes::learn(deals, explained, &period);
    found.segments = segments::learn(deals, &segments, own, &found.process);
    found.pipeline = pipeline::learn(deals, &found.process);
    if let Some((all, led)) = deals.of_leads {
        let count = crate::stats::real;
        let rest = if led < all { "; the others are taken to have come as opportunities" } else { "" };
        found.notes.push(format!(
            "{} of {} deals come from a lead of another table{rest}",
            say::count(count(led)),
            say::count(count(all))
        ));
    }
    if deals.waiting > 0 {
        found.notes.push(format!(
            "{} open rows have not begun yet: they are among those who will come, and are left out",
            say::count(crate::stats::real(deals.waiting))
        ));
    }
}

/// Spend of the channels that a table of spend names.
fn spend_by_channel(found: &mut Evidence) {
    for channel in &mut found.channels {
        let spend = found
            .spend
            .iter()
            .find(|(name, _)| crate::column::label::key(name) == crate::column::label::key(&channel.name));
        channel.spend = spend.map(|(_, money)| *money);
    }
}

/// What the evidence says about the record itself.
fn notes(found: &mut Evidence) {
    for stage in &found.process {
        if let Some(day) = stage.recorded_from {
            found.notes.push(format!(
                "{}: the record begins in the middle. No outcome is dated before {}, though some {:.0} of those who had come by \
                 then would have been decided; who came earlier counts from that day on",
                stage.name,
                day.iso(),
                stage.missing
            ));
        }
        if let Some(drift) = stage.drift.filter(|drift| drift.z.abs() > 3.0) {
            found.notes.push(format!(
                "{}: the later half passes at another rate than the earlier, {} against {} within {} days; the next may again",
                stage.name,
                say::percent(drift.later),
                say::percent(drift.earlier),
                drift.days
            ));
        }
        match stage.method {
            process::Method::Cure => found.notes.push(format!(
                "{}: many are too young to tell what becomes of them; the rate in the end is a fitted one, off by at most {} so far",
                stage.name,
                say::percent(stage.cure.as_ref().map_or(0.0, |cure| cure.misfit))
            )),
            process::Method::Young => found.notes.push(format!(
                "{}: most are too young to tell what becomes of them; the rate is what has come so far, and too low",
                stage.name
            )),
            process::Method::Counted | process::Method::Plateau => {}
        }
    }
    if let Some(arrivals) = &found.arrivals {
        for (day, weeks) in &arrivals.gaps {
            found.notes.push(format!("nobody came for {weeks} weeks from {}: was nothing recorded?", day.iso()));
        }
        if arrivals.is_moving > SURE {
            found.notes.push(format!(
                "how many come moves by some {} from month to month, more than luck explains",
                say::percent(arrivals.moves)
            ));
        }
    }
    if let Some(weeks) = found.arrivals.as_ref().map(|arrivals| arrivals.weeks.len()).filter(|weeks| *weeks < 52) {
        found.cannot.push(Cannot {
            what: "how the season moves how many come".into(),
            because: format!("{weeks} weeks are on record; two years would tell"),
        });
    }
    if found.deals > 0 && found.spend.is_empty() {
        found.cannot.push(Cannot {
            what: "what an inquiry costs, and what more money brings".into(),
            because: "no table says what was spent; spend by week and channel would, if it ever changed".to_owned(),
        });
    }
    for response in &found.response {
        if let Some(why) = &response.cannot {
            let because =
                if response.channel.is_empty() { why.clone() } else { format!("{}: {why}", response.channel) };
            found.cannot.push(Cannot { what: "what more money brings".into(), because });
        }
    }
    if found.sizes.is_none() && found.deals > 0 {
        found
            .cannot
            .push(Cannot { what: "what a deal is worth".into(), because: "no won deal has an amount".to_owned() });
    }
    if found.retention.is_none() {
        found.cannot.push(Cannot {
            what: "how long customers stay".into(),
            because: "no table has customers with the days they began and left".to_owned(),
        });
    }
    found.cannot.push(Cannot { what: "the margin".into(), because: "no table has what delivering costs".to_owned() });
}

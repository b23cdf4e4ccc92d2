//! What tables say, each figure with its counts; and what they cannot say.

pub mod arrivals;
mod cells;
pub(crate) mod deals;
mod doubles;
pub mod drift;
pub mod groups;
pub(crate) mod last_day;
mod leads;
mod notes;
pub mod pipeline;
pub mod process;
pub mod response;
pub mod retention;
pub mod say;
pub mod segments;
pub mod sizes;
mod spend;
pub mod sums;
pub mod times;
mod undated;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::column::date::Day;
use crate::problem::Ledger;
use crate::read::Table;
use crate::shape::{Joined, Mapping, Role, Shape, Source, Use};
use deals::Deals;

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
    /// Columns whose cells could not be read: what each would be, its header, and a cell.
    unread: Vec<(Role, String, String)>,
    /// Spend on what is no channel of the deals.
    adrift: spend::Adrift,
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
        let mut sums = sums::Sums::read(mapping, &of(&[Shape::Funnel, Shape::Spend]), &mut ledger);
        let adrift = deals.as_ref().map(|deals| spend::Adrift::settle(mapping, &mut sums, deals)).unwrap_or_default();
        let others = deals.as_ref().map(|deals| deals.as_of).max(sums.span().map(|(_, last)| last));
        let retention = retention::learn(mapping, &of(&[Shape::Customers]), others, &mut ledger);
        ledger.settle();
        let used = mapping.sources.iter().flat_map(|source| source.columns.values());
        let mut currencies: Vec<String> =
            used.map(|column| column.currency.clone()).filter(|currency| !currency.is_empty()).collect();
        currencies.sort();
        currencies.dedup();
        let could = |(header, used): (&String, &Use)| Some((used.could.clone()?, header.clone(), used.example.clone()));
        let unread = mapping.sources.iter().flat_map(|source| &source.columns).filter_map(could).collect();
        Self { deals, sums, retention, currencies, unread, adrift, ledger }
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
        Some(deals) => of_deals(history, deals, &mut found),
        None => {
            found.channels = groups::of_sums(&history.sums);
            spend::by_channel(history, &mut found);
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
    notes::add(history, &mut found);
    found
}

fn of_deals(history: &History, deals: &Deals, found: &mut Evidence) {
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
    spend::by_channel(history, found);
    let segments = segments::Segments::of(deals);
    let (explained, own) = sizes::by_segment(deals, &segments);
    found.sizes = sizes::learn(deals, explained, &period);
    found.segments = segments::learn(deals, &segments, own, &found.process);
    found.pipeline = pipeline::learn(deals, &found.process);
    if let Some((all, led)) = deals.of_leads {
        let rest = if led < all { "; the others are taken to have come as opportunities" } else { "" };
        let (led, all) = (say::count(crate::stats::real(led)), say::so_many(all, "deal"));
        let come = if all == "1 deal" { "comes" } else { "come" };
        found.notes.push(format!("{led} of {all} {come} from a lead of another table{rest}"));
    }
    if deals.waiting > 0 {
        let (have, are) = if deals.waiting == 1 { ("has", "it is") } else { ("have", "they are") };
        let rows = say::so_many(deals.waiting, "open row");
        found.notes.push(format!("{rows} {have} not begun yet: {are} among those who will come, and left out"));
    }
}

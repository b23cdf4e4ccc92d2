//! Cells: people of one origin and one segment, who behave alike.

use super::about::Origin;
use super::content::relevance;
use super::layers::parts;
use super::places::Places;
use super::rates::RateTable;
use super::streams::{Purpose, key};
use super::theta::InputId;
use super::waits::{WaitLaw, Waits};
use crate::sample::Key;
use crate::scenario::{Channel, DealSize, Scenario, Segment};
use std::sync::Arc;

/// Name, for random streams, of the people already in the pipeline.
const PIPELINE: &str = "pipeline at the start";

/// Name, for random streams, of the people whom customers send.
const REFERRED: &str = "sent by customers";

/// Name, for random streams, of the people who come back from nurture.
const NURTURED: &str = "back from nurture";

/// People of one origin and one segment.
pub(super) struct Cell {
    pub(super) origin: Origin,
    /// Index of the channel they came from; `None` where no channel brought them.
    pub(super) channel: Option<usize>,
    pub(super) segment: usize,
    /// Share of the channel's inquiries, by arm.
    pub(super) shares: Vec<f64>,
    pub(super) inquiries: Key,
    pub(super) more: Key,
    pub(super) fewer: Key,
    pub(super) stages: Vec<CellStage>,
    /// People waiting in each stage at the start.
    pub(super) open: Vec<u32>,
    pub(super) deal: Deal,
    pub(super) deals: [Key; 2],
    pub(super) renew: [Key; 4],
    /// Customers there at the start.
    pub(super) customers: u32,
    /// Index of the pool that takes in its losses.
    pub(super) pool: Option<usize>,
}

/// A stage as one cell sees it.
pub(super) struct CellStage {
    /// Index into the rates.
    pub(super) rate: usize,
    pub(super) pass: [Key; 4],
    pub(super) recycle: [Key; 4],
    pub(super) serve: [Key; 4],
    pub(super) stale: [Key; 4],
    pub(super) nurture: [Key; 4],
    pub(super) passing: Wait,
    pub(super) leaving: Wait,
}

/// A waiting time with its streams.
pub(super) struct Wait {
    pub(super) law: Arc<WaitLaw>,
    pub(super) draws: [Key; 4],
}

/// What one deal is worth.
pub(super) enum Deal {
    Fixed(InputId),
    Lognormal { median: InputId, sigma: f64 },
    Gamma { mean: InputId, shape: f64 },
    Empirical(Vec<f64>),
}

/// Builds all cells, and the rate slots they refer to.
pub(super) fn cells(s: &Scenario, places: &Places<'_>, rates: &mut RateTable, waits: &Waits) -> Vec<Cell> {
    let unnamed = [Segment::default()];
    let segments: &[Segment] = if s.segments.is_empty() { &unnamed } else { &s.segments };
    let mut all = Vec::new();
    for (c, channel) in s.channels.iter().enumerate() {
        for (g, segment) in segments.iter().enumerate() {
            let shares: Vec<f64> = (0..s.arms()).map(|arm| share(s, channel, segments, g, arm)).collect();
            if shares.iter().any(|x| *x > 0.0) {
                let (id, open) = (channel.id.clone(), vec![0; s.stages.len()]);
                let source = Source { id, origin: Origin::Channel, channel: Some(c), shares, open };
                all.push(cell(s, places, rates, waits, source, g, segment));
            }
        }
    }
    let total: f64 = segments.iter().map(|x| x.share).sum();
    let mut left: Vec<(u32, f64)> = s.stages.iter().map(|x| (x.open_at_start, total)).collect();
    let lever = s.levers.customers.as_ref();
    let mut customers = (lever.map_or(0, |x| x.at_start), total);
    for (g, segment) in segments.iter().enumerate() {
        let customers = apportion(&mut customers, segment.share);
        let open: Vec<u32> = left.iter_mut().map(|rest| apportion(rest, segment.share)).collect();
        if customers > 0 || open.iter().any(|n| *n > 0) {
            let (id, shares) = (PIPELINE.to_owned(), vec![0.0; s.arms()]);
            let source = Source { id, origin: Origin::Pipeline, channel: None, shares, open };
            all.push(Cell { customers, ..cell(s, places, rates, waits, source, g, segment) });
        }
    }
    for (g, segment) in segments.iter().enumerate().filter(|_| lever.is_some()) {
        let (id, open) = (REFERRED.to_owned(), vec![0; s.stages.len()]);
        let source = Source { id, origin: Origin::Referral, channel: None, shares: vec![1.0; s.arms()], open };
        all.push(cell(s, places, rates, waits, source, g, segment));
    }
    all
}

/// Adds the cells of those who come back from nurture, one for each segment; gives each one's index and the people in its
/// pool at the start.
///
/// They are not told apart by the channel that brought them first: with a cell beside each cell, most of a run's time
/// went to cells that see somebody once in a quarter.
pub(super) fn nurtured(
    s: &Scenario,
    places: &Places<'_>,
    rates: &mut RateTable,
    waits: &Waits,
    all: &mut Vec<Cell>,
) -> Vec<(usize, u32)> {
    let Some(lever) = &s.levers.nurture else { return Vec::new() };
    let unnamed = [Segment::default()];
    let segments: &[Segment] = if s.segments.is_empty() { &unnamed } else { &s.segments };
    let mut left = (lever.open_at_start, segments.iter().map(|x| x.share).sum());
    let open: Vec<u32> = segments.iter().map(|x| apportion(&mut left, x.share)).collect();
    let mut pools = Vec::with_capacity(segments.len());
    for (g, (segment, open)) in segments.iter().zip(open).enumerate() {
        if open == 0 && all.iter().all(|cell| cell.segment != g) {
            continue;
        }
        let (id, nobody) = (NURTURED.to_owned(), vec![0; s.stages.len()]);
        let shares = vec![0.0; s.arms()];
        let source = Source { id, origin: Origin::Nurture, channel: None, shares, open: nobody };
        let back = cell(s, places, rates, waits, source, g, segment);
        pools.push((all.len(), open));
        all.push(back);
        for cell in all.iter_mut().filter(|cell| cell.segment == g) {
            cell.pool = Some(pools.len() - 1);
        }
    }
    pools
}

/// A segment's share of a channel's inquiries in an arm: its weight there times the plan's focus, over all weights.
fn share(s: &Scenario, channel: &Channel, segments: &[Segment], g: usize, arm: usize) -> f64 {
    let weight = |segment: &Segment| {
        let weight = if channel.segment_shares.is_empty() {
            segment.share
        } else {
            channel.segment_shares.get(&segment.id).copied().unwrap_or(0.0)
        };
        let key = format!("segment/{}/focus", segment.id);
        let focus =
            arm.checked_sub(1).and_then(|plan| s.plans.get(plan)?.settings.iter().rev().find(|c| c.setting == key));
        focus.map_or(weight, |c| weight * c.value)
    };
    let total: f64 = segments.iter().map(weight).sum();
    if total > 0.0 { weight(&segments[g]) / total } else { 0.0 }
}

/// Takes a segment's share of the people left; what rounding leaves goes to the segments after it.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and the people left")]
fn apportion((people, weight): &mut (u32, f64), share: f64) -> u32 {
    let taken = if *weight > 0.0 { (f64::from(*people) * (share / *weight) + 0.5) as u32 } else { 0 };
    let taken = taken.min(*people);
    *people -= taken;
    *weight -= share;
    taken
}

/// Where a cell's people come from.
struct Source {
    /// Names its random streams, with the segment's id.
    id: String,
    origin: Origin,
    channel: Option<usize>,
    shares: Vec<f64>,
    open: Vec<u32>,
}

fn cell(
    s: &Scenario,
    places: &Places<'_>,
    rates: &mut RateTable,
    waits: &Waits,
    source: Source,
    g: usize,
    segment: &Segment,
) -> Cell {
    let shift = |path: String| places.input(&path);
    let segment_shift = (!s.segments.is_empty()).then(|| shift(format!("segments[{g}].rate_shift")));
    let close_shift = source.channel.map(|c| shift(format!("channels[{c}].close_shift")));
    let named = |purpose: Purpose, ids: &[&str]| {
        let ids: Vec<&str> = [source.id.as_str(), segment.id.as_str()].iter().chain(ids).copied().collect();
        key(s.seed, purpose, &ids)
    };
    let mut stages = Vec::with_capacity(s.stages.len());
    for (i, stage) in s.stages.iter().enumerate() {
        let closes = i + 1 == s.stages.len();
        let shifts = [segment_shift, close_shift.filter(|_| closes)];
        let [passing, leaving] = waits.of(g, i);
        let wait = |law: &Arc<WaitLaw>, purpose| Wait { law: law.clone(), draws: parts(named(purpose, &[&stage.id])) };
        let captures = s.levers.content.as_ref().is_some_and(|x| x.stage == stage.id);
        let relevance = if captures { relevance(s, segment) } else { 1.0 };
        stages.push(CellStage {
            rate: rates.slot(places, i, places.input(&format!("stages[{i}].rate")), shifts, relevance),
            pass: parts(named(Purpose::Pass, &[&stage.id])),
            recycle: parts(named(Purpose::Recycle, &[&stage.id])),
            serve: parts(named(Purpose::Serve, &[&stage.id])),
            stale: parts(named(Purpose::Stale, &[&stage.id])),
            nurture: parts(named(Purpose::Nurture, &[&stage.id])),
            passing: wait(passing, Purpose::PassDelay),
            leaving: wait(leaving, Purpose::LossDelay),
        });
    }
    let (size, at) = match &segment.deal {
        Some(size) => (size, format!("segments[{g}].deal")),
        None => (&s.money.deal, "money.deal".to_owned()),
    };
    let deals = named(Purpose::Deal, &[]);
    Cell {
        origin: source.origin,
        channel: source.channel,
        segment: g,
        shares: source.shares,
        inquiries: named(Purpose::Inquiries, &[]),
        more: named(Purpose::MoreInquiries, &[]),
        fewer: named(Purpose::FewerInquiries, &[]),
        stages,
        pool: None,
        open: source.open,
        deal: Deal::new(size, &at, places),
        deals: [deals.with(0), deals.with(1)],
        renew: parts(named(Purpose::Renew, &[])),
        customers: 0,
    }
}

impl Deal {
    fn new(size: &DealSize, at: &str, places: &Places<'_>) -> Self {
        match size {
            DealSize::Fixed { .. } => Self::Fixed(places.input(&format!("{at}.fixed.value"))),
            DealSize::Lognormal { sigma, .. } => {
                Self::Lognormal { median: places.input(&format!("{at}.lognormal.median")), sigma: *sigma }
            }
            DealSize::Gamma { shape, .. } => {
                Self::Gamma { mean: places.input(&format!("{at}.gamma.mean")), shape: *shape }
            }
            DealSize::Empirical { values } => Self::Empirical(values.clone()),
        }
    }
}

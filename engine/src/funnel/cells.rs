//! Cells: people of one origin and one segment, who behave alike.

use super::channel::brings_today;
use super::rates::RateTable;
use crate::inputs::lookup::Lookup;
use crate::inputs::theta::InputId;
use crate::inputs::waits::{WaitLaw, Waits};
use crate::people::arrivals::Arrivals;
use crate::people::index::StageIx;
use crate::people::origin::Origin;
use crate::people::split::parts;
use crate::people::streams::{Purpose, key};
use crate::sample::Key;
use crate::scenario::{Channel, DealSize, Scenario, Segment, Setting, Stage};
use std::sync::Arc;

/// Name, in random streams, of the people already in the pipeline.
const PIPELINE: &str = "pipeline at the start";

/// Name, in random streams, of the people whom customers send.
const REFERRED: &str = "sent by customers";

/// Name, in random streams, of the people who come back from nurture.
const NURTURED: &str = "back from nurture";

/// People of one origin and one segment.
pub(crate) struct Cell {
    pub(crate) origin: Origin,
    /// Index of the channel they came from; `None` where no channel brought them.
    pub(crate) channel: Option<usize>,
    pub(crate) segment: usize,
    /// Whether a channel brings such people under today's plan.
    pub(crate) there_today: bool,
    pub(crate) arrivals: Arrivals,
    pub(crate) stages: Vec<CellStage>,
    /// People waiting in each stage at the start.
    pub(crate) open: Vec<u32>,
    /// People there at the start who are in no stage: customers, or people in nurture who would come back into this
    /// cell.
    pub(crate) at_start: u32,
    pub(crate) deal: Deal,
    pub(crate) deals: [Key; 2],
    /// What names its random streams, together with the scenario's seed.
    name: (u64, [String; 2]),
}

impl Cell {
    /// A stream of the cell, or of the cell at a stage.
    pub(crate) fn stream(&self, purpose: Purpose, stage: Option<&str>) -> Key {
        let (seed, [source, segment]) = &self.name;
        match stage {
            None => key(*seed, purpose, &[source, segment]),
            Some(stage) => key(*seed, purpose, &[source, segment, stage]),
        }
    }
}

/// A stage as one cell sees it.
pub(crate) struct CellStage {
    /// Index into the rates.
    pub(crate) rate: usize,
    pub(crate) pass: [Key; 4],
    pub(crate) recycle: [Key; 4],
    pub(crate) passing: Wait,
    pub(crate) leaving: Wait,
}

/// A waiting time with its streams.
pub(crate) struct Wait {
    pub(crate) law: Arc<WaitLaw>,
    pub(crate) draws: [Key; 4],
}

/// What one deal is worth.
pub(crate) enum Deal {
    Fixed(InputId),
    Lognormal { median: InputId, sigma: f64 },
    Gamma { mean: InputId, shape: f64 },
    Empirical(Vec<f64>),
}

/// What cells are built with.
pub(crate) struct Builder<'a> {
    pub(crate) scenario: &'a Scenario,
    pub(crate) lookup: &'a Lookup<'a>,
    pub(crate) waits: &'a Waits,
    /// How strongly levers that depend on the segment move a stage for it.
    pub(crate) relevance: &'a dyn Fn(&Stage, &Segment) -> f64,
}

/// Builds all cells, and the rate slots they refer to: those of channels, of the opening pipeline, of referrals and of
/// nurture.
pub(crate) fn cells(build: &Builder<'_>, rates: &mut RateTable) -> Vec<Cell> {
    let s = build.scenario;
    let unnamed = [Segment::default()];
    let segments: &[Segment] = if s.segments.is_empty() { &unnamed } else { &s.segments };
    let nobody = || vec![0; s.stages.len()];
    let mut all = Vec::new();
    for (c, channel) in s.channels.iter().enumerate() {
        for (g, segment) in segments.iter().enumerate() {
            let shares: Vec<f64> = (0..s.arms()).map(|arm| share(s, channel, segments, g, arm)).collect();
            if shares.iter().any(|x| *x > 0.0) {
                let id = channel.id.clone();
                let source = Source { id, origin: Origin::Channel, channel: Some(c), shares, open: nobody() };
                all.push(build.cell(rates, source, g, segment));
            }
        }
    }
    let total: f64 = segments.iter().map(|x| x.share).sum();
    let mut left: Vec<(u32, f64)> = s.stages.iter().map(|x| (x.open_at_start, total)).collect();
    let lever = s.levers.customers.as_ref();
    let mut customers = (lever.map_or(0, |x| x.at_start), total);
    for (g, segment) in segments.iter().enumerate() {
        let at_start = apportion(&mut customers, segment.share);
        let open: Vec<u32> = left.iter_mut().map(|rest| apportion(rest, segment.share)).collect();
        if at_start > 0 || open.iter().any(|n| *n > 0) {
            let source = Source::without_channel(PIPELINE, Origin::Pipeline, vec![0.0; s.arms()], open);
            all.push(Cell { at_start, ..build.cell(rates, source, g, segment) });
        }
    }
    for (g, segment) in segments.iter().enumerate().filter(|_| lever.is_some()) {
        let source = Source::without_channel(REFERRED, Origin::Referral, vec![1.0; s.arms()], nobody());
        all.push(build.cell(rates, source, g, segment));
    }
    // People who come back from nurture are not kept apart by the channel that first brought them: with a second cell
    // for every cell, most of a run's time went to cells that see somebody once a quarter.
    if let Some(lever) = &s.levers.nurture {
        let mut left = (lever.open_at_start, total);
        for (g, segment) in segments.iter().enumerate() {
            let at_start = apportion(&mut left, segment.share);
            if at_start > 0 || all.iter().any(|cell: &Cell| cell.segment == g) {
                let source = Source::without_channel(NURTURED, Origin::Nurture, vec![0.0; s.arms()], nobody());
                all.push(Cell { at_start, ..build.cell(rates, source, g, segment) });
            }
        }
    }
    all
}

/// A segment's share of a channel's inquiries in an arm: its weight there times the plan's focus, over all weights.
fn share(s: &Scenario, channel: &Channel, segments: &[Segment], g: usize, arm: usize) -> f64 {
    let weight = |segment: &Segment| {
        let weight = if channel.segment_shares.is_empty() {
            segment.share
        } else {
            channel.segment_shares.get(&segment.id).copied().unwrap_or(0.0)
        };
        let key = Setting::focus(&segment.id);
        let focus =
            arm.checked_sub(1).and_then(|plan| s.plans.get(plan)?.settings.iter().rev().find(|c| c.setting == key));
        focus.map_or(weight, |c| weight * c.value)
    };
    let total: f64 = segments.iter().map(weight).sum();
    if total > 0.0 { weight(&segments[g]) / total } else { 0.0 }
}

/// Takes a segment's share of the people left; the rounding error falls to the segments after it.
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
    /// Names its random streams, together with the segment's id.
    id: String,
    origin: Origin,
    channel: Option<usize>,
    shares: Vec<f64>,
    open: Vec<u32>,
}

impl Source {
    fn without_channel(id: &str, origin: Origin, shares: Vec<f64>, open: Vec<u32>) -> Self {
        Self { id: id.to_owned(), origin, channel: None, shares, open }
    }
}

impl Builder<'_> {
    fn cell(&self, rates: &mut RateTable, source: Source, g: usize, segment: &Segment) -> Cell {
        let Self { scenario: s, lookup, waits, relevance } = self;
        let shift = |path: String| lookup.input(&path);
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
            let wait =
                |law: &Arc<WaitLaw>, purpose| Wait { law: law.clone(), draws: parts(named(purpose, &[&stage.id])) };
            let base = lookup.input(&format!("stages[{i}].rate"));
            stages.push(CellStage {
                rate: rates.slot(lookup, StageIx(i), base, shifts, relevance(stage, segment)),
                pass: parts(named(Purpose::Pass, &[&stage.id])),
                recycle: parts(named(Purpose::Recycle, &[&stage.id])),
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
            there_today: source.channel.is_some_and(|c| brings_today(s, c, lookup)),
            arrivals: Arrivals {
                shares: source.shares,
                today: named(Purpose::Inquiries, &[]),
                more: named(Purpose::MoreInquiries, &[]),
                fewer: named(Purpose::FewerInquiries, &[]),
            },
            stages,
            open: source.open,
            at_start: 0,
            deal: Deal::new(size, &at, lookup),
            deals: [deals.with(0), deals.with(1)],
            name: (s.seed, [source.id, segment.id.clone()]),
        }
    }
}

impl Deal {
    fn new(size: &DealSize, at: &str, lookup: &Lookup<'_>) -> Self {
        match size {
            DealSize::Fixed { .. } => Self::Fixed(lookup.input(&format!("{at}.fixed.value"))),
            DealSize::Lognormal { sigma, .. } => {
                Self::Lognormal { median: lookup.input(&format!("{at}.lognormal.median")), sigma: *sigma }
            }
            DealSize::Gamma { shape, .. } => {
                Self::Gamma { mean: lookup.input(&format!("{at}.gamma.mean")), shape: *shape }
            }
            DealSize::Empirical { values } => Self::Empirical(values.clone()),
        }
    }
}

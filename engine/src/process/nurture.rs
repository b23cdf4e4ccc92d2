//! The pool of those who are not ready yet: week by week some become ready, some drop out, the rest stays.
//!
//! Both chances are the same every week, however long somebody has been in the pool, so two binomial splits a week are
//! exact. Each segment has one pool; whoever comes back enters a cell of its own ([`Origin::Nurture`]) and may fall into
//! the same pool again.
//!
//! [`Origin::Nurture`]: super::about::Origin::Nurture
//!
//! Long because a lever is one file: what is prepared, its state, and what it does each week.

use super::block::{Block, CellState, Scratch};
use super::cells::Cell;
use super::content::{Content, relevance};
use super::effects::shifted;
use super::layers::{Draws, Lanes, Layers, empty, parts, people, split};
use super::model::Model;
use super::money::cents;
use super::outcome::Outcome;
use super::places::Places;
use super::staff::by_arm;
use super::streams::{Purpose, key};
use super::theta::{InputId, Theta};
use super::week::{Kind, add, is_empty, record};
use super::{LANES, Lane};
use crate::sample::Key;
use crate::sample::binomial::Rate;
use crate::scenario::{Feed, Nurture, Scenario, limits};

/// The nurture lever made ready.
pub(super) struct NurtureModel {
    /// `[stage][arm]`: share of the stage's losses taken in.
    feeds: Vec<Option<Vec<f64>>>,
    returns_to: usize,
    effect: InputId,
    ready: InputId,
    drop_out: InputId,
    dark_factor: InputId,
    /// Quality by arm, less today's.
    better: Vec<f64>,
    /// Money a week, by arm.
    pub(super) cost: Vec<f64>,
    /// `[arm][week]`: whether no channel has any spend, though there is some today.
    dark: Vec<Vec<bool>>,
    pub(super) pools: Vec<Pool>,
    /// How much content moves each set of chances; one set where there is none.
    sets: Vec<f64>,
}

/// One pool.
pub(super) struct Pool {
    /// Index of the cell that those who come back enter.
    pub(super) cell: usize,
    /// Which of the sets of chances holds here.
    set: usize,
    open: u32,
    ready: [Key; 4],
    drop_out: [Key; 4],
}

impl NurtureModel {
    /// Whether anybody is ever nurtured, in any arm.
    pub(super) fn acts(s: &Scenario) -> bool {
        s.levers.nurture.as_ref().is_some_and(|lever| (0..s.arms()).any(|arm| takes_in(s, lever, arm)))
    }

    /// The lever, where it is used.
    pub(super) fn new(
        s: &Scenario,
        places: &Places<'_>,
        pools: &[(usize, u32)],
        cells: &[Cell],
        spend: &[Vec<f64>],
    ) -> Option<Self> {
        let lever = s.levers.nurture.as_ref()?;
        let feed = |stage: &crate::scenario::Stage| {
            let feed = lever.feeds.iter().find(|feed| feed.stage == stage.id)?;
            Some(by_arm(s, &format!("nurture/{}/share", stage.id), feed.share))
        };
        let quality = by_arm(s, "nurture/quality", lever.quality);
        let mut sets: Vec<f64> = Vec::new();
        let mut set = |segment: usize| {
            let weight = s.segments.get(segment).map_or(1.0, |x| relevance(s, x));
            sets.iter().position(|x| *x == weight).unwrap_or_else(|| {
                sets.push(weight);
                sets.len() - 1
            })
        };
        let mut pool = |(cell, open): &(usize, u32)| {
            let at: &Cell = &cells[*cell];
            let segment = s.segments.get(at.segment).map_or("", |x| x.id.as_str());
            let stream = |purpose| parts(key(s.seed, purpose, &[segment]));
            let (ready, drop_out) = (stream(Purpose::Ready), stream(Purpose::DropOut));
            Pool { cell: *cell, set: set(at.segment), open: *open, ready, drop_out }
        };
        let horizon = s.frame.horizon_weeks as usize;
        let spends = s.spend_per_week() > 0.0;
        let dark = |weeks: &Vec<f64>| weeks.iter().take(horizon).map(|x| spends && *x == 0.0).collect();
        let input = |field: &str| places.input(&format!("levers.nurture.{field}"));
        let pools = pools.iter().map(&mut pool).collect();
        Some(Self {
            feeds: s.stages.iter().map(feed).collect(),
            returns_to: places.stage(&lever.returns_to),
            effect: input("effect"),
            ready: input("ready_per_week"),
            drop_out: input("drop_out_per_week"),
            dark_factor: input("dark_factor"),
            better: quality.iter().map(|q| q - quality[0]).collect(),
            cost: (quality.iter().enumerate())
                .map(|(arm, q)| if takes_in(s, lever, arm) { q * lever.cost_per_week.unwrap_or(0.0) } else { 0.0 })
                .collect(),
            dark: spend.iter().map(dark).collect(),
            pools,
            sets,
        })
    }
}

/// Whether the programme has anybody in an arm: those there at the start, or some of a stage's losses. One that has nobody
/// costs nothing.
fn takes_in(s: &Scenario, lever: &Nurture, arm: usize) -> bool {
    let feeds = |feed: &Feed| by_arm(s, &format!("nurture/{}/share", feed.stage), feed.share)[arm] > 0.0;
    lever.open_at_start > 0 || lever.feeds.iter().any(feeds)
}

/// The pools in one block.
pub(super) struct Pools {
    pub(super) people: Vec<Layers>,
    /// `[stage][arm]`: share of the losses taken in.
    feeds: Vec<Option<Vec<Lane<Rate>>>>,
    chances: Vec<Chances>,
    /// `[arm]`: people in all pools when the horizon ends.
    at_end: Vec<Lane<u32>>,
}

/// The chances of a week: one set for all pools that content moves alike.
struct Chances {
    /// `[arm]`: to become ready, and to drop out for those who do not, usually and in a dark week.
    ready: Vec<Lane<Rate>>,
    drop_out: [Vec<Lane<Rate>>; 2],
    /// `[arm]`: what content adds; not a number when the chances are not this block's.
    shift: Lanes,
}

impl Pools {
    pub(super) fn new(model: &Model) -> Self {
        let arms = model.arms();
        let lever = model.nurture.as_ref();
        let feed = |by_arm: &Vec<f64>| by_arm.iter().map(|r| [Rate::new(*r); LANES]).collect();
        let rates = || vec![[Rate::new(0.0); LANES]; arms];
        let shift = || vec![[f64::NAN; LANES]; arms];
        let set = |_: &f64| Chances { ready: rates(), drop_out: [rates(), rates()], shift: shift() };
        Self {
            people: lever.map_or_else(Vec::new, |x| x.pools.iter().map(|_| empty(arms)).collect()),
            feeds: lever.map_or_else(Vec::new, |x| x.feeds.iter().map(|f| f.as_ref().map(feed)).collect()),
            chances: lever.map_or_else(Vec::new, |x| x.sets.iter().map(set).collect()),
            at_end: vec![[0; LANES]; arms],
        }
    }

    /// Begins a block: who is there.
    pub(super) fn start(&mut self, model: &Model, out: &mut Outcome) {
        let Some(lever) = &model.nurture else { return };
        for (i, (pool, people)) in lever.pools.iter().zip(&mut self.people).enumerate() {
            for (layer, lanes) in people.iter_mut().enumerate() {
                // Whoever is there at the start is there in all arms: today's and kept, never extra.
                lanes.fill(if layer > 0 && layer % 2 == 0 { 0 } else { pool.open });
            }
            for arm in &mut out.pools {
                arm[i].entered = u64::from(pool.open) * out.lanes as u64;
            }
        }
        for lanes in self.chances.iter_mut().flat_map(|set| &mut set.shift) {
            lanes.fill(f64::NAN);
        }
    }

    /// This week's chances: the programme's, and what content adds.
    fn week(&mut self, model: &Model, lever: &NurtureModel, theta: &Theta, content: &Content) {
        for (chances, relevance) in self.chances.iter_mut().zip(&lever.sets) {
            for arm in 0..model.arms() {
                for lane in 0..LANES {
                    let shift = content.shift.get(arm).map_or(0.0, |lanes| lanes[lane] * relevance);
                    if shift != chances.shift[arm][lane] {
                        chances.shift[arm][lane] = shift;
                        chances.set(lever, theta, arm, lane, shift);
                    }
                }
            }
        }
    }
}

impl Chances {
    /// Sets the chances of an arm and lane, the share of those who become ready shifted by so much beside the programme.
    fn set(&mut self, lever: &NurtureModel, theta: &Theta, arm: usize, lane: usize, shift: f64) {
        let value = |id: InputId| theta.values[id][lane];
        let (mut ready, mut drop_out) = (value(lever.ready), value(lever.drop_out));
        let shift = shift + if lever.better[arm] == 0.0 { 0.0 } else { value(lever.effect) * lever.better[arm] };
        if shift != 0.0 && ready + drop_out > 0.0 {
            let pace = ready + drop_out;
            ready = pace * shifted(ready / pace, shift);
            drop_out = pace - ready;
        }
        // Of those who do not become ready; more than all of them cannot drop out.
        let rest = |o: f64| Rate::new(if ready < 1.0 { o / (1.0 - ready) } else { 0.0 });
        self.ready[arm][lane] = Rate::new(ready);
        self.drop_out[0][arm][lane] = rest(drop_out);
        self.drop_out[1][arm][lane] = rest(drop_out * value(lever.dark_factor));
    }
}

/// Lets people leave the pools; whoever is ready joins this week's inflow.
pub(super) fn week(model: &Model, block: &mut Block, t: usize) {
    let Some(lever) = &model.nurture else { return };
    let Block { pools, cells, lanes, scratch, outcome, theta, content, .. } = block;
    pools.week(model, lever, theta, content);
    let Pools { people: all, chances, .. } = pools;
    let Scratch { again, gone, pass, .. } = scratch;
    let arms = model.arms();
    for (i, pool) in lever.pools.iter().enumerate() {
        if is_empty(&all[i]) {
            continue;
        }
        let Chances { ready, drop_out, .. } = &chances[pool.set];
        let draws = |stream| Draws { stream, lanes, week: t as u64 };
        let at = |arm: usize| usize::from(lever.dark[arm].get(t).copied().unwrap_or(false));
        let mut plans = [const { None }; limits::PLANS];
        for (k, slot) in plans.iter_mut().enumerate().take(arms - 1) {
            *slot = Some(&ready[k + 1]);
        }
        split(&all[i], &ready[0], &plans[..arms - 1], draws(&pool.ready), again, pass);
        for (k, slot) in plans.iter_mut().enumerate().take(arms - 1) {
            *slot = Some(&drop_out[at(k + 1)][k + 1]);
        }
        split(pass, &drop_out[at(0)][0], &plans[..arms - 1], draws(&pool.drop_out), gone, &mut all[i]);
        let back: &mut CellState = &mut cells[pool.cell];
        add(&mut back.stages[lever.returns_to].inflow, again);
        if t < model.horizon {
            for (arm, flows) in outcome.pools.iter_mut().enumerate() {
                let total =
                    |who: &Layers| (0..outcome.lanes).map(|lane| u64::from(people(who, arm, lane))).sum::<u64>();
                flows[i].ready += total(again);
                flows[i].dropped += total(gone);
            }
        }
    }
}

/// What becomes of those who leave a stage without being taken in by a later one: some go to nurture, the rest is lost.
///
/// `kind` says how those are lost who are. Whoever goes to nurture becomes ready next week at the earliest.
#[expect(clippy::too_many_arguments, reason = "the places that lose people hold these apart already")]
pub(super) fn lose(
    model: &Model,
    pools: &mut Pools,
    (index, s, t): (usize, usize, usize),
    who: &[Lane<u32>],
    draws: Draws<'_>,
    [taken, lost]: [&mut Layers; 2],
    out: &mut Outcome,
    kind: Kind,
) {
    let cell = &model.cells[index];
    let (Some(pool), Some(Some(rates))) = (cell.pool, pools.feeds.get(s)) else {
        record(model, out, index, s, t, who, kind);
        return;
    };
    if is_empty(who) {
        return;
    }
    let mut plans = [const { None }; limits::PLANS];
    for (slot, rate) in plans.iter_mut().zip(&rates[1..]) {
        *slot = Some(rate);
    }
    let draws = Draws { stream: &cell.stages[s].nurture, ..draws };
    split(who, &rates[0], &plans[..model.arms() - 1], draws, taken, lost);
    record(model, out, index, s, t, taken, Kind::Nurtured);
    record(model, out, index, s, t, lost, kind);
    add(&mut pools.people[pool], taken);
    if t < model.horizon {
        for (arm, flows) in out.pools.iter_mut().enumerate() {
            flows[pool].entered += (0..out.lanes).map(|lane| u64::from(people(taken, arm, lane))).sum::<u64>();
        }
    }
}

/// Ends the week: what the programme costs. After the horizon it costs in proportion to the people still in it.
pub(super) fn end(model: &Model, block: &mut Block, t: usize) {
    let Some(lever) = &model.nurture else { return };
    if lever.cost.iter().all(|cost| *cost == 0.0) {
        return;
    }
    super::teams::total(block.pools.people.iter().map(Vec::as_slice), &mut block.people);
    if t + 1 == model.horizon {
        for (end, now) in block.pools.at_end.iter_mut().zip(&block.people) {
            *end = *now;
        }
    }
    for (arm, cost) in lever.cost.iter().enumerate() {
        for lane in 0..LANES {
            let share = if t < model.horizon {
                1.0
            } else {
                let (now, then) = (block.people[arm][lane], block.pools.at_end[arm][lane]);
                f64::from(now) / f64::from(then.max(1))
            };
            let row = &mut block.outcome.cost[arm][t][lane];
            *row = row.saturating_add(cents(cost * share));
        }
    }
}

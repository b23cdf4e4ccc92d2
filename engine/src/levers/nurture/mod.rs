//! The pool of those who are not ready yet: each week some become ready, some drop out, and the rest stay.
//!
//! Both chances are the same every week, however long someone has been in the pool, so two binomial splits a week are
//! exact. Each segment has one pool. Those who come back enter a cell of their own ([`Origin::Nurture`]), and may fall
//! into the same pool again.

mod chances;

use super::content::relevance;
use super::lever::{Lever, Prepare, Start, Week};
use crate::funnel::cells::Cell;
use crate::funnel::effects::Effects;
use crate::funnel::state::Scratch;
use crate::inputs::settings::by_arm;
use crate::ledger::costs::Allotted;
use crate::ledger::left::Left;
use crate::ledger::money::cents;
use crate::ledger::outcome::Outcome;
use crate::people::batch::{BATCH, Batch};
use crate::people::index::{ArmIx, CellIx, Place, StageIx, WeekIx};
use crate::people::layers::{Layers, add, count, empty, in_all_arms, is_empty, total};
use crate::people::origin::Origin;
use crate::people::split::{ArmRates, Draws, parts, split};
use crate::people::streams::{Purpose, key};
use crate::sample::Key;
use crate::sample::binomial::Rate;
use crate::scenario::{self, Feed, Scenario};
use chances::{Chances, Programme};

/// The nurture lever, prepared for a run.
pub(crate) struct Nurture {
    /// Weeks in which results count.
    horizon: usize,
    /// `[stage][arm]`: share of the stage's losses that is taken in.
    feeds: Vec<Option<Vec<f64>>>,
    returns_to: StageIx,
    programme: Programme,
    /// Money a week, by arm.
    cost: Vec<f64>,
    /// `[arm][week]`: whether no channel spends anything, although some does today.
    dark: Vec<Vec<bool>>,
    pub(crate) pools: Vec<Pool>,
    /// Index of the pool that takes in a cell's losses, by cell.
    pub(crate) pool_of: Vec<Option<usize>>,
    /// `[cell][stage]`: draws of who of the lost is taken in.
    streams: Vec<Vec<[Key; 4]>>,
    /// How strongly content moves each set of chances; a single set where there is no content.
    sets: Vec<f64>,
}

/// One pool.
pub(crate) struct Pool {
    /// The cell entered by those who come back.
    cell: CellIx,
    /// Which set of chances applies to this pool.
    set: usize,
    open: u32,
    ready: [Key; 4],
    drop_out: [Key; 4],
}

/// The pools in one batch.
pub(crate) struct Pools {
    pub(crate) people: Vec<Layers>,
    /// `[stage][arm]`: share of the losses that is taken in.
    feeds: Vec<Option<Vec<Batch<Rate>>>>,
    chances: Vec<Chances>,
    /// `[arm]`: people in all pools now, and when the horizon ended.
    now: Vec<Batch<u32>>,
    at_end: Vec<Batch<u32>>,
}

impl Lever for Nurture {
    type State = Pools;

    /// Whether anybody is ever nurtured, in any arm.
    fn outlasts(s: &Scenario) -> bool {
        s.levers.nurture.as_ref().is_some_and(|lever| (0..s.arms()).any(|arm| takes_in(s, lever, arm)))
    }

    fn prepare(at: &Prepare<'_>, _: &mut Effects<'_>) -> Option<Self> {
        let s = at.scenario;
        let lever = s.levers.nurture.as_ref()?;
        let feed = |stage: &scenario::Stage| {
            let feed = lever.feeds.iter().find(|feed| feed.stage == stage.id)?;
            Some(by_arm(s, &format!("nurture/{}/share", stage.id), feed.share))
        };
        let quality = by_arm(s, "nurture/quality", lever.quality);
        let horizon = s.frame.horizon_weeks as usize;
        let spends = s.spend_per_week() > 0.0;
        let dark = |weeks: &Vec<f64>| weeks.iter().take(horizon).map(|x| spends && *x == 0.0).collect();
        let input = |field: &str| at.input(&format!("nurture.{field}"));
        let (pools, sets) = pools(s, at.cells);
        let segment_of = |pool: &Pool| at.cells[pool.cell].segment;
        let stream = |cell: &Cell| {
            s.stages.iter().map(|x| parts(cell.stream(Purpose::Nurture, Some(&x.id)))).collect::<Vec<_>>()
        };
        Some(Self {
            horizon,
            feeds: s.stages.iter().map(feed).collect(),
            returns_to: at.lookup.stage(&lever.returns_to),
            programme: Programme {
                effect: input("effect"),
                ready: input("ready_per_week"),
                drop_out: input("drop_out_per_week"),
                dark_factor: input("dark_factor"),
                better: quality.iter().map(|q| q - quality[0]).collect(),
            },
            cost: (quality.iter().enumerate())
                .map(|(arm, q)| if takes_in(s, lever, arm) { q * lever.cost_per_week.unwrap_or(0.0) } else { 0.0 })
                .collect(),
            dark: at.spend_by_week.iter().map(dark).collect(),
            pool_of: (at.cells.iter())
                .map(|cell| pools.iter().position(|pool| segment_of(pool) == cell.segment))
                .collect(),
            streams: at.cells.iter().map(stream).collect(),
            pools,
            sets,
        })
    }

    fn costs(&self, arm: ArmIx) -> Vec<(Allotted, f64)> {
        vec![(Allotted::Nurtured, self.cost[arm])]
    }

    fn state(&self, arms: usize) -> Pools {
        let feed = |by_arm: &Vec<f64>| by_arm.iter().map(|r| [Rate::new(*r); BATCH]).collect();
        Pools {
            people: self.pools.iter().map(|_| empty(arms)).collect(),
            feeds: self.feeds.iter().map(|f| f.as_ref().map(feed)).collect(),
            chances: self.sets.iter().map(|relevance| Chances::new(*relevance, arms)).collect(),
            now: vec![[0; BATCH]; arms],
            at_end: vec![[0; BATCH]; arms],
        }
    }

    /// Fills the pools with those there at the start.
    fn start(&self, state: &mut Pools, start: &mut Start<'_>) {
        for (i, (pool, people)) in self.pools.iter().zip(&mut state.people).enumerate() {
            in_all_arms(people, pool.open);
            let lanes = start.ledger.lanes;
            people.iter_mut().for_each(|layer| layer[lanes..].fill(0));
            for arm in &mut start.ledger.pools {
                arm[i].entered = u64::from(pool.open) * lanes as u64;
            }
        }
        state.chances.iter_mut().for_each(Chances::start);
    }

    fn left(&self, state: &Pools, arm: ArmIx, lanes: usize, into: &mut Left) {
        into.in_nurture += state.people.iter().map(|layers| count(layers, arm.0, lanes)).sum::<u64>();
    }

    /// Lets people leave the pools; those who are ready join this week's inflow.
    fn begin(&self, state: &mut Pools, week: &mut Week<'_>) {
        for chances in &mut state.chances {
            chances.week(&self.programme, week.theta, &week.signals.content);
        }
        let within = week.within();
        let Week { week: WeekIx(t), people: cells, keys, scratch, ledger, .. } = week;
        let Pools { people: all, chances, .. } = state;
        let Scratch { again, gone, pass, .. } = &mut **scratch;
        for (i, (pool, here)) in self.pools.iter().zip(all).enumerate() {
            if is_empty(here) {
                continue;
            }
            let Chances { ready, drop_out, .. } = &chances[pool.set];
            let draws = |stream| Draws { stream, keys, week: *t as u64 };
            let at = |arm: usize| usize::from(self.dark[arm].get(*t).copied().unwrap_or(false));
            split(here, &ArmRates::by_arm(ready), draws(&pool.ready), again, pass);
            let plans = (1..ready.len()).map(|arm| Some(&drop_out[at(arm)][arm]));
            let drops = ArmRates::new(&drop_out[at(0)][0], plans);
            split(pass, &drops, draws(&pool.drop_out), gone, here);
            add(&mut cells[pool.cell].stages[self.returns_to].inflow, again);
            if within {
                let lanes = ledger.lanes;
                for (arm, flows) in ledger.pools.iter_mut().enumerate() {
                    flows[i].ready += count(again, arm, lanes);
                    flows[i].dropped += count(gone, arm, lanes);
                }
            }
        }
    }

    /// What the programme costs. After the horizon it costs in proportion to the people still in it.
    fn end(&self, state: &mut Pools, week: &mut Week<'_>) {
        if self.cost.iter().all(|cost| *cost == 0.0) {
            return;
        }
        total(state.people.iter().map(Vec::as_slice), &mut state.now);
        if week.week.0 + 1 == self.horizon {
            state.at_end.copy_from_slice(&state.now);
        }
        for (arm, cost) in self.cost.iter().enumerate() {
            let (now, then) = (&state.now[arm], &state.at_end[arm]);
            let share = |lane: usize| f64::from(now[lane]) / f64::from(then[lane].max(1));
            let costs = if week.within() {
                [cents(*cost); BATCH]
            } else {
                std::array::from_fn(|lane| cents(cost * share(lane)))
            };
            week.ledger.spend(arm, week.week.0, &costs);
        }
    }
}

impl Nurture {
    /// Splits people whom a stage loses into those taken in and the rest; `false` where there is no way in, so that
    /// nobody is taken.
    ///
    /// They become ready next week at the earliest. `stream` is the week of the draws.
    pub(crate) fn take(
        &self,
        state: &mut Pools,
        Place { cell, stage, week }: Place,
        who: &[Batch<u32>],
        (keys, draws): (&Batch<Key>, u64),
        [taken, lost]: [&mut Layers; 2],
        out: &mut Outcome,
    ) -> bool {
        let (Some(pool), Some(rates)) = (self.pool_of[cell], &state.feeds[stage]) else { return false };
        if is_empty(who) {
            return false;
        }
        let draws = Draws { stream: &self.streams[cell][stage.0], keys, week: draws };
        split(who, &ArmRates::by_arm(rates), draws, taken, lost);
        add(&mut state.people[pool], taken);
        if week.0 < self.horizon {
            let lanes = out.lanes;
            for (arm, flows) in out.pools.iter_mut().enumerate() {
                flows[pool].entered += count(taken, arm, lanes);
            }
        }
        true
    }
}

/// The pools of all segments that anybody comes from, and how strongly content moves each of their sets of chances.
fn pools(s: &Scenario, cells: &[Cell]) -> (Vec<Pool>, Vec<f64>) {
    let mut sets: Vec<f64> = Vec::new();
    let mut set = |segment: usize| {
        let weight = s.segments.get(segment).map_or(1.0, |x| relevance(s, x));
        sets.iter().position(|x| *x == weight).unwrap_or_else(|| {
            sets.push(weight);
            sets.len() - 1
        })
    };
    let pool = |(at, cell): (usize, &Cell)| {
        let segment = s.segments.get(cell.segment).map_or("", |x| x.id.as_str());
        let stream = |purpose| parts(key(s.seed, purpose, &[segment]));
        let (ready, drop_out) = (stream(Purpose::Ready), stream(Purpose::DropOut));
        Pool { cell: CellIx(at), set: set(cell.segment), open: cell.at_start, ready, drop_out }
    };
    let all = cells.iter().enumerate().filter(|(_, cell)| cell.origin == Origin::Nurture).map(pool).collect();
    (all, sets)
}

/// Whether the programme has anybody in an arm: people there at the start, or a share of a stage's losses. A programme
/// without anybody costs nothing.
fn takes_in(s: &Scenario, lever: &scenario::Nurture, arm: usize) -> bool {
    let feeds = |feed: &Feed| by_arm(s, &format!("nurture/{}/share", feed.stage), feed.share)[arm] > 0.0;
    lever.open_at_start > 0 || lever.feeds.iter().any(feeds)
}

//! How the arms are kept in step: layers of people.
//!
//! Arms are compared in the same world: a lead that would have come anyway converts as it would have. So people are
//! counted in layers. Layer 0 holds everyone there is under today's plan. Each plan adds two: of today's people, how
//! many are there in the plan as well (`kept`), and how many are there only in the plan (`extra`). A plan's count is
//! `kept + extra`; today's draws never depend on a plan, so today's figures stand still while a plan is changed.
//!
//! ```text
//! layer   0      1       2        3       4     …
//!         today  kept 1  extra 1  kept 2  extra 2
//! ```
//!
//! Each arm's law is exact: kept people are a random subset of today's (hypergeometric), an unequal rate moves people by
//! thinning, and extra people have luck of their own. Every draw is a quantile function of one uniform, so that more
//! people, or a higher rate, never give a smaller count in the same replicate.

use super::LANES;
use super::Lane;
use super::streams::Part;
use crate::sample::binomial::{self, Rate};
use crate::sample::{Key, hypergeometric};

/// People in one place, by layer.
pub type Layers = Vec<Lane<u32>>;

/// A number for each arm and lane.
pub(super) type Lanes = Vec<Lane<f64>>;

/// Number of layers for so many arms.
#[must_use]
pub fn layer_count(arms: usize) -> usize {
    1 + 2 * (arms - 1)
}

/// Layers without people.
#[must_use]
pub fn empty(arms: usize) -> Layers {
    vec![[0; LANES]; layer_count(arms)]
}

/// The `(kept, extra)` layers of plan `k`, counted from 0.
#[must_use]
pub fn plan(k: usize) -> (usize, usize) {
    (1 + 2 * k, 2 + 2 * k)
}

/// People in an arm and lane.
#[inline]
#[must_use]
pub fn people(layers: &[Lane<u32>], arm: usize, lane: usize) -> u32 {
    match arm {
        0 => layers[0][lane],
        _ => {
            let (kept, extra) = plan(arm - 1);
            layers[kept][lane] + layers[extra][lane]
        }
    }
}

/// Adds the people of an arm to a sum, lane by lane. What arm it is, is asked once and not in every lane.
pub(super) fn add_people(sum: &mut Lane<u32>, layers: &[Lane<u32>], arm: usize) {
    let mut add = |layer: usize| sum.iter_mut().zip(&layers[layer]).for_each(|(sum, n)| *sum += n);
    match arm {
        0 => add(0),
        _ => {
            let (kept, extra) = plan(arm - 1);
            add(kept);
            add(extra);
        }
    }
}

/// The draws of one split or spread: a stream for each part, joined with the lane's.
#[derive(Clone, Copy)]
pub(super) struct Draws<'a> {
    /// The stream of this place and purpose.
    pub stream: &'a [Key; 4],
    /// The lanes' keys.
    pub lanes: &'a Lane<Key>,
    /// Week, the index into each stream.
    pub week: u64,
}

impl Draws<'_> {
    /// The key of one part in one lane.
    #[inline]
    pub(super) fn key(&self, part: Part, lane: usize) -> Key {
        self.stream[part as usize].join(self.lanes[lane])
    }

    /// The week's uniform of one part in one lane.
    #[inline]
    pub(super) fn uniform(&self, part: Part, lane: usize) -> f64 {
        self.key(part, lane).uniform(self.week)
    }
}

/// The four streams of a place.
pub(super) fn parts(key: Key) -> [Key; 4] {
    [0, 1, 2, 3].map(|part| key.with(part))
}

/// Splits people into those who do (`yes`) and those who do not (`no`).
///
/// `rates[arm]` is each arm's chance by lane; `None` in a plan means today's.
pub(super) fn split(
    from: &[Lane<u32>],
    today: &Lane<Rate>,
    plans: &[Option<&Lane<Rate>>],
    draws: Draws<'_>,
    yes: &mut [Lane<u32>],
    no: &mut [Lane<u32>],
) {
    for lane in 0..LANES {
        let n = from[0][lane];
        let x = if n == 0 { 0 } else { today[lane].quantile(n, draws.uniform(Part::Base, lane)) };
        yes[0][lane] = x;
        no[0][lane] = n - x;
    }
    for (k, rates) in plans.iter().enumerate() {
        let (kept, extra) = plan(k);
        for lane in 0..LANES {
            let (n, x) = (from[0][lane], yes[0][lane]);
            let (m, e) = (from[kept][lane], from[extra][lane]);
            // Of the kept people, those who do under today's rate.
            let kept_yes = if m == n { x } else { subset(n, x, m, || draws.uniform(Part::Kept, lane)) };
            let rate = rates.map_or(&today[lane], |r| &r[lane]);
            let extra_yes = if e == 0 { 0 } else { rate.quantile(e, draws.uniform(Part::Extra, lane)) };
            let (up, down) = match rates {
                None => (0, 0),
                Some(_) => changed(today[lane].p(), rate.p(), m, kept_yes, || draws.uniform(Part::Changed, lane)),
            };
            // Someone whose fate differs is in another place than under today's plan: extra there.
            yes[kept][lane] = kept_yes - down;
            yes[extra][lane] = extra_yes + up;
            no[kept][lane] = m - kept_yes - up;
            no[extra][lane] = e - extra_yes + down;
        }
    }
}

/// How many of `marked` among `all` are in a random subset of size `drawn`. Draws only where that is open.
pub(super) fn subset(all: u32, marked: u32, drawn: u32, u: impl FnOnce() -> f64) -> u32 {
    if drawn == 0 || marked == 0 {
        0
    } else if marked == all {
        drawn
    } else if drawn == all {
        marked
    } else {
        hypergeometric::quantile(marked, all, drawn, u())
    }
}

/// People who do under the plan's rate `q` but not under today's `p`, and the other way round, of `m` with `yes`.
fn changed(p: f64, q: f64, m: u32, yes: u32, u: impl FnOnce() -> f64) -> (u32, u32) {
    if q > p && m > yes {
        (binomial::quantile(m - yes, (q - p) / (1.0 - p), u()), 0)
    } else if q < p && yes > 0 {
        (0, binomial::quantile(yes, (p - q) / p, u()))
    } else {
        (0, 0)
    }
}

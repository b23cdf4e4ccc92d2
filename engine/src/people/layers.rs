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

use super::batch::{BATCH, Batch};

/// People in one place, by layer.
pub type Layers = Vec<Batch<u32>>;

/// Number of layers for so many arms.
#[must_use]
pub const fn layer_count(arms: usize) -> usize {
    1 + 2 * (arms - 1)
}

/// Layers without people.
#[must_use]
pub fn empty(arms: usize) -> Layers {
    vec![[0; BATCH]; layer_count(arms)]
}

/// The `(kept, extra)` layers of plan `k`, counted from 0.
#[must_use]
pub fn plan(k: usize) -> (usize, usize) {
    (1 + 2 * k, 2 + 2 * k)
}

/// People in an arm and lane.
#[inline]
#[must_use]
pub fn people(layers: &[Batch<u32>], arm: usize, lane: usize) -> u32 {
    match arm {
        0 => layers[0][lane],
        _ => {
            let (kept, extra) = plan(arm - 1);
            layers[kept][lane] + layers[extra][lane]
        }
    }
}

/// Adds the people of an arm to a sum, lane by lane. What arm it is, is asked once and not in every lane.
pub(crate) fn add_people(sum: &mut Batch<u32>, layers: &[Batch<u32>], arm: usize) {
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

/// Some of the lanes, a bit each.
#[derive(Clone, Copy)]
pub(crate) struct Lanes(u32);

impl Lanes {
    /// Those in which there is anybody.
    #[inline]
    pub(crate) fn of(people: &Batch<u32>) -> Self {
        Self::beyond(people, 0)
    }

    /// Those that hold more than so many people.
    ///
    /// Eight bytes of 0 or 1 become bits by one product: byte i is shifted to bit 56 + i, and no two meet below.
    #[inline]
    pub(crate) fn beyond(people: &Batch<u32>, few: u32) -> Self {
        let bytes: Batch<u8> = people.map(|n| u8::from(n > few));
        let (eights, _) = bytes.as_chunks::<8>();
        let bits = |eight: &[u8; 8]| (u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56) as u32;
        Self(eights.iter().rev().fold(0, |set, eight| set << 8 | bits(eight)))
    }

    /// These but for others.
    #[inline]
    pub(crate) fn without(self, others: Self) -> Self {
        Self(self.0 & !others.0)
    }

    /// Whether there is none.
    #[inline]
    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl Iterator for Lanes {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        (self.0 != 0).then(|| {
            let lane = self.0.trailing_zeros() as usize;
            self.0 &= self.0 - 1;
            lane
        })
    }
}

// A bit for each lane, eight at a time.
const _: () = assert!(BATCH <= u32::BITS as usize && BATCH.is_multiple_of(8));

/// Whether nobody is there.
pub(crate) fn is_empty(people: &[Batch<u32>]) -> bool {
    people.iter().all(|lanes| lanes.iter().fold(0, |any, n| any | n) == 0)
}

/// Adds people to others, layer by layer or arm by arm.
pub(crate) fn add(to: &mut [Batch<u32>], from: &[Batch<u32>]) {
    for (to, from) in to.iter_mut().zip(from) {
        for (x, y) in to.iter_mut().zip(from) {
            *x += y;
        }
    }
}

/// Adds up the people of several places, by arm.
pub(crate) fn total<'a>(all: impl Iterator<Item = &'a [Batch<u32>]>, into: &mut [Batch<u32>]) {
    into.fill([0; BATCH]);
    for layers in all {
        for (arm, sum) in into.iter_mut().enumerate() {
            add_people(sum, layers, arm);
        }
    }
}

/// People of an arm in the first so many replicates.
pub(crate) fn count(layers: &[Batch<u32>], arm: usize, lanes: usize) -> u64 {
    let all = |layer: usize| -> u64 {
        let lanes = layers[layer].get(..lanes).unwrap_or(&layers[layer]);
        lanes.iter().map(|n| u64::from(*n)).sum()
    };
    match arm {
        0 => all(0),
        _ => {
            let (kept, extra) = plan(arm - 1);
            all(kept) + all(extra)
        }
    }
}

/// Puts so many people in all arms alike: today's and kept, never extra.
pub(crate) fn in_all_arms(layers: &mut [Batch<u32>], count: u32) {
    for (layer, lanes) in layers.iter_mut().enumerate() {
        let extra = layer > 0 && layer % 2 == 0;
        lanes.fill(if extra { 0 } else { count });
    }
}

//! The people of many lanes in one row.
//!
//! A loop over lanes, with one over each lane's people in it, ends the inner one after one, two or three people, as chance has
//! it, and a processor that guessed wrong has to begin again. One loop over a row of them all has no such ends.

use super::batch::{BATCH, Batch};
use super::layers::Lanes;

/// The most people of a lane that have room in a row.
pub(crate) const MOST: u32 = 8;

/// Bits of a byte that name the lane.
const LANE_BITS: u32 = BATCH.trailing_zeros();
// The others tell its people apart.
const _: () = assert!(BATCH.is_power_of_two() && MOST << LANE_BITS == 1 << u8::BITS);

/// A byte for each of the first eight people of lane 0.
const EIGHT: u64 = 0xe0c0_a080_6040_2000;
/// What to add for the same people of lane 1.
const NEXT_LANE: u64 = 0x0101_0101_0101_0101;

/// The people of some lanes, one after the other: a byte each, which names the lane in its lower bits, and in its upper bits
/// the person's place among those of the lane.
pub(crate) struct Row {
    who: [u8; BATCH * MOST as usize],
    len: usize,
}

impl Row {
    /// The people of lanes that hold at most [`MOST`] each.
    #[inline]
    pub(crate) fn of(people: &Batch<u32>, lanes: Lanes) -> Self {
        let mut row = Self { who: [0; BATCH * MOST as usize], len: 0 };
        for lane in lanes {
            // All eight are written at once, and those of the next lane over the ones that are not there.
            if let Some(place) = row.who.get_mut(row.len..row.len + MOST as usize) {
                place.copy_from_slice(&(EIGHT + NEXT_LANE * lane as u64).to_le_bytes());
            }
            row.len += people[lane] as usize;
        }
        row
    }

    /// Everybody: the lane, and the place among the lane's people.
    #[inline]
    pub(crate) fn people(&self) -> impl Iterator<Item = (usize, u32)> {
        let here = self.who.get(..self.len).unwrap_or(&self.who);
        here.iter().map(|who| (usize::from(*who) % BATCH, u32::from(*who >> LANE_BITS)))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_row_is_what_two_loops_go_through(
            people in prop::array::uniform32(prop_oneof![3 => 0..=1_u32, 2 => 0..=MOST, 1 => 0..=u32::MAX]),
            few in 0..=MOST,
        ) {
            let lanes = Lanes::of(&people).without(Lanes::beyond(&people, few));
            let plain: Vec<usize> = (0..BATCH).filter(|lane| (1..=few).contains(&people[*lane])).collect();
            prop_assert_eq!(lanes.collect::<Vec<_>>(), &*plain);
            prop_assert_eq!(lanes.is_empty(), plain.is_empty());
            let one_by_one = plain.iter().flat_map(|lane| (0..people[*lane]).map(|person| (*lane, person)));
            prop_assert_eq!(Row::of(&people, lanes).people().collect::<Vec<_>>(), one_by_one.collect::<Vec<_>>());
        }
    }
}

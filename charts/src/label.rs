//! Labels that never collide, in one dimension.

/// A label, or anything else that takes up space along a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slot {
    /// Where its centre should be.
    pub wish: f64,
    /// How much space it takes.
    pub size: f64,
}

/// Centres for the slots, in their order, so that none overlap, all lie within `lo` to `hi` if they fit there at all,
/// and the sum of squared displacements is minimal.
///
/// The slots must be sorted by wish. Neighbours that would overlap form a block, which stands at the mean of its
/// members' wishes (the pool-adjacent-violators algorithm for isotonic regression). Where the space is too small for
/// all, they are squeezed evenly.
#[must_use]
pub fn push_apart(slots: &[Slot], lo: f64, hi: f64) -> Vec<f64> {
    let total: f64 = slots.iter().map(|slot| slot.size).sum();
    let squeeze = if total > hi - lo && total > 0.0 { ((hi - lo) / total).max(0.0) } else { 1.0 };
    // (start that the block would like, size, members); that start is the mean over its members.
    let mut blocks: Vec<(f64, f64, usize)> = Vec::with_capacity(slots.len());
    for slot in slots {
        let size = slot.size * squeeze;
        let mut block = (slot.wish - size / 2.0, size, 1);
        while let Some(&(start, length, members)) = blocks.last() {
            let held = start.min(hi - length).max(lo);
            let here = block.0.min(hi - block.1).max(lo);
            if held + length <= here {
                break;
            }
            blocks.pop();
            let count = members + block.2;
            let sum = start * members as f64 + (block.0 - length) * block.2 as f64;
            block = (sum / count as f64, length + block.1, count);
        }
        blocks.push(block);
    }
    let mut middles = Vec::with_capacity(slots.len());
    let mut sizes = slots.iter().map(|slot| slot.size * squeeze);
    for (start, length, members) in blocks {
        let mut at = start.min(hi - length).max(lo);
        for size in sizes.by_ref().take(members) {
            middles.push(at + size / 2.0);
            at += size;
        }
    }
    middles
}

/// Which of the slots to keep so that no two overlap; earlier ones take precedence. Slots are (centre, size) in order
/// of importance.
#[must_use]
pub fn keep_clear(slots: &[Slot]) -> Vec<bool> {
    let mut kept: Vec<Slot> = Vec::with_capacity(slots.len());
    slots
        .iter()
        .map(|slot| {
            let clear = kept.iter().all(|other| (other.wish - slot.wish).abs() >= (other.size + slot.size) / 2.0);
            if clear {
                kept.push(*slot);
            }
            clear
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn slot(wish: f64, size: f64) -> Slot {
        Slot { wish, size }
    }

    #[test]
    fn two_that_overlap_move_by_half_each() {
        let at = push_apart(&[slot(50.0, 20.0), slot(60.0, 20.0)], 0.0, 100.0);
        assert_eq!(at, [45.0, 65.0]);
    }

    #[test]
    fn clear_ones_stay_and_the_edge_holds() {
        let at = push_apart(&[slot(-5.0, 10.0), slot(50.0, 10.0), slot(98.0, 10.0)], 0.0, 100.0);
        assert_eq!(at, [5.0, 50.0, 95.0]);
    }

    #[test]
    fn the_important_one_is_kept() {
        let kept = keep_clear(&[slot(50.0, 40.0), slot(20.0, 30.0), slot(100.0, 30.0)]);
        assert_eq!(kept, [true, false, true]);
    }

    proptest! {
        #[test]
        fn never_overlap_and_stay_inside(
            mut wishes in prop::collection::vec((-50.0..350.0, 1.0..30.0), 0..14)
        ) {
            wishes.sort_by(|a, b| f64::total_cmp(&a.0, &b.0));
            let slots: Vec<Slot> = wishes.iter().map(|&(wish, size)| slot(wish, size)).collect();
            let total: f64 = slots.iter().map(|s| s.size).sum();
            let squeeze = (300.0 / total).min(1.0);
            let at = push_apart(&slots, 0.0, 300.0);
            prop_assert_eq!(at.len(), slots.len());
            let mut edge = -1e-6;
            for (middle, slot) in at.iter().zip(&slots) {
                let half = slot.size * squeeze / 2.0;
                prop_assert!(middle - half >= edge - 1e-6);
                edge = middle + half;
            }
            prop_assert!(edge <= 300.0 + 1e-6);
        }
    }
}

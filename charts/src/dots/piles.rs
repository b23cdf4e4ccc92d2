//! Where dots stand: the break-even line, columns counted from it, and the size at which they fit.

use super::Side;
use crate::label::{Slot, push_apart};
use crate::scale::{Domain, Linear};

/// The break-even line and the scale on both sides of it.
pub(super) struct Line {
    /// Its position, px.
    pub(super) x: f64,
    /// Values to px.
    pub(super) scale: Linear,
    width: f64,
}

impl Line {
    /// Places the line so that labels of the widths `sides` fit next to it.
    pub(super) fn new(values: &[f64], even: f64, sides: (f64, f64), width: f64, largest: f64) -> Self {
        // A column's centre is up to half a dot from its values, and its edge another half.
        let edge = largest * 1.02;
        let inner = (width - 2.0 * edge).max(1.0);
        let left = ((sides.0 - edge) / inner).clamp(0.0, 0.9);
        let right = ((sides.1 - edge) / inner).clamp(0.0, 0.9);
        // With both at the limit there is no room for data, so the labels share it.
        let (left, right) = if left + right > 0.95 { (0.45, 0.45) } else { (left, right) };
        let mut lo = values.iter().copied().fold(even, f64::min);
        let mut hi = values.iter().copied().fold(even, f64::max);
        if lo >= hi {
            (lo, hi) = (even - 1.0, even + 1.0);
        }
        lo = lo.min(even - (hi - even) * left / (1.0 - left));
        hi = hi.max(even + (even - lo) * right / (1.0 - right));
        let scale = Linear::new(Domain { lo, hi }, edge, edge + inner);
        Self { x: scale.at(even), scale, width }
    }
}

/// Dots stacked on each other.
pub(super) struct Pile {
    /// Centre, px.
    pub(super) x: f64,
    /// Index of its lowest dot.
    pub(super) first: usize,
    /// Number of dots.
    pub(super) count: usize,
    /// Side of the line.
    pub(super) side: Side,
}

/// How many dots fit on top of each other in this space.
pub(super) fn rows_of(room: f64, pitch: f64) -> usize {
    (room / pitch) as usize
}

/// The largest dots whose piles fit under the labels; smaller dots side by side where no size does.
pub(super) fn best_pitch(values: &[f64], even: f64, line: &Line, largest: f64, room: f64) -> (f64, Vec<Pile>) {
    let mut pitch = largest;
    while pitch >= largest * 0.55 {
        let piles = pile_up(values, even, line, pitch, usize::MAX);
        let highest = piles.iter().map(|pile| pile.count).max().unwrap_or(0);
        if highest <= rows_of(room, pitch) {
            return (pitch, piles);
        }
        pitch -= 0.5;
    }
    while pitch > 2.0 {
        let rows = rows_of(room, pitch);
        if rows > 0 {
            let piles = pile_up(values, even, line, pitch, rows);
            if piles.windows(2).all(|pair| match pair {
                [a, b] => b.x - a.x >= pitch - 0.01,
                _ => true,
            }) {
                return (pitch, piles);
            }
        }
        pitch -= 0.5;
    }
    (pitch, pile_up(values, even, line, pitch, rows_of(room, pitch).max(1)))
}

/// Piles of at most `rows` dots, one pitch apart, none of them across the break-even line.
fn pile_up(values: &[f64], even: f64, line: &Line, pitch: f64, rows: usize) -> Vec<Pile> {
    let below = values.iter().filter(|v| **v < even).count();
    let at = values.iter().filter(|v| **v == even).count();
    let piles_at = at.div_ceil(rows);
    // The dots at break-even stand on the line itself; the others stay clear of them.
    let half = piles_at as f64 * pitch / 2.0;
    let mut piles = Vec::new();
    let mut add = |first: usize, count: usize, side: Side, lo: f64, hi: f64, anchor: f64| {
        let columns = columns(values, first, count, |value| ((line.scale.at(value) - anchor) / pitch).floor());
        let slots: Vec<(Slot, usize, usize)> = columns
            .into_iter()
            .flat_map(|(column, first, count)| {
                let parts = count.div_ceil(rows).max(1);
                (0..parts).map(move |part| {
                    // Equal parts; the earlier ones have one more where it does not divide evenly.
                    let from = first + (count * part).div_ceil(parts);
                    let to = first + (count * (part + 1)).div_ceil(parts);
                    let wish = anchor + (column + 0.5) * pitch;
                    (Slot { wish, size: pitch }, from, to - from)
                })
            })
            .collect();
        let wishes: Vec<Slot> = slots.iter().map(|slot| slot.0).collect();
        for (x, (_, first, count)) in push_apart(&wishes, lo, hi).into_iter().zip(slots) {
            piles.push(Pile { x, first, count, side });
        }
    };
    add(0, below, Side::Loss, 0.0, line.x - half, line.x - half);
    add(below, at, Side::Even, line.x - half, line.x + half, line.x - pitch / 2.0);
    let above = values.len() - below - at;
    add(below + at, above, Side::Gain, line.x + half, line.width, line.x + half);
    piles
}

/// Runs of values in the same column: (column, first, count).
fn columns(values: &[f64], first: usize, count: usize, column: impl Fn(f64) -> f64) -> Vec<(f64, usize, usize)> {
    let mut runs: Vec<(f64, usize, usize)> = Vec::new();
    for (i, value) in values.iter().enumerate().skip(first).take(count) {
        let here = column(*value);
        match runs.last_mut() {
            Some(run) if run.0 == here => run.2 += 1,
            _ => runs.push((here, i, 1)),
        }
    }
    runs
}

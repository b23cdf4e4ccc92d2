//! Those who arrive in one week: a list, or a table.

use super::super::batch::{BATCH, Batch};
use super::super::layers::layer_count;
use crate::scenario::limits;

/// People of one cell and lane who arrive together.
#[derive(Clone, Copy, Debug)]
pub(super) struct Party {
    pub(super) count: u32,
    pub(super) cell: u16,
    pub(super) lane: u8,
    /// [`EVERYWHERE`], or [`slot`] of the layer they are in.
    pub(super) slot: u8,
}

/// The slot of people who are in today's layer and kept by every plan.
pub(super) const EVERYWHERE: u8 = 0;

/// The slot of people who are in one layer only.
pub(super) const fn slot(layer: usize) -> u8 {
    1 + layer as u8
}

/// A number for each cell, slot and lane: `[cell][slot]`, flat.
pub(super) type Table = Vec<Batch<u8>>;

/// Those who arrive in one week.
#[derive(Clone, Debug, Default)]
pub(super) struct Week {
    /// All of them, or those for whom the table's byte has no room.
    pub(super) list: Vec<Party>,
    /// Empty where the week is a list.
    pub(super) table: Table,
}

impl Week {
    #[inline]
    pub(super) fn is_table(&self) -> bool {
        !self.table.is_empty()
    }

    /// Forgets everyone, and gives back the table.
    pub(super) fn clear(&mut self, spare: &mut Vec<Table>) {
        self.list.clear();
        if self.is_table() {
            self.table.fill([0; BATCH]);
            spare.push(std::mem::take(&mut self.table));
        }
    }

    /// Counts a party in the table, or lists it if its byte has no room.
    #[inline]
    pub(super) fn enter(&mut self, party: Party, slots: usize) {
        let row = &mut self.table[usize::from(party.cell) * slots + usize::from(party.slot)];
        let place = &mut row[usize::from(party.lane) % BATCH];
        match u8::try_from(party.count).ok().and_then(|count| place.checked_add(count)) {
            Some(sum) => *place = sum,
            None => self.list.push(party),
        }
    }

    /// Goes on as a table.
    #[cold]
    pub(super) fn tabulate(&mut self, cells: usize, slots: usize, spare: &mut Vec<Table>) {
        self.table = spare.pop().unwrap_or_else(|| vec![[0; BATCH]; cells * slots]);
        let mut list = std::mem::take(&mut self.list);
        list.drain(..).for_each(|party| self.enter(party, slots));
        // The list keeps its memory, and the parties for which the table has no room.
        list.append(&mut self.list);
        self.list = list;
    }
}

/// Whether the table holds anybody of a cell.
#[inline]
pub(super) fn holds(table: &[Batch<u8>]) -> bool {
    table.iter().fold([0; BATCH], |mut any, lanes| {
        any.iter_mut().zip(lanes).for_each(|(any, n)| *any |= n);
        any
    }) != [0; BATCH]
}

/// Adds a cell's people in the table to others, layer by layer.
#[inline]
pub(super) fn unfold(table: &[Batch<u8>], people: &mut [Batch<u32>]) {
    let Some((everywhere, own)) = table.split_first() else { return };
    for (layer, (people, own)) in people.iter_mut().zip(own).enumerate() {
        // People who are everywhere are in today's layer and among those whom a plan keeps, not among those it adds.
        let all = if layer == 0 || layer % 2 == 1 { everywhere } else { &[0; BATCH] };
        for (n, (all, own)) in people.iter_mut().zip(all.iter().zip(own)) {
            *n += u32::from(*all) + u32::from(*own);
        }
    }
}

impl Party {
    /// Joins the people of its cell.
    #[inline]
    pub(super) fn join(&self, people: &mut [Batch<u32>]) {
        let (lane, count) = (usize::from(self.lane) % BATCH, self.count);
        if self.slot == EVERYWHERE {
            people[0][lane] += count;
            people.iter_mut().skip(1).step_by(2).for_each(|kept| kept[lane] += count);
        } else {
            people[usize::from(self.slot) - 1][lane] += count;
        }
    }
}

// What a party says of its cell and layer fits.
const _: () = assert!(limits::CELLS < u16::MAX as usize / 4 && layer_count(limits::PLANS + 1) < u8::MAX as usize);

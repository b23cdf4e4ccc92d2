//! Rows on their way into a table: below the header, without totals and notices.

use super::dialect::Record;
use super::table::Builder;
use super::{Limits, Refusal, Table, frame};
use crate::evidence::say::so_many;

/// Takes in rows.
pub(super) struct Rows {
    builder: Builder,
    header: Vec<String>,
    /// Rows up to the header are skipped.
    from: u32,
    /// Rows of data after the last that has more than one cell: these are notices if nothing follows.
    narrow: usize,
    totals: Vec<u32>,
    again: u64,
    wide: bool,
}

impl Rows {
    /// Finds the header among the first records, and notes what stands above it.
    pub(super) fn below(name: &str, records: &[Record], limits: Limits, how: String) -> Result<Self, Refusal> {
        let mut seen = vec![how];
        let found = frame::header(records);
        let place = found.as_ref().map(|(at, _)| *at);
        let (from, header) = match found {
            Some((at, cells)) => (records.get(at).map_or(0, |(row, _)| *row), cells),
            None => {
                let first = records.first().map(|(_, cells)| cells.len()).ok_or(Refusal::Empty)?;
                seen.push("no header: columns are called by their place".to_owned());
                (0, vec![String::new(); first])
            }
        };
        let above = place.unwrap_or(0);
        if above > 0 {
            let title = records.first().and_then(|(_, cells)| cells.iter().find(|cell| !cell.is_empty()));
            let title = title.map_or("", |title| title);
            seen.push(format!("{} above the header passed over, from “{title}” on", so_many(above, "line")));
        }
        // Cells beyond the header's last name may hold data; they are kept until it is clear that they do not.
        let wide = records.iter().skip(above).map(|(_, cells)| frame::width(cells)).max().unwrap_or(0);
        let mut names = header.clone();
        names.truncate(frame::width(&header).max(wide));
        names.resize(names.len().max(wide), String::new());
        let mut builder = Builder::new(name, frame::headers(&names), limits);
        builder.table.seen = seen;
        let wide = names.len() >= 3;
        Ok(Self { builder, header, from, narrow: 0, totals: Vec::new(), again: 0, wide })
    }

    /// Rows taken in so far.
    pub(super) fn taken(&self) -> usize {
        self.builder.table.rows.len()
    }

    /// Takes in a row of trimmed cells.
    pub(super) fn take(&mut self, row: u32, cells: &[&str]) -> Result<(), Refusal> {
        let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
        if row <= self.from || filled == 0 {
            return Ok(());
        }
        if frame::is_total(cells.iter().copied()) {
            self.totals.push(row);
            return Ok(());
        }
        let named = frame::width(&self.header).max(1);
        if filled > 1 && cells.iter().take(named).eq(self.header.iter().take(named)) {
            self.again += 1;
            return Ok(());
        }
        self.narrow = if filled == 1 && self.wide { self.narrow + 1 } else { 0 };
        self.builder.push(row, cells.iter().copied())
    }

    /// The table, without what is below it.
    pub(super) fn finish(self) -> Result<Table, Refusal> {
        let Self { mut builder, narrow, totals, again, .. } = self;
        if narrow > 0 {
            let rows = builder.table.rows.len() - narrow;
            let first = builder.table.columns.iter().map(|column| column.text(rows)).find(|text| !text.is_empty());
            let said =
                format!("{} below the table passed over, from “{}” on", so_many(narrow, "line"), first.unwrap_or(""));
            builder.truncate(rows);
            builder.table.seen.push(said);
        }
        let mut table = builder.table;
        if table.rows.is_empty() {
            return Err(Refusal::OnlyHeader);
        }
        if let (Some(first), n) = (totals.first(), totals.len()) {
            table.seen.push(format!("{} of totals passed over, the first in row {first}", so_many(n, "row")));
        }
        if again > 0 {
            let times = if again == 1 { "once".to_owned() } else { format!("{again} times") };
            table.seen.push(format!("the header again, {times}, passed over"));
        }
        // Drops trailing columns that have neither a name nor a cell.
        let before = table.columns.len();
        table.columns.retain(|c| c.values.len() > 1 || !c.header.starts_with("column "));
        let gone = before - table.columns.len();
        if gone > 0 {
            table.seen.push(format!("{} without a name or a cell left out", so_many(gone, "column")));
        }
        Ok(table)
    }
}

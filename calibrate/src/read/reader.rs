//! Reads a file as it comes, in bounded memory.

use super::dialect::{Cut, Cutter, Record, cells};
use super::encoding::Decode;
use super::table::Builder;
use super::{Options, Refusal, Table, dialect, frame, signature};
use crate::problem::Rule;

/// Bytes that are collected before anything is decided.
const HEAD: usize = 64 << 10;
/// Characters decoded at a time.
const PIECE: usize = 64 << 10;

/// Reads a file chunk by chunk.
///
/// Memory: the first 64 kB, then four bytes a cell and each distinct text of a column once; the longest cell is 128 kB. How the
/// file is cut into chunks changes nothing.
pub struct Reader {
    options: Options,
    head: Vec<u8>,
    body: Option<Body>,
    bytes: u64,
}

struct Body {
    decode: Decode,
    text: String,
    cutter: Cutter,
    rows: Rows,
}

/// Rows on their way into the table.
struct Rows {
    builder: Builder,
    header: Vec<String>,
    /// Rows up to the header are passed over.
    from: u32,
    /// Rows of data after the last that has more than one cell: notices, if nothing follows.
    narrow: usize,
    totals: Vec<u32>,
    again: u64,
    wide: bool,
}

impl From<Cut> for Refusal {
    fn from(cut: Cut) -> Self {
        match cut {
            Cut::Long(row) => Self::EndlessCell { row },
            Cut::Wide(row) => Self::TooManyColumns { row, most: 0 },
        }
    }
}

impl Reader {
    /// A reader of a new file.
    #[must_use]
    pub fn new(options: Options) -> Self {
        Self { options, head: Vec::new(), body: None, bytes: 0 }
    }

    /// Bytes taken in so far, for a bar.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Rows taken in so far.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.body.as_ref().map_or(0, |body| body.rows.builder.table.rows.len())
    }

    /// Takes in the next bytes.
    ///
    /// # Errors
    ///
    /// Why the file is no table; the reader is of no more use then.
    pub fn push(&mut self, chunk: &[u8]) -> Result<(), Refusal> {
        self.bytes += chunk.len() as u64;
        if let Some(body) = &mut self.body {
            return body.push(chunk, false, self.options.limits.columns);
        }
        self.head.extend_from_slice(chunk);
        if self.head.len() >= HEAD { self.begin(false) } else { Ok(()) }
    }

    /// The table.
    ///
    /// # Errors
    ///
    /// Why the file is no table.
    pub fn finish(mut self) -> Result<Table, Refusal> {
        if self.body.is_none() {
            self.begin(true)?;
        }
        let Some(mut body) = self.body.take() else { return Err(Refusal::Empty) };
        body.push(&[], true, self.options.limits.columns)?;
        body.finish()
    }

    fn begin(&mut self, last: bool) -> Result<(), Refusal> {
        let all = std::mem::take(&mut self.head);
        let first = all.get(..HEAD.min(all.len())).unwrap_or(&[]);
        if let Some(what) = signature(first) {
            return Err(Refusal::Not(what));
        }
        let mut sample = String::new();
        Decode::new(first).push(first, true, &mut sample);
        if sample.trim().is_empty() {
            return Err(Refusal::Empty);
        }
        if sample.chars().filter(|c| c.is_control() && !c.is_whitespace()).count() * 20 > sample.chars().count() {
            return Err(Refusal::Not("something that is no text"));
        }
        // The sample may end in the middle of a row.
        if !(last && all.len() <= HEAD) {
            sample.truncate(sample.rfind('\n').unwrap_or(sample.len()));
        }
        let most = self.options.limits.columns;
        let found = match self.options.separator {
            Some(byte) => dialect::SEPARATORS.into_iter().find(|s| s.byte == byte).unwrap_or(dialect::SEPARATORS[0]),
            None => dialect::separator(&sample, most),
        };
        let rows = self.rows_below(&sample, found)?;
        let mut body = Body { decode: Decode::new(first), text: String::new(), cutter: Cutter::new(found.byte), rows };
        body.push(&all, false, most)?;
        self.body = Some(body);
        Ok(())
    }

    /// Finds the header, and says what stands above it.
    fn rows_below(&self, sample: &str, found: dialect::Separator) -> Result<Rows, Refusal> {
        let most = self.options.limits.columns;
        let mut records: Vec<Record> =
            dialect::head(sample, found.byte, most).map_err(|cut| with_most(cut.into(), most))?;
        if dialect::announced(sample).is_some() {
            records.retain(|(row, _)| *row > 1);
        }
        let mut seen = vec![format!("separated by {}", found.name)];
        let place = frame::header(&records);
        let (from, header) = match place.and_then(|at| records.get(at)) {
            Some((row, cells)) => (*row, cells.clone()),
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
        // Cells beyond the header's last name may hold data: they are kept until it is known that they do not.
        let wide = records.iter().skip(above).map(|(_, cells)| frame::width(cells)).max().unwrap_or(0);
        let mut names = header.clone();
        names.truncate(frame::width(&header).max(wide));
        names.resize(names.len().max(wide), String::new());
        let mut builder = Builder::new(&self.options.name, frame::headers(&names), self.options.limits);
        builder.table.seen = seen;
        let wide = names.len() >= 3;
        Ok(Rows { builder, header, from, narrow: 0, totals: Vec::new(), again: 0, wide })
    }
}

impl Body {
    fn push(&mut self, chunk: &[u8], last: bool, most: usize) -> Result<(), Refusal> {
        let mut pieces = chunk.chunks(PIECE).peekable();
        loop {
            let piece = pieces.next();
            let ends = pieces.peek().is_none();
            self.text.clear();
            self.decode.push(piece.unwrap_or(&[]), last && ends, &mut self.text);
            let rows = &mut self.rows;
            let taken = |row, bytes: &[u8], ends: &[usize]| rows.take(row, bytes, ends);
            if !self.text.is_empty() {
                self.cutter.push(&self.text, most, taken).map_err(|refusal| with_most(refusal, most))?;
            }
            if ends {
                break;
            }
        }
        if last {
            // A last line without its end is a line; one more line end is none.
            let rows = &mut self.rows;
            self.cutter.push("\n", most, |row, bytes, ends| rows.take(row, bytes, ends))?;
        }
        Ok(())
    }

    fn finish(self) -> Result<Table, Refusal> {
        let Rows { mut builder, narrow, totals, again, .. } = self.rows;
        let name = builder.table.name.clone();
        if narrow > 0 {
            let rows = builder.table.rows.len() - narrow;
            let first = builder.table.columns.iter().map(|column| column.text(rows)).find(|text| !text.is_empty());
            let first = first.unwrap_or("").to_owned();
            builder.truncate(rows);
            builder
                .table
                .seen
                .push(format!("{} below the table passed over, from “{first}” on", so_many(narrow, "line")));
        }
        let mut table = builder.table;
        if table.rows.is_empty() {
            return Err(Refusal::OnlyHeader);
        }
        let mark = if self.decode.marked { ", by its mark" } else { "" };
        table.seen.insert(0, format!("{}{mark}", self.decode.name()));
        if let (Some(first), n) = (totals.first(), totals.len()) {
            table.seen.push(format!("{} of totals passed over, the first in row {first}", so_many(n, "row")));
        }
        if again > 0 {
            table.seen.push(format!("the header again, {again} times, passed over"));
        }
        if self.decode.lost > 0 {
            table.ledger.add(Rule::NotInEncoding, &name, 0, "", "\u{fffd}");
        }
        // Trailing columns without a name and without a cell.
        let before = table.columns.len();
        table.columns.retain(|c| c.values.len() > 1 || !c.header.starts_with("column "));
        if table.columns.len() < before {
            table
                .seen
                .push(format!("{} without a name or a cell left out", so_many(before - table.columns.len(), "column")));
        }
        Ok(table)
    }
}

impl Rows {
    fn take(&mut self, row: u32, bytes: &[u8], ends: &[usize]) -> Result<(), Refusal> {
        if row <= self.from {
            return Ok(());
        }
        let filled = cells(bytes, ends).filter(|cell| !cell.trim().is_empty()).count();
        if filled == 0 {
            return Ok(());
        }
        if frame::is_total(cells(bytes, ends)) {
            self.totals.push(row);
            return Ok(());
        }
        let named = frame::width(&self.header).max(1);
        if filled > 1
            && cells(bytes, ends).map(str::trim).take(named).eq(self.header.iter().take(named).map(String::as_str))
        {
            self.again += 1;
            return Ok(());
        }
        self.narrow = if filled == 1 && self.wide { self.narrow + 1 } else { 0 };
        self.builder.push(row, cells(bytes, ends))
    }
}

fn so_many(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}

fn with_most(refusal: Refusal, most: usize) -> Refusal {
    match refusal {
        Refusal::TooManyColumns { row, .. } => Refusal::TooManyColumns { row, most },
        other => other,
    }
}

//! Reads a file as it arrives, in bounded memory.

use super::dialect::{Cut, Cutter, cells};
use super::encoding::Decode;
use super::rows::Rows;
use super::{Options, Refusal, Table, dialect, signature};
use crate::problem::Rule;

/// Bytes collected before anything is decided.
const HEAD: usize = 64 << 10;
/// Characters decoded at a time.
const PIECE: usize = 64 << 10;

/// Reads a file chunk by chunk.
///
/// Memory: the first 64 kB, then four bytes for each cell, and each distinct text of a column once; the longest cell is
/// 128 kB. How the file is cut into chunks has no effect.
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

    /// Bytes taken in so far, for a progress bar.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Rows taken in so far.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.body.as_ref().map_or(0, |body| body.rows.taken())
    }

    /// Takes in the next bytes.
    ///
    /// # Errors
    ///
    /// Why the file is not a table; the reader is then useless.
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
    /// Why the file is not a table.
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
            return Err(Refusal::Not("something other than text"));
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

    /// Cuts the first records.
    fn rows_below(&self, sample: &str, found: dialect::Separator) -> Result<Rows, Refusal> {
        let Options { name, limits, .. } = &self.options;
        let mut records =
            dialect::head(sample, found.byte, limits.columns).map_err(|cut| with_most(cut.into(), limits.columns))?;
        if dialect::announced(sample).is_some() {
            records.retain(|(row, _)| *row > 1);
        }
        Rows::below(name, &records, *limits, format!("separated by {}", found.name))
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
            let taken = |row, bytes: &[u8], ends: &[usize]| take(rows, row, bytes, ends);
            if !self.text.is_empty() {
                self.cutter.push(&self.text, most, taken).map_err(|refusal| with_most(refusal, most))?;
            }
            if ends {
                break;
            }
        }
        if last {
            // A last line without a line end is a line; one more line end does not make another.
            let rows = &mut self.rows;
            let taken = |row, bytes: &[u8], ends: &[usize]| take(rows, row, bytes, ends);
            self.cutter.push("\n", most, taken).map_err(|refusal| with_most(refusal, most))?;
        }
        Ok(())
    }

    fn finish(self) -> Result<Table, Refusal> {
        let mut table = self.rows.finish()?;
        let mark = if self.decode.marked { ", by its mark" } else { "" };
        table.seen.insert(0, format!("{}{mark}", self.decode.name()));
        if self.decode.lost > 0 {
            let name = table.name.clone();
            table.ledger.add(Rule::NotInEncoding, &name, 0, "", "\u{fffd}");
        }
        Ok(table)
    }
}

/// Puts a record into the table.
fn take(rows: &mut Rows, row: u32, bytes: &[u8], ends: &[usize]) -> Result<(), Refusal> {
    let cells: Vec<&str> = cells(bytes, ends).map(str::trim).collect();
    rows.take(row, &cells)
}

fn with_most(refusal: Refusal, most: usize) -> Refusal {
    match refusal {
        Refusal::TooManyColumns { row, .. } => Refusal::TooManyColumns { row, most },
        other => other,
    }
}

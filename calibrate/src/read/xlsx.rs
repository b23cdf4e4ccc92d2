//! Sheets of a workbook, cell by cell. A sheet's stated size is not trusted, as an empty one can claim seventeen
//! billion cells.
//!
//! Cells have types there: numbers and dates are written so that they can be read in only one way, and then read like
//! those of any table.

use std::io::Cursor;

use calamine::{DataRef, Reader as _, Xlsx, XlsxError};

use super::dialect::Record;
use super::rows::Rows;
use super::{Limits, Options, Refusal, Table, unpacked};

/// Rows searched for the header.
const HEAD: usize = 200;
/// Largest workbook, in bytes: it is read in one.
pub const LARGEST_WORKBOOK: usize = 200 << 20;
/// Progress is reported after this many rows.
const TOLD: usize = 8_192;
/// The first bytes of an archive.
const ARCHIVE: &[u8] = b"PK\x03\x04";

/// Reads every sheet that holds a table; tables are named after the workbook and the sheet.
///
/// The workbook's shared texts are held as a whole while it is read. `progress` is told from time to time how many rows
/// have been read.
///
/// # Errors
///
/// Why it is not a workbook, or, where no sheet is a table, why the first one is not.
pub fn workbook(bytes: &[u8], options: &Options, mut progress: impl FnMut(usize)) -> Result<Vec<Table>, Refusal> {
    if bytes.len() > LARGEST_WORKBOOK {
        return Err(Refusal::TooMuchText(LARGEST_WORKBOOK));
    }
    // An encrypted workbook is not an archive; the workbook's reader recognises it.
    if bytes.starts_with(ARCHIVE) {
        unpacked::check(bytes, options.limits)?;
    }
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsxError::Password => Refusal::Not("an encrypted workbook"),
        _ => Refusal::Not("a broken workbook, or a file of another kind"),
    })?;
    let mut tables: Vec<Table> = Vec::new();
    let mut first = None;
    for name in book.sheet_names() {
        let called = if options.name.is_empty() { name.clone() } else { format!("{}, {name}", options.name) };
        let before: usize = tables.iter().map(|table| table.rows.len()).sum();
        match sheet(&mut book, &name, &called, options.limits, &mut |rows| progress(before + rows)) {
            Ok(table) => tables.push(table),
            Err(refusal) => first = first.or(Some(refusal)),
        }
    }
    if tables.is_empty() { Err(first.unwrap_or(Refusal::Empty)) } else { Ok(tables) }
}

fn sheet(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    called: &str,
    limits: Limits,
    progress: &mut dyn FnMut(usize),
) -> Result<Table, Refusal> {
    let broken = |_| Refusal::Not("a broken sheet");
    let mut cells = book.worksheet_cells_reader(name).map_err(broken)?;
    let mut lines = Lines { called, limits, head: Vec::new(), rows: None };
    let mut record: Record = (0, Vec::new());
    let mut read = 0_usize;
    while let Some(cell) = cells.next_cell().map_err(broken)? {
        let (row, column) = cell.get_position();
        let row = row.saturating_add(1);
        if row != record.0 {
            lines.take(std::mem::replace(&mut record, (row, Vec::new())))?;
            read += 1;
            if read.is_multiple_of(TOLD) {
                progress(read);
            }
        }
        let column = column as usize;
        let text = text(cell.get_value());
        if text.is_empty() {
            continue;
        }
        if column >= limits.columns {
            return Err(Refusal::TooManyColumns { row, most: limits.columns });
        }
        if record.1.len() <= column {
            record.1.resize(column + 1, String::new());
        }
        if let Some(place) = record.1.get_mut(column) {
            *place = text;
        }
    }
    lines.take(record)?;
    lines.finish()
}

/// Records on their way into a table; the first ones are held until the header is found among them.
struct Lines<'a> {
    called: &'a str,
    limits: Limits,
    head: Vec<Record>,
    rows: Option<Rows>,
}

impl Lines<'_> {
    fn take(&mut self, record: Record) -> Result<(), Refusal> {
        if record.1.is_empty() {
            return Ok(());
        }
        if let Some(rows) = &mut self.rows {
            return put(rows, &record);
        }
        self.head.push(record);
        if self.head.len() >= HEAD { self.begin() } else { Ok(()) }
    }

    fn begin(&mut self) -> Result<(), Refusal> {
        let mut rows = Rows::below(self.called, &self.head, self.limits, "a workbook’s sheet".to_owned())?;
        for record in self.head.drain(..) {
            put(&mut rows, &record)?;
        }
        self.rows = Some(rows);
        Ok(())
    }

    fn finish(mut self) -> Result<Table, Refusal> {
        if self.rows.is_none() {
            self.begin()?;
        }
        self.rows.ok_or(Refusal::Empty)?.finish()
    }
}

fn put(rows: &mut Rows, (row, cells): &Record) -> Result<(), Refusal> {
    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
    rows.take(*row, &cells)
}

/// A cell as a text that can be read in only one way.
fn text(cell: &DataRef<'_>) -> String {
    match cell {
        DataRef::Int(n) => n.to_string(),
        DataRef::Float(x) => number(*x),
        DataRef::String(text) => text.trim().to_owned(),
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::Bool(yes) => yes.to_string(),
        DataRef::DateTime(at) if at.is_datetime() => {
            let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
            if (hour, minute, second) == (0, 0, 0) {
                format!("{year:04}-{month:02}-{day:02}")
            } else {
                format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
            }
        }
        DataRef::DateTime(at) => number(at.as_f64()),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.trim().to_owned(),
        // The result of a formula that failed is empty.
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

/// With a decimal point; three decimals get a fourth, as they could otherwise be thousands.
fn number(x: f64) -> String {
    if !x.is_finite() {
        return String::new();
    }
    if x != 0.0 && !(1e-9..1e15).contains(&x.abs()) {
        return format!("{x:e}");
    }
    let mut text = x.to_string();
    if text.split_once('.').is_some_and(|(_, decimals)| decimals.len() == 3) {
        text.push('0');
    }
    text
}

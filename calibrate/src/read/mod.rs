//! From the bytes of an export to a table of texts.

mod dialect;
mod encoding;
mod frame;
mod reader;
mod rows;
mod table;
#[cfg(feature = "xlsx")]
mod unpacked;
#[cfg(feature = "xlsx")]
mod xlsx;

use std::fmt;

pub use dialect::{SEPARATORS, Separator};
pub use reader::Reader;
pub use table::{Column, Table};
#[cfg(feature = "xlsx")]
pub use xlsx::{LARGEST_WORKBOOK, workbook};

/// How much is accepted, so that no file can exhaust the page's memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Most rows.
    pub rows: usize,
    /// Most columns.
    pub columns: usize,
    /// Most bytes of distinct texts.
    pub text: usize,
    /// Most bytes that a workbook may unpack to.
    pub unpacked: usize,
}

impl Default for Limits {
    /// Two million rows of at most 400 columns and 256 MB of distinct texts; a gigabyte of a workbook's sheets.
    fn default() -> Self {
        Self { rows: 2_000_000, columns: 400, text: 256 << 20, unpacked: 1 << 30 }
    }
}

/// How a file is read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The file's name, which problems refer to.
    pub name: String,
    /// The separator, where the reader knows better.
    pub separator: Option<u8>,
    /// How much is accepted.
    pub limits: Limits,
}

/// Why a file is not a table. Nothing of it is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is nothing in it.
    Empty,
    /// It is something else, recognised by its first bytes.
    Not(&'static str),
    /// It has a header and no rows.
    OnlyHeader,
    /// It has too many columns: in which row, and how many are accepted.
    TooManyColumns {
        /// The row, as a spreadsheet counts.
        row: u32,
        /// The most that are accepted.
        most: usize,
    },
    /// It has more rows than are accepted.
    TooManyRows(usize),
    /// It has more distinct text than is accepted, in bytes.
    TooMuchText(usize),
    /// A workbook that unpacks to more than is accepted, in bytes.
    UnpacksTooLarge(usize),
    /// A cell that never ends, because a quote is not closed.
    EndlessCell {
        /// The row, as a spreadsheet counts.
        row: u32,
    },
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "there is nothing in this file"),
            Self::Not(what) => write!(f, "this is {what}, not a table; save it as CSV"),
            Self::OnlyHeader => write!(f, "there is a header in this file, and no row below it"),
            Self::TooManyColumns { row, most } => write!(f, "row {row} has more than {most} columns"),
            Self::TooManyRows(most) => write!(f, "there are more than {most} rows; export a shorter time"),
            Self::TooMuchText(most) => {
                write!(f, "there is more than {} MB of different texts; export fewer columns", most >> 20)
            }
            Self::UnpacksTooLarge(most) => {
                write!(
                    f,
                    "this workbook unpacks to more than {} MB, and is not read; save its sheet as CSV",
                    most >> 20
                )
            }
            Self::EndlessCell { row } => {
                write!(f, "a cell near row {row} does not end: a quotation mark is opened there and not closed")
            }
        }
    }
}

impl std::error::Error for Refusal {}

/// How files begin that are not text, and what they are.
const SIGNATURES: [(&[u8], &str); 12] = [
    (b"PK\x03\x04", "a workbook or another zipped file"),
    (b"\xd0\xcf\x11\xe0", "an old or encrypted workbook"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"RIFF", "a picture or a recording"),
    (b"BM", "a picture (BMP)"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"<!DOCTYPE", "a web page"),
    (b"<html", "a web page"),
];

/// What a file is that begins like this, if it is known and not a table.
pub(crate) fn signature(head: &[u8]) -> Option<&'static str> {
    let known = SIGNATURES.iter().find(|(start, _)| head.starts_with(start));
    // Two letters could also begin a table's header; in a picture they are followed by binary data.
    let sure = |start: &[u8]| start.len() > 2 || head.iter().take(64).any(|byte| *byte == 0);
    known.filter(|(start, _)| sure(start)).map(|(_, what)| *what)
}

/// Reads a whole file.
///
/// # Errors
///
/// Why it is not a table.
///
/// ```
/// use funnel_calibrate::{Options, read};
/// let table = read(b"Leads report\n\nDate;Spend\n01.02.2024;1.234,50\nTotal;1.234,50\n", &Options::default()).unwrap();
/// assert_eq!(table.columns[1].text(0), "1.234,50");
/// assert_eq!(table.rows, [4]);
/// ```
pub fn read(bytes: &[u8], options: &Options) -> Result<Table, Refusal> {
    let mut reader = Reader::new(options.clone());
    reader.push(bytes)?;
    reader.finish()
}

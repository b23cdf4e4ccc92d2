//! How a text is cut into cells: found from its beginning, without asking the reader.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

/// A separator used in tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Separator {
    /// The character.
    pub byte: u8,
    /// Its name.
    pub name: &'static str,
}

/// Every separator to try. If two fit equally well, the first is taken.
pub const SEPARATORS: [Separator; 4] = [
    Separator { byte: b',', name: "commas" },
    Separator { byte: b';', name: "semicolons" },
    Separator { byte: b'\t', name: "tabs" },
    Separator { byte: b'|', name: "bars" },
];

/// One record of a text: its row as a spreadsheet counts, and its cells.
pub(super) type Record = (u32, Vec<String>);

/// Cuts text into records as it arrives; line ends are `\n`.
pub(super) struct Cutter {
    reader: Reader,
    output: Vec<u8>,
    ends: Vec<usize>,
    written: usize,
    ended: usize,
    /// Line ends within cells so far.
    inner: u64,
}

/// Longest cell, in bytes; Excel's longest is 32,767 characters. A quote that is never closed is stopped here.
pub(super) const LONGEST: usize = 128 << 10;

/// Why cutting stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// A cell grew beyond [`LONGEST`], in the record that began in this row.
    Long(u32),
    /// The record in this row has more columns than are accepted.
    Wide(u32),
}

impl Cutter {
    pub(super) fn new(separator: u8) -> Self {
        let reader = ReaderBuilder::new().delimiter(separator).build();
        Self { reader, output: vec![0; 4 << 10], ends: vec![0; 64], written: 0, ended: 0, inner: 0 }
    }

    /// Cuts a piece of text. `most` is the largest number of columns.
    pub(super) fn push<E: From<Cut>>(
        &mut self,
        text: &str,
        most: usize,
        mut each: impl FnMut(u32, &[u8], &[usize]) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut input = text.as_bytes();
        loop {
            let (output, ends) = (self.output.get_mut(self.written..), self.ends.get_mut(self.ended..));
            let (Some(output), Some(ends)) = (output, ends) else { return Ok(()) };
            let (result, read, wrote, ended) = self.reader.read_record(input, output, ends);
            input = input.get(read..).unwrap_or(&[]);
            self.written += wrote;
            self.ended += ended;
            match result {
                ReadRecordResult::InputEmpty => return Ok(()),
                ReadRecordResult::OutputFull => {
                    let cell = self.ends.get(..self.ended).and_then(|ends| ends.last()).copied().unwrap_or(0);
                    if self.written - cell > LONGEST {
                        return Err(Cut::Long(self.begun()).into());
                    }
                    self.output.resize(self.output.len() * 2, 0);
                }
                ReadRecordResult::OutputEndsFull => {
                    if self.ended > most {
                        return Err(Cut::Wide(self.begun()).into());
                    }
                    self.ends.resize(self.ends.len() * 2, 0);
                }
                ReadRecordResult::Record => {
                    let bytes = self.output.get(..self.written).unwrap_or(&[]);
                    let within = bytes.iter().filter(|byte| **byte == b'\n').count() as u64;
                    self.inner += within;
                    let ends = self.ends.get(..self.ended).unwrap_or(&[]);
                    if ends.len() > most {
                        return Err(Cut::Wide(self.row()).into());
                    }
                    each(self.row(), bytes, ends)?;
                    (self.written, self.ended) = (0, 0);
                }
                ReadRecordResult::End => return Ok(()),
            }
        }
    }

    /// The row in which the unfinished record began.
    fn begun(&self) -> u32 {
        let within = self.output.iter().take(self.written).filter(|byte| **byte == b'\n').count() as u64;
        u32::try_from(self.reader.line().saturating_sub(self.inner + within)).unwrap_or(u32::MAX)
    }

    /// The row of the record that has just ended. Line ends are counted from 1, and the record's own has been passed,
    /// unless the text ended without one.
    fn row(&self) -> u32 {
        let passed = self.reader.line() - 1;
        u32::try_from(passed.saturating_sub(self.inner)).unwrap_or(u32::MAX)
    }
}

/// The cells of a record.
pub(super) fn cells<'a>(bytes: &'a [u8], ends: &'a [usize]) -> impl Iterator<Item = &'a str> {
    let mut from = 0;
    ends.iter().map(move |end| {
        let cell = bytes.get(from..*end).unwrap_or(&[]);
        from = *end;
        // Separators, quotes and line ends are ASCII, so a cut never splits a character.
        std::str::from_utf8(cell).unwrap_or("\u{fffd}")
    })
}

/// The first records of a text, cut by one separator.
pub(super) fn head(text: &str, separator: u8, most: usize) -> Result<Vec<Record>, Cut> {
    let mut records: Vec<Record> = Vec::new();
    let mut cutter = Cutter::new(separator);
    for piece in [text, "\n"] {
        cutter.push(piece, most, |row, bytes, ends| {
            records.push((row, cells(bytes, ends).map(|cell| cell.trim().to_owned()).collect()));
            Ok::<(), Cut>(())
        })?;
    }
    Ok(records)
}

/// The separator of a text, from its first lines: the one by which the most rows are as wide as the header.
///
/// If there is a first line `sep=;`, as Excel writes it, that decides.
pub(super) fn separator(text: &str, most: usize) -> Separator {
    if let Some(said) = announced(text) {
        return said;
    }
    let mut best = (0, 0, SEPARATORS[0]);
    for separator in SEPARATORS {
        // With another separator it may be narrow enough.
        let records = head(text, separator.byte, most).unwrap_or_default();
        let (fit, width) = fit(&records);
        if (fit, width) > (best.0, best.1) {
            best = (fit, width, separator);
        }
    }
    best.2
}

/// Excel's declaration in the first line.
pub(super) fn announced(text: &str) -> Option<Separator> {
    let rest = text.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")).and(text.get(4..))?;
    let byte = *rest.as_bytes().first()?;
    SEPARATORS.into_iter().find(|separator| separator.byte == byte)
}

/// How many of a thousand records have the most frequent width of at least two cells, and that width. The number is
/// halved if the first record of that width contains numbers and so is not a header: a decimal comma cuts the rows, but
/// not their header.
fn fit(records: &[Record]) -> (usize, usize) {
    let width = super::frame::usual_width(records);
    if width < 2 {
        return (0, 1);
    }
    let wide = |(_, cells): &&Record| super::frame::width(cells) == width || cells.len() == width;
    let same = records.iter().filter(wide).count();
    let header = records.iter().find(|(_, cells)| super::frame::width(cells) + 1 >= width);
    let sound = header.is_some_and(|(_, cells)| !cells.iter().any(|cell| super::frame::is_figure(cell)));
    (same * 1000 / records.len().max(1) / if sound { 1 } else { 2 }, width)
}

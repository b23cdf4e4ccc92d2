//! The size to which a workbook unpacks, counted before any of it is held: a file of some kilobytes can unpack to any
//! size, and its directory may lie about that.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::{Limits, Refusal};

/// Bytes unpacked at a time.
const PIECE: usize = 64 << 10;
/// Sheets are streamed; everything else is held as a whole while a workbook is read: its shared texts and its small
/// parts.
const STREAMED: &str = "xl/worksheets/";

/// Checks that an archive as a whole unpacks to no more than is accepted.
///
/// # Errors
///
/// That it does not, or that it is not an archive.
pub(super) fn check(bytes: &[u8], limits: Limits) -> Result<(), Refusal> {
    let broken = |_| Refusal::Not("a broken workbook, or a file of another kind");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let (mut all, mut held) = (0, 0);
    let mut piece = vec![0; PIECE];
    for at in 0..archive.len() {
        let mut part = match archive.by_index(at) {
            Ok(part) => part,
            // What the archive's reader cannot unpack, the workbook's reader cannot either, and that one says why.
            Err(_) => continue,
        };
        let is_streamed = part.name().is_ok_and(|name| name.starts_with(STREAMED));
        // A part that is cut short is noticed when it is read.
        while let Ok(n) = part.read(&mut piece) {
            if n == 0 {
                break;
            }
            all += n;
            held += if is_streamed { 0 } else { n };
            if held > limits.text {
                return Err(Refusal::UnpacksTooLarge(limits.text));
            }
            if all > limits.unpacked {
                return Err(Refusal::UnpacksTooLarge(limits.unpacked));
            }
        }
    }
    Ok(())
}

//! Check characters at the end of a link: without them, one wrong letter in a packed scenario can leave it readable,
//! with a deal size ten times as large.
//!
//! The last four bytes are the CRC-32 of everything before them. It detects with certainty every change within 32 bits,
//! so every wrong letter and every swap of two letters; of other damage it misses one case in four billion, which would
//! also have to inflate to a valid scenario. Versions from before the check characters ignore bytes after a packed
//! scenario, so they open these links as well.
//!
//! The length is one more than a multiple of three: in base64 the last character then stands for two bits and is one of
//! `AQgw`. So it is never `-` or `_`, which mail programs and chats drop at the end of a link. A text that lost one
//! letter has a length that base64 cannot have.

/// Bytes of the checksum.
const CHECK: usize = 4;
/// Most bytes of padding.
const MOST_FILLING: usize = 2;

/// The bytes followed by their checksum.
pub(super) fn seal(mut bytes: Vec<u8>) -> Vec<u8> {
    // The four bytes of the checksum make it one more than a multiple of three.
    bytes.resize(bytes.len().next_multiple_of(3), 0);
    bytes.extend(crc32fast::hash(&bytes).to_be_bytes());
    bytes
}

/// The bytes without their checksum; `None` where it is missing or wrong.
pub(super) fn unseal(bytes: &[u8]) -> Option<&[u8]> {
    let (bytes, check) = bytes.split_last_chunk::<CHECK>()?;
    (crc32fast::hash(bytes).to_be_bytes() == *check).then_some(bytes)
}

/// Whether bytes after what was packed are only padding.
pub(super) fn is_filling(bytes: &[u8]) -> bool {
    bytes.len() <= MOST_FILLING && bytes.iter().all(|byte| *byte == 0)
}

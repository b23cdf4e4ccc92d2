//! Check characters at the end of a link: one wrong letter in a packed scenario can leave it readable, with a deal size ten
//! times as large.
//!
//! The last four bytes are the CRC-32 of all before them. It tells every change within 32 bits for certain, so every wrong
//! letter and every two that changed places, and any other damage but for one in four billion; that would have to inflate to
//! a valid scenario, too. Versions that know no check characters pass over bytes behind a packed scenario, so they open
//! these links as well.
//!
//! The length is one more than a multiple of three: in base64 the last character then stands for two bits and is one of
//! `AQgw`. It is never `-` or `_`, which mail programs and chats leave out of a link that ends in them. A text with a letter
//! less has a length that base64 does not have.

/// Bytes of the check.
const CHECK: usize = 4;
/// Most bytes that fill up the length.
const MOST_FILLING: usize = 2;

/// The bytes with their check behind.
pub(super) fn seal(mut bytes: Vec<u8>) -> Vec<u8> {
    // With the four of the check one more than a multiple of three.
    bytes.resize(bytes.len().next_multiple_of(3), 0);
    bytes.extend(crc32fast::hash(&bytes).to_be_bytes());
    bytes
}

/// The bytes without their check; nothing where they have none, or another.
pub(super) fn unseal(bytes: &[u8]) -> Option<&[u8]> {
    let (bytes, check) = bytes.split_last_chunk::<CHECK>()?;
    (crc32fast::hash(bytes).to_be_bytes() == *check).then_some(bytes)
}

/// Whether bytes behind what was packed are there for the length alone.
pub(super) fn is_filling(bytes: &[u8]) -> bool {
    bytes.len() <= MOST_FILLING && bytes.iter().all(|byte| *byte == 0)
}

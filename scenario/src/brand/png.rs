//! Whether bytes are a PNG of an acceptable size.

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
/// Most pixels along a side: a few bytes could ask for a picture as large as the memory.
const MAX_SIDE: u32 = 2_000;

/// Whether bytes begin as a PNG does.
pub(super) fn is_png(bytes: &[u8]) -> bool {
    bytes.starts_with(SIGNATURE)
}

/// What is wrong with a PNG.
pub(super) fn problem(bytes: &[u8]) -> Option<String> {
    let number = |at: usize| {
        let four: [u8; 4] = bytes.get(at..at + 4)?.try_into().ok()?;
        Some(u32::from_be_bytes(four))
    };
    let header = bytes.get(12..16) == Some(b"IHDR");
    let sides = number(16).zip(number(20)).filter(|_| is_png(bytes) && header);
    match sides {
        None => Some("is not a PNG picture".to_owned()),
        Some((wide, high)) if wide == 0 || high == 0 || wide.max(high) > MAX_SIDE => {
            Some(format!("has {wide} × {high} pixels; at most {MAX_SIDE} a side are allowed"))
        }
        Some(_) if !bytes.ends_with(b"IEND\xae\x42\x60\x82") => Some("is a PNG picture that was cut short".to_owned()),
        Some(_) => None,
    }
}

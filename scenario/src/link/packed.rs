//! Deflate with a preset dictionary: words that both the writer and the reader have.
//!
//! Half of a scenario's link used to be what every scenario says: the names of its fields, and the sources of figures
//! that come with a template. The words ([`WORDS`]) are part of the format: links made with them need exactly these, so
//! they never change.

use miniz_oxide::deflate::core::{CompressorOxide, TDEFLFlush, compress_to_output, create_comp_flags_from_zip_params};
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF as WHOLE;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

/// A scenario as links write it: the worked example at the time when this format began.
pub(super) const WORDS: &[u8] = include_bytes!("words.json");

/// The first byte of what was packed with the words. No deflated data begins like this: it would make the type of their
/// first block the reserved one.
const MARK: u8 = 7;

/// Deflate's level: for a few kilobytes, small matters more than fast.
const LEVEL: i32 = 9;
/// No header, and the largest window.
const RAW: i32 = -15;

/// The bytes, packed.
pub(super) fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut deflate = CompressorOxide::new(create_comp_flags_from_zip_params(LEVEL, RAW, 0));
    let mut packed = vec![MARK];
    // The output for the words themselves is known to both sides, so it is dropped; it ends on a whole byte.
    compress_to_output(&mut deflate, WORDS, TDEFLFlush::Sync, |_| true);
    compress_to_output(&mut deflate, bytes, TDEFLFlush::Finish, |part| {
        packed.extend_from_slice(part);
        true
    });
    packed
}

/// What was packed, with or without the words, and the bytes after it; `None` where that is damaged, or longer than
/// `most` or than what is `left` for a whole text. What is inflated is taken from what is left, whatever comes of it.
pub(super) fn unpack<'a>(packed: &'a [u8], most: usize, left: &mut usize) -> Option<(Vec<u8>, &'a [u8])> {
    let (words, mut rest) = match packed.split_first() {
        Some((&MARK, rest)) => (WORDS, rest),
        _ => (&[][..], packed),
    };
    let most = words.len() + most.min(*left);
    let mut bytes = words.to_vec();
    let mut inflate = Box::<DecompressorOxide>::default();
    let mut at = words.len();
    loop {
        bytes.resize((bytes.len() * 2).max(4_096).min(most), 0);
        let (status, taken, given) = decompress(&mut inflate, rest, &mut bytes, at, WHOLE);
        at += given;
        *left = left.saturating_sub(given);
        #[cfg(test)]
        INFLATED.set(INFLATED.get() + given);
        rest = rest.get(taken..)?;
        match status {
            TINFLStatus::Done => {
                bytes.truncate(at);
                bytes.drain(..words.len());
                return Some((bytes, rest));
            }
            TINFLStatus::HasMoreOutput if bytes.len() < most => {}
            _ => return None,
        }
    }
}

#[cfg(test)]
thread_local! {
    /// Bytes inflated by this thread, whatever anybody counted down.
    pub(super) static INFLATED: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn anything_comes_back(bytes in prop::collection::vec(any::<u8>(), 0..3000), from in 0_usize..9000) {
            let mut mixed = bytes.clone();
            mixed.extend(WORDS.iter().skip(from).take(700));
            mixed.extend(&bytes);
            let packed = pack(&mixed);
            prop_assert_eq!(unpack(&packed, 1 << 16, &mut { usize::MAX }), Some((mixed, &[][..])));
        }

        #[test]
        fn what_is_damaged_gives_something_or_nothing_and_no_panic(
            packed in prop::collection::vec(any::<u8>(), 0..500), mark in any::<bool>(),
        ) {
            let packed: Vec<u8> = mark.then_some(MARK).into_iter().chain(packed).collect();
            if let Some((bytes, _)) = unpack(&packed, 5_000, &mut { usize::MAX }) {
                prop_assert!(bytes.len() <= 5_000);
            }
        }
    }

    #[test]
    fn deflated_bytes_without_the_words_are_read_too() {
        for bytes in [&b""[..], b"abc", WORDS] {
            let plain = miniz_oxide::deflate::compress_to_vec(bytes, 9);
            assert_ne!(plain[0] & 7, MARK);
            assert_eq!(unpack(&plain, bytes.len(), &mut { usize::MAX }), Some((bytes.to_vec(), &[][..])));
        }
        assert_eq!(
            unpack(&miniz_oxide::deflate::compress_to_vec(WORDS, 9), WORDS.len() - 1, &mut { usize::MAX }),
            None
        );
        assert_eq!(unpack(&pack(WORDS), WORDS.len() - 1, &mut { usize::MAX }), None);
    }

    #[test]
    fn the_words_cost_nothing_and_are_never_changed() {
        assert!(pack(WORDS).len() < 150, "{}", pack(WORDS).len());
        // Hashed with FNV-1a: links that were made with these words need exactly these.
        let hash = WORDS
            .iter()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3));
        assert_eq!(hash, 13_930_407_565_380_041_608);
    }
}

//! Laws of texts made to take time: a few characters that inflate to megabytes, to be read in thousands of ways.

use base64::Engine as _;
use miniz_oxide::deflate::compress_to_vec;
use proptest::prelude::*;

use super::packed::{INFLATED, pack};
use super::{BASE64, MAX_BYTES, MOST_INFLATED, open, seal};

/// Bytes that inflate to more than any scenario has, without an end: whatever follows them, they are read anew.
fn endless() -> Vec<u8> {
    let mut bomb = compress_to_vec(&vec![b' '; MAX_BYTES + (MAX_BYTES >> 1)], 9);
    bomb.truncate(bomb.len() - 8);
    bomb
}

/// Bytes inflated while a text is read.
fn inflated(text: &str) -> usize {
    INFLATED.set(0);
    let _ = open(text);
    INFLATED.get()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    /// The bytes are counted where they are inflated, by another count than the one that ends it.
    #[test]
    fn no_text_is_inflated_for_long(pieces in 1..600_usize, links in 1..12_usize, sealed in any::<bool>()) {
        let bomb = if sealed { seal::seal(endless()) } else { endless() };
        let one = format!("#v1={} {}. ", BASE64.encode(bomb), "A ".repeat(pieces));
        let bytes = inflated(&one.repeat(links));
        prop_assert!(bytes >= MAX_BYTES, "{bytes}: the bomb is none");
        prop_assert!(bytes <= MOST_INFLATED, "{bytes}");
    }

    /// Every beginning with check characters of its own.
    #[test]
    fn nor_is_one_whose_readings_are_all_sealed(pieces in 5..40_usize) {
        let mut bytes = endless();
        let mut pieces_of: Vec<String> = vec![BASE64.encode(seal::seal(bytes.clone()))];
        for _ in 0..pieces {
            // What is sealed, with more behind it, sealed again.
            bytes = BASE64.decode(pieces_of.concat().trim_end_matches('=')).unwrap_or_default();
            let more = bytes.len().next_multiple_of(3) - bytes.len();
            bytes.resize(bytes.len() + more, 0);
            let whole = BASE64.encode(seal::seal(bytes.clone()));
            let before = pieces_of.concat();
            pieces_of.push(whole.strip_prefix(&before).unwrap_or(&whole).to_owned());
        }
        let bytes = inflated(&format!("#v1={}", pieces_of.join(" ")));
        prop_assert!((MAX_BYTES..=MOST_INFLATED).contains(&bytes), "{bytes}");
    }
}

/// What the largest honest links need is far from the limit: a scenario of a megabyte, wrapped, with words behind.
#[test]
fn an_honest_link_of_a_megabyte_needs_a_fraction() {
    let json = format!("{{\"note\":\"{}\"}}", "All of it. ".repeat(120_000));
    let link = BASE64.encode(seal::seal(pack(json.as_bytes())));
    let wrapped: String =
        link.as_bytes().chunks(60).flat_map(|line| [line, b"\n> "].concat()).map(char::from).collect();
    let bytes = inflated(&format!("Hello,\n#v1={wrapped}\nkind regards\nAnna"));
    assert!((1_000_000..MOST_INFLATED / 8).contains(&bytes), "{bytes}");
}

//! Slips: a zero too many, a decimal point in the wrong place.

/// How close to a power of ten a ratio must be. A slip of zeros or points keeps the digits; one per cent leaves room
/// for figures that were rounded.
const NEAR: f64 = 0.01;

/// In words, how many times the old amount the new one is, if that is ten times, a hundred times, a tenth …
pub(crate) fn slip(old: f64, new: f64) -> Option<&'static str> {
    let ratio = new / old;
    let powers = [
        (10.0, "ten times"),
        (100.0, "a hundred times"),
        (1e3, "a thousand times"),
        (1e6, "a million times"),
        (0.1, "a tenth of"),
        (0.01, "a hundredth of"),
        (1e-3, "a thousandth of"),
        (1e-6, "a millionth of"),
    ];
    powers.iter().find(|(power, _)| (ratio / power - 1.0).abs() < NEAR).map(|(_, words)| *words)
}

/// Whether a text is one number with a single mark and three digits behind it, which elsewhere are thousands.
pub(crate) fn may_be_thousands(text: &str) -> bool {
    let number: String = text.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).collect();
    let is_whole = |run: &str| run.bytes().all(|b| b.is_ascii_digit());
    number.split_once(['.', ',']).is_some_and(|(head, last)| {
        (1..=3).contains(&head.len()) && !head.starts_with('0') && is_whole(head) && last.len() == 3 && is_whole(last)
    })
}

#[cfg(test)]
mod tests {
    use super::slip;

    #[test]
    fn ten_times_and_a_tenth() {
        assert_eq!(slip(9_000.0, 90_000.0), Some("ten times"));
        assert_eq!(slip(24_000.0, 2_400.0), Some("a tenth of"));
        assert_eq!(slip(-200_000.0, -2e6), Some("ten times"));
        for (old, new) in [(9_000.0, 9_000.0), (9_000.0, 18_000.0), (9_000.0, 92_000.0), (0.0, 10.0), (10.0, 0.0)] {
            assert_eq!(slip(old, new), None, "{old} {new}");
        }
    }
}

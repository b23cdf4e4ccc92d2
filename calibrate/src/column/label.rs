//! Labels that are nearly the same: "GTXPro" and "GTX Pro", "google" and "Google".

use std::collections::BTreeMap;

/// The letters and digits of a label, in lower case: what two spellings of the same thing have in common.
///
/// ```
/// use funnel_calibrate::column::label::key;
/// assert_eq!(key("GTX Pro"), key("gtx-pro"));
/// assert_ne!(key("GTX Pro"), key("GTX Pro 2"));
/// ```
#[must_use]
pub fn key(label: &str) -> String {
    let key: String = label.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    // A label of signs alone would leave nothing.
    if key.is_empty() { label.trim().to_owned() } else { key }
}

/// Proposals to merge labels: each label for which there is a more frequent one with the same key, with that one. Of
/// two equally frequent labels, the alphabetically first stays.
#[must_use]
pub fn merges(counts: &BTreeMap<String, u64>) -> BTreeMap<String, String> {
    let mut best: BTreeMap<String, (&String, u64)> = BTreeMap::new();
    for (label, count) in counts {
        let entry = best.entry(key(label)).or_insert((label, *count));
        if *count > entry.1 {
            *entry = (label, *count);
        }
    }
    let into = |label: &String| best.get(&key(label)).map(|(stays, _)| (*stays).clone());
    counts
        .keys()
        .filter_map(|label| into(label).filter(|stays| stays != label).map(|stays| (label.clone(), stays)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_more_frequent_spelling_stays() {
        let counts = [("google", 3), ("Google", 10), ("GTXPro", 5), ("GTX Pro", 5), ("bing", 1)];
        let merged = merges(&counts.map(|(label, n)| (label.to_owned(), n)).into());
        let merged: Vec<(&str, &str)> = merged.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(merged, [("GTXPro", "GTX Pro"), ("google", "Google")]);
    }
}

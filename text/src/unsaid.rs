//! Words for an empty field.

/// As fields show it while nothing is said, and as people say it.
const UNSAID: [&str; 8] =
    ["nobody said", "don't know", "dont know", "i don't know", "do not know", "not known", "unknown", "no idea"];

/// Whether a text says nothing: it is empty, or says so in words. `also` are the field's own words for that.
///
/// ```
/// use funnel_text::is_unsaid;
/// assert!(is_unsaid(" Don’t know. ", &[]) && is_unsaid("any month", &["any month"]));
/// assert!(!is_unsaid("any month", &[]));
/// ```
#[must_use]
pub fn is_unsaid(text: &str, also: &[&str]) -> bool {
    let small = text.trim().trim_end_matches('.').to_lowercase().replace('’', "'");
    let words = small.split_whitespace().collect::<Vec<_>>().join(" ");
    words.is_empty() || UNSAID.iter().chain(also).any(|unsaid| *unsaid == words)
}

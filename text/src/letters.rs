//! Letters of texts.

/// The text with its first letter large.
///
/// ```
/// assert_eq!(funnel_text::letters::capital("études"), "Études");
/// assert_eq!(funnel_text::letters::capital(""), "");
/// ```
#[must_use]
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// The text with its first letter small.
///
/// ```
/// assert_eq!(funnel_text::letters::small("Form fields"), "form fields");
/// ```
#[must_use]
pub fn small(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect()
}

//! Upper and lower case at the beginning of texts.

/// The text with its first letter in upper case.
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

/// The text with its first letter in lower case.
///
/// ```
/// assert_eq!(funnel_text::letters::small("Form fields"), "form fields");
/// ```
#[must_use]
pub fn small(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect()
}

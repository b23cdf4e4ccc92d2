//! What may stand in XML, in which slides, workbooks and pictures are written.

/// Whether XML 1.0 allows a character at all: <https://www.w3.org/TR/xml/#charsets>. Names are freed of others where they come
/// in; whatever else becomes a part of a file is, here.
#[must_use]
pub fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}')
}

/// The text without characters that XML forbids: a browser's own writer of XML writes them.
///
/// ```
/// assert_eq!(funnel_export::xml::allowed("Paid\u{b}search \u{ffff}& more".to_owned()), "Paidsearch & more");
/// ```
#[must_use]
pub fn allowed(text: String) -> String {
    if text.chars().all(is_allowed) { text } else { text.chars().filter(|c| is_allowed(*c)).collect() }
}

/// The text as XML and HTML have it within an element or an attribute.
///
/// ```
/// assert_eq!(funnel_export::xml::escaped("a<b>&\"c\""), "a&lt;b&gt;&amp;&quot;c&quot;");
/// ```
#[must_use]
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

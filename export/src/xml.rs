//! What is allowed in XML, the format of slides, workbooks and pictures.

/// Whether XML 1.0 allows a character: <https://www.w3.org/TR/xml/#charsets>. Names are cleaned of others when they
/// come in; anything else that becomes part of a file is cleaned here.
#[must_use]
pub fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}')
}

/// The text without characters that XML forbids, which a browser's own XML serialiser would write.
///
/// ```
/// assert_eq!(funnel_export::xml::allowed("Paid\u{b}search \u{ffff}& more".to_owned()), "Paidsearch & more");
/// ```
#[must_use]
pub fn allowed(text: String) -> String {
    if text.chars().all(is_allowed) { text } else { text.chars().filter(|c| is_allowed(*c)).collect() }
}

/// The text, escaped for use within an element or attribute of XML or HTML.
///
/// ```
/// assert_eq!(funnel_export::xml::escaped("a<b>&\"c\""), "a&lt;b&gt;&amp;&quot;c&quot;");
/// ```
#[must_use]
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

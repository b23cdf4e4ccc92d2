//! Removes from incoming texts what no text needs: control characters, noncharacters, and direction controls that are
//! never closed. Names go into XML, file names and our sentences, where none of these may appear.

use std::borrow::Cow;

use serde_json::Value as Json;

/// Fields whose texts may have several lines.
const LINES: [&str; 3] = ["note", "definition", "source"];

/// A one-line text without invisible, meaningless characters.
///
/// ```
/// assert_eq!(funnel_scenario::clean("Paid\u{b}search\u{1}"), "Paid search");
/// ```
#[must_use]
pub fn clean(text: &str) -> Cow<'_, str> {
    cleaned(text, false)
}

/// The same for a text that may have several lines.
fn cleaned(text: &str, lines: bool) -> Cow<'_, str> {
    let turns = has_lone_turn(text);
    let fate = |c: char| match c {
        '\n' if lines => Fate::Stays,
        // Characters that move to another place on the page separate words.
        '\t' | '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Fate::Space,
        _ if c.is_control() || is_no_character(c) => Fate::Goes,
        '\u{feff}' => Fate::Goes,
        _ if turns && is_turn(c) => Fate::Goes,
        _ => Fate::Stays,
    };
    if text.chars().all(|c| matches!(fate(c), Fate::Stays)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match fate(c) {
            Fate::Stays => out.push(c),
            // CR LF counts once.
            Fate::Space if c == '\r' && rest.peek() == Some(&'\n') => {}
            Fate::Space if c == '\r' && lines => out.push('\n'),
            Fate::Space => out.push(' '),
            Fate::Goes => {}
        }
    }
    Cow::Owned(out.trim().to_owned())
}

enum Fate {
    Stays,
    Space,
    Goes,
}

/// Code points that Unicode reserves as noncharacters; XML forbids two of them.
fn is_no_character(c: char) -> bool {
    matches!(u32::from(c), 0xfdd0..=0xfdef) || u32::from(c) & 0xfffe == 0xfffe
}

/// Characters that begin or end a change of writing direction.
fn is_turn(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The same, and the marks that count as a letter of one direction: with any of them, an ending can look like another.
#[must_use]
pub fn is_directional(c: char) -> bool {
    is_turn(c) || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}')
}

/// Characters that take no room: soft hyphens, joiners, everything [directional](is_directional), variation selectors,
/// the byte order mark, tags. Some are part of how a script or an emoji is written; no number or link needs any.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    is_directional(c)
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{180e}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a direction control is not closed, or one is closed that was never opened: that would affect whatever
/// follows the text.
fn has_lone_turn(text: &str) -> bool {
    let mut open = Vec::new();
    for c in text.chars().filter(|c| is_turn(*c)) {
        match c {
            '\u{202c}' if open.pop() != Some('\u{202c}') => return true,
            '\u{2069}' if open.pop() != Some('\u{2069}') => return true,
            '\u{202c}' | '\u{2069}' => {}
            '\u{2066}'..='\u{2068}' => open.push('\u{2069}'),
            _ => open.push('\u{202c}'),
        }
    }
    !open.is_empty()
}

/// Cleans every text in a scenario's JSON, with ids and references to them alike; returns the paths of those that
/// changed.
pub(crate) fn clean_json(json: &mut Json) -> Vec<String> {
    let mut changed = Vec::new();
    walk(json, "", false, &mut changed);
    changed
}

fn walk(json: &mut Json, path: &str, lines: bool, changed: &mut Vec<String>) {
    match json {
        Json::String(text) => {
            if let Cow::Owned(better) = cleaned(text, lines) {
                *text = better;
                changed.push(path.to_owned());
            }
        }
        Json::Array(items) => {
            for (i, item) in items.iter_mut().enumerate() {
                walk(item, &format!("{path}[{i}]"), lines, changed);
            }
        }
        Json::Object(fields) => {
            // Some keys are ids.
            let wrong: Vec<String> = fields.keys().filter(|key| matches!(clean(key), Cow::Owned(_))).cloned().collect();
            for key in wrong {
                if let Some(value) = fields.remove(&key) {
                    fields.entry(clean(&key).into_owned()).or_insert(value);
                }
            }
            for (key, value) in fields.iter_mut() {
                let below = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                // A slide's note has one line.
                let lines = LINES.contains(&key.as_str()) && !path.starts_with("deck");
                walk(value, &below, lines, changed);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The characters allowed by XML 1.0: <https://www.w3.org/TR/xml/#charsets>.
    fn is_xml(c: char) -> bool {
        matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}')
    }

    #[test]
    fn what_is_no_text_goes_and_what_is_stays() {
        for (text, clear) in [
            ("Paid\u{b}search", "Paid search"),
            ("Paid\u{1}search", "Paidsearch"),
            ("a\u{ffff}b\u{fffe}\u{1fffe}\u{fdd0}", "ab"),
            ("\u{feff}Name", "Name"),
            ("one\r\ntwo\rthree\nfour\u{2028}five", "one two three four five"),
            ("\u{202e}gnp.exe", "gnp.exe"),
            ("a\u{2069}b\u{202c}", "ab"),
            ("\u{2067}a\u{202c}b\u{2069}", "ab"),
            ("\u{7f}\u{9f}x", "x"),
        ] {
            assert_eq!(clean(text), clear, "{text:?}");
        }
        // Text in many scripts, with their joiners and marks; a direction control that is closed; spaces of all widths.
        for text in [
            "Ads",
            " two  spaces ",
            "شبكة \u{200f}إعلانية",
            "नमस्\u{200d}ते",
            "👩\u{200d}💻",
            "a\u{2067}b\u{2069}c",
            "10\u{202f}000",
            "A\u{301}",
        ] {
            assert!(matches!(clean(text), Cow::Borrowed(x) if x == text), "{text:?}");
        }
        assert_eq!(cleaned("one\r\ntwo\rthree\n\u{1}four", true), "one\ntwo\nthree\nfour");
        assert!(matches!(cleaned("one\ntwo", true), Cow::Borrowed(_)));
    }

    /// Each table holds the one before it. Unicode's own list of what is ignored where it cannot be shown, apart from
    /// the fillers of Hangul and of musical and short-hand notation, which stand in for a letter.
    #[test]
    fn what_turns_is_directional_and_what_is_directional_is_invisible() {
        // DerivedCoreProperties.txt of Unicode 17, Default_Ignorable_Code_Point.
        let ignorable = |c: char| {
            matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
                | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
                | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}')
        };
        for c in '\0'..=char::MAX {
            assert!(!is_turn(c) || is_directional(c), "{c:?}");
            assert!(!is_directional(c) || is_invisible(c), "{c:?}");
            assert!(!is_invisible(c) || ignorable(c), "{c:?}");
        }
    }

    proptest! {
        /// Whatever comes in, the result is allowed in XML and on one line, closes its direction controls, and needs no
        /// more cleaning.
        #[test]
        fn any_text_becomes_one_that_xml_may_hold(text in "(.|\\PC|\\p{Cc}|\u{202e}|\u{2067}|\u{ffff}|\u{feff}){0,40}") {
            let one = clean(&text).into_owned();
            prop_assert!(one.chars().all(|c| is_xml(c) && !c.is_control()), "{:?}", one);
            prop_assert!(!has_lone_turn(&one));
            prop_assert!(matches!(clean(&one), Cow::Borrowed(_)), "{:?}", one);
            let lines = cleaned(&text, true).into_owned();
            prop_assert!(lines.chars().all(|c| is_xml(c) && (c == '\n' || !c.is_control())), "{:?}", lines);
            prop_assert!(matches!(cleaned(&lines, true), Cow::Borrowed(_)), "{:?}", lines);
        }
    }
}

//! The scenario in the single file: a script element that is no script, with JSON in it.

const START: &str = "<script type=\"application/json\" id=\"scenario\">";
const END: &str = "</script>";

/// JSON in which nothing could end the element, or begin another: all that a tag begins with is written as an escape.
#[must_use]
pub fn inert(json: &str) -> String {
    json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

/// The file, in units of UTF-16, with this scenario in place of the one it carried; nothing when it is no such file.
#[must_use]
pub fn carrying(file: &[u16], json: &str) -> Option<Vec<u16>> {
    let (start, end): (Vec<u16>, Vec<u16>) = (START.encode_utf16().collect(), END.encode_utf16().collect());
    let find = |part: &[u16], sought: &[u16]| part.windows(sought.len()).position(|window| window == sought);
    let from = find(file, &start)? + start.len();
    let to = from + find(file.get(from..)?, &end)?;
    let (before, after) = (file.get(..from)?, file.get(to..)?);
    Some(before.iter().copied().chain(inert(json).encode_utf16()).chain(after.iter().copied()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scenario_takes_the_place_of_another_and_stays_inside() {
        let file: Vec<u16> = format!("a{START}old{END}b{START}c{END}").encode_utf16().collect();
        let hostile = "{\"name\":\"</script><script>x()</script><!--\u{2028}\"}";
        let text = String::from_utf16(&carrying(&file, hostile).unwrap()).unwrap();
        let escaped = r#"{"name":"\u003c/script>\u003cscript>x()\u003c/script>\u003c!--\u2028"}"#;
        assert_eq!(text, format!("a{START}{escaped}{END}b{START}c{END}"));
        assert_eq!(carrying(&text.encode_utf16().collect::<Vec<_>>(), "old"), Some(file));
    }

    #[test]
    fn what_is_no_such_file_is_left_alone() {
        for other in ["", "<html>", START, END] {
            assert_eq!(carrying(&other.encode_utf16().collect::<Vec<_>>(), "{}"), None);
        }
    }
}

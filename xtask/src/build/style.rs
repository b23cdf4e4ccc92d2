//! Stylesheets made shorter: the page's own here, and those of what comes later by the page's `build.rs`, which reads this
//! file as it is.

/// A stylesheet without comments and without the spaces that mean nothing. Those between selectors and around the signs
/// of a sum stay, and texts are left as they are.
pub(crate) fn shorten(style: &str) -> String {
    const ALONE: [char; 5] = ['{', '}', ';', ',', '>'];
    let mut text = String::with_capacity(style.len());
    let mut rest = style;
    while let Some(c) = rest.chars().next() {
        let token = match c {
            '/' if rest.starts_with("/*") => {
                rest = rest.split_once("*/").map_or("", |(_, after)| after);
                continue;
            }
            '"' | '\'' => rest[1..].find(c).map_or(rest, |end| &rest[..end + 2]),
            _ if c.is_whitespace() => {
                rest = rest.trim_start();
                let is_between = !text.is_empty() && !text.ends_with(ALONE) && !rest.starts_with(ALONE);
                if is_between && !text.ends_with([':', ' ']) && !rest.is_empty() {
                    text.push(' ');
                }
                continue;
            }
            _ => &rest[..c.len_utf8()],
        };
        if token == "}" && text.ends_with(';') {
            text.pop();
        }
        text.push_str(token);
        rest = &rest[token.len()..];
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stylesheet_keeps_what_means_something() {
        let long = "/* all */\n.a > .b .c,\nd:hover { width: calc(1px + 2%); content: \"a  ; b\"; }\n\n@media (a: b) and (c) {\n  e { x: y }\n}\n";
        let short = ".a>.b .c,d:hover{width:calc(1px + 2%);content:\"a  ; b\"}@media (a:b) and (c){e{x:y}}";
        assert_eq!(shorten(long), short);
        assert_eq!(shorten("a{b:'"), "a{b:'");
    }
}

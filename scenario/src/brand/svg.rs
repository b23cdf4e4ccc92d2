//! An SVG picture with nothing in it but shapes, colours and text.
//!
//! A picture shown by `<img>` runs nothing and loads nothing anyway. This is a second line of defence, and it keeps out
//! what a picture could still do there: take for ever to draw. So elements that can be reused over and over (`use`,
//! `pattern`, `mask`, clips within clips) are not on the lists either.

use std::fmt::Write;

use roxmltree::{Document, Node, ParsingOptions};

const NAMESPACE: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
/// Most nodes, and how deeply they may be nested.
const MAX_NODES: u32 = 20_000;
const MAX_DEPTH: usize = 64;
/// Most names reported of what was left out.
const MAX_TOLD: usize = 6;

const ELEMENTS: [&str; 21] = [
    "svg",
    "g",
    "defs",
    "title",
    "desc",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "text",
    "tspan",
    "linearGradient",
    "radialGradient",
    "stop",
    "clipPath",
    "style",
    "a",
    "switch",
];

/// Elements of which only the tag is dropped while the content stays: a link in a logo leads nowhere.
const OPENED: [&str; 2] = ["a", "switch"];

#[rustfmt::skip]
const ATTRIBUTES: [&str; 71] = [
    "id", "class", "style", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "fr", "dx", "dy",
    "width", "height", "viewBox", "preserveAspectRatio", "d", "points", "transform", "pathLength", "offset", "version",
    "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity", "stroke-linecap",
    "stroke-linejoin", "stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset", "opacity", "color", "display",
    "visibility", "overflow", "clip-path", "clip-rule", "clipPathUnits", "stop-color", "stop-opacity",
    "gradientUnits", "gradientTransform", "spreadMethod", "font", "font-family", "font-size", "font-weight",
    "font-style", "font-variant", "font-stretch", "letter-spacing", "word-spacing", "text-anchor",
    "dominant-baseline", "text-rendering", "shape-rendering", "color-interpolation", "paint-order", "type", "lang",
    "vector-effect",
];

/// A picture, and what was left out of it.
pub(super) struct Cleaned {
    pub(super) text: String,
    /// Each name once, for example `<script>` or `onload`.
    pub(super) dropped: Vec<String>,
}

/// Writes an SVG anew, without anything that is not on the lists. `of_file` allows a document type, as drawing programs
/// write it.
pub(super) fn clean(text: &str, of_file: bool) -> Result<Cleaned, String> {
    let options = ParsingOptions { allow_dtd: of_file, nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|e| format!("is not an SVG picture: {e}"))?;
    let root = document.root_element();
    if !root.has_tag_name((NAMESPACE, "svg")) {
        return Err(
            "is not an SVG picture: it does not begin with <svg xmlns=\"http://www.w3.org/2000/svg\">".to_owned()
        );
    }
    let mut cleaned = Cleaned { text: String::new(), dropped: Vec::new() };
    for node in document.root().children().filter(Node::is_pi) {
        cleaned.drop(&node.pi().map_or_else(String::new, |pi| format!("<?{}?>", pi.target)));
    }
    cleaned.element(root, 0, false);
    Ok(cleaned)
}

impl Cleaned {
    fn drop(&mut self, what: &str) {
        let what: String = what.chars().filter(|c| !c.is_control()).take(40).collect();
        if self.dropped.len() < MAX_TOLD && !self.dropped.contains(&what) {
            self.dropped.push(what);
        }
    }

    fn element(&mut self, node: Node<'_, '_>, depth: usize, in_clip: bool) {
        let name = node.tag_name().name();
        if depth > MAX_DEPTH || node.tag_name().namespace() != Some(NAMESPACE) || !ELEMENTS.contains(&name) {
            return self.drop(&format!("<{name}>"));
        }
        if OPENED.contains(&name) {
            self.drop(&format!("<{name}>"));
            return self.children(node, depth, in_clip);
        }
        if name == "style" && !node.children().all(|x| x.is_text() && x.text().is_some_and(is_harmless_style)) {
            return self.drop("<style>");
        }
        let in_clip = in_clip || name == "clipPath";
        self.text.push('<');
        self.text.push_str(name);
        if depth == 0 {
            // Writing to a string never fails.
            let _ = write!(self.text, " xmlns=\"{NAMESPACE}\"");
        }
        for attribute in node.attributes() {
            let (own, value) = (attribute.name(), attribute.value());
            let is_link = own == "href" && matches!(attribute.namespace(), None | Some(XLINK));
            let is_fine = match attribute.namespace() {
                // Only gradients inherit from each other.
                _ if is_link => name.ends_with("Gradient") && value.starts_with('#'),
                None if own == "style" => is_harmless_style(value),
                None if own == "clip-path" => !in_clip && is_harmless(value),
                None => ATTRIBUTES.contains(&own) && is_harmless(value),
                Some(_) => false,
            };
            if is_fine {
                let _ = write!(self.text, " {own}=\"");
                self.escaped(value);
                self.text.push('"');
            } else {
                self.drop(own);
            }
        }
        self.text.push('>');
        self.children(node, depth, in_clip);
        let _ = write!(self.text, "</{name}>");
    }

    fn children(&mut self, node: Node<'_, '_>, depth: usize, in_clip: bool) {
        for child in node.children() {
            if child.is_element() {
                self.element(child, depth + 1, in_clip);
            } else if let Some(pi) = child.pi() {
                self.drop(&format!("<?{}?>", pi.target));
            } else if child.is_text() {
                self.escaped(child.text().unwrap_or_default());
            }
        }
    }

    fn escaped(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.text.push_str("&amp;"),
                '<' => self.text.push_str("&lt;"),
                '>' => self.text.push_str("&gt;"),
                '"' => self.text.push_str("&quot;"),
                // Kept escaped in attributes, where plain ones would become spaces.
                '\t' | '\n' | '\r' => {
                    let _ = write!(self.text, "&#{};", u32::from(c));
                }
                c => self.text.push(c),
            }
        }
    }
}

/// Whether a value refers to nothing but parts of the picture itself.
fn is_harmless(value: &str) -> bool {
    let value = value.to_ascii_lowercase();
    let mut links = value.split("url(").skip(1).map(|rest| rest.trim_start_matches(['"', '\'', ' ']));
    links.all(|to| to.starts_with('#')) && !value.contains("script:") && !value.contains("data:")
}

/// Whether a style sets only colours, strokes and text: no rule that loads, and no clip, mask or filter.
fn is_harmless_style(style: &str) -> bool {
    let style = style.to_ascii_lowercase();
    let refused = ["@", "\\", "://", "clip-path", "mask", "filter", "image", "expression", "marker", "animation"];
    is_harmless(&style) && !refused.iter().any(|word| style.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn svg(inside: &str) -> String {
        format!(r#"<svg xmlns="{NAMESPACE}" xmlns:xlink="{XLINK}" viewBox="0 0 9 9">{inside}</svg>"#)
    }

    fn cleaned(inside: &str) -> Cleaned {
        clean(&svg(inside), true).unwrap()
    }

    #[test]
    fn a_drawing_programs_logo_stays_whole() {
        let inside = r##"<title>A &amp; B</title><style>.a{fill:url(#g)}</style><defs><linearGradient id="g" x1="0"><stop offset="0" stop-color="#f00"/></linearGradient><clipPath id="c"><rect width="9" height="9"/></clipPath></defs><g clip-path="url(#c)"><path class="a" d="M0 0h9v9z" style="stroke:#123"/></g><text x="1" y="2">Ö</text>"##;
        let text = format!(
            "<?xml version=\"1.0\"?><!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\"><!-- Made by hand -->{}",
            svg(inside)
        );
        let found = clean(&text, true).unwrap();
        assert_eq!(found.dropped, [""; 0]);
        for kept in ["A &amp; B", ".a{fill:url(#g)}", "clip-path=\"url(#c)\"", "stroke:#123", ">Ö</text>"] {
            assert!(found.text.contains(kept), "{kept} in {}", found.text);
        }
        assert!(!found.text.contains("DOCTYPE") && !found.text.contains("hand"));
        assert!(clean(&text, false).is_err(), "a scenario's logo has no document type");
    }

    #[test]
    fn what_runs_loads_or_never_ends_goes() {
        for (inside, dropped) in [
            ("<script>alert(1)</script>", "<script>"),
            ("<g onload='alert(1)'/>", "onload"),
            ("<a href='javascript:alert(1)'><path d='M0 0'/></a>", "<a>"),
            ("<foreignObject><p/></foreignObject>", "<foreignObject>"),
            ("<x:script xmlns:x='http://www.w3.org/1999/xhtml'>1</x:script>", "<script>"),
            ("<image href='https://example.org/x.png'/>", "<image>"),
            ("<use href='#x'/>", "<use>"),
            ("<animate attributeName='href' to='javascript:1'/>", "<animate>"),
            ("<set attributeName='onclick' to='1'/>", "<set>"),
            ("<path fill='url(https://example.org/#a)'/>", "fill"),
            ("<path fill='URL( \"//example.org/#a\")'/>", "fill"),
            ("<path style='fill:url(data:x)'/>", "style"),
            ("<style>@import 'https://example.org/a.css';</style>", "<style>"),
            ("<style>a{b:u\\72l(x)}</style>", "<style>"),
            ("<style><script xmlns='http://www.w3.org/2000/svg'/></style>", "<style>"),
            ("<clipPath id='a'><path clip-path='url(#a)'/></clipPath>", "clip-path"),
            ("<linearGradient xlink:href='https://example.org/#a'/>", "href"),
            ("<?xml-stylesheet href='a.css'?>", "<?xml-stylesheet?>"),
            ("<filter id='f'/>", "<filter>"),
        ] {
            let found = cleaned(inside);
            assert_eq!(found.dropped, [dropped], "{inside}");
            for bad in ["script", "example.org", "alert", "import", "url(d", "onload"] {
                assert!(!found.text.contains(bad), "{bad} in {}", found.text);
            }
        }
        assert!(clean("<html/>", true).is_err());
        assert!(clean(&svg("<g>"), true).is_err());
        let deep = format!("{}{}", "<g>".repeat(5_000), "</g>".repeat(5_000));
        assert_eq!(cleaned(&deep).dropped, ["<g>"]);
        let laughs = format!(
            "<!DOCTYPE svg [<!ENTITY a \"{}\"><!ENTITY b \"{}\">]>{}",
            "ha".repeat(50),
            "&a;".repeat(50),
            svg(&"&b;".repeat(90))
        );
        assert!(clean(&laughs, true).map_or(0, |x| x.text.len()) < 1 << 20);
    }

    proptest! {
        /// What has been cleaned needs no more cleaning: a scenario accepts what the page writes.
        #[test]
        fn cleaning_ends(text in "(<(script|path|g|style|a)( (d|on|fill|style)='[a-z&;#(:]{0,6}')?/?>|</g>|&lt;|[a-z\"'>]){0,12}") {
            if let Ok(first) = clean(&svg(&text), true) {
                let second = clean(&first.text, false).map_err(|e| TestCaseError::fail(format!("{e}: {}", first.text)))?;
                prop_assert_eq!(second.dropped, [""; 0]);
                prop_assert_eq!(second.text, first.text);
            }
        }
    }
}

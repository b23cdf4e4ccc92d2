//! The next slide as a picture for the presenter's window: an SVG image that contains the slide's own markup, with the
//! style rules of the stage. An image runs nothing and loads nothing, wherever it comes from.

use std::cell::RefCell;

use funnel_export::xml::{allowed, escaped};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Document, Element, HtmlElement, HtmlInputElement, Response, Window, XmlSerializer};

/// The class of the slide that is drawn below the stage, out of sight.
pub(super) const COMING: &str = "stage-coming";

/// The picture, once the next slide is drawn.
pub(super) fn coming() -> Option<String> {
    let window = web_sys::window()?;
    let document = window.document()?;
    let layer: HtmlElement = document.query_selector(&[".", COMING].concat()).ok()??.dyn_into().ok()?;
    picture(&window, &document, &layer)
}

fn picture(window: &Window, document: &Document, layer: &HtmlElement) -> Option<String> {
    let holds = |condition: &str| window.match_media(condition).ok().flatten().is_some_and(|x| x.matches());
    let rules = RULES.with_borrow(|css| flattened(css, &holds));
    if rules.is_empty() {
        return None;
    }
    let (width, height) = (layer.offset_width(), layer.offset_height());
    let root = document.document_element()?;
    let style = window.get_computed_style(&root).ok()??;
    let size = style.get_property_value("font-size").ok()?;
    let scheme = if is_dark(window, &root) { "is-dark" } else { "is-light" };
    // Its root stands for the page's: the same classes, the brand's colours, and the unit of lengths.
    let own = root.get_attribute("style").unwrap_or_default();
    let mut text = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" class="{scheme}" style="{}">"#,
        escaped(&format!("{own};font-size:{size}"))
    );
    text += &format!("<style>{}</style>", escaped(&rules));
    // Laid out as on the stage, but not enlarged: that is up to the viewer.
    text += &format!(
        r#"<foreignObject width="{width}" height="{height}"><body xmlns="http://www.w3.org/1999/xhtml" class="stage" style="position:static;width:{width}px;height:{height}px;--scale:1">"#
    );
    text += &markup(layer)?;
    text += "</body></foreignObject></svg>";
    Some(text)
}

/// The slide's own markup, with what was typed into its fields.
fn markup(layer: &Element) -> Option<String> {
    let copy: Element = layer.clone_node_with_deep(true).ok()?.dyn_into().ok()?;
    copy.class_list().remove_1(COMING).ok()?;
    let (from, to) = (layer.query_selector_all("input").ok()?, copy.query_selector_all("input").ok()?);
    for i in 0..from.length() {
        let from: HtmlInputElement = from.get(i)?.dyn_into().ok()?;
        let to: Element = to.get(i)?.dyn_into().ok()?;
        to.set_attribute("value", &from.value()).ok()?;
    }
    XmlSerializer::new().ok()?.serialize_to_string(&copy).ok().map(allowed)
}

fn is_dark(window: &Window, root: &Element) -> bool {
    let classes = root.class_list();
    let of_reader = || window.match_media("(prefers-color-scheme: dark)").ok().flatten().is_some_and(|x| x.matches());
    classes.contains("is-dark") || !classes.contains("is-light") && of_reader()
}

thread_local! {
    static RULES: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Reads the page's stylesheets, without which there is no picture. It uses their text rather than the browser's object
/// model, which writes nothing for a shorthand with a variable in it.
pub(super) fn prepare() {
    if RULES.with_borrow(String::is_empty) {
        spawn_local(async {
            let text = sheets().await.unwrap_or_default();
            RULES.replace(text);
        });
    }
}

async fn sheets() -> Result<String, JsValue> {
    let window = web_sys::window().ok_or("no window")?;
    let all = window.document().ok_or("no document")?.query_selector_all("style, link[rel=stylesheet]")?;
    let mut text = String::new();
    for i in 0..all.length() {
        let Some(sheet) = all.get(i) else { continue };
        text += &match sheet.dyn_ref::<Element>().and_then(|sheet| sheet.get_attribute("href")) {
            Some(address) => {
                let answer: Response = JsFuture::from(window.fetch_with_str(&address)).await?.dyn_into()?;
                JsFuture::from(answer.text()?).await?.as_string().unwrap_or_default()
            }
            None => sheet.text_content().unwrap_or_default(),
        };
    }
    Ok(text)
}

/// A stylesheet with the contents of `@media` blocks kept if their condition holds, and dropped otherwise: the
/// conditions are evaluated in the stage's window, as the picture is shown in another size. Braces within strings would
/// break this, but ours contain none.
fn flattened(css: &str, holds: &dyn Fn(&str) -> bool) -> String {
    let mut text = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, from)) = rest.split_once("@media") {
        text += before;
        let Some((condition, from)) = from.split_once('{') else { break };
        let mut depth = 1;
        let end = from.find(|c| {
            depth += match c {
                '{' => 1,
                '}' => -1,
                _ => 0,
            };
            depth == 0
        });
        let (inner, after) = end.map_or((from, ""), |end| (&from[..end], &from[end + 1..]));
        if holds(condition.trim()) {
            text += &flattened(inner, holds);
        }
        rest = after;
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use super::flattened;

    #[test]
    fn rules_hold_as_in_the_stages_window() {
        let css = "a{b:c}@media (width<9px){d{e:f}@media print{g{h:i}}}@supports (x:y){j{k:l}}@media print{m{n:o}}p{}";
        let with = |held: &'static [&str]| flattened(css, &|condition| held.contains(&condition));
        assert_eq!(with(&[]), "a{b:c}@supports (x:y){j{k:l}}p{}");
        assert_eq!(with(&["(width<9px)"]), "a{b:c}d{e:f}@supports (x:y){j{k:l}}p{}");
        assert_eq!(with(&["(width<9px)", "print"]), "a{b:c}d{e:f}g{h:i}@supports (x:y){j{k:l}}m{n:o}p{}");
        for cut in (0..css.len()).filter(|cut| css.is_char_boundary(*cut)) {
            let _ = flattened(&css[..cut], &|_| true);
        }
    }
}

//! What surrounds a chart in a separate picture: its title above, its source below, and a margin.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, CssStyleDeclaration, Document, Element, HtmlCanvasElement};

use super::{page, read, style};

/// Margin around everything, px.
const MARGIN: f64 = 24.0;
/// Font sizes and line heights.
const TITLE: f64 = 18.0;
const SOURCE: f64 = 11.0;
const LEADING: f64 = 1.3;
/// Height of the logo.
const LOGO: f64 = 24.0;

/// What surrounds a chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Frame {
    /// The chart's title.
    pub title: String,
    /// Its source.
    pub source: String,
    /// The brand's logo as a data URL; empty without one.
    pub logo: String,
}

impl Frame {
    /// Makes space around a copied chart, and writes into it; `shown` is the chart on the page, for its appearance.
    pub(super) fn put_around(&self, copy: &Element, shown: &Element) -> Result<(), JsValue> {
        let (window, document) = page()?;
        let style = style(&window, shown).ok_or("no style")?;
        let side = |name| copy.get_attribute(name).map_or(0.0, |x| js_sys::parse_float(&x));
        let (width, height) = (side("width"), side("height"));
        let title = broken(&document, &self.title, &style, TITLE, 700, width)?;
        let room = if self.logo.is_empty() { width } else { width - 6.0 * LOGO };
        let source = broken(&document, &self.source, &style, SOURCE, 400, room)?;
        let above = MARGIN + TITLE * LEADING * title.len() as f64 + TITLE / 2.0;
        let foot = (SOURCE * LEADING * source.len() as f64).max(if self.logo.is_empty() { 0.0 } else { LOGO });
        // Whole numbers, since a browser that rasterises it rounds.
        let (whole, tall) = ((width + 2.0 * MARGIN).ceil(), (above + height + SOURCE + foot + MARGIN).ceil());
        let group = make(&document, copy, "g", &[("transform", &format!("translate({MARGIN} {above})"))])?;
        // Title and description stay directly in the picture.
        while let Some(child) = copy.query_selector(":scope > :not(title, desc)")? {
            group.append_child(&child)?;
        }
        copy.append_child(&group)?;
        let ink = read(&style, "color");
        let write = |lines: &[String], top: f64, size: f64, weight: &str, opacity: &str| {
            for (i, line) in lines.iter().enumerate() {
                let y = top + size * (1.0 + LEADING * i as f64);
                let text = make(
                    &document,
                    copy,
                    "text",
                    &[
                        ("x", &MARGIN.to_string()),
                        ("y", &y.to_string()),
                        ("font-size", &format!("{size}px")),
                        ("font-weight", weight),
                        ("fill", &ink),
                        ("fill-opacity", opacity),
                    ],
                )?;
                text.set_text_content(Some(line));
                copy.append_child(&text)?;
            }
            Ok::<_, JsValue>(())
        };
        write(&title, MARGIN, TITLE, "700", "1")?;
        write(&source, above + height + SOURCE, SOURCE, "400", "0.75")?;
        if !self.logo.is_empty() {
            let (x, y) = (whole - MARGIN - 5.0 * LOGO, above + height + SOURCE);
            let picture = make(
                &document,
                copy,
                "image",
                &[
                    ("href", &self.logo),
                    ("x", &x.to_string()),
                    ("y", &y.to_string()),
                    ("width", &(5.0 * LOGO).to_string()),
                    ("height", &LOGO.to_string()),
                    ("preserveAspectRatio", "xMaxYMid meet"),
                ],
            )?;
            copy.append_child(&picture)?;
        }
        for (name, value) in [("width", whole), ("height", tall)] {
            copy.set_attribute(name, &value.to_string())?;
        }
        copy.set_attribute("viewBox", &format!("0 0 {whole} {tall}"))
    }
}

fn make(document: &Document, like: &Element, name: &str, attributes: &[(&str, &str)]) -> Result<Element, JsValue> {
    let made = document.create_element_ns(like.namespace_uri().as_deref(), name)?;
    attributes.iter().try_for_each(|(name, value)| made.set_attribute(name, value))?;
    Ok(made)
}

/// A text broken into lines no wider than the space, as far as its words allow.
fn broken(
    document: &Document,
    text: &str,
    style: &CssStyleDeclaration,
    size: f64,
    weight: u32,
    room: f64,
) -> Result<Vec<String>, JsValue> {
    let canvas: HtmlCanvasElement = document.create_element("canvas")?.dyn_into()?;
    let brush: CanvasRenderingContext2d = canvas.get_context("2d")?.ok_or("no canvas")?.dyn_into()?;
    brush.set_font(&format!("{weight} {size}px {}", read(style, "font-family")));
    let fits = |line: &str| brush.measure_text(line).is_ok_and(|measured| measured.width() <= room);
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if fits(&format!("{line} {word}")) => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    Ok(lines)
}

//! A chart as a self-contained picture: each shape carries the colours, and each text the typeface, that the page's
//! stylesheet gave them.

mod frame;

pub use frame::Frame;

use funnel_export::xml::allowed;
use js_sys::{Array, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, CssStyleDeclaration, Document, Element, HtmlCanvasElement,
    HtmlElement, HtmlImageElement, Url, Window, XmlSerializer,
};

/// The background of a picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ground {
    /// The page's own colour.
    #[default]
    Page,
    /// Transparent, to be put on something light.
    OnLight,
    /// Transparent, to be put on something dark.
    OnDark,
}

impl Ground {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Page, Self::OnLight, Self::OnDark];

    /// The label for a choice among them.
    #[must_use]
    pub fn face(self) -> &'static str {
        match self {
            Self::Page => "the page’s colour",
            Self::OnLight => "transparent, for light slides",
            Self::OnDark => "transparent, for dark slides",
        }
    }

    /// The class that gives the page's colours for reading on it.
    fn class(self) -> Option<&'static str> {
        match self {
            Self::Page => None,
            Self::OnLight => Some("is-light"),
            Self::OnDark => Some("is-dark"),
        }
    }
}

/// How a picture looks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Look {
    /// Its background.
    pub ground: Ground,
    /// What surrounds it; `None` for the chart alone.
    pub frame: Option<Frame>,
}

/// Properties with which a shape may be drawn, and their defaults.
const LOOKS: [(&str, &str); 8] = [
    ("fill", "rgb(0, 0, 0)"),
    ("fill-opacity", "1"),
    ("stroke", "none"),
    ("stroke-width", "1px"),
    ("stroke-opacity", "1"),
    ("stroke-dasharray", "none"),
    ("stroke-linejoin", "miter"),
    ("paint-order", "normal"),
];
/// Additional properties for texts.
const FACE: [(&str, &str); 2] = [("font-size", ""), ("font-weight", "400")];

/// A chart on the page.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    svg: Element,
}

/// The charts on the page, in order.
#[must_use]
pub fn charts() -> Vec<Chart> {
    let Ok(all) = page().and_then(|(_, document)| document.query_selector_all(".column .chart-svg")) else {
        return Vec::new();
    };
    (0..all.length()).filter_map(|i| chart(all.get(i)?.dyn_into().ok()?)).collect()
}

/// The chart with an id.
#[must_use]
pub fn by_id(id: &str) -> Option<Chart> {
    let (_, document) = page().ok()?;
    chart(document.get_element_by_id(&[id, "-title"].concat())?.parent_element()?)
}

fn chart(svg: Element) -> Option<Chart> {
    let title = svg.query_selector("title").ok()??;
    let id = title.id().strip_suffix("-title")?.to_owned();
    Some(Chart { id, title: title.text_content().unwrap_or_default(), svg })
}

/// Whether a chart shows an earlier question.
#[must_use]
pub fn is_stale(chart: &Chart) -> bool {
    chart.svg.closest(".is-stale").is_ok_and(|stale| stale.is_some())
}

/// The chart as the text of an SVG file.
///
/// # Errors
///
/// What the browser reports; it has no reason to.
pub fn svg(chart: &Chart, look: &Look) -> Result<String, JsValue> {
    // For a moment, and before anybody can see it, the chart itself has the colours that the picture is to have.
    let class = look.ground.class();
    let classes = chart.svg.class_list();
    class.map_or(Ok(()), |class| classes.add_1(class))?;
    let made = dressed(chart, look);
    class.map_or(Ok(()), |class| classes.remove_1(class))?;
    Ok(allowed(XmlSerializer::new()?.serialize_to_string(&*made?)?))
}

/// A copy of the chart with its appearance inlined, and with what surrounds it.
fn dressed(chart: &Chart, look: &Look) -> Result<Element, JsValue> {
    let (window, document) = page()?;
    let shown = &chart.svg;
    let ground = look.ground;
    let copy: Element = shown.clone_node_with_deep(true)?.dyn_into()?;
    let paper = paper(&window, shown)?;
    let (from, to) = (shown.query_selector_all("*")?, copy.query_selector_all("*")?);
    for i in 0..from.length() {
        let (Some(from), Some(to)) = (from.get(i), to.get(i)) else { continue };
        let (from, to): (Element, Element) = (from.dyn_into()?, to.dyn_into()?);
        to.remove_attribute("class")?;
        let is_text = from.local_name() == "text";
        if is_text || ["path", "rect", "line", "circle"].contains(&from.local_name().as_str()) {
            dress(&window, &from, &to, is_text, (ground != Ground::Page).then_some(&paper))?;
        }
    }
    for name in ["class", "xmlns"] {
        copy.remove_attribute(name)?;
    }
    if let Some(style) = style(&window, shown) {
        copy.set_attribute("font-family", &read(&style, "font-family"))?;
    }
    if let Some(frame) = &look.frame {
        frame.put_around(&copy, shown)?;
    }
    if ground == Ground::Page {
        let sheet = document.create_element_ns(copy.namespace_uri().as_deref(), "rect")?;
        for (name, value) in [("width", "100%"), ("height", "100%"), ("fill", paper.as_str())] {
            sheet.set_attribute(name, value)?;
        }
        // After title and description, which must come first in order to belong to the picture.
        let before = copy.query_selector("desc")?.and_then(|desc| desc.next_sibling());
        copy.insert_before(&sheet, before.as_ref())?;
    }
    Ok(copy)
}

/// The page's background colour at the chart.
fn paper(window: &Window, shown: &Element) -> Result<String, JsValue> {
    let (_, document) = page()?;
    let probe: HtmlElement = document.create_element("span")?.dyn_into()?;
    probe.style().set_property("color", "var(--paper)")?;
    let class = shown.class_list();
    for name in ["is-light", "is-dark"] {
        if class.contains(name) {
            probe.set_class_name(name);
        }
    }
    document.body().ok_or("no body")?.append_child(&probe)?;
    let colour = style(window, &probe).map(|style| read(&style, "color")).unwrap_or_default();
    probe.remove();
    Ok(colour)
}

/// Gives a copied shape the appearance of the one on the page.
fn dress(window: &Window, from: &Element, to: &Element, is_text: bool, clear: Option<&String>) -> Result<(), JsValue> {
    let Some(style) = style(window, from) else { return Ok(()) };
    let looks = LOOKS.iter().chain(if is_text { FACE.as_slice() } else { &[] });
    let unstroked = read(&style, "stroke") == "none";
    for (name, otherwise) in looks {
        let mut value = read(&style, name);
        // What is drawn in the page's background colour hides what is behind it; on a transparent background there is
        // nothing to draw.
        if clear == Some(&value) {
            "none".clone_into(&mut value);
        }
        if value != *otherwise && !(unstroked && name.starts_with("stroke-")) {
            to.set_attribute(name, &value)?;
        }
    }
    Ok(())
}

/// The chart as a PNG file, with `scale` pixels for each CSS pixel.
///
/// # Errors
///
/// What the browser reports: that it draws no picture of that size, or does not release what it drew.
pub async fn png(chart: &Chart, look: &Look, scale: u32) -> Result<Blob, JsValue> {
    let (_, document) = page()?;
    let url = Url::create_object_url_with_blob(&blob(&svg(chart, look)?, "image/svg+xml")?)?;
    let drawn = draw(&document, &url, f64::from(scale)).await;
    Url::revoke_object_url(&url)?;
    drawn
}

async fn draw(document: &Document, url: &str, scale: f64) -> Result<Blob, JsValue> {
    let image = HtmlImageElement::new()?;
    image.set_src(url);
    JsFuture::from(image.decode()).await?;
    let side = |length: u32| (f64::from(length) * scale).ceil();
    let (width, height) = (side(image.natural_width()), side(image.natural_height()));
    let canvas: HtmlCanvasElement = document.create_element("canvas")?.dyn_into()?;
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    let brush: CanvasRenderingContext2d = canvas.get_context("2d")?.ok_or("no canvas")?.dyn_into()?;
    brush.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width, height)?;
    let made = Promise::new(&mut |resolve, reject| {
        let told = reject.clone();
        let done = Closure::once_into_js(move |blob: JsValue| {
            let call = if blob.is_null() { &told } else { &resolve };
            // The functions of a promise accept anything.
            let _ = call.call1(&JsValue::UNDEFINED, &blob);
        });
        if let Err(error) = canvas.to_blob(done.unchecked_ref()) {
            let _ = reject.call1(&JsValue::UNDEFINED, &error);
        }
    });
    JsFuture::from(made).await?.dyn_into()
}

/// Text as the content of a file.
pub(crate) fn blob(text: &str, kind: &str) -> Result<Blob, JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options)
}

fn page() -> Result<(Window, Document), JsValue> {
    let window = web_sys::window().ok_or("no window")?;
    let document = window.document().ok_or("no document")?;
    Ok((window, document))
}

fn style(window: &Window, of: &Element) -> Option<CssStyleDeclaration> {
    window.get_computed_style(of).ok()?
}

fn read(style: &CssStyleDeclaration, name: &str) -> String {
    style.get_property_value(name).unwrap_or_default()
}

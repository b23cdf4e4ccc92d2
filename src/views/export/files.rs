//! Presentation and workbook: gathered from the page, written by the makers, saved.

use funnel_export::book::book;
use funnel_export::deck::Colours;
use funnel_export::slides::{Content, deck};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::charts::Sheet;
use crate::export::maker::{ExportError, Makers};
use crate::export::{kept, picture};
use crate::state::files::{file_name, save_blob};
use crate::state::{Session, link_of};
use crate::views::Reader;

/// A file that a maker writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Office {
    Slides,
    Book,
}

impl Office {
    /// Its maker, which is called like the files it writes.
    fn maker(self) -> &'static str {
        match self {
            Self::Slides => "pptx",
            Self::Book => "xlsx",
        }
    }
}

/// Writes the file and saves it.
pub(super) async fn save(office: Office, session: &Session, reader: &Reader) -> Result<(), ExportError> {
    let makers = Makers::load().await?;
    let content = office_content(office, session, reader).ok_or(ExportError::Unwritten)?;
    let made = makers.make(office.maker(), &content).await?;
    let name = format!("{}.{}", file_name(&session.scenario.name, "funnel"), office.maker());
    save_blob(&name, &made).map_err(|_| ExportError::Unwritten)
}

/// What is in the file, as JSON.
fn office_content(office: Office, session: &Session, reader: &Reader) -> Option<String> {
    let report = session.run.report.as_deref()?;
    let scenario = &*session.scenario;
    let link = link_of(scenario).unwrap_or_default();
    let content = match office {
        Office::Slides => {
            let content = Content { scenario, report, link: &link, helps: helps(), colours: colours() };
            serde_json::to_string(&deck(&content, &**reader))
        }
        Office::Book => serde_json::to_string(&book(scenario, report, &link, &**reader)),
    };
    content.ok()
}

/// What helps most, if the page knows it and it belongs to this question.
fn helps() -> Option<(String, Sheet)> {
    let chart = picture::by_id("ladder-chart").filter(|chart| !picture::is_stale(chart))?;
    Some((chart.title, kept::sheet("ladder-chart")?))
}

/// The page's colours as it would have them in daylight: slides are thrown on white walls. Where the page has other
/// colours of its own, these are they.
fn colours() -> Colours {
    let plain = || Colours::computed(&|_| String::new(), "");
    let Some(window) = web_sys::window() else { return plain() };
    let Some(body) = window.document().and_then(|document| document.body()) else { return plain() };
    let Some(probe) = window.document().and_then(|document| document.create_element("span").ok()) else {
        return plain();
    };
    let Ok(probe) = probe.dyn_into::<HtmlElement>() else { return plain() };
    probe.set_class_name("is-light");
    probe.set_hidden(true);
    if body.append_child(&probe).is_err() {
        return plain();
    }
    let read = |name: &str| {
        let style = window.get_computed_style(&probe).ok().flatten();
        style.and_then(|style| style.get_property_value(name).ok()).unwrap_or_default()
    };
    let of = |name: &str| {
        // Set by script: no inline style to the security policy.
        let _ = probe.style().set_property("color", &format!("var(--{name})"));
        read("color")
    };
    let colours = Colours::computed(&of, &read("font-family"));
    probe.remove();
    colours
}

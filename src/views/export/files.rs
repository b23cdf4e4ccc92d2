//! Presentation and workbook: gathered from the page, written by the makers, saved.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::charts::Sheet;
use crate::export::book::book;
use crate::export::deck::Colours;
use crate::export::maker::{Unmade, make};
use crate::export::slides::{Content, deck};
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

/// Writes the file and saves it.
pub(super) async fn save(office: Office, session: &Session, reader: &Reader) -> Result<(), Unmade> {
    let report = session.run.report.as_deref().ok_or(Unmade::Unwritten)?;
    let scenario = &*session.scenario;
    let link = link_of(scenario).unwrap_or_default();
    let (content, maker) = match office {
        Office::Slides => {
            let content = Content { scenario, report, link: &link, helps: helps(), colours: colours() };
            (serde_json::to_string(&deck(&content, &**reader)), "pptx")
        }
        Office::Book => (serde_json::to_string(&book(scenario, report, &link, &**reader)), "xlsx"),
    };
    let made = make(maker, &content.map_err(|_| Unmade::Unwritten)?).await?;
    let name = format!("{}.{maker}", file_name(&scenario.name, "funnel"));
    save_blob(&name, &made).map_err(|_| Unmade::Unwritten)
}

/// What helps most, if the page knows it and it belongs to this question.
fn helps() -> Option<(String, Sheet)> {
    let chart = picture::by_id("help-chart").filter(|chart| !picture::is_stale(chart))?;
    Some((chart.title, kept::sheet("help-chart")?))
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

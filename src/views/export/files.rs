//! Presentation and workbook: gathered from the page, written by the makers, saved.

use funnel_engine::scenario::View;
use funnel_export::book::book;
use funnel_export::check::Checking;
use funnel_export::deck::Colours;
use funnel_export::slides::{Content, Paragraph, StudySlide, deck};
use gloo::timers::future::TimeoutFuture;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::charts::Shared;
use crate::export::maker::{ExportError, Makers};
use crate::state::files::{file_name, save_blob};
use crate::state::{Session, Stage, hold_study, known_study, link_of};
use crate::views::Reader;
use crate::views::in_short;
use crate::views::registry::{Asking, Drawing, StudyProps, drawing};

/// A file that a maker writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Office {
    Slides,
    Book,
}

impl Office {
    /// Its maker, named after the file's extension.
    fn maker(self) -> &'static str {
        match self {
            Self::Slides => "pptx",
            Self::Book => "xlsx",
        }
    }
}

/// Writes the file and saves it; returns what to tell the reader.
pub(super) async fn save(office: Office, session: &Session, reader: &Reader) -> Result<String, ExportError> {
    let makers = Makers::load().await?;
    let (content, word) = match office {
        Office::Slides => {
            studied(session, reader).await;
            slides(session, reader)
        }
        Office::Book => workbook(session, reader).await,
    }
    .ok_or(ExportError::Unwritten)?;
    let made = makers.make(office.maker(), &content).await?;
    let name = format!("{}.{}", file_name(&session.scenario.name, "funnel"), office.maker());
    save_blob(&name, &made).map_err(|_| ExportError::Unwritten)?;
    Ok(word)
}

/// Asks the studies that slides rest on, as the stage would, and waits for a while until they are finished.
async fn studied(session: &Session, reader: &Reader) {
    /// How often it checks, and for how long, ms.
    const STEP: u32 = 250;
    const LONGEST: u32 = 120_000;
    let scenario = &*session.scenario;
    let Some(props) = study_props(session, reader) else { return };
    let asked = |view: View| match drawing(view) {
        Drawing::Study(of) => (of.slide)(&props).into_iter().collect(),
        _ if view == View::Short => {
            let asking = |question| Asking { question, scenario: props.scenario.clone() };
            in_short::questions().into_iter().map(asking).collect()
        }
        _ => Vec::new(),
    };
    let asked: Vec<Asking> = scenario.slides().iter().flat_map(|slide| asked(slide.view)).collect();
    let held: Vec<_> = asked.iter().map(|x| hold_study(&x.question, &x.scenario)).collect();
    let is_at_work = |x: &Asking| {
        let known = known_study(&x.question, &x.scenario);
        matches!(known, Some((Stage::Waits | Stage::Works(_), _)))
    };
    for _ in 0..LONGEST / STEP {
        if !asked.iter().any(is_at_work) {
            break;
        }
        TimeoutFuture::new(STEP).await;
    }
    drop(held);
}

fn study_props(session: &Session, reader: &Reader) -> Option<StudyProps> {
    let scenario = Shared::from(session.run.answers.clone()?);
    Some(StudyProps { scenario, settled: true, reader: reader.clone(), beside: session.beside.clone() })
}

/// The slides as JSON, and which ones are missing.
fn slides(session: &Session, reader: &Reader) -> Option<(String, String)> {
    let report = session.run.report.as_deref()?;
    let scenario = &*session.scenario;
    let link = link_of(scenario).unwrap_or_default();
    let told = |view| told(view, session, reader);
    let deck = deck(&Content { scenario, report, link: &link, told: &told, colours: colours() }, &**reader);
    let word = match deck.left_out.as_slice() {
        [] => "Saved.".to_owned(),
        left => format!(
            "Saved without {}: there is nothing to show of it yet. Open it below the answer to see what it needs.",
            left.iter().map(|question| format!("“{question}”")).collect::<Vec<_>>().join(", ")
        ),
    };
    Some((serde_json::to_string(&deck).ok()?, word))
}

/// The workbook as JSON. What its check needs is simulated here, with pauses in which the page stays responsive.
async fn workbook(session: &Session, reader: &Reader) -> Option<(String, String)> {
    let report = session.run.report.as_deref()?;
    let scenario = &*session.scenario;
    let mut checking = Checking::new(scenario);
    while checking.step() {
        TimeoutFuture::new(0).await;
    }
    let link = link_of(scenario).unwrap_or_default();
    let book = book(scenario, report, &checking.done(), &link, &**reader);
    Some((serde_json::to_string(&book).ok()?, "Saved.".to_owned()))
}

/// What a view says beyond the report: its finding, whether or not the view is on the page.
fn told(view: View, session: &Session, reader: &Reader) -> Option<StudySlide> {
    let scenario = &*session.scenario;
    match drawing(view) {
        Drawing::Study(of) => {
            let props = study_props(session, reader)?;
            let Asking { question, scenario } = (of.slide)(&props)?;
            let (Stage::Done, Some(found)) = known_study(&question, &scenario)? else { return None };
            (of.told)(&props, &found)
        }
        Drawing::Report(_) if view == View::Short => {
            let said = in_short::known(scenario, session.run.report.as_deref()?, reader)?;
            let heads = in_short::HEADS.map(str::to_owned).into_iter();
            let text =
                heads.zip([said.what, said.change, said.sure]).map(|(head, said)| Paragraph { head, text: said.text });
            let text = text.filter(|paragraph| !paragraph.text.is_empty()).collect();
            Some(StudySlide { title: said.head, text, ..StudySlide::default() })
        }
        Drawing::Answer | Drawing::Report(_) | Drawing::Scenario(_) => None,
    }
}

/// The page's colours in its light scheme, as slides are projected onto white walls. If the page has other colours from
/// a brand, those are used.
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
        // Set by script: the security policy allows no inline style.
        let _ = probe.style().set_property("color", &format!("var(--{name})"));
        read("color")
    };
    let colours = Colours::computed(&of, &read("font-family"));
    probe.remove();
    colours
}

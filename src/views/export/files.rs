//! Presentation and workbook: gathered from the page, written by the makers, saved.

use funnel_engine::report::Report;
use funnel_engine::scenario::View;
use funnel_export::book::book;
use funnel_export::check::Checking;
use funnel_export::deck::{Colours, Slide};
use funnel_export::slides::{Content, StudySlide, deck, of_report};
use funnel_sentences::claims::so_far;
use gloo::timers::future::TimeoutFuture;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::Callback;

use crate::charts::Shared;
use crate::export::maker::{ExportError, Makers};
use crate::state::files::{file_name, save_blob};
use crate::state::{Held, Session, Stage, hold_study, known_study, link_of};
use crate::views::Reader;
use crate::views::registry::{Asking, Drawing, FromStudy, StudyProps, drawing};

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

/// Writes the file and saves it; returns what to tell the reader. How far it is goes to `doing`.
pub(super) async fn save(
    office: Office,
    session: &Session,
    reader: &Reader,
    doing: &Callback<String>,
) -> Result<String, ExportError> {
    let makers = Makers::load().await?;
    let (content, word) = match office {
        Office::Slides => {
            // Held until the slides are made, as an answer that nobody holds is forgotten.
            let held = studied(session, reader, doing).await;
            let made = slides(session, reader);
            drop(held);
            made
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
async fn studied(session: &Session, reader: &Reader, doing: &Callback<String>) -> Vec<Held> {
    /// How often it checks, and for how long, ms.
    const STEP: u32 = 250;
    const LONGEST: u32 = 120_000;
    let Some(props) = study_props(session, reader) else { return Vec::new() };
    let asked: Vec<Asking> = session.scenario.slides().iter().flat_map(|slide| asked(slide.view, &props)).collect();
    let held: Vec<_> = asked.iter().map(|x| hold_study(&x.question, &x.scenario)).collect();
    for _ in 0..LONGEST / STEP {
        let open = asked.iter().filter(|x| is_at_work(x)).count();
        if open == 0 {
            break;
        }
        let (of, done) = (asked.len(), asked.len() - open);
        doing.emit(format!("Waiting for what the slides rest on: {done} of {of} studies are finished…"));
        TimeoutFuture::new(STEP).await;
    }
    doing.emit("Writing the slides…".to_owned());
    held
}

/// The studies that a view's slide rests on.
fn asked(view: View, props: &StudyProps) -> Vec<Asking> {
    match drawing(view) {
        Drawing::Study(of) => (of.slide)(props).into_iter().collect(),
        Drawing::Report(of) => {
            let asking = |question| Asking { question, scenario: props.scenario.clone() };
            (of.rests_on)().into_iter().map(asking).collect()
        }
        Drawing::Answer | Drawing::Scenario(_) => Vec::new(),
    }
}

fn is_at_work(x: &Asking) -> bool {
    matches!(known_study(&x.question, &x.scenario), Some((Stage::Waits | Stage::Works(_), _)))
}

fn study_props(session: &Session, reader: &Reader) -> Option<StudyProps> {
    let scenario = Shared::from(session.run.answers.clone()?);
    Some(StudyProps { scenario, settled: true, reader: reader.clone(), beside: session.beside.clone() })
}

/// The slides as JSON, and which ones are missing or not whole yet.
fn slides(session: &Session, reader: &Reader) -> Option<(String, String)> {
    let report = session.run.report.as_deref()?;
    let scenario = &*session.scenario;
    let link = link_of(scenario).unwrap_or_default();
    let props = study_props(session, reader);
    let is_open = |view: View| props.as_ref().is_some_and(|props| asked(view, props).iter().any(is_at_work));
    let open: Vec<&str> =
        scenario.slides().iter().filter(|slide| is_open(slide.view)).map(|slide| slide.view.question()).collect();
    let told = |view| told(view, report, session, reader);
    let deck = deck(&Content { scenario, report, link: &link, told: &told, colours: colours() }, &**reader);
    Some((serde_json::to_string(&deck).ok()?, word(&deck.left_out, &open)))
}

/// What to tell the reader about slides that are not whole yet, and about views that are left out.
fn word(left_out: &[&str], open: &[&str]) -> String {
    let quoted = |all: &[&str]| all.iter().map(|question| format!("“{question}”")).collect::<Vec<_>>().join(", ");
    let of = |all: &[&str]| if all.len() == 1 { ("it", "it needs") } else { ("them", "they need") };
    let (coming, empty): (Vec<&str>, Vec<&str>) = left_out.iter().partition(|question| open.contains(question));
    let so_far: Vec<&str> = open.iter().copied().filter(|question| !coming.contains(question)).collect();
    let mut word = "Saved.".to_owned();
    if !so_far.is_empty() {
        word += &format!(" {}: what is known so far, marked as such, as studies are still at work.", quoted(&so_far));
    }
    if !coming.is_empty() {
        let (them, _) = of(&coming);
        word += &format!(" Without {}: nothing is known of {them} yet.", quoted(&coming));
    }
    if !open.is_empty() {
        word += " Save it again in a few minutes to have it whole.";
    }
    if !empty.is_empty() {
        let (them, they_need) = of(&empty);
        word += &format!(
            " Without {}: there is nothing to show of {them}. Open {them} below the answer to see what {they_need}.",
            quoted(&empty)
        );
    }
    word
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

/// The slides of a view, whether or not it is on the page.
fn told(view: View, report: &Report, session: &Session, reader: &Reader) -> Vec<Slide> {
    let scenario = &*session.scenario;
    match drawing(view) {
        Drawing::Answer => of_report::answer(scenario, report, &**reader),
        Drawing::Scenario(of) => (of.told)(scenario, reader),
        Drawing::Report(of) => (of.told)(scenario, report, reader),
        Drawing::Study(of) => found(of, session, reader).map(|told| told.slide(&**reader)).into_iter().collect(),
    }
}

/// What a view's study has found so far, marked as such until it has finished.
fn found(of: &FromStudy, session: &Session, reader: &Reader) -> Option<StudySlide> {
    let props = study_props(session, reader)?;
    let Asking { question, scenario } = (of.slide)(&props)?;
    let (stage, Some(found)) = known_study(&question, &scenario)? else { return None };
    let told = (of.told)(&props, &found)?;
    Some(StudySlide { title: so_far(told.title, stage == Stage::Done), ..told })
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

#[cfg(test)]
mod tests {
    use super::word;

    /// What is not whole is named once, with what brings it; what has nothing to show is not promised.
    #[test]
    fn what_is_not_whole_is_named_with_what_brings_it() {
        assert_eq!(word(&[], &[]), "Saved.");
        let later = "Save it again in a few minutes";
        let half = word(&[], &["In short"]);
        assert!(half.contains("“In short”: what is known so far") && half.contains(later), "{half}");
        let none = word(&["In short"], &["In short"]);
        assert!(none.contains("Without “In short”: nothing is known of it yet.") && none.contains(later), "{none}");
        let empty = word(&["What does it take?"], &[]);
        assert!(empty.contains("see what it needs") && !empty.contains(later), "{empty}");
        let several = word(&["A", "B", "C", "D"], &["C", "D"]);
        assert!(several.contains("“A”, “B”: there is nothing to show of them. Open them"), "{several}");
        assert!(several.contains("what they need.") && several.contains("nothing is known of them yet."), "{several}");
        let all = word(&["A", "B"], &["B", "C"]);
        for name in ["“A”", "“B”", "“C”"] {
            assert_eq!(all.matches(name).count(), 1, "{all}");
        }
    }
}

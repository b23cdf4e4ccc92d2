//! The first screen's answer, if it came with the page: settled figures for the scenario with which the page opens,
//! written into the document when the page was built (`prerender/`) or saved as a file.

use std::collections::BTreeMap;

use base64::prelude::{BASE64_STANDARD, Engine};
use funnel_decide::sides::Carried;
use funnel_engine::VERSION;
use funnel_engine::process::Metric;
use funnel_engine::report::{Arm, Band, Booked, Books, Comparison, Report, Signs, Summary, Weekly};
use funnel_engine::scenario::Scenario;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventInit, HtmlElement, HtmlInputElement};

use crate::timing;
use funnel_messages as messages;

/// The element that holds the figures.
const ELEMENT: &str = "precomputed";

/// The element that shows them until the page is ready (`prerender/`), and the one in which the page is drawn
/// meanwhile.
const SHOWN: &str = "first-screen";
const PAGE: &str = "app";

/// Prefix of the ids in it, as the page's own elements are next to it for a while.
pub const OWN: &str = "first-";

/// A settled answer that came with the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FirstScreen {
    /// The engine that computed it.
    pub engine: String,
    /// Whether a reader sent it. What the build wrote is known to be right; this has to be confirmed by a run.
    pub sent: bool,
    /// The scenario that it answers.
    pub scenario: Carried,
    /// The [`figures`] of its report.
    pub report: Report,
}

impl FirstScreen {
    /// The settled report of a scenario, as the build writes it into the page.
    #[must_use]
    pub fn built(scenario: Scenario, report: Report) -> Self {
        Self { engine: VERSION.to_owned(), sent: false, scenario: Carried(scenario), report: figures(report) }
    }

    /// The same, sent by a reader.
    #[must_use]
    pub fn sent(scenario: Scenario, report: Report) -> Self {
        Self { sent: true, ..Self::built(scenario, report) }
    }

    /// Text that can be placed in an element of the document: [bytes](messages) in base64.
    #[must_use]
    pub fn to_text(&self) -> String {
        BASE64_STANDARD.encode(messages::write(self))
    }

    /// Reads such a text; `None` if this version cannot.
    fn of_text(text: &str) -> Option<Self> {
        messages::read(&BASE64_STANDARD.decode(text.trim()).ok()?)
    }

    /// What the document carries. If there is nothing, or this version cannot read it, the page simulates.
    #[must_use]
    pub(super) fn of_page() -> Option<Self> {
        Self::of_text(&web_sys::window()?.document()?.get_element_by_id(ELEMENT)?.text_content()?)
    }
}

/// Replaces the first screen that came with the document by the page. What the reader did there is carried over: the
/// focus, and a slider that was moved.
pub fn make_way() {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let Some(page) = document.get_element_by_id(PAGE) else { return };
    let first = document.get_element_by_id(SHOWN);
    let focus = document.active_element().and_then(|element| Some(element.id().strip_prefix(OWN)?.to_owned()));
    let moved: Vec<(String, String)> = first.as_ref().map(moved).unwrap_or_default();
    if let Some(first) = first {
        first.remove();
    }
    // Never fails for an existing attribute.
    let _ = page.remove_attribute("class");
    timing::mark(timing::USABLE);
    for (id, value) in moved {
        let input = document.get_element_by_id(&id).and_then(|input| input.dyn_into::<HtmlInputElement>().ok());
        let Some(input) = input else { continue };
        input.set_value(&value);
        for kind in ["input", "change"] {
            let options = EventInit::new();
            options.set_bubbles(true);
            if let Ok(event) = Event::new_with_event_init_dict(kind, &options) {
                // Whether a listener prevents the default does not matter.
                let _ = input.dispatch_event(&event);
            }
        }
    }
    let focused = focus.and_then(|id| document.get_element_by_id(&id));
    if let Some(element) = focused.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // Never fails for an element of the document.
        let _ = element.focus();
    }
}

/// The inputs of the first screen that were moved, by id, with their values.
fn moved(first: &Element) -> Vec<(String, String)> {
    let inputs = first.get_elements_by_tag_name("input");
    let all = (0..inputs.length()).filter_map(|at| inputs.item(at)?.dyn_into::<HtmlInputElement>().ok());
    all.filter(|input| input.value() != input.default_value())
        .filter_map(|input| Some((input.id().strip_prefix(OWN)?.to_owned(), input.value())))
        .collect()
}

/// What the first screen shows of a report, and nothing else. A test checks that nothing is missing.
#[must_use]
pub fn figures(report: Report) -> Report {
    let keep = |x: Summary| Summary { mean: x.mean, p10: x.p10, p50: x.p50, p90: x.p90, ..Summary::default() };
    let shown = [
        Metric::Revenue,
        Metric::GrossProfit,
        Metric::AcquisitionCost,
        Metric::Profit,
        Metric::ProfitWithAfter,
        Metric::Customers,
    ];
    let figures = |all: BTreeMap<Metric, Summary>| {
        all.into_iter().filter(|(metric, _)| shown.contains(metric)).map(|(metric, x)| (metric, keep(x))).collect()
    };
    let arm = |arm: Arm| Arm {
        figures: figures(arm.figures),
        cac: keep(arm.cac),
        weekly: Weekly::default(),
        stages: Vec::new(),
        flows: Vec::new(),
        booked: Booked::default(),
        work: Vec::new(),
        signs: Signs::default(),
        ..arm
    };
    let books = |books: Books| Books { uplift: Summary::default(), ..books };
    let comparison = |c: Comparison| Comparison {
        difference: figures(c.difference),
        uplift: Summary::default(),
        cumulative_revenue: Band::default(),
        cumulative_profit: Band::default(),
        books: c.books.map(books),
        ..c
    };
    let arms = report.arms.into_iter().map(arm).collect();
    let comparisons = report.comparisons.into_iter().map(comparison).collect();
    Report { arms, comparisons, ..report }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::NumberStyle;
    use crate::views::plans;
    use funnel_engine::process::Model;
    use funnel_engine::scenario::templates::{TEMPLATES, load};
    use funnel_engine::simulate::{Simulator, settled};
    use funnel_sentences::answer::{dot_caption, dot_labels, dots, table};
    use funnel_sentences::chances::{chances, error};
    use funnel_sentences::verdict::verdict;

    fn run(s: &Scenario, replicates: u32) -> Report {
        let mut simulator = Simulator::new(s).unwrap();
        let mut tally = simulator.tally();
        for block in simulator.blocks(replicates) {
            simulator.step(block, replicates, &mut tally);
        }
        tally.report(simulator.model())
    }

    /// Everything that the first screen shows of a report.
    fn screen(s: &Scenario, report: &Report) -> impl PartialEq + std::fmt::Debug + use<> {
        let n = NumberStyle::default();
        let c = &report.comparisons[0];
        let plans = [0, 1].map(|arm| plans::figures(Some(report), arm, &n));
        (
            (verdict(s, report, &n), chances(report, &s.target, &n), error(report, &n)),
            (
                table(report, &n),
                dots(c, report.horizon_weeks, &n),
                dot_labels(c),
                c.dots.clone(),
                dot_caption(report.horizon_weeks),
            ),
            (plans, plans::change(Some(report), 0, &n), plans::odds(Some(report), 0)),
        )
    }

    #[test]
    fn the_figures_say_what_the_report_says_also_after_a_page_has_carried_them() {
        for template in &TEMPLATES {
            let s = load(template.id).unwrap();
            let report = run(&s, 256);
            let said = screen(&s, &report);
            let text = FirstScreen::sent(s.clone(), report.clone()).to_text();
            let read = FirstScreen::of_text(&text).unwrap();
            assert_eq!(read, FirstScreen::sent(s.clone(), report.clone()));
            assert_eq!(screen(&s, &read.report), said, "{}", template.id);
            assert!(text.len() < 24_000, "{}: {}", template.id, text.len());
        }
        let s = load(TEMPLATES[0].id).unwrap();
        let report = settled(Model::new(&s).unwrap().into());
        assert_eq!(screen(&s, &figures(report.clone())), screen(&s, &report));
    }

    #[test]
    fn what_is_damaged_is_no_answer() {
        let s = load(TEMPLATES[0].id).unwrap();
        let text = FirstScreen::built(s.clone(), run(&s, 64)).to_text();
        assert!(text.chars().all(|c| c.is_ascii_alphanumeric() || "+/=".contains(c)), "nothing in it is markup");
        for cut in (0..text.len()).step_by(101) {
            assert_eq!(FirstScreen::of_text(&text[..cut]), None, "cut at {cut}");
        }
        for other in ["", "{}", "</script>"] {
            assert_eq!(FirstScreen::of_text(other), None, "{other}");
        }
    }
}

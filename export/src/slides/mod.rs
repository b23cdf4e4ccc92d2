//! The answer as slides: the views that the scenario presents, in its order and with its notes, and what they rest on.

pub mod of_report;
pub mod of_scenario;
mod told;

pub use super::deck::Paragraph;
pub use of_scenario::said_by;
pub use told::{Figures, StudySlide, rungs};

use funnel_engine::report::Report;
use funnel_engine::scenario::{Scenario, View};
use funnel_sentences::numbers::Numbers;

use super::assumptions::provenance;
use super::deck::{Colours, Deck, Link, Slide};

/// Longest address that an office program accepts as a link; a spreadsheet's refuses the whole file for a longer one.
pub(crate) const LONGEST_LINK: usize = 2_000;

/// Characters that fit into the two lines above a chart, the link after them included.
const LEAD: usize = 240;

/// What the slides are made of.
pub struct Content<'a> {
    /// The question.
    pub scenario: &'a Scenario,
    /// Its settled answer.
    pub report: &'a Report,
    /// The link that opens it; empty where it is too large for one.
    pub link: &'a str,
    /// The slides of a view; none where nothing is known of it.
    pub told: &'a dyn Fn(View) -> Vec<Slide>,
    /// The page's colours.
    pub colours: Colours,
}

/// The presentation: the slides of the stage, one or two for each view.
#[must_use]
pub fn deck(content: &Content<'_>, n: &dyn Numbers) -> Deck {
    let Content { scenario, report, .. } = *content;
    let mut slides: Vec<Slide> = Vec::new();
    let mut left_out = Vec::new();
    for asked in scenario.slides() {
        let mut made = (content.told)(asked.view);
        match made.first_mut() {
            None => left_out.push(asked.view.question()),
            Some(first) if !asked.note.is_empty() => first.notes = above(&asked.note, &first.notes),
            Some(_) => {}
        }
        slides.extend(made);
    }
    slides.iter_mut().for_each(fit_lead);
    // A table takes the place of the line in which a link stands.
    let is_short = (1..=LONGEST_LINK).contains(&content.link.len());
    let place = slides.iter_mut().find(|slide| is_short && slide.table.is_empty());
    let is_linked = place.is_some();
    if let Some(slide) = place {
        slide.link = Some(Link { text: "Open it live".to_owned(), href: content.link.to_owned() });
    }
    if let Some(first) = slides.first_mut() {
        first.notes = above(&first.notes, &source(content, is_linked, n));
    }
    let title = if scenario.name.is_empty() { "Funnel" } else { &scenario.name }.to_owned();
    let made = format!("{title} · engine {} · seed {}", report.engine, report.seed);
    let brand = &scenario.brand;
    let footer = if brand.footer.is_empty() { made } else { format!("{} · {made}", brand.footer) };
    let (logo, logo_name) = (brand.logo.clone(), brand.logo_name.clone());
    Deck { title, footer, logo, logo_name, colours: content.colours.clone(), slides, left_out }
}

fn above(first: &str, then: &str) -> String {
    if first.is_empty() || then.is_empty() { [first, then].concat() } else { format!("{first}\n\n{then}") }
}

/// Leaves as many sentences above a chart as its two lines hold; the rest goes into the notes.
fn fit_lead(slide: &mut Slide) {
    if slide.lead.chars().count() <= LEAD {
        return;
    }
    let most = slide.lead.char_indices().nth(LEAD).map_or(slide.lead.len(), |(at, _)| at);
    let ends = slide.lead.match_indices(". ").map(|(at, _)| at + 1).take_while(|at| *at <= most);
    // A single sentence that is too long stands in the notes as a whole.
    let rest = slide.lead.split_off(ends.last().unwrap_or(0));
    slide.notes = above(&slide.notes, rest.trim());
}

/// Where the numbers come from, for the notes of the first slide; a link that stands on no slide can be copied from
/// there.
fn source(content: &Content<'_>, is_linked: bool, n: &dyn Numbers) -> String {
    let provenance = provenance(content.report, n);
    match content.link {
        "" => format!("{provenance} The scenario travels as a file."),
        link if !is_linked => format!("{provenance}\nOpen it live: {link}"),
        _ => provenance,
    }
}

#[cfg(test)]
pub(crate) mod tests;

//! How each view is drawn: one line for each view, which names what the view's own file defines. Names and questions
//! are [`View`]'s.

use funnel_decide::{Finding, Question};
use funnel_engine::report::Report;
use funnel_engine::scenario::{Scenario, View};
use funnel_export::deck::Slide;
use funnel_export::slides::StudySlide;
use yew::prelude::*;

use super::reader::Reader;
use super::{answer, assumptions, data, decide, flow, holds, in_short, process, signs, time};
use crate::charts::Shared;
use crate::state::Beside;

/// How a view is drawn, by what it is drawn from.
pub(super) enum Drawing {
    /// The answer, which is on the page before anything else.
    Answer,
    /// From the scenario as it is edited.
    Scenario(FromScenario),
    /// From a report.
    Report(FromReport),
    /// From a study, which begins once the answer has settled.
    Study(FromStudy),
}

/// A view of the scenario itself.
pub(super) struct FromScenario {
    /// What it shows, and so when it is rendered again.
    pub(super) sees: Sees,
    /// On the page.
    pub(super) page: fn(Shared<Scenario>, Reader) -> Html,
    /// As a slide.
    pub(super) slide: fn(Shared<Scenario>, Reader) -> Html,
    /// As slides in a file; none if there is nothing to show.
    pub(super) told: fn(&Scenario, &Reader) -> Vec<Slide>,
    /// Its title.
    pub(super) title: fn(&Scenario, &Reader) -> String,
}

/// What a view of the scenario shows of it.
#[derive(Clone, Copy)]
pub(super) enum Sees {
    /// Its inputs.
    Inputs,
    /// Its inputs and the first plan's settings.
    Settings,
}

/// A view of a report.
pub(super) struct FromReport {
    /// When it is drawn.
    pub(super) turn: Turn,
    /// Whether a placeholder is shown until then.
    pub(super) is_held: bool,
    /// On the page and as a slide.
    pub(super) draw: fn(Known) -> Html,
    /// What a slide in a file rests on besides the report.
    pub(super) rests_on: fn() -> Vec<Question>,
    /// As slides in a file; none if there is nothing to show.
    pub(super) told: fn(&Scenario, &Report, &Reader) -> Vec<Slide>,
    /// Its title.
    pub(super) title: fn(&Scenario, &Report, &Reader) -> String,
}

/// A view of a study.
#[derive(Clone, Copy)]
pub(super) struct FromStudy {
    /// On the page and as a slide.
    pub(super) draw: fn(StudyProps) -> Html,
    /// What the list of questions asks automatically; `None` for what waits for a request.
    pub(super) ask: fn(&StudyProps) -> Option<Question>,
    /// What a slide asks when it is shown; `None` if there is nothing to ask.
    pub(super) slide: fn(&StudyProps) -> Option<Asking>,
    /// What a slide in a file contains of the finding; `None` for another study's finding, or while too little is
    /// known.
    pub(super) told: fn(&StudyProps, &Finding) -> Option<StudySlide>,
}

/// A question, and the scenario that it is about.
pub(super) struct Asking {
    pub(super) question: Question,
    pub(super) scenario: Shared<Scenario>,
}

impl FromStudy {
    /// What the list of questions asks automatically is also what a slide asks.
    pub(super) fn as_listed(props: &StudyProps, ask: fn(&StudyProps) -> Option<Question>) -> Option<Asking> {
        ask(props).map(|question| Asking { question, scenario: props.scenario.clone() })
    }
}

impl PartialEq for FromStudy {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::fn_addr_eq(self.draw, other.draw)
    }
}

/// Turns in which views below the answer are drawn, as all together would block the page for noticeably long.
#[derive(Clone, Copy)]
pub(super) enum Turn {
    First,
    Second,
    /// For studies as well.
    Third,
    Fourth,
}

/// A report, and what it answers.
pub(super) struct Known {
    pub(super) scenario: Shared<Scenario>,
    pub(super) report: Shared<Report>,
    /// Whether the report has settled: further runs begin only then.
    pub(super) settled: bool,
    pub(super) reader: Reader,
}

/// Properties of a view that rests on a study.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct StudyProps {
    pub(super) scenario: Shared<Scenario>,
    /// Whether the answer has settled: further runs begin only then.
    pub(super) settled: bool,
    pub(super) reader: Reader,
    /// The scenarios kept for comparison.
    pub(super) beside: Beside,
}

/// How a view is drawn.
pub(super) fn drawing(view: View) -> &'static Drawing {
    match view {
        View::Short => &in_short::VIEW,
        View::Answer => &answer::VIEW,
        View::Flow => &flow::VIEW,
        View::Time => &time::VIEW,
        View::Holds => &holds::VIEW,
        View::Ladder => &decide::ladder::VIEW,
        View::Curve => &decide::curve::VIEW,
        View::Mix => &decide::mix::VIEW,
        View::Extra => &decide::extra::VIEW,
        View::Cut => &decide::cut::VIEW,
        View::Outcome => &decide::outcome::VIEW,
        View::Drivers => &decide::drivers::VIEW,
        View::Learn => &decide::learn::VIEW,
        View::Compare => &decide::compare::VIEW,
        View::Regret => &decide::regret::VIEW,
        View::Signs => &signs::VIEW,
        View::Process => &process::VIEW,
        View::Data => &data::VIEW,
        View::Assumptions => &assumptions::VIEW,
    }
}

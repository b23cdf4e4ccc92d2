//! In short: what to do, what would change that, how sure.

use std::rc::Rc;

use funnel_decide::{Finding, Question, curve};
use funnel_engine::process::Metric;
use funnel_engine::report::Report;
use funnel_engine::scenario::Scenario;
use funnel_sentences::in_short::{Findings, InShort as Said, Stance, in_short};
use yew::prelude::*;

use super::decide::learn;
use super::reader::Reader;
use super::study::REPLICATES;
use crate::charts::Shared;
use crate::state::{Stage, Studied, use_study};

/// Properties of [`InShort`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct InShortProps {
    /// The answer, once it is the last word, and what it answers.
    pub(super) answered: Option<(Shared<Scenario>, Shared<Report>)>,
    /// Whether the page's own run has settled: only then further runs begin.
    pub(super) settled: bool,
    pub(super) reader: Reader,
}

/// The three lines above the answer. While another answer is on its way the last ones stay as they are, pale.
#[component]
pub(super) fn InShort(props: &InShortProps) -> Html {
    let last = use_mut_ref(|| None);
    let is_stale = props.answered.is_none();
    if props.answered.is_some() {
        last.borrow_mut().clone_from(&props.answered);
    }
    let known: Option<(Shared<Scenario>, Shared<Report>)> = last.borrow().clone();
    let Some((scenario, report)) = known else {
        return frame(Stance::Unclear, true, ["", "", ""].map(|_| ("Being worked out…".to_owned(), String::new())));
    };
    html! { <Lines {scenario} {report} settled={props.settled} {is_stale} reader={props.reader.clone()} /> }
}

/// Properties of [`Lines`].
#[derive(PartialEq, Properties)]
struct LinesProps {
    scenario: Shared<Scenario>,
    report: Shared<Report>,
    settled: bool,
    is_stale: bool,
    reader: Reader,
}

#[component]
fn Lines(props: &LinesProps) -> Html {
    let LinesProps { scenario, report, settled, is_stale, reader } = props;
    let metric = Metric::Profit;
    let ladder = use_study(Some(Question::Ladder), scenario, *settled, REPLICATES);
    let curve = use_study(Some(Question::Curve { lambda: curve::LAMBDA }), scenario, *settled, REPLICATES);
    let learn = use_study(Some(Question::Learn { metric, pairs: false }), scenario, *settled, learn::REPLICATES);
    let deps = (scenario.clone(), report.clone(), ladder, curve, learn, reader.clone());
    let now = use_memo(deps, |(scenario, report, ladder, curve, learn, reader)| {
        let found = Findings {
            ladder: whole(ladder).and_then(|found| if let Finding::Ladder(x) = found { Some(x) } else { None }),
            curve: whole(curve).and_then(|found| if let Finding::Curve(x) = found { Some(&**x) } else { None }),
            learn: whole(learn).and_then(|found| if let Finding::Learn(x) = found { Some(x) } else { None }),
        };
        in_short(scenario, report, &found, &**reader)
    });
    // Studies of the question before have given their cores away: what they had found is still what stood here.
    let last = use_mut_ref(|| Rc::clone(&now));
    if !is_stale {
        *last.borrow_mut() = now;
    }
    let said = Rc::clone(&last.borrow());
    let Said { stance, head, what, change, sure } = &*said;
    let pending = |said: &funnel_sentences::claims::Said, what: &str| {
        if said.is_pending && said.text.is_empty() { what.to_owned() } else { said.text.clone() }
    };
    let lines = [
        (what.text.clone(), head.clone()),
        (pending(change, "Being looked into: other budgets, a longer time, every assumption…"), String::new()),
        (sure.text.clone(), String::new()),
    ];
    frame(*stance, *is_stale, lines)
}

/// What a study found, once it is whole and of this question: half a finding may say the opposite.
fn whole(studied: &Studied) -> Option<&Finding> {
    studied.found.as_deref().filter(|_| !studied.is_stale && studied.stage == Stage::Done)
}

const NAMES: [&str; 3] = ["What to do", "What would change that", "How sure"];

fn frame(stance: Stance, is_stale: bool, lines: [(String, String); 3]) -> Html {
    let tone = match stance {
        Stance::Spend | Stance::Cut | Stance::Do => "tells-gain",
        Stance::Dont | Stance::Keep | Stance::Leave => "tells-loss",
        _ => "tells-open",
    };
    let line = |(name, (text, head)): (&'static str, (String, String))| {
        html! {
            <>
                <dt>{ name }</dt>
                <dd>
                    if !head.is_empty() {
                        <strong>{ head }</strong>{ " " }
                    }
                    { text }
                </dd>
            </>
        }
    };
    html! {
        <section class={classes!("in-short", tone, is_stale.then_some("is-stale"))} aria-labelledby="in-short-title">
            <h2 class="rail-title" id="in-short-title">{ "In short" }</h2>
            <dl class="in-short-lines">{ for NAMES.into_iter().zip(lines).map(line) }</dl>
        </section>
    }
}

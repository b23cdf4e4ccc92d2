//! In short: what to do, what would change that, how sure it is.

use std::rc::Rc;

use funnel_decide::{Finding, Question, curve};
use funnel_engine::process::Metric;
use funnel_engine::report::Report;
use funnel_engine::scenario::{Scenario, View};
use funnel_export::deck::{Paragraph, Slide};
use funnel_sentences::claims::so_far;
use funnel_sentences::in_short::{Findings, InShort as Said, Stance, in_short};
use yew::prelude::*;

use super::reader::Reader;
use super::registry::{Drawing, FromReport, Known, Turn};
use super::section::Section;
use crate::charts::Shared;
use crate::state::{Stage, Studied, known_study, use_study};

/// As a view of its own: a slide, a frame.
pub(super) static VIEW: Drawing = Drawing::Report(FromReport {
    turn: Turn::First,
    is_held: false,
    draw: |Known { scenario, report, settled, reader }| html! { <Lines {scenario} {report} {settled} place={Place::Alone} {reader} /> },
    rests_on: || questions().into(),
    told: |scenario, report, reader| vec![slide(scenario, report, reader)],
    title: |_, _, _| "In short".to_owned(),
});

/// Properties of [`InShort`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct InShortProps {
    /// The answer, once it is final, and the scenario that it answers.
    pub(super) answered: Option<(Shared<Scenario>, Shared<Report>)>,
    /// Whether the page's own run has settled: further runs begin only then.
    pub(super) settled: bool,
    /// Which piece of work is on the page.
    pub(super) piece: u32,
    pub(super) reader: Reader,
}

/// The three lines above the answer. While another answer is on its way, the previous lines stay, in a paler colour;
/// those about another piece of work do not.
#[component]
pub(super) fn InShort(props: &InShortProps) -> Html {
    let last = use_mut_ref(|| (props.piece, None));
    let is_stale = props.answered.is_none();
    if props.answered.is_some() || last.borrow().0 != props.piece {
        last.replace((props.piece, props.answered.clone()));
    }
    let known: Option<(Shared<Scenario>, Shared<Report>)> = last.borrow().1.clone();
    let Some((scenario, report)) = known else {
        let lines = ["", "", ""].map(|_| ("Being worked out…".to_owned(), String::new()));
        return frame(Stance::Unclear, true, list(NAMES, lines, true));
    };
    html! { <Lines key={props.piece} {scenario} {report} settled={props.settled} {is_stale} reader={props.reader.clone()} /> }
}

/// Where the lines are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Place {
    /// Above the answer.
    #[default]
    Page,
    /// Alone, like other views: a slide, a frame.
    Alone,
    /// At the top of a printed sheet.
    Paper,
}

/// Properties of [`Lines`].
#[derive(PartialEq, Properties)]
pub(super) struct LinesProps {
    pub(super) scenario: Shared<Scenario>,
    pub(super) report: Shared<Report>,
    pub(super) settled: bool,
    #[prop_or_default]
    pub(super) is_stale: bool,
    #[prop_or_default]
    pub(super) place: Place,
    pub(super) reader: Reader,
}

#[component]
pub(super) fn Lines(props: &LinesProps) -> Html {
    let LinesProps { scenario, report, settled, is_stale, place, reader } = props;
    let now = use_in_short(scenario, report, *settled, reader);
    // The studies of the previous question have yielded their cores; what they had found is still what was shown here.
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
        // A step, or another place for the money, may still be found.
        (what.text.clone(), so_far(head.clone(), !what.is_pending)),
        (pending(change, "Being looked into: other budgets, a longer time, every assumption…"), String::new()),
        (sure.text.clone(), String::new()),
    ];
    let is_pending = what.is_pending || change.is_pending;
    match place {
        Place::Page => frame(*stance, *is_stale, list(NAMES, lines, is_pending)),
        Place::Alone => view(*stance, lines, is_pending),
        Place::Paper => list(NAMES, lines, is_pending),
    }
}

/// The studies that it rests on: what would help most, how far to go, what to find
/// out first, where the extra money goes, what is cut first.
fn questions() -> [Question; 5] {
    [
        Question::Ladder,
        Question::Curve { lambda: curve::LAMBDA },
        Question::Learn { metric: Metric::Profit, pairs: false },
        Question::Extra,
        Question::Cut,
    ]
}

/// In short, as far as the page's own studies have found it; they are run only once, whoever asks.
#[hook]
pub(super) fn use_in_short(
    scenario: &Shared<Scenario>,
    report: &Shared<Report>,
    settled: bool,
    reader: &Reader,
) -> Rc<Said> {
    let [ladder, curve, learn, extra, cut] = questions();
    let ladder = use_study(Some(ladder), scenario, settled, None);
    let curve = use_study(Some(curve), scenario, settled, None);
    let learn = use_study(Some(learn), scenario, settled, None);
    let extra = use_study(Some(extra), scenario, settled, None);
    let cut = use_study(Some(cut), scenario, settled, None);
    let deps = (scenario.clone(), report.clone(), [ladder, curve, learn, extra, cut], reader.clone());
    use_memo(deps, |(scenario, report, studied, reader)| {
        in_short(scenario, report, &Findings::of(studied.iter().filter_map(whole)), &**reader)
    })
}

/// As a slide in a file.
fn slide(scenario: &Scenario, report: &Report, reader: &Reader) -> Slide {
    let said = known(scenario, report, reader);
    let is_whole = !said.what.is_pending && !said.change.is_pending;
    let heads = HEADS.map(str::to_owned).into_iter();
    let text = heads.zip([said.what, said.change, said.sure]).map(|(head, said)| Paragraph { head, text: said.text });
    let text = text.filter(|paragraph| !paragraph.text.is_empty()).collect();
    Slide { title: so_far(said.head, is_whole), text, ..Slide::default() }
}

/// In short, from the studies that have finished: pending while any of them has not.
fn known(scenario: &Scenario, report: &Report, reader: &Reader) -> Said {
    let done = |question: Question| match known_study(&question, scenario)? {
        (Stage::Done, found) => found,
        _ => None,
    };
    let all: Vec<Rc<Finding>> = questions().into_iter().filter_map(done).collect();
    in_short(scenario, report, &Findings::of(all.iter().map(|found| &**found)), &**reader)
}

/// A study's finding, once it is complete and about this question: half a finding may say the opposite.
fn whole(studied: &Studied) -> Option<&Finding> {
    studied.found.as_deref().filter(|_| !studied.is_stale && studied.stage == Stage::Done)
}

const NAMES: [&str; 3] = ["What to do", "What would change that", "How sure"];
/// The headings where what to do is the title.
const HEADS: [&str; 3] = ["Why", NAMES[1], NAMES[2]];

fn tone(stance: Stance) -> &'static str {
    match stance {
        Stance::Spend | Stance::Cut | Stance::Do => "tells-gain",
        Stance::Dont | Stance::Keep | Stance::Leave => "tells-loss",
        _ => "tells-open",
    }
}

/// As a slide or in a frame of its own: what to do is the title.
fn view(stance: Stance, [(why, head), change, sure]: [Line; 3], is_pending: bool) -> Html {
    let (title, why) = if head.is_empty() { (why, String::new()) } else { (head, why) };
    let section = Section {
        view: View::Short,
        title: title.into(),
        tools: Html::default(),
        class: classes!("in-short-alone", tone(stance)),
    };
    section.render(list(HEADS, [(why, String::new()), change, sure], is_pending))
}

/// A line's text, and what is said in bold before it.
type Line = (String, String);

/// The lines that say anything. While studies that they rest on are at work they are marked as pending, which prints and
/// pictures wait for.
fn list(names: [&'static str; 3], lines: [Line; 3], is_pending: bool) -> Html {
    let line = |(name, (text, head)): (&'static str, Line)| {
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
    let said = names.into_iter().zip(lines).filter(|(_, (text, head))| !text.is_empty() || !head.is_empty());
    html! { <dl class={classes!("in-short-lines", is_pending.then_some("is-pending"))}>{ for said.map(line) }</dl> }
}

fn frame(stance: Stance, is_stale: bool, lines: Html) -> Html {
    html! {
        <section class={classes!("in-short", tone(stance), is_stale.then_some("is-stale"))} id="short" aria-labelledby="short-title">
            <h2 class="rail-title" id="short-title" tabindex="-1">{ "In short" }</h2>
            { lines }
        </section>
    }
}

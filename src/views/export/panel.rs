use std::rc::Rc;

use funnel_engine::report::Report;
use funnel_engine::scenario::Scenario;
use funnel_export::csv::Dialect;
use funnel_export::names;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::files::{self, Office};
use super::pictures::{Kind, Saving, frame_choice, framed, ground_choice, save_chart};
use super::print::Printed;
use crate::export::kept;
use crate::export::picture::{Ground, Look, charts};
use crate::single;
use crate::state::{Notice, Phase, Session, files as own};
use crate::views::Reader;
use crate::views::more::Settled;
use crate::views::panel::PanelProps;

/// The answer as files.
pub(in crate::views) fn export(props: PanelProps) -> Html {
    html! { <Export ..props /> }
}

/// What was requested, and the outcome.
#[derive(Clone, Debug, PartialEq)]
enum SaveState {
    Nothing,
    Doing(AttrValue),
    Done(AttrValue),
    Failed(AttrValue),
}

/// One entry: its name, its description, and whether it needs the settled answer.
struct Entry {
    face: &'static str,
    about: &'static str,
    needs_answer: bool,
}

/// Everything that can be saved, in groups.
#[component]
fn Export(props: &PanelProps) -> Html {
    let session = &props.session;
    let told = use_state_eq(|| SaveState::Nothing);
    // A counter, so that a printer that never responded can be asked again.
    let printing = use_state_eq(|| 0_u32);
    let dialect = {
        let style = props.reader.style.clone();
        use_state_eq(move || Dialect::of(&style))
    };
    let settled = session.run.phase == Phase::Settled && !session.is_stale();
    let entry = |entry: Entry, act: Callback<()>| {
        let Entry { face, about, needs_answer } = entry;
        let able = settled || !needs_answer;
        let onclick = Callback::from(move |_: MouseEvent| {
            if able {
                act.emit(());
            }
        });
        let waits = (!able).then_some("export-waits");
        html! {
            <li class="export-entry">
                <button type="button" class="button" {onclick} aria-disabled={(!able).then_some("true")} aria-describedby={waits}>
                    { face }
                </button>
                <p class="small">{ about }</p>
            </li>
        }
    };
    let office = |office: Office, doing: &'static str| {
        let (session, reader, told) = (session.clone(), props.reader.clone(), told.setter());
        Callback::from(move |()| {
            let (session, reader, told) = (session.clone(), reader.clone(), told.clone());
            told.set(SaveState::Doing(doing.into()));
            spawn_local(async move {
                let progress = told.clone();
                let progress = Callback::from(move |how: String| progress.set(SaveState::Doing(how.into())));
                told.set(match files::save(office, &session, &reader, &progress).await {
                    Ok(word) => SaveState::Done(word.into()),
                    Err(problem) => SaveState::Failed(problem.words().into()),
                });
            });
        })
    };
    let of_report = |save: fn(&Session, &Reader, Dialect)| {
        let (session, reader, told, dialect) = (session.clone(), props.reader.clone(), told.setter(), *dialect);
        Callback::from(move |()| {
            save(&session, &reader, dialect);
            told.set(SaveState::Done("Saved.".into()));
        })
    };
    let print = {
        let printing = printing.clone();
        Callback::from(move |()| printing.set(*printing + 1))
    };
    let as_file = {
        let (session, told) = (session.clone(), told.setter());
        Callback::from(move |()| {
            let onsaved = told.clone();
            told.set(SaveState::Doing("Writing the file…".into()));
            let onsaved = Callback::from(move |saved: Result<(), Notice>| {
                onsaved.set(match saved {
                    Ok(()) => SaveState::Done("Saved.".into()),
                    Err(notice) => SaveState::Failed(notice.title.into()),
                });
            });
            let settled = session.run.report.as_deref().filter(|_| session.run.phase == Phase::Settled);
            single::save_as_file(&session.scenario, settled, onsaved);
        })
    };
    let ondone = {
        let printing = printing.setter();
        Callback::from(move |()| printing.set(0))
    };
    let set_dialect = {
        let dialect = dialect.setter();
        Callback::from(move |to| dialect.set(to))
    };
    html! {
        <>
            <p class="small" id="export-waits" role="status">
                { if settled { "" } else { waits(&session.run.phase) } }
            </p>
            { said(&told) }
            { group("To show", "The verdict, its chart and what it rests on.", html! {
                <>
                    { entry(Entry { face: "PowerPoint", about: "Slides with native charts that can be edited; sources and a link in the notes.", needs_answer: true },
                        office(Office::Slides, "Writing the slides…")) }
                    { entry(Entry { face: "Printed page", about: "Verdict, figures and every assumption, on A4 or Letter, or as a PDF.", needs_answer: true }, print) }
                </>
            }) }
            { group("To calculate with", "The same numbers, all their digits.", html! {
                <>
                    { entry(Entry { face: "Excel workbook", about: "Inputs, results, weekly series, and the mean worked out again by live formulas.", needs_answer: true },
                        office(Office::Book, "Writing the workbook…")) }
                    { entry(Entry { face: "Results as CSV", about: "One figure a row, with its standard error, written as chosen below.", needs_answer: true },
                        of_report(|session, reader, dialect| if let Some(report) = &session.run.report { own::save_report_table(&named(report, session, reader), dialect); })) }
                    { entry(Entry { face: "Results as JSON", about: "The whole report, as the command line writes it.", needs_answer: true },
                        of_report(|session, _, _| if let Some(report) = &session.run.report { own::save_report(report); })) }
                </>
            }) }
            <p class="export-how">{ dialect_choice(*dialect, &set_dialect) }</p>
            { group("To open again", "Here or on the command line, to the same numbers.", html! {
                <>
                    { entry(Entry { face: "Scenario as JSON", about: "Every assumption with its source, and the seed.", needs_answer: false },
                        of_report(|session, _, _| own::save_scenario(&session.scenario))) }
                    { entry(Entry { face: "All in one file", about: "The whole page with this scenario, to open from a disk, without a network.", needs_answer: false }, as_file) }
                </>
            }) }
            <Pictures scenario={session.scenario.clone()} dialect={*dialect} />
            if *printing > 0 {
                <Printed key={*printing} session={session.clone()} reader={props.reader.clone()} {ondone} />
            }
        </>
    }
}

/// The report with its plans called what they do.
fn named(report: &Report, session: &Session, reader: &Reader) -> Report {
    let about = session.run.answers.as_deref().unwrap_or(&session.scenario);
    names::named(report, about, &**reader)
}

/// A choice of the program for which tables are written, as spreadsheets in different countries read different
/// separators.
fn dialect_choice(now: Dialect, chosen: &Callback<Dialect>) -> Html {
    let onchange = chosen.reform(move |event: Event| {
        let select: Option<HtmlSelectElement> = event.target_dyn_into();
        let at = select.and_then(|select| usize::try_from(select.selected_index()).ok());
        at.and_then(|at| Dialect::ALL.get(at).copied()).unwrap_or(now)
    });
    let option = |dialect: &Dialect| html! { <option selected={*dialect == now}>{ dialect.face() }</option> };
    html! {
        <label>
            { "CSV for " }
            <select class="select" {onchange}>{ for Dialect::ALL.iter().map(option) }</select>
        </label>
    }
}

/// Why some of it is not available yet.
fn waits(phase: &Phase) -> &'static str {
    match phase {
        Phase::Failed(_) => {
            "This question could not be computed, so there is no answer to save. The scenario can be saved."
        }
        _ => "The answer has not settled yet. What needs it can be saved in a moment.",
    }
}

fn said(told: &SaveState) -> Html {
    match told {
        SaveState::Nothing => Html::default(),
        SaveState::Doing(what) => html! { <p class="export-said" role="status">{ what }</p> },
        SaveState::Done(what) => html! { <p class="export-said" role="status">{ what }</p> },
        SaveState::Failed(problem) => html! { <p class="export-said is-failed" role="alert">{ problem }</p> },
    }
}

fn group(title: &'static str, lead: &'static str, entries: Html) -> Html {
    html! {
        <section class="export-group">
            <h3>{ title }</h3>
            <p class="small">{ lead }</p>
            <ul>{ entries }</ul>
        </section>
    }
}

#[derive(PartialEq, Properties)]
struct PicturesProps {
    scenario: Rc<Scenario>,
    /// How figures are written.
    dialect: Dialect,
}

/// A picture of each chart that is on the page.
#[component]
fn Pictures(props: &PicturesProps) -> Html {
    let all = use_memo((), |()| charts());
    let Settled(settled) = use_context().unwrap_or(Settled(true));
    let scale = use_state_eq(|| 2_u32);
    let ground = use_state_eq(Ground::default);
    let has_frame = use_state_eq(|| false);
    let problem = use_state_eq(|| None::<AttrValue>);
    let set_frame = {
        let has_frame = has_frame.setter();
        Callback::from(move |to| has_frame.set(to))
    };
    let set_ground = {
        let ground = ground.setter();
        Callback::from(move |to| ground.set(to))
    };
    let onchange = {
        let scale = scale.setter();
        Callback::from(move |event: Event| {
            let select: Option<HtmlSelectElement> = event.target_dyn_into();
            if let Some(to) = select.and_then(|select| select.value().parse().ok()) {
                scale.set(to);
            }
        })
    };
    let row = |chart: &crate::export::picture::Chart| {
        let button = |kind: Kind, face: &'static str| {
            let (id, told, dialect) = (chart.id.clone(), problem.setter(), props.dialect);
            let frame = has_frame.then(|| framed(&props.scenario, &chart.title));
            let (look, scenario) = (Look { ground: *ground, frame }, props.scenario.name.clone());
            let onclick = Callback::from(move |_: MouseEvent| {
                if !settled {
                    return;
                }
                let told = told.clone();
                let told = Callback::from(move |problem| told.set(problem));
                let (id, look, scenario) = (id.clone(), look.clone(), scenario.clone());
                save_chart(Saving { id, kind, look, dialect, scenario }, told);
            });
            html! { <button type="button" class="link" {onclick} aria-disabled={(!settled).then_some("true")} aria-describedby={(!settled).then_some("export-waits")} aria-label={format!("{face}: {}", chart.title)}>{ face }</button> }
        };
        html! {
            <li class="export-chart" key={chart.id.clone()}>
                <span>{ chart.title.clone() }</span>
                <span class="export-kinds">
                    { button(Kind::Svg, "SVG") }
                    { button(Kind::Png(*scale), "PNG") }
                    if kept::sheet(&chart.id).is_some() {
                        { button(Kind::Csv, "CSV") }
                    }
                </span>
            </li>
        }
    };
    let size = |times: u32, face: &'static str| html! { <option value={times.to_string()} selected={*scale == times}>{ face }</option> };
    html! {
        <section class="export-group">
            <h3>{ "Pictures of charts" }</h3>
            <p class="small">{ "As they are on the page now, in its colours. Scroll through the page first to have the later ones too." }</p>
            <p class="export-how">
                <label>
                    { "PNG in " }
                    <select class="select" {onchange}>{ size(1, "its own size") }{ size(2, "twice its size") }{ size(4, "four times its size") }</select>
                </label>
                { ground_choice("export-ground", *ground, &set_ground) }
                { frame_choice("export-frame", *has_frame, &set_frame) }
            </p>
            if let Some(problem) = &*problem {
                <p class="field-error" role="alert">{ problem }</p>
            }
            <ul>{ for all.iter().map(row) }</ul>
        </section>
    }
}

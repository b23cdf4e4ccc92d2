use std::rc::Rc;

use funnel_engine::report::Report;
use funnel_engine::scenario::{Scenario, View};
use funnel_sentences::chances::goal_said;
use funnel_sentences::verdict::{Verdict, verdict};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::answer::Answer;
use super::below::{BelowProps, below};
use super::budget::budget;
use super::coming::held;
use super::data::use_arrivals;
use super::drawer::{self, Drawer, use_door};
use super::export::keep_chart;
use super::find::use_find_key;
use super::footer::{byline, footer};
use super::header::Header;
use super::in_short::InShort;
use super::late::use_changing;
use super::more::{Settled, Whole};
use super::notice::NoticeBar;
use super::opened::{self, Change, use_opened};
use super::own;
use super::panel::{Panel, PanelProps, panel};
use super::plans::plans;
use super::present::{StageProps, replay_alone, stage};
use super::progress::progress;
use super::question::question;
use super::questions::Questions;
use super::reader::use_reader;
use super::section::title_id;
use super::unknown::Unknown;
use super::unopened::unopened;
use crate::brand;
use crate::charts::{ChartTools, Shared};
use crate::components::{Editor, focus, use_editor};
use crate::embed::fit::use_fit;
use crate::embed::shown::{Only, Present, Shown};
use crate::state::{Phase, Session, SessionDispatcher};

/// Properties of [`Page`].
#[derive(PartialEq, Properties)]
pub struct PageProps {
    /// The page's session.
    pub session: Shared<Session>,
    /// What the address asks for.
    pub shown: Shown,
    /// Whether this is only the first screen: what the build renders into the document, and the page later replaces.
    #[prop_or_default]
    pub first_screen: bool,
}

/// The page: header, rail with the question, and one column of views. A [`SessionDispatcher`] from the context receives
/// its edits, and a [`crate::locale::Locale`] formats its numbers.
#[component]
pub fn Page(props: &PageProps) -> Html {
    let (session, shown) = (&props.session, &props.shown);
    let dispatcher = use_context::<SessionDispatcher>();
    let reader = use_reader();
    let editor = use_editor(&session.scenario, &reader.locale, dispatcher.clone());
    let spoken = use_mut_ref(|| (session.piece.number, String::new()));
    let presents = use_state_eq(|| shown.present.is_some());
    let onpresent = {
        let presents = presents.setter();
        use_callback((), move |on, ()| presents.set(on))
    };
    let fits = use_fit(shown.present.is_none() && matches!(shown.only, Only::One(view) if view.fits_a_frame()));
    let panel_open = use_state_eq(|| None::<Panel>);
    let onopen = {
        let open = panel_open.setter();
        use_callback((), move |panel, ()| open.set(Some(panel)))
    };
    let onclose = {
        let open = panel_open.setter();
        use_callback((), move |(), ()| open.set(None))
    };
    let opened = use_opened(&shown.open);
    let (door, is_covered) = use_door(shown.only == Only::All && !*presents && session.unopened.is_none());
    use_find_key(&onopen);
    use_arrivals(&onclose);
    let changing = use_changing(session);
    let scenario = &*session.scenario;
    let run = &session.run;
    let has_settled = run.phase == Phase::Settled;
    let displayed = session.displayed();
    let said: Option<Verdict> = displayed.as_ref().map(|(s, r)| verdict(s, r, &*reader));
    let failed: Option<AttrValue> =
        if let Phase::Failed(message) = &run.phase { Some(message.clone().into()) } else { None };
    let short = said.as_ref().map(|v| v.short.as_str()).unwrap_or_default();
    // Screen readers hear the verdict once it has settled, rather than every step of a drag.
    if let (Some((answered, report)), Some(said), true, false) =
        (&displayed, &said, session.is_answered(), session.is_dragging())
    {
        let goal = goal_said(report, &answered.target, &*reader).unwrap_or_default();
        spoken.replace((session.piece.number, format!("{} {goal}", said.title).trim_end().to_owned()));
    }
    // Nothing is said about work that is out of sight.
    let is_seen = session.unopened.is_none() && spoken.borrow().0 == session.piece.number;
    let spoken = if is_seen { spoken.borrow().1.clone() } else { String::new() };
    let shared = |(s, r): (Rc<Scenario>, Rc<Report>)| (Shared::from(s), Shared::from(r));
    let answered = displayed.clone().filter(|_| session.is_answered() && !session.is_dragging()).map(shared);
    let report = displayed.map(|(_, report)| Shared::from(report));
    let views = if props.first_screen {
        html! { <>{ held(View::Flow) }{ held(View::Time) }</> }
    } else {
        below(BelowProps {
            session: session.clone(),
            shown: shown.clone(),
            opened: (*opened).clone(),
            reader: reader.clone(),
        })
    };
    let column = html! {
        <main class={classes!("column", changing.then_some("is-changing"))}>
            if shown.only == Only::All {
                <InShort {answered} settled={has_settled} piece={session.piece.number} reader={reader.clone()} />
            }
            if shown.shows(View::Answer) {
                <Answer
                    run={report}
                    own={session.in_full().map(|(_, report)| Shared::from(report))}
                    target={scenario.target}
                    verdict={said.clone()}
                    {failed}
                    stale={session.is_stale()}
                    reader={reader.clone()}
                    first_screen={props.first_screen}
                />
            }
            { views }
        </main>
    };
    let (mark, foot) = (brand::mark(scenario), brand::foot(scenario));
    let notice = session.notice.clone().map(|notice| html! { <NoticeBar {notice} /> }).unwrap_or_default();
    let inner = if let Some(refused) = &session.unopened {
        html! {
            <div class="alone">
                { notice }
                { for dispatcher.as_ref().map(|dispatcher| unopened(refused, dispatcher, shown.lock)) }
            </div>
        }
    } else if let Only::Unknown(name) = &shown.only {
        html! { <div class="alone"><Unknown name={Rc::clone(name)} /></div> }
    } else if *presents || fits {
        stage(StageProps {
            session: session.clone(),
            reader: reader.clone(),
            editor: editor.clone(),
            controls: shown.controls && !shown.lock,
            begin: if let Some(Present::Stage(slide)) = shown.present { slide } else { 1 },
            only: if let Only::One(view) = shown.only { Some(view) } else { None },
            asked: shown.present.is_some() || fits,
            onend: onpresent,
        })
    } else if let Only::One(view) = shown.only {
        html! {
            <div class="alone">
                { notice }
                { column }
                if view == View::Answer {
                    { replay_alone(session, &reader) }
                }
                if shown.controls && !shown.lock {
                    { budget(scenario, &reader, &editor, html! { short }) }
                }
                { byline(&scenario.name, mark, foot) }
            </div>
        }
    } else {
        let list = html! {
            <Questions
                answer={short.to_owned()}
                scenario={Shared::from(Rc::clone(&session.scenario))}
                known={session.in_full().map(shared).map(|(s, r)| (s, r, has_settled))}
                dragging={session.is_dragging()}
                reader={reader.clone()}
                beside={session.beside.clone()}
                opened={(*opened).clone()}
                onopen={onopen.clone()}
            />
        };
        let of_panel = {
            let (session, reader, editor) = (session.clone(), reader.clone(), editor.clone());
            PanelProps { session, reader, editor, onclose, onopen: onopen.clone(), onpresent }
        };
        html! {
            <>
                // A drawer that covers it keeps the focus.
                <div class={classes!("beside", door.is_open.then_some("has-drawer"))} inert={is_covered}>
                    <button type="button" class="skip" onclick={|_| to_answer()}>{ "Skip to the answer" }</button>
                    <Header name={scenario.name.clone()} {mark} can_undo={session.can_undo()} can_redo={session.can_redo()}
                        has_drawer={door.is_open} onopen={onopen.clone()} />
                    { notice }
                    if !shown.lock {
                        { own::bar(scenario, &onopen) }
                    }
                    <div class="layout">
                        <aside class="rail" aria-label="Your question">
                            { locked(shown.lock, html! {
                                <>
                                    { question(scenario, &reader, &editor) }
                                    { budget(scenario, &reader, &editor, html! { <><span>{ short }</span>{ to_drawer("link") }</> }) }
                                </>
                            }) }
                            { progress(session, &reader) }
                            { list }
                            { locked(shown.lock, plans(session, &reader, &editor)) }
                        </aside>
                        { column }
                    </div>
                    { footer(foot) }
                    // Where the header is out of view.
                    <div class="drawer-track">{ to_drawer("button drawer-tab") }</div>
                </div>
                if door.is_open {
                    <Drawer session={session.clone()} verdict={short.to_owned()} lock={shown.lock} reader={reader.clone()} goal={door.goal.clone()} />
                }
                { panel(*panel_open, of_panel) }
            </>
        }
    };
    let whole = Whole(shown.only != Only::All || *presents || opened.is_all());
    let settled = Settled(session.is_answered() && !session.is_stale());
    html! {
        <ContextProvider<Editor> context={editor}>
            <ContextProvider<Whole> context={whole}>
                <ContextProvider<Settled> context={settled}>
                    <ContextProvider<ChartTools> context={ChartTools(keep_chart)}>{ inner }</ContextProvider<ChartTools>>
                </ContextProvider<Settled>>
            </ContextProvider<Whole>>
            <p class="unseen" role="status">{ spoken }</p>
        </ContextProvider<Editor>>
    }
}

/// Controls, disabled if the page is locked.
pub(super) fn locked(lock: bool, controls: Html) -> Html {
    if lock {
        html! { <fieldset class="bare" disabled=true>{ controls }</fieldset> }
    } else {
        controls
    }
}

/// Another way to the drawer, besides the header's.
fn to_drawer(class: &'static str) -> Html {
    let onclick = |_: MouseEvent| {
        drawer::open(None);
    };
    html! { <button type="button" {class} aria-haspopup="dialog" {onclick}>{ "Assumptions" }</button> }
}

/// Opens the answer and moves the focus there.
pub(super) fn to_answer() {
    to_view(View::Answer);
}

/// Opens what contains a field (the drawer, if the page has one), and moves the focus to the field.
pub(super) fn to_field(path: &str) {
    if !drawer::open(Some(path)) {
        opened::change(Change::GoToField(path.to_owned()));
    }
}

/// Opens a view and moves the focus to its title.
pub(super) fn to_view(view: View) {
    opened::change(Change::Go(view));
}

/// Moves the focus to a field, by its id, unfolding what it is folded away in. Returns the field, if it exists.
pub(super) fn focus_field(id: &str) -> Option<HtmlElement> {
    let document = web_sys::window().and_then(|w| w.document());
    let field: HtmlElement = document?.get_element_by_id(id)?.dyn_into().ok()?;
    let mut above = field.parent_element();
    while let Some(element) = above {
        if element.tag_name().eq_ignore_ascii_case("details") {
            let _ = element.set_attribute("open", "");
        }
        above = element.parent_element();
    }
    let _ = field.focus();
    Some(field)
}

/// Moves the focus to a view's title. This does not use a fragment, as the address may hold a scenario there.
pub(super) fn focus_title(view: View) {
    focus(&title_id(view));
}

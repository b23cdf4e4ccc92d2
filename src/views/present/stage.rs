use std::rc::Rc;

use funnel_engine::scenario::{Slide, View};
use gloo::timers::callback::{Interval, Timeout};
use web_sys::Element;
use yew::prelude::*;

use super::super::budget::{budget, budget_as};
use super::super::reader::Reader;
use super::keys::Move;
use super::link::StageState;
use super::overview::{focus_here, overview};
use super::picture;
use super::press;
use super::screen;
use super::sheets::Sheets;
use super::slide::{heading, slide};
use super::tools::tools;
use super::watch::{Presenter, focus, take_focus_from_slider, title, use_watch};
use crate::brand;
use crate::charts::Room;
use crate::charts::Shared;
use crate::components::Editor;
use crate::embed::keys::tell_key;
use crate::embed::shown::is_framed;
use crate::embed::swipe::{Way, swipes};
use crate::hooks::use_here;
use crate::state::Session;
use crate::state::link::show_slide;

/// Properties of the stage.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct StageProps {
    pub(crate) session: Shared<Session>,
    pub(crate) reader: Reader,
    pub(crate) editor: Editor,
    /// Whether the budget can be moved there.
    pub(crate) controls: bool,
    /// The first slide, counted from 1.
    pub(crate) begin: u32,
    /// The only view, which fills its frame; the scenario's deck if there is none.
    pub(crate) only: Option<View>,
    /// Whether the address asks for slides, so that a frame has nothing else to return to.
    pub(crate) asked: bool,
    /// Called when the presentation is over.
    pub(crate) onend: Callback<bool>,
}

/// Slides that fill the window, or the screen.
pub(crate) fn stage(props: StageProps) -> Html {
    html! { <Stage ..props /> }
}

/// Milliseconds after which the tools are hidden.
const ASLEEP: u32 = 2_500;
/// Milliseconds between two looks at the slide's title, which follows the numbers.
const LOOK: u32 = 300;

#[component]
fn Stage(props: &StageProps) -> Html {
    let StageProps { session, reader, editor, controls, only, onend, .. } = props;
    let only = *only;
    let slides = only.map_or_else(|| session.scenario.slides(), |view| vec![Slide::of(view)]);
    let count = slides.len();
    let begin = props.begin.saturating_sub(1) as usize;
    let place = use_state_eq(|| begin);
    let at = Move::Black.to(*place, count);
    let black = use_state_eq(|| false);
    let on_paper = use_state_eq(|| false);
    let all = use_state_eq(|| false);
    let awake = use_state_eq(|| 0_u32);
    let refused = use_state_eq(|| false);
    let accompanied = use_state_eq(|| false);
    let spoken = use_state_eq(String::new);
    let node = use_node_ref();
    let presenter = use_memo((), |()| Presenter::default());
    let view = slides.get(at).map_or(View::Answer, |slide| slide.view);

    let told = StageState {
        at: at as u32,
        count: count as u32,
        name: session.scenario.name.clone(),
        question: view.question().to_owned(),
        title: heading(view, session, reader),
        note: slides.get(at).map_or_else(String::new, |slide| slide.note.clone()),
        next: slides.get(at + 1).map(|x| [x.view.question().to_owned(), heading(x.view, session, reader)]),
        black: *black,
    };
    let here = use_here(at);
    let act = {
        let (place, black, on_paper, refused) = (place.setter(), black.clone(), on_paper.setter(), refused.setter());
        let (all, here, accompanied) = (all.clone(), Rc::clone(&here), accompanied.setter());
        let (onend, presenter) = (onend.clone(), Rc::clone(&presenter));
        // What a deck around this one handles as well, or continues, is left to it.
        let (framed, asked) = (is_framed(), props.asked);
        let is_left = move |does: Move, at: usize| {
            framed && (does.leaves(at, count) || only.is_some() || (asked && does == Move::End))
        };
        Callback::from(move |does: Move| {
            if is_left(does, *here.borrow()) {
                return false;
            }
            if does != Move::Notes {
                refused.set(false);
            }
            match does {
                Move::Overview => all.set(!*all),
                Move::End if *all => all.set(false),
                Move::End => {
                    show_slide(None);
                    onend.emit(false);
                }
                Move::Black => black.set(!*black),
                Move::Print => on_paper.set(true),
                Move::Fill if screen::is_full() => screen::leave(),
                Move::Fill => screen::fill(),
                Move::Notes => {
                    let opened = presenter.open();
                    refused.set(!opened);
                    accompanied.set(opened);
                    picture::prepare();
                    presenter.tell();
                }
                _ => {
                    let to = does.to(*here.borrow(), count);
                    *here.borrow_mut() = to;
                    black.set(false);
                    all.set(false);
                    place.set(to);
                }
            }
            true
        })
    };
    // By hand or finger: leaving this deck moves on in the one around it.
    let lead = {
        let act = act.clone();
        Callback::from(move |does: Move| {
            if !act.emit(does) && matches!(does, Move::Next | Move::Back) {
                tell_key(if does == Move::Next { "PageDown" } else { "PageUp" });
            }
        })
    };
    {
        let lead = lead.clone();
        use_effect_with((node.clone(), count), move |(node, _)| {
            let leads = move |_: &Event, way| lead.emit(if way == Way::Next { Move::Next } else { Move::Back });
            let ears = node.cast::<Element>().map(|stage| swipes(&stage, leads));
            move || drop(ears)
        });
    }
    let to = {
        let (all, place, here) = (all.setter(), place.setter(), Rc::clone(&here));
        Callback::from(move |to: usize| {
            here.replace(to);
            all.set(false);
            place.set(to);
        })
    };
    {
        let stage = node.clone();
        let opened = use_mut_ref(|| false);
        use_effect_with(*all, move |all| {
            if *all {
                focus_here();
            } else if *opened.borrow() {
                focus(&stage);
            }
            opened.replace(*all);
        });
    }
    use_effect_with((at, only), |(at, only)| {
        if only.is_none() {
            show_slide(Some(at + 1));
        }
    });
    presenter.set(&act, told.clone());
    use_watch(&node, &presenter);
    {
        let (presenter, spoken, accompanied) = (Rc::clone(&presenter), spoken.setter(), accompanied.setter());
        use_effect_with((at, *black, *on_paper), move |_| {
            // Once the slide is drawn.
            let speak = Timeout::new(LOOK / 2, move || spoken.set(announcement(&told)));
            let often = Interval::new(LOOK, move || {
                accompanied.set(presenter.is_accompanied());
                presenter.tell();
            });
            move || drop((speak, often))
        });
    }
    {
        let awake = awake.clone();
        use_effect_with(*awake, move |now| {
            let asleep = (*now > 0).then(|| Timeout::new(ASLEEP, move || awake.set(0)));
            move || drop(asleep)
        });
    }
    let onpointermove = {
        let awake = awake.clone();
        Callback::from(move |_: PointerEvent| awake.set(awake.wrapping_add(1).max(1)))
    };
    let onclick = {
        let lead = lead.clone();
        Callback::from(move |event: MouseEvent| {
            // A view alone in a frame is looked at, and read with a pointer.
            if only.is_none() && !press::is_on_control(event.target()) {
                lead.emit(Move::Next);
            }
        })
    };
    // A reader who releases the slider wants the keys back for the slides.
    let onpointerup = {
        let node = node.clone();
        Callback::from(move |_: PointerEvent| take_focus_from_slider(&node))
    };
    let class = classes!(
        "stage",
        (*awake > 0).then_some("is-awake"),
        (*black).then_some("is-black"),
        (*on_paper).then_some("is-on-paper")
    );
    let body = if *on_paper {
        let onend = {
            let on_paper = on_paper.setter();
            Callback::from(move |()| on_paper.set(false))
        };
        html! { <Sheets session={session.clone()} reader={reader.clone()} {onend} /> }
    } else {
        let has_slider = |view: View| *controls && view.follows_budget();
        let foot = |at: usize| {
            html! {
                <footer class="stage-foot">
                    { brand::mark(&session.scenario) }
                    <span class="stage-scenario">{ session.scenario.name.clone() }</span>
                    { brand::foot(&session.scenario) }
                    if *refused {
                        <span role="alert">{ "The browser allowed no second window." }</span>
                    }
                    if only.is_none() {
                        { tools(&lead, at, count) }
                        <span class="stage-place">{ format!("{} / {count}", at + 1) }</span>
                    }
                </footer>
            }
        };
        // Laid out out of sight as it will be, because the presenter's window shows its picture.
        let coming = slides.get(at + 1).filter(|_| *accompanied).map(|Slide { view, .. }| {
            html! {
                <div class={classes!("stage-scale", picture::COMING)} inert={true} aria-hidden="true" key={view.name()}>
                    <div class="slide">{ slide(*view, session, reader, false) }</div>
                    if has_slider(*view) {
                        { budget_as("budget-coming", &session.scenario, reader, editor, Html::default()) }
                    }
                    { foot(at + 1) }
                </div>
            }
        });
        html! {
            <>
                <div class="stage-scale">
                    if *all {
                        { overview(&slides, at, session, reader, &to) }
                    } else {
                        <main class="slide" tabindex="0" aria-label={format!("Slide {} of {count}", at + 1)} key={view.name()}>
                            { slide(view, session, reader, false) }
                        </main>
                    }
                    if has_slider(view) && !*all {
                        { budget(&session.scenario, reader, editor, Html::default()) }
                    }
                    { foot(at) }
                </div>
                { for coming }
            </>
        }
    };
    html! {
        <div {class} ref={node} tabindex="-1" {onpointermove} {onclick} {onpointerup}>
            <ContextProvider<Room> context={Room}>{ body }</ContextProvider<Room>>
            <p class="unseen" role="status">{ (*spoken).clone() }</p>
        </div>
    }
}

fn announcement(told: &StageState) -> String {
    match told {
        StageState { black: true, .. } => "Black".to_owned(),
        told => {
            let title = title().unwrap_or_else(|| told.title.clone());
            format!("Slide {} of {}. {} {title}", told.at + 1, told.count, told.question)
        }
    }
}

use std::rc::Rc;

use funnel_engine::scenario::{Scenario, limits};
use funnel_sentences::compare::{apart, kept_name, letter, name};
use yew::prelude::*;

use super::super::super::reader::Reader;
use super::super::super::templates::cards;
use crate::charts::Shared;
use crate::components::{Answer, Dialog, Editor, Given, Icon, TextInput, focus, icon};
use crate::state::beside::{Beside, Change, MOST};
use crate::state::{SessionDispatcher, files};

/// Properties of [`Shelf`].
#[derive(PartialEq, Properties)]
pub(super) struct ShelfProps {
    pub(super) scenario: Shared<Scenario>,
    pub(super) beside: Beside,
    pub(super) reader: Reader,
}

/// What the buttons below the list do.
#[derive(Clone, Copy)]
enum Adds {
    Here,
    File,
    Template,
}

/// The scenario on the page and those kept beside it: their names, and what can be done with each.
#[component]
pub(super) fn Shelf(props: &ShelfProps) -> Html {
    let ShelfProps { scenario, beside, reader } = props;
    let dispatcher = use_context::<SessionDispatcher>();
    let editor = use_context::<Editor>();
    let choosing = use_state_eq(|| false);
    let send = {
        let dispatcher = dispatcher.clone();
        Callback::from(move |change: Change| {
            if let Some(dispatcher) = &dispatcher {
                dispatcher.dispatch(change.action());
            }
        })
    };
    let fits: Vec<bool> = beside.iter().map(|other| apart(scenario, other).is_none()).collect();
    let kept = |(i, other): (usize, &Rc<Scenario>)| {
        let sign = if fits[i] { letter(1 + fits[..i].iter().filter(|fits| **fits).count()) } else { "–" };
        let take = {
            let send = send.clone();
            Callback::from(move |given: Given| {
                send.emit(Change::Rename(i, given.text.to_string()));
                Answer::Taken
            })
        };
        let open = send.reform(move |_: MouseEvent| Change::Open(i));
        let remove = {
            let send = send.clone();
            Callback::from(move |_: MouseEvent| {
                send.emit(Change::Remove(i));
                focus("compare-title");
            })
        };
        let called = name(&other.name).to_owned();
        html! {
            <li class="kept" key={i}>
                <b class="kept-letter">{ sign }</b>
                <TextInput id={format!("kept-{i}")} value={other.name.clone()} placeholder="Untitled" longest={AttrValue::from(limits::NAME.to_string())}
                    label={AttrValue::from(format!("Name of a kept scenario, {} of {}", i + 1, beside.len()))} {take} />
                <span class="besides">
                    <button type="button" class="button" onclick={open} title="It changes places with the one on the page.">
                        { "Open" }<span class="unseen">{ format!(" {called} in place of what is on the page, which is kept") }</span>
                    </button>
                    <button type="button" class="tool" aria-label={format!("Remove {called}")} onclick={remove}>{ icon(Icon::Remove) }</button>
                </span>
                if let Some(reason) = apart(scenario, other) {
                    <p class="small is-warning">{ format!("Not compared: it {reason}.") }</p>
                }
            </li>
        }
    };
    let is_full = beside.len() >= MOST;
    let is_kept = beside.iter().any(|other| **other == Scenario { name: other.name.clone(), ..(**scenario).clone() });
    // A button that cannot be pressed stays in place, as the focus may be on it.
    let button = |face: &'static str, what: Adds, off: bool| {
        let (editor, dispatcher, reader, send) = (editor.clone(), dispatcher.clone(), reader.clone(), send.clone());
        let choosing = choosing.setter();
        let onclick = Callback::from(move |_: MouseEvent| match (what, &editor, &dispatcher) {
            _ if off => {}
            (Adds::Here, Some(editor), _) => {
                let here = editor.scenario();
                let name = kept_name(&here, &*reader);
                send.emit(Change::Keep(Rc::new(Scenario { name, ..(*here).clone() })));
            }
            (Adds::File, _, Some(dispatcher)) => files::choose_beside(dispatcher),
            (Adds::Template, ..) => choosing.set(true),
            _ => {}
        });
        html! { <button type="button" class="button" aria-disabled={off.then_some("true")} {onclick}>{ face }</button> }
    };
    let close = {
        let choosing = choosing.setter();
        Callback::from(move |()| choosing.set(false))
    };
    let pick = {
        let (close, send) = (close.clone(), send.clone());
        Callback::from(move |scenario: Rc<Scenario>| {
            close.emit(());
            send.emit(Change::Keep(scenario));
        })
    };
    html! {
        <div class="shelf">
            if !beside.is_empty() {
                <ul>
                    <li class="kept">
                        <b class="kept-letter is-gain">{ letter(0) }</b>
                        <span class="kept-name">{ name(&scenario.name) }</span>
                        <span class="stat-note">{ "on the page" }</span>
                    </li>
                    { for beside.iter().enumerate().map(kept) }
                </ul>
            }
            <p class="reading" aria-live="polite">
                { if is_full {
                    "Three are kept, which is all that fit; remove one to keep another."
                } else if is_kept {
                    "What is on the page is kept. Change its budget, its levers or its assumptions now, or add another scenario: \
                     both run through the same futures, so that the difference is theirs and not luck’s."
                } else if beside.is_empty() {
                    "Up to three scenarios can be kept beside the one on the page: a bolder plan, a careful one, a colleague’s \
                     file. All run through the same futures, so that the difference is theirs and not luck’s. Begin by keeping \
                     what is on the page; then change it, and both stand here side by side."
                } else {
                    "All run through the same futures. “Open” lets a scenario change places with the one on the page."
                } }
            </p>
            <p class="add shelf-add">
                { button("Keep what is on the page", Adds::Here, is_full || is_kept) }
                { button("Add from a file…", Adds::File, is_full) }
                { button("Add a template…", Adds::Template, is_full) }
            </p>
            <Dialog id="beside" title="Compare with a template" open={*choosing} onclose={close}>
                if *choosing {
                    { cards("Add", &pick) }
                }
            </Dialog>
        </div>
    }
}

//! Shown in place of the page while its link cannot be read: what is wrong, and what to do. Nothing else is shown, as
//! any scenario here would be taken for the sender's.

use funnel_engine::scenario::Problem;
use funnel_sentences::numbers::sentence;
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

use crate::embed::shown::is_framed;
use crate::state::{SessionDispatcher, Unopened, files, link, storage};

/// The content in place of the page. If the reader may change nothing, there is nothing to open either.
pub(crate) fn unopened(unopened: &Unopened, dispatcher: &SessionDispatcher, lock: bool) -> Html {
    let Unopened { problems, in_file, over_work } = unopened;
    let own = {
        let (dispatcher, unopened) = (dispatcher.clone(), unopened.clone());
        Callback::from(move |_: MouseEvent| link::put_aside(&dispatcher, &unopened))
    };
    let face = match (over_work, storage::is_kept()) {
        (true, _) => "Back to your work",
        (false, true) => "Open your own work",
        (false, false) => "Open the worked example",
    };
    let choose = {
        let dispatcher = dispatcher.clone();
        Callback::from(move |_: MouseEvent| files::choose(&dispatcher))
    };
    html! {
        <main class="unopened" aria-labelledby="unopened-title">
            <Heading problems={problems.clone()} in_file={*in_file} />
            if !lock {
                <Paste label="Paste the whole link here" {dispatcher} />
                <p class="unopened-ways">
                    <button type="button" class="button" onclick={choose}>{ "Open a file…" }</button>
                    // A frame keeps none of the reader's work, and the page around it decides what it shows.
                    if !is_framed() {
                        <button type="button" class="button" onclick={own}>{ face }</button>
                    }
                </p>
            }
            <p class="small unopened-more">
                { if *in_file { "Or ask for the file again." }
                    else { "Or ask for the link again, or for the scenario as a file. The address is as it came: it can be mended there." } }
            </p>
        </main>
    }
}

#[derive(PartialEq, Properties)]
struct HeadingProps {
    problems: Vec<Problem>,
    in_file: bool,
}

/// What is wrong. It takes the focus, so that it is read out, too.
#[component]
fn Heading(props: &HeadingProps) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with(props.problems.clone(), move |_| {
            if let Some(heading) = node.cast::<HtmlElement>() {
                let _ = heading.focus();
            }
        });
    }
    html! {
        <>
            <h1 class="view-title" id="unopened-title" ref={node} tabindex="-1">
                { if props.in_file { "The scenario in this file cannot be read" } else { "This link cannot be read" } }
            </h1>
            <ul class="unopened-why">{ for props.problems.iter().map(problem) }</ul>
        </>
    }
}

fn problem(problem: &Problem) -> Html {
    html! {
        <li>
            if !problem.path.is_empty() {
                <code>{ problem.path.clone() }</code>{ " " }
            }
            { if problem.path.is_empty() { sentence(&problem.message) + "." } else { problem.message.clone() } }
        </li>
    }
}

/// Properties of [`Paste`].
#[derive(PartialEq, Properties)]
pub(super) struct PasteProps {
    pub(super) label: &'static str,
    pub(super) dispatcher: SessionDispatcher,
    /// Called when it has opened.
    #[prop_or_default]
    pub(super) onopened: Callback<()>,
}

/// A field for a link, or a scenario's text, and what is wrong with it.
#[component]
pub(super) fn Paste(props: &PasteProps) -> Html {
    let node = use_node_ref();
    let wrong = use_state_eq(|| None::<AttrValue>);
    let onsubmit = {
        let (node, wrong) = (node.clone(), wrong.setter());
        let (dispatcher, onopened) = (props.dispatcher.clone(), props.onopened.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(input) = node.cast::<HtmlInputElement>() else { return };
            match link::open_pasted(&dispatcher, &input.value()) {
                Ok(()) => {
                    input.set_value("");
                    wrong.set(None);
                    onopened.emit(());
                }
                Err(problems) => {
                    wrong.set(problems.first().map(|problem| (sentence(&problem.to_string()) + ".").into()));
                }
            }
        })
    };
    let oninput = {
        let wrong = wrong.setter();
        Callback::from(move |_: InputEvent| wrong.set(None))
    };
    html! {
        <form class="paste" {onsubmit}>
            <label for="paste-link">{ props.label }</label>
            <div class="paste-row">
                <input class="input" id="paste-link" type="text" ref={node} autocomplete="off" spellcheck="false" autocapitalize="off"
                    aria-invalid={wrong.is_some().then_some("true")} aria-describedby="paste-wrong" {oninput} />
                <button type="submit" class="button button-main">{ "Open" }</button>
            </div>
            <div class="field-error" id="paste-wrong" role="alert">{ (*wrong).clone().unwrap_or_default() }</div>
        </form>
    }
}

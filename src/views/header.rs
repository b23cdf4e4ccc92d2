use yew::prelude::*;

use super::drawer;
use super::panel::Panel;
use crate::components::{Editor, FieldProps, Icon, Place, field, icon};
use crate::edits::Typed;
use crate::state::{Action, SessionDispatcher, files};

/// Properties of [`Header`].
#[derive(PartialEq, Properties)]
pub(super) struct HeaderProps {
    pub(super) name: AttrValue,
    /// The brand's logo.
    pub(super) mark: Html,
    pub(super) can_undo: bool,
    pub(super) can_redo: bool,
    /// Whether the drawer of the assumptions is open.
    pub(super) has_drawer: bool,
    /// Called with the panel to open.
    pub(super) onopen: Callback<Panel>,
}

/// Properties of [`Steps`].
#[derive(PartialEq, Properties)]
pub(super) struct StepsProps {
    pub(super) can_undo: bool,
    pub(super) can_redo: bool,
}

/// Undo and redo.
#[component]
pub(super) fn Steps(props: &StepsProps) -> Html {
    let dispatcher = use_context::<SessionDispatcher>();
    let step = |name: &'static str, picture: Icon, able: bool, keys: &'static str, action: fn() -> Action| {
        let dispatcher = dispatcher.clone();
        let onclick = Callback::from(move |_: MouseEvent| {
            if let Some(dispatcher) = &dispatcher {
                dispatcher.dispatch(action());
            }
        });
        html! {
            <button type="button" class="button button-icon" {onclick} aria-disabled={(!able).then_some("true")} aria-keyshortcuts={keys}>
                { icon(picture) }<span>{ name }</span>
            </button>
        }
    };
    html! {
        <>
            { step("Undo", Icon::Undo, props.can_undo, "Control+Z", || Action::Undo) }
            { step("Redo", Icon::Redo, props.can_redo, "Control+Shift+Z", || Action::Redo) }
        </>
    }
}

/// What the header's other buttons do.
#[derive(Clone, Copy)]
enum Does {
    Choose,
    Save,
    Open(Panel),
}

/// The product's name, the scenario's name, and what can be done with the whole.
#[component]
pub(super) fn Header(props: &HeaderProps) -> Html {
    let editor = use_context::<Editor>();
    let dispatcher = use_context::<SessionDispatcher>();
    let does = |what: Does| {
        let (editor, dispatcher) = (editor.clone(), dispatcher.clone());
        let onopen = props.onopen.clone();
        Callback::from(move |_: MouseEvent| {
            let (Some(editor), Some(dispatcher)) = (&editor, &dispatcher) else { return };
            match what {
                Does::Choose => files::choose(dispatcher),
                Does::Save => files::save_scenario(&editor.scenario()),
                Does::Open(panel) => onopen.emit(panel),
            }
        })
    };
    let plain = |name: &'static str, what: Does| {
        html! { <button type="button" class="button" onclick={does(what)}>{ name }</button> }
    };
    let has_drawer = props.has_drawer;
    let ondrawer = Callback::from(move |_: MouseEvent| {
        if has_drawer {
            drawer::close();
        } else {
            drawer::open(None);
        }
    });
    let title = FieldProps {
        place: Place::Sentence,
        placeholder: "Name this scenario".into(),
        class: "title-field",
        ..FieldProps::new("scenario-name", "Name of the scenario", props.name.clone(), Typed::Text("name".to_owned()))
    };
    html! {
        <header class="top">
            { props.mark.clone() }
            <h1 class="brand">{ "Funnel Simulator" }</h1>
            { field(title) }
            <div class="actions" role="group" aria-label="Scenario">
                <Steps can_undo={props.can_undo} can_redo={props.can_redo} />
                <button type="button" class="button" id={drawer::BUTTON} onclick={ondrawer} aria-expanded={has_drawer.to_string()}
                    aria-controls={drawer::ID}>{ "Assumptions" }</button>
                { plain("Your work…", Does::Open(Panel::Work)) }
                { plain("Your numbers…", Does::Open(Panel::Own)) }
                { plain("Templates…", Does::Open(Panel::Templates)) }
                { plain("Open…", Does::Choose) }
                { plain("Save", Does::Save) }
                { plain("Export…", Does::Open(Panel::Export)) }
                { plain("Present…", Does::Open(Panel::Present)) }
                <button type="button" class="button button-main" onclick={does(Does::Open(Panel::Share))}>{ "Share…" }</button>
            </div>
        </header>
    }
}

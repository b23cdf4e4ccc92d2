use yew::prelude::*;

/// Properties of [`Hint`].
#[derive(Clone, PartialEq, Properties)]
pub struct HintProps {
    /// Unique in the page.
    pub id: AttrValue,
    /// What it explains.
    pub about: AttrValue,
    /// The explanation.
    pub text: AttrValue,
}

/// A button that unfolds an explanation in the flow of the text, so that it never covers what it explains.
#[component]
pub fn Hint(props: &HintProps) -> Html {
    let open = use_state_eq(|| false);
    let onclick = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let onkeydown = {
        let open = open.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && *open {
                event.stop_propagation();
                open.set(false);
            }
        })
    };
    html! {
        <>
            <button
                type="button"
                class="hint"
                aria-label={format!("About: {}", props.about)}
                aria-expanded={open.to_string()}
                aria-controls={props.id.clone()}
                {onclick}
                {onkeydown}
            >
                { "?" }
            </button>
            <span class="hint-text" id={props.id.clone()} hidden={!*open} role="note">
                if *open {
                    { &props.text }
                }
            </span>
        </>
    }
}

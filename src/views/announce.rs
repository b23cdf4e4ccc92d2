use yew::prelude::*;

/// Properties of [`Announce`].
#[derive(PartialEq, Properties)]
pub(super) struct AnnounceProps {
    pub(super) text: AttrValue,
    /// Whether the verdict has stopped moving.
    pub(super) settled: bool,
}

/// Speaks the verdict to screen readers, once it has settled: not every step of a drag.
#[component]
pub(super) fn Announce(props: &AnnounceProps) -> Html {
    let said = use_mut_ref(AttrValue::default);
    if props.settled {
        *said.borrow_mut() = props.text.clone();
    }
    let text = said.borrow().clone();
    html! { <p class="unseen" role="status" aria-live="polite">{ text }</p> }
}

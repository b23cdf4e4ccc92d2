use yew::prelude::*;

/// Whether views show everything that they have: when one is shown alone, and when every question is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Whole(pub(super) bool);

/// Whether the answer on the page is final for its scenario; copying or saving has to wait until then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Settled(pub(super) bool);

/// Properties of [`More`].
#[derive(PartialEq, Properties)]
pub(super) struct MoreProps {
    pub(super) summary: AttrValue,
    pub(super) children: Html,
}

/// The details of a view, folded away on the short page.
#[component]
pub(super) fn More(props: &MoreProps) -> Html {
    let Whole(whole) = use_context().unwrap_or(Whole(true));
    if whole {
        return props.children.clone();
    }
    html! {
        <details class="fold more">
            <summary>{ &props.summary }</summary>
            { props.children.clone() }
        </details>
    }
}

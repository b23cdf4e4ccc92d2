//! A link, and the page inside others.

use yew::prelude::*;

use super::panel::PanelProps;

/// A link, and the page inside others.
pub(super) fn share(props: PanelProps) -> Html {
    let _ = props;
    html! { <p>{ "To come." }</p> }
}

//! The views as slides.

use yew::prelude::*;

use super::panel::PanelProps;

/// The views as slides.
pub(super) fn present(props: PanelProps) -> Html {
    let _ = props;
    html! { <p>{ "To come." }</p> }
}

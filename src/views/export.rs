//! The answer as files.

use yew::prelude::*;

use super::panel::PanelProps;

/// The answer as files.
pub(super) fn export(props: PanelProps) -> Html {
    let _ = props;
    html! { <p>{ "To come." }</p> }
}

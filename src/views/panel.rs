//! What the header's buttons open: one dialog.

use yew::prelude::*;

use super::reader::Reader;
use crate::charts::Shared;
use crate::components::{Dialog, Editor};
use crate::state::Session;

/// What can be opened over the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    /// The short form for one's own numbers.
    Own,
    /// What is kept in this browser.
    Work,
    /// Scenarios to begin with.
    Templates,
    /// The answer as files.
    Export,
    /// The views as slides.
    Present,
    /// A link, and the page inside others.
    Share,
}

/// What a panel shows.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct PanelProps {
    pub(crate) session: Shared<Session>,
    pub(crate) reader: Reader,
    pub(crate) editor: Editor,
    pub(crate) onclose: Callback<()>,
    /// Told to show the slides.
    pub(crate) onpresent: Callback<bool>,
}

/// The dialog of the panel that is open, if one is.
pub(crate) fn panel(open: Option<Panel>, props: PanelProps) -> Html {
    let (id, title) = match open {
        None => ("panel", ""),
        Some(Panel::Own) => ("own", "Put in your numbers"),
        Some(Panel::Work) => ("work", "Your work"),
        Some(Panel::Templates) => ("templates", "Start from a template"),
        Some(Panel::Export) => ("export", "Export"),
        Some(Panel::Present) => ("present", "Present"),
        Some(Panel::Share) => ("share", "Share"),
    };
    let onclose = props.onclose.clone();
    let inside = open.map(|panel| inside(panel, props));
    html! { <Dialog {id} {title} open={open.is_some()} {onclose}>{ for inside }</Dialog> }
}

fn inside(panel: Panel, props: PanelProps) -> Html {
    match panel {
        Panel::Own => super::own::own(props),
        Panel::Work => super::work::work(props),
        Panel::Templates => super::templates::templates(&props.editor, &props.onclose),
        Panel::Export => super::export::export(props),
        Panel::Present => super::present::deck(props),
        Panel::Share => super::share::share(props),
    }
}

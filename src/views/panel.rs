//! What the header's buttons open: one dialog, with what the second module puts in it.

use std::rc::Rc;

use yew::prelude::*;

use super::reader::Reader;
use crate::components::{Dialog, Editor};
use crate::later;
use crate::state::Session;

/// What can be opened over the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
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
pub struct PanelProps {
    pub(crate) session: Rc<Session>,
    pub(crate) reader: Reader,
    pub(crate) editor: Editor,
    pub(crate) onclose: Callback<()>,
}

/// The dialog of the panel that is open, if one is.
pub(super) fn panel(open: Option<Panel>, props: PanelProps) -> Html {
    let (id, title) = match open {
        None => ("panel", ""),
        Some(Panel::Templates) => ("templates", "Start from a template"),
        Some(Panel::Export) => ("export", "Export"),
        Some(Panel::Present) => ("present", "Present"),
        Some(Panel::Share) => ("share", "Share"),
    };
    let onclose = props.onclose.clone();
    let inside = open.zip(later::here()).map(|(panel, later)| (later.panel)(panel, props));
    html! { <Dialog {id} {title} open={open.is_some()} {onclose}>{ for inside }</Dialog> }
}

/// What is in a panel.
pub(crate) fn inside(panel: Panel, props: PanelProps) -> Html {
    match panel {
        Panel::Templates => super::templates::templates(&props.editor, &props.onclose),
        Panel::Export => super::export::export(props),
        Panel::Present => super::present::present(props),
        Panel::Share => super::share::share(props),
    }
}

//! What the header's buttons open: one dialog.

use yew::prelude::*;

use super::reader::Reader;
use crate::charts::Shared;
use crate::components::{Dialog, Editor};
use crate::state::Session;

/// What can be opened above the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    /// Find anything by its name.
    Find,
    /// The short form for the reader's own numbers.
    Own,
    /// What is kept in this browser.
    Work,
    /// Scenarios to start from.
    Templates,
    /// The answer as files.
    Export,
    /// The views as slides.
    Present,
    /// A link, and the page inside others.
    Share,
}

impl Panel {
    /// All of them.
    pub(super) const ALL: &[Self] =
        &[Self::Find, Self::Own, Self::Work, Self::Templates, Self::Export, Self::Present, Self::Share];

    /// The id of its dialog.
    fn id(self) -> &'static str {
        match self {
            Self::Find => "find",
            Self::Own => "own",
            Self::Work => "work",
            Self::Templates => "templates",
            Self::Export => "export",
            Self::Present => "present",
            Self::Share => "share",
        }
    }

    /// The title of its dialog.
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Find => "Find",
            Self::Own => "Put in your numbers",
            Self::Work => "Your work",
            Self::Templates => "Start from a template",
            Self::Export => "Export",
            Self::Present => "Present",
            Self::Share => "Share",
        }
    }
}

/// Properties of a panel.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct PanelProps {
    pub(crate) session: Shared<Session>,
    pub(crate) reader: Reader,
    pub(crate) editor: Editor,
    pub(crate) onclose: Callback<()>,
    /// Called to open another panel in its place.
    pub(crate) onopen: Callback<Panel>,
    /// Called to show the slides.
    pub(crate) onpresent: Callback<bool>,
}

/// The dialog of the panel that is open, if one is.
pub(crate) fn panel(open: Option<Panel>, props: PanelProps) -> Html {
    let (id, title) = open.map_or(("panel", ""), |panel| (panel.id(), panel.title()));
    let onclose = props.onclose.clone();
    let inside = open.map(|panel| inside(panel, props));
    html! { <Dialog {id} {title} open={open.is_some()} {onclose}>{ for inside }</Dialog> }
}

fn inside(panel: Panel, props: PanelProps) -> Html {
    match panel {
        Panel::Find => super::find::find(props),
        Panel::Own => super::own::own(props),
        Panel::Work => super::work::work(props),
        Panel::Templates => super::templates::templates(&props.editor, &props.onclose),
        Panel::Export => super::export::export(props),
        Panel::Present => super::present::deck(props),
        Panel::Share => super::share::share(props),
    }
}

use funnel_engine::scenario::Scenario;
use yew::prelude::*;

use super::super::controls::Controls;
use super::super::page::locked;
use super::super::reader::Reader;
use super::super::{assumptions, process};
use super::door::Goal;
use super::filter::Filter;
use super::selection::{Drawn, Selection};
use crate::charts::Shared;
use crate::components::Editor;

/// The fields that match a search.
#[derive(Clone, PartialEq)]
pub(super) struct Form {
    html: Html,
    pub(super) drawn: Drawn,
}

/// What is being searched for.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Asked {
    /// The text in the search field.
    pub(super) text: String,
    /// Whether only guesses are wanted.
    pub(super) guesses: bool,
    /// What the drawer was opened for.
    pub(super) goal: Goal,
}

impl Form {
    /// The fields of a scenario: the same as in the page's column, and those on which teams and levers rest.
    pub(super) fn new(scenario: &Scenario, reader: &Reader, editor: &Editor, asked: &Asked) -> Self {
        let Asked { text, guesses, goal } = asked;
        let wish = format!("{} {guesses} {text}", goal.number).into();
        let selection = Selection::of_drawer(Filter::new(text, *guesses), goal.field.clone(), wish);
        let controls = Controls::of(scenario, reader, editor, selection);
        let html = html! { <>{ assumptions::groups(&controls) }{ process::groups(&controls) }</> };
        Self { html, drawn: controls.selection().drawn() }
    }

    /// How many there are: `54 assumptions`, `7 of 54`.
    pub(super) fn count(&self) -> String {
        let Drawn { all, found, .. } = &self.drawn;
        if found.len() == *all { format!("{all} assumptions") } else { format!("{} of {all}", found.len()) }
    }
}

/// Properties of [`Fields`].
#[derive(PartialEq, Properties)]
pub(super) struct FieldsProps {
    pub(super) form: Shared<Form>,
    pub(super) lock: bool,
}

/// The fields, rendered again only if they changed, as the verdict above them changes with every step of a slider.
#[component]
pub(super) fn Fields(props: &FieldsProps) -> Html {
    locked(props.lock, props.form.html.clone())
}

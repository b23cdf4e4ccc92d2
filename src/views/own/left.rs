//! The form as it was left: kept while the tab lives, so that neither closing the dialog nor reloading the page loses
//! what was typed.

use std::cell::RefCell;

use funnel_engine::scenario::Scenario;
use funnel_engine::scenario::own::Own;
use funnel_engine::scenario::templates::TEMPLATES;
use serde::{Deserialize, Serialize};

use super::draft::Draft;
use super::filling::{Filling, fresh};
use crate::state::storage;

/// The key in the tab's own storage.
const KEY: &str = "funnel.own";

/// What outlives a reload.
#[derive(Serialize, Deserialize)]
struct Left {
    /// The scenario's answers when the form was left: over another company it begins anew.
    own: Own,
    draft: Draft,
    template: Option<String>,
}

thread_local! {
    /// The same for when the dialog is opened again, with what has been asked about it.
    static LEFT: RefCell<Option<(Own, Filling)>> = const { RefCell::new(None) };
}

/// The form as text.
pub(super) fn write(own: &Own, draft: &Draft, template: Option<&str>) -> Option<String> {
    let left = Left { own: own.clone(), draft: draft.clone(), template: template.map(str::to_owned) };
    serde_json::to_string(&left).ok()
}

/// What such a text says.
pub(super) fn read(text: &str) -> Option<(Own, Draft, Option<&'static str>)> {
    let Left { own, draft, template } = serde_json::from_str(text).ok()?;
    let template = template.and_then(|id| TEMPLATES.iter().map(|x| x.id).find(|known| **known == *id));
    Some((own, draft, template))
}

/// Keeps the form for when its dialog is opened again; `None` once it has been used.
pub(super) fn keep(left: Option<(&Scenario, &Filling)>) {
    let left = left.map(|(s, filling)| (Own::of(s), filling.clone()));
    let text = left.as_ref().and_then(|(own, filling)| write(own, &filling.draft, filling.template));
    storage::keep_in_tab(KEY, text.as_deref());
    LEFT.set(left);
}

/// The form as it was left, if the scenario still says the same.
pub(super) fn left(s: &Scenario) -> Option<Filling> {
    let now = Own::of(s);
    if let Some((own, filling)) = LEFT.take() {
        return (own == now).then_some(filling);
    }
    let (own, draft, template) = read(&storage::in_tab(KEY)?)?;
    let mut filling = fresh(&s.currency);
    (filling.draft, filling.template) = (draft, template);
    (own == now).then_some(filling)
}

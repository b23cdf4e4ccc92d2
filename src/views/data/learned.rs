//! What was learned: each figure with its evidence, next to the one that it would replace; and one button for
//! everything.

use std::rc::Rc;

use funnel_calibrate::apply::Figure;
use funnel_calibrate::evidence::Evidence;
use funnel_calibrate::{Applied, Change, Mapping, apply};
use funnel_engine::scenario::own::is_made_up;
use funnel_engine::scenario::templates::{TEMPLATES, load};
use funnel_engine::scenario::{Problem, Scenario};
use funnel_sentences::numbers::sentence;
use yew::prelude::*;

use super::super::reader::Reader;
use super::asks::AFTER;
use super::words::figure;
use crate::charts::Shared;
use crate::components::{Editor, OneOf};
use crate::imports::{Learned, Saved, save};
use crate::state::Action;

/// The scenario that the evidence goes into: a template's by its id, or the one on the page if that is empty.
pub(super) fn base(scenario: &Scenario, template: &str) -> Scenario {
    load(template).unwrap_or_else(|| scenario.clone())
}

/// The default for this, unless the reader says otherwise: nothing of a made-up company should stay.
pub(super) fn usual(scenario: &Scenario) -> &'static str {
    if is_made_up(scenario) { "blank" } else { "" }
}

/// The scenario with the evidence in it, and the mapping kept with it.
pub(super) fn applied(base: &Scenario, learned: &Learned) -> Result<Applied, Vec<Problem>> {
    let mut applied = apply(base, &learned.evidence, learned.mapping.answers)?;
    learned.mapping.keep_in(&mut applied.scenario);
    Ok(applied)
}

/// What the table shows.
pub(super) struct Table<'a> {
    pub(super) scenario: &'a Shared<Scenario>,
    pub(super) base: &'a Scenario,
    pub(super) template: &'a UseStateHandle<Option<String>>,
    pub(super) learned: &'a Learned,
    pub(super) applied: &'a Result<Applied, Vec<Problem>>,
    pub(super) is_learning: bool,
    pub(super) editor: &'a Editor,
    pub(super) reader: &'a Reader,
    /// For the previous figures.
    pub(super) before: &'a Reader,
}

impl Table<'_> {
    pub(super) fn render(&self) -> Html {
        let Learned { mapping, evidence, .. } = self.learned;
        html! {
            <section class="data-learned" aria-labelledby={AFTER}>
                <h3 class="group-title" id={AFTER} tabindex="-1">{ self.title() }</h3>
                { match self.applied {
                    Ok(applied) => self.changes(applied),
                    Err(problems) => html! {
                        <ul class="field-error" role="alert">
                            { for problems.iter().map(|problem| html! { <li>{ problem.to_string() }</li> }) }
                        </ul>
                    },
                } }
                { noted(evidence) }
                { self.ends(mapping) }
            </section>
        }
    }

    fn title(&self) -> String {
        match self.applied.as_ref().map_or(0, |applied| applied.changes.len()) {
            0 => "Nothing can be learned from these files yet".to_owned(),
            1 => "What they tell: one figure".to_owned(),
            n => format!("What they tell: {n} figures, each with its evidence"),
        }
    }

    fn changes(&self, applied: &Applied) -> Html {
        if applied.changes.is_empty() {
            return html! {
                <p class="reading">{
                    "What can be learned from: a row for each lead or deal with the day it began and its stage; counts by stage; \
                     spend by period; customers with start and end. Say above what the columns are."
                }</p>
            };
        }
        let row = |change: &Change| {
            let before = |of: &Figure| figure(of, change.unit, &**self.before);
            html! {
                <tr key={change.what.clone()}>
                    <th scope="row">{ &change.what }</th>
                    <td class="is-text">{ figure(&change.after, change.unit, &**self.reader) }</td>
                    <td class="is-text data-before">{ change.before.as_ref().map_or_else(|| "–".to_owned(), before) }</td>
                    <td class="is-text">{ &change.evidence }</td>
                </tr>
            }
        };
        html! {
            <div class="data-scroll" tabindex="0" role="region" aria-label="What was learned">
                <table class="data-table">
                    <thead><tr>
                        <th scope="col">{ "Figure" }</th><th scope="col">{ "Your files say" }</th>
                        <th scope="col">{ "Stood there" }</th><th scope="col">{ "Evidence" }</th>
                    </tr></thead>
                    <tbody>{ for applied.changes.iter().map(row) }</tbody>
                </table>
            </div>
        }
    }

    /// Where the evidence goes, and the buttons.
    fn ends(&self, mapping: &Mapping) -> Html {
        let Ok(applied) = self.applied else { return Html::default() };
        if applied.changes.is_empty() {
            return Html::default();
        }
        let chosen = self.template.as_deref().unwrap_or_else(|| usual(self.scenario)).to_owned();
        let page = ("", "what is on the page now");
        let options = [page].into_iter().chain(TEMPLATES.iter().map(|x| (x.id, x.name)));
        let options: Vec<(AttrValue, AttrValue)> = options.map(|(id, name)| (id.into(), name.into())).collect();
        let onpick = {
            let template = self.template.setter();
            Callback::from(move |id: String| {
                template.set(Some(id));
                true
            })
        };
        let onclick = {
            let (editor, is_new) = (self.editor.clone(), !chosen.is_empty());
            let scenario = Rc::new(applied.scenario.clone());
            Callback::from(move |_: MouseEvent| {
                let scenario = Rc::clone(&scenario);
                editor.dispatch(if is_new { Action::Open(scenario) } else { Action::Edit(scenario) });
            })
        };
        let is_there = applied.scenario == **self.scenario;
        let left = mapping.questions().len();
        let keep = |what: Saved| {
            let base = self.base.clone();
            Callback::from(move |_: MouseEvent| save(what, &base))
        };
        html! {
            <>
                { for applied.currency.as_ref().map(|(before, now)| html! {
                    <p class="reading">{ format!("Amounts are in {now}: so is the scenario then; what is not from these files was in {before}.") }</p>
                }) }
                if !applied.dropped.is_empty() {
                    <p class="reading">{ format!("Left out, as the stages are others then: {}.", applied.dropped.join(", ")) }</p>
                }
                <p class="data-setting">
                    <label for="data-base">{ "What your files do not say stays as in " }</label>
                    <OneOf id="data-base" {options} value={chosen} {onpick} />
                </p>
                <div class="data-ends">
                    <button type="button" class="button button-main" disabled={is_there || self.is_learning} {onclick}>
                        { if is_there { "These are in use" } else { "Use all of these figures" } }
                    </button>
                    <button type="button" class="link" onclick={keep(Saved::All)}>{ "Save all of it (JSON)" }</button>
                    <button type="button" class="link" onclick={keep(Saved::Mapping)}>{ "Save the columns (JSON)" }</button>
                    if left > 0 && !is_there {
                        <p class="small">{ "You can do without answering: what is taken meanwhile is used." }</p>
                    }
                </div>
            </>
        }
    }
}

/// What was found about the record, and what it cannot say.
fn noted(evidence: &Evidence) -> Html {
    let list = |title: &'static str, lines: Vec<String>| {
        (!lines.is_empty()).then(|| {
            html! {
                <div>
                    <p class="data-name">{ title }</p>
                    <ul class="data-lines">{ for lines.into_iter().map(|line| html! { <li class="reading">{ line }</li> }) }</ul>
                </div>
            }
        })
    };
    let notes = evidence.notes.iter().map(|note| sentence(note)).collect();
    let cannot =
        evidence.cannot.iter().map(|cannot| sentence(&format!("{}: {}", cannot.what, cannot.because))).collect();
    html! {
        <div class="data-noted">
            { for list("Seen in the record", notes) }
            { for list("Your files cannot tell; these stay what they are", cannot) }
        </div>
    }
}

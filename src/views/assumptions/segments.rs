use funnel_engine::scenario::edit::{self, List};
use funnel_engine::scenario::Segment;
use serde_json::Value as Json;
use yew::prelude::*;

use super::desk::{Desk, Kind};
use super::list::{self, Entry};
use super::money;

/// The segments.
pub(super) fn list(desk: &Desk<'_>) -> Html {
    let entries = desk.scenario.segments.iter().enumerate().map(|(i, s)| entry(desk, i, s)).collect();
    html! {
        <>
            if desk.scenario.segments.is_empty() {
                <p class="small">{ "One kind of buyer. Add a segment where some convert differently or buy more." }</p>
            }
            { list::list(desk, List::Segments, "segments", "Add a segment", entries) }
        </>
    }
}

fn entry(desk: &Desk<'_>, i: usize, s: &Segment) -> Entry {
    let at = |field: &str| format!("segments[{i}].{field}");
    let deal = s.deal.as_ref().map(|deal| money::deal_path(&at("deal"), deal));
    let switch = {
        let (editor, path, own) = (desk.editor.clone(), at("deal"), s.deal.is_some());
        let common = desk.scenario.money.deal.clone();
        Callback::from(move |_: MouseEvent| {
            let value = if own { Json::Null } else { serde_json::to_value(&common).unwrap_or_default() };
            // The scenario's own deal size is valid here too.
            let _ = editor.apply(|s| edit::set(s, &path, value));
        })
    };
    let row = html! {
        <>
            { desk.text(at("name"), "Segment", &s.name, "its name") }
            { desk.number(at("share"), "Weight among inquiries", s.share, Kind::Weight) }
            { desk.input(&at("rate_shift"), "Converts better or worse") }
            { desk.number(at("cycle"), "Time it takes", s.cycle, Kind::Times) }
        </>
    };
    let more = html! {
        <>
            <div class="fields">
                if let Some(deal) = &s.deal {
                    { money::deal(desk, &at("deal"), deal) }
                }
            </div>
            <p>
                <button type="button" class="link" onclick={switch}>
                    { if s.deal.is_some() { "Use the common deal size" } else { "Give it a deal size of its own" } }
                </button>
            </p>
            { desk.sources(&[at("rate_shift")].into_iter().chain(deal.flatten()).collect::<Vec<_>>()) }
        </>
    };
    Entry { id: s.id.clone(), name: s.name.clone(), row, more }
}

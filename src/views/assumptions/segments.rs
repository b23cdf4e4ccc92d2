use funnel_engine::scenario::Segment;
use funnel_engine::scenario::edit::List;
use yew::prelude::*;

use super::super::controls::{Controls, More};
use super::super::list::{self, Entry};
use super::money;
use crate::edits::{Kind, Pressed};

/// The segments.
pub(super) fn list(controls: &Controls<'_>) -> Html {
    let entries = controls.scenario.segments.iter().enumerate().map(|(i, s)| entry(controls, i, s)).collect();
    html! {
        <>
            if controls.scenario.segments.is_empty() {
                <p class="small">{ "One kind of buyer. Add a segment where some convert differently or buy more." }</p>
            }
            { list::list(controls, List::Segments, "segments", "Add a segment", entries) }
        </>
    }
}

const WEIGHT: &str = "It counts in proportion to the others: 2 is twice as many inquiries as 1.";

fn entry(controls: &Controls<'_>, i: usize, s: &Segment) -> Entry {
    let at = |field: &str| format!("segments[{i}].{field}");
    let deal = at("deal");
    let sources = [Some(at("rate_shift")), s.deal.as_ref().and_then(|x| money::deal_path(&deal, x))];
    let row = || {
        html! {
            <>
                { controls.name(at("name"), "Segment", &s.name, "its name") }
                { controls.number(at("share"), "Weight", s.share, Kind::Number, More::hint(WEIGHT)) }
                { controls.input(at("rate_shift"), "Converts better") }
                { controls.number(at("cycle"), "Takes", s.cycle, Kind::Positive, More::unit("times as long")) }
            </>
        }
    };
    let face = if s.deal.is_some() { "Use the common deal size" } else { "Give it a deal size of its own" };
    let more = || {
        html! {
            <>
                <div class="fields">
                    if let Some(own) = &s.deal {
                        { money::deal(controls, &deal, own) }
                    }
                </div>
                <p>{ controls.link(face, Pressed::OwnDeal(i)) }</p>
                { controls.sources(&sources.into_iter().flatten().collect::<Vec<_>>()) }
            </>
        }
    };
    let [row, more] = controls.parts(row, more);
    Entry { id: s.id.clone(), name: s.name.clone(), row, more }
}

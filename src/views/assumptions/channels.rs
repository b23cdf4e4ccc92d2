use funnel_engine::scenario::edit::{self, List};
use funnel_engine::scenario::{Channel, Domain, Unit};
use serde_json::{Map, Value as Json};
use yew::prelude::*;

use super::super::question::one_number;
use super::desk::{Commit, Desk, Kind};
use super::list::{self, Entry};
use crate::components::Field;
use crate::words::entry::{Reading, write_number};
use crate::words::numbers::Numbers;

/// The channels.
pub(super) fn list(desk: &Desk<'_>) -> Html {
    let entries = desk.scenario.channels.iter().enumerate().map(|(i, c)| entry(desk, i, c)).collect();
    list::list(desk, List::Channels, "channels", "Add a channel", entries)
}

fn entry(desk: &Desk<'_>, i: usize, c: &Channel) -> Entry {
    let at = |field: &str| format!("channels[{i}].{field}");
    let row = html! {
        <>
            { desk.text(at("name"), "Channel", &c.name, "its name") }
            { desk.number(at("spend_per_week"), "Spend", c.spend_per_week, Kind::MoneyAWeek) }
            { desk.input(&at("cost_per_inquiry"), "Cost of one inquiry") }
            { desk.input(&at("elasticity"), "1 % more spend brings") }
        </>
    };
    let own = "as today";
    let more = html! {
        <>
            <div class="fields">
                { desk.input(&at("organic_per_week"), "Inquiries without spend") }
                { desk.input(&at("carry_over"), "Carried over to next week") }
                { desk.input(&at("close_shift"), "Closes better or worse") }
                { dispersion(desk, i, c) }
                { desk.optional(at("reference_spend_per_week"), "Cost and effect hold at", c.reference_spend_per_week, Kind::MoneyAWeek, own) }
                { desk.optional(at("past_spend_per_week"), "Spend before week 1", c.past_spend_per_week, Kind::MoneyAWeek, own) }
                { desk.number(at("slope"), "Slope of the response", c.slope, Kind::Slope) }
            </div>
            { shares(desk, i, c) }
            { desk.sources(&["cost_per_inquiry", "elasticity", "organic_per_week", "carry_over", "close_shift", "dispersion"].map(at)) }
        </>
    };
    Entry { id: c.id.clone(), name: c.name.clone(), row, more }
}

/// Evenness of weekly counts: an input, or a button that brings one.
fn dispersion(desk: &Desk<'_>, i: usize, c: &Channel) -> Html {
    let path = format!("channels[{i}].dispersion");
    let uneven = c.dispersion.is_some();
    let onclick = {
        let (editor, path) = (desk.editor.clone(), path.clone());
        Callback::from(move |_: MouseEvent| {
            let value = if uneven { Json::Null } else { 10.into() };
            // 10 is a valid evenness, and so is none.
            let _ = editor.apply(|s| edit::set(s, &path, value));
        })
    };
    html! {
        <div class="with-switch">
            { desk.input(&path, "Evenness of weekly counts") }
            <button type="button" class="link" {onclick}>
                { if uneven { "Let counts be even (Poisson)" } else { "Let weeks differ more than chance" } }
            </button>
        </div>
    }
}

/// Which segments it reaches, as weights; the segments' own while none is given.
fn shares(desk: &Desk<'_>, i: usize, c: &Channel) -> Html {
    if desk.scenario.segments.is_empty() {
        return Html::default();
    }
    let reading = Reading { unit: Unit::Number, domain: Domain::NonNegative, style: desk.reader.style() };
    let field = |segment: &funnel_engine::scenario::Segment| {
        let value = c.segment_shares.get(&segment.id).copied();
        let commit: Commit = {
            let (editor, reader, id) = (desk.editor.clone(), desk.reader.clone(), segment.id.clone());
            Callback::from(move |text: AttrValue| {
                let weight = match text.trim() {
                    "" => None,
                    text => Some(one_number(text, Unit::Number, Domain::NonNegative, &reader)?),
                };
                editor.apply(|s| {
                    let shares = s.channels.get(i).map(|c| c.segment_shares.clone()).unwrap_or_default();
                    let mut map: Map<String, Json> = shares.into_iter().map(|(k, x)| (k, x.into())).collect();
                    match weight {
                        Some(x) => map.insert(id.clone(), x.into()),
                        None => map.remove(&id),
                    };
                    edit::set(s, &format!("channels[{i}].segment_shares"), Json::Object(map))
                })
            })
        };
        html! {
            <Field id={format!("channels[{i}].segment_shares.{}", segment.id)} label={segment.name.clone()}
                value={value.map_or_else(String::new, |x| write_number(x, &reading))}
                placeholder={if c.segment_shares.is_empty() { "as usual" } else { "0" }} numeric=true {commit} />
        }
    };
    html! {
        <fieldset class="shares">
            <legend>{ "Whom it reaches (weights)" }</legend>
            <div class="fields">{ for desk.scenario.segments.iter().map(field) }</div>
        </fieldset>
    }
}

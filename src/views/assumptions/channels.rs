use funnel_engine::scenario::edit::List;
use funnel_engine::scenario::{Channel, Segment};
use funnel_sentences::numbers::Numbers;
use yew::prelude::*;

use super::super::controls::{Controls, More};
use super::super::list::{self, Entry};
use crate::edits::{Kind, Pressed, Typed};

/// The channels.
pub(super) fn list(controls: &Controls<'_>) -> Html {
    let entries = controls.scenario.channels.iter().enumerate().map(|(i, c)| entry(controls, i, c)).collect();
    list::list(controls, List::Channels, "channels", "Add a channel", entries)
}

const SLOPE: &str = "1 bends down from the start; more makes an S: little happens before enough is spent.";

fn entry(controls: &Controls<'_>, i: usize, c: &Channel) -> Entry {
    let at = |field: &str| format!("channels[{i}].{field}");
    let weekly = More::unit("$ a period");
    let own = More { empty: "as today", ..weekly };
    let row = || {
        html! {
            <>
                { controls.name(at("name"), "Channel", &c.name, "its name") }
                { controls.number(at("spend_per_week"), "Spend", c.spend_per_week, Kind::MoneyPerWeek, weekly) }
                { controls.input(at("cost_per_inquiry"), "Cost of one inquiry") }
                { controls.input(at("elasticity"), "1 % more spend brings") }
            </>
        }
    };
    let uneven =
        if c.dispersion.is_some() { "Let counts be even (Poisson)" } else { "Let weeks differ more than chance" };
    let inputs = ["cost_per_inquiry", "elasticity", "organic_per_week", "carry_over", "close_shift", "dispersion"];
    let more = || {
        html! {
            <>
                <div class="fields">
                    { controls.input(at("organic_per_week"), "Inquiries without spend") }
                    { controls.input(at("carry_over"), "Carried over to next week") }
                    { controls.input(at("close_shift"), "Closes better or worse") }
                    { controls.optional(at("reference_spend_per_week"), "Cost and effect hold at", c.reference_spend_per_week, Kind::MoneyPerWeek, own) }
                    { controls.optional(at("past_spend_per_week"), "Spend before week 1", c.past_spend_per_week, Kind::MoneyPerWeek, own) }
                    { controls.number(at("slope"), "Slope of the response", c.slope, Kind::Positive, More::hint(SLOPE)) }
                    <div>
                        { controls.input(at("dispersion"), "Evenness of weekly counts") }
                        if !controls.selection().is_filtered() {
                            { controls.link(uneven, Pressed::Uneven(i)) }
                        }
                    </div>
                </div>
                { weights(controls, i, c) }
                { controls.sources(&inputs.map(at)) }
            </>
        }
    };
    let [row, more] = controls.parts(row, more);
    Entry { id: c.id.clone(), name: c.name.clone(), row, more }
}

/// Which segments it reaches, as weights; the segments' own shares while none is given.
fn weights(controls: &Controls<'_>, i: usize, c: &Channel) -> Html {
    if controls.scenario.segments.is_empty() {
        return Html::default();
    }
    let more = More { empty: if c.segment_shares.is_empty() { "as usual" } else { "0" }, ..More::default() };
    let weight = |(j, segment): (usize, &Segment)| {
        let value = c.segment_shares.get(&segment.id);
        let value = value.map_or_else(String::new, |x| Kind::Number.write(*x, controls.reader.style()));
        // A segment's id may be any text, whereas an element's id may not.
        let id = format!("channels[{i}].segment_shares[{j}]");
        controls.plain(value, segment.name.clone(), more, &id, Typed::Weight(i, segment.id.clone()))
    };
    let part =
        controls.selection().part(|| html! { <>{ for controls.scenario.segments.iter().enumerate().map(weight) }</> });
    if part.is_empty {
        return Html::default();
    }
    html! {
        <fieldset class="shares">
            <legend>{ "Whom it reaches, as weights" }</legend>
            <div class="fields">{ part.html }</div>
        </fieldset>
    }
}

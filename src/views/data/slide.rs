//! The view as a slide: what comes from the reader's own records, each figure with its evidence.

use funnel_engine::scenario::{Field, Grade, Scenario, Tag, Unit};
use yew::prelude::*;

use super::super::reader::Reader;
use super::section;
use super::words::of_value;

/// As many rows as can be read from the back of a room.
const MOST: usize = 8;

pub(super) fn slide(scenario: &Scenario, reader: &Reader) -> Html {
    let inputs = scenario.inputs();
    let is_recorded = |field: &&Field<'_>| {
        field.input.tag == Tag::Mine && field.input.grade == Some(Grade::A) && !field.input.source.is_empty()
    };
    let recorded: Vec<&Field<'_>> = inputs.iter().filter(is_recorded).collect();
    let row = |field: &&Field<'_>| {
        let unit = if field.unit == Unit::LogOdds { Unit::Number } else { field.unit };
        html! {
            <li key={field.path.json.clone()}>
                <span class="who-what">
                    if !field.owner.is_empty() {
                        <b>{ field.owner.clone() }</b>{ " " }
                    }
                    { field.label }
                </span>
                <span class="who-value">{ of_value(&field.input.value, unit, &**reader) }</span>
                <span class="who-says is-mine">{ &field.input.source }</span>
            </li>
        }
    };
    let left = recorded.len().saturating_sub(MOST);
    section(scenario).render(html! {
        <>
            <ul class="who">{ for recorded.iter().take(MOST).map(row) }</ul>
            if left > 0 {
                <p class="who-left">{ format!("and {left} more, each with its evidence in the scenario") }</p>
            }
        </>
    })
}

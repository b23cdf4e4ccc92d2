use yew::prelude::*;

use super::section::Section;
use crate::later::{Arrival, Coming};

/// Places held for the views that are not here yet, about as high as they will be.
pub(super) fn coming(arrival: &Arrival) -> Html {
    let failed = arrival.is == Coming::Failed;
    let title = if failed { "Not loaded" } else { "Loading…" };
    let place = |id: &'static str, question: &'static str, body: Html| {
        let (tools, class) = (Html::default(), classes!("is-coming"));
        Section { id, question, title: title.into(), tools, class }.render(html! { <div class="held">{ body }</div> })
    };
    let told = if failed {
        let again = arrival.again.reform(|_: MouseEvent| ());
        html! {
            <div role="alert">
                <p class="reading">{ "The rest of the page could not be loaded. What you see works on, and nothing is lost." }</p>
                <button type="button" class="button" onclick={again}>{ "Try again" }</button>
            </div>
        }
    } else {
        Html::default()
    };
    html! {
        <>
            { place("flow", "Where does the money go?", told) }
            { place("time", "When?", Html::default()) }
            { place("assumptions", "Says who?", Html::default()) }
        </>
    }
}

use yew::prelude::*;

use super::section::Section;
use crate::embed::shown::{Shown, VIEWS};
use crate::later::{Arrival, Coming};

/// Where places are held on the whole page.
const HELD: [&str; 3] = ["flow", "time", "assumptions"];

/// Places held for the views that are not here yet.
pub(super) fn coming(arrival: &Arrival, shown: Shown) -> Html {
    let failed = arrival.is == Coming::Failed;
    let title = if failed { "Not loaded" } else { "Loading…" };
    let told = if failed {
        let again = arrival.again.reform(|_: MouseEvent| ());
        html! {
            <div role="alert">
                <p class="reading">{ "The rest of the page could not be loaded, so nothing new is simulated. What you see holds, and nothing is lost." }</p>
                <button type="button" class="button" onclick={again}>{ "Try again" }</button>
            </div>
        }
    } else {
        Html::default()
    };
    let views = VIEWS.into_iter().map(|(view, _)| view).filter(|view| match shown.view {
        None => HELD.contains(view),
        Some(only) => only == *view && only != "answer",
    });
    let mut told = Some(told);
    views.map(|view| place(view, title, told.take().unwrap_or_default())).collect()
}

/// The place of a view that is here but has nothing to show yet.
pub(super) fn held(view: &'static str) -> Html {
    place(view, "Simulating…", Html::default())
}

/// In place of the page while the part that reads links is on its way: what a link asks for is not shown as another.
pub(super) fn link_coming(arrival: &Arrival) -> Html {
    let again = arrival.again.reform(|_: MouseEvent| ());
    html! {
        <main class="view" role="status">
            <h1 class="view-title">{ "The link in the address opens as soon as the rest of the page has arrived." }</h1>
            if arrival.is == Coming::Failed {
                <p class="reading">{ "The rest of the page could not be loaded." }</p>
                <button type="button" class="button" onclick={again}>{ "Try again" }</button>
            }
        </main>
    }
}

/// A view's place, about as high as it will be.
fn place(id: &'static str, title: &'static str, body: Html) -> Html {
    let (tools, class) = (Html::default(), classes!("is-coming"));
    Section { id, title: title.into(), tools, class }.render(html! { <div class="held">{ body }</div> })
}

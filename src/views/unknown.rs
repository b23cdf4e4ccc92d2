//! Shown in place of the page if the address asks for a view that does not exist: a message, and the views that do. The
//! whole page instead would leave whoever wrote the address without a hint of what is wrong.

use funnel_engine::scenario::View;
use web_sys::{HtmlElement, UrlSearchParams};
use yew::prelude::*;

/// As much of a name as is worth reading.
const SHOWN: usize = 40;

/// Properties of [`Unknown`].
#[derive(PartialEq, Properties)]
pub(super) struct UnknownProps {
    /// What the address asks for.
    pub(super) name: AttrValue,
}

/// What is wrong, and a way to each existing view.
#[component]
pub(super) fn Unknown(props: &UnknownProps) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        // So that it is read out, too.
        use_effect_with(props.name.clone(), move |_| {
            if let Some(heading) = node.cast::<HtmlElement>() {
                let _ = heading.focus();
            }
        });
    }
    let way = |view: &View| {
        html! {
            <li key={view.name()}>
                <a href={address(Some(*view))}><code>{ view.name() }</code></a>{ " " }{ view.question() }
            </li>
        }
    };
    html! {
        <main class="unopened" aria-labelledby="unknown-title">
            <h1 class="view-title" id="unknown-title" ref={node} tabindex="-1">
                { format!("There is no view called “{}”", shortened(&props.name)) }
            </h1>
            <p class="reading">{ "The address of this page asks for it. These are the views there are:" }</p>
            <ul class="unopened-why unknown-views">{ for View::ALL.iter().map(way) }</ul>
            <p class="unopened-ways"><a href={address(None)}>{ "Show the whole page" }</a></p>
        </main>
    }
}

fn shortened(name: &str) -> String {
    let mut letters = name.chars();
    let start: String = letters.by_ref().take(SHOWN).collect();
    if letters.next().is_some() { start + "…" } else { start }
}

/// This page's address asking for another view, with everything else that it asks for and the scenario that it carries.
fn address(view: Option<View>) -> String {
    let location = web_sys::window().map(|window| window.location());
    let text = |of: fn(&web_sys::Location) -> Result<String, wasm_bindgen::JsValue>| {
        location.as_ref().and_then(|location| of(location).ok()).unwrap_or_default()
    };
    let Ok(query) = UrlSearchParams::new_with_str(&text(web_sys::Location::search)) else { return String::new() };
    match view {
        Some(view) => query.set("view", view.name()),
        None => query.delete("view"),
    }
    // For a page that is a file, or a frame without an address of its own, the query alone is used.
    format!("?{}{}", String::from(query.to_string()), text(web_sys::Location::hash))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_cut_between_letters() {
        assert_eq!(shortened("luck"), "luck");
        assert_eq!(shortened(&"é".repeat(40)), "é".repeat(40));
        assert_eq!(shortened(&"é".repeat(41)), "é".repeat(40) + "…");
    }
}

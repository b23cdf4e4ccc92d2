use yew::prelude::*;

/// What this is, and what it is not, below a line of the brand's own.
pub(super) fn footer(own: Html) -> Html {
    html! {
        <footer class="foot">
            { own }
            <p>
                { "It computes what your assumptions imply; it is not a forecast learned from data. \
                   Everything runs in this page: no number of yours leaves it." }
            </p>
            <p>{ format!("Engine {}. The same scenario and seed give the same numbers to the last bit.", funnel_engine::VERSION) }</p>
        </footer>
    }
}

/// Below a view that is shown alone: which scenario it is, and the way to the whole page.
pub(super) fn byline(name: &str, mark: Html, own: Html) -> Html {
    // The address without its query is the whole page; the fragment, which holds the scenario, is kept.
    let onclick = Callback::from(|_: MouseEvent| {
        let Some(window) = web_sys::window() else { return };
        let location = window.location();
        let (path, fragment) = (location.pathname().unwrap_or_default(), location.hash().unwrap_or_default());
        // Refused by a sandbox; then nothing happens.
        let _ = window.open_with_url_and_target(&format!("{path}{fragment}"), "_blank");
    });
    html! {
        <footer class="byline">
            { mark }
            <span>{ name.to_owned() }</span>
            <button type="button" class="link" {onclick}>{ "Open in Funnel Simulator" }</button>
            { own }
        </footer>
    }
}

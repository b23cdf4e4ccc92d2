use yew::prelude::*;

/// What this is, and what it is not.
pub(super) fn footer() -> Html {
    html! {
        <footer class="foot">
            <p>
                { "It computes what your assumptions imply; it is not a forecast learned from data. \
                   Everything runs in this page: no number of yours leaves it." }
            </p>
            <p>{ format!("Engine {}. The same scenario and seed give the same numbers to the last bit.", funnel_engine::VERSION) }</p>
        </footer>
    }
}

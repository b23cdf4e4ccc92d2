use funnel_engine::scenario::Scenario;
use funnel_engine::scenario::own::is_made_up;
use yew::prelude::*;

use super::super::panel::Panel;

/// The line saying that a company is made up, with the way to the reader's own numbers.
pub(crate) fn bar(s: &Scenario, onopen: &Callback<Panel>) -> Html {
    if !is_made_up(s) {
        return Html::default();
    }
    let open = |panel: Panel| onopen.reform(move |_: MouseEvent| panel);
    html! {
        <section class="made-up" aria-label="Whose numbers these are">
            <p class="made-up-says">{ "This is a made-up company." }</p>
            <button type="button" class="button button-main" onclick={open(Panel::Own)}>{ "Put in your numbers" }</button>
            <p class="small made-up-more">
                { "Seven questions, two minutes; nothing leaves this page. Or " }
                <button type="button" class="link" onclick={open(Panel::Templates)}>{ "begin with another company" }</button>
                { "." }
            </p>
        </section>
    }
}

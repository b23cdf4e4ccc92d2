use funnel_engine::scenario::View;
use yew::prelude::*;

use super::section::Section;

/// A placeholder for a view that has nothing to show yet, about as high as the view will be.
pub(super) fn held(view: View) -> Html {
    let (tools, class) = (Html::default(), classes!("is-coming"));
    Section { view, title: "Simulating…".into(), tools, class }.render(html! { <div class="held"></div> })
}

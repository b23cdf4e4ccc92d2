use funnel_engine::scenario::View;
use yew::prelude::*;

/// A view on the page: the question that it answers, its conclusion as the title, and its content.
pub(super) struct Section {
    pub(super) view: View,
    pub(super) title: AttrValue,
    /// Links at the top right.
    pub(super) tools: Html,
    pub(super) class: Classes,
}

/// The id of a view's title.
pub(super) fn title_id(view: View) -> String {
    format!("{}-title", view.name())
}

impl Section {
    pub(super) fn render(self, body: Html) -> Html {
        let title_id = title_id(self.view);
        html! {
            <section class={classes!("view", self.class)} id={self.view.name()} aria-labelledby={title_id.clone()}>
                <div class="view-head">
                    <p class="view-question">{ self.view.question() }</p>
                    <div class="view-tools">{ self.tools }</div>
                    <h2 class="view-title" id={title_id} tabindex="-1">{ self.title }</h2>
                </div>
                { body }
            </section>
        }
    }
}

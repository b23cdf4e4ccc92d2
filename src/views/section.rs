use yew::prelude::*;

use crate::embed::shown::question;

/// A view: the question it answers (by its name, in [`VIEWS`](crate::embed::shown::VIEWS)), the conclusion as its title,
/// and what shows it.
pub(super) struct Section {
    pub(super) id: &'static str,
    pub(super) title: AttrValue,
    /// Links at the top right.
    pub(super) tools: Html,
    pub(super) class: Classes,
}

impl Section {
    pub(super) fn render(self, body: Html) -> Html {
        let title_id = format!("{}-title", self.id);
        html! {
            <section class={classes!("view", self.class)} id={self.id} aria-labelledby={title_id.clone()}>
                <div class="view-head">
                    <p class="view-question">{ question(self.id) }</p>
                    <div class="view-tools">{ self.tools }</div>
                    <h2 class="view-title" id={title_id} tabindex="-1">{ self.title }</h2>
                </div>
                { body }
            </section>
        }
    }
}

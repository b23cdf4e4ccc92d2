use yew::prelude::*;

use super::keys::Move;
use super::screen;

/// The stage's buttons, for people without a keyboard at hand. They show while a pointer moves, or while they have the
/// focus.
pub(super) fn tools(act: &Callback<Move>, at: usize, count: usize) -> Html {
    let button = |face: &'static str, does: Move, able: bool, about: Option<&'static str>| {
        let onclick = act.reform(move |_: MouseEvent| does);
        html! {
            <button type="button" class="stage-tool" {onclick} aria-label={about} aria-disabled={(!able).then_some("true")}>{ face }</button>
        }
    };
    html! {
        <div class="stage-tools" role="toolbar" aria-label="Presentation">
            { button("‹", Move::Back, at > 0, Some("Back")) }
            { button("›", Move::Next, at + 1 < count, Some("Next")) }
            { button("All", Move::Overview, true, Some("All slides")) }
            { button("Black", Move::Black, true, None) }
            { button("Notes", Move::Notes, true, None) }
            { button(if screen::is_full() { "Window" } else { "Full screen" }, Move::Fill, true, None) }
            { button("Print", Move::Print, true, None) }
            { button("End", Move::End, true, None) }
        </div>
    }
}

use funnel_engine::scenario::Slide;
use yew::prelude::*;

use super::super::reader::Reader;
use super::slide::heading;
use crate::components::focus;
use crate::state::Session;

/// The button for the slide that is on the stage.
const HERE: &str = "overview-here";

/// All slides by question and title, as far as these are known before they are shown; pressing one goes to it.
pub(super) fn overview(slides: &[Slide], at: usize, session: &Session, reader: &Reader, to: &Callback<usize>) -> Html {
    let row = |(i, slide): (usize, &Slide)| {
        let onclick = to.reform(move |_: MouseEvent| i);
        let is_here = i == at;
        html! {
            <li key={slide.view.name()}>
                <button type="button" class="overview-slide" {onclick} id={is_here.then_some(HERE)} aria-current={is_here.then_some("true")}>
                    <span>{ format!("{}  {}", i + 1, slide.view.question()) }</span>
                    <b>{ heading(slide.view, session, reader) }</b>
                </button>
            </li>
        }
    };
    html! {
        <nav class="overview" aria-label="All slides">
            <ol>{ for slides.iter().enumerate().map(row) }</ol>
        </nav>
    }
}

/// Moves the focus to the slide that is on the stage.
pub(super) fn focus_here() {
    focus(HERE);
}

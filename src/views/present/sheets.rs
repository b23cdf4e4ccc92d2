use gloo::events::EventListener;
use yew::prelude::*;

use super::super::printing::{print, use_print};
use super::super::reader::Reader;
use super::slide::slide;
use crate::brand;
use crate::charts::Shared;
use crate::components::focus;
use crate::state::{Phase, Session};

/// Properties of [`Sheets`].
#[derive(PartialEq, Properties)]
pub(super) struct SheetsProps {
    pub(super) session: Shared<Session>,
    pub(super) reader: Reader,
    /// Called when they are printed, or cancelled.
    pub(super) onend: Callback<()>,
}

/// All slides, one per sheet, printed once everything is known. On the screen they are hidden behind a message.
#[component]
pub(super) fn Sheets(props: &SheetsProps) -> Html {
    let SheetsProps { session, reader, onend } = props;
    let ready = use_print(".sheets", session.run.phase == Phase::Settled);
    {
        let onend = onend.clone();
        use_effect_with((), move |()| {
            focus("sheets-print");
            let over = web_sys::window().map(|w| EventListener::new(&w, "afterprint", move |_| onend.emit(())));
            move || drop(over)
        });
    }
    let slides = session.scenario.slides();
    let count = slides.len();
    let sheet = |(i, x): (usize, &funnel_engine::scenario::Slide)| {
        html! {
            <section class="sheet" key={x.view.name()}>
                <div class="slide">{ slide(x.view, session, reader, true) }</div>
                <footer class="stage-foot">
                    { brand::mark(&session.scenario) }
                    <span class="stage-scenario">{ session.scenario.name.clone() }</span>
                    { brand::foot(&session.scenario) }
                    <span class="stage-place">{ format!("{} / {count}", i + 1) }</span>
                </footer>
            </section>
        }
    };
    let back = onend.reform(|_: MouseEvent| ());
    html! {
        <>
            <div class="sheets-word">
                <p role="status">
                    { if ready { format!("{count} slides are ready, one on each sheet, across.") } else { format!("Drawing {count} slides…") } }
                </p>
                <button type="button" class="button button-main" id="sheets-print" onclick={|_| print()}>
                    { if ready { "Print" } else { "Print as they are" } }
                </button>
                <button type="button" class="button" onclick={back}>{ "Back to the slides" }</button>
            </div>
            <main class="sheets">{ for slides.iter().enumerate().map(sheet) }</main>
        </>
    }
}

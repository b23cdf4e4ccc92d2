//! The small menu below each chart for saving it.

use yew::prelude::*;

use super::pictures::{Kind, Saving, frame_choice, framed, ground_choice, save_chart};
use crate::charts::Sheet;
use crate::components::Editor;
use crate::export::kept;
use crate::export::picture::{Ground, Look};
use crate::state::files::readers_dialect;
use crate::views::more::Settled;

/// Why a chart cannot be saved yet.
const WAITS: &str = "These figures still move. They can be saved once the answer has settled.";

/// The id of the chart on a printed page, which nobody saves.
pub(super) const PRINTED: &str = "printed";

#[derive(PartialEq, Properties)]
struct KeepProps {
    id: AttrValue,
    title: AttrValue,
    sheet: Callback<(), Sheet>,
}

/// The menu that saves a chart.
pub(crate) fn keep_chart(id: &AttrValue, title: &AttrValue, sheet: &Callback<(), Sheet>) -> Html {
    if id == PRINTED {
        Html::default()
    } else {
        html! { <Keep id={id.clone()} title={title.clone()} sheet={sheet.clone()} /> }
    }
}

#[component]
fn Keep(props: &KeepProps) -> Html {
    let KeepProps { id, title, sheet } = props;
    let editor = use_context::<Editor>();
    let Settled(settled) = use_context().unwrap_or(Settled(true));
    let ground = use_state_eq(Ground::default);
    let has_frame = use_state_eq(|| false);
    let open = use_state_eq(|| false);
    let problem = use_state_eq(|| None::<AttrValue>);
    use_effect_with((id.clone(), sheet.clone()), |(id, sheet)| {
        kept::keep(id.clone(), sheet.clone());
        let id = id.clone();
        move || kept::forget(&id)
    });
    let button = |kind: Kind, face: &'static str, about: &'static str| {
        let (id, ground, has_frame, told) = (id.to_string(), *ground, *has_frame, problem.setter());
        let (editor, name) = (editor.clone(), title.clone());
        let onclick = Callback::from(move |_: MouseEvent| {
            if !settled {
                return;
            }
            let scenario = editor.as_ref().map(Editor::scenario);
            let frame = scenario.as_deref().filter(|_| has_frame).map(|scenario| framed(scenario, &name));
            let dialect = readers_dialect();
            let scenario = scenario.map(|scenario| scenario.name.clone()).unwrap_or_default();
            let told = told.clone();
            let told = Callback::from(move |problem| told.set(problem));
            save_chart(Saving { id: id.clone(), kind, look: Look { ground, frame }, dialect, scenario }, told);
        });
        html! { <button type="button" class="link" {onclick} aria-disabled={(!settled).then_some("true")} aria-label={format!("{about}: {title}")}>{ face }</button> }
    };
    let ontoggle = {
        let open = open.clone();
        Callback::from(move |event: Event| {
            let details: Option<web_sys::Element> = event.target_dyn_into();
            open.set(details.is_some_and(|details| details.has_attribute("open")));
        })
    };
    let set_ground = {
        let ground = ground.setter();
        Callback::from(move |to| ground.set(to))
    };
    let set_frame = {
        let has_frame = has_frame.setter();
        Callback::from(move |to| has_frame.set(to))
    };
    html! {
        <details class="as-table chart-save" open={*open} {ontoggle}>
            <summary>{ "save as" }</summary>
            if *open {
                <div class="save-row">
                    { button(Kind::Svg, "SVG", "Save as SVG") }
                    { button(Kind::Png(1), "PNG", "Save as PNG") }
                    { button(Kind::Png(2), "PNG 2×", "Save as PNG, twice the size") }
                    { button(Kind::Png(4), "PNG 4×", "Save as PNG, four times the size") }
                    { button(Kind::Csv, "CSV", "Save the figures as CSV") }
                    { ground_choice(&format!("{id}-ground"), *ground, &set_ground) }
                    { frame_choice(&format!("{id}-frame"), *has_frame, &set_frame) }
                </div>
                if !settled {
                    <p class="small" role="status">{ WAITS }</p>
                }
                if let Some(problem) = &*problem {
                    <p class="field-error" role="alert">{ problem }</p>
                }
            }
        </details>
    }
}

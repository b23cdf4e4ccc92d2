//! The buttons that save a chart, and what they do.

use funnel_engine::scenario::{Brand, Scenario};
use funnel_export::csv;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::export::kept;
use crate::export::picture::{self, Chart, Frame, Ground, Look};
use crate::state::files::{file_name, save, save_blob};

/// The format in which a chart is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Vector shapes.
    Svg,
    /// Pixels, this many for each CSS pixel.
    Png(u32),
    /// Its figures.
    Csv,
}

/// How a chart is saved.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Saving {
    pub(super) id: String,
    pub(super) kind: Kind,
    pub(super) look: Look,
    /// How its figures are written.
    pub(super) dialect: csv::Dialect,
    /// The scenario's name, for the file's.
    pub(super) scenario: String,
}

/// A framed look: the chart's title, the scenario, and the brand.
pub(super) fn framed(scenario: &Scenario, title: &str) -> Frame {
    let Brand { footer, logo, .. } = &scenario.brand;
    let name = if scenario.name.is_empty() { "Funnel" } else { &scenario.name };
    let made = format!("{name} · simulated with the funnel simulator, seed {}", scenario.seed);
    let source = if footer.is_empty() { made } else { format!("{footer} · {made}") };
    Frame { title: title.to_owned(), source, logo: logo.clone() }
}

/// Saves a chart, and reports what went wrong, if anything.
pub(super) fn save_chart(saving: Saving, told: Callback<Option<AttrValue>>) {
    spawn_local(async move {
        let done = try_save(&saving).await;
        told.emit(done.err().map(|error| {
            web_sys::console::warn_1(&error);
            "The picture could not be made: the browser refused. Try another size or kind.".into()
        }));
    });
}

async fn try_save(saving: &Saving) -> Result<(), JsValue> {
    let chart: Chart = picture::by_id(&saving.id).ok_or("no such chart")?;
    let name = format!("{} {}", file_name(&saving.scenario, "funnel"), saving.id.trim_end_matches("-chart"));
    match saving.kind {
        Kind::Svg => {
            let text = picture::svg(&chart, &saving.look)?;
            save_blob(&format!("{name}.svg"), &picture::blob(&text, "image/svg+xml")?)
        }
        Kind::Png(scale) => {
            let made = picture::png(&chart, &saving.look, scale).await?;
            let size = if scale == 1 { String::new() } else { format!("@{scale}x") };
            save_blob(&format!("{name}{size}.png"), &made)
        }
        Kind::Csv => {
            let figures = kept::sheet(&saving.id).ok_or("no figures")?;
            save(&format!("{name}.csv"), "text/csv", &csv::sheet(&figures, saving.dialect));
            Ok(())
        }
    }
}

/// A choice of a picture's background.
pub(super) fn ground_choice(name: &str, now: Ground, chosen: &Callback<Ground>) -> Html {
    let onchange = chosen.reform(|event: Event| {
        let select: Option<HtmlSelectElement> = event.target_dyn_into();
        let at = select.and_then(|select| usize::try_from(select.selected_index()).ok());
        at.and_then(|at| Ground::ALL.get(at).copied()).unwrap_or_default()
    });
    let option = |ground: &Ground| html! { <option selected={*ground == now}>{ ground.face() }</option> };
    html! {
        <label class="save-ground">
            { "on " }
            <select class="select" name={name.to_owned()} {onchange}>{ for Ground::ALL.iter().map(option) }</select>
        </label>
    }
}

/// A choice of whether title, source and brand surround a picture.
pub(super) fn frame_choice(name: &str, now: bool, chosen: &Callback<bool>) -> Html {
    let onchange = chosen.reform(move |_: Event| !now);
    html! {
        <label class="save-ground">
            <input type="checkbox" name={name.to_owned()} checked={now} {onchange} />
            <span>{ "with title and source" }</span>
        </label>
    }
}

//! The buttons that save a chart, with what they do.

use funnel_export::csv;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::export::kept;
use crate::export::picture::{self, Chart, Ground};
use crate::state::files::{file_name, save, save_blob};

/// What a chart is saved as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Shapes.
    Svg,
    /// Points, so many for each CSS pixel.
    Png(u32),
    /// Its figures.
    Csv,
}

/// How a chart is saved.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Saving {
    pub(super) id: String,
    pub(super) kind: Kind,
    pub(super) ground: Ground,
    /// The scenario's name, for the file's.
    pub(super) scenario: String,
}

/// Saves a chart, and tells how that went: nothing, or what went wrong.
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
            let text = picture::svg(&chart, saving.ground)?;
            save_blob(&format!("{name}.svg"), &picture::blob(&text, "image/svg+xml")?)
        }
        Kind::Png(scale) => {
            let made = picture::png(&chart, saving.ground, scale).await?;
            let size = if scale == 1 { String::new() } else { format!("@{scale}x") };
            save_blob(&format!("{name}{size}.png"), &made)
        }
        Kind::Csv => {
            save(&format!("{name}.csv"), "text/csv", &csv::sheet(&kept::sheet(&saving.id).ok_or("no figures")?));
            Ok(())
        }
    }
}

/// A choice between the page's background and none.
pub(super) fn ground_choice(name: &str, now: Ground, chosen: &Callback<Ground>) -> Html {
    let onchange = chosen.reform(move |_: Event| if now == Ground::Page { Ground::Clear } else { Ground::Page });
    html! {
        <label class="save-ground">
            <input type="checkbox" name={name.to_owned()} checked={now == Ground::Clear} {onchange} />
            <span>{ "transparent" }</span>
        </label>
    }
}

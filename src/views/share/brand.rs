use std::rc::Rc;

use funnel_engine::scenario::Scenario;
use funnel_engine::scenario::brand::{GRAPHIC, Palette, Scheme, TEXT, Tone};
use funnel_sentences::brand::{given_way, moved};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::super::reader::Reader;
use super::logo::LogoDesk;
use crate::components::{Editor, FieldProps, Place, SelectProps, button, field, select};
use crate::edits::{Picked, Pressed, Typed};

/// Properties of [`BrandDesk`].
#[derive(PartialEq, Properties)]
pub(super) struct BrandDeskProps {
    pub(super) scenario: Rc<Scenario>,
    pub(super) reader: Reader,
}

const FONTS: [(&str, &str); 4] =
    [("sans", "The system’s own"), ("serif", "With serifs"), ("mono", "Typewriter"), ("humanist", "Humanist")];

/// The brand: its colours, typeface, logo and footer. Each edit can be undone like any other.
#[component]
pub(super) fn BrandDesk(props: &BrandDeskProps) -> Html {
    let editor = use_context::<Editor>();
    let Some(editor) = editor else { return Html::default() };
    let brand = &props.scenario.brand;
    let palette = Palette::of(brand);
    let colour =
        |path: &'static str, label: &'static str, asked: &str, tones: Option<[Tone; 2]>, scheme: Scheme, least: f64| {
            let tone = tones.map(|[light, dark]| if scheme == Scheme::Light { light } else { dark });
            let note = tone.filter(Tone::is_moved).map(|tone| moved(&tone, scheme, least, &*props.reader));
            colour(&editor, path, label, asked, tone, note)
        };
    let text = |path: &'static str, label: &'static str, value: &str, placeholder: &'static str| {
        field(FieldProps {
            placeholder: placeholder.into(),
            class: "is-text",
            ..FieldProps::new(path, label, value.to_owned(), Typed::Text(path.to_owned()))
        })
    };
    let fonts = SelectProps {
        id: "brand.font".into(),
        label: "Letters".into(),
        options: FONTS.iter().map(|(value, face)| ((*value).into(), (*face).into())).collect(),
        value: FONTS.get(brand.font as usize).map_or("sans", |(value, _)| value).into(),
        edit: Picked::Name("brand.font".to_owned()),
        place: Place::Form,
    };
    let is_branded = *brand != Default::default();
    html! {
        <details class="fold share-fold">
            <summary>{ "Brand: colours, logo, letters" }</summary>
            <p class="small">{ "It travels with the scenario, in links and files, and changes no number." }</p>
            <div class="fields">
                { colour("brand.accent", "The plan, on light", &brand.accent, palette.accent, Scheme::Light, TEXT) }
                { colour("brand.accent_dark", "The plan, on dark", &brand.accent_dark, palette.accent, Scheme::Dark, TEXT) }
                { colour("brand.today", "Today, on light", &brand.today, palette.today, Scheme::Light, GRAPHIC) }
                { colour("brand.today_dark", "Today, on dark", &brand.today_dark, palette.today, Scheme::Dark, GRAPHIC) }
                { select(fonts) }
            </div>
            <>{ for given_way(&palette).into_iter().map(|text| html! { <p class="small" role="status">{ text }</p> }) }</>
            <LogoDesk logo={brand.logo.clone()} name={brand.logo_name.clone()} />
            <div class="fields">
                { text("brand.logo_name", "What the logo says", &brand.logo_name, "for those who do not see it") }
                { text("brand.footer", "Line at the foot", &brand.footer, "nothing") }
            </div>
            if is_branded {
                { button(&editor, "button add", html! { "Take the brand off" }, None, Pressed::Unbrand) }
            }
        </details>
    }
}

/// A colour: its text, and the browser's own picker next to it.
fn colour(
    editor: &Editor,
    path: &'static str,
    label: &'static str,
    asked: &str,
    tone: Option<Tone>,
    note: Option<String>,
) -> Html {
    let onchange = {
        let editor = editor.clone();
        Callback::from(move |event: Event| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                // A picker returns only valid colours.
                let _ = editor.set_text(path, &input.value());
            }
        })
    };
    let shown = tone.map(|tone| tone.asked.unwrap_or(tone.shown).to_string());
    let placeholder = match &tone {
        Some(tone) if tone.asked.is_none() => format!("{}, made from the other", tone.shown),
        _ => "as the page".to_owned(),
    };
    html! {
        <div class="colour">
            { field(FieldProps {
                placeholder: placeholder.into(),
                note: note.unwrap_or_default().into(),
                ..FieldProps::new(path, label, asked.to_owned(), Typed::Text(path.to_owned()))
            }) }
            <input class="colour-pick" type="color" aria-label={format!("{label}: pick")} value={shown.unwrap_or_else(|| "#808080".to_owned())} {onchange} />
        </div>
    }
}

use std::rc::Rc;

use funnel_engine::scenario::{Scenario, View};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::copied::Copied;
use super::link::Fits;
use crate::embed::shown::Theme;
use crate::embed::snippet::Embed;
use crate::state::link::{address, place};

/// Properties of [`Frame`].
#[derive(PartialEq, Properties)]
pub(super) struct FrameProps {
    pub(super) scenario: Rc<Scenario>,
}

const THEMES: [(&str, &str, Option<Theme>); 3] =
    [("", "The reader’s own", None), ("light", "Light", Some(Theme::Light)), ("dark", "Dark", Some(Theme::Dark))];

/// Markup for other pages: which view, with which options, and a preview.
#[component]
pub(super) fn Frame(props: &FrameProps) -> Html {
    let embed = use_state_eq(Embed::default);
    let open = use_state_eq(|| false);
    let fits = use_memo(Rc::clone(&props.scenario), |scenario| Fits::of(scenario));
    let Some(link) = fits.fragment() else { return Html::default() };
    let ontoggle = {
        let open = open.setter();
        Callback::from(move |event: Event| {
            open.set(event.target_dyn_into::<web_sys::Element>().is_some_and(|fold| fold.has_attribute("open")));
        })
    };
    let page = address();
    let inside = || {
        if place().is_none() {
            return html! { <p class="small">{ "This copy of the page is a file, which no other page can frame: open the page on a host, and copy from there." }</p> };
        }
        let src = embed.address(&page, link);
        html! {
            <>
                { options(*embed, &embed.setter()) }
                <Copied id="embed-frame" label="As a frame, for any page, wiki or deck" text={embed.frame(&page, link, &props.scenario.name)}
                    button="Copy frame" rows=5 code=true />
                <Copied id="embed-element" label="As an element, as high as what it shows" text={embed.element(&page, link)}
                    button="Copy element" rows=5 code=true />
                <h3 class="share-title">{ "How it looks there" }</h3>
                // Another address in the same frame would add a step to this page's history. Its origin is this page's
                // own.
                <iframe key={src.clone()} class="embed-preview" title="Preview" {src}></iframe>
            </>
        }
    };
    html! {
        <details class="fold share-fold" {ontoggle}>
            <summary>{ "Inside another page" }</summary>
            if *open {
                { inside() }
            }
        </details>
    }
}

/// The controls for what is embedded.
fn options(embed: Embed, set: &UseStateSetter<Embed>) -> Html {
    let choose = |id: &'static str,
                  label: &'static str,
                  all: Vec<(&'static str, &'static str)>,
                  at: &str,
                  to: fn(Embed, &str) -> Embed| {
        let set = set.clone();
        let onchange = Callback::from(move |event: Event| {
            if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
                set.set(to(embed, &select.value()));
            }
        });
        html! {
            <div class="field">
                <div class="field-head"><label for={id}>{ label }</label></div>
                <select {id} class="select" {onchange}>
                    { for all.into_iter().map(|(value, face)| html! { <option {value} selected={value == at}>{ face }</option> }) }
                </select>
            </div>
        }
    };
    let tick = |label: &'static str, checked: bool, to: fn(Embed, bool) -> Embed| {
        let set = set.clone();
        let onchange = Callback::from(move |event: Event| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                set.set(to(embed, input.checked()));
            }
        });
        html! { <label class="choice"><input type="checkbox" {checked} {onchange} />{ label }</label> }
    };
    let views = View::ALL.iter().map(|view| (view.name(), view.question()));
    let views = views.chain([("", "The whole page")]).collect();
    let themes: Vec<(&str, &str)> = THEMES.iter().map(|(name, face, _)| (*name, *face)).collect();
    let theme = THEMES.iter().find(|(.., theme)| *theme == embed.theme).map_or("", |(name, ..)| name);
    let is_alone = embed.view.is_some();
    html! {
        <>
            <div class="fields">
                { choose("embed-view", "View", views, embed.view.map_or("", View::name), |embed, name| {
                    Embed { view: View::named(name), ..embed }
                }) }
                { choose("embed-theme", "Colours", themes, theme, |embed, name| {
                    let theme = THEMES.iter().find(|(theme, ..)| *theme == name).and_then(|(.., theme)| *theme);
                    Embed { theme, ..embed }
                }) }
            </div>
            <div class="share-ticks" role="group" aria-label="What readers can do there">
                if is_alone {
                    { tick("Budget slider under the view", embed.controls, |embed, controls| Embed { controls, ..embed }) }
                    { tick("Fills its frame, as on a slide", embed.fit, |embed, fit| Embed { fit, ..embed }) }
                }
                { tick("Nothing can be changed", embed.lock, |embed, lock| Embed { lock, ..embed }) }
                { tick("Small", embed.compact, |embed, compact| Embed { compact, ..embed }) }
            </div>
        </>
    }
}

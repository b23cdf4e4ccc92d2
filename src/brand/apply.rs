use funnel_engine::scenario::{Brand, Scenario};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::variables::variables;

/// Keeps the root's custom properties in step with the brand.
#[hook]
pub fn use_brand(brand: &Brand) {
    use_effect_with(brand.clone(), |brand| {
        let root =
            web_sys::window().and_then(|window| window.document()).and_then(|document| document.document_element());
        let Some(root) = root.and_then(|root| root.dyn_into::<HtmlElement>().ok()) else { return };
        for (name, value) in variables(brand) {
            // Every value is made here: none of the scenario's own text is ever used as a style.
            let _ = match value {
                Some(value) => root.style().set_property(name, &value),
                None => root.style().remove_property(name).map(drop),
            };
        }
    });
}

/// The logo as a picture, in which nothing can run.
pub fn mark(scenario: &Scenario) -> Html {
    let Brand { logo, logo_name, .. } = &scenario.brand;
    if logo.is_empty() {
        return Html::default();
    }
    html! { <img class="logo" src={logo.clone()} alt={logo_name.clone()} /> }
}

/// The line at the foot.
pub fn foot(scenario: &Scenario) -> Html {
    let footer = &scenario.brand.footer;
    if footer.is_empty() {
        Html::default()
    } else {
        html! { <p class="brand-foot">{ footer.clone() }</p> }
    }
}

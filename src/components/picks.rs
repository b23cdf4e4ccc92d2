use yew::prelude::*;

/// One of a few in a row: which is picked, from 0, and who is told. `name` is unique in the page.
pub fn picks(
    name: &'static str,
    legend: &'static str,
    faces: Vec<AttrValue>,
    at: usize,
    onpick: &Callback<usize>,
) -> Html {
    let pick = |(i, face): (usize, AttrValue)| {
        let onchange = onpick.reform(move |_: Event| i);
        html! {
            <label class="pick" key={i}>
                <input type="radio" {name} checked={i == at} {onchange} />
                <span>{ face }</span>
            </label>
        }
    };
    html! {
        <fieldset class="picks">
            <legend class="unseen">{ legend }</legend>
            { for faces.into_iter().enumerate().map(pick) }
        </fieldset>
    }
}

/// A [`picks`] of the view's own, which begins with the first.
#[hook]
pub fn use_picks(name: &'static str, legend: &'static str, faces: &[&'static str]) -> (usize, Html) {
    let at = use_state_eq(|| 0);
    let onpick = {
        let at = at.setter();
        Callback::from(move |i| at.set(i))
    };
    (*at, picks(name, legend, faces.iter().map(|face| AttrValue::Static(face)).collect(), *at, &onpick))
}

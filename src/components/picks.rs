use yew::prelude::*;

/// A choice of one of a few, in a row: the index picked, and a callback. `name` is unique on the page.
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

/// [`picks`] with the view's own state, which begins with the first.
#[hook]
pub fn use_picks(name: &'static str, legend: &'static str, faces: &[&'static str]) -> (usize, Html) {
    let at = use_state_eq(|| 0);
    let onpick = {
        let at = at.setter();
        Callback::from(move |i| at.set(i))
    };
    (*at, picks(name, legend, faces.iter().map(|face| AttrValue::Static(face)).collect(), *at, &onpick))
}

use funnel_charts::format::whole;
use web_sys::Element;
use yew::prelude::*;

use crate::hooks::use_here;

/// Properties of [`Scrub`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct ScrubProps {
    /// What one steps through: `Week`.
    pub(super) label: AttrValue,
    /// How many places there are.
    pub(super) count: usize,
    /// The place being read, from 0.
    pub(super) at: Option<usize>,
    /// The place in words.
    pub(super) place: AttrValue,
    /// The place to which a point of the chart belongs (px, in a chart `width` wide).
    pub(super) locate: Callback<(f64, f64), Option<usize>>,
    /// Width of the chart, px.
    pub(super) width: u32,
    /// Called when the place changes.
    pub(super) onmove: Callback<Option<usize>>,
}

/// A transparent control over a chart, with which pointer and arrow keys read it place by place.
///
/// To assistive technology it is a slider whose value is the place. The live line below the chart speaks the figures
/// there, so they are not repeated here.
#[component]
pub(super) fn Scrub(props: &ScrubProps) -> Html {
    let ScrubProps { count, at, .. } = *props;
    let here = use_here(at);
    let onpointermove = {
        let (locate, onmove, width) = (props.locate.clone(), props.onmove.clone(), f64::from(props.width));
        Callback::from(move |event: PointerEvent| {
            let target: Option<Element> = event.target_dyn_into();
            let shown = target.map_or(0, |target| target.client_width());
            // While its container shrinks, a chart may be shown smaller than it was laid out.
            let scale = if shown > 0 { width / f64::from(shown) } else { 1.0 };
            let point = (f64::from(event.offset_x()) * scale, f64::from(event.offset_y()) * scale);
            onmove.emit(locate.emit(point));
        })
    };
    // A mouse that merely passes leaves nothing behind. What was read by finger or keyboard stays: if it vanished as
    // soon as something below is pressed, the line would shrink and the press would miss.
    let onpointerleave = {
        let onmove = props.onmove.clone();
        Callback::from(move |event: PointerEvent| {
            if event.pointer_type() == "mouse" {
                onmove.emit(None);
            }
        })
    };
    let onkeydown = {
        let onmove = props.onmove.clone();
        Callback::from(move |event: KeyboardEvent| {
            let to = step(&event.key(), *here.borrow(), count);
            if let Some(to) = to {
                event.prevent_default();
                here.replace(to);
                onmove.emit(to);
            }
        })
    };
    if count == 0 {
        return Html::default();
    }
    html! {
        <div
            class="chart-scrub"
            role="slider"
            tabindex="0"
            aria-label={props.label.clone()}
            aria-valuemin="1"
            aria-valuemax={whole(count)}
            aria-valuenow={whole(at.map_or(1, |at| at + 1))}
            aria-valuetext={props.place.clone()}
            onpointerdown={onpointermove.clone()}
            {onpointermove}
            {onpointerleave}
            {onkeydown}
        />
    }
}

/// What a key does: `None` if the key means nothing here, `Some(None)` to stop reading.
fn step(key: &str, at: Option<usize>, count: usize) -> Option<Option<usize>> {
    let last = count.checked_sub(1)?;
    let forward = |by: usize| at.map_or(0, |at| (at + by).min(last));
    let back = |by: usize| at.map_or(last, |at| at.saturating_sub(by));
    match key {
        "ArrowRight" | "ArrowUp" => Some(Some(forward(1))),
        "ArrowLeft" | "ArrowDown" => Some(Some(back(1))),
        "PageUp" => Some(Some(forward(10))),
        "PageDown" => Some(Some(back(10))),
        "Home" => Some(Some(0)),
        "End" => Some(Some(last)),
        "Escape" => at.map(|_| None),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::step;

    #[test]
    fn keys_step_and_stop_at_the_ends() {
        assert_eq!(step("ArrowRight", None, 52), Some(Some(0)));
        assert_eq!(step("ArrowRight", Some(51), 52), Some(Some(51)));
        assert_eq!(step("ArrowLeft", None, 52), Some(Some(51)));
        assert_eq!(step("PageUp", Some(3), 52), Some(Some(13)));
        assert_eq!(step("Home", Some(3), 52), Some(Some(0)));
        assert_eq!(step("Escape", Some(3), 52), Some(None));
        assert_eq!(step("Escape", None, 52), None, "left to the page");
        assert_eq!(step("Tab", Some(3), 52), None);
        assert_eq!(step("End", None, 0), None);
    }
}

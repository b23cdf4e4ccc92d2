use funnel_charts::mark::px;
use gloo::timers::callback::Timeout;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Properties of [`Slider`].
#[derive(PartialEq, Properties)]
pub struct SliderProps {
    /// Unique in the page.
    pub id: AttrValue,
    /// What it sets.
    pub label: AttrValue,
    /// Smallest value.
    pub min: f64,
    /// Largest value.
    pub max: f64,
    /// The step of a key press.
    pub step: f64,
    /// The value.
    pub value: f64,
    /// The value in words.
    pub text: AttrValue,
    /// The value at which a drag snaps.
    pub detent: f64,
    /// Called at every step.
    pub oninput: Callback<f64>,
    /// Called when a key has been pressed: others may follow.
    pub onrest: Callback<()>,
    /// Called when it is released, or some time after the last key.
    pub onend: Callback<()>,
}

/// How near to the detent a drag snaps, as a share of the slider.
const CATCH: f64 = 0.012;
/// Milliseconds after which another key is another step of the history.
const PAUSE: u32 = 1_000;

/// The browser's own slider above a drawn track, on which the stretch between detent and thumb is marked.
#[component]
pub fn Slider(props: &SliderProps) -> Html {
    let SliderProps { min, max, step, value, detent, .. } = *props;
    // Keys step through the detent; only a drag snaps to it.
    let dragging = use_mut_ref(|| false);
    // Its end does not move during a drag.
    let held = use_mut_ref(|| max);
    if !*dragging.borrow() {
        *held.borrow_mut() = max;
    }
    let max = *held.borrow();
    // Released where it was taken, it has not changed, and Firefox says nothing: the end of a drag is that of the pointer, too.
    let has_moved = use_mut_ref(|| false);
    let span = (max - min).max(f64::MIN_POSITIVE);
    let oninput = {
        let (dragging, has_moved, oninput) = (dragging.clone(), has_moved.clone(), props.oninput.clone());
        Callback::from(move |event: InputEvent| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
            let at = input.value_as_number();
            if !at.is_finite() {
                return;
            }
            *has_moved.borrow_mut() = true;
            let caught = *dragging.borrow() && (at - detent).abs() < CATCH * span;
            oninput.emit(if caught { detent } else { at });
        })
    };
    // What ends a row of keys.
    let pause = use_mut_ref(|| None::<Timeout>);
    let pass = {
        let (pause, onend) = (pause.clone(), props.onend.clone());
        move || {
            if pause.borrow_mut().take().is_some() {
                onend.emit(());
            }
        }
    };
    let take = {
        let (dragging, pass) = (dragging.clone(), pass.clone());
        Callback::from(move |_: PointerEvent| {
            pass();
            *dragging.borrow_mut() = true;
        })
    };
    let end = {
        let (has_moved, onend) = (has_moved.clone(), props.onend.clone());
        move || {
            if std::mem::take(&mut *has_moved.borrow_mut()) {
                onend.emit(());
            }
        }
    };
    let onchange = {
        let (dragging, end, pass) = (dragging.clone(), end.clone(), pass.clone());
        let (has_moved, onrest) = (has_moved, props.onrest.clone());
        Callback::from(move |_: Event| {
            if std::mem::take(&mut *dragging.borrow_mut()) {
                return end();
            }
            if std::mem::take(&mut *has_moved.borrow_mut()) {
                onrest.emit(());
                *pause.borrow_mut() = Some(Timeout::new(PAUSE, pass.clone()));
            }
        })
    };
    let onblur = Callback::from(move |_: FocusEvent| pass());
    let let_go = Callback::from(move |_: PointerEvent| {
        // After a change, should there be one: until then it is the pointer's, not a key's.
        let (dragging, end) = (dragging.clone(), end.clone());
        Timeout::new(0, move || {
            *dragging.borrow_mut() = false;
            end();
        })
        .forget();
    });
    let place = |x: f64| px(100.0 * ((x - min) / span).clamp(0.0, 1.0)) + "%";
    let number = |x: f64| x.to_string();
    html! {
        <div class="slider">
            <svg class="slider-track" aria-hidden="true" focusable="false">
                <line class="slider-rail" x1="0" x2="100%" y1="50%" y2="50%" />
                <line class="slider-change" x1={place(detent)} x2={place(value)} y1="50%" y2="50%" />
                <line class="slider-detent" x1={place(detent)} x2={place(detent)} y1="15%" y2="85%" />
            </svg>
            <input
                id={props.id.clone()}
                class="slider-input"
                type="range"
                aria-label={props.label.clone()}
                aria-valuetext={props.text.clone()}
                min={number(min)}
                max={number(max)}
                step={number(step)}
                value={number(value)}
                {oninput}
                {onchange}
                {onblur}
                onpointerdown={take}
                onpointerup={let_go.clone()}
                onpointercancel={let_go.clone()}
                onlostpointercapture={let_go}
            />
        </div>
    }
}

use funnel_engine::scenario::{Scenario, SpendChange, edit};
use yew::prelude::*;

use super::reader::Reader;
use crate::charts::Shared;
use crate::components::{Editor, Field, Slider};
use crate::state::Action;
use crate::words::ask::{self, Budgets};
use crate::words::numbers::{Numbers, money};
use crate::words::period::period;

/// Properties of [`Budget`].
#[derive(PartialEq, Properties)]
pub(super) struct BudgetProps {
    pub(super) scenario: Shared<Scenario>,
    pub(super) reader: Reader,
    /// The verdict in a few words: on a phone it stays with the slider.
    pub(super) short: AttrValue,
}

/// One press of a step button: so much of today's budget.
const STEP: f64 = 0.05;

/// The budget: as a number, as a slider that catches at today's, and in steps.
#[component]
pub(super) fn Budget(props: &BudgetProps) -> Html {
    let editor = use_context::<Editor>();
    // Its end does not move under the thumb.
    let held = use_mut_ref(|| None::<f64>);
    let top = use_mut_ref(|| 2.0_f64);
    let BudgetProps { scenario: s, reader, short } = props;
    let Some(editor) = editor else { return Html::default() };
    let b = ask::budgets(s);
    let (range, end) = Range::new(&b, held.borrow().unwrap_or(0.0));
    *top.borrow_mut() = end;
    let ask = |change: SpendChange| move |s: &Scenario| edit::ask(s, change);
    let commit = {
        let (editor, reader) = (editor.clone(), reader.clone());
        Callback::from(move |text: AttrValue| -> Result<(), AttrValue> {
            let said = ask::parse(&text, reader.style())?;
            let b = ask::budgets(&editor.scenario());
            editor.apply(ask(b.apply(said)))
        })
    };
    let oninput = {
        let (editor, held) = (editor.clone(), held.clone());
        Callback::from(move |budget: f64| {
            held.borrow_mut().get_or_insert(*top.borrow());
            let change = ask::budgets(&editor.scenario()).reach(budget);
            // Every place of the slider is a valid budget.
            let _ = editor.drag(ask(change));
        })
    };
    let onend = {
        let editor = editor.clone();
        Callback::from(move |()| {
            *held.borrow_mut() = None;
            editor.dispatch(Action::DragEnd);
        })
    };
    let step = |sign: f64| {
        let editor = editor.clone();
        Callback::from(move |_: MouseEvent| {
            let b = ask::budgets(&editor.scenario());
            let size = if b.moved > 0.0 { b.moved } else { b.today.max(b.plan) };
            let to = (b.plan + sign * STEP * size).max(b.today - b.moved);
            let _ = editor.apply(ask(b.reach(to)));
        })
    };
    let within = period(s.frame.horizon_weeks);
    let now = money(&**reader, b.plan);
    let change = ask::change(&**reader, &b.change);
    let percent = reader.percent(STEP, 0);
    html! {
        <section class="budget" aria-label="Budget">
            if !short.is_empty() {
                <p class="budget-verdict">{ short }</p>
            }
            <div class="budget-head">
                <Field id="budget" label={format!("Budget, {within}")} value={now.clone()} {commit} class="budget-number" />
                <p class="budget-today">{ format!("today {}", money(&**reader, b.today)) }</p>
            </div>
            <div class="budget-slide">
                <button type="button" class="tool" onclick={step(-1.0)} aria-label={format!("{percent} less")}>{ "\u{2212}" }</button>
                <Slider
                    id="budget-slider"
                    label={format!("Budget, {within}")}
                    min={range.min}
                    max={range.max}
                    step={range.step}
                    value={b.plan}
                    text={format!("{now}, {change}")}
                    detent={b.today}
                    {oninput}
                    {onend}
                />
                <button type="button" class="tool" onclick={step(1.0)} aria-label={format!("{percent} more")}>{ "+" }</button>
            </div>
        </section>
    }
}

/// Where the slider begins and ends.
struct Range {
    min: f64,
    max: f64,
    step: f64,
}

/// Money a week on each channel that the slider spans where nothing is spent today.
const FIRST_SPEND: f64 = 1_000.0;

impl Range {
    /// From nothing to so many times today's as hold the plan: 2, 4, 8 … At least `held`, while the slider is held.
    fn new(b: &Budgets, held: f64) -> (Self, f64) {
        let one = if b.moved > 0.0 { b.moved } else { FIRST_SPEND * b.channel_weeks.max(1.0) };
        let scale = 1.0 + (b.plan - b.today) / one;
        let mut top = held.max(2.0);
        while top < scale && top < 1_024.0 {
            top *= 2.0;
        }
        let (min, max) = (b.today - b.moved, b.today + one * (top - 1.0));
        (Self { min, max, step: one / 100.0 }, top)
    }
}

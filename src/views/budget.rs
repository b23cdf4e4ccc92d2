use funnel_engine::scenario::Scenario;
use funnel_sentences::ask;
use funnel_sentences::budget::{Budgets, budgets};
use funnel_sentences::numbers::{Numbers, money};
use funnel_sentences::period::period;
use yew::prelude::*;

use super::reader::Reader;
use crate::components::{Editor, FieldProps, Place, Slider, button, field};
use crate::edits::{Pressed, Typed};
use crate::state::Action;

/// One press of a step button, in per cent of today's budget.
const STEP: i32 = 5;

/// The budget: as a number, as a slider that snaps at today's, and in steps. `short` is the verdict in a few words; on
/// a phone it stays with the slider.
pub(super) fn budget(s: &Scenario, reader: &Reader, editor: &Editor, short: Html) -> Html {
    budget_as("budget", s, reader, editor, short)
}

/// The same with an id of its own, for where it is drawn twice.
pub(super) fn budget_as(id: &str, s: &Scenario, reader: &Reader, editor: &Editor, short: Html) -> Html {
    let b = budgets(s);
    let range = Range::new(&b);
    let oninput = {
        let editor = editor.clone();
        Callback::from(move |budget: f64| editor.drag(budget))
    };
    let end = |action: fn() -> Action| {
        let editor = editor.clone();
        Callback::from(move |()| editor.dispatch(action()))
    };
    let (onrest, onend) = (end(|| Action::Rest), end(|| Action::DragEnd));
    let label: AttrValue = format!("Budget, {}", period(s.frame.horizon_weeks)).into();
    let now = money(&**reader, b.plan);
    let text = format!("{now}, {}", ask::change(&**reader, &b.change));
    let percent = reader.percent(f64::from(STEP) / 100.0, 0);
    let step = |face: &'static str, word: &str, by: i32| {
        button(editor, "tool", html! { face }, Some(format!("{percent} {word}")), Pressed::Step(by))
    };
    let shown = ask::budget_shown(&b, reader.style());
    let field_at = FieldProps::new(id.to_owned(), label.clone(), shown, Typed::Budget);
    let number = FieldProps { class: "budget-number", place: Place::Headline, ..field_at };
    html! {
        <section class="budget" aria-label="Budget">
            <p class="budget-verdict">{ short }</p>
            <div class="budget-head">
                { field(number) }
                <p class="budget-today">{ format!("today {}", money(&**reader, b.today)) }</p>
            </div>
            <div class="budget-slide">
                { step("\u{2212}", "less", -STEP) }
                <Slider id={format!("{id}-slider")} {label} min={range.min} max={range.max} step={range.step} value={b.plan} {text}
                    detent={b.today} {oninput} {onrest} {onend} />
                { step("+", "more", STEP) }
            </div>
        </section>
    }
}

/// The ends of the slider.
struct Range {
    min: f64,
    max: f64,
    step: f64,
}

/// Money a week for each channel that the slider spans where nothing is spent today.
const FIRST_SPEND: f64 = 1_000.0;

impl Range {
    /// From nothing to the smallest multiple of today's (2, 4, 8 …) that includes the plan.
    fn new(b: &Budgets) -> Self {
        let one = if b.moved > 0.0 { b.moved } else { FIRST_SPEND * b.channel_weeks().max(1.0) };
        let scale = 1.0 + (b.plan - b.today) / one;
        let mut top = 2.0;
        while top < scale && top < 1_024.0 {
            top *= 2.0;
        }
        Self { min: b.today - b.moved, max: b.today + one * (top - 1.0), step: one / 100.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use funnel_engine::scenario::{edit, templates};

    #[test]
    fn the_slider_reaches_the_plan_and_its_steps_are_per_cents() {
        let mut s = templates::load("sales-led-saas").unwrap();
        for scale in [0.0, 0.5, 1.0, 2.0, 3.7, 40.0] {
            let change = funnel_engine::scenario::SpendChange { scale, ..budgets(&s).change };
            s = edit::ask(&s, change).unwrap();
            let b = budgets(&s);
            let range = Range::new(&b);
            assert!(range.min <= b.plan && b.plan <= range.max, "{scale}");
            let step = b.reach(range.min + 37.0 * range.step);
            assert_eq!(step.scale, 0.37);
        }
    }
}

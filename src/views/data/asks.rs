//! What only the reader can say: at most five questions, each with what applies until it is answered.

use funnel_calibrate::Mapping;
use funnel_calibrate::shape::Question;
use yew::prelude::*;

use crate::components::focus;
use crate::imports::change;

/// Where the focus goes after the last question is answered.
pub(super) const AFTER: &str = "data-learned";

/// The questions that are left.
pub(super) fn asks(mapping: &Mapping) -> Html {
    let questions = mapping.questions();
    if questions.is_empty() {
        return Html::default();
    }
    let left = questions.len();
    html! {
        <section class="data-asks" aria-labelledby="data-asks">
            <h3 class="group-title" id="data-asks">{ if left == 1 { "One question that only you can answer".to_owned() } else { format!("{left} questions that only you can answer") } }</h3>
            { for questions.iter().enumerate().map(|(i, question)| ask(mapping, question, i, left)) }
        </section>
    }
}

fn ask(mapping: &Mapping, question: &Question, i: usize, left: usize) -> Html {
    let id = format!("data-ask-{i}");
    let answer = |(at, text): (usize, &String)| {
        let (mapping, about) = (mapping.clone(), question.about);
        let onclick = Callback::from(move |_: MouseEvent| {
            let mut told = mapping.clone();
            told.answer(about, at);
            change(told);
            // What had the focus is gone; the next question takes the place of this one.
            focus(&if left > 1 { format!("data-ask-{}-0", i.min(left - 2)) } else { AFTER.to_owned() });
        });
        let face = if at == 0 { format!("{text} (taken until you say)") } else { text.clone() };
        html! { <button type="button" class="button" id={format!("{id}-{at}")} {onclick}>{ face }</button> }
    };
    html! {
        <fieldset class="data-ask" aria-labelledby={id.clone()}>
            <p class="reading" id={id.clone()}>{ &question.asks }</p>
            <div class="data-answers">{ for question.answers.iter().enumerate().map(answer) }</div>
        </fieldset>
    }
}

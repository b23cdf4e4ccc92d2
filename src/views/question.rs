use funnel_engine::scenario::{Scenario, TargetMetric};
use yew::prelude::*;

use super::reader::Reader;
use crate::components::{Choice, Choices, FieldProps, Place, SelectProps, field, select};
use crate::edits::{Picked, Typed};
use crate::words::ask;
use crate::words::budget::budgets;
use crate::words::numbers::{money, people};

/// The what-if as a sentence whose blanks can be filled in anew.
pub(super) fn question(s: &Scenario, reader: &Reader) -> Html {
    let change = budgets(s).change;
    let chosen = |id: &String| change.channels.is_empty() || change.channels.contains(id);
    let choice = |c: &funnel_engine::scenario::Channel| Choice {
        id: c.id.clone().into(),
        name: c.name.clone().into(),
        chosen: chosen(&c.id),
    };
    let choices: Vec<Choice> = s.channels.iter().map(choice).collect();
    let blank = |id: &'static str, label: &'static str, value: String, edit: Typed| {
        field(FieldProps {
            place: Place::Sentence,
            placeholder: "no target".into(),
            ..FieldProps::new(id, label, value, edit)
        })
    };
    html! {
        <section class="question" aria-labelledby="question-title">
            <h2 class="rail-title" id="question-title">{ "What if" }</h2>
            <div class="sentence">
                { "we spend " }
                { blank("ask-change", "Change of the budget", ask::change(&**reader, &change), Typed::Change) }
                { " on " }
                <Choices id="ask-channels" label="Channels" summary={ask::channels(s, &change.channels)} {choices} />
                { " from week " }
                { blank("ask-week", "First week", change.from_week.to_string(), Typed::FromWeek) }
                { " for " }
                { blank("ask-weeks", "How long", ask::lasting(s, &change), Typed::Lasting) }
                { "; we want " }
                { blank("ask-target", "Target", target(s, reader), Typed::Target) }
                { " " }
                { metric(s, "ask-metric", Place::Sentence) }
                { " with " }
                { blank("ask-confidence", "Confidence", reader.percent(s.target.confidence, 0), Typed::Confidence) }
                { " confidence?" }
            </div>
            if s.plans.first().is_some_and(|p| p.spend.len() > 1) {
                <p class="small">{ "The plan makes several changes; a change here replaces them by one." }</p>
            }
        </section>
    }
}

fn target(s: &Scenario, reader: &Reader) -> String {
    match s.target {
        t if t.value <= 0.0 => String::new(),
        t if t.metric == TargetMetric::Customers => people(&**reader, t.value),
        t => money(&**reader, t.value),
    }
}

/// What the target is of.
pub(super) fn metric(s: &Scenario, id: &'static str, place: Place) -> Html {
    let value = match s.target.metric {
        TargetMetric::Revenue => "revenue",
        TargetMetric::Profit => "profit",
        TargetMetric::Customers => "customers",
    };
    select(SelectProps {
        id: id.into(),
        label: "What the target is of".into(),
        options: ["revenue", "profit", "customers"].map(|x| (x.into(), x.into())).to_vec(),
        value: value.into(),
        edit: Picked::Name("target.metric".to_owned()),
        place,
    })
}

use funnel_engine::scenario::{Scenario, TargetMetric};
use funnel_sentences::ask;
use funnel_sentences::budget::budgets;
use funnel_sentences::numbers::Numbers;
use funnel_text::calendar::{write_month, write_week};
use funnel_text::target;
use yew::prelude::*;

use super::reader::Reader;
use crate::components::{Choice, Choices, Editor, FieldProps, Place, SelectProps, button, field, select};
use crate::edits::{Kind, Picked, Pressed, Typed};

/// The what-if as a sentence with blanks that can be filled in anew.
pub(super) fn question(s: &Scenario, reader: &Reader, editor: &Editor) -> Html {
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
    let starts = s.calendar.starts.map_or_else(String::new, write_month);
    let lasting = ask::lasting(s, &change);
    let aimed = s.target.value.is_some();
    let spend = s.plans.first().map_or(&[][..], |p| &p.spend);
    let besides = spend.iter().enumerate().skip(1).map(|(i, c)| {
        let what = ask::placed(&**reader, s, c);
        let said = format!("Leave out: {what}");
        html! {
            <p class="small besides" key={i}>
                <span>{ format!("Besides, {what}.") }</span>
                { button(editor, "tool", html! { "\u{00d7}" }, Some(said), Pressed::DropChange(i)) }
            </p>
        }
    });
    html! {
        <section class="question" aria-labelledby="question-title">
            <h2 class="rail-title" id="question-title">{ "What if" }</h2>
            <div class="sentence">
                { "we spend " }
                { blank("ask-change", "Change of the budget", ask::shown(&budgets(s), reader.style()), Typed::Change) }
                { " on " }
                <Choices id="ask-channels" label="Channels" summary={ask::channels(s, &change.channels)} {choices} />
                { " from " }
                { blank("ask-week", "From when", write_week(&s.calendar, change.from_week), Typed::FromWeek) }
                { if lasting.starts_with("until") { " " } else { " for " } }
                { blank("ask-weeks", "How long", lasting, Typed::Lasting) }
                { if aimed { "; we want " } else { "; there is " } }
                { blank("ask-target", "Target", shown_target(s, reader), Typed::Target) }
                { if aimed { " " } else { " for " } }
                { metric(s) }
                if aimed {
                    { " with " }
                    { blank("ask-confidence", "Confidence", Kind::Share.write(s.target.confidence, reader.style()), Typed::Confidence) }
                    { " confidence" }
                }
                { "?" }
            </div>
            <div class="small question-start">
                { "Month 1 is " }
                { field(FieldProps { place: Place::Sentence, placeholder: "any month".into(), ..FieldProps::new("ask-starts", "Starts in", starts, Typed::Starts) }) }
            </div>
            <>{ for besides }</>
        </section>
    }
}

fn shown_target(s: &Scenario, reader: &Reader) -> String {
    match (s.target.value, s.target.metric) {
        (None, _) => String::new(),
        (Some(x), TargetMetric::Customers) => Kind::Customers.write(x, reader.style()),
        (Some(x), _) => target::write(x, reader.style()),
    }
}

/// The label for the target's figure.
pub(super) const METRIC: &str = "What the target is of";

/// The figures that a target may be about.
pub(super) fn metrics() -> Vec<(AttrValue, AttrValue)> {
    [TargetMetric::Revenue, TargetMetric::Profit, TargetMetric::Customers]
        .map(metric_name)
        .map(|x| (x.into(), x.into()))
        .to_vec()
}

/// A target's figure, by its name.
pub(super) fn metric_name(metric: TargetMetric) -> &'static str {
    match metric {
        TargetMetric::Revenue => "revenue",
        TargetMetric::Profit => "profit",
        TargetMetric::Customers => "customers",
    }
}

fn metric(s: &Scenario) -> Html {
    select(SelectProps {
        id: "ask-metric".into(),
        label: METRIC.into(),
        options: metrics(),
        value: metric_name(s.target.metric).into(),
        edit: Picked::Name("target.metric".to_owned()),
        place: Place::Sentence,
    })
}

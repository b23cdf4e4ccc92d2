use funnel_engine::scenario::{Domain, Scenario, SpendChange, TargetMetric, Unit, Value, edit};
use yew::prelude::*;

use super::reader::Reader;
use crate::charts::Shared;
use crate::components::{Choice, Choices, Editor, Field, Select};
use crate::words::numbers::{Numbers, money, people};
use crate::words::{ask, entry, period};

/// Properties of [`Question`].
#[derive(PartialEq, Properties)]
pub(super) struct QuestionProps {
    pub(super) scenario: Shared<Scenario>,
    pub(super) reader: Reader,
}

type Commit = Callback<AttrValue, Result<(), AttrValue>>;

/// The what-if as a sentence whose blanks can be filled in anew.
#[component]
pub(super) fn Question(props: &QuestionProps) -> Html {
    let editor = use_context::<Editor>();
    let QuestionProps { scenario: s, reader } = props;
    let budgets = ask::budgets(s);
    let change = &budgets.change;
    let Some(editor) = editor else { return Html::default() };
    let asking = |read: fn(&str, &Reader, &Scenario) -> Result<SpendChange, String>| -> Commit {
        let (editor, reader) = (editor.clone(), reader.clone());
        Callback::from(move |text: AttrValue| {
            let change = read(&text, &reader, &editor.scenario())?;
            editor.apply(|s| edit::ask(s, change))
        })
    };
    let onchoose = {
        let editor = editor.clone();
        Callback::from(move |ids: Vec<AttrValue>| {
            let scenario = editor.scenario();
            let all = ids.len() == scenario.channels.len();
            let channels = if all { Vec::new() } else { ids.iter().map(ToString::to_string).collect() };
            let change = SpendChange { channels, ..ask::budgets(&scenario).change };
            // Channels of the list exist, so the change is valid.
            let _ = editor.apply(|s| edit::ask(s, change));
        })
    };
    let choices: Vec<Choice> = s
        .channels
        .iter()
        .map(|c| Choice {
            id: c.id.clone().into(),
            name: c.name.clone().into(),
            chosen: change.channels.is_empty() || change.channels.contains(&c.id),
        })
        .collect();
    html! {
        <section class="question" aria-labelledby="question-title">
            <h2 class="rail-title" id="question-title">{ "What if" }</h2>
            <p class="sentence">
                { "we spend " }
                <Field id="ask-change" label="Change of the budget" inline=true
                    value={ask::change(&**reader, change)} commit={asking(read_change)} />
                { " on " }
                <Choices id="ask-channels" label="Channels" summary={ask::channels(s, &change.channels)} {choices} {onchoose} />
                { " from week " }
                <Field id="ask-week" label="First week" inline=true numeric=true
                    value={change.from_week.to_string()} commit={asking(read_week)} />
                { " for " }
                <Field id="ask-weeks" label="How long" inline=true
                    value={ask::lasting(s, change)} commit={asking(read_weeks)} />
                { "; we want " }
                <Field id="ask-target" label="Target" inline=true placeholder="no target"
                    value={target(s, reader)} commit={read_target(&editor, reader)} />
                { " " }
                <Select id="ask-metric" label="What the target is of" inline=true
                    options={metrics()} value={metric(s.target.metric)} onselect={pick_metric(&editor)} />
                { " with " }
                <Field id="ask-confidence" label="Confidence" inline=true
                    value={reader.percent(s.target.confidence, 0)} commit={read_confidence(&editor, reader)} />
                { " confidence?" }
            </p>
            if s.plans.first().is_some_and(|p| p.spend.len() > 1) {
                <p class="small">{ "The plan makes several changes; a change here replaces them by one." }</p>
            }
        </section>
    }
}

fn read_change(text: &str, reader: &Reader, s: &Scenario) -> Result<SpendChange, String> {
    Ok(ask::budgets(s).apply(ask::parse(text, reader.style())?))
}

fn read_week(text: &str, _: &Reader, s: &Scenario) -> Result<SpendChange, String> {
    let last = s.frame.horizon_weeks;
    let week = text.trim().trim_start_matches("week").trim().parse::<u32>().ok();
    let week = week.filter(|week| (1..=last).contains(week));
    let from_week = week.ok_or_else(|| format!("must be a week from 1 to {last}"))?;
    Ok(SpendChange { from_week, ..ask::budgets(s).change })
}

fn read_weeks(text: &str, reader: &Reader, s: &Scenario) -> Result<SpendChange, String> {
    let weeks = period::parse(text, reader.style())?;
    Ok(SpendChange { weeks: Some(weeks), ..ask::budgets(s).change })
}

fn target(s: &Scenario, reader: &Reader) -> String {
    match s.target {
        t if t.value <= 0.0 => String::new(),
        t if t.metric == TargetMetric::Customers => people(&**reader, t.value),
        t => money(&**reader, t.value),
    }
}

fn read_target(editor: &Editor, reader: &Reader) -> Commit {
    let (editor, reader) = (editor.clone(), reader.clone());
    Callback::from(move |text: AttrValue| {
        let value = if text.trim().is_empty() || text.trim() == "no target" {
            0.0
        } else {
            one_number(&text, Unit::Money, Domain::NonNegative, &reader)?
        };
        editor.apply(|s| edit::set(s, "target.value", value.into()))
    })
}

fn read_confidence(editor: &Editor, reader: &Reader) -> Commit {
    let (editor, reader) = (editor.clone(), reader.clone());
    Callback::from(move |text: AttrValue| {
        let value = one_number(&text, Unit::Share, Domain::Rate, &reader)?;
        if !(0.01..=0.99).contains(&value) {
            return Err("must be between 1 and 99 %".into());
        }
        editor.apply(|s| edit::set(s, "target.confidence", value.into()))
    })
}

/// A single number where no range is meant.
pub(super) fn one_number(text: &str, unit: Unit, domain: Domain, reader: &Reader) -> Result<f64, AttrValue> {
    let reading = entry::Reading { unit, domain, style: reader.style() };
    match entry::parse(text, &reading, None) {
        Ok(Value::Fixed(x)) => Ok(x),
        Ok(_) => Err("must be one number".into()),
        Err(message) => Err(message.into()),
    }
}

fn metric(metric: TargetMetric) -> &'static str {
    match metric {
        TargetMetric::Revenue => "revenue",
        TargetMetric::Profit => "profit",
        TargetMetric::Customers => "customers",
    }
}

fn metrics() -> Vec<(AttrValue, AttrValue)> {
    ["revenue", "profit", "customers"].map(|name| (name.into(), name.into())).to_vec()
}

fn pick_metric(editor: &Editor) -> Callback<AttrValue> {
    let editor = editor.clone();
    Callback::from(move |name: AttrValue| {
        // The names are the format's own.
        let _ = editor.apply(|s| edit::set(s, "target.metric", name.as_str().into()));
    })
}

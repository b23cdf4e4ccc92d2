use funnel_engine::scenario::edit::{self, List};
use funnel_engine::scenario::{Delay, Domain, Stage, Unit};
use serde_json::Value as Json;
use yew::prelude::*;

use super::super::question::one_number;
use super::desk::{Commit, Desk, Kind};
use super::list::{self, Entry};
use crate::components::{Field, Select};
use crate::words::entry::{Reading, write_number};
use crate::words::numbers::Numbers;

/// The stages.
pub(super) fn list(desk: &Desk<'_>) -> Html {
    let entries = desk.scenario.stages.iter().enumerate().map(|(i, s)| entry(desk, i, s)).collect();
    list::list(desk, List::Stages, "stages", "Add a stage", entries)
}

fn entry(desk: &Desk<'_>, i: usize, s: &Stage) -> Entry {
    let at = |field: &str| format!("stages[{i}].{field}");
    let [median, p90] = delay(desk, &at("delay"), &s.delay, ["Half within", "9 in 10 within"]);
    let row = html! {
        <>
            { desk.text(at("name"), "Passing it is called", &s.name, "its name") }
            { desk.input(&at("rate"), "Chance to pass") }
            { median }
            { p90 }
        </>
    };
    let lost = s.loss.delay.clone().unwrap_or_default();
    let [lost_median, lost_p90] = delay(desk, &at("loss.delay"), &lost, ["Half of them leave within", "9 in 10 leave within"]);
    let more = html! {
        <>
            <div class="fields">
                <div class="wide">{ desk.text(at("definition"), "Who counts as having passed", &s.definition, "in your own words") }</div>
                { desk.text(at("loss.reason"), "Why the others leave", &s.loss.reason, "in your own words") }
                { destination(desk, i, s) }
                { desk.input(&at("loss.to_share"), "Share taken in there") }
                { lost_median }
                { lost_p90 }
                { desk.whole(at("open_at_start"), "Waiting here in week 1", s.open_at_start.into(), "people", "The open pipeline: people who are in this stage when the run begins.") }
                { desk.number(at("cost_per_person"), "Cost of working one", s.cost_per_person, Kind::MoneyAPerson) }
            </div>
            { desk.sources(&["rate", "loss.to_share"].map(at)) }
        </>
    };
    Entry { id: s.id.clone(), name: s.name.clone(), row, more }
}

/// Median and P90 of a waiting time; nothing where it takes no week.
fn delay(desk: &Desk<'_>, path: &str, delay: &Delay, labels: [&'static str; 2]) -> [Html; 2] {
    let reading = Reading { unit: Unit::Number, domain: Domain::NonNegative, style: desk.reader.style() };
    let write = |x: f64| write_number(x, &reading);
    let (values, placeholder) = match delay {
        Delay::None => ([String::new(), String::new()], if path.ends_with("loss.delay") { "as those who pass" } else { "at once" }),
        Delay::Lognormal { median_weeks, p90_weeks } => ([write(*median_weeks), write(*p90_weeks)], "at once"),
        Delay::Empirical { .. } => ([String::new(), String::new()], "as seen"),
    };
    let commit = |p90: bool| -> Commit {
        let (editor, reader, path, old) = (desk.editor.clone(), desk.reader.clone(), path.to_owned(), delay.clone());
        Callback::from(move |text: AttrValue| {
            let new = match text.trim() {
                "" | "0" => None,
                text => Some(one_number(text, Unit::Number, Domain::Positive, &reader)?),
            };
            let json = changed(&old, new, p90)?;
            editor.apply(|s| edit::set(s, &path, json))
        })
    };
    let [first, second] = values;
    let hint = "Waiting times are lopsided: most are short, some very long. Both numbers together say how lopsided.";
    [
        html! { <Field id={format!("{path}-median")} label={labels[0]} value={first} {placeholder} unit="weeks" {hint} numeric=true commit={commit(false)} /> },
        html! { <Field id={format!("{path}-p90")} label={labels[1]} value={second} {placeholder} unit="weeks" numeric=true commit={commit(true)} /> },
    ]
}

/// A waiting time with one of its numbers changed. A new median keeps how lopsided it is.
fn changed(old: &Delay, new: Option<f64>, p90: bool) -> Result<Json, AttrValue> {
    let Some(x) = new else { return Ok(Json::Null) };
    let (median_weeks, p90_weeks) = match (old, p90) {
        (Delay::Lognormal { median_weeks, p90_weeks }, false) => (x, p90_weeks * x / median_weeks),
        (Delay::Lognormal { median_weeks, .. }, true) if x > *median_weeks => (*median_weeks, x),
        (Delay::Lognormal { median_weeks, .. }, true) => {
            return Err(format!("must be above the first number, {median_weeks}").into());
        }
        (_, false) => (x, 3.0 * x),
        (_, true) => (x / 3.0, x),
    };
    let delay = Delay::Lognormal { median_weeks, p90_weeks };
    serde_json::to_value(delay).map_err(|_| "cannot be kept".into())
}

/// Where those go who do not pass.
fn destination(desk: &Desk<'_>, i: usize, s: &Stage) -> Html {
    let mut options: Vec<(AttrValue, AttrValue)> = vec![("".into(), "nowhere: they are lost".into())];
    let later = desk.scenario.stages.iter().skip(i + 1);
    options.extend(later.map(|x| (x.id.clone().into(), format!("back in at: {}", x.name).into())));
    let path = format!("stages[{i}].loss.to");
    let onselect = {
        let (editor, path) = (desk.editor.clone(), path.clone());
        Callback::from(move |id: AttrValue| {
            // The list holds later stages only.
            let _ = editor.apply(|s| edit::set(s, &path, id.as_str().into()));
        })
    };
    html! { <Select id={path} label="Some of them go" {options} value={s.loss.to.clone()} {onselect} /> }
}

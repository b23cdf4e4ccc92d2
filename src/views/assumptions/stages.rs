use funnel_engine::scenario::edit::List;
use funnel_engine::scenario::{Delay, Stage};
use funnel_sentences::hours::opening;
use funnel_sentences::numbers::Numbers;
use yew::prelude::*;

use super::super::controls::{Controls, More};
use super::super::list::{self, Entry};
use crate::edits::{Kind, Picked, Typed};

/// The stages.
pub(super) fn list(controls: &Controls<'_>) -> Html {
    let entries = controls.scenario.stages.iter().enumerate().map(|(i, s)| entry(controls, i, s)).collect();
    list::list(controls, List::Stages, "stages", "Add a stage", entries)
}

const OPEN: &str = "The open pipeline: people who are in this stage when the run begins.";

fn entry(controls: &Controls<'_>, i: usize, s: &Stage) -> Entry {
    let at = |field: &str| format!("stages[{i}].{field}");
    let lost = s.loss.delay.clone().unwrap_or_default();
    let labels = ["Half of them leave within", "9 in 10 of them within"];
    let row = || {
        html! {
            <>
                { controls.name(at("name"), "Stage", &s.name, "its name") }
                { controls.input(at("rate"), "Chance to pass") }
                { delay(controls, at("delay"), &s.delay, ["Half within", "9 in 10"], "at once") }
            </>
        }
    };
    let open = More { unit: "people", hint: OPEN, empty: "" };
    let more = || {
        html! {
            <>
                <div class="fields">
                    <div class="wide">{ controls.text(at("definition"), "Who counts as having passed", &s.definition, "in your own words") }</div>
                    { controls.text(at("loss.reason"), "Why the others leave", &s.loss.reason, "in your own words") }
                    { destination(controls, i, s) }
                    { controls.input(at("loss.to_share"), "Share taken in there") }
                    { delay(controls, at("loss.delay"), &lost, labels, "as those who pass") }
                    { controls.number(at("open_at_start"), "Waiting here in week 1", s.open_at_start.into(), Kind::People, open) }
                    if let Some(remark) = controls.remark(&at("open_at_start")).filter(|_| !controls.selection().is_filtered()) {
                        <p class="wide remark" role="note">{ remark }</p>
                    }
                    { controls.number(at("cost_per_person"), "Cost of working one", s.cost_per_person, Kind::Money, More::unit("$")) }
                </div>
                if !controls.selection().is_filtered() {
                    { for opening(controls.scenario, s, &**controls.reader).map(|text| html! { <p class="small">{ text }</p> }) }
                }
                { controls.sources(&["rate", "loss.to_share"].map(at)) }
            </>
        }
    };
    let [row, more] = controls.parts(row, more);
    Entry { id: s.id.clone(), name: s.name.clone(), row, more }
}

/// Median and P90 of a waiting time.
fn delay(controls: &Controls<'_>, path: String, delay: &Delay, labels: [&'static str; 2], none: &'static str) -> Html {
    let write = |x: f64| Kind::Waiting.write(x, controls.reader.style());
    let (values, empty) = match delay {
        Delay::None => ([String::new(), String::new()], none),
        Delay::Lognormal { median_weeks, p90_weeks } => ([write(*median_weeks), write(*p90_weeks)], none),
        Delay::Empirical { .. } => ([String::new(), String::new()], "as seen"),
    };
    let more = More { unit: "weeks", hint: "", empty };
    let [median, p90] = values;
    html! {
        <>
            { controls.plain(median, labels[0], more, &format!("{path}-median"), Typed::DelayMedian(path.clone())) }
            { controls.plain(p90, labels[1], more, &format!("{path}-p90"), Typed::DelayP90(path)) }
        </>
    }
}

/// Where those go who do not pass: only later stages can take them in.
fn destination(controls: &Controls<'_>, i: usize, s: &Stage) -> Html {
    let mut options: Vec<(AttrValue, AttrValue)> = vec![("".into(), "nowhere: all are lost".into())];
    let later = controls.scenario.stages.iter().skip(i + 1);
    options.extend(later.map(|x| (x.id.clone().into(), format!("back in at: {}", x.name).into())));
    let path = format!("stages[{i}].loss.to");
    controls.choice(&path, "Some of them go", options, s.loss.to.clone(), Picked::Name(path.clone()))
}

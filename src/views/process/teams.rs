use funnel_engine::scenario::edit::List;
use funnel_engine::scenario::{Setting, Stage, Team};
use funnel_sentences::hours::opening;
use funnel_sentences::levers::idle;
use yew::prelude::*;

use super::super::controls::{Controls, More};
use super::super::list::{self, Entry};
use super::row::table;
use crate::components::{Place, SelectProps, select};
use crate::edits::{Kind, Picked};

const RAMP: &str = "Weeks until somebody the plan hires works as fast as the others; paid from the first.";

const PRICE: &str =
    "Without it one more person counts as free, and is never advised. 0 says that one more costs nothing.";

/// The teams with their settings, and which stages they work.
pub(super) fn teams(controls: &Controls<'_>, settings: &[Setting]) -> Html {
    let entry = |(i, team): (usize, &Team)| {
        let at = |field: &str| format!("teams[{i}].{field}");
        let own: Vec<Setting> = settings
            .iter()
            .filter(|x| x.key.starts_with(&format!("team/{}/", team.id)))
            // The team's name stands beside it already.
            .map(|x| Setting { owner: String::new(), ..x.clone() })
            .collect();
        let price = More { unit: "$ a period", hint: PRICE, empty: "nobody said" };
        // Its price is in sight: without it the team's people are never advised.
        let row = html! {
            <>
                { controls.text(at("name"), "Team", &team.name, "its name") }
                <div>
                    { table(controls, &own) }
                    { controls.optional(at("cost_per_week"), "Cost of one person", team.cost_per_week, Kind::MoneyPerWeek, price) }
                </div>
            </>
        };
        let ramp = More { unit: "weeks", hint: RAMP, empty: "" };
        let more = html! {
            <div class="fields">
                { controls.number(at("ramp_weeks"), "A new hire is up to speed after", team.ramp_weeks, Kind::Weeks, ramp) }
            </div>
        };
        Entry { id: team.id.clone(), name: team.name.clone(), row, more }
    };
    let entries = controls.scenario.teams.iter().enumerate().map(entry).collect();
    html! {
        <>
            { list::list(List::Teams, "teams", "Add a team", entries) }
            if !controls.scenario.teams.is_empty() {
                if let Some(text) = idle(controls.scenario) {
                    <p class="small">{ text }</p>
                }
                <details class="fold" open={idle(controls.scenario).is_some()}>
                    <summary>{ "Which stages they work" }</summary>
                    <ul class="works">{ for controls.scenario.stages.iter().enumerate().map(|(i, s)| work(controls, i, s)) }</ul>
                </details>
            }
        </>
    }
}

fn work(controls: &Controls<'_>, i: usize, stage: &Stage) -> Html {
    let at = |field: &str| format!("stages[{i}].work.{field}");
    let mut options: Vec<(AttrValue, AttrValue)> = vec![("".into(), "nobody: it takes no one’s time".into())];
    options.extend(controls.scenario.teams.iter().map(|t| (t.id.clone().into(), t.name.clone().into())));
    let team = select(SelectProps {
        id: at("team").into(),
        label: stage.name.clone().into(),
        options,
        value: stage.work.as_ref().map(|w| w.team.clone()).unwrap_or_default().into(),
        edit: Picked::Team(i),
        place: Place::Form,
    });
    html! {
        <li class="work" key={stage.id.clone()}>
            <div class="fields">
                { team }
                { controls.input(at("hours"), "Hours for each") }
                { controls.input(at("stale_per_week"), "Lost in a week of waiting") }
            </div>
            { for opening(controls.scenario, stage, &**controls.reader).map(|text| html! { <p class="small">{ text }</p> }) }
            { controls.sources(&["hours", "stale_per_week"].map(at)) }
        </li>
    }
}

use funnel_engine::scenario::edit::List;
use funnel_engine::scenario::{Setting, Stage, Team};
use funnel_sentences::hours::opening;
use funnel_sentences::levers::idle;
use yew::prelude::*;

use super::super::controls::{Controls, More};
use super::super::list::{self, Entry};
use super::row::table;
use crate::edits::{Kind, Picked};

const RAMP: &str = "Weeks until somebody the plan hires works as fast as the others; paid from the first.";

const PRICE: &str =
    "Without it one more person counts as free, and is never advised. 0 says that one more costs nothing.";

/// The teams with their settings, and which stages they work.
pub(super) fn teams(controls: &Controls<'_>, settings: &[Setting]) -> Html {
    let with_settings = |(i, team): (usize, &Team)| {
        let own: Vec<Setting> = settings
            .iter()
            .filter(|x| x.key.starts_with(&Setting::of_team(&team.id, "")))
            // The team's name is already next to it.
            .map(|x| Setting { owner: String::new(), ..x.clone() })
            .collect();
        entry(controls, i, team, table(controls, &own))
    };
    let entries = controls.scenario.teams.iter().enumerate().map(with_settings).collect();
    html! {
        <>
            { list::list(controls, List::Teams, "teams", "Add a team", entries) }
            if !controls.scenario.teams.is_empty() {
                if let Some(text) = idle(controls.scenario) {
                    <p class="small">{ text }</p>
                }
                { controls.fold("Which stages they work", idle(controls.scenario).is_some(), || works(controls)) }
            }
        </>
    }
}

/// The teams' assumptions, without what a plan does about them.
pub(super) fn assumptions(controls: &Controls<'_>) -> Html {
    let plain = |(i, team)| entry(controls, i, team, Html::default());
    let entries = controls.scenario.teams.iter().enumerate().map(plain).collect();
    html! {
        <>
            { list::list(controls, List::Teams, "teams", "Add a team", entries) }
            if !controls.scenario.teams.is_empty() {
                { works(controls) }
            }
        </>
    }
}

/// A team: its name and price, and how long a new hire takes.
fn entry(controls: &Controls<'_>, i: usize, team: &Team, settings: Html) -> Entry {
    let at = |field: &str| format!("teams[{i}].{field}");
    let price = More { unit: "$ a period", hint: PRICE, empty: "nobody said" };
    let ramp = More { unit: "weeks", hint: RAMP, empty: "" };
    // Its price is visible, because without it the team's people are never advised.
    let row = || {
        html! {
            <>
                { controls.name(at("name"), "Team", &team.name, "its name") }
                <div>
                    { settings }
                    { controls.optional(at("cost_per_week"), "Cost of one person", team.cost_per_week, Kind::MoneyPerWeek, price) }
                </div>
            </>
        }
    };
    let more = || {
        html! {
            <div class="fields">
                { controls.number(at("ramp_weeks"), "A new hire is up to speed after", team.ramp_weeks, Kind::Weeks, ramp) }
            </div>
        }
    };
    let [row, more] = controls.parts(row, more);
    Entry { id: team.id.clone(), name: team.name.clone(), row, more }
}

/// Who works which stage, and what that takes.
fn works(controls: &Controls<'_>) -> Html {
    let all = controls.scenario.stages.iter().enumerate();
    html! { <ul class="works">{ for all.map(|(i, s)| work(controls, i, s)) }</ul> }
}

fn work(controls: &Controls<'_>, i: usize, stage: &Stage) -> Html {
    let at = |field: &str| format!("stages[{i}].work.{field}");
    let mut options: Vec<(AttrValue, AttrValue)> = vec![("".into(), "nobody: it takes no one’s time".into())];
    options.extend(controls.scenario.teams.iter().map(|t| (t.id.clone().into(), t.name.clone().into())));
    let team = stage.work.as_ref().map(|w| w.team.clone()).unwrap_or_default();
    let name = at("team");
    let part = controls.selection().part(|| {
        html! {
            <div class="fields">
                { controls.choice(&name, stage.name.clone(), options, team, Picked::Team(i)) }
                { controls.input(at("hours"), "Hours for each") }
                { controls.input(at("stale_per_week"), "Lost in a week of waiting") }
            </div>
        }
    });
    if part.is_empty {
        return Html::default();
    }
    html! {
        <li class="work" key={stage.id.clone()}>
            if !controls.selection().has(&name) {
                <h4 class="work-name">{ &stage.name }</h4>
            }
            { part.html }
            if !controls.selection().is_filtered() {
                { for opening(controls.scenario, stage, &**controls.reader).map(|text| html! { <p class="small">{ text }</p> }) }
            }
            { controls.sources(&["hours", "stale_per_week"].map(at)) }
        </li>
    }
}

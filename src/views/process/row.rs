use funnel_engine::scenario::lever::{DetailKind, DetailUnit, LeverDetail};
use funnel_engine::scenario::{LeverKind, Question, Setting, SettingUnit, Stage};
use funnel_sentences::levers::{lead, lever, question, value};
use funnel_sentences::numbers::Numbers;
use yew::prelude::*;

use super::super::controls::{Controls, EVEN, More};
use super::teams;
use crate::components::{FieldProps, field};
use crate::edits::{Kind, NO, Picked, Pressed, Typed, YES};

/// A question: with its settings if it is in use, otherwise a single line with a way to turn it on.
pub(super) fn row(controls: &Controls<'_>, q: Question) -> Html {
    let settings: Vec<Setting> = controls.scenario.settings().into_iter().filter(|x| x.question == q).collect();
    let kind = lever(q);
    let used = kind.map_or(!settings.is_empty(), |kind| kind.is_used(controls.scenario));
    let id = format!("question-{q:?}").to_ascii_lowercase();
    if !used && q != Question::Work {
        let way = match kind {
            None if q == Question::Approach => controls.link("Try a channel never tried", Pressed::TryChannel),
            Some(kind) => controls.link("Ask this", Pressed::UseLever(kind)),
            None => html! { <span class="small">{ "Add a second segment below to ask this." }</span> },
        };
        return html! {
            <li class="ask-row is-unused" key={id.clone()}>
                <h3 class="ask-title" {id}>{ question(q) }</h3>
                { way }
            </li>
        };
    }
    let drop = kind.map(|kind| controls.link("Leave out", Pressed::DropLever(kind)));
    let body = if q == Question::Work { teams::teams(controls, &settings) } else { table(controls, &settings) };
    html! {
        <li class="ask-row" key={id.clone()}>
            <div class="ask-head">
                <h3 class="ask-title" {id}>{ question(q) }</h3>
                { drop.unwrap_or_default() }
            </div>
            <p class="small">{ lead(q) }</p>
            { body }
            // A lever with two questions shows its assumptions below the last of them.
            { kind.filter(|kind| kind.questions().last() == Some(&q)).map(|kind| rests_on(controls, kind)).unwrap_or_default() }
        </li>
    }
}

/// Settings as rows: today's value, and what the plan does.
pub(super) fn table(controls: &Controls<'_>, settings: &[Setting]) -> Html {
    html! { <div class="settings">{ for settings.iter().map(|x| setting(controls, x)) }</div> }
}

fn setting(controls: &Controls<'_>, x: &Setting) -> Html {
    let (kind, unit) = match x.unit {
        SettingUnit::Share | SettingUnit::Times => (Kind::Share, ""),
        SettingUnit::Minutes => (Kind::Minutes, "min"),
        SettingUnit::Hours => (Kind::Hours, "h"),
        SettingUnit::Count | SettingUnit::Money => (Kind::Positive, ""),
        SettingUnit::Weeks => (Kind::Weeks, "weeks"),
        SettingUnit::LogOdds => (Kind::Signed, EVEN),
    };
    let style = controls.reader.style();
    let plan = controls.scenario.setting(0, x);
    let set = plan != x.today;
    let name = if x.owner.is_empty() { x.label.to_owned() } else { format!("{}: {}", x.owner, x.label) };
    let today = match &x.json {
        Some(path) => field(FieldProps {
            numeric: true,
            ..FieldProps::new(controls.id(path), "Today", kind.write(x.today, style), Typed::Number(path.clone(), kind))
        }),
        None => html! {
            <div class="field"><div class="field-head">{ "Today" }</div><p class="as-today">{ value(&**controls.reader, x.unit, x.today) }</p></div>
        },
    };
    // A setting's key may contain any text, whereas an element's id may not contain spaces.
    let id = format!("plan-{}", x.key).replace([' ', '"'], "-");
    let planned = field(FieldProps {
        numeric: true,
        placeholder: "as today".into(),
        class: if set { "is-mine" } else { "" },
        ..FieldProps::new(
            id,
            "Plan",
            if set { kind.write(plan, style) } else { String::new() },
            Typed::Setting(x.key.clone(), kind),
        )
    });
    html! {
        <div class={classes!("setting", set.then_some("is-set"))} role="group" aria-label={name.clone()} key={x.key.clone()}>
            <p class="setting-name">
                { name }
                if !unit.is_empty() {
                    <span class="field-unit">{ " " }{ unit }</span>
                }
            </p>
            { today }
            { planned }
        </div>
    }
}

/// A lever's assumptions, folded away.
fn rests_on(controls: &Controls<'_>, kind: LeverKind) -> Html {
    controls.fold("What this rests on", false, || assumptions(controls, kind))
}

/// A lever's assumptions, its other numbers and the stages it acts on.
pub(super) fn assumptions(controls: &Controls<'_>, kind: LeverKind) -> Html {
    let field = kind.field();
    let below = format!("levers.{field}.");
    let inputs: Vec<(String, &'static str)> = controls
        .scenario
        .inputs()
        .into_iter()
        .filter(|x| x.path.json.starts_with(&below))
        .map(|x| (x.path.json, x.label))
        .collect();
    let stages = controls.scenario.levers.stages();
    let stages = stages
        .iter()
        .filter(|slot| slot.path.starts_with(&below["levers.".len()..]))
        .map(|slot| stage(controls, format!("levers.{}", slot.path), slot.label, slot.id.to_owned(), slot.optional));
    let paths: Vec<String> = inputs.iter().map(|(path, _)| path.clone()).collect();
    let details = controls.scenario.levers.details(kind);
    let response = controls.scenario.levers.response.as_ref();
    let published = response.filter(|_| kind == LeverKind::Response).map(|x| {
        let now = x.kappa.is_fixed();
        controls
            .link(if now { "Shrink the curve again" } else { "Take the published curve" }, Pressed::AsPublished(!now))
    });
    html! {
        <>
            <div class="fields">
                <>{ for inputs.into_iter().map(|(path, label)| controls.input(path, label)) }</>
                <>{ for stages }</>
                <>{ for details.into_iter().map(|(path, x)| detail(controls, path, x)) }</>
            </div>
            { published.filter(|_| !controls.selection().is_filtered()).unwrap_or_default() }
            { controls.sources(&paths) }
        </>
    }
}

const PRICE: &str = "Without it the lever counts as free, and is never advised. 0 says that it costs nothing.";

/// A lever's price, and its plain numbers and choices that no plan changes.
fn detail(controls: &Controls<'_>, path: String, x: LeverDetail) -> Html {
    match x.kind {
        DetailKind::Price(today) => {
            let more = More { unit: "$ a period", hint: PRICE, empty: "nobody said" };
            controls.optional(path, x.label, today, Kind::MoneyPerWeek, more)
        }
        DetailKind::Number { unit, today, empty } => {
            let (kind, unit) = match unit {
                DetailUnit::People => (Kind::People, "people"),
                DetailUnit::Customers => (Kind::Customers, "customers"),
                DetailUnit::Count => (Kind::Whole, ""),
                DetailUnit::Weeks => (Kind::WholeWeeks, "weeks"),
                DetailUnit::MoneyPerWeek => (Kind::MoneyPerWeek, "$ a period"),
            };
            match today {
                Some(today) if empty.is_empty() => controls.number(path, x.label, today, kind, More::unit(unit)),
                _ => controls.optional(path, x.label, today, kind, More { empty, ..More::unit(unit) }),
            }
        }
        DetailKind::Flag { no, yes, today } => {
            let options = [(NO, no), (YES, yes)].map(|(value, face)| (value.into(), face.into())).to_vec();
            controls.choice(&path, x.label, options, if today { YES } else { NO }, Picked::Flag(path.clone()))
        }
    }
}

/// The choice of a stage that a lever acts on.
fn stage(controls: &Controls<'_>, path: String, label: &'static str, value: String, optional: bool) -> Html {
    let name = |s: &Stage| (s.id.clone().into(), s.name.clone().into());
    let mut options: Vec<(AttrValue, AttrValue)> = controls.scenario.stages.iter().map(name).collect();
    if optional || value.is_empty() {
        options.insert(0, ("".into(), "no stage".into()));
    }
    controls.choice(&path.clone(), label, options, value, Picked::Name(path))
}

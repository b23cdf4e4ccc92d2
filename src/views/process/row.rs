use funnel_engine::scenario::{LeverKind, Question, Setting, SettingUnit, Stage};
use yew::prelude::*;

use super::super::desk::Desk;
use super::teams;
use crate::components::{FieldProps, Place, SelectProps, field, select};
use crate::edits::{Kind, Picked, Pressed, Typed};
use crate::words::levers::{lead, lever, question, value};
use crate::words::numbers::Numbers;

/// A question: its settings when it is asked, else one line with the way to ask it.
pub(super) fn row(desk: &Desk<'_>, q: Question) -> Html {
    let settings: Vec<Setting> = desk.scenario.settings().into_iter().filter(|x| x.question == q).collect();
    let kind = lever(q);
    let used = kind.map_or(!settings.is_empty(), |kind| kind.is_used(desk.scenario));
    let id = format!("question-{q:?}").to_lowercase();
    if !used && q != Question::Work {
        let way = match kind {
            None if q == Question::Approach => desk.link("Try a channel never tried", Pressed::TryChannel),
            Some(kind) => desk.link("Ask this", Pressed::UseLever(kind)),
            None => html! { <span class="small">{ "Add a second segment below to ask this." }</span> },
        };
        return html! {
            <li class="ask-row is-unused" key={id.clone()}>
                <h3 class="ask-title" {id}>{ question(q) }</h3>
                { way }
            </li>
        };
    }
    let drop = kind.map(|kind| desk.link("Leave out", Pressed::DropLever(kind)));
    let body = if q == Question::Work { teams::teams(desk, &settings) } else { table(desk, &settings) };
    html! {
        <li class="ask-row" key={id.clone()}>
            <div class="ask-head">
                <h3 class="ask-title" {id}>{ question(q) }</h3>
                { for drop }
            </div>
            <p class="small">{ lead(q) }</p>
            { body }
            { for kind.map(|kind| rests_on(desk, kind)) }
        </li>
    }
}

/// Settings as rows: today, and what the plan does.
pub(super) fn table(desk: &Desk<'_>, settings: &[Setting]) -> Html {
    html! { <div class="settings">{ for settings.iter().map(|x| setting(desk, x)) }</div> }
}

fn setting(desk: &Desk<'_>, x: &Setting) -> Html {
    let (kind, unit) = match x.unit {
        SettingUnit::Share | SettingUnit::Times => (Kind::Share, ""),
        SettingUnit::Minutes => (Kind::Number, "min"),
        SettingUnit::Hours => (Kind::Positive, "h"),
        SettingUnit::Count | SettingUnit::Money => (Kind::Positive, ""),
        SettingUnit::Weeks => (Kind::Number, "weeks"),
        SettingUnit::LogOdds => (Kind::Signed, "log-odds"),
    };
    let style = desk.reader.style();
    let plan = desk.scenario.setting(0, x);
    let set = plan != x.today;
    let name = if x.owner.is_empty() { x.label.to_owned() } else { format!("{}: {}", x.owner, x.label) };
    let today = match &x.json {
        Some(path) => field(FieldProps {
            numeric: true,
            ..FieldProps::new(path.clone(), "Today", kind.write(x.today, style), Typed::Number(path.clone(), kind))
        }),
        None => html! {
            <div class="field"><div class="field-head">{ "Today" }</div><p class="as-today">{ value(&**desk.reader, x.unit, x.today) }</p></div>
        },
    };
    // A setting's key may hold any text; an element's id may not hold spaces.
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

/// A lever's assumptions, and the stages it acts on, folded away.
fn rests_on(desk: &Desk<'_>, kind: LeverKind) -> Html {
    let at = |field: &str| format!("levers.{}.{field}", kind.field());
    let l = &desk.scenario.levers;
    let stage = |field: &'static str, label: &'static str, value: Option<&String>| {
        let value = value.cloned().unwrap_or_default();
        stage(desk, at(field), label, value, matches!(field, "fit_stage" | "follow_up_stage"))
    };
    let (inputs, stages): (&[[&'static str; 2]], Vec<Html>) = match kind {
        LeverKind::Capture => (
            &[["lost_per_field", "Lost for each field more"], ["fit_per_field", "Fit gained for each"]],
            vec![
                stage("stage", "The form is", l.capture.as_ref().map(|x| &x.stage)),
                stage("fit_stage", "Fit shows at", l.capture.as_ref().map(|x| &x.fit_stage)),
            ],
        ),
        LeverKind::Definition => (
            &[["fit_share", "Of all judged, a fit"], ["auc", "How well the score tells"]],
            vec![
                stage("stage", "The bar is at", l.definition.as_ref().map(|x| &x.stage)),
                stage("accept_stage", "Found out at", l.definition.as_ref().map(|x| &x.accept_stage)),
            ],
        ),
        LeverKind::HandOff => (
            &[["colder", "Colder for each step earlier"]],
            vec![
                stage("stage", "Handed over at", l.hand_off.as_ref().map(|x| &x.stage)),
                stage("accept_stage", "Turned down at", l.hand_off.as_ref().map(|x| &x.accept_stage)),
                stage("follow_up_stage", "Followed up at", l.hand_off.as_ref().map(|x| &x.follow_up_stage)),
            ],
        ),
        LeverKind::Information => (
            &[["effect", "From no information to all"]],
            vec![stage("stages[0]", "Helps at", l.information.as_ref().and_then(|x| x.stages.first()))],
        ),
        LeverKind::Response => (
            &[["kappa", "How fast the odds fall (κ)"], ["tau_minutes", "Harmless minutes (τ)"]],
            vec![stage("stage", "People are reached at", l.response.as_ref().map(|x| &x.stage))],
        ),
        LeverKind::Attempts => (
            &[["answer", "An attempt is answered"], ["reachable", "Can be reached at all"]],
            vec![stage("stage", "People are reached at", l.attempts.as_ref().map(|x| &x.stage))],
        ),
    };
    let paths: Vec<String> = inputs.iter().map(|[name, _]| at(name)).collect();
    let published = (kind == LeverKind::Response).then(|| {
        let now = l.response.as_ref().is_some_and(|x| x.kappa.is_fixed());
        desk.link(if now { "Shrink the curve again" } else { "Take the published curve" }, Pressed::AsPublished(!now))
    });
    html! {
        <details class="fold">
            <summary>{ "What this rests on" }</summary>
            <div class="fields">
                { for inputs.iter().map(|[name, label]| desk.input(at(name), label)) }
                { for stages }
            </div>
            { for published }
            { desk.sources(&paths) }
        </details>
    }
}

/// The choice of a stage that a lever acts on.
fn stage(desk: &Desk<'_>, path: String, label: &'static str, value: String, optional: bool) -> Html {
    let name = |s: &Stage| (s.id.clone().into(), s.name.clone().into());
    let mut options: Vec<(AttrValue, AttrValue)> = desk.scenario.stages.iter().map(name).collect();
    if optional || value.is_empty() {
        options.insert(0, ("".into(), "no stage".into()));
    }
    select(SelectProps {
        id: path.clone().into(),
        label: label.into(),
        options,
        value: value.into(),
        edit: Picked::Name(path),
        place: Place::Form,
    })
}

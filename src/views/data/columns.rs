//! What each export is, and each of its columns: proposed, and changed here.

use funnel_calibrate::Mapping;
use funnel_calibrate::column::Format;
use funnel_calibrate::evidence::Evidence;
use funnel_calibrate::shape::{Outcome, Role, SHAPES, Shape, Source, Use};
use yew::prelude::*;

use crate::components::OneOf;
use crate::imports::{Imports, Sight, change};

/// Every export with its columns, folded away until somebody looks.
pub(super) fn columns(imports: &Imports, mapping: &Mapping, evidence: &Evidence) -> Html {
    let shown = |(at, source): (usize, &Source)| {
        let is_this = |table: &&Sight| table.sorted().into_iter().eq(source.columns.keys());
        let tables: Vec<&Sight> = imports.tables().filter(is_this).collect();
        // Kept from an export that is not present.
        (!tables.is_empty()).then(|| export(mapping, evidence, at, source, &tables))
    };
    let all = || mapping.sources.iter().enumerate();
    let is_used = |source: &Source| source.shape != Some(Shape::Other);
    let (used, rest) = (all().filter(|(_, s)| is_used(s)), all().filter(|(_, s)| !is_used(s)));
    html! {
        <section class="data-columns" aria-labelledby="data-columns">
            <h3 class="group-title" id="data-columns">{ "What the columns are taken to be" }</h3>
            { for used.chain(rest).filter_map(shown) }
            { merged(mapping) }
        </section>
    }
}

fn export(mapping: &Mapping, evidence: &Evidence, at: usize, source: &Source, tables: &[&Sight]) -> Html {
    let names: Vec<&str> = tables.iter().map(|table| table.name.as_str()).collect();
    let shape = source.shape.unwrap_or(Shape::Other);
    let called = SHAPES.iter().find(|(other, _)| *other == shape).map_or("", |(_, name)| name);
    let Some(first) = tables.first() else { return Html::default() };
    let shapes = options(SHAPES.iter().map(|(_, name)| *name));
    let value = SHAPES.iter().position(|(other, _)| *other == shape).unwrap_or(0).to_string();
    let onpick = edit(mapping, move |mapping, value| {
        let shape = SHAPES.get(value.parse::<usize>().ok()?)?.0;
        mapping.sources.get_mut(at)?.shape = Some(shape);
        Some(())
    });
    let id = format!("data-shape-{at}");
    html! {
        <details class="fold">
            <summary>{ format!("{}: {called}", names.join(", ")) }</summary>
            <p class="data-setting"><label for={id.clone()}>{ "This is " }</label><OneOf {id} options={shapes} {value} {onpick} /></p>
            <div class="data-scroll" tabindex="0" role="region" aria-label={format!("Columns of {}", names.join(", "))}>
                <table class="data-table">
                    <thead><tr>
                        <th scope="col">{ "Column" }</th><th scope="col">{ "is" }</th><th scope="col">{ "read as" }</th>
                        <th scope="col">{ "first cells" }</th><th scope="col">{ "problems" }</th>
                    </tr></thead>
                    <tbody>
                        { for first.headers.iter().enumerate().map(|(i, header)| column(mapping, evidence, at, source, header, (first, i))) }
                    </tbody>
                </table>
            </div>
            { stages(mapping, at, source) }
            { preview(first) }
        </details>
    }
}

/// A change to the mapping by a choice from a list.
fn edit(mapping: &Mapping, how: impl Fn(&mut Mapping, String) -> Option<()> + 'static) -> Callback<String, bool> {
    let mapping = mapping.clone();
    Callback::from(move |value: String| {
        let mut new = mapping.clone();
        let is_done = how(&mut new, value).is_some();
        if is_done {
            change(new);
        }
        is_done
    })
}

/// Names as options, each with its index as value.
fn options(names: impl Iterator<Item = &'static str>) -> Vec<(AttrValue, AttrValue)> {
    names.enumerate().map(|(i, name)| (i.to_string().into(), name.into())).collect()
}

/// The possible roles of a column, with their names.
fn roles(header: &str) -> Vec<(Role, &'static str)> {
    vec![
        (Role::Ignored, "not used"),
        (Role::Id, "an id"),
        (Role::Lead, "the lead it came from"),
        (Role::Begins, "the day it began"),
        (Role::Passed(header.to_owned()), "the day a stage was passed"),
        (Role::Closed, "the day it was won or lost"),
        (Role::Lost, "the day it was lost"),
        (Role::Stage, "the stage or outcome"),
        (Role::Decided, "whether it is decided"),
        (Role::Amount, "what it is worth"),
        (Role::Channel, "the channel"),
        (Role::Segment, "the product or segment"),
        (Role::Period, "the day, week or month"),
        (Role::Spend, "money spent"),
        (Role::Count(header.to_owned()), "how many came into a stage"),
        (Role::Left, "the day a customer left"),
    ]
}

fn column(
    mapping: &Mapping,
    evidence: &Evidence,
    at: usize,
    source: &Source,
    header: &str,
    (table, place): (&Sight, usize),
) -> Html {
    let Some(used) = source.columns.get(header) else { return Html::default() };
    let cells: Vec<&str> = table
        .first
        .iter()
        .filter_map(|(_, cells)| cells.get(place))
        .map(String::as_str)
        .filter(|c| !c.is_empty())
        .collect();
    let named = |problem: &&funnel_calibrate::Problem| problem.column == header && problem.table == table.name;
    let problems = evidence.ledger.problems.iter().filter(named).count();
    html! {
        <tr key={header.to_owned()}>
            <th scope="row">{ header }</th>
            <td>{ role(mapping, at, header, used, place) }</td>
            <td>{ format(mapping, at, header, used, place) }</td>
            <td class="is-text">{ cells.get(..3.min(cells.len())).unwrap_or_default().join(" · ") }</td>
            <td>{ if problems > 0 { problems.to_string() } else { String::new() } }</td>
        </tr>
    }
}

fn role(mapping: &Mapping, at: usize, header: &str, used: &Use, place: usize) -> Html {
    let all = roles(header);
    // A stage's name may differ from the header.
    let same = |role: &Role| match (role, &used.role) {
        (Role::Passed(_), Role::Passed(_)) | (Role::Count(_), Role::Count(_)) => true,
        (a, b) => a == b,
    };
    let value = all.iter().position(|(role, _)| same(role)).unwrap_or(0).to_string();
    let options = options(all.iter().map(|(_, name)| *name));
    let header = header.to_owned();
    let label = format!("What “{header}” is");
    let onpick = edit(mapping, move |mapping, value| {
        let role = roles(&header).into_iter().nth(value.parse().ok()?)?.0;
        mapping.sources.get_mut(at)?.give(&header, role);
        Some(())
    });
    html! { <OneOf id={format!("data-role-{at}-{place}")} {label} {options} {value} {onpick} /> }
}

fn format(mapping: &Mapping, at: usize, header: &str, used: &Use, place: usize) -> Html {
    let choices = used.choices();
    let options = options(choices.iter().map(|format| format.words()));
    let header = header.to_owned();
    let label = format!("How “{header}” is read");
    let onpick = edit(mapping, move |mapping, value| {
        let format: Format = *choices.get(value.parse::<usize>().ok()?)?;
        let used = mapping.sources.get_mut(at)?.columns.get_mut(&header)?;
        (used.format, used.or) = (format, Vec::new());
        Some(())
    });
    html! { <OneOf id={format!("data-format-{at}-{place}")} {label} {options} value="0" {onpick} /> }
}

/// The labels of the stage column: the meaning of each, and the order of those that are open.
fn stages(mapping: &Mapping, at: usize, source: &Source) -> Html {
    if source.stages.is_empty() {
        return Html::default();
    }
    let mut labels: Vec<(&String, u32, Outcome)> =
        source.stages.iter().map(|(label, meaning)| (label, meaning.place, meaning.outcome)).collect();
    labels.sort_by_key(|(label, place, _)| (*place, (*label).clone()));
    let open: Vec<String> = labels.iter().filter(|(.., o)| *o == Outcome::Open).map(|(l, ..)| (*l).clone()).collect();
    let row = |(i, (label, _, outcome)): (usize, &(&String, u32, Outcome))| {
        let words = [(Outcome::Won, "won"), (Outcome::Lost, "lost"), (Outcome::Open, "open")];
        let options = options(words.iter().map(|(_, name)| *name));
        let value = words.iter().position(|(other, _)| other == outcome).unwrap_or(0).to_string();
        let onpick = {
            let label = (*label).clone();
            edit(mapping, move |mapping, value| {
                let outcome = words.get(value.parse::<usize>().ok()?)?.0;
                mapping.sources.get_mut(at)?.stages.get_mut(&label)?.outcome = outcome;
                Some(())
            })
        };
        let up = open.iter().position(|other| other == *label).filter(|place| *place > 0);
        let up = up.and_then(|place| Some((open.get(place - 1)?.clone(), (*label).clone())));
        let up = up.map(|(above, label)| {
            let mapping = mapping.clone();
            let face = format!("Put “{label}” before “{above}”");
            let onclick = Callback::from(move |_: MouseEvent| {
                let mut new = mapping.clone();
                if let Some(source) = new.sources.get_mut(at) {
                    source.swap(&label, &above);
                    change(new);
                }
            });
            html! { <button type="button" class="tool" aria-label={face} {onclick}>{ "\u{2191}" }</button> }
        });
        html! {
            <li key={(*label).clone()}>
                <span>{ *label }</span>
                <OneOf id={format!("data-outcome-{at}-{i}")} label={format!("What “{label}” means")} {options} {value} {onpick} />
                { for up }
            </li>
        }
    };
    html! {
        <>
            <p class="small">{ "Stages, from the top, and what each label means:" }</p>
            <ol class="data-stages">{ for labels.iter().enumerate().map(row) }</ol>
        </>
    }
}

/// The first rows, as in the file.
fn preview(table: &Sight) -> Html {
    let row = |(row, cells): &(u32, Vec<String>)| {
        html! { <tr><th scope="row">{ row }</th>{ for cells.iter().map(|cell| html! { <td class="is-text">{ cell }</td> }) }</tr> }
    };
    html! {
        <details class="as-table">
            <summary>{ "first rows" }</summary>
            <div class="data-scroll" tabindex="0" role="region" aria-label={format!("First rows of {}", table.name)}>
                <table class="data-table">
                    <thead><tr><th scope="col">{ "Row" }</th>{ for table.headers.iter().map(|header| html! { <th scope="col">{ header }</th> }) }</tr></thead>
                    <tbody>{ for table.first.iter().map(row) }</tbody>
                </table>
            </div>
        </details>
    }
}

/// Labels that count as one, each with a way to undo that.
fn merged(mapping: &Mapping) -> Html {
    if mapping.merges.is_empty() {
        return Html::default();
    }
    let one = |(from, to): (&String, &String)| {
        let (mapping, label) = (mapping.clone(), from.clone());
        let onclick = Callback::from(move |_: MouseEvent| {
            let mut new = mapping.clone();
            if let Some(to) = new.merges.remove(&label) {
                new.distinct.insert(label.clone(), to);
                change(new);
            }
        });
        html! {
            <li key={from.clone()}>
                <span>{ format!("“{from}” counts as “{to}”") }</span>
                <button type="button" class="link" aria-label={format!("Keep “{from}” and “{to}” apart")} {onclick}>{ "Keep apart" }</button>
            </li>
        }
    };
    html! { <ul class="data-merged">{ for mapping.merges.iter().map(one) }</ul> }
}

use funnel_decide::compare::Compare;
use funnel_sentences::compare::{chance, letter, name, pair};
use funnel_sentences::metric::metric;
use yew::prelude::*;

use super::super::super::reader::Reader;

/// How often the row's scenario is ahead of the column's: a table to be read cell by cell, tinted where one can tell.
pub(super) fn matrix(found: &Compare, named: &[String], reader: &Reader) -> Html {
    let called = |i: usize| found.sides.get(i).map_or("", |side| name(&side.name)).to_owned();
    let all = found.sides.len();
    let head = |i: usize| {
        html! { <th scope="col" key={i}>{ letter(i) }<span class="unseen">{ " " }{ called(i) }</span></th> }
    };
    let cell = |a: usize, b: usize| {
        let duel = found.duels.get(a).and_then(|row| row.get(b)).filter(|_| a != b);
        let Some(duel) = duel else { return html! { <td class="is-today" data-name={letter(b)}>{ "–" }</td> } };
        let (text, strength) = chance(duel, &**reader);
        let class = match strength {
            2.. => "is-ahead is-mid",
            1 => "is-ahead",
            0 => "is-today",
            _ => "",
        };
        html! {
            <td {class} data-name={letter(b)} title={pair(found, named, a, b, &**reader)}>
                { text }
                if strength == 0 {
                    <span class="unseen">{ ", we cannot tell" }</span>
                }
            </td>
        }
    };
    let row = |a: usize| {
        html! {
            <tr key={a}>
                <th scope="row"><b>{ letter(a) }</b>{ " " }{ called(a) }</th>
                { for (0..all).map(|b| cell(a, b)) }
            </tr>
        }
    };
    html! {
        <table class="figures duels">
            <caption>
                { format!("How often the row’s {} is above the column’s, in the same futures; ties count half. Grey: we cannot tell.", metric(found.metric)) }
            </caption>
            <thead>
                <tr><th scope="col">{ "Ahead in" }</th>{ for (0..all).map(head) }</tr>
            </thead>
            <tbody>{ for (0..all).map(row) }</tbody>
        </table>
    }
}

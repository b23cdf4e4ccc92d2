//! What is wrong in the files: counted by rule, the first ones with row and column, and all of them to be saved as a
//! list.

use funnel_calibrate::evidence::Evidence;
use funnel_engine::scenario::Scenario;
use funnel_sentences::numbers::sentence;
use yew::prelude::*;

use crate::imports::{Saved, save};

/// Problems listed individually.
const NAMED: usize = 40;

/// The problems; empty if there are none.
pub(super) fn problems(evidence: &Evidence) -> Html {
    let ledger = &evidence.ledger;
    let total = ledger.total();
    if total == 0 {
        return Html::default();
    }
    let title = if total == 1 {
        "One thing is wrong in the files".to_owned()
    } else {
        format!("{total} things are wrong in the files")
    };
    let counts = ledger
        .counts
        .iter()
        .map(|(rule, n)| html! { <li class="reading">{ sentence(&format!("{n}: {}", rule.words())) }</li> });
    let row = |problem: &funnel_calibrate::Problem| {
        html! {
            <tr>
                <th scope="row">{ format!("{}, row {}", problem.table, problem.row) }</th>
                <td class="is-text">{ &problem.column }</td>
                <td class="is-text">{ &problem.cell }</td>
                <td class="is-text">{ problem.rule.words() }</td>
            </tr>
        }
    };
    html! {
        <section class="data-problems" aria-labelledby="data-problems">
            <h3 class="group-title" id="data-problems">{ title }</h3>
            <ul class="data-lines">{ for counts }</ul>
            <details class="as-table">
                <summary>{ "which ones" }</summary>
                <div class="as-table-scroll" tabindex="0" role="region" aria-label="Problems by row and column">
                    <table class="data-table">
                        <thead><tr>
                            <th scope="col">{ "Where" }</th><th scope="col">{ "Column" }</th>
                            <th scope="col">{ "Cell" }</th><th scope="col">{ "What is done" }</th>
                        </tr></thead>
                        <tbody>{ for ledger.problems.iter().take(NAMED).map(row) }</tbody>
                    </table>
                </div>
            </details>
            <p class="add">
                <button type="button" class="button" onclick={|_: MouseEvent| save(Saved::Problems, &Scenario::default())}>{ "Save the list (CSV)" }</button>
            </p>
        </section>
    }
}

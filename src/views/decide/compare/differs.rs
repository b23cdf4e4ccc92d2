use funnel_decide::differ::between;
use funnel_engine::scenario::Scenario;
use funnel_sentences::compare::letter;
use funnel_sentences::differ::{Line, lines, title};
use yew::prelude::*;

use super::super::super::reader::Reader;
use crate::charts::Shared;

/// Differences listed individually; the others are counted, and unfold.
const FEW: usize = 6;

/// Properties of [`Differs`].
#[derive(PartialEq, Properties)]
pub(super) struct DiffersProps {
    pub(super) own: Shared<Scenario>,
    pub(super) other: Shared<Scenario>,
    /// The index of the other scenario among those compared.
    pub(super) at: usize,
    pub(super) reader: Reader,
}

/// The differences between the inputs of the scenario on the page and those of another.
#[component]
pub(super) fn Differs(props: &DiffersProps) -> Html {
    let DiffersProps { own, other, at, reader } = props;
    let deps = (own.clone(), other.clone(), reader.clone());
    let known = use_memo(deps, |(own, other, reader)| {
        let found = between(own, other);
        (lines(&found, own, other, &**reader), found)
    });
    let (all, found) = &*known;
    let line = |x: &Line| {
        html! {
            <li class="differs-line">
                <span>{ &x.what }{ for x.measure.then(|| html! { <b class="is-warning">{ " changes how results are measured, not the results" }</b> }) }</span>
                <span class="is-today">
                    <span class="unseen">{ "A: " }</span>{ &x.from }
                    <span aria-hidden="true">{ " → " }</span>
                    <span class="unseen">{ format!("; {}: ", letter(*at)) }</span>{ &x.to }
                </span>
            </li>
        }
    };
    let (first, rest) = all.split_at(all.len().min(FEW));
    let more = rest.len() + found.more as usize;
    html! {
        <section class="differs">
            <h3 class="ask-title">{ title(found, "A", letter(*at)) }</h3>
            <ul>{ for first.iter().map(line) }</ul>
            if more > 0 {
                <details class="fold">
                    <summary>{ format!("and {more} more") }</summary>
                    <ul>{ for rest.iter().map(line) }</ul>
                    if found.more > 0 {
                        <p class="small">{ format!("{} further ones are not listed.", found.more) }</p>
                    }
                </details>
            }
        </section>
    }
}

use funnel_engine::scenario::{Field, Scenario, Tag, Unit, View};
use funnel_sentences::field::{grade, is_said, tag, title};
use funnel_sentences::numbers::Numbers;
use funnel_text::Reading;
use yew::prelude::*;

use super::super::reader::Reader;
use super::super::section::Section;

/// As many rows as can be read from the back of a room.
const MOST: usize = 10;

/// The assumptions as a slide: the figures on which the answer depends most come first, with who vouches for them. The
/// page has all of them.
pub(super) fn slide(scenario: &Scenario, reader: &Reader) -> Html {
    let inputs = scenario.inputs();
    let rows = chosen(&inputs);
    let left = inputs.iter().filter(|f| is_said(f.input)).count().saturating_sub(rows.len());
    let row = |f: &&Field<'_>| {
        let value = Reading::new(f.unit, f.domain, reader.style()).write(&f.input.value);
        let who = match grade(f.input.grade) {
            "" => tag(f.input.tag).to_owned(),
            letter => format!("{}, {letter}", tag(f.input.tag)),
        };
        html! {
            <li key={f.path.json.clone()}>
                <span class="who-what">
                    if !f.owner.is_empty() {
                        <b>{ f.owner.clone() }</b>{ " " }
                    }
                    { f.label }
                    if f.unit == Unit::Money {
                        { format!(", {}", reader.currency_symbol()) }
                    }
                </span>
                <span class="who-value">{ value }</span>
                <span class={classes!("who-says", (f.input.tag == Tag::Mine).then_some("is-mine"))}>{ who }</span>
            </li>
        }
    };
    let section = Section {
        view: View::Assumptions,
        title: title(scenario).into(),
        tools: Html::default(),
        class: Classes::new(),
    };
    section.render(html! {
        <>
            <ul class="who">{ for rows.iter().map(row) }</ul>
            if left > 0 {
                <p class="who-left">{ format!("and {left} more, each with its source in the scenario") }</p>
            }
        </>
    })
}

/// The rates of the stages, the cost of inquiries, the deal size and the effect of more spend, in this order; then the
/// rest. A plain number without comment is left out.
fn chosen<'a, 'b>(inputs: &'b [Field<'a>]) -> Vec<&'b Field<'a>> {
    let kinds: [fn(&str) -> bool; 4] = [
        |path| path.starts_with("stages") && path.ends_with(".rate"),
        |path| path.ends_with("cost_per_inquiry"),
        |path| path.starts_with("money"),
        |path| path.ends_with(".elasticity"),
    ];
    let said = |f: &&Field<'_>| is_said(f.input);
    let of_kinds = kinds.iter().flat_map(|is| inputs.iter().filter(said).filter(|f| is(&f.path.json)));
    let mut chosen: Vec<&Field<'_>> = of_kinds.take(MOST).collect();
    for f in inputs.iter().filter(said) {
        if chosen.len() < MOST && !chosen.iter().any(|x| x.path == f.path) {
            chosen.push(f);
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;
    use funnel_engine::scenario::templates::{TEMPLATES, load};

    #[test]
    fn no_figure_is_there_twice_and_the_rates_come_first() {
        for template in TEMPLATES {
            let s = load(template.id).unwrap();
            let inputs = s.inputs();
            let rows = chosen(&inputs);
            assert!(rows.len() <= MOST);
            let mut paths: Vec<&str> = rows.iter().map(|f| f.path.json.as_str()).collect();
            assert!(paths.first().is_none_or(|path| path.starts_with("stages[0].rate")), "{}", template.id);
            paths.sort_unstable();
            paths.dedup();
            assert_eq!(paths.len(), rows.len(), "{}", template.id);
        }
    }
}

use funnel_decide::{Found, Question, mix};
use yew::prelude::*;

use super::super::reader::Reader;
use super::super::section::Section;
use super::super::study::{REPLICATES, on_demand, progress, use_asked};
use super::DecideProps;
use crate::charts::{DataTable, Row};
use crate::state::use_study;
use crate::words::numbers::money;
use crate::words::plan::{mix_sentences, mix_title};

/// Where should the money go? Another split of the same money, looked for when asked.
#[component]
pub(super) fn Mix(props: &DecideProps) -> Html {
    let DecideProps { scenario, settled, reader } = props;
    let asked = use_asked(scenario);
    let question = asked.then(|| Question::Mix(mix::Asked::default()));
    let studied = use_study(question, scenario, *settled, REPLICATES);
    let found = studied.found.as_deref().and_then(|f| if let Found::Mix(found) = f { Some(&**found) } else { None });
    let title = found.map_or_else(|| "Another split of the same money".to_owned(), |m| mix_title(m, &**reader));
    let section = Section {
        id: "mix",
        question: "Where should it go?",
        title: title.into(),
        tools: Html::default(),
        class: classes!(studied.is_stale.then_some("is-stale")),
    };
    let table = found.filter(|m| m.verdict.is_some()).map(|m| {
        let rows = rows(scenario, m, reader);
        let columns = ["Channel", "Today, a week", "In the split found, a week"].map(AttrValue::from).to_vec();
        html! {
            <DataTable caption="Money a week on each channel" {columns} rows={Callback::from(move |()| rows.clone())} open=true />
        }
    });
    section.render(html! {
        <div>
            { for table }
            { for found.into_iter().flat_map(|m| mix_sentences(m, &**reader)).map(|text| html! { <p class="reading is-finding">{ text }</p> }) }
            { on_demand(&asked, &studied, "Look for a better split", "Tries splits of the same budget over the channels, and scores the \
               best again in fresh futures. Takes a while.") }
            { for asked.then(|| progress(&studied, "Trying splits")) }
        </div>
    })
}

fn rows(s: &funnel_engine::scenario::Scenario, m: &mix::Mix, reader: &Reader) -> Vec<Row> {
    let name = |id: &str| s.channels.iter().find(|c| c.id == id).map_or(id, |c| c.name.as_str()).to_owned();
    let row = |x: &mix::Share| Row {
        head: name(&x.channel).into(),
        cells: [x.today, x.mix].map(|x| money(&**reader, x).into()).to_vec(),
    };
    m.channels.iter().map(row).collect()
}

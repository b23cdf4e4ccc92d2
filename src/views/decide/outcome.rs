use funnel_decide::{Found, Question, outcome};
use funnel_engine::scenario::Scenario;
use yew::prelude::*;

use super::super::reader::Reader;
use super::super::section::Section;
use super::super::study::{on_demand, progress, use_asked};
use super::DecideProps;
use crate::charts::{DataTable, Row};
use crate::state::use_study;
use crate::words::numbers::people;
use crate::words::plan::{outcome_sentences, outcome_title};

/// Replicates: many plans are tried, each by a chance.
const REPLICATES: u32 = 512;

/// What does it take? The target's price, and what it asks of each stage, looked for when asked.
#[component]
pub(super) fn Outcome(props: &DecideProps) -> Html {
    let DecideProps { scenario, settled, reader } = props;
    let asked = use_asked(scenario);
    let has_target = scenario.target.value > 0.0;
    let question = (*asked && has_target).then_some(Question::Outcome { target: None });
    let studied = use_study(question, scenario, *settled, REPLICATES);
    let found =
        studied.found.as_deref().and_then(|f| if let Found::Outcome(found) = f { Some(&**found) } else { None });
    let found = found.filter(|_| has_target);
    let title = match found {
        Some(found) => outcome_title(scenario, found, &**reader),
        None if has_target => "What reaches the target, worked out backwards".to_owned(),
        None => outcome_title(scenario, &outcome::Outcome::default(), &**reader),
    };
    let section = Section {
        id: "takes",
        question: "What does the target take?",
        title: title.into(),
        tools: Html::default(),
        class: classes!(studied.is_stale.then_some("is-stale")),
    };
    let table = found.filter(|o| !o.needs.is_empty()).map(|o| {
        let rows = rows(scenario, o, reader);
        let columns = ["Must come in", "Today", "Needed", "Half by week", "Nine in ten by week"].map(AttrValue::from).to_vec();
        html! {
            <DataTable caption="People at each stage within the horizon" {columns} rows={Callback::from(move |()| rows.clone())} open=true />
        }
    });
    section.render(html! {
        <div>
            { for found.into_iter().flat_map(|o| outcome_sentences(scenario, o, &**reader)).map(|text| html! { <p class="reading is-finding">{ text }</p> }) }
            { for table }
            if has_target {
                { on_demand(&asked, &studied, "Find what it takes", "Tries budgets up to three times today’s; where none reaches the target, \
                   people, attempts, answer times and nurture too. Takes a while.") }
            }
            { for (*asked && has_target).then(|| progress(&studied, "Trying what reaches the target")) }
        </div>
    })
}

fn rows(s: &Scenario, o: &outcome::Outcome, reader: &Reader) -> Vec<Row> {
    let name = |id: &str| match s.stages.iter().find(|x| x.id == id) {
        Some(stage) => stage.name.clone(),
        None => "Deals won".to_owned(),
    };
    let row = |x: &outcome::Need| Row {
        head: name(&x.stage).into(),
        cells: vec![
            people(&**reader, x.people[0]).into(),
            people(&**reader, x.people[1]).into(),
            x.half_by[1].to_string().into(),
            x.most_by[1].to_string().into(),
        ],
    };
    o.needs.iter().map(row).collect()
}

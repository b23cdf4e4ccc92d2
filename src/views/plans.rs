use funnel_engine::process::Metric;
use funnel_engine::report::{Arm, Report};
use funnel_engine::scenario::Plan;
use funnel_sentences::ask::plan_name;
use funnel_sentences::numbers::{NONE, Numbers, money_of, people, points, share};
use funnel_sentences::often::pays_back;
use funnel_sentences::verdict::reversal;
use yew::prelude::*;

use super::reader::Reader;
use crate::components::{Editor, button};
use crate::edits::Pressed;
use crate::state::Session;

/// Today and the plans, each with its figures. If there are several plans, pressing one makes it the one asked about.
pub(super) fn plans(session: &Session, reader: &Reader, editor: &Editor) -> Html {
    let displayed = session.displayed();
    let report = displayed.as_ref().map(|(_, report)| &**report);
    let scenario = displayed.as_ref().map_or(&session.scenario, |(answered, _)| answered);
    let plan = |(i, plan): (usize, &Plan)| {
        let name = plan_name(&**reader, scenario, plan);
        let name = if i == 0 {
            html! { <span class="plan-name">{ name }</span> }
        } else {
            let about = Some(format!("Ask about: {name}"));
            button(editor, "plan-name plan-pick", html! { name }, about, Pressed::Ask(i))
        };
        html! {
            <li class={if i == 0 { "plan is-asked" } else { "plan" }} key={i}>
                { name }
                <span class="plan-odds">{ odds(report, i) }</span>
                <span class="plan-figures">{ change(report, i, &**reader) }</span>
            </li>
        }
    };
    let single = (scenario.plans.len() < 2).then_some("is-single");
    html! {
        <section class={classes!("plans", single)} aria-labelledby="plans-title">
            <h2 class="rail-title" id="plans-title">{ "Plans, same futures" }</h2>
            <ul>
                <li class="plan">
                    <span class="plan-name">{ "Today" }</span>
                    <span class="plan-figures">{ figures(report, 0, &**reader) }</span>
                </li>
                { for scenario.plans.iter().enumerate().map(plan) }
            </ul>
        </section>
    }
}

pub(crate) fn figures(report: Option<&Report>, arm: usize, n: &dyn Numbers) -> String {
    let Some(arm) = report.and_then(|r| r.arms.get(arm)) else { return NONE.to_owned() };
    let mean = |arm: &Arm, metric| arm.figures.get(&metric).copied().unwrap_or_default().mean;
    let customers = mean(arm, Metric::Customers).value.map_or_else(|| NONE.to_owned(), |x| people(n, x));
    format!("{} revenue, {customers} customers", money_of(n, &mean(arm, Metric::Revenue)))
}

pub(crate) fn change(report: Option<&Report>, plan: usize, n: &dyn Numbers) -> String {
    let Some(c) = report.and_then(|r| r.comparisons.get(plan)) else { return NONE.to_owned() };
    let uplift = c.mean_uplift.value.map_or_else(String::new, |x| {
        let se = c.mean_uplift.se.unwrap_or(0.0);
        if se > 0.0 && !c.mean_uplift.is_clear() {
            return format!("±{} revenue, ", points(n, se));
        }
        let sign = if x > 0.0 { "+" } else { "" };
        format!("{sign}{} revenue, ", share(n, x, se))
    });
    let arm = report.and_then(|r| r.arms.get(plan + 1));
    let customers = arm.and_then(|a| a.figures.get(&Metric::Customers)).and_then(|x| x.mean.value).unwrap_or(0.0);
    format!("{uplift}{} customers", people(n, customers))
}

pub(crate) fn odds(report: Option<&Report>, plan: usize) -> String {
    let Some((c, runs)) = report.and_then(|r| Some((r.comparisons.get(plan)?, r.replicates))) else {
        return String::new();
    };
    let now = pays_back(c, runs).short();
    reversal(c, runs).map_or_else(|| now.clone(), |later| format!("{now}, later {}", later.short()))
}

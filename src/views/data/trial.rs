//! Would it have been right? What would have been forecast on days in the past, against what came.

use funnel_calibrate::Trial;
use funnel_calibrate::backtest::{Verdict, summary};
use funnel_calibrate::column::date::Day;
use funnel_sentences::numbers::Numbers;
use funnel_text::format::{Digits, Unit as Written};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::super::reader::Reader;
use crate::charts::{Arm, BandChart, BandData, Digits as Precision, Middle, Series, Shared, Unit, use_size};
use crate::imports::{Learned, Trials, stop_trials, try_days};

/// Properties of [`BackTest`].
#[derive(PartialEq, Properties)]
pub(super) struct BackTestProps {
    pub(super) learned: Shared<Learned>,
    pub(super) trials: Trials,
    /// Whether something newer is being learned.
    pub(super) is_learning: bool,
    pub(super) reader: Reader,
}

/// See the module.
#[component]
pub(super) fn BackTest(props: &BackTestProps) -> Html {
    let BackTestProps { learned, trials, is_learning, reader } = props;
    let (node, width) = use_size();
    let chosen = use_state_eq(|| None::<Day>);
    let unread = use_state_eq(|| false);
    {
        // The latest days, for a reader who has not asked for others.
        let (days, is_idle) = (learned.days.clone(), !is_learning && trials.done.is_none() && trials.days.is_empty());
        use_effect_with((days, is_idle), |(days, is_idle)| {
            if *is_idle && !days.is_empty() {
                try_days(days.clone());
            }
        });
    }
    if learned.evidence.deals == 0 {
        return Html::default();
    }
    let found = &trials.found;
    let latest = || found.iter().rfind(|trial| trial.band.is_some());
    let shown = chosen.and_then(|day| found.iter().find(|trial| trial.on == day)).or_else(latest);
    let more = {
        let (days, unread) = (trials.days.clone(), unread.setter());
        Callback::from(move |event: Event| {
            let text = event.target_dyn_into::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default();
            let day = Day::from_iso(&text);
            unread.set(day.is_none() && !text.is_empty());
            if let Some(day) = day {
                let mut all: Vec<Day> = days.iter().copied().filter(|other| *other != day).chain([day]).collect();
                all.sort_unstable();
                try_days(all);
            }
        })
    };
    let verdicts: Vec<Verdict> = found.iter().flat_map(|trial| trial.verdicts.clone()).collect();
    let title = if verdicts.is_empty() { "Would it have been right?".to_owned() } else { summary(&verdicts) };
    html! {
        <section class="data-trials" aria-labelledby="data-trials">
            <h3 class="group-title" id="data-trials">{ title }</h3>
            <p class="reading">{
                "Everything after a day is hidden, the figures are taken from what is left, the same engine simulates what would have \
                 been said then, and this is held against what came. Of forecasts at 80 % eight in ten are to hold; where fewer do, do \
                 not trust it: the world that these files are from does not stand still."
            }</p>
            if let Some(done) = trials.done {
                <p class="reading is-pending study">
                    <span>{ "Forecasting from the past…" }</span>
                    <progress aria-label="Forecasting from the past" max="1" value={format!("{done:.2}")} />
                    <button type="button" class="link" onclick={|_: MouseEvent| stop_trials()}>{ "Stop" }</button>
                </p>
            }
            <div ref={node}>
                { for shown.and_then(|trial| picture(trial, width, reader)) }
            </div>
            if !found.is_empty() {
                { table(found, shown, &chosen, reader) }
            }
            <p class="data-setting">
                <label for="data-day">{ "Another day " }</label>
                <input class="input" id="data-day" type="date" min="1970-01-01" max="2099-12-31" onchange={more}
                    aria-invalid={unread.then_some("true")} aria-describedby={unread.then_some("data-day-word")} />
                if *unread {
                    <span class="field-error" id="data-day-word">{ "is not a day from 1970 to 2099" }</span>
                }
            </p>
        </section>
    }
}

/// Revenue since a day: as forecast then, and what came.
fn picture(trial: &Trial, width: u32, reader: &Reader) -> Option<Html> {
    let (band, came) = (trial.band.as_ref()?, trial.came.as_ref()?);
    let mut sum = 0.0;
    let came: Vec<f64> = came
        .revenue
        .iter()
        .map(|x| {
            sum += x;
            sum
        })
        .collect();
    let said = Series {
        name: "said then".into(),
        arm: Arm::Today,
        mean: band.mean.clone(),
        p10: band.p10.clone(),
        p50: band.p50.clone(),
        p90: band.p90.clone(),
    };
    let came = Series {
        name: "came".into(),
        arm: Arm::Plan,
        mean: came.clone(),
        p10: came.clone(),
        p50: came.clone(),
        p90: came,
    };
    let data = BandData {
        series: vec![said, came],
        horizon: None,
        after_horizon: AttrValue::default(),
        payback: None,
        payback_label: AttrValue::default(),
        caption: format!("revenue since {}", trial.on.iso()).into(),
        unit: Unit::Money,
        signed: false,
        digits: Precision::default(),
        line: Middle::Median,
    };
    let title = format!("Revenue since {}, as it would have been said then, and what came", trial.on.iso());
    Some(html! {
        <BandChart id="data-trial" {title} data={Shared::new(data)} {width} height=300 style={reader.style.clone()} />
    })
}

/// Every forecast with what came.
fn table(found: &[Trial], shown: Option<&Trial>, chosen: &UseStateHandle<Option<Day>>, reader: &Reader) -> Html {
    let number = |what: &str, x: f64| {
        let unit = if what == "revenue" { Written::Money } else { Written::Count };
        reader.style().number(x, Digits::Significant(3), unit)
    };
    let day = |trial: &Trial| {
        let on = trial.on;
        let is_shown = shown.is_some_and(|shown| shown.on == on);
        let chosen = chosen.setter();
        let onclick = Callback::from(move |_: MouseEvent| chosen.set(Some(on)));
        html! {
            <button type="button" class="link" aria-pressed={is_shown.to_string()} disabled={trial.band.is_none()} {onclick}>{ on.iso() }</button>
        }
    };
    let row = |trial: &Trial, verdict: &Verdict| {
        html! {
            <tr>
                <th scope="row">{ day(trial) }</th>
                <td class="is-text">{ format!("{}, {} weeks", verdict.what, verdict.weeks) }</td>
                <td>{ format!("{} to {}", number(&verdict.what, verdict.p10), number(&verdict.what, verdict.p90)) }</td>
                <td>{ number(&verdict.what, verdict.came) }</td>
                <td class={classes!("is-text", (!verdict.held()).then_some("data-missed"))}>{ if verdict.held() { "held" } else { "did not hold" } }</td>
            </tr>
        }
    };
    let rows = |trial: &Trial| -> Html {
        match &trial.unknown {
            Some(why) => {
                html! { <tr><th scope="row">{ trial.on.iso() }</th><td class="is-text" colspan="4">{ why }</td></tr> }
            }
            None => trial.verdicts.iter().map(|verdict| row(trial, verdict)).collect(),
        }
    };
    html! {
        <div class="data-scroll" tabindex="0" role="region" aria-label="Forecasts and what came">
            <table class="data-table">
                <thead><tr>
                    <th scope="col">{ "Day" }</th><th scope="col">{ "What" }</th><th scope="col">{ "Said, 8 times in 10" }</th>
                    <th scope="col">{ "Came" }</th><th scope="col">{ "Verdict" }</th>
                </tr></thead>
                <tbody>{ for found.iter().map(rows) }</tbody>
            </table>
        </div>
    }
}

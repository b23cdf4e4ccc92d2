use funnel_engine::scenario::{Month, Period, Scenario, TargetMetric};
use funnel_sentences::numbers::Numbers;
use funnel_sentences::season;
use funnel_text::calendar::{month_name, write_month};
use yew::prelude::*;

use super::super::controls::{Controls, More};
use super::super::question::{METRIC, metric_name, metrics};
use crate::components::FieldProps;
use crate::edits::{Kind, Picked, Typed};

const STARTS: &str = "The month in which week 1 begins, such as March 2027. Charts, tables and sentences then speak of months of the \
                      calendar, and a season stays with its months.";
const AFTERWARDS: &str =
    "At most so long, without spend, until the pipeline has cleared: what lands then is reported apart.";
const TARGET: &str = "What is to be reached within the horizon; 0 profit is to break even, and a profit below 0 a loss that \
                      could be borne. Empty for no target.";
const MARKET: &str = "How much the market moves all inquiries that come without spend: 0.15 is about 15 % up or down in a \
                      usual year, around the mean that is typed for each channel.";
const SEASON: &str = "Multipliers of the inquiries that come without spend, from the first week on: twelve for the months of \
                      a year, four for its quarters, 52 for its weeks. Any other number of them is repeated week by week. Once \
                      the start is known, months may be named: “Dec 1.5; Jan 0.8”.";
const SEED: &str = "Another seed draws other futures from the same assumptions; verdicts should not change.";

/// The duration, what moves everything, and the target.
pub(super) fn fields(controls: &Controls<'_>) -> Html {
    let s = controls.scenario;
    let unit = if s.target.metric == TargetMetric::Customers { "people" } else { "$" };
    let target =
        s.target.value.map_or_else(String::new, |x| Kind::of_target(s.target.metric).write(x, controls.reader.style()));
    let sure = Kind::Share.write(s.target.confidence, controls.reader.style());
    // Seeds end where whole numbers in a double do.
    let seed = s.seed as f64;
    html! {
        <>
            <div class="fields">
                { starts(controls) }
                { controls.span("frame.horizon_weeks", "Time that counts (horizon)", s.frame.horizon_weeks, "The weeks in which money is spent and results count.") }
                { controls.span("frame.run_off_weeks", "Then watched, without spend", s.frame.run_off_weeks, AFTERWARDS) }
                { controls.plain(target, "Target", More { unit, hint: TARGET, empty: "none" }, "target.value", Typed::Target) }
                { controls.choice("target.metric", METRIC, metrics(), metric_name(s.target.metric), Picked::Name("target.metric".to_owned())) }
                { controls.plain(sure, "Confidence wanted", More::default(), "target.confidence", Typed::Confidence) }
                { period(controls) }
                { fiscal_year(controls) }
            </div>
            { controls.fold("Market, season and seed", false, || html! {
                <div class="fields">
                    { controls.number("market.sigma".into(), "Market swings", s.market.sigma, Kind::Number, More::hint(MARKET)) }
                    { controls.number("seed".into(), "Seed", seed, Kind::Whole, More::hint(SEED)) }
                    <div class="wide">{ season(controls) }</div>
                    <div class="wide">{ controls.text("note".into(), "Note", &s.note, "where it comes from, what it is for") }</div>
                </div>
            }) }
        </>
    }
}

/// The month in which the run starts.
fn starts(controls: &Controls<'_>) -> Html {
    let value = controls.scenario.calendar.starts.map_or_else(String::new, write_month);
    controls.field(FieldProps {
        placeholder: "any month".into(),
        hint: STARTS.into(),
        ..FieldProps::new("calendar.starts", "Starts in", value, Typed::Starts)
    })
}

/// The period for money and people.
fn period(controls: &Controls<'_>) -> Html {
    let path = "calendar.period".to_owned();
    let options = Period::ALL.map(|period| (period.name().into(), format!("the {}", period.name()).into())).to_vec();
    let value = controls.scenario.calendar.period.name();
    controls.choice(&path, "Money and leads by", options, value, Picked::Name(path.clone()))
}

/// When the fiscal year begins.
fn fiscal_year(controls: &Controls<'_>) -> Html {
    let months = (1..=12).filter_map(|number| Month::new(2_000, number));
    let options = months.map(|month| (month.number().to_string().into(), month_name(month).into())).collect();
    let value = controls.scenario.calendar.fiscal_year.to_string();
    controls.choice("calendar.fiscal_year", "Fiscal year begins in", options, value, Picked::FiscalYear)
}

/// Multipliers of demand, in order, and their effect on a year.
fn season(controls: &Controls<'_>) -> Html {
    let Scenario { market, frame, .. } = controls.scenario;
    controls.field(FieldProps {
        placeholder: "none".into(),
        hint: SEASON.into(),
        class: "is-text",
        note: season::says(&**controls.reader, market, frame.horizon_weeks).into(),
        ..FieldProps::new("market.season", "Season", season::write(market, controls.reader.style()), Typed::Season)
    })
}

use funnel_engine::scenario::{Month, Period, Scenario, TargetMetric};
use funnel_sentences::numbers::Numbers;
use funnel_sentences::season;
use funnel_text::calendar::{month_name, write_month};
use yew::prelude::*;

use super::super::controls::{Controls, More};
use super::super::question::metric;
use crate::components::{FieldProps, Place, SelectProps, field, select};
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

/// How long, what moves everything, and the target.
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
                { controls.plain(target, "Target", More { unit, hint: TARGET, empty: "none" }, "target.value".into(), Typed::Target) }
                { metric(s, "target.metric", Place::Form) }
                { controls.plain(sure, "Confidence wanted", More::default(), "target.confidence".into(), Typed::Confidence) }
                { period(s) }
                { fiscal_year(s) }
            </div>
            <details class="fold">
                <summary>{ "Market, season and seed" }</summary>
                <div class="fields">
                    { controls.number("market.sigma".into(), "Market swings", s.market.sigma, Kind::Number, More::hint(MARKET)) }
                    { controls.number("seed".into(), "Seed", seed, Kind::Whole, More::hint(SEED)) }
                    <div class="wide">{ season(controls) }</div>
                    <div class="wide">{ controls.text("note".into(), "Note", &s.note, "where it comes from, what it is for") }</div>
                </div>
            </details>
        </>
    }
}

/// The month in which the run starts.
fn starts(controls: &Controls<'_>) -> Html {
    let value = controls.scenario.calendar.starts.map_or_else(String::new, write_month);
    field(FieldProps {
        placeholder: "any month".into(),
        hint: STARTS.into(),
        ..FieldProps::new("calendar.starts", "Starts in", value, Typed::Starts)
    })
}

/// What money and people are told by.
fn period(s: &Scenario) -> Html {
    select(SelectProps {
        id: "calendar.period".into(),
        label: "Money and leads by".into(),
        options: Period::ALL.map(|period| (period.name().into(), format!("the {}", period.name()).into())).to_vec(),
        value: s.calendar.period.name().into(),
        edit: Picked::Name("calendar.period".to_owned()),
        place: Place::Form,
    })
}

/// When the fiscal year begins.
fn fiscal_year(s: &Scenario) -> Html {
    let months = (1..=12).filter_map(|number| Month::new(2_000, number));
    select(SelectProps {
        id: "calendar.fiscal_year".into(),
        label: "Fiscal year begins in".into(),
        options: months.map(|month| (month.number().to_string().into(), month_name(month).into())).collect(),
        value: s.calendar.fiscal_year.to_string().into(),
        edit: Picked::FiscalYear,
        place: Place::Form,
    })
}

/// Multipliers of demand, one after the other, and what they do to a year.
fn season(controls: &Controls<'_>) -> Html {
    let Scenario { market, frame, .. } = controls.scenario;
    field(FieldProps {
        placeholder: "none".into(),
        hint: SEASON.into(),
        class: "is-text",
        note: season::says(&**controls.reader, market, frame.horizon_weeks).into(),
        ..FieldProps::new("market.season", "Season", season::write(market, controls.reader.style()), Typed::Season)
    })
}

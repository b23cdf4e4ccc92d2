use funnel_engine::scenario::{Scenario, TargetMetric};
use funnel_sentences::numbers::Numbers;
use funnel_sentences::season;
use yew::prelude::*;

use super::super::desk::{Desk, More};
use super::super::question::metric;
use crate::components::{FieldProps, Place, field};
use crate::edits::{Kind, Typed};

const AFTERWARDS: &str =
    "At most so long, without spend, until the pipeline has cleared: what lands then is reported apart.";
const TARGET: &str = "What is to be reached within the horizon; 0 profit is to break even, and a profit below 0 a loss that \
                      could be borne. Empty for no target.";
const MARKET: &str = "How much the market moves all inquiries that come without spend: 0.15 is about 15 % up or down in a \
                      usual year, around the mean that is typed for each channel.";
const SEASON: &str = "Multipliers of the inquiries that come without spend, from the first week on: twelve for the months of \
                      a year, four for its quarters, 52 for its weeks. Any other number of them is repeated week by week.";
const SEED: &str = "Another seed draws other futures from the same assumptions; verdicts should not change.";

/// How long, what moves everything, and the target.
pub(super) fn fields(desk: &Desk<'_>) -> Html {
    let s = desk.scenario;
    let unit = if s.target.metric == TargetMetric::Customers { "people" } else { "$" };
    let target =
        s.target.value.map_or_else(String::new, |x| Kind::of_target(s.target.metric).write(x, desk.reader.style()));
    let sure = Kind::Share.write(s.target.confidence, desk.reader.style());
    // Seeds end where whole numbers in a double do.
    let seed = s.seed as f64;
    html! {
        <>
            <div class="fields">
                { desk.span("frame.horizon_weeks", "Horizon", s.frame.horizon_weeks, "The weeks in which money is spent and results count.") }
                { desk.span("frame.run_off_weeks", "Watched afterwards", s.frame.run_off_weeks, AFTERWARDS) }
                { desk.plain(target, "Target", More { unit, hint: TARGET, empty: "none" }, "target.value".into(), Typed::Target) }
                { metric(s, "target.metric", Place::Form) }
                { desk.plain(sure, "Confidence wanted", More::default(), "target.confidence".into(), Typed::Confidence) }
            </div>
            <details class="fold">
                <summary>{ "Market, season and seed" }</summary>
                <div class="fields">
                    { desk.number("market.sigma".into(), "Market swings", s.market.sigma, Kind::Number, More::hint(MARKET)) }
                    { desk.number("seed".into(), "Seed", seed, Kind::Whole, More::hint(SEED)) }
                    <div class="wide">{ season(desk) }</div>
                    <div class="wide">{ desk.text("note".into(), "Note", &s.note, "where it comes from, what it is for") }</div>
                </div>
            </details>
        </>
    }
}

/// Multipliers of demand, one after the other, and what they do to a year.
fn season(desk: &Desk<'_>) -> Html {
    let Scenario { market, frame, .. } = desk.scenario;
    field(FieldProps {
        placeholder: "none".into(),
        hint: SEASON.into(),
        class: "is-text",
        note: season::says(&**desk.reader, market, frame.horizon_weeks).into(),
        ..FieldProps::new("market.season", "Season", season::write(market, desk.reader.style()), Typed::Season)
    })
}

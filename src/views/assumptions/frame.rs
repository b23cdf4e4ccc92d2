use funnel_engine::scenario::TargetMetric;
use serde_json::Value as Json;
use yew::prelude::*;

use super::desk::{Commit, Desk, Kind};
use crate::components::{Field, Select};
use crate::words::entry::lex::{Item, lex};
use crate::words::entry::{Reading, write_number};
use crate::words::numbers::Numbers;
use funnel_engine::scenario::{Domain, Unit, edit};

/// How long, what moves everything, and the target.
pub(super) fn fields(desk: &Desk<'_>) -> Html {
    let s = desk.scenario;
    let options = ["revenue", "profit", "customers"].map(|x| (x.into(), x.into())).to_vec();
    let metric = match s.target.metric {
        TargetMetric::Revenue => "revenue",
        TargetMetric::Profit => "profit",
        TargetMetric::Customers => "customers",
    };
    let onselect = {
        let editor = desk.editor.clone();
        Callback::from(move |name: AttrValue| {
            // The names are the format's own.
            let _ = editor.apply(|s| edit::set(s, "target.metric", name.as_str().into()));
        })
    };
    let target = if metric == "customers" { Kind::Weight } else { Kind::Money };
    html! {
        <>
            <div class="fields">
                { desk.span("frame.horizon_weeks".to_owned(), "Horizon", s.frame.horizon_weeks, "The weeks in which money is spent and results count.") }
                { desk.span("frame.run_off_weeks".to_owned(), "Watched afterwards", s.frame.run_off_weeks, "At most so long, without spend, until the pipeline has cleared: what lands then is reported apart.") }
                { desk.number("target.value".to_owned(), "Target (0 for none)", s.target.value, target) }
                <Select id="target.metric" label="of" {options} value={metric} {onselect} />
                { desk.number("target.confidence".to_owned(), "Confidence wanted", s.target.confidence, Kind::Share) }
            </div>
            <details class="fold">
                <summary>{ "Market, season and seed" }</summary>
                <div class="fields">
                    { desk.number("market.sigma".to_owned(), "Market swings", s.market.sigma, Kind::Market) }
                    { season(desk) }
                    { desk.whole("seed".to_owned(), "Seed", s.seed, "", "Another seed draws other futures from the same assumptions; verdicts should not change.") }
                    <div class="wide">{ desk.text("note".to_owned(), "Note", &s.note, "where it comes from, what it is for") }</div>
                </div>
            </details>
        </>
    }
}

/// Weekly multipliers of demand, one after the other.
fn season(desk: &Desk<'_>) -> Html {
    let reading = Reading { unit: Unit::Number, domain: Domain::NonNegative, style: desk.reader.style() };
    let value = desk.scenario.market.season.iter().map(|x| write_number(*x, &reading)).collect::<Vec<_>>().join("; ");
    let commit: Commit = {
        let (editor, reader) = (desk.editor.clone(), desk.reader.clone());
        Callback::from(move |text: AttrValue| {
            let advice = || AttrValue::from("write multipliers week by week, such as “1; 1.2; 0.8”");
            let items = lex(&text, reader.style()).map_err(|_| advice())?;
            let number = |item: &Item| match item {
                Item::Number(n) if !n.percent => Ok(Json::from(n.value())),
                _ => Err(advice()),
            };
            let season = items.iter().map(number).collect::<Result<Vec<_>, _>>()?;
            editor.apply(|s| edit::set(s, "market.season", Json::Array(season)))
        })
    };
    let hint = "Multipliers of the inquiries that come without spend, week by week, from the first; repeated when shorter than the horizon.";
    html! { <div class="wide"><Field id="market.season" label="Season" {value} placeholder="none" {hint} {commit} class="is-text" /></div> }
}

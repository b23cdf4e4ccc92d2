use funnel_engine::scenario::{DealSize, Input, Timing, edit};
use yew::prelude::*;

use super::desk::{Desk, Kind};
use crate::components::Select;
use crate::words::numbers::count;

/// What a deal is worth, and when.
pub(super) fn fields(desk: &Desk<'_>) -> Html {
    let m = &desk.scenario.money;
    let sources = deal_path("money.deal", &m.deal).into_iter();
    let sources: Vec<String> = sources.chain(["money.margin".to_owned(), "money.cost_per_deal".to_owned()]).collect();
    let counts = {
        let editor = desk.editor.clone();
        Callback::from(move |name: AttrValue| {
            // Both names are the format's own.
            let _ = editor.apply(|s| edit::set(s, "money.revenue_counts", name.as_str().into()));
        })
    };
    let options = vec![
        ("when_won".into(), "in full, when the deal is won".into()),
        ("when_recognised".into(), "week by week, as it is recognised".into()),
    ];
    let counted = match m.revenue_counts {
        Timing::WhenWon => "when_won",
        Timing::WhenRecognised => "when_recognised",
    };
    html! {
        <>
            <div class="fields">
                { deal(desk, "money.deal", &m.deal) }
                { desk.input("money.margin", "Gross margin") }
                { desk.input("money.cost_per_deal", "Sales cost of a won deal") }
            </div>
            <details class="fold">
                <summary>{ "Discounting, recognition, payment and sources" }</summary>
                <div class="fields">
                    { desk.number("money.discount_rate".to_owned(), "Discount rate a year", m.discount_rate, Kind::Share) }
                    <Select id="money.revenue_counts" label="Revenue counts" {options} value={counted} onselect={counts} />
                    { desk.span("money.recognised_over_weeks".to_owned(), "Recognised over", m.recognised_over_weeks, "A subscription of a year is recognised over 12 months; 0 is at once.") }
                    { desk.span("money.paid_after_weeks".to_owned(), "First payment after", m.paid_after_weeks, "From winning the deal to the first payment.") }
                    { desk.span("money.paid_over_weeks".to_owned(), "Paid over", m.paid_over_weeks, "0 is all at once.") }
                    { desk.text("currency".to_owned(), "Currency", &desk.scenario.currency, "USD") }
                </div>
                { desk.sources(&sources) }
            </details>
        </>
    }
}

/// The path of a deal size's uncertain part.
pub(super) fn deal_path(at: &str, deal: &DealSize) -> Option<String> {
    let part = match deal {
        DealSize::Fixed { .. } => "fixed.value",
        DealSize::Lognormal { .. } => "lognormal.median",
        DealSize::Gamma { .. } => "gamma.mean",
        DealSize::Empirical { .. } => return None,
    };
    Some(format!("{at}.{part}"))
}

/// A deal size: its shape, its middle and its spread.
pub(super) fn deal(desk: &Desk<'_>, at: &str, deal: &DealSize) -> Html {
    let input = deal_path(at, deal).map(|path| {
        let label = match deal {
            DealSize::Lognormal { .. } => "Deal size, median",
            DealSize::Gamma { .. } => "Deal size, mean",
            _ => "Deal size",
        };
        desk.input(&path, label)
    });
    let spread = match deal {
        DealSize::Lognormal { sigma, .. } => desk.number(format!("{at}.lognormal.sigma"), "Spread of sizes", *sigma, Kind::Sigma),
        DealSize::Gamma { shape, .. } => desk.number(format!("{at}.gamma.shape"), "Shape of sizes", *shape, Kind::Shape),
        DealSize::Empirical { values } => {
            let n = count(&**desk.reader, values.len() as f64);
            html! { <p class="small">{ format!("Drawn from {n} deals seen.") }</p> }
        }
        DealSize::Fixed { .. } => Html::default(),
    };
    html! { <>{ shape(desk, at, deal) }{ for input }{ spread }</> }
}

fn shape(desk: &Desk<'_>, at: &str, deal: &DealSize) -> Html {
    let mut options: Vec<(AttrValue, AttrValue)> = vec![
        ("lognormal".into(), "many small, few large".into()),
        ("gamma".into(), "gamma".into()),
        ("fixed".into(), "all the same".into()),
    ];
    let now = match deal {
        DealSize::Lognormal { .. } => "lognormal",
        DealSize::Gamma { .. } => "gamma",
        DealSize::Fixed { .. } => "fixed",
        DealSize::Empirical { .. } => {
            options.push(("empirical".into(), "as seen".into()));
            "empirical"
        }
    };
    let onselect = {
        let (editor, path, middle) = (desk.editor.clone(), at.to_owned(), middle(deal));
        Callback::from(move |name: AttrValue| {
            let new = match name.as_str() {
                "lognormal" => DealSize::Lognormal { median: middle.clone(), sigma: 0.5 },
                "gamma" => DealSize::Gamma { mean: middle.clone(), shape: 4.0 },
                "fixed" => DealSize::Fixed { value: middle.clone() },
                _ => return,
            };
            if let Ok(json) = serde_json::to_value(new) {
                // The middle of one shape is valid as the middle of another.
                let _ = editor.apply(|s| edit::set(s, &path, json));
            }
        })
    };
    html! { <Select id={format!("{at}-shape")} label="Deals are" {options} value={now} {onselect} /> }
}

/// What a deal size turns around, whatever its shape.
fn middle(deal: &DealSize) -> Input {
    match deal {
        DealSize::Fixed { value: x } | DealSize::Lognormal { median: x, .. } | DealSize::Gamma { mean: x, .. } => x.clone(),
        DealSize::Empirical { values } => {
            let mut sorted: Vec<f64> = values.iter().copied().filter(|x| *x > 0.0).collect();
            sorted.sort_by(f64::total_cmp);
            Input::fixed(sorted.get(sorted.len() / 2).copied().unwrap_or(1.0))
        }
    }
}

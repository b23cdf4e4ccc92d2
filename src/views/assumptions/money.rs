use funnel_engine::scenario::{DealSize, Timing};
use funnel_sentences::numbers::count;
use yew::prelude::*;

use super::super::controls::{Controls, More};
use crate::edits::{Kind, Picked};

/// What a deal is worth, and when.
pub(super) fn fields(controls: &Controls<'_>) -> Html {
    let m = &controls.scenario.money;
    let inputs = [deal_path("money.deal", &m.deal), Some("money.margin".into()), Some("money.cost_per_deal".into())];
    let counted = match m.revenue_counts {
        Timing::WhenWon => "when_won",
        Timing::WhenRecognised => "when_recognised",
    };
    let timing = [("when_won", "in full, when won"), ("when_recognised", "as it is recognised")];
    html! {
        <>
            <div class="fields">
                { deal(controls, "money.deal", &m.deal) }
                { controls.input("money.margin".into(), "Gross margin") }
                { controls.input("money.cost_per_deal".into(), "Sales cost of a won deal") }
            </div>
            { controls.fold("Discounting, recognition, payment and sources", false, || html! {
                <>
                <div class="fields">
                    { controls.number("money.discount_rate".into(), "Discount rate a year", m.discount_rate, Kind::ShareAYear, More::default()) }
                    { one_of(controls, "Revenue counts", &timing, counted, "money.revenue_counts", Picked::Name("money.revenue_counts".into())) }
                    { controls.span("money.recognised_over_weeks", "Recognised over", m.recognised_over_weeks, "A subscription of a year is recognised over 12 months; 0 is at once.") }
                    { controls.span("money.paid_after_weeks", "First payment after", m.paid_after_weeks, "From winning the deal to the first payment.") }
                    { controls.span("money.paid_over_weeks", "Paid over", m.paid_over_weeks, "0 is all at once.") }
                    { controls.text("currency".into(), "Currency", &controls.scenario.currency, "USD") }
                </div>
                { controls.sources(&inputs.into_iter().flatten().collect::<Vec<_>>()) }
                </>
            }) }
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

const SIGMA: &str = "Spread of single deals, as the standard deviation of the logarithm. At 0.5 one deal in ten is above 1.9 \
                     times the median; at 1, above 3.6 times.";
const SHAPE: &str = "Shape of the gamma distribution: the variance is mean² over shape.";

/// A deal size: its shape, its middle and its spread.
pub(super) fn deal(controls: &Controls<'_>, at: &str, deal: &DealSize) -> Html {
    let (shape, label) = match deal {
        DealSize::Lognormal { .. } => ("lognormal", "Deal size, median"),
        DealSize::Gamma { .. } => ("gamma", "Deal size, mean"),
        DealSize::Fixed { .. } => ("fixed", "Deal size"),
        DealSize::Empirical { .. } => ("empirical", ""),
    };
    let spread = match deal {
        DealSize::Lognormal { sigma, .. } => {
            controls.number(format!("{at}.lognormal.sigma"), "Spread of sizes", *sigma, Kind::Number, More::hint(SIGMA))
        }
        DealSize::Gamma { shape, .. } => {
            controls.number(format!("{at}.gamma.shape"), "Shape of sizes", *shape, Kind::Positive, More::hint(SHAPE))
        }
        DealSize::Empirical { values } => {
            let n = count(&**controls.reader, values.len() as f64);
            html! { <p class="small">{ format!("Drawn from {n} deals seen.") }</p> }
        }
        DealSize::Fixed { .. } => Html::default(),
    };
    let seen = ("empirical", "as seen");
    let shapes = [("lognormal", "mostly small, few large"), ("gamma", "gamma"), ("fixed", "all the same"), seen];
    let shapes = if shape == "empirical" { &shapes[..] } else { &shapes[..3] };
    html! {
        <>
            { one_of(controls, "Deals are", shapes, shape, &format!("{at}-shape"), Picked::DealShape(at.to_owned())) }
            <>{ for deal_path(at, deal).map(|path| controls.input(path, label)) }</>
            { spread }
        </>
    }
}

fn one_of(
    controls: &Controls<'_>,
    label: &'static str,
    all: &[(&'static str, &'static str)],
    value: &'static str,
    id: &str,
    edit: Picked,
) -> Html {
    let options = all.iter().map(|(value, name)| ((*value).into(), (*name).into())).collect();
    controls.choice(id, label, options, value, edit)
}

//! What is measured, in words.

use funnel_engine::process::Metric;
use funnel_engine::report::Estimate;
use funnel_text::format::Unit;

use super::numbers::{Numbers, estimate_of};

/// The figures by which a decision may be taken.
pub const METRICS: [Metric; 3] = [Metric::Profit, Metric::Revenue, Metric::Npv];

/// The labels for a choice among [`METRICS`].
pub const FACES: [&str; 3] = ["Profit", "Revenue", "Net present value"];

/// The figures that can decide between plans; revenue cannot, as it leaves out costs.
pub const DECIDING: [Metric; 2] = [Metric::Profit, Metric::Npv];

/// The labels for a choice among [`DECIDING`].
pub const DECIDING_FACES: [&str; 2] = [FACES[0], FACES[2]];

/// A figure within a sentence.
#[must_use]
pub fn metric(metric: Metric) -> &'static str {
    metric.name()
}

/// What the figure is counted in.
pub(crate) fn unit(metric: Metric) -> Unit {
    if metric == Metric::Customers { Unit::Count } else { Unit::Money }
}

/// A difference without its sign, where the figure is named beside it: `$120k`, `1.2`.
pub(crate) fn size(n: &dyn Numbers, metric: Metric, e: &Estimate) -> String {
    estimate_of(n, &Estimate { value: e.value.map(f64::abs), se: e.se }, unit(metric))
}

/// A difference without its sign, where nothing else says of what: `$120k`, `1.2 customers`.
pub(crate) fn amount(n: &dyn Numbers, metric: Metric, e: &Estimate) -> String {
    let size = size(n, metric, e);
    match (metric, size.as_str()) {
        (Metric::Customers, "1") => "1 customer".to_owned(),
        (Metric::Customers, _) => format!("{size} customers"),
        _ => size,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_are_called_as_in_sentences() {
        assert_eq!(METRICS.map(metric), FACES.map(str::to_lowercase).each_ref().map(String::as_str));
        assert_eq!(DECIDING.map(metric), DECIDING_FACES.map(str::to_lowercase).each_ref().map(String::as_str));
    }
}

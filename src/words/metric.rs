//! What is measured, in words.

use funnel_engine::process::Metric;

/// The figures a decision may be taken by.
pub const METRICS: [Metric; 3] = [Metric::Profit, Metric::Revenue, Metric::Npv];

/// What a choice among [`METRICS`] shows.
pub const FACES: [&str; 3] = ["Profit", "Revenue", "Net present value"];

/// A figure within a sentence.
#[must_use]
pub fn metric(metric: Metric) -> &'static str {
    match metric {
        Metric::Profit => "profit",
        Metric::Revenue => "revenue",
        Metric::Npv => "net present value",
        Metric::Customers => "customers",
        _ => "the figure",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_are_called_as_in_sentences() {
        assert_eq!(METRICS.map(metric), FACES.map(str::to_lowercase).each_ref().map(String::as_str));
    }
}

//! What is measured, in words.

use funnel_engine::process::Metric;

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
        assert_eq!(DECIDING.map(metric), DECIDING_FACES.map(str::to_lowercase).each_ref().map(String::as_str));
    }
}

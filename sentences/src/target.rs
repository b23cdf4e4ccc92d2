//! A target in words: so much of something, no loss, or a loss that may be borne.

use funnel_engine::scenario::TargetMetric;

use super::numbers::{Numbers, money, people, plural};

/// What is to be reached: `$5M of revenue`, `12 customers`, `no loss`, `a loss of at most $100k`.
#[must_use]
pub fn goal(metric: TargetMetric, value: f64, n: &dyn Numbers) -> String {
    match metric {
        TargetMetric::Revenue => format!("{} of revenue", money(n, value)),
        TargetMetric::Profit if value == 0.0 => "no loss".to_owned(),
        TargetMetric::Profit if value < 0.0 => format!("a loss of at most {}", money(n, -value)),
        TargetMetric::Profit => format!("{} of profit", money(n, value)),
        TargetMetric::Customers => plural(n, value, "customer", "customers"),
    }
}

/// What a plan does that reaches it: `reaches $5M revenue`, `makes no loss`, `loses at most $100k`.
#[must_use]
pub fn reaches(metric: TargetMetric, value: f64, n: &dyn Numbers) -> String {
    match metric {
        TargetMetric::Revenue => format!("reaches {} revenue", money(n, value)),
        TargetMetric::Profit if value == 0.0 => "makes no loss".to_owned(),
        TargetMetric::Profit if value < 0.0 => format!("loses at most {}", money(n, -value)),
        TargetMetric::Profit => format!("reaches {} profit", money(n, value)),
        TargetMetric::Customers if value == 1.0 => "reaches 1 customer".to_owned(),
        TargetMetric::Customers => format!("reaches {} customers", people(n, value)),
    }
}

/// The same where it may be said of nothing: `reaches $5M of revenue`, `avoids a loss`, `keeps the loss to at most $100k`.
pub(crate) fn attains(metric: TargetMetric, value: f64, n: &dyn Numbers) -> String {
    match metric {
        TargetMetric::Profit if value == 0.0 => "avoids a loss".to_owned(),
        TargetMetric::Profit if value < 0.0 => format!("keeps the loss to at most {}", money(n, -value)),
        _ => format!("reaches {}", goal(metric, value, n)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use funnel_text::NumberStyle;

    #[test]
    fn a_target_is_an_amount_or_no_loss_or_a_loss_that_may_be_borne() {
        let n = NumberStyle::default();
        let said = |metric, value| (goal(metric, value, &n), reaches(metric, value, &n));
        let is = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(said(TargetMetric::Revenue, 5e6), is("$5M of revenue", "reaches $5M revenue"));
        assert_eq!(said(TargetMetric::Profit, 2e5), is("$200k of profit", "reaches $200k profit"));
        assert_eq!(said(TargetMetric::Profit, 0.0), is("no loss", "makes no loss"));
        assert_eq!(said(TargetMetric::Profit, -1e5), is("a loss of at most $100k", "loses at most $100k"));
        assert_eq!(said(TargetMetric::Customers, 1.0), is("1 customer", "reaches 1 customer"));
        assert_eq!(said(TargetMetric::Customers, 12.0), is("12 customers", "reaches 12 customers"));
    }
}

//! What is called a gain or a loss is one, beyond its error.

use funnel_engine::process::Metric;
use funnel_engine::report::Estimate;
use funnel_testkit::reports;
use funnel_text::NumberStyle;
use proptest::prelude::*;

use super::{Findings, in_short};

/// A mean with its error, about as often clear as not.
fn estimate() -> impl Strategy<Value = Estimate> {
    let mean = prop_oneof![Just(0.0), -3e6..3e6_f64, -2e4..2e4_f64];
    (mean, prop_oneof![Just(1e3), 1.0..1e6_f64]).prop_map(|(x, se)| Estimate { value: Some(x), se: Some(se) })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn a_gain_and_a_loss_are_told_from_their_errors(
        now in estimate(),
        later in estimate(),
        spend in prop_oneof![Just(-2e5), Just(2e5)],
        pays in 0.0..1.0_f64,
        watched in any::<bool>(),
    ) {
        let mut r = reports::with(&reports::report(), |c| {
            c.spend = spend;
            c.pays_back.value = pays;
            for (metric, mean) in [(Metric::Profit, now), (Metric::ProfitWithAfter, later)] {
                c.difference.entry(metric).or_default().mean = mean;
            }
        });
        if !watched {
            r.weeks = r.horizon_weeks;
        }
        let n = NumberStyle::default();
        let said = in_short(&reports::scenario(), &r, &Findings::default(), &n);
        let text = format!("{} {}", said.head, said.what.text);
        let within = "within 12 months";
        if text.contains(&format!("of profit {within}")) {
            prop_assert!(now.is_loss(), "{}", text);
        }
        if text.contains(&format!("more profit {within}")) {
            prop_assert!(now.is_gain(), "{}", text);
        }
        if text.contains("with what lands later it brings") {
            prop_assert!(later.is_gain(), "{}", text);
        }
        if text.contains("of profit with what lands later") || text.contains("does not make up for it") {
            prop_assert!(later.is_loss(), "{}", text);
        }
        if text.contains("about breaks even") || text.contains("about makes up") || text.contains("next to nothing") {
            // Known to be small, beside the revenue.
            let known = |e: &Estimate| e.value.unwrap_or(0.0).abs() + e.half() < 1e5;
            prop_assert!(known(&now) || known(&later), "{}", text);
        }
        // Mean and odds that point apart are said to.
        let apart = now.is_gain() && pays < 0.5 || now.is_loss() && pays > 0.5;
        prop_assert_eq!(said.sure.text.contains("carry the mean"), apart, "{}", said.sure.text);
    }
}

//! Reality check: what the assumptions imply, beside what is published. It corrects nothing.

use crate::process::Metric;
use crate::report::{Estimate, Report};

/// Sales elasticity of advertising in the short run, mean of 751 estimates (Sethuraman, Tellis & Briesch 2011).
pub const SHORT_RUN: f64 = 0.12;
/// The same in the long run.
pub const LONG_RUN: f64 = 0.24;
/// Published shares of leads that become customers: lowest and highest.
pub const CONVERSION: (f64, f64) = (0.004, 0.032);

/// Elasticities above this are called far off: most published ones lie below it, and few channels in the study did not.
const FAR: f64 = 0.6;

/// What a scenario implies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reality {
    /// Per cent more revenue within the horizon for one per cent more spend on all channels, between today and the first
    /// plan; none where the plan does anything else, or spends the same.
    pub elasticity: Option<Estimate>,
    /// Customers won for each inquiry within the horizon, today. Those still on their way are not counted, those who
    /// were on their way at the start are.
    pub conversion: Option<f64>,
}

impl Reality {
    /// Reads it off a report. `only_budget`: the plan changes nothing beside the budget.
    #[must_use]
    pub fn of(report: &Report, only_budget: bool) -> Self {
        let spend = report.arms.first().map_or(0.0, |a| a.spend);
        let elasticity =
            report.comparisons.first().filter(|c| only_budget && c.spend != 0.0 && spend > 0.0).and_then(|c| {
                let (uplift, se) = (c.mean_uplift.value?, c.mean_uplift.se?);
                // Of two points of a curve: ln(revenue ratio) / ln(spend ratio).
                let spent = libm::log1p(c.spend / spend);
                let value = libm::log1p(uplift) / spent;
                (value.is_finite())
                    .then(|| Estimate { value: Some(value), se: Some((se / (1.0 + uplift) / spent).abs()) })
            });
        let mean = |metric| report.arms.first().and_then(|a| a.figures.get(&metric)).and_then(|x| x.mean.value);
        let conversion =
            mean(Metric::Customers).zip(mean(Metric::Inquiries)).filter(|(_, n)| *n > 0.0).map(|(k, n)| k / n);
        Self { elasticity, conversion }
    }

    /// Whether the elasticity is beyond what is published, by more than its error.
    #[must_use]
    pub fn is_elasticity_far_off(&self) -> bool {
        self.elasticity.is_some_and(|e| {
            let (x, se) = (e.value.unwrap_or(0.0), e.se.unwrap_or(0.0));
            x - 2.0 * se > FAR || x + 2.0 * se < 0.0
        })
    }

    /// Whether the conversion is outside all that is published.
    #[must_use]
    pub fn is_conversion_far_off(&self) -> bool {
        self.conversion.is_some_and(|x| !(CONVERSION.0..=CONVERSION.1).contains(&x))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Channel, Frame, Input, Plan, Scenario, SpendChange, Stage};
    use crate::simulate::Simulator;

    fn reality(spend_per_week: f64, elasticity: f64, rate: f64, scale: f64) -> Reality {
        let scenario = Scenario {
            frame: Frame { horizon_weeks: 4, run_off_weeks: 0 },
            channels: vec![Channel {
                id: "c".into(),
                spend_per_week,
                cost_per_inquiry: Input::fixed(10.0),
                elasticity: Input::fixed(elasticity),
                ..Channel::default()
            }],
            stages: vec![Stage { id: "won".into(), rate: Input::fixed(rate), ..Stage::default() }],
            plans: vec![Plan { spend: vec![SpendChange { scale, ..SpendChange::default() }], ..Plan::default() }],
            ..Scenario::default()
        };
        let mut simulator = Simulator::new(&scenario).unwrap();
        let mut tally = simulator.tally();
        simulator.blocks(640).for_each(|block| simulator.step(block, 640, &mut tally));
        Reality::of(&tally.report(simulator.model()), true)
    }

    /// The Hill curve's elasticity is the input's at today's spend; over 1 % more it is within .1 % of it.
    #[test]
    fn the_elasticity_put_in_comes_out() {
        for (e, far) in [(0.2, false), (0.9, true)] {
            let r = reality(1e6, e, 0.01, 1.01);
            let got = r.elasticity.unwrap();
            assert!((got.value.unwrap() - e).abs() < 4.5 * got.se.unwrap() + 0.001, "{got:?}");
            assert_eq!(r.is_elasticity_far_off(), far);
        }
        assert_eq!(reality(1e6, 0.5, 0.01, 1.0).elasticity, None, "nothing more is spent");
    }

    #[test]
    fn conversions_are_held_against_what_is_published() {
        for (rate, far) in [(0.001, true), (0.01, false), (0.3, true)] {
            // At the lowest rate 25,600 customers: they are known to .6 %.
            let r = reality(1e5, 0.5, rate, 1.1);
            assert!((r.conversion.unwrap() / rate - 1.0).abs() < 0.05);
            assert_eq!(r.is_conversion_far_off(), far);
        }
    }
}

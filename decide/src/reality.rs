//! Reality check: what the assumptions imply, beside published figures. It corrects nothing.

use crate::process::{Metric, Origin};
use crate::report::{Estimate, Report};

/// Sales elasticity of advertising in the short run, mean of 751 estimates (Sethuraman, Tellis & Briesch 2011).
pub const SHORT_RUN: f64 = 0.12;
/// The same in the long run.
pub const LONG_RUN: f64 = 0.24;
/// Published shares of leads that become customers: the lowest and the highest.
pub const CONVERSION: (f64, f64) = (0.004, 0.032);

/// Elasticities above this are called far off: most published ones lie below it, and so did most channels in the study.
const FAR: f64 = 0.6;

/// What a scenario implies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reality {
    /// Per cent more revenue within the horizon for one per cent more spend on all channels, between today and the
    /// first plan; `None` where the plan does anything else, or spends the same.
    pub elasticity: Option<Estimate>,
    /// Whether most of the plan's extra revenue lands after the horizon: the elasticity is then only that so far, and
    /// no published figure is of that kind.
    pub lands_later: bool,
    /// Customers won for each inquiry in the end, today: of those whom channels brought, whenever they were won. People
    /// on their way at the start, back from nurture or sent by customers are not counted.
    pub conversion: Option<f64>,
    /// Of these inquiries, the share still on their way when the simulation ends.
    pub open: f64,
}

impl Reality {
    /// Reads it off a report. `only_budget` says that the plan changes nothing but the budget.
    #[must_use]
    pub fn of(report: &Report, only_budget: bool) -> Self {
        let spend = report.arms.first().map_or(0.0, |a| a.spend);
        let elasticity =
            report.comparisons.first().filter(|c| only_budget && c.spend != 0.0 && spend > 0.0).and_then(|c| {
                let (uplift, se) = (c.mean_uplift.value?, c.mean_uplift.se?);
                // From two points of a curve: ln(revenue ratio) / ln(spend ratio).
                let spent = libm::log1p(c.spend / spend);
                let value = libm::log1p(uplift) / spent;
                (value.is_finite())
                    .then(|| Estimate { value: Some(value), se: Some((se / (1.0 + uplift) / spent).abs()) })
            });
        let more = |metric| {
            let c = report.comparisons.first()?;
            c.difference.get(&metric)?.mean.value
        };
        let (within, after) =
            (more(Metric::Revenue).unwrap_or(0.0).abs(), more(Metric::BookingsAfter).unwrap_or(0.0).abs());
        let brought =
            report.arms.iter().take(1).flat_map(|arm| &arm.flows).filter(|cell| cell.origin == Origin::Channel);
        let (mut came, mut won, mut gone) = (0.0, 0.0, 0.0);
        for cell in brought {
            came += cell.stages.first().map_or(0.0, |x| x.entered + x.entered_after);
            won += cell.stages.last().map_or(0.0, |x| x.passed + x.passed_after);
            // People taken in by a later stage have not left for good.
            gone += cell.stages.iter().map(|x| x.left() + x.left_after).sum::<f64>();
            let again = cell.stages.iter().skip(1).zip(&cell.stages);
            gone -= again
                .map(|(x, before)| (x.entered + x.entered_after) - (before.passed + before.passed_after))
                .sum::<f64>();
        }
        let share = |x: f64| (came > 0.0).then(|| x / came);
        Self {
            elasticity,
            lands_later: after > within,
            conversion: share(won),
            open: share(came - won - gone).unwrap_or(0.0).clamp(0.0, 1.0),
        }
    }

    /// Whether the elasticity lies beyond published ones by more than its error.
    #[must_use]
    pub fn is_elasticity_far_off(&self) -> bool {
        !self.lands_later
            && self
                .elasticity
                .is_some_and(|e| e.is_loss() || Estimate { value: e.value.map(|x| x - FAR), ..e }.is_gain())
    }

    /// Whether the conversion lies outside all published ones.
    #[must_use]
    pub fn is_conversion_far_off(&self) -> bool {
        // Those still on their way may all be won, or none of them.
        self.conversion.is_some_and(|x| x > CONVERSION.1 || x + self.open < CONVERSION.0)
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

    /// At today's spend the Hill curve's elasticity is the input's; over 1 % more spend it is within .1 % of it.
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

    /// A tenth are won, after 20 weeks; the others are lost after one. Within 26 weeks 2.4 % of those who came are
    /// customers, which would pass for a published share of leads; in the end it is a tenth, which does not.
    #[test]
    fn what_is_compared_is_the_rate_in_the_end() {
        let after = |weeks: f64| crate::scenario::Delay::Empirical { weeks: vec![weeks] };
        let stage = Stage {
            id: "won".into(),
            rate: Input::fixed(0.1),
            delay: after(20.0),
            loss: crate::scenario::Loss { delay: Some(after(1.0)), ..Default::default() },
            ..Stage::default()
        };
        let scenario = Scenario {
            frame: Frame { horizon_weeks: 26, run_off_weeks: 40 },
            channels: vec![Channel {
                id: "c".into(),
                spend_per_week: 1e5,
                cost_per_inquiry: Input::fixed(10.0),
                ..Channel::default()
            }],
            stages: vec![stage],
            ..Scenario::default()
        };
        let mut simulator = Simulator::new(&scenario).unwrap();
        let mut tally = simulator.tally();
        simulator.blocks(64).for_each(|block| simulator.step(block, 64, &mut tally));
        let report = tally.report(simulator.model());
        let so_far = |metric| report.arms[0].figures[&metric].mean.value.unwrap();
        assert!((so_far(Metric::Customers) / so_far(Metric::Inquiries) - 0.023).abs() < 0.002);
        let r = Reality::of(&report, true);
        // 1.7 million inquiries: a tenth is known to .02 %.
        assert!((r.conversion.unwrap() - 0.1).abs() < 0.001 && r.open < 1e-9, "{r:?}");
        assert!(r.is_conversion_far_off());
    }

    #[test]
    fn conversions_are_held_against_what_is_published() {
        for (rate, far) in [(0.001, true), (0.01, false), (0.3, true)] {
            // At the lowest rate there are 25,600 customers, so it is known to .6 %.
            let r = reality(1e5, 0.5, rate, 1.1);
            assert!((r.conversion.unwrap() / rate - 1.0).abs() < 0.05);
            assert_eq!(r.is_conversion_far_off(), far);
        }
    }
}

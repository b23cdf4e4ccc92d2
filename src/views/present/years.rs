//! Hypothetical outcomes one by one: where they come from, and what they add up to.

use funnel_engine::report::Comparison;

/// How many outcomes have come, and how many of them are gains.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    /// Number that have come.
    pub(super) seen: usize,
    /// Number of them above zero.
    pub(super) gain: usize,
}

impl Count {
    /// Counts the first `seen` outcomes.
    pub(super) fn of(outcomes: &[f64], seen: usize) -> Self {
        let seen = seen.min(outcomes.len());
        let gain = outcomes.iter().take(seen).filter(|x| **x > 0.0).count();
        Self { seen, gain }
    }

    /// The share of gains.
    pub(super) fn share(self) -> Option<f64> {
        (self.seen > 0).then(|| self.gain as f64 / self.seen as f64)
    }
}

/// A step that shares no divisor with fifty, so it passes through all dots without a visible order.
const STEP: usize = 21;

/// Used if the run itself is not available: the report's equally likely futures, each once, in no order of size.
pub(super) fn of_dots(c: &Comparison) -> Vec<f64> {
    let count = c.dots.len();
    (0..count).filter_map(|i| c.dots.get((i + 1) * STEP % count).copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use funnel_engine::scenario::templates::load;
    use funnel_engine::simulate::Simulator;
    use funnel_testkit::reports;

    #[test]
    fn the_share_ends_at_the_reports_chance() {
        let mut simulator = Simulator::new(&load("sales-led-saas").unwrap()).unwrap();
        let mut tally = simulator.tally();
        let of = 1_000;
        // Not in order, as from workers.
        for block in simulator.blocks(of).rev() {
            simulator.step(block, of, &mut tally);
        }
        let report = tally.report(simulator.model());
        let c = &report.comparisons[0];
        let outcomes = tally.profit_changes(c.arm);
        assert_eq!(outcomes.len(), 1_000);
        assert_eq!(Count::of(&outcomes, outcomes.len()).share(), Some(c.pays_back.value));
        // On the way, it deviates by as much as so few can: four standard errors.
        let p = c.pays_back.value;
        for seen in [50, 200, 500] {
            let off = (Count::of(&outcomes, seen).share().unwrap() - p).abs();
            assert!(off < 4.0 * (p * (1.0 - p) / seen as f64).sqrt(), "{seen}: {off}");
        }
        let mean = outcomes.iter().sum::<f64>() / 1_000.0;
        let told = c.difference[&funnel_engine::process::Metric::Profit].mean.value.unwrap();
        assert!((mean - told).abs() <= 1e-9 * told.abs(), "{mean} {told}");
        assert!(tally.profit_changes(9).is_empty());
    }

    #[test]
    fn outcomes_come_one_at_a_time() {
        let outcomes = [3.0, -1.0, 0.0, 5.0];
        let gains: Vec<usize> = (0..=5).map(|seen| Count::of(&outcomes, seen).gain).collect();
        assert_eq!(gains, [0, 1, 1, 1, 2, 2], "exactly nothing is no gain");
        assert_eq!(Count::of(&outcomes, 9), Count { seen: 4, gain: 2 });
        assert_eq!(Count::default().share(), None);
    }

    #[test]
    fn dots_come_once_each_and_not_in_order() {
        let report = reports::report();
        let c = &report.comparisons[0];
        let mut outcomes = of_dots(c);
        assert!(outcomes.windows(2).any(|pair| pair[0] > pair[1]));
        outcomes.sort_by(f64::total_cmp);
        let mut dots = c.dots.clone();
        dots.sort_by(f64::total_cmp);
        assert_eq!(outcomes, dots);
    }
}

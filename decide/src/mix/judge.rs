//! What the fresh futures say about the mix.

use crate::math::normal;
use crate::report::Estimate;

use super::super::plan_outcome::{PlanOutcome, chance, difference};
use super::super::study::estimate;
use super::{PartWay, Verdict};

/// Splits on the way from today's to the mix.
pub(super) const WAY: [f64; 3] = [0.25, 0.5, 0.75];

/// Reads off today's split, the mix, the splits on the way to it and, if there are any, its pulses.
pub(super) fn verdict(tried: &[PlanOutcome], first: Estimate, seed: u64) -> Option<Verdict> {
    let [today, mix, more @ ..] = tried else { return None };
    let profit = difference(&mix.profit, &today.profit);
    let (value, se) = (profit.value.unwrap_or(0.0), profit.se.unwrap_or(0.0));
    let part = |(share, tried): (&f64, &PlanOutcome)| PartWay {
        share: *share,
        less_today: difference(&tried.profit, &today.profit),
        lost: difference(&mix.profit, &tried.profit),
    };
    Some(Verdict {
        seed,
        today: estimate(&today.profit),
        profit,
        revenue: difference(&mix.revenue, &today.revenue),
        first,
        better: chance(mix.profit.iter().zip(&today.profit).map(|(a, b)| a > b)),
        behind: chance(mix.profit.iter().zip(&today.profit).map(|(a, b)| a < b)),
        sure: if se > 0.0 { normal::cdf(value / se) } else { f64::from(u8::from(value > 0.0)) },
        part_way: WAY.iter().zip(more).map(part).collect(),
        pulse: more.get(WAY.len()).map(|pulsed| difference(&pulsed.profit, &mix.profit)),
    })
}

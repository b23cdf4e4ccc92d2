//! Weekly series: exact means over all replicates, bands from the kept paths.

use super::tally::Tally;
use crate::process::Model;
use crate::report::{Band, Weekly};
use crate::stats::key::{key, value};

/// A kept path of one replicate.
#[derive(Clone, Copy)]
pub(super) enum Path {
    /// Revenue a week.
    Revenue,
    /// Cumulative profit.
    Profit,
    /// A gauge, by its place in the model's list.
    WeeklyMetric(usize),
}

impl Path {
    fn row(self) -> usize {
        match self {
            Self::Revenue => 0,
            Self::Profit => 1,
            Self::WeeklyMetric(i) => 2 + i,
        }
    }
}

impl Tally {
    /// Replicates whose paths are kept.
    pub(super) fn path_replicates(&self) -> u32 {
        self.samples.values().filter(|b| !b.paths.is_empty()).map(|b| b.lanes as u32).sum()
    }

    /// The kept figures of one week, in the order of replicates.
    pub(super) fn path_week(&self, arm: usize, path: Path, week: usize) -> Vec<f64> {
        let mut values = Vec::new();
        self.fill(&mut values, arm, path, week);
        values
    }

    /// The same into an existing list, in place of what it held.
    fn fill(&self, values: &mut Vec<f64>, arm: usize, path: Path, week: usize) {
        let row = self.shape.path(arm, path.row()).start + week;
        values.clear();
        for block in self.samples.values() {
            let of = block.paths.get(row * block.lanes..(row + 1) * block.lanes).unwrap_or(&[]);
            values.extend(of.iter().map(|x| f64::from(*x)));
        }
    }

    fn means(&self, sums: &[i128], arm: usize) -> Vec<f64> {
        let n = f64::from(self.replicates().max(1));
        let weeks = self.shape.weeks;
        sums[arm * weeks..(arm + 1) * weeks].iter().map(|cents| mean_money(*cents, n)).collect()
    }
}

/// A gauge of an arm, week by week.
#[expect(clippy::cast_precision_loss, reason = "the sum is exact, its quotient is rounded once")]
pub(super) fn gauge(tally: &Tally, arm: usize, i: usize) -> Band {
    let (weeks, n) = (tally.shape.people_weeks, f64::from(tally.replicates().max(1)));
    let at = (arm * tally.shape.gauges + i) * weeks;
    let means = tally.sums.gauges[at..at + weeks].iter().map(|x| *x as f64 / (1000.0 * n)).collect();
    band(means, |week, values| tally.fill(values, arm, Path::WeeklyMetric(i), week))
}

/// In how many of the first weeks a gauge is at least so much, by kept replicate.
pub(super) fn weeks_at(tally: &Tally, arm: usize, i: usize, least: f64, weeks: usize) -> Vec<usize> {
    let mut count = vec![0; tally.path_replicates() as usize];
    let mut values = Vec::new();
    for week in 0..weeks.min(tally.shape.people_weeks) {
        tally.fill(&mut values, arm, Path::WeeklyMetric(i), week);
        for (count, x) in count.iter_mut().zip(&values) {
            *count += usize::from(*x >= least);
        }
    }
    count
}

/// Mean money a replicate from a sum in cents.
#[expect(clippy::cast_precision_loss, reason = "the sum is exact, its quotient is rounded once")]
pub(super) fn mean_money(cents: i128, replicates: f64) -> f64 {
    cents as f64 / (100.0 * replicates)
}

/// All weekly series of an arm.
pub(super) fn arm(tally: &Tally, model: &Model, arm: usize) -> Weekly {
    let s = model.scenario();
    let weeks = tally.shape.weeks;
    let n = f64::from(tally.replicates().max(1));
    #[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^53")]
    let people = |sums: &[u64]| -> Vec<f64> { sums.iter().map(|x| *x as f64 / n).collect() };
    let entered = arm * tally.shape.stages * weeks;
    let bookings = tally.means(&tally.sums.bookings, arm);
    // Nobody buys after the last week of people.
    let won = bookings.get(..tally.shape.people_weeks).unwrap_or(&bookings);
    let revenue_mean = tally.means(&tally.sums.revenue, arm);
    let spend = |t: usize| (0..s.channels.len()).filter_map(|c| model.spend(arm, c).get(t)).sum();
    Weekly {
        spend: (0..weeks).map(spend).collect(),
        inquiries: people(&tally.sums.entered[entered..entered + weeks]),
        customers: people(&tally.sums.customers[arm * weeks..(arm + 1) * weeks]),
        recognised: spread(won, 0, s.money.recognised_over_weeks),
        cash: spread(won, s.money.paid_after_weeks, s.money.paid_over_weeks),
        bookings,
        cumulative_revenue: band(running_sum(&revenue_mean), cumulative_revenue(tally, arm)),
        revenue: band(revenue_mean, |week, values| tally.fill(values, arm, Path::Revenue, week)),
        cumulative_profit: band(tally.means(&tally.sums.profit, arm), cumulative_profit(tally, arm)),
    }
}

/// Band of a plan's cumulative revenue less today's, replicate by replicate.
pub(super) fn revenue_difference(tally: &Tally, arm: usize) -> Band {
    let mean = |arm| running_sum(&tally.means(&tally.sums.revenue, arm));
    difference([mean(arm), mean(0)], cumulative_revenue(tally, arm), cumulative_revenue(tally, 0))
}

/// The same of cumulative profit.
pub(super) fn profit_difference(tally: &Tally, arm: usize) -> Band {
    let mean = |arm| tally.means(&tally.sums.profit, arm);
    difference([mean(arm), mean(0)], cumulative_profit(tally, arm), cumulative_profit(tally, 0))
}

/// Fills in a figure of one week by kept replicate; called for each week once, in their order.
trait Weeks: FnMut(usize, &mut Vec<f64>) {}

impl<F: FnMut(usize, &mut Vec<f64>)> Weeks for F {}

fn cumulative_profit(tally: &Tally, arm: usize) -> impl Weeks {
    move |week, values: &mut Vec<f64>| tally.fill(values, arm, Path::Profit, week)
}

fn cumulative_revenue(tally: &Tally, arm: usize) -> impl Weeks {
    let mut sums: Vec<f64> = Vec::new();
    move |week, values: &mut Vec<f64>| {
        tally.fill(values, arm, Path::Revenue, week);
        sums.resize(values.len(), 0.0);
        for (x, sum) in values.iter_mut().zip(&mut sums) {
            *sum += *x;
            *x = *sum;
        }
    }
}

/// A figure less another one, both with their means.
fn difference([mean, other]: [Vec<f64>; 2], mut a: impl Weeks, mut b: impl Weeks) -> Band {
    let mean = mean.iter().zip(other).map(|(a, b)| a - b).collect();
    let mut less = Vec::new();
    band(mean, |week, values| {
        a(week, values);
        b(week, &mut less);
        values.iter_mut().zip(&less).for_each(|(a, b)| *a -= b);
    })
}

/// The band around a mean of each week.
fn band(mean: Vec<f64>, mut weeks: impl Weeks) -> Band {
    let mut band = Band { mean, ..Band::default() };
    let (mut values, mut keys) = (Vec::new(), Vec::new());
    for week in 0..band.mean.len() {
        weeks(week, &mut values);
        keys.clear();
        keys.extend(values.iter().map(|x| key(*x)));
        let [p10, p50, p90] = picked(&mut keys);
        band.p10.push(p10);
        band.p50.push(p50);
        band.p90.push(p90);
    }
    band
}

/// The quantiles at .1, .5 and .9, the same as those of [`crate::stats::quantile::Sorted`], by selection: a band needs
/// three of a thousand values, not all of them in order. The median comes first, so that the others lie on its two sides.
/// 0 without values.
fn picked(keys: &mut [i64]) -> [f64; 3] {
    let Some(last) = keys.len().checked_sub(1) else { return [0.0; 3] };
    let [at, middle, top] = [0.1, 0.5, 0.9].map(|p| p * last as f64);
    let place = middle as usize;
    let (below, _, above) = keys.select_nth_unstable(place);
    if (at as usize) < place {
        below.select_nth_unstable(at as usize);
    }
    if let Some(within) = (top as usize).checked_sub(place + 1) {
        above.select_nth_unstable(within);
    }
    // The next larger value is among those up to the next place that is known: all behind that are at least as large.
    let between = |at: f64, known: usize| {
        let place = at as usize;
        let low = keys.get(place).map_or(0.0, |key| value(*key));
        let next = keys.get(place + 1..=known.max(place + 1).min(last)).and_then(|next| next.iter().min());
        low + (next.map_or(low, |key| value(*key)) - low) * at.fract()
    };
    [between(at, place), between(middle, top as usize), between(top, last)]
}

fn running_sum(xs: &[f64]) -> Vec<f64> {
    let mut sum = 0.0;
    xs.iter()
        .map(|x| {
            sum += x;
            sum
        })
        .collect()
}

/// Each week's amount spread evenly over some weeks, starting some weeks later, to the last of them.
fn spread(weekly: &[f64], after: u32, over: u32) -> Vec<f64> {
    let over = over.max(1) as usize;
    let mut out = vec![0.0; weekly.len() + after as usize + over - 1];
    for (t, x) in weekly.iter().enumerate() {
        for slot in out.iter_mut().skip(t + after as usize).take(over) {
            *slot += x / over as f64;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::picked;
    use crate::stats::key::key;
    use crate::stats::quantile::Sorted;

    #[test]
    fn picking_agrees_with_sorting() {
        for n in 1..40_u32 {
            let mut values: Vec<f64> = (0..n).map(|i| f64::from((i * 37 + 11) % 41)).collect();
            values.iter_mut().skip(3).step_by(5).for_each(|x| *x = -*x);
            let mut keys: Vec<i64> = values.iter().map(|x| key(*x)).collect();
            let sorted = Sorted::new(values);
            assert_eq!(picked(&mut keys), [0.1, 0.5, 0.9].map(|p| sorted.quantile(p)), "{n}");
        }
        assert_eq!(picked(&mut []), [0.0; 3]);
    }
}

//! Weekly series: exact means over all replicates, bands from the kept paths.

use super::tally::{Samples, Tally};
use crate::process::Model;
use crate::report::{Band, Weekly};

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

    /// Every kept path of one kind and arm, `[week][replicate]`.
    fn paths(&self, arm: usize, path: Path) -> Vec<Vec<f64>> {
        let rows = self.shape.path(arm, path.row());
        let mut all = vec![Vec::new(); rows.len()];
        for block in self.samples.values().filter(|b| !b.paths.is_empty()) {
            for (week, values) in all.iter_mut().enumerate() {
                let at = (rows.start + week) * block.lanes;
                values.extend(block.paths[at..at + block.lanes].iter().map(|x| f64::from(*x)));
            }
        }
        all
    }

    /// The kept figures of one week, in the order of replicates.
    pub(super) fn path_week(&self, arm: usize, path: Path, week: usize) -> Vec<f64> {
        let row = self.shape.path(arm, path.row()).start + week;
        let of = |b: &Samples| b.paths.get(row * b.lanes..(row + 1) * b.lanes).unwrap_or(&[]).to_vec();
        self.samples.values().flat_map(of).map(f64::from).collect()
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
    band(tally.paths(arm, Path::WeeklyMetric(i)), means)
}

/// In how many of the first weeks a gauge is at least so much, by kept replicate.
pub(super) fn weeks_at(tally: &Tally, arm: usize, i: usize, least: f64, weeks: usize) -> Vec<usize> {
    let mut count = vec![0; tally.path_replicates() as usize];
    for week in tally.paths(arm, Path::WeeklyMetric(i)).iter().take(weeks) {
        for (count, x) in count.iter_mut().zip(week) {
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
        cumulative_revenue: band(cumulated(tally.paths(arm, Path::Revenue)), running_sum(&revenue_mean)),
        revenue: band(tally.paths(arm, Path::Revenue), revenue_mean),
        cumulative_profit: band(tally.paths(arm, Path::Profit), tally.means(&tally.sums.profit, arm)),
    }
}

/// Band of a plan's cumulative revenue less today's, replicate by replicate.
pub(super) fn revenue_difference(tally: &Tally, arm: usize) -> Band {
    let of = |arm| (cumulated(tally.paths(arm, Path::Revenue)), running_sum(&tally.means(&tally.sums.revenue, arm)));
    less(of(arm), &of(0))
}

/// The same of cumulative profit.
pub(super) fn profit_difference(tally: &Tally, arm: usize) -> Band {
    let of = |arm| (tally.paths(arm, Path::Profit), tally.means(&tally.sums.profit, arm));
    less(of(arm), &of(0))
}

/// Paths and means less others.
fn less((paths, mean): (Vec<Vec<f64>>, Vec<f64>), today: &(Vec<Vec<f64>>, Vec<f64>)) -> Band {
    let minus = |a: &[f64], b: &[f64]| -> Vec<f64> { a.iter().zip(b).map(|(a, b)| a - b).collect() };
    band(paths.iter().zip(&today.0).map(|(a, b)| minus(a, b)).collect(), minus(&mean, &today.1))
}

fn band(paths: Vec<Vec<f64>>, mean: Vec<f64>) -> Band {
    let mut band = Band { mean, ..Band::default() };
    let mut keys = Vec::new();
    for week in paths {
        keys.clear();
        keys.extend(week.iter().map(|x| key(*x)));
        let [p10, p50, p90] = picked(&mut keys);
        band.p10.push(p10);
        band.p50.push(p50);
        band.p90.push(p90);
    }
    band
}

/// A whole number for each float, in the order of [`f64::total_cmp`]: whole numbers are compared several times as fast.
fn key(x: f64) -> i64 {
    let bits = x.to_bits().cast_signed();
    bits ^ ((bits >> 63).cast_unsigned() >> 1).cast_signed()
}

/// The float of a key: the inverse, because the mapping undoes itself.
fn value(key: i64) -> f64 {
    f64::from_bits((key ^ ((key >> 63).cast_unsigned() >> 1).cast_signed()).cast_unsigned())
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
    [at, middle, top].map(|at| {
        let place = at as usize;
        let low = keys.get(place).map_or(0.0, |key| value(*key));
        // All values after this place are at least as large.
        let next = keys.get(place + 1..).and_then(|behind| behind.iter().min()).map_or(low, |key| value(*key));
        low + (next - low) * at.fract()
    })
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

/// Running sums of every replicate's path.
fn cumulated(mut paths: Vec<Vec<f64>>) -> Vec<Vec<f64>> {
    for week in 1..paths.len() {
        let (before, after) = paths.split_at_mut(week);
        for (x, sum) in after[0].iter_mut().zip(&before[week - 1]) {
            *x += sum;
        }
    }
    paths
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
    use super::{key, picked, value};
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

    #[test]
    fn keys_are_ordered_as_floats_are() {
        let all = [f64::NEG_INFINITY, -1e300, -2.5, -1e-310, -0.0, 0.0, 1e-310, 2.5, 1e300, f64::INFINITY, f64::NAN];
        for (a, b) in all.iter().flat_map(|a| all.iter().map(move |b| (*a, *b))) {
            assert_eq!(key(a).cmp(&key(b)), a.total_cmp(&b), "{a} {b}");
            assert_eq!(value(key(a)).to_bits(), a.to_bits());
        }
    }
}

//! Deals, each drawn independently.

use super::cells::{Cell, Deal};
use crate::inputs::theta::{InputId, Theta};
use crate::ledger::money::{cents, money};
use crate::ledger::outcome::Outcome;
use crate::math::exp::exp;
use crate::math::normal;
use crate::people::batch::{BATCH, Batch};
use crate::people::index::{ArmIx, CellIx, WeekIx};
use crate::people::layers::plan;
use crate::sample::{Key, gamma};
use crate::scenario::limits;

/// What deals cost, what margin they leave, and until when they count.
pub(crate) struct DealTerms {
    pub(crate) horizon: usize,
    pub(crate) margin: InputId,
    pub(crate) cost_per_deal: InputId,
}

/// The deals that one cell wins in one week.
pub(crate) struct Wins<'a> {
    pub(crate) cell: CellIx,
    pub(crate) week: WeekIx,
    /// Those who buy.
    pub(crate) people: &'a [Batch<u32>],
    /// This batch's parameter of the deal size.
    pub(crate) sizes: &'a Batch<f64>,
    /// This batch's inputs, and its replicates' keys.
    pub(crate) theta: &'a Theta,
    pub(crate) keys: &'a Batch<Key>,
}

impl DealTerms {
    /// Books this week's won deals in every arm, and records their value, in cents by arm.
    ///
    /// Today's deals are drawn one after another. A plan that keeps `m` of them gets the first `m`, which are as random
    /// as any others. Extra deals have a stream of their own. `drawn` counts the deals of each stream so far.
    #[inline(never)]
    pub(crate) fn win(
        &self,
        cell: &Cell,
        wins: &Wins<'_>,
        drawn: &mut [Batch<u32>],
        values: &mut [Batch<i64>],
        out: &mut Outcome,
    ) {
        let (won, keys, plans) = (wins.people, wins.keys, values.len() - 1);
        values.fill([0; BATCH]);
        for lane in 0..BATCH {
            if won.iter().all(|layer| layer[lane] == 0) {
                continue;
            }
            let size = Size::new(&cell.deal, wins.sizes[lane]);
            let n = won[0][lane];
            let stream = cell.deals[0].join(keys[lane]);
            let mut value = 0_i64;
            // The value of each plan's kept deals, which are the first of today's.
            let mut kept = [0; limits::PLANS];
            for i in 0..n {
                value = size.draw(stream, drawn[0][lane] + i).saturating_add(value);
                for (k, sum) in kept.iter_mut().enumerate().take(plans) {
                    if won[plan(k).0][lane] == i + 1 {
                        *sum = value;
                    }
                }
            }
            drawn[0][lane] += n;
            values[0][lane] = value;
            self.book(wins, (ArmIx(0), lane), n, value, out);
            let stream = cell.deals[1].join(keys[lane]);
            for (k, value) in kept.iter().enumerate().take(plans) {
                let (kept_layer, extra_layer) = plan(k);
                let extra = won[extra_layer][lane];
                let draw = |i: u32| size.draw(stream, drawn[k + 1][lane] + i);
                let more = (0..extra).fold(0_i64, |sum, i| sum.saturating_add(draw(i)));
                drawn[k + 1][lane] += extra;
                let value = value.saturating_add(more);
                values[k + 1][lane] = value;
                self.book(wins, (ArmIx(k + 1), lane), won[kept_layer][lane] + extra, value, out);
            }
        }
    }

    fn book(&self, wins: &Wins<'_>, (arm, lane): (ArmIx, usize), deals: u32, value: i64, out: &mut Outcome) {
        if deals == 0 {
            return;
        }
        let (week, theta) = (wins.week, wins.theta);
        out.customers[arm][week][lane] += deals;
        let booked = &mut out.bookings[arm][week][lane];
        *booked = booked.saturating_add(value);
        if week.0 < self.horizon && lane < out.lanes {
            let sales = &mut out.sales[arm][wins.cell];
            sales.customers += u64::from(deals);
            sales.bookings += i128::from(value);
            sales.gross += i128::from(cents(theta.values[self.margin][lane] * money(value)));
            sales.deal_cost += i128::from(cents(theta.values[self.cost_per_deal][lane] * f64::from(deals)));
        }
    }
}

/// This batch's parameter of the deal size, by lane: its value, the logarithm of its median, or its mean.
pub(crate) fn sizes(deal: &Deal, theta: &Theta, into: &mut Batch<f64>) {
    match deal {
        Deal::Fixed(id) | Deal::Gamma { mean: id, .. } => *into = theta.values[*id],
        Deal::Lognormal { median, .. } => *into = theta.values[*median].map(libm::log),
        Deal::Empirical(_) => {}
    }
}

/// A deal size with one replicate's parameter.
enum Size<'a> {
    Fixed(i64),
    Lognormal { mu: f64, sigma: f64 },
    Gamma { mean: f64, shape: f64 },
    Empirical(&'a [f64]),
}

impl<'a> Size<'a> {
    fn new(deal: &'a Deal, parameter: f64) -> Self {
        match deal {
            Deal::Fixed(_) => Self::Fixed(cents(parameter)),
            Deal::Lognormal { sigma, .. } => Self::Lognormal { mu: parameter, sigma: *sigma },
            Deal::Gamma { shape, .. } => Self::Gamma { mean: parameter, shape: *shape },
            Deal::Empirical(values) => Self::Empirical(values),
        }
    }

    /// The i-th deal of a stream, in cents.
    #[inline]
    fn draw(&self, stream: Key, i: u32) -> i64 {
        let i = u64::from(i);
        match self {
            Self::Fixed(value) => *value,
            Self::Lognormal { mu, sigma } => cents(exp(mu + sigma * normal::quantile(stream.uniform(i)))),
            Self::Gamma { mean, shape } => cents(mean * gamma::unit_mean(*shape, &mut stream.with(i).rng())),
            Self::Empirical(values) => {
                #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
                let at = (stream.uniform(i) * values.len() as f64) as usize;
                cents(values.get(at).or(values.last()).copied().unwrap_or(0.0))
            }
        }
    }
}

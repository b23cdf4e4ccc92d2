//! Deals, each drawn on its own.

use super::cells::{Cell, Deal};
use super::customers::Customers;
use super::layers::plan;
use super::model::Model;
use super::money::{cents, money};
use super::outcome::Outcome;
use super::theta::Theta;
use super::{LANES, Lane};
use crate::math::exp::exp;
use crate::math::normal;
use crate::sample::{Key, gamma};
use crate::scenario::limits;

/// Books this week's won deals in every arm.
///
/// Today's deals are drawn one after the other; a plan that keeps `m` of them has the first `m`, which are as random as
/// any. Extra deals have a stream of their own.
#[expect(clippy::too_many_arguments, reason = "one call; a struct would only rename the arguments")]
pub(super) fn win(
    model: &Model,
    cell: &Cell,
    index: usize,
    lanes: &Lane<Key>,
    t: usize,
    won: &[Lane<u32>],
    sizes: &Lane<f64>,
    drawn: &mut [Lane<u32>],
    customers: &mut Customers,
    theta: &Theta,
    out: &mut Outcome,
) {
    let plans = model.arms() - 1;
    for lane in 0..LANES {
        if won.iter().all(|layer| layer[lane] == 0) {
            continue;
        }
        let size = Size::new(&cell.deal, sizes[lane]);
        let n = won[0][lane];
        let stream = cell.deals[0].join(lanes[lane]);
        let mut value = 0_i64;
        // What the first kept deals of each plan are worth.
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
        book(model, out, 0, index, t, lane, n, value, theta);
        customers.pays(model, (index, 0, t, lane), value);
        let stream = cell.deals[1].join(lanes[lane]);
        for (k, value) in kept.iter().enumerate().take(plans) {
            let (kept_layer, extra_layer) = plan(k);
            let extra = won[extra_layer][lane];
            let draw = |i: u32| size.draw(stream, drawn[k + 1][lane] + i);
            let more = (0..extra).fold(0_i64, |sum, i| sum.saturating_add(draw(i)));
            drawn[k + 1][lane] += extra;
            let value = value.saturating_add(more);
            book(model, out, k + 1, index, t, lane, won[kept_layer][lane] + extra, value, theta);
            customers.pays(model, (index, k + 1, t, lane), value);
        }
    }
}

/// This block's parameter of the deal size, by lane: its value, the logarithm of its median, or its mean.
pub(super) fn sizes(deal: &Deal, theta: &Theta, into: &mut Lane<f64>) {
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

#[expect(clippy::too_many_arguments, reason = "plain bookkeeping")]
fn book(
    model: &Model,
    out: &mut Outcome,
    arm: usize,
    cell: usize,
    t: usize,
    lane: usize,
    deals: u32,
    value: i64,
    theta: &Theta,
) {
    if deals == 0 {
        return;
    }
    out.customers[arm][t][lane] += deals;
    out.bookings[arm][t][lane] = out.bookings[arm][t][lane].saturating_add(value);
    if t < model.horizon && lane < out.lanes {
        let sales = &mut out.sales[arm][cell];
        sales.customers += u64::from(deals);
        sales.bookings += i128::from(value);
        sales.gross += i128::from(cents(theta.values[model.margin][lane] * money(value)));
        sales.deal_cost += i128::from(cents(theta.values[model.cost_per_deal][lane] * f64::from(deals)));
    }
}

//! Deals, each drawn independently.

use super::cells::{Cell, Deal};
use crate::inputs::theta::{InputId, Theta};
use crate::ledger::money::{cents, money};
use crate::ledger::outcome::Outcome;
use crate::math::exp::{exp, exps};
use crate::math::normal;
use crate::people::batch::{BATCH, Batch};
use crate::people::index::{ArmIx, CellIx, WeekIx};
use crate::people::layers::{Lanes, plan};
use crate::sample::{Key, gamma};

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
        // What each plan keeps is the first of today's deals; `seen` counts them.
        let mut seen = [0_u32; BATCH];
        let of_today = |lane: usize| cell.deals[0].join(keys[lane]);
        each(&cell.deal, wins.sizes, &won[0], of_today, &drawn[0], |lane, value| {
            values[0][lane] = values[0][lane].saturating_add(value);
            for (k, kept) in values.iter_mut().skip(1).enumerate() {
                let is_kept = seen[lane] < won[plan(k).0][lane];
                kept[lane] = kept[lane].saturating_add(if is_kept { value } else { 0 });
            }
            seen[lane] += 1;
        });
        let of_plans = |lane: usize| cell.deals[1].join(keys[lane]);
        for k in 0..plans {
            let (kept, extra) = plan(k);
            let value = &mut values[k + 1];
            each(&cell.deal, wins.sizes, &won[extra], of_plans, &drawn[k + 1], |lane, more| {
                value[lane] = value[lane].saturating_add(more);
            });
            count_on(&mut drawn[k + 1], &won[extra]);
            let deals = std::array::from_fn(|lane| won[kept][lane] + won[extra][lane]);
            self.book(wins, ArmIx(k + 1), &deals, value, out);
        }
        count_on(&mut drawn[0], &won[0]);
        self.book(wins, ArmIx(0), &won[0], &values[0], out);
    }

    fn book(&self, wins: &Wins<'_>, arm: ArmIx, deals: &Batch<u32>, values: &Batch<i64>, out: &mut Outcome) {
        let (week, theta) = (wins.week, wins.theta);
        for lane in Lanes::of(deals) {
            let (deals, value) = (deals[lane], values[lane]);
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
}

/// Counts the deals of a stream on.
fn count_on(drawn: &mut Batch<u32>, won: &Batch<u32>) {
    drawn.iter_mut().zip(won).for_each(|(drawn, won)| *drawn += won);
}

/// Deals whose sizes are worked out at once, in loops that the compiler turns into vectors.
const GROUP: usize = 8;

/// Fewer are not worth a group of their own.
const WORTH: usize = 4;

/// Draws so many deals of each lane, after those that were drawn before, and says of each the lane and the size in cents:
/// lane by lane, in the order of the lane's stream.
fn each(
    deal: &Deal,
    sizes: &Batch<f64>,
    won: &Batch<u32>,
    stream: impl Fn(usize) -> Key,
    before: &Batch<u32>,
    mut say: impl FnMut(usize, i64),
) {
    let &Deal::Lognormal { sigma, .. } = deal else {
        for lane in Lanes::of(won) {
            let stream = stream(lane);
            (0..won[lane]).for_each(|i| say(lane, draw(deal, sizes[lane], stream, before[lane] + i)));
        }
        return;
    };
    let (mut lanes, mut logarithms, mut uniforms) = ([0; GROUP], [0.0; GROUP], [0.5; GROUP]);
    let mut count = 0;
    for lane in Lanes::of(won) {
        let stream = stream(lane);
        for i in 0..won[lane] {
            (lanes[count], logarithms[count]) = (lane, sizes[lane]);
            uniforms[count] = stream.uniform(u64::from(before[lane] + i));
            count = (count + 1) % GROUP;
            if count == 0 {
                let values = lognormals(&logarithms, sigma, &uniforms);
                lanes.iter().zip(values).for_each(|(lane, value)| say(*lane, value));
            }
        }
    }
    let rest = lanes.iter().zip(logarithms).zip(uniforms).take(count);
    if count < WORTH {
        rest.for_each(|((lane, mu), uniform)| say(*lane, lognormal(mu, sigma, uniform)));
    } else {
        let values = lognormals(&logarithms, sigma, &uniforms);
        rest.zip(values).for_each(|(((lane, _), _), value)| say(*lane, value));
    }
}

/// [`lognormal`] of several, to the bit.
#[inline(never)]
fn lognormals(mu: &[f64; GROUP], sigma: f64, uniforms: &[f64; GROUP]) -> [i64; GROUP] {
    let z = normal::quantiles(uniforms);
    exps(&std::array::from_fn(|i| mu[i] + sigma * z[i])).map(cents)
}

fn lognormal(mu: f64, sigma: f64, uniform: f64) -> i64 {
    cents(exp(mu + sigma * normal::quantile(uniform)))
}

/// This batch's parameter of the deal size, by lane: its value, the logarithm of its median, or its mean.
pub(crate) fn sizes(deal: &Deal, theta: &Theta, into: &mut Batch<f64>) {
    match deal {
        Deal::Fixed(id) | Deal::Gamma { mean: id, .. } => *into = theta.values[*id],
        Deal::Lognormal { median, .. } => *into = theta.values[*median].map(libm::log),
        Deal::Empirical(_) => {}
    }
}

/// The i-th deal of a stream, in cents, with one replicate's parameter.
fn draw(deal: &Deal, parameter: f64, stream: Key, i: u32) -> i64 {
    let i = u64::from(i);
    match deal {
        Deal::Fixed(_) => cents(parameter),
        Deal::Lognormal { sigma, .. } => lognormal(parameter, *sigma, stream.uniform(i)),
        Deal::Gamma { shape, .. } => cents(parameter * gamma::unit_mean(*shape, &mut stream.with(i).rng())),
        Deal::Empirical(values) => {
            #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let at = (stream.uniform(i) * values.len() as f64) as usize;
            cents(values.get(at).or(values.last()).copied().unwrap_or(0.0))
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// The plain version: lane by lane, one deal after the other.
        #[test]
        fn deals_drawn_together_are_those_drawn_one_by_one(
            won in prop::array::uniform32(prop_oneof![3 => 0_u32..4, 1 => 0_u32..60]),
            before in prop::array::uniform32(0_u32..1_000_000),
            mu in prop::array::uniform32(-5.0..36.0),
            sigma in 0.0..3.0,
            seed in any::<u64>(),
        ) {
            let of = |lane: usize| Key::new(seed).with(lane as u64);
            let deals = [
                Deal::Lognormal { median: 0, sigma },
                Deal::Fixed(0),
                Deal::Gamma { mean: 0, shape: 2.0 },
                Deal::Empirical(vec![3.0, 1e6, 0.25]),
            ];
            for deal in deals {
                let mut seen = Vec::new();
                each(&deal, &mu, &won, of, &before, |lane, value| seen.push((lane, value)));
                let plain = (0..BATCH).flat_map(|lane| (0..won[lane]).map(move |i| (lane, i)));
                let plain: Vec<_> = plain.map(|(lane, i)| (lane, draw(&deal, mu[lane], of(lane), before[lane] + i))).collect();
                prop_assert_eq!(seen, plain);
            }
        }
    }
}

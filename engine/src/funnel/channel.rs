//! From spend to inquiries, channel by channel.
//!
//! Carry-over is geometric adstock, `A_t = α A_{t−1} + (1 − α) x_t` (weights α^l normalised to sum to 1). With
//! `m = A_t / A0`, slope `s`, elasticity `e` and `h = 1 − e/s`, the Hill curve's multiple of today's inquiries is
//! `H(A_t)/H(A0) = m^s / (h m^s + 1 − h)`: its elasticity at `m = 1` is `e` (Jin et al. 2017, after Hill).

use super::carry_over::Fades;
use crate::inputs::delay::{cleared, whole};
use crate::inputs::lookup::Lookup;
use crate::inputs::theta::{InputId, Inputs, Theta};
use crate::people::batch::{BATCH, Batch};
use crate::people::streams::{Purpose, key};
use crate::sample::{Key, gamma};
use crate::scenario::Scenario;

/// Most inquiries that one channel can bring in a week, in any draw. The mean is capped here, far above what a valid
/// scenario expects, so that no draw exhausts the page.
pub(crate) const MOST_INQUIRIES: f64 = 5e6;

/// A mean this small counts as none, however busy the week: a Poisson count of mean below 2⁻⁵⁴ is 0 for every possible
/// uniform, and no factor that is drawn comes near 2²⁶. Carry-over never quite ends, so most weeks after the horizon
/// are like this.
const NOBODY: f64 = 1.0 / (1_u128 << 80) as f64;

/// A channel, prepared for a run.
pub(crate) struct ChannelModel {
    cost: InputId,
    elasticity: InputId,
    carry_over: InputId,
    organic: InputId,
    dispersion: Option<InputId>,
    slope: f64,
    reference: f64,
    past: f64,
    /// Weeks from spend to inquiry.
    lead: usize,
    /// `spend[arm][week]` within the horizon, money.
    pub(crate) spend: Vec<Vec<f64>>,
    /// Factor on organic inquiries by week.
    season: Vec<f64>,
    sigma: f64,
    busy: Key,
}

/// A channel's state in one block.
pub(crate) struct Demand {
    /// Adstock, by arm.
    stock: Vec<Batch<f64>>,
    /// The response multiple at `stock`, kept while the stock stands still.
    response: Vec<Batch<f64>>,
    /// The market's factor on organic demand.
    swing: Batch<f64>,
    /// Expected inquiries this week, by arm.
    pub(crate) mean: Vec<Batch<f64>>,
}

impl Demand {
    pub(crate) fn new(arms: usize) -> Self {
        let lanes = vec![[0.0; BATCH]; arms];
        Self { stock: lanes.clone(), response: lanes.clone(), swing: [1.0; BATCH], mean: lanes }
    }
}

impl ChannelModel {
    /// A channel, given the money spent on it, `[arm][week]`.
    pub(crate) fn new(s: &Scenario, i: usize, spend: Vec<Vec<f64>>, lookup: &Lookup<'_>) -> Self {
        let c = &s.channels[i];
        let id = |field: &str| lookup.input(&format!("channels[{i}].{field}"));
        let horizon = s.frame.horizon_weeks as usize;
        Self {
            cost: id("cost_per_inquiry"),
            elasticity: id("elasticity"),
            carry_over: id("carry_over"),
            organic: id("organic_per_week"),
            dispersion: c.dispersion.as_ref().map(|_| id("dispersion")),
            slope: c.slope,
            reference: c.reference_spend(),
            past: c.past_spend(),
            lead: c.lead_weeks as usize,
            spend,
            season: (0..horizon).map(|t| s.market.season_in(t)).collect(),
            sigma: s.market.sigma,
            busy: key(s.seed, Purpose::Busy, &[&c.id]),
        }
    }

    /// Sets the state to what past spend leaves behind, in these markets.
    pub(crate) fn start(&self, theta: &Theta, demand: &mut Demand) {
        demand.swing = theta.market.map(|market| self.swing(market));
        for (stock, response) in demand.stock.iter_mut().zip(&mut demand.response) {
            stock.fill(self.past);
            // NaN, so that the first week computes it.
            response.fill(f64::NAN);
        }
    }

    /// Expected inquiries of a week, in every arm and lane; after the horizon, only what carries over. `organic_factor`
    /// holds, by arm, the factors on inquiries that no money brings; arms without an entry have 1.
    #[inline(never)]
    pub(crate) fn week(
        &self,
        t: usize,
        theta: &Theta,
        keys: &Batch<Key>,
        organic_factor: &[Batch<f64>],
        demand: &mut Demand,
    ) {
        let season = self.season.get(t).copied();
        for (arm, spend) in self.spend.iter().enumerate() {
            let spend = self.felt(spend, t);
            for lane in 0..BATCH {
                let value = |id: InputId| theta.values[id][lane];
                let carry = value(self.carry_over);
                let before = demand.stock[arm][lane];
                let stock = carry * before + (1.0 - carry) * spend;
                if stock != before || demand.response[arm][lane].is_nan() {
                    demand.stock[arm][lane] = stock;
                    demand.response[arm][lane] = self.response(stock, value(self.elasticity));
                }
                let paid = self.reference / value(self.cost) * demand.response[arm][lane];
                let organic = season.map_or(0.0, |x| value(self.organic) * x * demand.swing[lane]);
                let organic = organic * organic_factor.get(arm).map_or(1.0, |factor| factor[lane]);
                demand.mean[arm][lane] = held(paid + organic);
            }
        }
        if let Some(k) = self.dispersion {
            for (lane, stream) in keys.iter().enumerate() {
                if demand.mean.iter().all(|mean| mean[lane] < NOBODY) {
                    continue;
                }
                let mut rng = self.busy.join(*stream).with(t as u64).rng();
                let busy = gamma::unit_mean(theta.values[k][lane], &mut rng);
                for mean in &mut demand.mean {
                    mean[lane] = held(mean[lane] * busy);
                }
            }
        }
    }

    /// An arm's money that takes effect in a week: what was spent one lead time before.
    fn felt(&self, spend: &[f64], t: usize) -> f64 {
        match t.checked_sub(self.lead) {
            Some(spent) => spend.get(spent).copied().unwrap_or(0.0),
            None => self.past,
        }
    }

    /// Weeks after the horizon until all but a thousandth of what its last money brings has come: the lead time, and
    /// then the longest time for which the effect carries over.
    pub(crate) fn lasts(&self, inputs: &Inputs) -> usize {
        // One draw in a thousand carries over more; one in a thousand saturates more.
        let (carry, elasticity) = (inputs.at_z(self.carry_over, 3.09), inputs.at_z(self.elasticity, -3.09));
        let most = self.spend.iter().flatten().copied().fold(self.past, f64::max);
        if most <= 0.0 {
            return 0;
        }
        let fades = Fades { carry, elasticity, slope: self.slope };
        let most = most / self.reference.max(f64::MIN_POSITIVE);
        let all = fades.rest(most);
        if !(all > 0.0 && all.is_finite()) {
            return self.lead;
        }
        let weeks = cleared(|week| fades.rest(most * libm::pow(carry, whole(week))) / all);
        self.lead.saturating_add(weeks)
    }

    /// Inquiries that an arm's money has yet to bring, from a week after the horizon on.
    pub(crate) fn still_to_come(&self, from: usize, theta: &Theta, demand: &Demand, arm: usize, lane: usize) -> f64 {
        let value = |id: InputId| theta.values[id][lane];
        let (carry, elasticity) = (value(self.carry_over), value(self.elasticity));
        let (spend, mut stock, mut multiples) = (&self.spend[arm], demand.stock[arm][lane], 0.0);
        for t in from..spend.len() + self.lead {
            stock = carry * stock + (1.0 - carry) * self.felt(spend, t);
            multiples += self.response(stock, elasticity);
        }
        if stock > 0.0 && self.reference > 0.0 {
            multiples += Fades { carry, elasticity, slope: self.slope }.rest(stock / self.reference);
        }
        self.reference / value(self.cost) * multiples
    }

    /// The market's factor on organic demand. Its mean is 1, so the number typed is the mean however much the market
    /// swings.
    fn swing(&self, market: f64) -> f64 {
        if self.sigma == 0.0 { 1.0 } else { libm::exp(self.sigma * (market - self.sigma / 2.0)) }
    }

    /// H(A)/H(A0).
    fn response(&self, stock: f64, elasticity: f64) -> f64 {
        if stock <= 0.0 || self.reference <= 0.0 {
            return 0.0;
        }
        let m = stock / self.reference;
        let power = if self.slope == 1.0 { m } else { libm::pow(m, self.slope) };
        let h = 1.0 - elasticity / self.slope;
        power / (h * power + (1.0 - h))
    }
}

/// At most [`MOST_INQUIRIES`]. (In a browser, `f64::min` is a function call.)
fn held(mean: f64) -> f64 {
    if mean < MOST_INQUIRIES { mean } else { MOST_INQUIRIES }
}

/// Money spent on a channel in each plan, `[arm][week]`.
pub(crate) fn spend(s: &Scenario, i: usize) -> Vec<Vec<f64>> {
    let c = &s.channels[i];
    let today = vec![c.spend_per_week; s.frame.horizon_weeks as usize];
    let plans = s.plans.iter().map(|plan| plan.spend_on(&c.id, &today));
    std::iter::once(today.clone()).chain(plans).collect()
}

/// Whether a channel can bring anybody under today's plan.
pub(crate) fn brings_today(s: &Scenario, i: usize, lookup: &Lookup<'_>) -> bool {
    let c = &s.channels[i];
    let organic = || lookup.fixed(lookup.input(&format!("channels[{i}].organic_per_week")));
    c.spend_per_week > 0.0 || c.past_spend() > 0.0 || organic() != Some(0.0)
}

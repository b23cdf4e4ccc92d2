//! From spend to inquiries, channel by channel.
//!
//! Carry-over is geometric adstock, `A_t = α A_{t−1} + (1 − α) x_t` (weights α^l normalised to sum to 1). With
//! `m = A_t / A0`, slope `s`, elasticity `e` and `h = 1 − e/s`, the Hill curve's multiple of today's inquiries is
//! `H(A_t)/H(A0) = m^s / (h m^s + 1 − h)`: its elasticity at `m = 1` is `e` (Jin et al. 2017, after Hill).

use super::carry_over::Fades;
use super::delay::{cleared, whole};
use super::places::Places;
use super::staff::by_arm;
use super::streams::{Purpose, key};
use super::theta::{InputId, Inputs, Theta};
use super::word::Word;
use super::{LANES, Lane};
use crate::sample::{Key, gamma};
use crate::scenario::Scenario;

/// Most inquiries one channel can bring in a week, in any draw: the mean is held there, far above what a valid
/// scenario expects, so that no draw exhausts the page.
pub(super) const MOST_INQUIRIES: f64 = 5e6;

/// A channel made ready.
pub(super) struct ChannelModel {
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
    pub(super) spend: Vec<Vec<f64>>,
    /// Factor on organic inquiries by week.
    season: Vec<f64>,
    sigma: f64,
    busy: Key,
    /// Whether anybody can come of it under today's plan.
    pub(super) brings_today: bool,
}

/// A channel's state in one block.
pub(super) struct Demand {
    /// Adstock by arm.
    stock: Vec<Lane<f64>>,
    /// The response multiple at `stock`, kept while the stock stands still.
    response: Vec<Lane<f64>>,
    /// Expected inquiries this week, by arm.
    pub(super) mean: Vec<Lane<f64>>,
}

impl Demand {
    pub(super) fn new(arms: usize) -> Self {
        let lanes = vec![[0.0; LANES]; arms];
        Self { stock: lanes.clone(), response: lanes.clone(), mean: lanes }
    }
}

impl ChannelModel {
    pub(super) fn new(s: &Scenario, i: usize, places: &Places<'_>) -> Self {
        let c = &s.channels[i];
        let id = |field: &str| places.input(&format!("channels[{i}].{field}"));
        let horizon = s.frame.horizon_weeks as usize;
        let today = vec![c.spend_per_week; horizon];
        let plans = s.plans.iter().map(|plan| plan.spend_on(&c.id, &today));
        let mut spend: Vec<Vec<f64>> = std::iter::once(today.clone()).chain(plans).collect();
        if let Some(lever) = &s.levers.schedule {
            let on = by_arm(s, "schedule/on_weeks", lever.on_weeks);
            let off = by_arm(s, "schedule/off_weeks", lever.off_weeks);
            spend.iter_mut().zip(on.iter().zip(&off)).for_each(|(weeks, (on, off))| scheduled(weeks, *on, *off));
        }
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
            brings_today: c.spend_per_week > 0.0
                || c.past_spend() > 0.0
                || places.fixed(id("organic_per_week")) != Some(0.0),
        }
    }

    /// Sets the state to what past spend left behind.
    pub(super) fn start(&self, demand: &mut Demand) {
        for (stock, response) in demand.stock.iter_mut().zip(&mut demand.response) {
            stock.fill(self.past);
            // Not a number, so that the first week computes it.
            response.fill(f64::NAN);
        }
    }

    /// Expected inquiries of a week, in every arm and lane; after the horizon only what carries over.
    pub(super) fn week(&self, t: usize, theta: &Theta, lanes: &Lane<Key>, word: &Word, demand: &mut Demand) {
        let season = self.season.get(t).copied();
        for (arm, spend) in self.spend.iter().enumerate() {
            let spend = self.felt(spend, t);
            for lane in 0..LANES {
                let value = |id: InputId| theta.values[id][lane];
                let carry = value(self.carry_over);
                let before = demand.stock[arm][lane];
                let stock = carry * before + (1.0 - carry) * spend;
                if stock != before || demand.response[arm][lane].is_nan() {
                    demand.stock[arm][lane] = stock;
                    demand.response[arm][lane] = self.response(stock, value(self.elasticity));
                }
                let paid = self.reference / value(self.cost) * demand.response[arm][lane];
                let organic = season.map_or(0.0, |x| value(self.organic) * x * self.swing(theta.market[lane]));
                let organic = organic * word.factor.get(arm).map_or(1.0, |factor| factor[lane]);
                demand.mean[arm][lane] = (paid + organic).min(MOST_INQUIRIES);
            }
        }
        if let Some(k) = self.dispersion {
            for (lane, stream) in lanes.iter().enumerate() {
                let mut rng = self.busy.join(*stream).with(t as u64).rng();
                let busy = gamma::unit_mean(theta.values[k][lane], &mut rng);
                for mean in &mut demand.mean {
                    mean[lane] = (mean[lane] * busy).min(MOST_INQUIRIES);
                }
            }
        }
    }

    /// Money of an arm that is felt in a week: what was spent a lead time before.
    fn felt(&self, spend: &[f64], t: usize) -> f64 {
        match t.checked_sub(self.lead) {
            Some(spent) => spend.get(spent).copied().unwrap_or(0.0),
            None => self.past,
        }
    }

    /// Weeks after the horizon until all but a thousandth of what its last money brings has come: the lead time, and for as
    /// long as the effect carries over where it lasts longest.
    pub(super) fn lasts(&self, inputs: &Inputs) -> usize {
        // One in a thousand draws carries over more, one in a thousand saturates more.
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

    /// Inquiries that an arm's money has still to bring from a week after the horizon on.
    pub(super) fn still_to_come(&self, from: usize, theta: &Theta, demand: &Demand, arm: usize, lane: usize) -> f64 {
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

    /// The market's factor on organic demand, of mean 1: what is typed is the mean, however much the market swings.
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

/// The same money in bursts: so many whole weeks on, so many off. Weeks on keep their proportions; where none of them had
/// any, the money is spread over them evenly.
fn scheduled(weeks: &mut [f64], on: f64, off: f64) {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole weeks between 0 and 260")]
    let [on, off] = [on, off].map(|weeks| (weeks + 0.5) as usize);
    let on = on.max(1);
    if off == 0 {
        return;
    }
    let is_on = |t: usize| t % (on + off) < on;
    let (all, kept) = weeks
        .iter()
        .enumerate()
        .fold((0.0, 0.0), |(all, kept), (t, x)| (all + x, if is_on(t) { kept + x } else { kept }));
    let count = (0..weeks.len()).filter(|t| is_on(*t)).count();
    for (t, x) in weeks.iter_mut().enumerate() {
        *x = match (is_on(t), kept > 0.0) {
            (false, _) => 0.0,
            (true, true) => *x * (all / kept),
            (true, false) => all / count as f64,
        };
    }
}

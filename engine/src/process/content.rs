//! Content: a stock that is built up and ages, and what it does to those who find it.
//!
//! In multiples k = K/K0 of the reference stock, K' = (1 − d) K + spend is k' = k + d (x − k), x the spend over the
//! reference spend. Relevance is φ = k/(k + 1).

use super::layers::Lanes;
use super::model::Model;
use super::money::cents;
use super::places::Places;
use super::staff::by_arm;
use super::theta::{InputId, Theta};
use super::{LANES, Outcome};
use crate::scenario::{Scenario, Segment};

/// The content lever made ready.
pub(super) struct ContentModel {
    pub(super) stage: usize,
    decay: InputId,
    effect: InputId,
    /// Stock at the start.
    start: f64,
    /// Spend a week by arm: over the reference, and in cents.
    pub(super) spend: Vec<(f64, i64)>,
}

/// The stock in one block.
pub(super) struct Content {
    /// `[arm]`: k.
    stock: Lanes,
    /// `[arm]`: 2β (φ − φ at the start).
    pub(super) shift: Lanes,
}

impl ContentModel {
    /// The lever, where it is used.
    pub(super) fn new(s: &Scenario, places: &Places<'_>) -> Option<Self> {
        let lever = s.levers.content.as_ref()?;
        let reference = lever.reference_spend();
        let spend = by_arm(s, "content/spend_per_week", lever.spend_per_week);
        Some(Self {
            stage: places.stage(&lever.stage),
            decay: places.input("levers.content.decay_per_week"),
            effect: places.input("levers.content.effect"),
            start: lever.stock_at_start.unwrap_or(lever.spend_per_week / reference),
            spend: spend.into_iter().map(|x| (x / reference, cents(x))).collect(),
        })
    }
}

/// How much the content is about a segment.
pub(super) fn relevance(s: &Scenario, segment: &Segment) -> f64 {
    s.levers.content.as_ref().and_then(|x| x.relevance.get(&segment.id)).copied().unwrap_or(1.0)
}

/// φ of a stock.
fn fits(stock: f64) -> f64 {
    stock / (stock + 1.0)
}

impl Content {
    pub(super) fn new(model: &Model) -> Self {
        let arms = if model.content.is_some() { model.arms() } else { 0 };
        Self { stock: vec![[0.0; LANES]; arms], shift: vec![[0.0; LANES]; arms] }
    }

    /// Begins a block.
    pub(super) fn start(&mut self, model: &Model) {
        let start = model.content.as_ref().map_or(0.0, |x| x.start);
        self.stock.iter_mut().for_each(|lanes| lanes.fill(start));
        self.shift.iter_mut().for_each(|lanes| lanes.fill(0.0));
    }

    /// A week of the horizon: money is spent, the stock ages. After the horizon it stands still, as nothing is spent
    /// then that could keep it up.
    pub(super) fn week(&mut self, model: &Model, t: usize, theta: &Theta, out: &mut Outcome) {
        let Some(lever) = model.content.as_ref().filter(|_| t < model.horizon) else { return };
        for (arm, (spend, cost)) in lever.spend.iter().enumerate() {
            for lane in 0..LANES {
                let stock = &mut self.stock[arm][lane];
                *stock += theta.values[lever.decay][lane] * (spend - *stock);
                let more = fits(*stock) - fits(lever.start);
                self.shift[arm][lane] = 2.0 * theta.values[lever.effect][lane] * more;
                let row = &mut out.cost[arm][t][lane];
                *row = row.saturating_add(*cost);
            }
        }
    }
}

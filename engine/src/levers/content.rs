//! Content: a stock that is built up and ages, and its effect on those who find it.
//!
//! In multiples k = K/K0 of the reference stock, K' = (1 − d) K + spend becomes k' = k + d (x − k), where x is the
//! spend over the reference spend. Relevance is φ = k/(k + 1).

use super::lever::{Lever, Prepare, Start, Week};
use super::signals::Signals;
use crate::funnel::effects::Effects;
use crate::funnel::moving::LogitShift;
use crate::inputs::settings::by_arm;
use crate::inputs::theta::{InputId, Theta};
use crate::ledger::costs::Allotted;
use crate::ledger::money::{cents, money};
use crate::people::batch::{BATCH, ByArm};
use crate::people::index::{ArmIx, StageIx};
use crate::scenario::{Scenario, Segment, Stage};

/// The content lever, prepared for a run.
pub(crate) struct Content {
    stage: StageIx,
    decay: InputId,
    effect: InputId,
    /// Stock at the start.
    start: f64,
    /// Spend a week by arm: over the reference, and in cents.
    spend: Vec<(f64, i64)>,
}

/// `[arm]`: k.
pub(crate) struct Stock(ByArm);

impl Lever for Content {
    type State = Stock;

    fn relevance(s: &Scenario, stage: &Stage, segment: &Segment) -> f64 {
        let captures = s.levers.content.as_ref().is_some_and(|x| x.stage == stage.id);
        if captures { relevance(s, segment) } else { 1.0 }
    }

    fn prepare(at: &Prepare<'_>, _: &mut Effects<'_>) -> Option<Self> {
        let lever = at.scenario.levers.content.as_ref()?;
        let reference = lever.reference_spend();
        let spend = by_arm(at.scenario, "content/spend_per_week", lever.spend_per_week);
        Some(Self {
            stage: at.lookup.stage(&lever.stage),
            decay: at.input("content.decay_per_week"),
            effect: at.input("content.effect"),
            start: lever.stock_at_start.unwrap_or(lever.spend_per_week / reference),
            spend: spend.into_iter().map(|x| (x / reference, cents(x))).collect(),
        })
    }

    fn moves(&self, stage: StageIx) -> bool {
        self.stage == stage
    }

    fn costs(&self, arm: ArmIx) -> Vec<(Allotted, f64)> {
        vec![(Allotted::Entered(self.stage.0), money(self.spend[arm].1))]
    }

    fn state(&self, arms: usize) -> Stock {
        Stock(vec![[0.0; BATCH]; arms])
    }

    fn start(&self, state: &mut Stock, start: &mut Start<'_>) {
        state.0.iter_mut().for_each(|lanes| lanes.fill(self.start));
        start.signals.content.resize(state.0.len(), [0.0; BATCH]);
        start.signals.content.iter_mut().for_each(|lanes| lanes.fill(0.0));
    }

    /// A week of the horizon: money is spent and the stock ages. After the horizon it stands still: nothing is spent
    /// then, so nothing could keep it up.
    fn begin(&self, state: &mut Stock, week: &mut Week<'_>) {
        if !week.within() {
            return;
        }
        for (arm, (spend, cost)) in self.spend.iter().enumerate() {
            for lane in 0..BATCH {
                let stock = &mut state.0[arm][lane];
                *stock += week.theta.values[self.decay][lane] * (spend - *stock);
                let more = fits(*stock) - fits(self.start);
                week.signals.content[arm][lane] = 2.0 * week.theta.values[self.effect][lane] * more;
            }
            week.ledger.spend(arm, week.week.0, &[*cost; BATCH]);
        }
    }

    fn shift(&self, _: &mut Stock, _: StageIx, _: &Theta, signals: &Signals, into: &mut LogitShift) {
        for (by, shift) in into.relevant.iter_mut().zip(&signals.content) {
            by.iter_mut().zip(shift).for_each(|(x, shift)| *x += shift);
        }
    }
}

/// How much the content is about a segment.
pub(crate) fn relevance(s: &Scenario, segment: &Segment) -> f64 {
    s.levers.content.as_ref().and_then(|x| x.relevance.get(&segment.id)).copied().unwrap_or(1.0)
}

/// φ, the relevance of a stock.
fn fits(stock: f64) -> f64 {
    stock / (stock + 1.0)
}

//! Who came, what became of them, and what they cost and brought in.

use serde::{Deserialize, Serialize};

use crate::process::Origin;

/// Mean value booked within the horizon, by where it comes from. Whether renewals are part of revenue is the scenario's
/// setting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Booked {
    /// Deals won from inquiries, and from the pipeline at the start.
    pub new: f64,
    /// Deals won from people who came back from nurture.
    pub nurtured: f64,
    /// Deals won from people sent by customers.
    pub referred: f64,
    /// Renewals at the previous price.
    pub retained: f64,
    /// What renewals are worth beyond that.
    pub expanded: f64,
    /// Refunds to new customers: what is booked is the sum of the others less this.
    pub refunded: f64,
}

/// Mean people a replicate at one stage: `entered = passed + lost + recycled + nurtured + waiting`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StageFlow {
    /// The stage's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Came in within the horizon, or were there at the start.
    pub entered: f64,
    /// Passed within the horizon.
    pub passed: f64,
    /// Left for good within the horizon.
    pub lost: f64,
    /// Of those lost, the ones who went stale in a team's queue.
    pub stale: f64,
    /// Left within the horizon and taken in by a later stage.
    pub recycled: f64,
    /// Left within the horizon for nurture.
    pub nurtured: f64,
    /// Hours that a team worked for them within the horizon.
    pub hours: f64,
    /// Still there when the horizon ends.
    pub waiting: f64,
    /// Passed after the horizon.
    pub passed_after: f64,
    /// Left after the horizon without passing, for whatever reason.
    pub left_after: f64,
    /// Came in after the horizon.
    pub entered_after: f64,
}

/// Of those who leave a stage, passing or not, the share who pass.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PassRate {
    /// Within the horizon: of those who had left by then. This is not the share in the end where passing takes longer
    /// than losing, or the other way round.
    pub so_far: Option<f64>,
    /// Of all who left within the weeks simulated.
    pub in_the_end: Option<f64>,
    /// People who are still there when the simulation ends, as a share of everyone who came.
    pub open: f64,
}

impl StageFlow {
    /// Left within the horizon without passing.
    #[must_use]
    pub fn left(&self) -> f64 {
        self.lost + self.recycled + self.nurtured
    }

    /// The share that passes, so far and in the end.
    #[must_use]
    pub fn pass_rate(&self) -> PassRate {
        let share = |passed: f64, left: f64| (passed + left > 0.0).then(|| passed / (passed + left));
        let (passed, left) = (self.passed + self.passed_after, self.left() + self.left_after);
        let came = self.entered + self.entered_after;
        PassRate {
            so_far: share(self.passed, self.left()),
            in_the_end: share(passed, left),
            open: if came > 0.0 { ((came - passed - left) / came).max(0.0) } else { 0.0 },
        }
    }
}

/// People of one origin and one segment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CellFlow {
    /// Where they come from.
    pub origin: Origin,
    /// Id of the channel they came from; `null` where no channel brought them.
    pub channel: Option<String>,
    /// Id of the segment; empty where the scenario has none.
    pub segment: String,
    /// The stages.
    pub stages: Vec<StageFlow>,
    /// Mean deals won within the horizon.
    pub customers: f64,
    /// Mean value of deals won within the horizon.
    pub bookings: f64,
    /// Mean renewals made within the horizon by those won here, and by those there at the start.
    pub renewed: f64,
    /// Mean customers who did not renew within the horizon.
    pub churned: f64,
    /// Mean new customers who were refunded within the horizon.
    pub refunded: f64,
    /// Mean money refunded to them.
    pub refunds: f64,
    /// Mean value of the renewals, at the previous price.
    pub renewals: f64,
    /// Mean value of the renewals beyond that.
    pub expansion: f64,
    /// People who came within the horizon or were there at the start: `came = passed the last stage + lost + nurtured +
    /// waiting`, over all stages.
    pub came: f64,
    /// Money spent on them before they inquired: the segment's share of the channel's spend.
    pub spend: f64,
    /// Money spent on them afterwards: stages, deals, and their part of what teams, nurture and content cost anyway, by
    /// hours worked, people taken in, and people who enter the capturing stage. A cost in which nobody had a part, and
    /// the price of a faster answer or better information, are allotted to nobody.
    pub cost: f64,
    /// Mean margin on what they booked, including renewals where these count.
    pub gross_profit: f64,
    /// Gross profit less spend and cost.
    pub profit: f64,
    /// The pool they come back from; `null` unless they come from nurture.
    pub pool: Option<PoolOf>,
}

/// Mean people a replicate in one pool of nurture: `entered = ready + dropped + waiting`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PoolOf {
    /// Came in within the horizon, or were there at the start.
    pub entered: f64,
    /// Became ready within the horizon and came back.
    pub ready: f64,
    /// Dropped out for good within the horizon.
    pub dropped: f64,
    /// Still there when the horizon ends.
    pub waiting: f64,
}

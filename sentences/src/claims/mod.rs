//! What sentences claim, as data: who is best, by what, against what.
//!
//! A page speaks in many voices: each view rests on a study of its own. A reader holds their sentences against each other, so
//! whatever compares gives its claim beside its text, made from the same finding, and [`contradictions`] finds those that
//! exclude each other. Tests gather the claims of settled pages; a sentence whose claim is too large is caught there.

mod rules;
#[cfg(test)]
mod settled;
#[cfg(test)]
mod tests;

pub use rules::{Contradiction, contradictions};

use funnel_engine::process::Metric;
use funnel_engine::report::Estimate;
use funnel_engine::scenario::{Plan, Scenario, View};

/// A sentence with what it claims.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Said {
    /// The sentence.
    pub text: String,
    /// What it claims; nothing where it compares nothing.
    pub claims: Vec<Claim>,
    /// Whether it only says what is being looked for: no finding yet.
    pub is_pending: bool,
}

impl Said {
    /// A sentence that claims nothing.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self::with(text, Vec::new())
    }

    /// What is being looked for, until something is found.
    #[must_use]
    pub fn pending(text: impl Into<String>) -> Self {
        Self { is_pending: true, ..Self::plain(text) }
    }

    /// A sentence with one claim.
    #[must_use]
    pub fn claiming(text: impl Into<String>, claim: Claim) -> Self {
        Self::with(text, vec![claim])
    }

    /// A sentence with its claims.
    #[must_use]
    pub fn with(text: impl Into<String>, claims: Vec<Claim>) -> Self {
        Self { text: text.into(), claims, is_pending: false }
    }
}

/// The sentence, marked where its study has not finished: what is found so far may change.
#[must_use]
pub fn so_far(text: String, finished: bool) -> String {
    if finished || text.is_empty() { text } else { format!("So far: {text}") }
}

/// Whom or what a claim is about.
#[derive(Clone, Debug, PartialEq)]
pub enum Side {
    /// Today's process with today's budget.
    Today,
    /// A plan of the page's scenario, by its place.
    Plan(usize),
    /// All channels at so many times today's budget in every week, nothing else changed.
    Budget(f64),
    /// The same with all else that the first plan changes.
    BudgetAndPlan(f64),
    /// Another split of today's money.
    Split,
    /// The plan, with the money that it adds placed as found.
    Extra,
    /// The plan, with the money that it takes away taken as found.
    Cut,
    /// A small step of a lever on top of today, by its name.
    Step(String),
    /// A scenario kept beside, by its letter.
    Kept(String),
}

impl Side {
    /// A plan as what it does: a change of nothing is today, one of the whole budget is that budget.
    #[must_use]
    pub fn of_plan(s: &Scenario, at: usize) -> Self {
        s.plans.get(at).map_or(Self::Today, |plan| Self::of(plan, s, at))
    }

    fn of(plan: &Plan, s: &Scenario, at: usize) -> Self {
        let rest = plan.settings.is_empty() && plan.rates.is_empty();
        match plan.spend.as_slice() {
            [] if rest => Self::Today,
            [one]
                if rest
                    && one.add_per_week == 0.0
                    && one.from_week <= 1
                    && one.weeks.is_none_or(|weeks| weeks >= s.frame.horizon_weeks)
                    && s.channels.iter().all(|c| {
                        one.channels.is_empty() || one.channels.contains(&c.id) || c.spend_per_week == 0.0
                    }) =>
            {
                Self::budget(one.scale, true)
            }
            _ => Self::Plan(at),
        }
    }

    /// So many times today's budget, alone or with all else that the first plan changes.
    #[must_use]
    pub fn budget(multiple: f64, alone: bool) -> Self {
        // One budget, whether it is given or worked out from money.
        let multiple = (multiple * 1e9).round() / 1e9;
        match (alone, multiple == 1.0) {
            (true, true) => Self::Today,
            (true, false) => Self::Budget(multiple),
            (false, _) => Self::BudgetAndPlan(multiple),
        }
    }
}

/// Against what something is said to be best.
#[derive(Clone, Debug, PartialEq)]
pub enum Among {
    /// These, and the sentence names them.
    These(Vec<Side>),
    /// Whatever there is: the sentence does not say against what.
    Anything,
}

impl Among {
    /// Whether a side is among them.
    #[must_use]
    pub fn holds(&self, side: &Side) -> bool {
        match self {
            Self::These(all) => all.contains(side),
            Self::Anything => true,
        }
    }
}

/// What is claimed.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// Its mean is the highest of all it stands among, clearly.
    Best {
        /// What.
        best: Side,
        /// Against what.
        among: Among,
    },
    /// The mean of one less that of another.
    Ahead {
        /// The one.
        side: Side,
        /// The other.
        of: Side,
        /// How much, with its error.
        by: Estimate,
    },
    /// How often one is ahead of another and behind it, future by future.
    Often {
        /// The one.
        side: Side,
        /// The other.
        of: Side,
        /// Share of futures in which it is ahead.
        ahead: f64,
        /// Share of futures in which it is behind.
        behind: f64,
        /// Whether the sentence says that its mean and its odds point apart.
        says_so: bool,
    },
    /// The best under each of several sets of assumptions.
    BestUnderAll {
        /// How many sets the sentence counts.
        told: usize,
        /// How many of them differ.
        differ: usize,
    },
    /// From which budget on more of it lowers revenue; nowhere up to the most that was tried.
    Falls {
        /// With all else that the first plan changes, or without.
        alone: bool,
        /// From somewhere between these.
        from: Option<[f64; 2]>,
        /// The most that was tried.
        tried: f64,
    },
    /// In half of the futures it is ahead for good from a week on, or is not within all weeks.
    AheadBy {
        /// What.
        side: Side,
        /// Of what.
        of: Side,
        /// The week; none within all weeks.
        week: Option<u32>,
        /// Weeks of the horizon.
        horizon: u32,
    },
    /// Something is advised: whether somebody gave its price.
    Advice {
        /// What.
        side: Side,
        /// Whether its price is given.
        is_priced: bool,
    },
    /// Money that the plan adds, or takes away, leaves more profit where the sentence says.
    Pays {
        /// Added; taken away otherwise.
        more: bool,
    },
    /// Of money that the plan adds, or takes away, nothing good is said, wherever it goes.
    Refused {
        /// Added; taken away otherwise.
        more: bool,
    },
    /// More money on a channel is advised.
    MoreOn {
        /// Its id.
        channel: String,
    },
    /// More money clearly does best elsewhere.
    Elsewhere {
        /// Ids of the channels that get none of it.
        than: Vec<String>,
    },
    /// A difference is held up as worth having, of so much money in all.
    Worth {
        /// How much.
        gain: f64,
        /// Of how much.
        of: f64,
    },
}

/// These, each once.
#[must_use]
pub fn among(sides: impl IntoIterator<Item = Side>) -> Among {
    let mut all: Vec<Side> = Vec::new();
    for side in sides {
        if !all.contains(&side) {
            all.push(side);
        }
    }
    Among::These(all)
}

/// Of the money it is taken from, what changes less than this is no reason to change anything.
const RELEVANT: f64 = 0.001;

/// Whether a gain is worth having, of so much money.
#[must_use]
pub fn is_relevant(gain: f64, of: f64) -> bool {
    gain.abs() >= RELEVANT * of.abs()
}

/// A claim, with the view that makes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The view.
    pub view: View,
    /// Of which figure.
    pub metric: Metric,
    /// Within so many weeks; none for the horizon.
    pub weeks: Option<u32>,
    /// What.
    pub what: What,
}

impl Claim {
    /// A view's claim about a figure within the horizon.
    #[must_use]
    pub fn new(view: View, metric: Metric, what: What) -> Self {
        Self { view, metric, weeks: None, what }
    }

    /// The same within other weeks.
    #[must_use]
    pub fn over(self, weeks: u32) -> Self {
        Self { weeks: Some(weeks), ..self }
    }
}

//! What sentences claim, as data: who is best, by what, against what.
//!
//! A page speaks in many voices: each view rests on a study of its own. A reader compares their sentences. So whatever
//! compares gives its claim along with its text, made from the same finding, and [`contradictions`] finds claims that
//! exclude each other. Tests gather the claims of settled pages, and catch a sentence that claims too much.

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
    /// What it claims; empty if it compares nothing.
    pub claims: Vec<Claim>,
    /// Whether it only says what is being looked for, without a finding yet.
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

/// The sentence, marked if its study has not finished, as the finding may still change.
#[must_use]
pub fn so_far(text: String, finished: bool) -> String {
    if finished || text.is_empty() { text } else { format!("So far: {text}") }
}

/// What a claim is about.
#[derive(Clone, Debug, PartialEq)]
pub enum Side {
    /// Today's process with today's budget.
    Today,
    /// A plan of the page's scenario, by its place.
    Plan(usize),
    /// All channels at this multiple of today's budget in every week, with nothing else changed.
    Budget(f64),
    /// The same with everything else that the first plan changes.
    BudgetAndPlan(f64),
    /// Another split of today's money.
    Split,
    /// The plan, with the money that it adds placed as the search found.
    Extra,
    /// The plan, with the money that it takes away taken as the search found.
    Cut,
    /// A small step of a lever on top of today, by its name.
    Step(String),
    /// A scenario kept for comparison, by its letter.
    Kept(String),
}

impl Side {
    /// A plan as what it does: a plan that changes nothing is today, and one that scales the whole budget is that
    /// budget.
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

    /// A multiple of today's budget, alone or with everything else that the first plan changes.
    #[must_use]
    pub fn budget(multiple: f64, alone: bool) -> Self {
        // The same budget, whether the multiple is given or computed from money.
        let multiple = (multiple * 1e9).round() / 1e9;
        match (alone, multiple == 1.0) {
            (true, true) => Self::Today,
            (true, false) => Self::Budget(multiple),
            (false, _) => Self::BudgetAndPlan(multiple),
        }
    }
}

/// The alternatives among which something is said to be best.
#[derive(Clone, Debug, PartialEq)]
pub enum Among {
    /// These, which the sentence names.
    These(Vec<Side>),
    /// Anything: the sentence does not say among what.
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
    /// Its mean is clearly the highest of all its alternatives.
    Best {
        /// The best.
        best: Side,
        /// Its alternatives.
        among: Among,
    },
    /// The difference of two means.
    Ahead {
        /// The one.
        side: Side,
        /// The other.
        of: Side,
        /// How much, with its error.
        by: Estimate,
    },
    /// How often one is ahead of another and behind it, over futures.
    Often {
        /// The one.
        side: Side,
        /// The other.
        of: Side,
        /// Share of futures in which it is ahead.
        ahead: f64,
        /// Share of futures in which it is behind.
        behind: f64,
        /// Whether the sentence points out that mean and odds disagree.
        says_so: bool,
    },
    /// The best under each of several sets of assumptions.
    BestUnderAll {
        /// Number of sets that the sentence counts.
        told: usize,
        /// Number of sets that are different.
        differ: usize,
    },
    /// The budget from which on more of it lowers revenue, or that there is none up to the largest budget tried.
    Falls {
        /// Without everything else that the first plan changes, or with it.
        alone: bool,
        /// The budget lies between these; `None` if revenue does not fall.
        from: Option<[f64; 2]>,
        /// The largest budget tried.
        tried: f64,
    },
    /// In half of the futures it is ahead for good from a week on, or never within all weeks.
    AheadBy {
        /// What.
        side: Side,
        /// Of what.
        of: Side,
        /// The week; `None` if never.
        week: Option<u32>,
        /// Weeks of the horizon.
        horizon: u32,
    },
    /// Something is advised, with or without a price.
    Advice {
        /// What.
        side: Side,
        /// Whether the reader entered its price.
        is_priced: bool,
    },
    /// Money that the plan adds, or takes away, leaves more profit where the sentence says.
    Pays {
        /// Whether it is added, rather than taken away.
        more: bool,
    },
    /// The sentence advises against money that the plan adds, or takes away, wherever it goes.
    Refused {
        /// Whether it is added, rather than taken away.
        more: bool,
    },
    /// More money for a channel is advised.
    MoreOn {
        /// Its id.
        channel: String,
    },
    /// More money clearly does most elsewhere.
    Elsewhere {
        /// Ids of the channels that get none of it.
        than: Vec<String>,
    },
    /// A difference is presented as worth having, out of an amount of money.
    Worth {
        /// How much.
        gain: f64,
        /// Out of how much.
        of: f64,
    },
}

/// These sides, each once.
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

/// A change of less than this share of the money involved is no reason to change anything.
const RELEVANT: f64 = 0.001;

/// Whether a gain is worth having, given the money involved.
#[must_use]
pub fn is_relevant(gain: f64, of: f64) -> bool {
    gain.abs() >= RELEVANT * of.abs()
}

/// A claim, with the view that makes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The view.
    pub view: View,
    /// The figure.
    pub metric: Metric,
    /// Within this many weeks; `None` for the horizon.
    pub weeks: Option<u32>,
    /// The claim itself.
    pub what: What,
}

impl Claim {
    /// A view's claim about a figure within the horizon.
    #[must_use]
    pub fn new(view: View, metric: Metric, what: What) -> Self {
        Self { view, metric, weeks: None, what }
    }

    /// The same claim within a different number of weeks.
    #[must_use]
    pub fn over(self, weeks: u32) -> Self {
        Self { weeks: Some(weeks), ..self }
    }
}

//! How often it pays, as part of the verdict's sentence.

use funnel_engine::report::{Comparison, Report};
use funnel_engine::scenario::Scenario;

use crate::numbers::Numbers;
use crate::often::{Often, pays_back, pays_back_after, straddle};

/// How often the plan leaves more profit than today within the horizon; and with what lands after it, where that
/// reverses the answer.
pub(super) struct Payback {
    spends: bool,
    now: Often,
    later: Option<Often>,
    renews: bool,
}

/// The second half of the title.
pub(super) struct Clauses {
    pub(super) clause: String,
    pub(super) with_no_revenue: String,
}

impl Payback {
    pub(super) fn of(s: &Scenario, report: &Report, c: &Comparison) -> Self {
        Self {
            spends: c.spend > 0.0,
            now: pays_back(c, report.replicates),
            later: reversal(c, report.replicates),
            renews: s.levers.customers.is_some() && !s.money.new_business_only,
        }
    }

    pub(super) fn clauses(&self, within: &str, n: &dyn Numbers) -> Clauses {
        let futures = self.now.in_futures(n);
        let later = self.later(n);
        if self.spends {
            // "But" where what the reader hoped for is the rarer half.
            let join = if self.now.is_rare() { "but" } else { "and" };
            let clause = format!("{join} pays for itself within {within} in {futures}{later}");
            Clauses { with_no_revenue: format!("so it pays for itself in {futures}{later}"), clause }
        } else {
            let clause = format!("and leaves more profit after {within} in {futures}{later}");
            Clauses { with_no_revenue: clause.clone(), clause }
        }
    }

    /// `only 12 of 50 futures; counting what lands later, in 41 of 50 futures`.
    pub(super) fn only(&self, n: &dyn Numbers) -> String {
        let only = if self.now.is_rare() && !self.now.is_hardly() { "only " } else { "" };
        format!("{only}{}{}", self.now.in_futures(n), self.later(n))
    }

    /// `; counting what lands later, in 41 of 50 futures`, where that reverses the answer.
    fn later(&self, n: &dyn Numbers) -> String {
        let what = if self.renews { "what lands later, renewals among it" } else { "what lands later" };
        self.later.map_or_else(String::new, |often| format!("; counting {what}, in {}", often.in_futures(n)))
    }

    /// Completes a sentence that does not mention it.
    pub(super) fn told(&self, sentence: &str, within: &str, n: &dyn Numbers) -> String {
        let does = if self.spends { "pays for itself within" } else { "leaves more profit after" };
        format!("{sentence}; the plan {does} {within} in {}{}.", self.now.in_futures(n), self.later(n))
    }

    pub(super) fn short(&self) -> String {
        match self.later {
            None => self.now.short(),
            Some(later) => format!("{}, later {}", self.now.short(), later.short()),
        }
    }
}

/// How often the plan leaves more profit once what lands after the horizon counts, where that is on the other side of
/// one half than within the horizon, each by more than its error.
#[must_use]
pub fn reversal(c: &Comparison, runs: u32) -> Option<Often> {
    straddle(&c.pays_back, &c.pays_back_after).then(|| pays_back_after(c, runs))
}

//! What a run leaves unfinished.

use serde::{Deserialize, Serialize};

/// What the last simulated week leaves unfinished, summed over replicates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Left {
    /// People waiting in a stage, in a team's queue or for their delay to pass.
    pub in_stages: u64,
    /// People in nurture.
    pub in_nurture: u64,
    /// Customers.
    pub customers: u64,
    /// Inquiries that carry-over and lead times have yet to bring, in thousandths.
    pub inquiries: u64,
}

impl Left {
    /// Adds another's. Where an inquiry costs next to nothing, more are still to come than can be counted: sums
    /// saturate there, in any order.
    pub fn add(&mut self, other: &Self) {
        let Self { in_stages, in_nurture, customers, inquiries } = self;
        *in_stages = in_stages.saturating_add(other.in_stages);
        *in_nurture = in_nurture.saturating_add(other.in_nurture);
        *customers = customers.saturating_add(other.customers);
        *inquiries = inquiries.saturating_add(other.inquiries);
    }
}

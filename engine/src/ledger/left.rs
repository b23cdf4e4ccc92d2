//! What a run leaves unfinished.

use serde::{Deserialize, Serialize};

/// What the last simulated week leaves unfinished, summed over replicates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Left {
    /// People waiting in a stage, for a team or for their time to come.
    pub in_stages: u64,
    /// People in nurture.
    pub in_nurture: u64,
    /// Customers.
    pub customers: u64,
    /// Inquiries that carry-over and lead times have still to bring, in thousandths.
    pub inquiries: u64,
}

impl Left {
    /// Adds another's.
    pub fn add(&mut self, other: &Self) {
        self.in_stages += other.in_stages;
        self.in_nurture += other.in_nurture;
        self.customers += other.customers;
        self.inquiries += other.inquiries;
    }
}

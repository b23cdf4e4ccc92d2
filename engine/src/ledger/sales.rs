//! Deals and customers, summed over replicates.

use serde::{Deserialize, Serialize};

/// Deals and customers of one cell within the horizon, summed over replicates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sales {
    /// Deals won.
    pub customers: u64,
    /// Their value, in cents.
    pub bookings: i128,
    /// Renewals made.
    pub renewed: u64,
    /// Customers who did not renew.
    pub churned: u64,
    /// New customers who got their money back.
    pub refunded: u64,
    /// The money they got back, in cents.
    pub refunds: i128,
    /// Value of the renewals at the price before, in cents.
    pub renewals: i128,
    /// What the renewals are worth beyond that, in cents.
    pub expansion: i128,
    /// Margin on everything booked, in cents.
    pub gross: i128,
    /// Costs of the deals won, in cents.
    pub deal_cost: i128,
}

impl Sales {
    /// Adds another's deals.
    pub fn add(&mut self, other: &Self) {
        self.customers += other.customers;
        self.bookings += other.bookings;
        self.renewed += other.renewed;
        self.churned += other.churned;
        self.refunded += other.refunded;
        self.refunds += other.refunds;
        self.renewals += other.renewals;
        self.expansion += other.expansion;
        self.gross += other.gross;
        self.deal_cost += other.deal_cost;
    }
}

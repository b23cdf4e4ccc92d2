//! The customers lever made ready: when customers are asked to renew, and with what chances.

use super::places::Places;
use super::staff::by_arm;
use super::theta::InputId;
use crate::scenario::{Scenario, Value};

/// The customers lever made ready.
pub(super) struct CustomersModel {
    /// Weeks from one renewal to the next; all that are simulated where nobody renews.
    pub(super) period: usize,
    /// Whether anybody ever renews.
    pub(super) renew: bool,
    pub(super) renewals_before: usize,
    /// Longest series of renewals a customer can have made.
    pub(super) renewals: usize,
    pub(super) a: InputId,
    pub(super) b: InputId,
    pub(super) value_at_start: InputId,
    pub(super) expansion: InputId,
    pub(super) satisfied: InputId,
    pub(super) referrals: InputId,
    pub(super) gap_effect: InputId,
    /// Share paid back and after how many weeks; nothing where nobody ever is.
    pub(super) refunds: Option<(InputId, usize)>,
    pub(super) promise: Vec<f64>,
    pub(super) capacity: Option<Vec<f64>>,
    /// Whether renewals are bookings.
    pub(super) counts: bool,
}

impl CustomersModel {
    /// Whether customers bring or take anything long after they were won: renewals, refunds.
    pub(super) fn acts(s: &Scenario) -> bool {
        s.levers.customers.as_ref().is_some_and(|x| x.renewal_weeks > 0 || x.refunds.value != Value::Fixed(0.0))
    }

    /// The lever, where it is used.
    pub(super) fn new(s: &Scenario, places: &Places<'_>, weeks: usize) -> Option<Self> {
        let lever = s.levers.customers.as_ref()?;
        let input = |field: &str| places.input(&format!("levers.customers.{field}"));
        let renew = lever.renewal_weeks > 0;
        let period = if renew { lever.renewal_weeks as usize } else { weeks.max(1) };
        let renewals_before = lever.renewals_before as usize;
        Some(Self {
            period,
            renew,
            renewals_before,
            renewals: renewals_before + weeks / period + 1,
            a: input("a"),
            b: input("b"),
            value_at_start: input("value_at_start"),
            expansion: input("expansion"),
            satisfied: input("satisfied"),
            referrals: input("referrals_per_quarter"),
            gap_effect: input("gap_effect"),
            refunds: {
                let share = input("refunds");
                (places.fixed(share) != Some(0.0)).then_some((share, lever.refund_weeks as usize))
            },
            promise: by_arm(s, "customers/promise", lever.promise),
            capacity: lever.capacity.map(|today| by_arm(s, "customers/capacity", today)),
            counts: !s.money.new_business_only,
        })
    }
}

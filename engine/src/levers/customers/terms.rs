//! The customers lever, prepared for a run: when customers are asked to renew, and with what chances.

use crate::inputs::settings::by_arm;
use crate::inputs::theta::InputId;
use crate::levers::lever::Prepare;
use crate::people::split::parts;
use crate::people::streams::Purpose;
use crate::sample::Key;

/// The customers lever, prepared for a run.
pub(crate) struct Customers {
    /// Weeks from one renewal to the next; where nobody renews, all the weeks in which people move.
    pub(crate) period: usize,
    /// Whether anybody ever renews.
    pub(crate) renew: bool,
    pub(crate) renewals_before: usize,
    /// Most renewals that any customer can have made.
    pub(crate) renewals: usize,
    pub(crate) a: InputId,
    pub(crate) b: InputId,
    pub(crate) value_at_start: InputId,
    pub(crate) expansion: InputId,
    pub(crate) satisfied: InputId,
    pub(crate) referrals: InputId,
    pub(crate) gap_effect: InputId,
    /// Share refunded, and after how many weeks; `None` where nobody ever is.
    pub(crate) refunds: Option<(InputId, usize)>,
    pub(crate) promise: Vec<f64>,
    pub(crate) capacity: Option<Vec<f64>>,
    /// Whether renewals are bookings.
    pub(crate) counts: bool,
    pub(crate) margin: InputId,
    /// Weeks in which people move.
    pub(crate) people_weeks: usize,
    /// Number of segments; 1 where none is named.
    pub(crate) segments: usize,
    /// By cell: its segment.
    pub(crate) segment_of: Vec<usize>,
    /// By cell: the draws of who renews.
    pub(crate) streams: Vec<[Key; 4]>,
}

impl Customers {
    /// The lever, if it is in use.
    pub(crate) fn new(at: &Prepare<'_>) -> Option<Self> {
        let (s, weeks) = (at.scenario, at.people_weeks);
        let lever = s.levers.customers.as_ref()?;
        let input = |field: &str| at.input(&format!("customers.{field}"));
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
                (at.lookup.fixed(share) != Some(0.0)).then_some((share, lever.refund_weeks as usize))
            },
            promise: by_arm(s, "customers/promise", lever.promise),
            capacity: lever.capacity.map(|today| by_arm(s, "customers/capacity", today)),
            counts: !s.money.new_business_only,
            margin: at.lookup.input("money.margin"),
            people_weeks: weeks,
            segments: s.segments.len().max(1),
            segment_of: at.cells.iter().map(|cell| cell.segment).collect(),
            streams: at.cells.iter().map(|cell| parts(cell.stream(Purpose::Renew, None))).collect(),
        })
    }
}

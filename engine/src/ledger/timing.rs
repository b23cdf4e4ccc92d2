//! When a won deal becomes revenue, cash and present value.

use crate::scenario::{Scenario, Timing};

/// What a deal contributes, by the week in which it is won.
pub(crate) struct MoneyCalendar {
    /// Share recognised by the end of the horizon.
    pub(crate) recognised: Vec<f64>,
    /// Share paid by the end of the horizon.
    pub(crate) paid: Vec<f64>,
    /// Present value of one unit won.
    pub(crate) present: Vec<f64>,
    /// Present value of one unit paid out.
    pub(crate) discount: Vec<f64>,
    /// Weeks over which a deal's revenue is spread; 1 when it counts in the week it is won.
    pub(crate) spread: usize,
}

impl MoneyCalendar {
    pub(crate) fn new(s: &Scenario, weeks: usize) -> Self {
        let m = &s.money;
        let horizon = s.frame.horizon_weeks;
        let share = |week: usize, after: u32, over: u32| {
            let over = f64::from(over.max(1));
            let left = f64::from(horizon) - weeks_f64(week) - f64::from(after);
            (left / over).clamp(0.0, 1.0)
        };
        let factor = |week: usize| libm::pow(1.0 + m.discount_rate, -weeks_f64(week) / 52.0);
        let present = |week: usize| {
            let over = m.paid_over_weeks.max(1);
            let first = week + m.paid_after_weeks as usize;
            (0..over as usize).map(|i| factor(first + i)).sum::<f64>() / f64::from(over)
        };
        let recognised = (0..weeks).map(|t| share(t, 0, m.recognised_over_weeks)).collect();
        let spread = match m.revenue_counts {
            Timing::WhenWon => 1,
            Timing::WhenRecognised => m.recognised_over_weeks.max(1) as usize,
        };
        Self {
            recognised,
            paid: (0..weeks).map(|t| share(t, m.paid_after_weeks, m.paid_over_weeks)).collect(),
            present: (0..weeks).map(present).collect(),
            discount: (0..weeks).map(factor).collect(),
            spread,
        }
    }
}

/// Weeks as a number.
#[expect(clippy::cast_precision_loss, reason = "weeks are few")]
pub(crate) fn weeks_f64(weeks: usize) -> f64 {
    weeks as f64
}

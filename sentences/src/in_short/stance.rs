//! What to say about the plan.

use funnel_engine::process::Metric;
use funnel_engine::report::{Comparison, Estimate, Report};
use funnel_engine::scenario::Scenario;

use crate::claims::is_relevant;
use crate::numbers::{Numbers, money, money_size};
use crate::period::period;
use crate::price::plan_lacks;

/// What kind of advice it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stance {
    /// More money leaves more profit within the horizon.
    Spend,
    /// More money does so only with what lands later.
    Wait,
    /// More money leaves less profit.
    Dont,
    /// Less money leaves more profit.
    Cut,
    /// Less money does so within the horizon, and costs more later.
    CutNow,
    /// Less money leaves less profit.
    Keep,
    /// A change that moves no money leaves more profit.
    Do,
    /// A change that moves no money leaves less.
    Leave,
    /// The error is larger than the effect.
    Unclear,
    /// The effect is clear, but not worth having.
    Nothing,
    /// The plan does something for which nobody entered a price.
    Unpriced,
    /// There is no plan, or it is today's.
    Same,
}

/// The plan against today.
pub(super) struct Verdict {
    pub(super) stance: Stance,
    /// Mean profit less today's within the horizon.
    pub(super) profit: Option<Estimate>,
    /// The same with what lands later.
    pub(super) after: Option<Estimate>,
}

/// The sign of a mean, and whether it is known: 0 where its error does not allow one, or where it is not worth having,
/// given the money involved.
pub(crate) fn side(e: &Estimate, of: f64) -> (i8, bool) {
    // A mean that is certainly small is known, too.
    let small = !is_relevant(e.value.unwrap_or(0.0).abs() + e.half(), of);
    if small { (0, true) } else { (e.side() as i8, e.is_clear()) }
}

impl Verdict {
    pub(super) fn of(s: &Scenario, report: &Report) -> Self {
        let Some(c) = report.comparisons.first() else {
            return Self { stance: Stance::Same, profit: None, after: None };
        };
        let mean = |metric: Metric| c.difference.get(&metric).map(|x| x.mean);
        let (profit, after) = (mean(Metric::Profit), mean(Metric::ProfitWithAfter));
        let stance = Self::stance(s, report, c, profit.unwrap_or_default(), after.unwrap_or_default());
        Self { stance, profit, after }
    }

    fn stance(s: &Scenario, report: &Report, c: &Comparison, profit: Estimate, after: Estimate) -> Stance {
        let varies = |metric: Metric| c.difference.get(&metric).is_some_and(|x| x.sd.value.unwrap_or(0.0) != 0.0);
        if c.spend == 0.0
            && profit.value.unwrap_or(0.0) == 0.0
            && !varies(Metric::Profit)
            && !varies(Metric::ProfitWithAfter)
        {
            return Stance::Same;
        }
        if plan_lacks(s, 0).is_some() {
            return Stance::Unpriced;
        }
        let revenue = report.arms.first().and_then(|arm| arm.figures.get(&Metric::Revenue)).and_then(|x| x.mean.value);
        let of = revenue.unwrap_or(0.0).max(c.spend.abs());
        let ((now, is_known), (later, _)) = (side(&profit, of), side(&after, of));
        let moves = if c.spend > 0.0 {
            1
        } else if c.spend < 0.0 {
            -1
        } else {
            0
        };
        match (moves, now, later) {
            (1, 1, _) => Stance::Spend,
            (1, _, 1) => Stance::Wait,
            (1, -1, _) => Stance::Dont,
            (-1, 1, -1) => Stance::CutNow,
            (-1, 1, _) => Stance::Cut,
            (-1, -1, _) | (-1, 0, -1) => Stance::Keep,
            (0, 1, _) | (0, 0, 1) => Stance::Do,
            (0, -1, _) => Stance::Leave,
            _ if is_known => Stance::Nothing,
            _ => Stance::Unclear,
        }
    }

    /// The reason, with the risk.
    pub(super) fn reason(&self, report: &Report, n: &dyn Numbers) -> Option<String> {
        let (c, profit) = (report.comparisons.first()?, self.profit?);
        let within = period(report.horizon_weeks);
        let size = money_size(n, &profit);
        let later = self.after.map(|e| money_size(n, &e)).unwrap_or_default();
        let extra = money(n, c.spend.abs());
        // What lands later may reverse it, or be too uncertain to tell.
        let after = match self.after.map(|e| side(&e, c.spend.abs()).0) {
            Some(-1) if report.weeks > report.horizon_weeks => ", and what lands later does not make up for it",
            Some(0) if report.weeks > report.horizon_weeks => "; what lands later about makes up for it",
            _ => "",
        };
        Some(match self.stance {
            Stance::Spend => format!("The extra {extra} brings {size} more profit within {within}, itself paid."),
            Stance::Wait => format!(
                "Within {within} the extra {extra} {}; with what lands later it brings {later} more profit.",
                if profit.value.unwrap_or(0.0) < 0.0 {
                    format!("loses {size} of profit")
                } else {
                    "about breaks even".to_owned()
                }
            ),
            Stance::Dont => format!("The extra {extra} loses {size} of profit within {within}{after}."),
            Stance::Cut => format!("Spending {extra} less leaves {size} more profit within {within}."),
            Stance::CutNow => format!(
                "Spending {extra} less leaves {size} more profit within {within}, and {later} less with what lands later."
            ),
            Stance::Keep => format!(
                "Spending {extra} less costs {size} of profit{}.",
                match profit.value {
                    Some(x) if x < 0.0 => format!(" within {within}"),
                    _ => format!(" within {within} and more later"),
                }
            ),
            Stance::Do => format!("It brings {size} more profit within {within}."),
            Stance::Leave => format!("It costs {size} of profit within {within}."),
            Stance::Unclear => {
                format!("What the plan does to profit within {within} is less than its error.")
            }
            Stance::Nothing => format!("It changes profit within {within} by less than a thousandth of revenue."),
            Stance::Unpriced | Stance::Same => return None,
        })
    }
}

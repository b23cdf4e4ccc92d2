//! What to say about the plan.

use funnel_engine::process::Metric;
use funnel_engine::report::{Comparison, Estimate, Report};
use funnel_engine::scenario::Scenario;
use funnel_text::letters;

use crate::besides;
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
    /// A change of more than money, or of no money, leaves more profit.
    Do,
    /// It does so only with what lands later.
    DoLater,
    /// It does so within the horizon, and costs more later.
    DoNow,
    /// A change of more than money, or of no money, leaves less.
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
    /// The side of both, and whether it is known.
    pub(super) sides: [(i8, bool); 2],
    /// How many things the plan changes besides its budget. Where it changes any, what it brings is not what its money
    /// brings.
    pub(super) besides: usize,
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
            return Self { stance: Stance::Same, profit: None, after: None, sides: [(0, true); 2], besides: 0 };
        };
        let mean = |metric: Metric| c.difference.get(&metric).map(|x| x.mean);
        let (profit, after) = (mean(Metric::Profit), mean(Metric::ProfitWithAfter));
        let besides = besides::count(s, 0);
        let money = if besides == 0 { c.spend } else { 0.0 };
        let revenue = report.arms.first().and_then(|arm| arm.figures.get(&Metric::Revenue)).and_then(|x| x.mean.value);
        let of = revenue.unwrap_or(0.0).max(c.spend.abs());
        let sides = [profit, after].map(|e| side(&e.unwrap_or_default(), of));
        Self { stance: Self::stance(s, c, money, sides), profit, after, sides, besides }
    }

    /// With the money that is all the plan moves; 0 where it moves none, or more than that.
    fn stance(s: &Scenario, c: &Comparison, money: f64, sides: [(i8, bool); 2]) -> Stance {
        if besides::is_todays(c) {
            return Stance::Same;
        }
        if plan_lacks(s, 0).is_some() {
            return Stance::Unpriced;
        }
        let [(now, is_known), (later, _)] = sides;
        let moves = if money == 0.0 { 0 } else { money.signum() as i8 };
        match (moves, now, later) {
            (1, 1, _) => Stance::Spend,
            (1, _, 1) => Stance::Wait,
            (1, -1, _) => Stance::Dont,
            (-1, 1, -1) => Stance::CutNow,
            (-1, 1, _) => Stance::Cut,
            (-1, -1, _) | (-1, 0, -1) => Stance::Keep,
            (0, 1, -1) => Stance::DoNow,
            (0, 1, _) => Stance::Do,
            (0, _, 1) => Stance::DoLater,
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
        let [before, then] = self.sides;
        let now = || match before {
            (-1, _) => format!("loses {size} of profit"),
            (_, true) => "about breaks even".to_owned(),
            _ => "changes profit by less than the simulation can tell".to_owned(),
        };
        // What the plan brings is not its money's alone.
        let it = match self.besides {
            0 => "It".to_owned(),
            besides => format!("The plan ({})", besides::parts(n, c.spend, besides)),
        };
        // What lands later may reverse it, or be too uncertain to tell.
        let after = match then {
            _ if report.weeks <= report.horizon_weeks => "",
            (-1, _) => ", and what lands later does not make up for it",
            (0, true) => "; what lands later about makes up for it",
            (0, false) => "; whether what lands later makes up for it, the simulation cannot tell",
            _ => "",
        };
        Some(match self.stance {
            Stance::Spend => format!("The extra {extra} brings {size} more profit within {within}, itself paid."),
            Stance::Wait => format!(
                "Within {within} the extra {extra} {}; with what lands later it brings {later} more profit.",
                now()
            ),
            Stance::Dont => format!("The extra {extra} loses {size} of profit within {within}{after}."),
            Stance::Cut => format!("Spending {extra} less leaves {size} more profit within {within}."),
            Stance::CutNow => format!(
                "Spending {extra} less leaves {size} more profit within {within}, and {later} less with what lands later."
            ),
            Stance::Keep if before.0 < 0 => format!("Spending {extra} less costs {size} of profit within {within}."),
            Stance::Keep => format!(
                "Spending {extra} less costs {later} of profit with what lands later, {} within {within}.",
                if before.1 { "next to nothing" } else { "less than the simulation can tell" }
            ),
            Stance::Do => format!("{it} brings {size} more profit within {within}."),
            Stance::DoLater => format!(
                "Within {within} {} {}; with what lands later it brings {later} more profit.",
                letters::small(&it),
                now()
            ),
            Stance::DoNow => {
                format!("{it} brings {size} more profit within {within}, and costs {later} with what lands later.")
            }
            Stance::Leave => format!("{it} costs {size} of profit within {within}{after}."),
            Stance::Unclear => {
                format!("What the plan does to profit within {within} is less than its error.")
            }
            Stance::Nothing => format!("It changes profit within {within} by less than a thousandth of revenue."),
            Stance::Unpriced | Stance::Same => return None,
        })
    }
}

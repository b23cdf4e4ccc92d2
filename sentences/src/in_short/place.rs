//! Where the money that the plan moves does better than planned: which channel gets it, or gives it up first.

use funnel_engine::process::Metric;
use funnel_engine::report::Report;
use funnel_engine::scenario::{Scenario, View};

use super::stance::Verdict;
use super::{Findings, Stance};
use crate::claims::{Claim, Side, What};
use crate::numbers::{Numbers, money_size};
use crate::period::period;
use crate::{cut, extra};

/// The advice about the place.
pub(super) struct Placed {
    /// What to do, without its full stop.
    pub(super) head: String,
    /// Its reason.
    pub(super) why: String,
    pub(super) claims: Vec<Claim>,
}

/// Another place for the plan's money, if it is clearly better and leaves more profit than today's.
pub(super) fn placed(s: &Scenario, verdict: &Verdict, found: &Findings<'_>, n: &dyn Numbers) -> Option<Placed> {
    let within = period(s.frame.horizon_weeks);
    let is_alone = verdict.besides == 0;
    let claim = |view, side, by| {
        let ahead = What::Ahead { side, of: Side::Today, by };
        vec![Claim::new(view, Metric::Profit, ahead)]
    };
    if let Some(x) = found.extra.filter(|x| x.is_plans && extra::pays(s, x)) {
        let v = extra::better(x)?;
        let (place, places) = (extra::place(s, x, n), extra::place_or(s, x, n));
        let parted = if x.shares().len() > 1 { "," } else { "" };
        let head = match verdict.stance {
            Stance::Spend | Stance::Wait => format!("Add the budget{parted} {places}"),
            Stance::Dont => format!("Do not add the budget as planned: put it {places}"),
            Stance::Unclear | Stance::Nothing if is_alone => format!("If you add the budget, put it {places}"),
            _ if is_alone => return None,
            Stance::Do | Stance::DoLater | Stance::DoNow => format!("Go ahead with the plan, its money {places}"),
            Stance::Leave => format!("Do not go ahead with the plan as it is: put its money {places}"),
            Stance::Unclear | Stance::Nothing => format!("If you go ahead with the plan, put its money {places}"),
            _ => return None,
        };
        // The placement is compared with the plan's own; what both have besides is not the money's.
        let put = if is_alone { format!("Put {place} it") } else { format!("With its money {place} the plan") };
        let why = format!("{put} brings {} more profit than today.", extra::size(x, v, n));
        return Some(Placed { head, why, claims: claim(View::Extra, Side::Extra, v.placed) });
    }
    let x = found.cut.filter(|x| x.is_plans && cut::pays(s, x))?;
    let (v, first) = (cut::better(x)?, cut::first(s, x)?);
    let head = match verdict.stance {
        Stance::Cut => format!("Cut the budget, {first}"),
        Stance::Keep => format!("Do not cut as planned: cut {first}"),
        Stance::Unclear | Stance::Nothing if is_alone => format!("If you cut the budget, cut {first}"),
        _ if is_alone => return None,
        Stance::Do | Stance::DoLater => format!("Go ahead with the plan, and cut {first}"),
        Stance::Leave => format!("Do not go ahead with the plan as it is: cut {first}"),
        Stance::Unclear | Stance::Nothing => format!("If you go ahead with the plan, cut {first}"),
        _ => return None,
    };
    let size = money_size(n, &v.found.profit);
    let why = if is_alone {
        format!("Cutting {first} leaves {size} more profit within {within} than today.")
    } else {
        format!("With {first} to be cut, the plan leaves {size} more profit within {within} than today.")
    };
    Some(Placed { head, why, claims: claim(View::Cut, Side::Cut, v.found.profit) })
}

/// Whether the place is still being looked for: the plan moves money, and there are channels to choose from.
pub(super) fn is_coming(s: &Scenario, report: &Report, verdict: &Verdict, found: &Findings<'_>) -> bool {
    let moved = report.comparisons.first().map_or(0.0, |c| c.spend);
    let several =
        |of: fn(&funnel_engine::scenario::Channel) -> f64| s.channels.iter().filter(|c| of(c) > 0.0).count() > 1;
    match verdict.stance {
        Stance::Unpriced | Stance::Same | Stance::CutNow => false,
        _ if moved > 0.0 => found.extra.is_none() && several(|c| c.reference_spend()),
        _ => moved < 0.0 && found.cut.is_none() && several(|c| c.spend_per_week),
    }
}

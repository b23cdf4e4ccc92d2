//! What reverses the answer beyond the horizon: what lands later, and the same budgets kept up for longer.

use funnel_decide::curve::{Curve, Longer, Optimum};
use funnel_engine::process::Metric;
use funnel_engine::scenario::View;

use crate::claims::{Claim, Side, What, among};
use crate::numbers::{Numbers, money, with_error};
use crate::period::period;

/// Where the best lies on a different side of today’s budget than within the horizon:
/// `counting what lands later, profit is highest at about $1.4M, 40% more than today`,
/// `over 24 months, about 50% more than today is best`.
pub(crate) fn turned(c: &Curve, n: &dyn Numbers) -> Vec<String> {
    let today = c.today.as_ref().map_or(0.0, |p| p.budget);
    let none = "today’s budget cannot be told from the best";
    match (c.reversal(), c.turned()) {
        (Some(after), Some(x)) if after.side(today) == 0 && x.side() == 0 => {
            vec![format!("counting what lands later, or over {}, {none}", period(x.weeks))]
        }
        (after, x) => {
            let later = after.map(|after| match after.side(today) {
                0 => format!("counting what lands later, {none}"),
                _ => format!("counting what lands later, profit {}", later(after, n)),
            });
            let longer = x.map(|x| match x.side() {
                0 => format!("over {}, {none}", period(x.weeks)),
                _ => format!("over {}, {}", period(x.weeks), longer(&x.best, n)),
            });
            later.into_iter().chain(longer).collect()
        }
    }
}

fn later(best: &Optimum, n: &dyn Numbers) -> String {
    match () {
        () if best.budget <= 0.0 => "is highest with nothing spent".to_owned(),
        () if best.at_end => format!("still rises at {}, the most that was tried", money(n, best.budget)),
        () => format!("is highest at about {}, {}", money(n, best.budget), than_today(best, n)),
    }
}

/// In shares alone, as money over another length of time would be taken for that in the title.
fn longer(best: &Optimum, n: &dyn Numbers) -> String {
    let budget = than_today(best, n);
    match () {
        () if best.budget <= 0.0 => "nothing spent is best".to_owned(),
        () if best.at_end && best.multiple > 1.0 => format!("profit still rises at {budget}, the most that was tried"),
        () if best.at_end => format!("about {budget}, or less still, is best"),
        () => format!("about {budget} is best"),
    }
}

/// `40% more than today`.
pub(super) fn than_today(best: &Optimum, n: &dyn Numbers) -> String {
    let share = best.multiple - 1.0;
    format!("{} {} than today", n.percent(share.abs(), 0), if share < 0.0 { "less" } else { "more" })
}

/// `40% above`, to go before "today’s".
pub(super) fn beside_today(best: &Optimum, n: &dyn Numbers) -> String {
    let share = best.multiple - 1.0;
    format!("{} {}", n.percent(share.abs(), 0), if share < 0.0 { "below" } else { "above" })
}

/// What is claimed about the longer time; empty where today’s budget cannot be told from the best.
pub(super) fn claimed(x: &Longer, alone: bool) -> Vec<Claim> {
    if x.side() == 0 {
        return Vec::new();
    }
    let side = |multiple: f64| Side::budget(multiple, alone);
    let tried = x.points.iter().map(|p| side(if x.today > 0.0 { p.budget / x.today } else { 1.0 }));
    let best = side(x.best.multiple);
    let by = x.fresh.unwrap_or(x.best.less_today);
    let whats = [What::Best { best: best.clone(), among: among(tried) }, What::Ahead { side: best, of: side(1.0), by }];
    whats.map(|what| Claim::new(View::Curve, Metric::Profit, what).over(x.weeks)).to_vec()
}

/// By how much the best over a longer time is ahead, where the title names one.
pub(super) fn kept_up(x: &Longer, n: &dyn Numbers) -> Option<String> {
    let by = x.fresh.filter(|_| x.side() != 0)?;
    let budget = if x.best.budget <= 0.0 { "Nothing spent".to_owned() } else { than_today(&x.best, n) };
    Some(format!(
        "{budget}, kept up for {}, changes profit by {} against today’s budget kept up as long, in futures it was not \
         chosen in.",
        period(x.weeks),
        with_error(&by, n)
    ))
}

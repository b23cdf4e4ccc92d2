//! What a plan does besides its budget. Where it does anything, what the plan brings is not what its money brings: a
//! sentence then speaks of the plan, unless its study moves the money alone. Whoever speaks of money asks here.

use funnel_decide::ladder::{Lever, Rung};
use funnel_engine::process::Metric;
use funnel_engine::report::Comparison;
use funnel_engine::scenario::Scenario;
use funnel_text::even;
use funnel_text::format::{Digits, Unit};

use super::levers;
use super::numbers::{Numbers, money};

/// What the plan changes besides its budget, each as the end of a sentence: `attempts before giving up 6 instead of 3`.
#[must_use]
pub fn changes(n: &dyn Numbers, s: &Scenario, plan: usize) -> Vec<String> {
    let settings = levers::changed(s, plan).into_iter().map(|(setting, to)| levers::change(n, &setting, to));
    let rates = s.plans.get(plan).into_iter().flat_map(|plan| &plan.rates).filter(|x| x.logit != 0.0).map(|x| {
        let name = s.stages.iter().find(|stage| stage.id == x.stage).map_or(x.stage.as_str(), |stage| &stage.name);
        format!("{} pass “{name}”", shift(n, x.logit))
    });
    settings.chain(rates).collect()
}

/// How many things the plan changes besides its budget.
#[must_use]
pub fn count(s: &Scenario, plan: usize) -> usize {
    let rates = s.plans.get(plan).map_or(0, |plan| plan.rates.iter().filter(|x| x.logit != 0.0).count());
    levers::changed(s, plan).len() + rates
}

/// Whether the first plan changes its budget and nothing else, or there is none.
#[must_use]
pub fn is_budget_alone(s: &Scenario) -> bool {
    count(s, 0) == 0
}

/// Whether a plan changes nothing: no money, and no figure in any future.
pub(crate) fn is_todays(c: &Comparison) -> bool {
    let of = |metric: Metric| c.difference.get(&metric);
    let varies = |metric: Metric| of(metric).is_some_and(|x| x.sd.value.unwrap_or(0.0) != 0.0);
    let gains = of(Metric::Profit).and_then(|x| x.mean.value).unwrap_or(0.0);
    c.spend == 0.0 && gains == 0.0 && !varies(Metric::Profit) && !varies(Metric::ProfitWithAfter)
}

/// A shift of the log-odds: `7.4 more of 100 even chances`.
#[must_use]
pub fn shift(n: &dyn Numbers, logit: f64) -> String {
    let by = even::of_shift(logit);
    let size = n.style().number(by.abs(), Digits::Significant(2), Unit::Count);
    format!("{size} {} of 100 even chances", if by < 0.0 { "fewer" } else { "more" })
}

/// `$203k more and 2 other changes`, of a first plan that spends this much more and changes this much besides.
pub(crate) fn parts(n: &dyn Numbers, spend: f64, besides: usize) -> String {
    let others = |other: &str| match besides {
        1 => format!("1 {other}change"),
        more => format!("{more} {other}changes"),
    };
    match spend {
        0.0 => others(""),
        more => {
            let than = if more < 0.0 { "less" } else { "more" };
            format!("{} {than} and {}", money(n, more.abs()), others("other "))
        }
    }
}

/// Whether the first plan moves what a small step moves, in the same direction.
pub(crate) fn does(s: &Scenario, rung: &Rung) -> bool {
    let Some(plan) = s.plans.first() else { return false };
    let moves = |key: &str, sign: f64| {
        let found = levers::changed(s, 0).into_iter().find(|(setting, _)| setting.key == key);
        found.is_some_and(|(setting, to)| (to - setting.today) * sign > 0.0)
    };
    let raises = |key: &str| moves(key, 1.0);
    match &rung.lever {
        Lever::Answer => moves("response/minutes", -1.0),
        Lever::Attempt => raises("attempts/attempts"),
        Lever::Person { team } => raises(&format!("team/{team}/people")),
        Lever::Nurture => raises("nurture/quality"),
        Lever::Feed { stage } => raises(&format!("nurture/{stage}/share")),
        Lever::Rate { stage } => plan.rates.iter().any(|x| x.stage == *stage && x.logit > 0.0),
        Lever::Churn => false,
        Lever::Media { channel } => s.channels.iter().find(|c| c.id == *channel).is_some_and(|c| {
            let today = vec![c.spend_per_week; s.frame.horizon_weeks as usize];
            plan.spend_on(channel, &today).iter().sum::<f64>() > today.iter().sum::<f64>()
        }),
    }
}

#[cfg(test)]
mod tests;

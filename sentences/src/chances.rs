//! The chances of paying back and of reaching the target, and how sure the run itself is.

use funnel_engine::report::{Chance, Report};
use funnel_engine::scenario::Target;

use super::numbers::{Numbers, count, points};
use super::often;
use super::period::period;
use super::target::reaches;

/// A chance to be shown large.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Odds {
    /// `82%`.
    pub value: String,
    /// What it is the chance of.
    pub label: String,
    /// The note next to it: the error, today's figure, the confidence wanted.
    pub note: String,
}

/// The chances of paying back and of reaching the target.
#[must_use]
pub fn chances(report: &Report, target: &Target, n: &dyn Numbers) -> Vec<Odds> {
    let Some(c) = report.comparisons.first() else { return Vec::new() };
    let within = period(report.horizon_weeks);
    let percent = |p: &Chance| often::chance(n, p.value);
    let pays = if c.spend > 0.0 { "pays for itself within" } else { "leaves more profit after" };
    let mut odds =
        vec![Odds { value: percent(&c.pays_back), label: format!("{pays} {within}"), note: sure(&c.pays_back, n) }];
    if report.weeks > report.horizon_weeks {
        odds.push(Odds {
            value: percent(&c.pays_back_after),
            label: "counting what lands after".to_owned(),
            note: sure(&c.pays_back_after, n),
        });
    }
    if let Some(goal) = goal(report, target, n) {
        odds.push(Odds {
            value: percent(&goal.plan),
            note: format!("today {}; {} wanted, {}", percent(&goal.today), goal.wanted, goal.enough),
            label: goal.label,
        });
    }
    odds
}

/// `The plan reaches $9M revenue in 31% of futures.`; `None` without a target.
#[must_use]
pub fn goal_said(report: &Report, target: &Target, n: &dyn Numbers) -> Option<String> {
    goal(report, target, n).map(|goal| format!("The plan {} in {}.", goal.label, often::of_futures(n, goal.plan.value)))
}

/// How sure it is that the target is reached.
pub(crate) struct Goal {
    /// `reaches $9M revenue`.
    pub(crate) label: String,
    pub(crate) today: Chance,
    pub(crate) plan: Chance,
    /// The confidence wanted.
    pub(crate) wanted: String,
    /// Whether the plan achieves it.
    pub(crate) enough: &'static str,
}

/// How sure it is that the target is reached; `None` without a target.
pub(crate) fn goal(report: &Report, target: &Target, n: &dyn Numbers) -> Option<Goal> {
    let chance = |arm: usize| report.arms.get(arm)?.target;
    let (value, today, plan) = (target.value?, chance(0)?, chance(1)?);
    let enough = match target.confidence {
        wanted if plan.low >= wanted => "reached",
        wanted if plan.high < wanted => "not reached",
        _ => "too close to tell",
    };
    let (label, wanted) = (reaches(target.metric, value, n), often::wanted(n, target.confidence));
    Some(Goal { label, today, plan, wanted, enough })
}

/// The error of a chance; or, where all runs went one way, what that leaves open.
fn sure(p: &Chance, n: &dyn Numbers) -> String {
    // Rounded up, as the bound must hold.
    let bound = |x: f64| n.percent((x * 1e4).ceil() / 1e4, 2);
    match p.value {
        x if x >= 1.0 => format!("the chance is above {}", n.percent((p.low * 1e4).floor() / 1e4, 2)),
        x if x <= 0.0 => format!("the chance is below {}", bound(p.high)),
        _ => format!("±{}", points(n, p.se)),
    }
}

/// How sure the run itself is.
#[must_use]
pub fn error(report: &Report, n: &dyn Numbers) -> String {
    let runs = count(n, f64::from(report.replicates));
    let Some(c) = report.comparisons.first() else { return format!("{runs} futures") };
    // Half of the interval, which has a width even where all runs went one way.
    let se = c.pays_back.se.max((c.pays_back.high - c.pays_back.low) / 3.92);
    format!("{runs} futures · error ±{}", points(n, se))
}

#[cfg(test)]
mod tests {
    use super::*;
    use funnel_testkit::reports;
    use funnel_text::NumberStyle;

    #[test]
    fn chances_with_their_error() {
        let n = NumberStyle::default();
        let s = reports::scenario();
        let words: Vec<String> = chances(&reports::report(), &s.target, &n)
            .into_iter()
            .map(|o| format!("{} {} ({})", o.value, o.label, o.note))
            .collect();
        assert_eq!(
            words,
            [
                "82% pays for itself within 12 months (±0.3 points)",
                "93% counting what lands after (±0.3 points)",
                "44% reaches $9M revenue (today 31%; 80% wanted, not reached)",
            ]
        );
        let sure = reports::with(&reports::report(), |c| {
            c.pays_back = Chance { value: 1.0, se: 0.0, low: 0.999_84, high: 1.0 };
            c.pays_back_after = Chance { value: 0.997, ..reports::chance(0.997) };
        });
        let sure = chances(&sure, &s.target, &n);
        assert_eq!((sure[0].value.as_str(), sure[0].note.as_str()), ("every future", "the chance is above 99.98%"));
        assert_eq!(sure[1].value, "more than 99%");
        assert_eq!(error(&reports::report(), &n), "24,000 futures · error ±0.3 points");
    }
}

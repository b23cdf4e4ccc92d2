//! The chances to pay back and to reach the target, and how sure the run itself is.

use funnel_engine::report::{Chance, Report};
use funnel_engine::scenario::Target;

use super::numbers::{Numbers, count, points, share};
use super::period::period;
use super::target::reaches;

/// A chance to show large.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Odds {
    /// `82%`.
    pub value: String,
    /// What it is the chance of.
    pub label: String,
    /// What stands beside it: the error, today's figure, the confidence wanted.
    pub note: String,
}

/// The chances to pay back and to reach the target.
#[must_use]
pub fn chances(report: &Report, target: &Target, n: &dyn Numbers) -> Vec<Odds> {
    let Some(c) = report.comparisons.first() else { return Vec::new() };
    let within = period(report.horizon_weeks);
    let percent = |p: &Chance| share(n, p.value, p.se);
    let pays = if c.spend > 0.0 { "pays for itself within" } else { "leaves more profit after" };
    let mut odds = vec![Odds {
        value: percent(&c.pays_back),
        label: format!("{pays} {within}"),
        note: format!("±{}", points(n, c.pays_back.se)),
    }];
    if report.weeks > report.horizon_weeks {
        odds.push(Odds {
            value: percent(&c.pays_back_after),
            label: "counting what lands after".to_owned(),
            note: format!("±{}", points(n, c.pays_back_after.se)),
        });
    }
    let arms = (report.arms.first().and_then(|a| a.target), report.arms.get(1).and_then(|a| a.target));
    if let (Some(goal), (Some(today), Some(plan))) = (target.value, arms) {
        let wanted = n.percent(target.confidence, 0);
        let enough = if plan.value >= target.confidence { "reached" } else { "not reached" };
        odds.push(Odds {
            value: percent(&plan),
            label: reaches(target.metric, goal, n),
            note: format!("today {}; {wanted} wanted, {enough}", percent(&today)),
        });
    }
    odds
}

/// How sure the run itself is.
#[must_use]
pub fn error(report: &Report, n: &dyn Numbers) -> String {
    let runs = count(n, f64::from(report.replicates));
    let Some(c) = report.comparisons.first() else { return format!("{runs} runs") };
    format!("{runs} runs · error ±{}", points(n, c.pays_back.se))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::sample;
    use funnel_charts::format::NumberStyle;

    #[test]
    fn chances_with_their_error() {
        let n = NumberStyle::default();
        let s = sample::scenario();
        let words: Vec<String> = chances(&sample::report(), &s.target, &n)
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
        assert_eq!(error(&sample::report(), &n), "24,000 runs · error ±0.3 points");
    }
}

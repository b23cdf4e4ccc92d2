//! The flow view: from inquiries to customers, and where people are lost.

use funnel_engine::process::Metric;
use funnel_engine::report::{Arm, Report, StageFlow};
use funnel_engine::scenario::Scenario;

use super::numbers::{NONE, Numbers, people, people_change, plural};

/// A stage's row for one arm and the next: people in both plans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The stage.
    pub name: String,
    /// Who counts as having passed.
    pub definition: String,
    /// Why people leave it.
    pub reason: String,
    /// Came in: today, plan.
    pub entered: [String; 2],
    /// Passed, as a share of those who left.
    pub passed: [String; 2],
    /// The share that passed of those decided.
    pub rate: [String; 2],
    /// Lost for good.
    pub lost: [String; 2],
    /// Taken in again by a later stage, where there is one.
    pub recycled: Option<[String; 2]>,
    /// Still there at the end.
    pub waiting: [String; 2],
    /// Passed after the horizon.
    pub after: [String; 2],
}

/// `Of 6,800 inquiries the plan wins 281 customers, 23 more than today; most are lost as “Not a fit”.`
#[must_use]
pub fn title(s: &Scenario, report: &Report, n: &dyn Numbers) -> String {
    let Some(today) = report.arms.first() else { return String::new() };
    let plan = report.arms.get(1);
    let arm = plan.unwrap_or(today);
    let inquiries = mean(arm, Metric::Inquiries);
    let customers = mean(arm, Metric::Customers);
    let of = format!("Of {}", plural(n, inquiries, "inquiry", "inquiries"));
    let who = if plan.is_some() { "the plan" } else { "today’s plan" };
    let mut text = format!("{of} {who} wins {}", plural(n, customers, "customer", "customers"));
    if plan.is_some() {
        let before = mean(today, Metric::Customers);
        let more = customers - before;
        // As whole as the number it is beside.
        let size = if customers.max(before) >= 10.0 { more.abs().round() } else { more.abs() };
        let shown = people(n, size);
        text.push_str(&match (shown.as_str(), more > 0.0) {
            ("0", _) => ", as many as today".to_owned(),
            (shown, true) => format!(", {shown} more than today"),
            (shown, false) => format!(", {shown} fewer than today"),
        });
    }
    if let Some((stage, lost)) = largest_loss(arm) {
        let reason = s.stages.iter().find(|x| x.id == stage.id).map_or("", |x| x.loss.reason.as_str());
        let lost = people(n, lost);
        text.push_str(&if reason.is_empty() {
            format!("; the largest loss is before {}, {lost} people", stage.name)
        } else {
            format!("; the largest loss is “{reason}”, {lost} people")
        });
    }
    text.push('.');
    text
}

fn mean(arm: &Arm, metric: Metric) -> f64 {
    arm.figures.get(&metric).and_then(|x| x.mean.value).unwrap_or(0.0)
}

fn largest_loss(arm: &Arm) -> Option<(&StageFlow, f64)> {
    let lost = arm.stages.iter().map(|stage| (stage, stage.lost)).filter(|(_, lost)| *lost > 0.0);
    lost.max_by(|a, b| a.1.total_cmp(&b.1))
}

/// The stages, one row each, today beside the plan.
#[must_use]
pub fn table(s: &Scenario, report: &Report, n: &dyn Numbers) -> Vec<Line> {
    let Some(today) = report.arms.first() else { return Vec::new() };
    let plan = report.arms.get(1).unwrap_or(today);
    let pairs = today.stages.iter().zip(&plan.stages);
    pairs
        .map(|(a, b)| {
            let stage = s.stages.iter().find(|x| x.id == a.id);
            let both = |f: fn(&StageFlow) -> f64| [a, b].map(|x| people(n, f(x)));
            Line {
                name: a.name.clone(),
                definition: stage.map_or_else(String::new, |x| x.definition.clone()),
                reason: stage.map_or_else(String::new, |x| x.loss.reason.clone()),
                entered: both(|x| x.entered),
                passed: both(|x| x.passed),
                rate: [a, b].map(|x| rate(n, x)),
                lost: both(|x| x.lost),
                recycled: (a.recycled + b.recycled > 0.0).then(|| both(|x| x.recycled)),
                waiting: both(|x| x.waiting),
                after: both(|x| x.passed_after),
            }
        })
        .collect()
}

fn rate(n: &dyn Numbers, x: &StageFlow) -> String {
    let decided = x.passed + x.lost + x.recycled;
    if decided > 0.0 {
        let share = x.passed / decided;
        n.percent(share, u32::from(share < 0.0995))
    } else {
        NONE.to_owned()
    }
}

/// What is still on its way when the horizon ends, and what becomes of it.
#[must_use]
pub fn waiting(report: &Report, n: &dyn Numbers) -> String {
    let arm = report.arms.get(1).or(report.arms.first());
    let Some(arm) = arm else { return String::new() };
    let waiting: f64 = arm.stages.iter().map(|x| x.waiting).sum();
    let won_after = arm.stages.last().map_or(0.0, |x| x.passed_after);
    if waiting < 0.05 {
        return "Nobody is left in the process when the horizon ends.".to_owned();
    }
    let people = plural(n, waiting, "person is", "people are");
    match won_after {
        x if x < 0.05 => {
            format!("When the horizon ends {people} still in the process; none of them becomes a customer.")
        }
        x => format!(
            "When the horizon ends {people} still in the process; {} after it.",
            plural(n, x, "becomes a customer", "become customers")
        ),
    }
}

/// `+780` inquiries and the like, for a summary line.
#[must_use]
pub fn change(report: &Report, metric: Metric, n: &dyn Numbers) -> String {
    let difference = report.comparisons.first().and_then(|c| c.difference.get(&metric)).and_then(|x| x.mean.value);
    difference.map_or_else(|| NONE.to_owned(), |x| people_change(n, x))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::sample;
    use funnel_charts::format::NumberStyle;

    #[test]
    fn titles() {
        let (n, s, mut r) = (NumberStyle::default(), sample::scenario(), sample::report());
        assert_eq!(
            title(&s, &r, &n),
            "Of 6,800 inquiries the plan wins 281 customers, 23 more than today; the largest loss is “Not a fit”, \
             5,100 people."
        );
        let mut silent = s.clone();
        silent.stages[0].loss.reason.clear();
        assert!(title(&silent, &r, &n).ends_with("the largest loss is before Lead, 5,100 people."));
        r.arms.swap(0, 1);
        assert!(title(&s, &r, &n).contains("23 fewer than today"));
        r.arms.truncate(1);
        assert!(title(&s, &r, &n).starts_with("Of 6,800 inquiries today’s plan wins 281 customers;"));
        r.arms.clear();
        assert_eq!(title(&s, &r, &n), "");
    }

    #[test]
    fn equal_arms_and_nobody() {
        let (n, s, mut r) = (NumberStyle::default(), sample::scenario(), sample::report());
        r.arms[1] = r.arms[0].clone();
        assert!(title(&s, &r, &n).contains("258 customers, as many as today"));
        for arm in &mut r.arms {
            arm.figures.clear();
            arm.stages.clear();
        }
        assert_eq!(title(&s, &r, &n), "Of 0 inquiries the plan wins 0 customers, as many as today.");
        assert_eq!(waiting(&r, &n), "Nobody is left in the process when the horizon ends.");
    }

    #[test]
    fn rows_and_what_waits() {
        let (n, s, r) = (NumberStyle::default(), sample::scenario(), sample::report());
        let rows = table(&s, &r, &n);
        assert_eq!(rows[0].entered, ["6,020", "6,800"]);
        assert_eq!(rows[0].rate, ["21%", "21%"]);
        assert_eq!(rows[0].reason, "Not a fit");
        assert_eq!(rows[1].lost, ["942", "1,075"]);
        assert_eq!(rows[1].recycled, None);
        // 340 wait in the first stage, 4 in the second, one of whom is won after the horizon.
        assert_eq!(
            waiting(&r, &n),
            "When the horizon ends 344 people are still in the process; 1 becomes a customer after it."
        );
    }
}

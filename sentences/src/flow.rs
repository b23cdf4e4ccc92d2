//! The flow view: from inquiries to customers, and where people are lost.

use funnel_engine::process::Metric;
use funnel_engine::report::{Arm, PassRate, Report, StageFlow};
use funnel_engine::scenario::Scenario;
use funnel_text::format::Unit;

use super::numbers::{NONE, Numbers, pair_texts, people, people_change, plural};
use super::often::portion;
use super::period::period;

/// A stage's row, with people under both plans.
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
    /// The share that passes: so far, and in the end where that is different.
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

/// `Of 6,800 inquiries the plan wins 281 customers, 23 more than today; most are lost as “Not a fit”.` Who is under way
/// at the start is counted besides.
#[must_use]
pub fn title(s: &Scenario, report: &Report, n: &dyn Numbers) -> String {
    let Some(today) = report.arms.first() else { return String::new() };
    let plan = report.arms.get(1);
    let arm = plan.unwrap_or(today);
    let inquiries = mean(arm, Metric::Inquiries);
    let customers = mean(arm, Metric::Customers);
    let mut of = format!("Of {}", plural(n, inquiries, "inquiry", "inquiries"));
    let under_way: u32 = s.stages.iter().map(|stage| stage.open_at_start).sum();
    if under_way > 0 {
        of = format!("{of} and {} under way at the start", plural(n, f64::from(under_way), "person", "people"));
    }
    let who = if plan.is_some() { "the plan" } else { "today’s plan" };
    let mut text = format!("{of} {who} wins {}", plural(n, customers, "customer", "customers"));
    if plan.is_some() {
        let more = report.comparisons.first().and_then(|c| c.difference.get(&Metric::Customers)).map(|x| x.mean);
        let more = more.unwrap_or_default();
        let size = more.value.unwrap_or(0.0).abs();
        text.push_str(&match more.value {
            _ if size == 0.0 => ", as many as today".to_owned(),
            // A change that is written as nothing is no more and no fewer.
            _ if people(n, size) == "0" => ", about as many as today".to_owned(),
            _ if !more.is_clear() => ", as many as today as far as we can tell".to_owned(),
            Some(x) if x > 0.0 => format!(", {} more than today", people(n, size)),
            _ => format!(", {} fewer than today", people(n, size)),
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

/// The columns: came in, passed, lost, taken in again, waiting, passed after.
const FIGURES: [fn(&StageFlow) -> f64; 6] =
    [|x| x.entered, |x| x.passed, |x| x.lost, |x| x.recycled, |x| x.waiting, |x| x.passed_after];

/// The stages, one row each, with today beside the plan.
#[must_use]
pub fn table(s: &Scenario, report: &Report, n: &dyn Numbers) -> Vec<Line> {
    let Some(today) = report.arms.first() else { return Vec::new() };
    let plan = report.arms.get(1).unwrap_or(today);
    let pairs: Vec<(&StageFlow, &StageFlow)> = today.stages.iter().zip(&plan.stages).collect();
    // One rule for each column of people.
    let column = |f: fn(&StageFlow) -> f64| pair_texts(n, pairs.iter().map(|(a, b)| [f(a), f(b)]), Unit::Count);
    let [entered, passed, lost, recycled, waiting, after] = FIGURES.map(column);
    let columns = entered.into_iter().zip(passed).zip(lost).zip(recycled).zip(waiting).zip(after);
    let line =
        |(&(a, b), (((((entered, passed), lost), recycled), waiting), after)): (&(&StageFlow, &StageFlow), _)| {
            let stage = s.stages.iter().find(|x| x.id == a.id);
            Line {
                name: a.name.clone(),
                definition: stage.map_or_else(String::new, |x| x.definition.clone()),
                reason: stage.map_or_else(String::new, |x| x.loss.reason.clone()),
                entered,
                passed,
                rate: [a, b].map(|x| rate(report, x, n)),
                lost,
                recycled: (a.recycled + b.recycled > 0.0).then_some(recycled),
                waiting,
                after,
            }
        };
    pairs.iter().zip(columns).map(line).collect()
}

/// People still at a stage when the simulation ends, as a share: above this, nobody can say what passes in the end.
const OPEN: f64 = 0.005;

/// `40% pass`, or `14% pass so far, within 26 weeks; 40% in the end`: those who are won late are not yet among those
/// decided.
#[must_use]
pub fn rate(report: &Report, x: &StageFlow, n: &dyn Numbers) -> String {
    let within = period(report.horizon_weeks);
    let PassRate { so_far, in_the_end, open } = x.pass_rate();
    let share = |x: f64| portion(n, x, u32::from(x < 0.0995));
    match (so_far.map(share), in_the_end.map(share)) {
        (Some(now), Some(end)) if open > OPEN => {
            let weeks = period(report.weeks);
            if now == end {
                format!("{now} pass so far")
            } else {
                format!("{now} pass so far, within {within}; {end} within the {weeks} simulated")
            }
        }
        (Some(now), Some(end)) if now == end => format!("{end} pass"),
        (Some(now), Some(end)) => format!("{now} pass so far, within {within}; {end} in the end"),
        (None, Some(end)) => format!("nobody has left within {within}; {end} pass in the end"),
        _ => "nobody leaves it".to_owned(),
    }
}

/// People still on their way at the end of the horizon, and what becomes of them.
#[must_use]
pub fn waiting(report: &Report, n: &dyn Numbers) -> String {
    let arm = report.arms.get(1).or(report.arms.first());
    let Some(arm) = arm else { return String::new() };
    let within = period(report.horizon_weeks);
    let waiting: f64 = arm.stages.iter().map(|x| x.waiting).sum();
    let won_after = arm.stages.last().map_or(0.0, |x| x.passed_after);
    if waiting < 0.05 {
        return format!("Nobody is left in the process after these {within}.");
    }
    let people = plural(n, waiting, "person is", "people are");
    match won_after {
        x if x < 0.05 => {
            format!("After these {within} {people} still in the process; none of them becomes a customer.")
        }
        x => format!(
            "After these {within} {people} still in the process; {} later.",
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
    use funnel_engine::scenario::{Channel, Delay, Frame, Input, Loss, Stage};
    use funnel_engine::simulate::Simulator;
    use funnel_testkit::reports;
    use funnel_text::NumberStyle;

    #[test]
    fn titles() {
        let (n, s, mut r) = (NumberStyle::default(), reports::scenario(), reports::report());
        assert_eq!(
            title(&s, &r, &n),
            "Of 6,800 inquiries the plan wins 281 customers, 23 more than today; the largest loss is “Not a fit”, \
             5,100 people."
        );
        let mut silent = s.clone();
        silent.stages[0].loss.reason.clear();
        assert!(title(&silent, &r, &n).ends_with("the largest loss is before Lead, 5,100 people."));
        for few in [0.049, 0.02, 1e-9] {
            for change in [few, -few] {
                let next = reports::with(&r, |c| reports::set(c, Metric::Customers, change, few / 100.0));
                assert!(title(&s, &next, &n).contains(", about as many as today;"), "{change}");
            }
        }
        let fewer = reports::with(&r, |c| reports::set(c, Metric::Customers, -23.0, 0.2));
        assert!(title(&s, &fewer, &n).contains("23 fewer than today"));
        let close = reports::with(&r, |c| reports::set(c, Metric::Customers, 0.3, 0.2));
        assert!(title(&s, &close, &n).contains("as many as today as far as we can tell"));
        r.arms.swap(0, 1);
        r.arms.truncate(1);
        assert!(title(&s, &r, &n).starts_with("Of 6,800 inquiries today’s plan wins 281 customers;"));
        r.arms.clear();
        assert_eq!(title(&s, &r, &n), "");
    }

    #[test]
    fn equal_arms_and_nobody() {
        let (n, s, mut r) = (NumberStyle::default(), reports::scenario(), reports::report());
        r.arms[1] = r.arms[0].clone();
        r = reports::with(&r, |c| reports::set(c, Metric::Customers, 0.0, 0.0));
        assert!(title(&s, &r, &n).contains("258 customers, as many as today"));
        for arm in &mut r.arms {
            arm.figures.clear();
            arm.stages.clear();
        }
        assert_eq!(title(&s, &r, &n), "Of 0 inquiries the plan wins 0 customers, as many as today.");
        assert_eq!(waiting(&r, &n), "Nobody is left in the process after these 12 months.");
    }

    #[test]
    fn rows_and_what_waits() {
        let (n, s, r) = (NumberStyle::default(), reports::scenario(), reports::report());
        let rows = table(&s, &r, &n);
        assert_eq!(rows[0].entered, ["6,020", "6,800"]);
        assert_eq!(rows[0].rate[0], "21% pass");
        assert_eq!(rows[1].rate[0], "22% pass");
        assert_eq!(rows[0].reason, "Not a fit");
        assert_eq!(rows[1].lost, ["942", "1,075"]);
        assert_eq!(rows[1].recycled, None);
        // 340 wait in the first stage and 4 in the second, one of whom is won after the horizon.
        assert_eq!(
            waiting(&r, &n),
            "After these 12 months 344 people are still in the process; 1 becomes a customer later."
        );
    }

    /// Four in ten pass after 20 weeks, the others are lost after one. Of those who come in evenly over 26 weeks, the
    /// winners of six weeks and the losers of 25 are decided: .4 × 6 / (.4 × 6 + .6 × 25) = 13.8 %.
    #[test]
    fn a_rate_so_far_is_not_a_rate_in_the_end() {
        let after = |weeks: f64| Delay::Empirical { weeks: vec![weeks] };
        let stage = Stage {
            id: "won".into(),
            name: "Won".into(),
            rate: Input::fixed(0.4),
            delay: after(20.0),
            loss: Loss { delay: Some(after(1.0)), ..Loss::default() },
            ..Stage::default()
        };
        let channel = Channel {
            id: "search".into(),
            spend_per_week: 10_000.0,
            cost_per_inquiry: Input::fixed(10.0),
            ..Channel::default()
        };
        let s = Scenario {
            frame: Frame { horizon_weeks: 26, run_off_weeks: 60 },
            channels: vec![channel],
            stages: vec![stage],
            ..Scenario::default()
        };
        let mut simulator = Simulator::new(&s).unwrap();
        let mut tally = simulator.tally();
        simulator.blocks(64).for_each(|block| simulator.step(block, 64, &mut tally));
        let r = tally.report(simulator.model());
        let n = NumberStyle::default();
        let said = table(&s, &r, &n)[0].rate[0].clone();
        assert_eq!(said, "14% pass so far, within 6 months; 40% in the end");
    }
}

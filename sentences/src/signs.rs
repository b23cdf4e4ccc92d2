//! Early signs: which figure is the first to tell that the year will fall short, and what to watch.

use funnel_engine::report::{Measure, Report, Sign, Signs};
use funnel_engine::scenario::Scenario;
use funnel_text::calendar;
use funnel_text::format::{Digits, Frequency, Unit};

use super::holds::duration;
use super::numbers::Numbers;
use super::often::{of_futures, portion};
use super::period::period;
use super::target;

/// A sign that puts three pairs in four in the right order is worth watching; a coin manages two.
const WORTH: f64 = 0.75;

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// `week 8`.
    pub week: String,
    /// What to watch.
    pub figure: String,
    /// The threshold, with its side: `below 1,210`.
    pub threshold: String,
    /// Of 100 pairs, the number in the right order.
    pub tells: String,
    /// Share of misses for which it warns.
    pub warned: String,
    /// Share of others for which it warns in vain.
    pub false_alarms: String,
}

fn arm(report: &Report) -> Option<&Signs> {
    report.arms.get(1).or_else(|| report.arms.first()).map(|a| &a.signs)
}

/// `Look at week 13: with fewer than 24 deals won so far, the target is missed 8 times in 10.`
#[must_use]
pub fn title(s: &Scenario, report: &Report, n: &dyn Numbers) -> String {
    let Some(signs) = arm(report).filter(|x| !x.signs.is_empty()) else {
        return "Nothing tells before half of the time is over.".to_owned();
    };
    match worth(signs) {
        Some(x) => look_at(s, report, signs, x, n),
        None => {
            let last = signs.signs.iter().map(|x| x.week).max().unwrap_or(0);
            format!(
                "Nothing tells early how this will go: decide after {}.",
                calendar::week_in_full(&n.style().calendar, last)
            )
        }
    }
}

/// The earliest sign that the target will be missed, where one is worth watching.
#[must_use]
pub(crate) fn early(s: &Scenario, report: &Report, n: &dyn Numbers) -> Option<String> {
    let signs = arm(report).filter(|signs| signs.is_target)?;
    Some(look_at(s, report, signs, worth(signs)?, n))
}

fn worth(signs: &Signs) -> Option<&Sign> {
    signs.signs.iter().find(|x| x.tells.value.unwrap_or(0.0) - x.tells.half() > WORTH)
}

fn look_at(s: &Scenario, report: &Report, signs: &Signs, x: &Sign, n: &dyn Numbers) -> String {
    let who = if report.arms.len() > 1 { "the plan" } else { "today’s plan" };
    let goal =
        if signs.is_target { "the target is missed".to_owned() } else { format!("{who} ends in its lower half") };
    let calendar = &n.style().calendar;
    let at = if calendar.is_in_weeks() { "at" } else { "in" };
    let when = calendar::week_in_full(calendar, x.week);
    format!("Look {at} {when}: with {}, {goal} {}.", seen(s, x, n), ten(signs, x))
}

/// Of ten futures in which it warns, in how many the goal is missed.
fn ten(signs: &Signs, x: &Sign) -> String {
    let missed = x.warned * signs.missed;
    let all = missed + x.false_alarms * (1.0 - signs.missed);
    match Frequency::of(if all > 0.0 { missed / all } else { 0.0 }, 10) {
        Frequency::Times(1) => "once in 10".to_owned(),
        Frequency::Times(k) => format!("{k} times in 10"),
        Frequency::Nearly => "nearly always".to_owned(),
        Frequency::Always => "in every future simulated".to_owned(),
        _ => "hardly ever".to_owned(),
    }
}

/// What the goal is, for the text below the title.
#[must_use]
pub fn goal(report: &Report, n: &dyn Numbers) -> String {
    let Some(signs) = arm(report) else { return String::new() };
    let within = period(report.horizon_weeks);
    if signs.is_target {
        let missed = of_futures(n, signs.missed);
        return format!(
            "The target, {} within {within}, is missed in {missed}. Read early, these figures tell which:",
            target::goal(signs.metric, signs.goal, n)
        );
    }
    format!(
        "No target is set whose outcome is open, so this asks for the better half: more than {} within {within}. Read early, \
         these figures tell:",
        target::goal(signs.metric, signs.goal, n)
    )
}

/// The two best figures of each week.
#[must_use]
pub fn table(s: &Scenario, report: &Report, n: &dyn Numbers) -> Vec<Line> {
    let Some(signs) = arm(report) else { return Vec::new() };
    let mut lines = Vec::new();
    for (i, x) in signs.signs.iter().enumerate() {
        let place = signs.signs[..i].iter().filter(|y| y.week == x.week).count();
        if place < 2 {
            lines.push(Line {
                week: calendar::week_in_full(&n.style().calendar, x.week),
                figure: figure(s, x),
                threshold: threshold(x, n),
                tells: hundred(x.tells.value.unwrap_or(0.5)),
                warned: portion(n, x.warned, 0),
                false_alarms: portion(n, x.false_alarms, 0),
            });
        }
    }
    lines
}

/// A chance as a number out of a hundred pairs.
fn hundred(p: f64) -> String {
    match Frequency::of(p, 100) {
        Frequency::Times(k) => format!("{k} of 100"),
        Frequency::Nearly => "nearly all".to_owned(),
        Frequency::Always => "every pair".to_owned(),
        _ => "hardly any".to_owned(),
    }
}

fn figure(s: &Scenario, x: &Sign) -> String {
    let team = s.teams.iter().find(|t| t.id == x.team).map_or("", |t| t.name.as_str());
    match x.measure {
        Measure::Inquiries => "Inquiries so far".to_owned(),
        Measure::Won => "Deals won so far".to_owned(),
        Measure::Waiting => format!("Waiting for {team}"),
        Measure::Utilisation => format!("Hours worked, {team}"),
        Measure::Stale => format!("Gone cold, {team}"),
        Measure::Minutes => "Time to an answer".to_owned(),
        Measure::Reach => "Share reached".to_owned(),
    }
}

/// What is seen on the warning side: `fewer than 24 deals won so far`.
fn seen(s: &Scenario, x: &Sign, n: &dyn Numbers) -> String {
    let team = s.teams.iter().find(|t| t.id == x.team).map_or("", |t| t.name.as_str());
    let value = value(x, n);
    let [many, much, late] = if x.warns_below {
        ["fewer than", "less than", "sooner than"]
    } else {
        ["more than", "more than", "later than"]
    };
    match x.measure {
        Measure::Inquiries => format!("{many} {value} inquiries so far"),
        Measure::Won => format!("{many} {value} deals won so far"),
        Measure::Waiting => format!("{many} {value} waiting for “{team}”"),
        Measure::Utilisation => format!("{much} {value} of the hours of “{team}” worked"),
        Measure::Stale => format!("{many} {value} gone cold waiting for “{team}”"),
        Measure::Minutes => format!("first answers {late} {value}"),
        Measure::Reach => format!("{much} {value} of leads reached"),
    }
}

fn threshold(x: &Sign, n: &dyn Numbers) -> String {
    let side = if x.warns_below { "below" } else { "above" };
    format!("{side} {}", value(x, n))
}

fn value(x: &Sign, n: &dyn Numbers) -> String {
    match x.measure {
        Measure::Utilisation | Measure::Reach => portion(n, x.threshold, 0),
        Measure::Minutes => duration(n, x.threshold),
        // Halfway between two counts: 24 are fewer than 25, and 25 are more than 24.
        _ if x.warns_below => n.style().number(x.threshold.ceil(), Digits::Significant(3), Unit::Count),
        _ => n.style().number(x.threshold.floor(), Digits::Significant(3), Unit::Count),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use funnel_engine::report::Estimate;
    use funnel_engine::scenario::TargetMetric;
    use funnel_testkit::reports;
    use funnel_text::NumberStyle;

    fn report(tells: f64, is_target: bool) -> Report {
        let mut r = reports::report();
        let sign = |measure, week, tells| Sign {
            measure,
            team: String::new(),
            week,
            tells: Estimate { value: Some(tells), se: Some(0.01) },
            threshold: 1_210.0,
            warns_below: true,
            warned: 0.8,
            false_alarms: 0.1,
        };
        r.arms[1].signs = Signs {
            metric: TargetMetric::Revenue,
            goal: 5e6,
            is_target,
            missed: 0.5,
            signs: vec![
                sign(Measure::Inquiries, 8, tells),
                sign(Measure::Won, 8, 0.6),
                sign(Measure::Reach, 8, 0.5),
                sign(Measure::Won, 13, tells),
            ],
        };
        r
    }

    #[test]
    fn titles() {
        let (s, n) = (reports::scenario(), NumberStyle::default());
        // Of ten warnings, .8/(.8 + .1) are right.
        assert_eq!(
            title(&s, &report(0.8, true), &n),
            "Look at week 8: with fewer than 1,210 inquiries so far, the target is missed 9 times in 10."
        );
        assert_eq!(
            title(&s, &report(0.8, false), &n),
            "Look at week 8: with fewer than 1,210 inquiries so far, the plan ends in its lower half 9 times in 10."
        );
        assert_eq!(title(&s, &report(0.7, true), &n), "Nothing tells early how this will go: decide after week 13.");
        assert_eq!(title(&s, &reports::report(), &n), "Nothing tells before half of the time is over.");
    }

    #[test]
    fn the_table_has_the_two_best_of_each_week() {
        let lines = table(&reports::scenario(), &report(0.8, true), &NumberStyle::default());
        let figures: Vec<_> = lines.iter().map(|l| (l.week.as_str(), l.figure.as_str())).collect();
        assert_eq!(
            figures,
            [("week 8", "Inquiries so far"), ("week 8", "Deals won so far"), ("week 13", "Deals won so far")]
        );
        assert_eq!((lines[0].tells.as_str(), lines[0].warned.as_str()), ("80 of 100", "80%"));
    }
}

//! The time view: when it pays, and what lands after the horizon.

use funnel_engine::process::Metric;
use funnel_engine::report::{Arm, Report};
use funnel_text::calendar;
use funnel_text::format::Unit;

use super::compare::listed;
use super::numbers::{Numbers, money, money_change, money_of, plural, texts};
use super::period::period;

/// When the plan's profit overtakes today's for good, in half of the futures.
#[must_use]
pub fn payback_week(report: &Report) -> Option<u32> {
    let week = report.comparisons.first()?.difference.get(&Metric::PaybackWeek)?.p50.value?;
    // The week is a whole number; a median may lie between two.
    Some(week.ceil().max(1.0) as u32)
}

/// The view's title.
#[must_use]
pub fn title(report: &Report, n: &dyn Numbers) -> String {
    let at = |week: u32| calendar::week(&n.style().calendar, week);
    let within = period(report.horizon_weeks);
    let Some(c) = report.comparisons.first() else {
        return format!("Week by week, {within} and what lands after.");
    };
    let still = c.cumulative_profit.p10.iter().chain(&c.cumulative_profit.p90).all(|x| *x == 0.0);
    if c.spend == 0.0 && still {
        return "Week by week the plan is today’s plan.".to_owned();
    }
    let more = c.spend > 0.0;
    match payback_week(report) {
        Some(week) if week <= report.horizon_weeks && more => {
            format!("In half of the futures the extra money is back by {}.", at(week))
        }
        Some(week) if more => format!(
            "In half of the futures the extra money is back by {}, {} after these {within}.",
            at(week),
            period(week - report.horizon_weeks)
        ),
        Some(week) if week > 1 => format!("In half of the futures the plan is ahead for good from {}.", at(week)),
        Some(_) => "In half of the futures the plan is ahead from the first week.".to_owned(),
        None if more => format!("In half of the futures the extra money is not back within {}.", period(report.weeks)),
        None => "In half of the futures the plan falls behind, and stays there.".to_owned(),
    }
}

/// What the chart of the view shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Profit, plan less today, from the first week on.
    Payback,
    /// Revenue from the first week on.
    Cumulative,
    /// Revenue a week.
    Weekly,
    /// Mean value booked, a week.
    Booked,
    /// Mean revenue recognised, a week.
    Recognised,
    /// Mean cash received, a week.
    Paid,
}

/// What is said over the chart: of what it shows, over the weeks that it shows it for.
#[must_use]
pub fn title_of(shown: Shown, report: &Report, n: &dyn Numbers) -> String {
    let within = period(report.horizon_weeks);
    let horizon = report.horizon_weeks as usize;
    let sum = |x: &[f64]| x.iter().take(horizon).sum::<f64>();
    let (what, figure): (&str, fn(&Arm) -> &[f64]) = match shown {
        Shown::Payback => return title(report, n),
        Shown::Cumulative => ("revenue comes to", |arm| &arm.weekly.revenue.mean),
        Shown::Weekly => ("a week’s revenue is", |arm| &arm.weekly.revenue.mean),
        Shown::Booked if renews(report) => ("deals and renewals booked come to", |arm| &arm.weekly.bookings),
        Shown::Booked => ("deals booked come to", |arm| &arm.weekly.bookings),
        Shown::Recognised => ("revenue recognised comes to", |arm| &arm.weekly.recognised),
        Shown::Paid => ("cash received comes to", |arm| &arm.weekly.cash),
    };
    let of = |arm: &Arm| {
        let all = sum(figure(arm));
        if shown == Shown::Weekly { all / horizon.max(1) as f64 } else { all }
    };
    let figures: Vec<f64> = report.arms.iter().take(2).map(of).collect();
    let texts = texts(n, &figures, Unit::Money);
    match texts.as_slice() {
        [today, plan] => format!("Within {within} {what} {plan} on average under the plan, against {today} today."),
        [today] => format!("Within {within} {what} {today} on average today."),
        _ => String::new(),
    }
}

/// Whether some of what is booked are renewals: they are no deals won.
#[must_use]
pub fn renews(report: &Report) -> bool {
    report.arms.iter().any(|arm| arm.booked.retained != 0.0 || arm.booked.expanded != 0.0)
}

/// What lands after the horizon, and what is not watched any more.
#[must_use]
pub fn after(report: &Report, n: &dyn Numbers) -> String {
    let said = [won_after(report, n), recognised_after(report, n), left(report, n)];
    let mut text = String::new();
    for sentence in said.into_iter().flatten() {
        text.push_str(if text.is_empty() { "" } else { " " });
        text.push_str(&sentence);
    }
    if text.is_empty() { "Nothing is left to land later.".to_owned() } else { text }
}

/// Deals won after the horizon, where people still move then.
fn won_after(report: &Report, n: &dyn Numbers) -> Option<String> {
    let rest = report.people_weeks.checked_sub(report.horizon_weeks).filter(|weeks| *weeks > 0).map(period)?;
    let figure = |arm: usize| Some(report.arms.get(arm)?.figures.get(&Metric::BookingsAfter)?.mean);
    let today = figure(0)?;
    let lands = if renews(report) { "is booked, renewals among it," } else { "of deals is won" };
    let change = report.comparisons.first().and_then(|c| c.difference.get(&Metric::BookingsAfter)).map(|x| x.mean);
    Some(match (figure(1), change) {
        (Some(plan), Some(change)) => format!(
            "In a further {rest}, without further spend, another {} {lands} on average, against {} today ({}).",
            money_of(n, &plan),
            money_of(n, &today),
            money_change(n, &change)
        ),
        _ => format!("In a further {rest}, without further spend, another {} {lands} on average.", money_of(n, &today)),
    })
}

/// Revenue recognised after the horizon, where it counts then and not when it is won.
fn recognised_after(report: &Report, n: &dyn Numbers) -> Option<String> {
    if report.weeks == report.people_weeks {
        return None;
    }
    let rest = period(report.weeks.saturating_sub(report.horizon_weeks));
    let figure = |arm: usize| {
        let weeks = report.arms.get(arm)?.weekly.revenue.mean.get(report.horizon_weeks as usize..)?;
        Some(money(n, weeks.iter().sum()))
    };
    let today = figure(0)?;
    Some(match figure(1) {
        Some(plan) => {
            format!("Of all deals won, {plan} is recognised in a further {rest}, against {today} today.")
        }
        None => format!("Of all deals won, {today} is recognised in a further {rest}."),
    })
}

/// What the last week in which people move leaves unfinished; no figure counts it.
fn left(report: &Report, n: &dyn Numbers) -> Option<String> {
    let left = report.arms.get(1).or(report.arms.first())?.left;
    let people = |x: f64, one: &str, many: &str| (x >= 0.05).then(|| plural(n, x, one, many));
    let parts = [
        people(left.in_stages, "person still in the process", "people still in the process"),
        people(left.in_nurture, "person in nurture", "people in nurture"),
        people(left.customers, "customer", "customers"),
        people(left.inquiries, "inquiry still to come", "inquiries still to come"),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        return None;
    }
    let parts = listed(&parts.iter().map(String::as_str).collect::<Vec<_>>(), "and");
    let whose = if report.arms.len() > 1 { "under the plan " } else { "" };
    Some(format!(
        "After {} nobody is followed any more: what would become {whose}of {parts} is not counted.",
        calendar::week(&n.style().calendar, report.people_weeks)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use funnel_engine::report::{Estimate, Left};
    use funnel_testkit::reports;
    use funnel_text::NumberStyle;
    use funnel_text::calendar::{Calendar, Month, Period};

    fn week(report: &Report, week: Option<f64>) -> Report {
        reports::with(report, |c| {
            if let Some(x) = c.difference.get_mut(&Metric::PaybackWeek) {
                x.p50 = Estimate { value: week, se: None };
            }
        })
    }

    #[test]
    fn titles() {
        let r = reports::report();
        assert_eq!(title(&r, &NumberStyle::default()), "In half of the futures the extra money is back by week 31.");
        assert_eq!(
            title(&week(&r, Some(60.5)), &NumberStyle::default()),
            "In half of the futures the extra money is back by week 61, 9 weeks after these 12 months."
        );
        let months = |starts| NumberStyle {
            calendar: Calendar { period: Period::Month, starts, ..Calendar::default() },
            ..NumberStyle::default()
        };
        assert_eq!(title(&r, &months(None)), "In half of the futures the extra money is back by month 7.");
        assert_eq!(
            title(&r, &months(Month::new(2027, 3))),
            "In half of the futures the extra money is back by September 2027."
        );
        assert_eq!(
            title(&week(&r, None), &NumberStyle::default()),
            "In half of the futures the extra money is not back within 24 months."
        );
        let less = reports::with(&r, |c| c.spend = -1.0);
        assert_eq!(
            title(&less, &NumberStyle::default()),
            "In half of the futures the plan is ahead for good from week 31."
        );
        assert_eq!(
            title(&week(&less, Some(1.0)), &NumberStyle::default()),
            "In half of the futures the plan is ahead from the first week."
        );
        assert_eq!(
            title(&week(&less, None), &NumberStyle::default()),
            "In half of the futures the plan falls behind, and stays there."
        );
        let same = reports::with(&r, |c| {
            c.spend = 0.0;
            c.cumulative_profit = Default::default();
        });
        assert_eq!(title(&same, &NumberStyle::default()), "Week by week the plan is today’s plan.");
    }

    #[test]
    fn what_lands_after() {
        let (n, mut r) = (NumberStyle::default(), reports::report());
        assert_eq!(
            after(&r, &n),
            "In a further 12 months, without further spend, another $840k of deals is won on average, \
             against $770k today (+$90k)."
        );
        r.arms[1].booked.retained = 1e4;
        assert!(after(&r, &n).contains("another $840k is booked, renewals among it, on average"));
        r.arms[1].booked.retained = 0.0;
        r.comparisons.clear();
        r.arms.truncate(1);
        assert!(after(&r, &n).ends_with("another $770k of deals is won on average."));
        (r.weeks, r.people_weeks) = (52, 52);
        assert_eq!(after(&r, &n), "Nothing is left to land later.");
    }

    #[test]
    fn what_is_recognised_after() {
        let (n, mut r) = (NumberStyle::default(), reports::report());
        (r.weeks, r.people_weeks) = (104, 52);
        for (arm, each) in r.arms.iter_mut().zip([1_000.0, 1_500.0]) {
            arm.weekly.revenue.mean = vec![each; 104];
        }
        assert_eq!(after(&r, &n), "Of all deals won, $78k is recognised in a further 12 months, against $52k today.");
        r.comparisons.clear();
        r.arms.truncate(1);
        assert_eq!(after(&r, &n), "Of all deals won, $52k is recognised in a further 12 months.");
    }

    #[test]
    fn what_is_not_followed_any_more_is_said() {
        let (n, mut r) = (NumberStyle::default(), reports::report());
        r.arms[1].left = Left { in_stages: 3.2, in_nurture: 40.0, customers: 0.0, inquiries: 1.0 };
        assert!(
            after(&r, &n).ends_with(
                " After week 104 nobody is followed any more: what would become under the plan of 3.2 people still in the \
                 process, 40 people in nurture and 1 inquiry still to come is not counted."
            ),
            "{}",
            after(&r, &n)
        );
        r.comparisons.clear();
        r.arms.truncate(1);
        r.arms[0].left = Left { inquiries: 0.06, ..Left::default() };
        (r.weeks, r.people_weeks) = (52, 52);
        assert_eq!(
            after(&r, &n),
            "After week 52 nobody is followed any more: what would become of 0.1 inquiries still to come is not counted."
        );
        r.arms[0].left.inquiries = 0.04;
        assert_eq!(after(&r, &n), "Nothing is left to land later.");
    }

    /// Sums of the weeks within the horizon, whichever chart is picked.
    #[test]
    fn what_is_said_is_what_the_chart_shows() {
        let (n, mut r) = (NumberStyle::default(), reports::report());
        for (arm, each) in r.arms.iter_mut().zip([1_000.0, 1_250.0]) {
            arm.weekly.revenue.mean = vec![each; 104];
            arm.weekly.bookings = vec![each * 2.0; 104];
        }
        let said = |shown| title_of(shown, &r, &n);
        assert_eq!(said(Shown::Payback), title(&r, &NumberStyle::default()));
        assert_eq!(
            said(Shown::Cumulative),
            "Within 12 months revenue comes to $65k on average under the plan, against $52k today."
        );
        assert_eq!(
            said(Shown::Weekly),
            "Within 12 months a week’s revenue is $1,250 on average under the plan, against $1,000 today."
        );
        assert_eq!(
            said(Shown::Booked),
            "Within 12 months deals booked come to $130k on average under the plan, against $104k today."
        );
    }
}

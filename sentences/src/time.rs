//! The time view: when it pays, and what lands after the horizon.

use funnel_engine::process::Metric;
use funnel_engine::report::{Arm, Report};
use funnel_engine::scenario::Scenario;
use funnel_text::calendar;
use funnel_text::format::Unit;

use super::besides::{is_budget_alone, is_todays};
use super::compare::listed;
use super::numbers::{Numbers, money, money_change, money_of, plural, texts};
use super::period::period;

/// The week from which on the plan's profit stays above today's, in half of the futures.
#[must_use]
pub fn payback_week(report: &Report) -> Option<u32> {
    let week = report.comparisons.first()?.difference.get(&Metric::PaybackWeek)?.p50.value?;
    // The week is a whole number; a median may lie between two of them.
    Some(week.ceil().max(1.0) as u32)
}

/// The view's title.
#[must_use]
pub fn title(s: &Scenario, report: &Report, n: &dyn Numbers) -> String {
    let at = |week: u32| calendar::week(&n.style().calendar, week);
    let within = period(report.horizon_weeks);
    let Some(c) = report.comparisons.first() else {
        return format!("Week by week, {within} and what lands after.");
    };
    if is_todays(c) {
        return "Week by week the plan is today’s plan.".to_owned();
    }
    let still = c.cumulative_profit.p10.iter().chain(&c.cumulative_profit.p90).all(|x| *x == 0.0);
    if c.spend == 0.0 && still {
        return "In most futures the plan changes nothing in any week.".to_owned();
    }
    let more = c.spend > 0.0;
    // What a plan brings that changes more than its budget is not its money's.
    let money = if is_budget_alone(s) { "the extra money" } else { "what the plan costs" };
    match payback_week(report) {
        Some(week) if week <= report.horizon_weeks && more => {
            format!("In half of the futures {money} is back by {}.", at(week))
        }
        Some(week) if more => format!(
            "In half of the futures {money} is back by {}, {} after these {within}.",
            at(week),
            period(week - report.horizon_weeks)
        ),
        Some(week) if week > 1 => format!("In half of the futures the plan is ahead for good from {}.", at(week)),
        Some(_) => "In half of the futures the plan is ahead from the first week.".to_owned(),
        None if more => format!("In half of the futures {money} is not back within {}.", period(report.weeks)),
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

/// The title above the chart: about what it shows, over the weeks for which it shows it.
#[must_use]
pub fn title_of(shown: Shown, s: &Scenario, report: &Report, n: &dyn Numbers) -> String {
    let within = period(report.horizon_weeks);
    let horizon = report.horizon_weeks as usize;
    let sum = |x: &[f64]| x.iter().take(horizon).sum::<f64>();
    let (what, figure): (&str, fn(&Arm) -> &[f64]) = match shown {
        Shown::Payback => return title(s, report, n),
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

/// Whether some of what is booked comes from renewals, which are not deals won.
#[must_use]
pub fn renews(report: &Report) -> bool {
    report.arms.iter().any(|arm| arm.booked.retained != 0.0 || arm.booked.expanded != 0.0)
}

/// What lands after the horizon, and what is left when the run ends.
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
    if [Some(today), figure(1)].into_iter().flatten().all(|x| x.is_zero()) {
        let none = if renews(report) { "nothing more is booked" } else { "no more deals are won" };
        return Some(format!("In a further {rest}, without further spend, {none}."));
    }
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

/// Revenue recognised after the horizon, where revenue counts then and not when a deal is won.
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

/// What is unfinished after the last week in which people move; no figure counts it.
fn left(report: &Report, n: &dyn Numbers) -> Option<String> {
    let people = |x: f64, one: &str, many: &str| (x >= 0.05).then(|| plural(n, x, one, many));
    let of = |arm: usize| {
        let left = report.arms.get(arm)?.left;
        let parts = [
            people(left.in_stages, "person still in the process", "people still in the process"),
            people(left.in_nurture, "person in nurture", "people in nurture"),
            people(left.customers, "customer", "customers"),
            people(left.inquiries, "inquiry still to come", "inquiries still to come"),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        let parts = listed(&parts.iter().map(String::as_str).collect::<Vec<_>>(), "and");
        Some(parts).filter(|parts| !parts.is_empty())
    };
    let what = match (of(0), of(1)) {
        (_, Some(plan)) => format!("what would become under the plan of {plan} is not counted"),
        (Some(today), None) if report.arms.len() > 1 => {
            format!("what would become today of {today} is not counted, and the plan leaves nobody")
        }
        (Some(today), None) => format!("what would become of {today} is not counted"),
        (None, None) => return None,
    };
    Some(format!(
        "After {} nobody is followed any more: {what}.",
        calendar::week(&n.style().calendar, report.people_weeks)
    ))
}

#[cfg(test)]
mod tests;

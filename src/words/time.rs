//! The time view: when it pays, and what lands after the horizon.

use funnel_engine::process::Metric;
use funnel_engine::report::Report;

use super::numbers::{Numbers, money_change, money_of};
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
pub fn title(report: &Report) -> String {
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
            format!("In half of the futures the extra money is back by week {week}.")
        }
        Some(week) if more => format!(
            "In half of the futures the extra money is back by week {week}, {} after the horizon.",
            period(week - report.horizon_weeks)
        ),
        Some(week) if week > 1 => format!("In half of the futures the plan is ahead for good from week {week}."),
        Some(_) => "In half of the futures the plan is ahead from the first week.".to_owned(),
        None if more => format!("In half of the futures the extra money is not back within {}.", period(report.weeks)),
        None => "In half of the futures the plan falls behind, and stays there.".to_owned(),
    }
}

/// What lands after the horizon, in one sentence.
#[must_use]
pub fn after(report: &Report, n: &dyn Numbers) -> String {
    if report.weeks <= report.horizon_weeks {
        return "No week after the horizon is simulated: nothing is left to land, or none were asked for.".to_owned();
    }
    let rest = period(report.weeks - report.horizon_weeks);
    let figure = |arm: usize| {
        let arm = report.arms.get(arm)?;
        arm.figures.get(&Metric::BookingsAfter).map(|x| x.mean)
    };
    let Some(today) = figure(0) else { return String::new() };
    let change = report.comparisons.first().and_then(|c| c.difference.get(&Metric::BookingsAfter)).map(|x| x.mean);
    match (figure(1), change) {
        (Some(plan), Some(change)) => format!(
            "In the {rest} after the horizon, without further spend, another {} of deals is won on average, against {} \
             today ({}).",
            money_of(n, &plan),
            money_of(n, &today),
            money_change(n, &change)
        ),
        _ => format!(
            "In the {rest} after the horizon, without further spend, another {} of deals is won on average.",
            money_of(n, &today)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::sample;
    use funnel_charts::format::NumberStyle;
    use funnel_engine::report::Estimate;

    fn week(report: &Report, week: Option<f64>) -> Report {
        sample::with(report, |c| {
            if let Some(x) = c.difference.get_mut(&Metric::PaybackWeek) {
                x.p50 = Estimate { value: week, se: None };
            }
        })
    }

    #[test]
    fn titles() {
        let r = sample::report();
        assert_eq!(title(&r), "In half of the futures the extra money is back by week 31.");
        assert_eq!(
            title(&week(&r, Some(60.5))),
            "In half of the futures the extra money is back by week 61, 9 weeks after the horizon."
        );
        assert_eq!(title(&week(&r, None)), "In half of the futures the extra money is not back within 24 months.");
        let less = sample::with(&r, |c| c.spend = -1.0);
        assert_eq!(title(&less), "In half of the futures the plan is ahead for good from week 31.");
        assert_eq!(title(&week(&less, Some(1.0))), "In half of the futures the plan is ahead from the first week.");
        assert_eq!(title(&week(&less, None)), "In half of the futures the plan falls behind, and stays there.");
        let same = sample::with(&r, |c| {
            c.spend = 0.0;
            c.cumulative_profit = Default::default();
        });
        assert_eq!(title(&same), "Week by week the plan is today’s plan.");
    }

    #[test]
    fn what_lands_after() {
        let (n, mut r) = (NumberStyle::default(), sample::report());
        assert_eq!(
            after(&r, &n),
            "In the 12 months after the horizon, without further spend, another $840k of deals is won on average, \
             against $770k today (+$90k)."
        );
        r.comparisons.clear();
        r.arms.truncate(1);
        assert!(after(&r, &n).ends_with("another $770k of deals is won on average."));
        r.weeks = 52;
        assert!(after(&r, &n).starts_with("No week after the horizon"));
    }
}

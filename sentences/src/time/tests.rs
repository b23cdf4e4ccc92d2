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
    assert_eq!(
        title(&reports::scenario(), &r, &NumberStyle::default()),
        "In half of the futures the extra money is back by week 31."
    );
    assert_eq!(
        title(&reports::scenario(), &week(&r, Some(60.5)), &NumberStyle::default()),
        "In half of the futures the extra money is back by week 61, 9 weeks after these 12 months."
    );
    let months = |starts| NumberStyle {
        calendar: Calendar { period: Period::Month, starts, ..Calendar::default() },
        ..NumberStyle::default()
    };
    assert_eq!(
        title(&reports::scenario(), &r, &months(None)),
        "In half of the futures the extra money is back by month 7."
    );
    assert_eq!(
        title(&reports::scenario(), &r, &months(Month::new(2027, 3))),
        "In half of the futures the extra money is back by September 2027."
    );
    assert_eq!(
        title(&reports::scenario(), &week(&r, None), &NumberStyle::default()),
        "In half of the futures the extra money is not back within 24 months."
    );
    let less = reports::with(&r, |c| c.spend = -1.0);
    assert_eq!(
        title(&reports::scenario(), &less, &NumberStyle::default()),
        "In half of the futures the plan is ahead for good from week 31."
    );
    assert_eq!(
        title(&reports::scenario(), &week(&less, Some(1.0)), &NumberStyle::default()),
        "In half of the futures the plan is ahead from the first week."
    );
    assert_eq!(
        title(&reports::scenario(), &week(&less, None), &NumberStyle::default()),
        "In half of the futures the plan falls behind, and stays there."
    );
    let same = reports::with(&r, |c| {
        c.spend = 0.0;
        c.cumulative_profit = Default::default();
    });
    let rare = "In most futures the plan changes nothing in any week.";
    assert_eq!(title(&reports::scenario(), &same, &NumberStyle::default()), rare);
    let same = reports::with(&same, |c| c.difference.clear());
    assert_eq!(title(&reports::scenario(), &same, &NumberStyle::default()), "Week by week the plan is today’s plan.");
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

/// That nothing is left is said only where neither today nor the plan leaves anybody.
#[test]
fn who_is_left_is_looked_for_under_both() {
    let (n, mut r) = (NumberStyle::default(), reports::report());
    (r.weeks, r.people_weeks) = (52, 52);
    for (today, plan) in [(0.0, 0.0), (0.0, 3.0), (3.0, 0.0), (3.0, 4.0)] {
        for (arm, people) in r.arms.iter_mut().zip([today, plan]) {
            arm.left = Left { in_stages: people, ..Left::default() };
        }
        let said = after(&r, &n);
        assert_eq!(said == "Nothing is left to land later.", today + plan == 0.0, "{said}");
        assert_eq!(said.contains("today"), plan == 0.0 && today > 0.0, "{said}");
        assert_eq!(said.contains("under the plan"), plan > 0.0, "{said}");
    }
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

/// Sums over the weeks within the horizon, whichever chart is picked.
#[test]
fn what_is_said_is_what_the_chart_shows() {
    let (n, mut r) = (NumberStyle::default(), reports::report());
    for (arm, each) in r.arms.iter_mut().zip([1_000.0, 1_250.0]) {
        arm.weekly.revenue.mean = vec![each; 104];
        arm.weekly.bookings = vec![each * 2.0; 104];
    }
    let said = |shown| title_of(shown, &reports::scenario(), &r, &n);
    assert_eq!(said(Shown::Payback), title(&reports::scenario(), &r, &NumberStyle::default()));
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

//! Turns the counts of a finished batch into money, weekly paths and figures.

use super::metric::{Metric, WeeklyMetric};
use super::money::{money, sum_of_money};
use super::outcome::Outcome;
use super::timing::{MoneyCalendar, weeks_f64};
use crate::people::batch::{BATCH, Batch};

/// Money apart from what people bring and cost.
pub(crate) struct Terms {
    pub(crate) horizon: usize,
    /// Weeks in which money moves.
    pub(crate) weeks: usize,
    /// Spend on all channels, `[arm][week]`.
    pub(crate) spend_by_week: Vec<Vec<f64>>,
    /// What an arm's levers cost a week beyond today's, apart from teams, nurture and content.
    pub(crate) lever_cost: Vec<f64>,
    pub(crate) timing: MoneyCalendar,
}

/// Turns the counts of a finished batch into money, weekly paths and figures.
#[inline(never)]
pub(crate) fn settle(terms: &Terms, margin: &Batch<f64>, per_deal: &Batch<f64>, out: &mut Outcome) {
    let arms = out.metrics.len();
    for arm in 0..arms {
        revenue(&terms.timing, arm, out);
        for lane in 0..BATCH {
            settle_lane(terms, arm, lane, margin[lane], per_deal[lane], out);
        }
    }
    for arm in 1..arms {
        payback(arm, out);
    }
}

/// Spreads bookings into weekly revenue.
fn revenue(timing: &MoneyCalendar, arm: usize, out: &mut Outcome) {
    let (bookings, revenue) = (&out.bookings[arm], &mut out.revenue[arm]);
    let spread = timing.spread;
    // A running sum of what is being recognised; it is exact, as it is kept in cents.
    let mut running: Batch<i128> = [0; BATCH];
    for t in 0..bookings.len() {
        for lane in 0..BATCH {
            running[lane] += i128::from(bookings[t][lane]);
            if t >= spread {
                running[lane] -= i128::from(bookings[t - spread][lane]);
            }
            revenue[t][lane] = sum_of_money(running[lane]) / weeks_f64(spread);
        }
    }
}

fn settle_lane(terms: &Terms, arm: usize, lane: usize, margin: f64, per_deal: f64, out: &mut Outcome) {
    let timing = &terms.timing;
    let mut sum = [0.0; Metric::ALL.len()];
    let mut add = |metric: Metric, x: f64| sum[metric as usize] += x;
    let (mut booked, mut booked_after, mut customers, mut profit, mut won_so_far) = (0_i128, 0_i128, 0_u32, 0.0, 0.0);
    for t in 0..terms.weeks {
        let won = money(out.bookings[arm][t][lane]);
        let spend = terms.spend_by_week[arm][t];
        let deals = f64::from(out.customers[arm][t][lane]);
        let levers = if t < terms.horizon { terms.lever_cost[arm] } else { 0.0 };
        let cost = spend + levers + money(out.cost[arm][t][lane]) + per_deal * deals;
        let revenue = out.revenue[arm][t][lane];
        let gain = margin * revenue - cost;
        profit += gain;
        out.profit[arm][t][lane] = profit;
        won_so_far += deals;
        if let Some(won) = out.weekly(arm, WeeklyMetric::Won).and_then(|weeks| weeks.get_mut(t)) {
            won[lane] = won_so_far;
        }
        if t < terms.horizon {
            booked += i128::from(out.bookings[arm][t][lane]);
            customers += out.customers[arm][t][lane];
            add(Metric::Revenue, revenue);
            add(Metric::Recognised, won * timing.recognised[t]);
            add(Metric::Cash, won * timing.paid[t]);
            add(Metric::GrossProfit, margin * revenue);
            add(Metric::AcquisitionCost, cost);
        } else {
            booked_after += i128::from(out.bookings[arm][t][lane]);
        }
        add(Metric::Npv, margin * won * timing.present[t] - cost * timing.discount[t]);
    }
    let row = &mut out.metrics[arm];
    for (metric, x) in Metric::ALL.into_iter().zip(sum) {
        if metric != Metric::Inquiries {
            row[metric as usize][lane] = x;
        }
    }
    // All revenue has been booked by the last week, so this agrees with the payback week.
    row[Metric::ProfitWithAfter as usize][lane] = profit;
    row[Metric::Customers as usize][lane] = f64::from(customers);
    row[Metric::Bookings as usize][lane] = sum_of_money(booked);
    row[Metric::BookingsAfter as usize][lane] = sum_of_money(booked_after);
    row[Metric::Profit as usize][lane] =
        row[Metric::GrossProfit as usize][lane] - row[Metric::AcquisitionCost as usize][lane];
}

/// The first week from which the plan's cumulative profit stays at or above today's.
///
/// "Stays" matters: without it, a lucky first week would count as paid back even though the money is lost again.
fn payback(arm: usize, out: &mut Outcome) {
    let (today, plan) = (&out.profit[0], &out.profit[arm]);
    for lane in 0..BATCH {
        let behind = today.iter().zip(plan).rposition(|(a, b)| b[lane] < a[lane]);
        let week = match behind {
            None => 1.0,
            Some(t) if t + 1 == today.len() => f64::INFINITY,
            Some(t) => weeks_f64(t + 2),
        };
        out.metrics[arm][Metric::PaybackWeek as usize][lane] = week;
    }
}

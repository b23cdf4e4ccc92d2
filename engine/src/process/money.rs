//! When a won deal becomes revenue, cash and present value.

use super::block::Block;
use super::model::{Model, WON_GAUGE};
use super::outcome::{Metric, Outcome};
use super::{LANES, Lane};
use crate::scenario::{Scenario, Timing};

/// Money in whole cents, half a cent away from zero, so that sums are exact in any order.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the cast cuts and saturates; a scenario's money is at most 1e16, and single deals are checked to stay below 9e16"
)]
#[inline]
pub(crate) fn cents(money: f64) -> i64 {
    (money * 100.0 + if money < 0.0 { -0.5 } else { 0.5 }) as i64
}

/// The same for a sum over years, which 64 bits may not hold.
#[expect(clippy::cast_possible_truncation, reason = "far below 2^127")]
pub(crate) fn sum_of_cents(money: f64) -> i128 {
    // A hundredth of what 64 bits hold: below it the fast way is exact.
    if money.abs() < 9e16 { i128::from(cents(money)) } else { (money * 100.0) as i128 }
}

/// Cents as money.
#[expect(clippy::cast_precision_loss, reason = "a rounding far below a cent in the sums that matter")]
#[inline]
pub(super) fn money(cents: i64) -> f64 {
    cents as f64 / 100.0
}

/// The same for a sum over years.
#[expect(clippy::cast_precision_loss, reason = "a rounding far below a cent in the sums that matter")]
fn sum_of_money(cents: i128) -> f64 {
    cents as f64 / 100.0
}

/// What a deal won in each week contributes, by week won.
pub(super) struct Calendar {
    /// Share recognised by the end of the horizon.
    recognised: Vec<f64>,
    /// Share paid by the end of the horizon.
    paid: Vec<f64>,
    /// Present value of one unit won.
    present: Vec<f64>,
    /// Present value of one unit paid out.
    discount: Vec<f64>,
    /// Weeks a deal's revenue is spread over; 1 when it counts as won.
    spread: usize,
}

impl Calendar {
    pub(super) fn new(s: &Scenario, weeks: usize) -> Self {
        let m = &s.money;
        let horizon = s.frame.horizon_weeks;
        let share = |week: usize, after: u32, over: u32| {
            let over = f64::from(over.max(1));
            let left = f64::from(horizon) - weeks_f64(week) - f64::from(after);
            (left / over).clamp(0.0, 1.0)
        };
        let factor = |week: usize| libm::pow(1.0 + m.discount_rate, -weeks_f64(week) / 52.0);
        let present = |week: usize| {
            let over = m.paid_over_weeks.max(1);
            let first = week + m.paid_after_weeks as usize;
            (0..over as usize).map(|i| factor(first + i)).sum::<f64>() / f64::from(over)
        };
        let recognised = (0..weeks).map(|t| share(t, 0, m.recognised_over_weeks)).collect();
        let spread = match m.revenue_counts {
            Timing::WhenWon => 1,
            Timing::WhenRecognised => m.recognised_over_weeks.max(1) as usize,
        };
        Self {
            recognised,
            paid: (0..weeks).map(|t| share(t, m.paid_after_weeks, m.paid_over_weeks)).collect(),
            present: (0..weeks).map(present).collect(),
            discount: (0..weeks).map(factor).collect(),
            spread,
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "weeks are few")]
fn weeks_f64(weeks: usize) -> f64 {
    weeks as f64
}

/// Turns the counts of a finished block into money, weekly paths and figures.
pub(super) fn settle(model: &Model, block: &mut Block) {
    let margin = block.theta.values[model.margin];
    let per_deal = block.theta.values[model.cost_per_deal];
    for arm in 0..model.arms() {
        revenue(&model.timing, arm, &mut block.outcome);
        for lane in 0..LANES {
            settle_lane(model, arm, lane, margin[lane], per_deal[lane], &mut block.outcome);
        }
    }
    for arm in 1..model.arms() {
        payback(arm, &mut block.outcome);
    }
}

/// Spreads bookings into weekly revenue.
fn revenue(timing: &Calendar, arm: usize, out: &mut Outcome) {
    let (bookings, revenue) = (&out.bookings[arm], &mut out.revenue[arm]);
    let spread = timing.spread;
    // A running sum of what is being recognised; exact, as it is kept in cents.
    let mut running: Lane<i128> = [0; LANES];
    for t in 0..bookings.len() {
        for lane in 0..LANES {
            running[lane] += i128::from(bookings[t][lane]);
            if t >= spread {
                running[lane] -= i128::from(bookings[t - spread][lane]);
            }
            revenue[t][lane] = sum_of_money(running[lane]) / weeks_f64(spread);
        }
    }
}

fn settle_lane(model: &Model, arm: usize, lane: usize, margin: f64, per_deal: f64, out: &mut Outcome) {
    let timing = &model.timing;
    let mut sum = [0.0; Metric::ALL.len()];
    let mut add = |metric: Metric, x: f64| sum[metric as usize] += x;
    let (mut booked, mut booked_after, mut customers, mut profit, mut won_so_far) = (0_i128, 0_i128, 0_u32, 0.0, 0.0);
    for t in 0..model.weeks {
        let won = money(out.bookings[arm][t][lane]);
        let spend = model.spend_by_week[arm][t];
        let deals = f64::from(out.customers[arm][t][lane]);
        let levers = if t < model.horizon { model.lever_cost[arm] } else { 0.0 };
        let cost = spend + levers + money(out.cost[arm][t][lane]) + per_deal * deals;
        let revenue = out.revenue[arm][t][lane];
        let gain = margin * revenue - cost;
        profit += gain;
        out.profit[arm][t][lane] = profit;
        won_so_far += deals;
        if let Some(gauge) = out.gauges[arm][WON_GAUGE].get_mut(t) {
            gauge[lane] = won_so_far;
        }
        if t < model.horizon {
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
    // All revenue has been booked by the last week, so that this agrees with the week of payback.
    row[Metric::ProfitWithAfter as usize][lane] = profit;
    row[Metric::Customers as usize][lane] = f64::from(customers);
    row[Metric::Bookings as usize][lane] = sum_of_money(booked);
    row[Metric::BookingsAfter as usize][lane] = sum_of_money(booked_after);
    row[Metric::Profit as usize][lane] =
        row[Metric::GrossProfit as usize][lane] - row[Metric::AcquisitionCost as usize][lane];
}

/// The first week from which the plan's cumulative profit stays at or above today's.
///
/// "Stays": without it, a lucky first week would count as paid back although the money is lost again.
fn payback(arm: usize, out: &mut Outcome) {
    let (today, plan) = (&out.profit[0], &out.profit[arm]);
    for lane in 0..LANES {
        let behind = today.iter().zip(plan).rposition(|(a, b)| b[lane] < a[lane]);
        let week = match behind {
            None => 1.0,
            Some(t) if t + 1 == today.len() => f64::INFINITY,
            Some(t) => weeks_f64(t + 2),
        };
        out.metrics[arm][Metric::PaybackWeek as usize][lane] = week;
    }
}

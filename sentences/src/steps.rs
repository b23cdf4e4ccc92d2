//! What a plan's words amount to: the changes of spend that do what was said, in order.

use funnel_engine::scenario::{Plan, Scenario, SpendChange};
use funnel_text::calendar::per;
use funnel_text::change::Change;
use funnel_text::change::steps::{Ground, Step, What, read_steps};
use funnel_text::exact::number_in_full;
use funnel_text::{NumberStyle, Said, Time};

use crate::numbers::round_to;

/// The changes of spend described by steps, in order; each applies to what those before it leave.
///
/// # Errors
///
/// Why they are impossible.
pub fn changes(s: &Scenario, steps: &[Step], style: &NumberStyle) -> Result<Vec<SpendChange>, String> {
    let mut plan = Plan::default();
    for step in steps {
        let channels: Vec<usize> =
            if step.channels.is_empty() { (0..s.channels.len()).collect() } else { step.channels.clone() };
        let ids = step.channels.iter().filter_map(|i| s.channels.get(*i)).map(|c| c.id.clone()).collect();
        let from_week = step.from_week.unwrap_or(1);
        let blank = SpendChange { channels: ids, from_week, weeks: step.weeks, ..SpendChange::default() };
        match step.what {
            What::Budget(change) => {
                let change = one(s, &plan, blank, &channels, change, style)?;
                plan.spend.push(change);
            }
            What::ShareOfExtra(share) => shared(s, &mut plan, blank, &channels, share, style)?,
        }
    }
    Ok(plan.spend)
}

/// Weeks of the horizon in which a change applies, from 0.
fn window(s: &Scenario, c: &SpendChange) -> std::ops::Range<usize> {
    let horizon = s.frame.horizon_weeks as usize;
    let from = (c.from_week.saturating_sub(1) as usize).min(horizon);
    let weeks = c.weeks.map_or(horizon, |weeks| weeks as usize);
    from..from.saturating_add(weeks).min(horizon)
}

/// What these channels spend under a plan in each week of a change.
///
/// # Errors
///
/// If the change is in none of the weeks that are simulated.
fn spent(s: &Scenario, plan: &Plan, c: &SpendChange, channels: &[usize]) -> Result<Vec<f64>, String> {
    let horizon = s.frame.horizon_weeks as usize;
    let mut weekly = vec![0.0; horizon];
    for channel in channels.iter().filter_map(|i| s.channels.get(*i)) {
        for (sum, x) in weekly.iter_mut().zip(plan.spend_on(&channel.id, &vec![channel.spend_per_week; horizon])) {
            *sum += x;
        }
    }
    let weekly = weekly.get(window(s, c)).unwrap_or_default();
    if weekly.is_empty() { Err("begins after the time that is simulated".to_owned()) } else { Ok(weekly.to_vec()) }
}

/// The amount a week, if it is the same in all of them.
fn steady(weekly: &[f64]) -> Option<f64> {
    let first = weekly.first().copied()?;
    weekly.iter().all(|x| (x - first).abs() <= 1e-9 * first.abs()).then_some(first)
}

fn one(
    s: &Scenario,
    plan: &Plan,
    blank: SpendChange,
    channels: &[usize],
    change: Change,
    style: &NumberStyle,
) -> Result<SpendChange, String> {
    let many = channels.len().max(1) as f64;
    let spent = spent(s, plan, &blank, channels)?;
    let weeks = spent.len() as f64;
    let (is_level, x) = match change {
        Change::Scale(scale) => return Ok(SpendChange { scale, ..blank }),
        Change::OnEach(scale, add_per_week) => return Ok(SpendChange { scale, add_per_week, ..blank }),
        Change::MorePerWeek(x) => (false, x),
        Change::MoreInTotal(x) => (false, x / weeks),
        Change::PerWeek(x) => (true, x),
        Change::Total(x) => (true, x / weeks),
    };
    if !is_level && spent.iter().any(|now| now + x < 0.0) {
        return Err("takes away more than is spent there".to_owned());
    }
    let add = |add_per_week| Ok(SpendChange { add_per_week, ..blank.clone() });
    match (steady(&spent), channels.len()) {
        // On a single channel it stays as typed.
        (_, 1) if matches!(change, Change::MorePerWeek(_)) => add(x),
        (Some(now), _) if now > 0.0 => {
            Ok(SpendChange { scale: if is_level { x } else { now + x } / now, ..blank.clone() })
        }
        (Some(now), _) => add((if is_level { x } else { now + x }) / many),
        // However the spend of a single channel changes meanwhile, in each week this is on top of it, or instead.
        (None, 1) if is_level => Ok(SpendChange { scale: 0.0, add_per_week: x, ..blank }),
        (None, 1) => add(x),
        (None, _) => {
            let why = "is for channels whose spend changes meanwhile, so it can be shared out in several ways";
            Err(told(why, on_one(s, channels, style, x / many, is_level)))
        }
    }
}

/// What is wrong, and what can be written instead.
fn told(why: &str, example: Option<String>) -> String {
    example.map_or_else(|| why.to_owned(), |example| format!("{why}; name each channel, such as “{example}”"))
}

/// An amount of money on one of these channels in words, if it can be said of one.
fn on_one(s: &Scenario, channels: &[usize], style: &NumberStyle, a_week: f64, is_level: bool) -> Option<String> {
    let period = style.calendar.period;
    let amount = round_to(Time::Week.rate_in(period.into(), a_week.abs()), 2);
    let more = match a_week {
        _ if is_level => "",
        x if x < 0.0 => " less",
        _ => " more",
    };
    let amount = format!("{} {}{more}", style.in_money(&number_in_full(amount, style)), per(period));
    let names: Vec<String> = s.channels.iter().map(|c| c.name.clone()).collect();
    let ground = Ground { channels: &names, first: 1, last: s.frame.horizon_weeks, style };
    let can_be_typed = |text: &String| {
        let said = read_steps(text, &ground).ok().and_then(Said::clear);
        said.is_some_and(|steps| steps.iter().all(Step::is_placed) && changes(s, &steps, style).is_ok())
    };
    let open = channels.iter().filter_map(|i| s.channels.get(*i)).filter(|c| c.reference_spend() > 0.0);
    open.map(|c| format!("{amount} on {}", c.name)).find(can_be_typed)
}

/// A share of the money that the step before adds goes to these channels instead.
fn shared(
    s: &Scenario,
    plan: &mut Plan,
    blank: SpendChange,
    channels: &[usize],
    share: f64,
    style: &NumberStyle,
) -> Result<(), String> {
    let Some(before) = plan.spend.last().cloned() else { return Err("is a share of nothing".to_owned()) };
    let its: Vec<usize> = s
        .channels
        .iter()
        .enumerate()
        .filter(|(_, c)| before.channels.is_empty() || before.channels.contains(&c.id))
        .map(|(i, _)| i)
        .collect();
    let without = Plan { spend: plan.spend.iter().rev().skip(1).rev().cloned().collect(), ..Plan::default() };
    // The time during which both apply, within that of the step whose money it is.
    let (own, whole) = (window(s, &blank), window(s, &before));
    let (from, to) = (own.start.max(whole.start), own.end.min(whole.end));
    if from >= to {
        return Err("is not while the money before it is spent".to_owned());
    }
    let ends = to == s.frame.horizon_weeks as usize;
    let from_week = u32::try_from(from + 1).unwrap_or(u32::MAX);
    let weeks = u32::try_from(to - from).ok().filter(|_| !ends);
    let at = |channels: Vec<String>| SpendChange { channels, from_week, weeks, ..SpendChange::default() };
    let [with, without] = [spent(s, plan, &at(Vec::new()), &its)?, spent(s, &without, &at(Vec::new()), &its)?];
    let extra: Vec<f64> = with.iter().zip(&without).map(|(with, without)| with - without).collect();
    if extra.iter().any(|extra| *extra <= 0.0) {
        return Err("is a share of extra money, and the step before adds none".to_owned());
    }
    let many = channels.len().max(1) as f64;
    let Some(extra) = steady(&extra) else {
        let first = extra.first().map_or(0.0, |extra| share * extra / many);
        let why = "is a share of money that changes meanwhile";
        return Err(told(why, on_one(s, channels, style, first, false)));
    };
    // Scales back to the part of it that stays.
    let rest = 1.0 - share;
    let back = if before.add_per_week == 0.0 {
        SpendChange { scale: (1.0 + rest * (before.scale - 1.0)) / before.scale, ..at(before.channels) }
    } else if before.scale == 1.0 {
        SpendChange { add_per_week: -share * before.add_per_week, ..at(before.channels) }
    } else {
        return Err("is a share of two things at once; say it as an amount of money".to_owned());
    };
    let add_per_week = share * extra / many;
    let there = SpendChange { add_per_week, ..at(blank.channels) };
    plan.spend.extend([back, there]);
    Ok(())
}

#[cfg(test)]
mod tests {
    use funnel_testkit::reports;
    use proptest::prelude::*;

    use super::*;

    fn step(what: What, channels: &[usize], from_week: Option<u32>, weeks: Option<u32>) -> Step {
        Step { what, channels: channels.to_vec(), from_week, weeks }
    }

    fn weekly(s: &Scenario, spend: Vec<SpendChange>) -> Vec<Vec<f64>> {
        let plan = Plan { spend, ..Plan::default() };
        s.channels.iter().map(|c| plan.spend_on(&c.id, &[c.spend_per_week; 52])).collect()
    }

    #[test]
    fn half_of_the_extra_goes_elsewhere() {
        // 9,000 and 1,000 a week; double from week 10, half of the extra 10,000 on the second from week 23.
        let (s, style) = (reports::scenario(), NumberStyle::default());
        let steps = [
            step(What::Budget(Change::Scale(2.0)), &[], Some(10), None),
            step(What::ShareOfExtra(0.5), &[1], Some(23), None),
        ];
        let spent = weekly(&s, changes(&s, &steps, &style).unwrap());
        let at = |week: usize| (spent[0][week - 1], spent[1][week - 1]);
        assert_eq!((at(9), at(10), at(22)), ((9e3, 1e3), (18e3, 2e3), (18e3, 2e3)));
        assert_eq!((at(23), at(52)), ((13.5e3, 6.5e3), (13.5e3, 6.5e3)));
        let none =
            [step(What::Budget(Change::Scale(0.5)), &[], None, None), step(What::ShareOfExtra(0.5), &[1], None, None)];
        assert!(changes(&s, &none, &style).unwrap_err().contains("adds none"));
    }

    proptest! {
        /// A share of the extra moves money and makes none; amounts of money add up to what was said.
        #[test]
        fn money_is_kept(
            scale in 1.01_f64..5.0,
            share in 0.0_f64..=1.0,
            channel in 0_usize..2,
            from in 1_u32..40,
            later in 1_u32..50,
            amount in 0.0_f64..1e6,
        ) {
            let (s, style) = (reports::scenario(), NumberStyle::default());
            let budget = step(What::Budget(Change::Scale(scale)), &[], Some(from), None);
            let before = weekly(&s, changes(&s, std::slice::from_ref(&budget), &style).unwrap());
            let moved = changes(&s, &[budget, step(What::ShareOfExtra(share), &[channel], Some(later), None)], &style).unwrap();
            let after = weekly(&s, moved);
            for week in 0..52 {
                let [a, b] = [&before, &after].map(|spent| spent[0][week] + spent[1][week]);
                prop_assert!((a - b).abs() < 1e-9 * a, "{week}: {a} {b}");
            }
            let total = step(What::Budget(Change::Total(amount)), &[channel], Some(from), Some(10));
            let spent = weekly(&s, changes(&s, &[total], &style).unwrap());
            let sum: f64 = spent[channel].iter().skip(from as usize - 1).take(10).sum();
            prop_assert!((sum - amount).abs() < 1e-9 * amount.max(1.0));
        }

        /// However the spend of a channel changes meanwhile, an amount on it has one meaning; on several it has many,
        /// and then the message says what to type instead.
        #[test]
        fn an_amount_on_one_channel_has_one_meaning(
            scale in 0.1_f64..5.0,
            channel in 0_usize..2,
            (from, weeks) in (2_u32..40, 5_u32..20),
            (first, lasts) in (1_u32..40, prop::option::of(5_u32..20)),
            amount in 1.0_f64..1e5,
            kind in 0_usize..4,
        ) {
            let (s, style) = (reports::scenario(), NumberStyle::default());
            let before = step(What::Budget(Change::Scale(scale)), &[], Some(from), Some(weeks));
            let said = [Change::MorePerWeek, Change::MoreInTotal, Change::PerWeek, Change::Total][kind](amount);
            let on = |channels: &[usize]| [before.clone(), step(What::Budget(said), channels, Some(first), lasts)];
            let then = weekly(&s, changes(&s, &on(&[channel]), &style).unwrap());
            let now = weekly(&s, changes(&s, std::slice::from_ref(&before), &style).unwrap());
            let its = first as usize - 1..lasts.map_or(52, |lasts| 52.min((first - 1 + lasts) as usize));
            let a_week = if kind % 2 == 0 { amount } else { amount / its.len() as f64 };
            for week in 0..52 {
                let (now, then) = ([now[0][week], now[1][week]], [then[0][week], then[1][week]]);
                let wanted = match its.contains(&week) {
                    true if kind < 2 => now[channel] + a_week,
                    true => a_week,
                    false => now[channel],
                };
                prop_assert!((then[channel] - wanted).abs() < 1e-9 * wanted, "{week}: {then:?} {wanted}");
                prop_assert_eq!(then[1 - channel], now[1 - channel]);
            }
            if let Err(why) = changes(&s, &on(&[]), &style) {
                let example = why.split(['“', '”']).nth(1).unwrap();
                let names = ["Paid search", "Events"].map(str::to_owned);
                let read = read_steps(example, &Ground { channels: &names, first: 1, last: 52, style: &style });
                prop_assert!(changes(&s, &read.unwrap().clear().unwrap(), &style).is_ok(), "{}", why);
            }
        }
    }
}

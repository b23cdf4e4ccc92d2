//! What a plan's words amount to: the changes of spend that do what was said, in order.

use funnel_engine::scenario::{Plan, Scenario, SpendChange};
use funnel_text::change::Change;
use funnel_text::change::steps::{Step, What};

/// The changes of spend described by steps, in order; each applies to what those before it leave.
///
/// # Errors
///
/// Why they are impossible.
pub fn changes(s: &Scenario, steps: &[Step]) -> Result<Vec<SpendChange>, String> {
    let mut plan = Plan::default();
    for step in steps {
        let channels: Vec<usize> =
            if step.channels.is_empty() { (0..s.channels.len()).collect() } else { step.channels.clone() };
        let ids = step.channels.iter().filter_map(|i| s.channels.get(*i)).map(|c| c.id.clone()).collect();
        let from_week = step.from_week.unwrap_or(1);
        let blank = SpendChange { channels: ids, from_week, weeks: step.weeks, ..SpendChange::default() };
        match step.what {
            What::Budget(change) => {
                let change = one(s, &plan, blank, &channels, change)?;
                plan.spend.push(change);
            }
            What::ShareOfExtra(share) => shared(s, &mut plan, blank, &channels, share)?,
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

/// What these channels spend a week under a plan while a change applies.
///
/// # Errors
///
/// If it is not the same in all of those weeks.
fn spent(s: &Scenario, plan: &Plan, c: &SpendChange, channels: &[usize]) -> Result<f64, String> {
    let horizon = s.frame.horizon_weeks as usize;
    let mut weekly = vec![0.0; horizon];
    for channel in channels.iter().filter_map(|i| s.channels.get(*i)) {
        for (sum, x) in weekly.iter_mut().zip(plan.spend_on(&channel.id, &vec![channel.spend_per_week; horizon])) {
            *sum += x;
        }
    }
    let weekly = weekly.get(window(s, c)).unwrap_or_default();
    let Some(first) = weekly.first().copied() else { return Err("begins after the time that is simulated".to_owned()) };
    if weekly.iter().any(|x| (x - first).abs() > 1e-9 * first.abs()) {
        return Err(
            "an amount of money on what changes meanwhile can be shared out in several ways; say it as a per cent, or \
                    for each time on its own"
                .to_owned(),
        );
    }
    Ok(first)
}

fn one(
    s: &Scenario,
    plan: &Plan,
    blank: SpendChange,
    channels: &[usize],
    change: Change,
) -> Result<SpendChange, String> {
    let many = channels.len().max(1) as f64;
    let weeks = window(s, &blank).len() as f64;
    if weeks == 0.0 {
        return Err("begins after the time that is simulated".to_owned());
    }
    let weekly = |of: &dyn Fn(f64) -> f64| {
        let now = spent(s, plan, &blank, channels)?;
        let then = of(now);
        if then < 0.0 {
            return Err("takes away more than is spent there".to_owned());
        }
        Ok(if now > 0.0 {
            SpendChange { scale: then / now, ..blank.clone() }
        } else {
            SpendChange { add_per_week: then / many, ..blank.clone() }
        })
    };
    match change {
        Change::Scale(scale) => Ok(SpendChange { scale, ..blank }),
        Change::OnEach(scale, add_per_week) => Ok(SpendChange { scale, add_per_week, ..blank }),
        // On a single channel it stays as typed.
        Change::MorePerWeek(x) if channels.len() == 1 && spent(s, plan, &blank, channels)? + x >= 0.0 => {
            Ok(SpendChange { add_per_week: x, ..blank })
        }
        Change::MorePerWeek(x) => weekly(&|now| now + x),
        Change::MoreInTotal(x) => weekly(&|now| now + x / weeks),
        Change::PerWeek(x) => weekly(&|_| x),
        Change::Total(x) => weekly(&|_| x / weeks),
    }
}

/// A share of the money that the step before adds goes to these channels instead.
fn shared(s: &Scenario, plan: &mut Plan, blank: SpendChange, channels: &[usize], share: f64) -> Result<(), String> {
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
    let extra = spent(s, plan, &at(Vec::new()), &its)? - spent(s, &without, &at(Vec::new()), &its)?;
    if extra <= 0.0 {
        return Err("is a share of extra money, and the step before adds none".to_owned());
    }
    // Scales back to the part of it that stays.
    let rest = 1.0 - share;
    let back = if before.add_per_week == 0.0 {
        SpendChange { scale: (1.0 + rest * (before.scale - 1.0)) / before.scale, ..at(before.channels) }
    } else if before.scale == 1.0 {
        SpendChange { add_per_week: -share * before.add_per_week, ..at(before.channels) }
    } else {
        return Err("is a share of two things at once; say it as an amount of money".to_owned());
    };
    let add_per_week = share * extra / channels.len().max(1) as f64;
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
        let s = reports::scenario();
        let steps = [
            step(What::Budget(Change::Scale(2.0)), &[], Some(10), None),
            step(What::ShareOfExtra(0.5), &[1], Some(23), None),
        ];
        let spent = weekly(&s, changes(&s, &steps).unwrap());
        let at = |week: usize| (spent[0][week - 1], spent[1][week - 1]);
        assert_eq!((at(9), at(10), at(22)), ((9e3, 1e3), (18e3, 2e3), (18e3, 2e3)));
        assert_eq!((at(23), at(52)), ((13.5e3, 6.5e3), (13.5e3, 6.5e3)));
        let none =
            [step(What::Budget(Change::Scale(0.5)), &[], None, None), step(What::ShareOfExtra(0.5), &[1], None, None)];
        assert!(changes(&s, &none).unwrap_err().contains("adds none"));
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
            let s = reports::scenario();
            let budget = step(What::Budget(Change::Scale(scale)), &[], Some(from), None);
            let before = weekly(&s, changes(&s, std::slice::from_ref(&budget)).unwrap());
            let moved = changes(&s, &[budget, step(What::ShareOfExtra(share), &[channel], Some(later), None)]).unwrap();
            let after = weekly(&s, moved);
            for week in 0..52 {
                let [a, b] = [&before, &after].map(|spent| spent[0][week] + spent[1][week]);
                prop_assert!((a - b).abs() < 1e-9 * a, "{week}: {a} {b}");
            }
            let total = step(What::Budget(Change::Total(amount)), &[channel], Some(from), Some(10));
            let spent = weekly(&s, changes(&s, &[total]).unwrap());
            let sum: f64 = spent[channel].iter().skip(from as usize - 1).take(10).sum();
            prop_assert!((sum - amount).abs() < 1e-9 * amount.max(1.0));
        }
    }
}

//! The money that the first plan adds or takes away, week by week, and other ways to place as much in the same weeks.

use crate::scenario::{Channel, Plan, Scenario, SpendChange, limits};

use super::plan_outcome::scaled;

/// The share of today's budget that is moved where the plan moves none in that direction.
pub const OTHERWISE: f64 = 0.2;
/// Money below this share of today's is rounding.
const HAIR: f64 = 1e-9;

/// Whether money is added or taken away.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    More,
    Less,
}

/// Consecutive weeks in which the same amount is moved.
#[derive(Clone, Debug, PartialEq)]
struct Run {
    from_week: u32,
    weeks: u32,
    /// Money a week on top of today's.
    by: f64,
}

/// The money that is moved.
#[derive(Clone)]
pub(super) struct Moved {
    /// Whether the plan moves it; otherwise it is [`OTHERWISE`] of today's budget, on all channels alike.
    pub(super) is_plans: bool,
    /// Money within the horizon, without its sign.
    pub(super) total: f64,
    /// The plan itself, or the one that moves all channels alike.
    pub(super) as_planned: Plan,
    /// What else the plan does.
    pub(super) rest: Plan,
    runs: Vec<Run>,
}

impl Moved {
    /// What the first plan moves in this direction over the whole horizon, or a share of today's budget where it moves
    /// nothing.
    pub(super) fn of(s: &Scenario, way: Way) -> Self {
        let sign = if way == Way::More { 1.0 } else { -1.0 };
        let weeks = s.frame.horizon_weeks;
        let least = HAIR * s.spend_per_week() * f64::from(weeks);
        let moves = |plan: &Plan| Self { is_plans: true, ..Self::by(s, plan, sign) };
        let planned = s.plans.first().map(moves).filter(|moved| moved.total > least);
        planned.unwrap_or_else(|| Self::by(s, &scaled(1.0 + sign * OTHERWISE, &Plan::default()), sign))
    }

    fn by(s: &Scenario, plan: &Plan, sign: f64) -> Self {
        let horizon = s.frame.horizon_weeks as usize;
        let mut by = vec![0.0; horizon];
        for channel in &s.channels {
            let today = channel.spend_per_week;
            let spend = plan.spend_on(&channel.id, &vec![today; horizon]);
            by.iter_mut().zip(spend).for_each(|(sum, x)| *sum += x - today);
        }
        let mut runs = runs(&by);
        let bought = bought(s).len();
        if runs.len() * bought.max(1) > limits::CHANGES {
            // This would take more steps than a plan may have: the same money is spread evenly over the weeks from the
            // first to the last that have any.
            if let (Some(first), Some(last)) = (runs.first(), runs.last()) {
                let (from_week, weeks) = (first.from_week, last.from_week + last.weeks - first.from_week);
                runs = vec![Run { from_week, weeks, by: by.iter().sum::<f64>() / f64::from(weeks) }];
            }
        }
        Self {
            is_plans: false,
            total: sign * by.iter().sum::<f64>(),
            as_planned: plan.clone(),
            rest: Plan { name: String::new(), spend: Vec::new(), ..plan.clone() },
            runs,
        }
    }

    /// Whether the plan does anything else.
    pub(super) fn has_rest(&self) -> bool {
        !self.rest.settings.is_empty() || !self.rest.rates.is_empty()
    }

    /// Whether the plan moves all channels alike, by a common factor in each week.
    pub(super) fn is_even(&self, s: &Scenario) -> bool {
        let horizon = s.frame.horizon_weeks as usize;
        let spend = |plan: &Plan, c: &Channel| plan.spend_on(&c.id, &vec![c.spend_per_week; horizon]);
        let even = self.evenly(s);
        let close = |(a, b): (f64, f64)| (a - b).abs() <= 1e-6 * (a.abs() + b.abs());
        s.channels.iter().all(|c| spend(&self.as_planned, c).into_iter().zip(spend(&even, c)).all(close))
    }

    /// Moves all channels alike, by a common factor in each week.
    pub(super) fn evenly(&self, s: &Scenario) -> Plan {
        let today = s.spend_per_week();
        let change = |run: &Run| SpendChange {
            scale: if today > 0.0 { 1.0 + run.by / today } else { 1.0 },
            from_week: run.from_week,
            weeks: Some(run.weeks),
            ..SpendChange::default()
        };
        Plan { spend: self.runs.iter().map(change).collect(), ..self.rest.clone() }
    }

    /// Moves parts of each week's money on these channels: from a week's amount, `place` computes what each channel
    /// gets, or gives where it is below 0.
    pub(super) fn placed(&self, s: &Scenario, on: &[usize], place: impl Fn(f64) -> Vec<f64>) -> Plan {
        let change = |run: &Run| {
            let (from_week, weeks) = (run.from_week, Some(run.weeks));
            let each = on.iter().zip(place(run.by)).filter(|(_, by)| *by != 0.0);
            let of = move |(i, by): (&usize, f64)| SpendChange {
                channels: vec![s.channels[*i].id.clone()],
                add_per_week: by,
                from_week,
                weeks,
                ..SpendChange::default()
            };
            each.map(of).collect::<Vec<_>>()
        };
        Plan { spend: self.runs.iter().flat_map(change).collect(), ..self.rest.clone() }
    }

    /// The weeks and what is moved in each of them: `[money a week, weeks]`.
    pub(super) fn weekly(&self) -> impl Iterator<Item = [f64; 2]> {
        self.runs.iter().map(|run| [run.by, f64::from(run.weeks)])
    }
}

/// Runs of consecutive weeks with the same amount, leaving out weeks without any.
fn runs(by: &[f64]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (week, x) in (1..).zip(by) {
        match runs.last_mut() {
            Some(run) if run.by == *x && run.from_week + run.weeks == week => run.weeks += 1,
            _ if *x != 0.0 => runs.push(Run { from_week: week, weeks: 1, by: *x }),
            _ => (),
        }
    }
    runs
}

/// The channels on which money can be spent.
pub(super) fn bought(s: &Scenario) -> Vec<usize> {
    let of = |(i, c): (usize, &Channel)| (c.reference_spend() > 0.0).then_some(i);
    s.channels.iter().enumerate().filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::templates;
    use proptest::prelude::*;

    fn spent(s: &Scenario, plan: &Plan) -> Vec<f64> {
        let horizon = s.frame.horizon_weeks as usize;
        let mut sum = vec![0.0; horizon];
        for c in &s.channels {
            let spend = plan.spend_on(&c.id, &vec![c.spend_per_week; horizon]);
            sum.iter_mut().zip(spend).for_each(|(sum, x)| *sum += x);
        }
        sum
    }

    proptest! {
        /// However a plan's money is distributed over the weeks, placing it elsewhere moves as much in every one of
        /// them.
        #[test]
        fn another_place_takes_as_much_in_every_week(
            scale in 0.3..2.0_f64, add in 0.0..900.0_f64, from in 1..60_u32, weeks in prop::option::of(1..70_u32), at in 0..9_usize,
        ) {
            let mut s = templates::load("sales-led-saas").unwrap();
            let on = bought(&s);
            s.plans[0].spend = vec![
                SpendChange { scale, ..SpendChange::default() },
                SpendChange { add_per_week: add, from_week: from, weeks, channels: vec![s.channels[at % on.len()].id.clone()], ..SpendChange::default() },
            ];
            let moved = Moved::of(&s, Way::More);
            let planned = spent(&s, &moved.as_planned);
            let others = [moved.evenly(&s), moved.placed(&s, &on, |by| {
                // A week with less than today's money takes it from all channels alike.
                let all = s.spend_per_week();
                let each = |(n, i): (usize, &usize)| if by < 0.0 { by * s.channels[*i].spend_per_week / all } else if n == at % on.len() { by } else { 0.0 };
                on.iter().enumerate().map(each).collect()
            })];
            for other in others {
                for (a, b) in spent(&s, &other).iter().zip(&planned) {
                    prop_assert!((a - b).abs() <= 1e-6 * b.max(1.0), "{a} {b}");
                }
            }
            let total: f64 = spent(&s, &s.plans[0]).iter().sum::<f64>() - s.spend_per_week() * f64::from(s.frame.horizon_weeks);
            prop_assert_eq!(moved.is_plans, total > 1e-3);
            if moved.is_plans {
                prop_assert!((moved.total - total).abs() <= 1e-6 * total.abs().max(1.0));
            }
        }
    }

    #[test]
    fn a_plan_of_one_factor_is_even_and_one_of_a_channel_is_not() {
        let mut s = templates::load("sales-led-saas").unwrap();
        s.plans[0].spend = vec![SpendChange { scale: 1.3, from_week: 5, ..SpendChange::default() }];
        assert!(Moved::of(&s, Way::More).is_even(&s));
        assert!(!Moved::of(&s, Way::Less).is_plans);
        s.plans[0].spend[0].channels = vec![s.channels[0].id.clone()];
        assert!(!Moved::of(&s, Way::More).is_even(&s));
    }
}

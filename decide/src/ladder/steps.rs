//! The steps of the ladder that a scenario has.

use crate::math::logistic::{expit, logit};
use crate::scenario::{
    Domain, Input, Plan, Price, RateChange, Scenario, Setting, SettingChange, SpendChange, distribution,
};

use super::{Lever, YEAR};

/// A percentage point: one in a hundred.
pub const POINT: f64 = 0.01;
/// The step of nurture: ten points.
pub const NURTURE: f64 = 0.1;
/// A channel's step, as a share of today's spend on it (or of the spend at which its response is described). A single
/// dollar would change far less than a cent per future; within five per cent the response is almost straight.
pub const MEDIA: f64 = 0.05;
/// An hour, in minutes.
const HOUR: f64 = 60.0;
/// Number of points that stand for a rate's distribution when its mean is computed.
const MIDDLES: u32 = 400;

/// A rung to be tried.
#[derive(Clone)]
pub(super) struct Step {
    pub(super) lever: Lever,
    pub(super) size: f64,
    pub(super) change: Change,
    pub(super) cost: Cost,
}

#[derive(Clone)]
pub(super) enum Change {
    /// A plan on top of today.
    Plan(Plan),
    /// Another scenario, where the step moves an assumption rather than a setting.
    Assumption(Box<Scenario>),
}

#[derive(Clone)]
pub(super) enum Cost {
    /// It cannot be bought.
    None,
    /// Money a year.
    Price(f64),
    /// The rise of the acquisition cost.
    Inside,
    /// Nobody entered a price; the path of the field that would hold it.
    Missing(String),
}

/// Every rung that a scenario has; those that move an assumption come last.
pub(super) fn steps(s: &Scenario) -> Vec<Step> {
    let mut all = Vec::new();
    for stage in &s.stages {
        if let Some(logit) = shift(&stage.rate, POINT) {
            let rates = vec![RateChange { stage: stage.id.clone(), logit }];
            let change = Change::Plan(Plan { rates, ..Plan::default() });
            all.push(Step { lever: Lever::Rate { stage: stage.id.clone() }, size: logit, change, cost: Cost::None });
        }
    }
    let settings = s.settings();
    // Moves a setting that exists and has room to move. The size is that of the actual step, in units of `unit`.
    let mut set = |key: &str, by: f64, unit: f64, lever: Lever, cost: Cost| {
        let Some(setting) = settings.iter().find(|x| x.key == key) else { return };
        let value = (setting.today + by).clamp(setting.low, setting.high);
        let size = (value - setting.today).abs() / unit;
        if size > 0.0 {
            let cost = match s.price(key) {
                Price::Missing(path) => Cost::Missing(path),
                Price::Unknown => Cost::None,
                Price::Given | Price::Nothing => cost,
            };
            let settings = vec![SettingChange { setting: key.to_owned(), value }];
            all.push(Step { lever, size, change: Change::Plan(Plan { settings, ..Plan::default() }), cost });
        }
    };
    set("response/minutes", -HOUR, HOUR, Lever::Answer, Cost::Inside);
    set("attempts/attempts", 1.0, 1.0, Lever::Attempt, Cost::Inside);
    for team in &s.teams {
        let lever = Lever::Person { team: team.id.clone() };
        set(&Setting::people(&team.id), 1.0, 1.0, lever, Cost::Price(YEAR * team.cost_per_week.unwrap_or(0.0)));
    }
    set("nurture/quality", NURTURE, 1.0, Lever::Nurture, Cost::Inside);
    for feed in s.levers.nurture.iter().flat_map(|x| &x.feeds) {
        let lever = Lever::Feed { stage: feed.stage.clone() };
        set(&format!("nurture/{}/share", feed.stage), NURTURE, 1.0, lever, Cost::Inside);
    }
    for channel in &s.channels {
        let now = if channel.spend_per_week > 0.0 { channel.spend_per_week } else { channel.reference_spend() };
        let size = MEDIA * now;
        if size > 0.0 {
            let spend =
                SpendChange { channels: vec![channel.id.clone()], add_per_week: size, ..SpendChange::default() };
            let change = Change::Plan(Plan { spend: vec![spend], ..Plan::default() });
            all.push(Step {
                lever: Lever::Media { channel: channel.id.clone() },
                size,
                change,
                cost: Cost::Price(YEAR * size),
            });
        }
    }
    if let Some(other) = loyal(s) {
        let change = Change::Assumption(Box::new(other));
        all.push(Step { lever: Lever::Churn, size: POINT, change, cost: Cost::None });
    }
    all
}

/// The shift on the logit scale that raises the mean of a rate by this much; `None` where no shift does.
fn shift(rate: &Input, by: f64) -> Option<f64> {
    let values = middles(rate, Domain::Rate)?;
    let moved = |p: f64, shift: f64| if p <= 0.0 || p >= 1.0 { p } else { expit(logit(p) + shift) };
    let mean = |shift: f64| mean(values.iter().map(|p| moved(*p, shift)));
    bisect(mean(0.0) + by, 20.0, mean)
}

/// Today with one percentage point less churn at the first renewal, on average: a/(a + b) falls through a smaller a,
/// which moves the odds of every later renewal too. `None` where nobody renews, or fewer than a point leave.
fn loyal(s: &Scenario) -> Option<Scenario> {
    let x = s.levers.customers.as_ref().filter(|x| x.renewal_weeks > 0)?;
    let (a, b) = (middles(&x.a, Domain::Positive)?, middles(&x.b, Domain::Positive)?);
    // a and b are independent: every middle of the one is combined with every sixteenth middle of the other.
    let leave = |factor: f64| {
        let few = || b.iter().skip(8).step_by(16);
        mean(a.iter().skip(8).step_by(16).flat_map(|a| few().map(move |b| factor * a / (factor * a + b))))
    };
    let stay = |smaller: f64| -leave(1.0 - smaller);
    let smaller = bisect(POINT - leave(1.0), 1.0, stay)?;
    let mut other = Scenario { plans: Vec::new(), ..s.clone() };
    let customers = other.levers.customers.as_mut()?;
    customers.a.value = customers.a.value.times(1.0 - smaller)?;
    Some(other)
}

/// An input's quantiles at the middle of each of [`MIDDLES`] equally likely parts.
fn middles(input: &Input, domain: Domain) -> Option<Vec<f64>> {
    let of = distribution(&input.value, domain).ok()?;
    let at = |i: u32| of.scale * of.dist.quantile((f64::from(i) + 0.5) / f64::from(MIDDLES));
    Some((0..MIDDLES).map(at).collect())
}

fn mean(all: impl Iterator<Item = f64>) -> f64 {
    let (sum, n) = all.fold((0.0, 0.0), |(sum, n), x| (sum + x, n + 1.0));
    sum / n
}

/// Where an increasing function reaches a goal, between 0 and `most`; `None` where it does not.
fn bisect(goal: f64, most: f64, rising: impl Fn(f64) -> f64) -> Option<f64> {
    let (mut low, mut high) = (0.0, most);
    if rising(high) < goal {
        return None;
    }
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if rising(middle) < goal { low = middle } else { high = middle }
    }
    Some(high)
}

#[cfg(test)]
mod tests {
    use super::{Change, steps};
    use crate::left_out::are_left_out;

    #[test]
    fn a_setting_has_a_rung_or_a_reason_why_not() {
        are_left_out(&[], |s| {
            let plans = steps(s).into_iter().filter_map(|step| match step.change {
                Change::Plan(plan) => Some(plan),
                Change::Assumption(_) => None,
            });
            plans.flat_map(|plan| plan.settings).map(|x| x.setting).collect()
        });
    }
}

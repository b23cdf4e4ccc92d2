//! The question in words: how much more, on what, for how long.

use funnel_engine::scenario::{Plan, Scenario, SpendChange};
use funnel_text::NumberStyle;
use funnel_text::format::{Digits, Unit};
use funnel_text::{Said, Time};

use super::budget::Budgets;
use super::levers;
use super::numbers::{Numbers, money, plural};
use funnel_text::calendar::{per, write_lasting, write_week};

mod blank;

pub use blank::shown;

/// `20% more`, `$2,000 a week less`, `the same`.
pub fn change(n: &dyn Numbers, c: &SpendChange) -> String {
    let percent = |x: f64| {
        // Rounded to whole per cents, or to as many decimals as tell a small change from none.
        let rounding = |decimals: i32| {
            let scaled = x * 100.0 * 10_f64.powi(decimals);
            (scaled - scaled.round()).abs() / scaled
        };
        let decimals = if rounding(0) < 1e-8 { 0 } else { (1..4).find(|d| rounding(*d) < 0.05).unwrap_or(4) };
        n.percent(x, decimals.unsigned_abs())
    };
    let more = |x: f64| if x < 0.0 { "less" } else { "more" };
    let added = |x: f64| format!("{} {}", money_a_period(n, x.abs()), more(x));
    if c.add_per_week != 0.0 && c.scale == 1.0 {
        return added(c.add_per_week);
    }
    if c.add_per_week > 0.0 && c.scale == 0.0 {
        return money_a_period(n, c.add_per_week);
    }
    let relative = c.scale - 1.0;
    let base = match c.scale {
        0.0 => "nothing".to_owned(),
        1.0 => "the same".to_owned(),
        _ => format!("{} {}", percent(relative.abs()), more(relative)),
    };
    match c.add_per_week {
        0.0 => base,
        x => format!("{base}, and {}", added(x)),
    }
}

/// Money a week, in the scenario's period: `$2,000 a week`, `$8,667 a month`.
pub fn money_a_period(n: &dyn Numbers, a_week: f64) -> String {
    let period = n.style().calendar.period;
    format!("{} {}", money(n, Time::Week.rate_in(period.into(), a_week)), per(period))
}

/// A further change of a plan, with its place and time: `20% more on Events, from June 2027`.
pub fn placed(n: &dyn Numbers, s: &Scenario, c: &SpendChange) -> String {
    let when = when(n, s, c);
    let comma = if c.from_week > 1 { "," } else { "" };
    format!("{} on {}{comma}{when}", change(n, c), channels(s, &c.channels))
}

/// When a change holds, where that is not the whole horizon: ` from June 2027`, ` for 4 weeks`.
fn when(n: &dyn Numbers, s: &Scenario, c: &SpendChange) -> String {
    let calendar = &n.style().calendar;
    let mut said = String::new();
    if c.from_week > 1 {
        said += &format!(" from {}", write_week(calendar, c.from_week));
    }
    let left = (s.frame.horizon_weeks + 1).saturating_sub(c.from_week);
    if let Some(weeks) = c.weeks.filter(|weeks| *weeks < left) {
        let lasting = write_lasting(calendar, c.from_week, weeks);
        said += &if lasting.starts_with("until") { format!(" {lasting}") } else { format!(" for {lasting}") };
    }
    said
}

/// `all channels`, `Paid search`, `Paid search and Events`, `3 channels`.
#[must_use]
pub fn channels(s: &Scenario, ids: &[String]) -> String {
    let name = |id: &str| s.channel_name(id).to_owned();
    match ids {
        [] => "all channels".to_owned(),
        _ if s.channels.iter().all(|c| ids.contains(&c.id)) => "all channels".to_owned(),
        [one] => name(one),
        [one, two] => format!("{} and {}", name(one), name(two)),
        more => format!("{} channels", more.len()),
    }
}

/// What a plan is, for the beginning of a sentence: `20% more budget`, `10% less on Events for 4 weeks`, `The plan`.
pub fn subject(n: &dyn Numbers, s: &Scenario, plan: &Plan) -> String {
    match plan.spend.as_slice() {
        [only] if plan.rates.is_empty() && plan.settings.is_empty() && !is_as_today(only) => spent(n, s, only),
        _ if !plan.name.is_empty() => plan.name.clone(),
        _ => "The plan".to_owned(),
    }
}

fn is_as_today(c: &SpendChange) -> bool {
    c.scale == 1.0 && c.add_per_week == 0.0
}

/// One change of spend: `20% more budget`, `Nothing on Events for 4 weeks`.
fn spent(n: &dyn Numbers, s: &Scenario, only: &SpendChange) -> String {
    let all = channels(s, &only.channels) == "all channels";
    let what = match (all, only.scale == 0.0 && only.add_per_week == 0.0) {
        (true, true) => "No budget at all".to_owned(),
        (false, true) => format!("Nothing on {}", channels(s, &only.channels)),
        (true, false) if only.add_per_week == 0.0 => format!("{} budget", change(n, only)),
        (true, false) => format!("{} on each channel", change(n, only)),
        // A share of several channels is one share; an amount is added to each of them.
        (false, false) if only.add_per_week != 0.0 && only.channels.len() > 1 => {
            format!("{} on each of {}", change(n, only), channels(s, &only.channels))
        }
        (false, false) => format!("{} on {}", change(n, only), channels(s, &only.channels)),
    };
    what + &when(n, s, only)
}

/// What a plan is called in a list: its own name, or what it does.
pub fn plan_name(n: &dyn Numbers, s: &Scenario, plan: &Plan) -> String {
    if !plan.name.is_empty() {
        return plan.name.clone();
    }
    let suffix = levers::suffix(n, s, plan);
    let spend: Vec<&SpendChange> = plan.spend.iter().filter(|c| !is_as_today(c)).collect();
    let budget = match spend.as_slice() {
        [] if suffix.is_empty() => "As today".to_owned(),
        [] => "Today’s budget".to_owned(),
        [only] if channels(s, &only.channels) == "all channels" && only.scale != 0.0 => {
            format!("{} everywhere{}", change(n, only), when(n, s, only))
        }
        [only] => spent(n, s, only),
        [first, rest @ ..] => {
            format!("{}, then {}", placed(n, s, first), plural(n, rest.len() as f64, "more step", "more steps"))
        }
    };
    budget + &suffix
}

/// What each plan is called in a list, no two alike.
pub fn plan_names(n: &dyn Numbers, s: &Scenario) -> Vec<String> {
    let names: Vec<String> = s.plans.iter().map(|plan| plan_name(n, s, plan)).collect();
    let is_shared = |name: &String| names.iter().filter(|other| *other == name).count() > 1;
    let one = |(i, name): (usize, &String)| {
        if is_shared(name) { format!("{name} (plan {})", i + 1) } else { name.clone() }
    };
    names.iter().enumerate().map(one).collect()
}

/// How long a change lasts: to the end of the horizon unless it is shorter.
#[must_use]
pub fn lasting(s: &Scenario, c: &SpendChange) -> String {
    let weeks = c.weeks.unwrap_or_else(|| (s.frame.horizon_weeks + 1).saturating_sub(c.from_week).max(1));
    write_lasting(&s.calendar, c.from_week, weeks)
}

/// The plan's whole budget as written in its field: compact. A change of whole per cents, from the slider, the steps or
/// "20 % more", was not given in money, so its money is written in three digits. Other changes are written in the
/// fewest digits, at least three, that read back to them. Typing what is shown changes nothing.
#[must_use]
pub fn budget_shown(b: &Budgets, style: &NumberStyle) -> String {
    let text = |digits| style.number(b.plan, Digits::Significant(digits), Unit::Money);
    let reads_back = |text: &String| {
        let said = funnel_text::change::read(text, style).ok().and_then(Said::clear);
        said.and_then(|said| b.apply_in_all(said).ok()).as_ref() == Some(&b.change)
    };
    let per_cents = 100.0 * b.change.scale;
    if b.change.add_per_week == 0.0 && (per_cents - per_cents.round()).abs() < 1e-9 {
        return text(3);
    }
    (3..=9).map(text).find(reads_back).unwrap_or_else(|| text(3))
}

#[cfg(test)]
mod tests;

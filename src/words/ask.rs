//! The question in words: how much more, on what, for how long.

use funnel_charts::format::{Digits, NumberStyle, Unit};
use funnel_engine::scenario::{Plan, Scenario, SpendChange};

use super::entry::lex::{Item, lex};
use super::levers;
use super::numbers::{Numbers, money};
use super::period::period;

/// A change of the budget as it was typed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Change {
    /// Today's spend times this.
    Scale(f64),
    /// Money a week more on each channel.
    AddPerWeek(f64),
    /// This much in all, within the horizon.
    Budget(f64),
}

/// `20% more`, `$2,000 a week less`, `the same`.
pub fn change(n: &dyn Numbers, c: &SpendChange) -> String {
    let percent = |x: f64| {
        // Whole, or as many decimals as a small change needs to be told from none.
        let rounding = |decimals: i32| {
            let scaled = x * 100.0 * 10_f64.powi(decimals);
            (scaled - scaled.round()).abs() / scaled
        };
        let decimals = if rounding(0) < 1e-8 { 0 } else { (1..4).find(|d| rounding(*d) < 0.05).unwrap_or(4) };
        n.percent(x, decimals.unsigned_abs())
    };
    let more = |x: f64| if x < 0.0 { "less" } else { "more" };
    if c.add_per_week != 0.0 && c.scale == 1.0 {
        return format!("{} a week {}", money(n, c.add_per_week.abs()), more(c.add_per_week));
    }
    let relative = c.scale - 1.0;
    let base = match c.scale {
        0.0 => "nothing".to_owned(),
        1.0 => "the same".to_owned(),
        _ => format!("{} {}", percent(relative.abs()), more(relative)),
    };
    match c.add_per_week {
        0.0 => base,
        x => format!("{base}, and {} a week {}", money(n, x.abs()), more(x)),
    }
}

/// `all channels`, `Paid search`, `Paid search and Events`, `3 channels`.
#[must_use]
pub fn channels(s: &Scenario, ids: &[String]) -> String {
    let name = |id: &String| s.channels.iter().find(|c| c.id == *id).map_or(id, |c| &c.name).clone();
    match ids {
        [] => "all channels".to_owned(),
        _ if s.channels.iter().all(|c| ids.contains(&c.id)) => "all channels".to_owned(),
        [one] => name(one),
        [one, two] => format!("{} and {}", name(one), name(two)),
        more => format!("{} channels", more.len()),
    }
}

/// What a plan is, at the beginning of a sentence: `20% more budget`, `10% less on Events`, `The plan`.
pub fn subject(n: &dyn Numbers, s: &Scenario, plan: &Plan) -> String {
    match plan.spend.as_slice() {
        [only]
            if plan.rates.is_empty() && plan.settings.is_empty() && (only.scale != 1.0 || only.add_per_week != 0.0) =>
        {
            let all = channels(s, &only.channels) == "all channels";
            match (all, only.scale == 0.0 && only.add_per_week == 0.0) {
                (true, true) => "No budget at all".to_owned(),
                (false, true) => format!("Nothing on {}", channels(s, &only.channels)),
                (true, false) if only.add_per_week == 0.0 => format!("{} budget", change(n, only)),
                (true, false) => format!("{} on each channel", change(n, only)),
                (false, false) => format!("{} on {}", change(n, only), channels(s, &only.channels)),
            }
        }
        _ if !plan.name.is_empty() => plan.name.clone(),
        _ => "The plan".to_owned(),
    }
}

/// What a plan is called in a list.
pub fn plan_name(n: &dyn Numbers, s: &Scenario, plan: &Plan) -> String {
    if !plan.name.is_empty() {
        return plan.name.clone();
    }
    budget_name(n, s, plan) + &levers::suffix(n, s, plan)
}

fn budget_name(n: &dyn Numbers, s: &Scenario, plan: &Plan) -> String {
    match plan.spend.as_slice() {
        [only] if only.scale == 1.0 && only.add_per_week == 0.0 && plan.rates.is_empty() => "As today".to_owned(),
        [] if plan.rates.is_empty() => "As today".to_owned(),
        [only] if channels(s, &only.channels) == "all channels" && only.scale != 0.0 => {
            format!("{} everywhere", change(n, only))
        }
        _ => subject(n, s, plan),
    }
}

/// How long a change lasts: to the end of the horizon where nothing shorter is said.
#[must_use]
pub fn lasting(s: &Scenario, c: &SpendChange) -> String {
    period(c.weeks.unwrap_or_else(|| (s.frame.horizon_weeks + 1).saturating_sub(c.from_week).max(1)))
}

/// Reads a change: "20 % more", "-10 %", "half", "the same", "$2,000 a week more", "1.2M".
///
/// # Errors
///
/// What to write instead.
pub fn parse(text: &str, style: &NumberStyle) -> Result<Change, String> {
    let amount = style.number(2_000.0, Digits::Step(1.0), Unit::Money);
    let advice =
        || format!("write “20 % more”, “10 % less”, “the same”, “{amount} a week more” or an amount such as “1.2M”");
    let items = lex(text, style).map_err(|_| advice())?;
    let mut number = None;
    let mut words = Vec::new();
    for item in &items {
        match item {
            Item::Number(n) if number.is_none() => number = Some(*n),
            Item::Number(_) => return Err(advice()),
            Item::Word(word) => words.push(word.as_str()),
        }
    }
    let less = words.iter().any(|w| matches!(*w, "less" | "fewer" | "lower" | "down"));
    let more = words.iter().any(|w| matches!(*w, "more" | "extra" | "up" | "higher" | "plus"));
    let weekly = words.iter().any(|w| matches!(*w, "week" | "weekly"));
    let times = words.iter().any(|w| matches!(*w, "times" | "x"));
    let known = |w: &&str| {
        less && matches!(*w, "less" | "fewer" | "lower" | "down")
            || more && matches!(*w, "more" | "extra" | "up" | "higher" | "plus")
            || matches!(*w, "a" | "per" | "week" | "weekly" | "times" | "x" | "budget" | "of" | "spend" | "by")
            || (number.is_none() && word_scale(w).is_some())
            || matches!(*w, "the" | "as" | "much" | "today" | "it" | "at" | "all")
    };
    if (less && more) || !words.iter().all(known) {
        return Err(advice());
    }
    let sign = if less { -1.0 } else { 1.0 };
    let said = match number {
        None => words.iter().find_map(|w| word_scale(w)).map(Change::Scale),
        Some(n) if times && !n.percent => Some(Change::Scale(n.value())),
        Some(n) if n.percent => Some(Change::Scale(1.0 + sign * n.value() / 100.0)),
        Some(n) if weekly => Some(Change::AddPerWeek(sign * n.value())),
        // Small bare numbers are percentages: nobody's budget is 20 dollars.
        Some(n)
            if (more || less || n.signed || n.value() == 0.0) && n.scale.is_none() && n.value().abs() <= 1_000.0 =>
        {
            Some(Change::Scale(1.0 + sign * n.value() / 100.0))
        }
        Some(n) if !more && !less && !n.signed => Some(Change::Budget(n.value())),
        Some(_) => None,
    };
    match said {
        Some(Change::Scale(x)) if !(0.0..=1_000.0).contains(&x) => Err("cannot be less than nothing".to_owned()),
        Some(said) => Ok(said),
        None => Err(advice()),
    }
}

fn word_scale(word: &str) -> Option<f64> {
    Some(match word {
        "nothing" | "none" | "zero" => 0.0,
        "half" | "halve" => 0.5,
        "same" | "unchanged" => 1.0,
        "double" | "twice" => 2.0,
        "triple" => 3.0,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::budget::Budgets;
    use crate::words::sample;

    fn spend(scale: f64, add_per_week: f64) -> SpendChange {
        SpendChange { scale, add_per_week, ..SpendChange::default() }
    }

    #[test]
    fn changes_in_words() {
        let n = NumberStyle::default();
        for (scale, add, words) in [
            (1.2, 0.0, "20% more"),
            (0.9, 0.0, "10% less"),
            (1.125, 0.0, "12.5% more"),
            (4.0 / 3.0, 0.0, "33.3% more"),
            (1.0005, 0.0, "0.05% more"),
            (0.0, 0.0, "nothing"),
            (1.0, 0.0, "the same"),
            (1.0, 2_000.0, "$2,000 a week more"),
            (1.0, -500.0, "$500 a week less"),
            (1.2, 500.0, "20% more, and $500 a week more"),
        ] {
            assert_eq!(change(&n, &spend(scale, add)), words);
        }
    }

    #[test]
    fn reads_what_people_ask() {
        let style = NumberStyle::default();
        for (text, said) in [
            ("20 % more", Change::Scale(1.2)),
            ("+20%", Change::Scale(1.2)),
            ("20 more", Change::Scale(1.2)),
            ("-10 %", Change::Scale(0.9)),
            ("10 % less", Change::Scale(0.9)),
            ("the same", Change::Scale(1.0)),
            ("nothing", Change::Scale(0.0)),
            ("double", Change::Scale(2.0)),
            ("3 x", Change::Scale(3.0)),
            ("$2,000 a week more", Change::AddPerWeek(2_000.0)),
            ("500 a week less", Change::AddPerWeek(-500.0)),
            ("1.2M", Change::Budget(1.2e6)),
            ("0", Change::Scale(1.0)),
        ] {
            assert_eq!(parse(text, &style), Ok(said), "{text}");
        }
        for text in ["", "lots", "20 % more or less", "120 % less", "20 30", "& more"] {
            assert!(parse(text, &style).is_err(), "{text}");
        }
    }

    #[test]
    fn every_phrase_reads_back() {
        let style = NumberStyle::default();
        for (scale, add) in [(1.2, 0.0), (0.5, 0.0), (0.0, 0.0), (1.0, 0.0), (1.0, 2_000.0), (1.0, -300.0)] {
            let change = spend(scale, add);
            let budgets = Budgets {
                today: 1e6,
                moved: 1e6,
                channel_weeks: 52.0,
                besides: 0.0,
                plan: 1e6,
                change: change.clone(),
            };
            assert_eq!(budgets.apply(parse(&super::change(&style, &change), &style).unwrap()), change);
        }
    }

    #[test]
    fn subjects_and_names() {
        let n = NumberStyle::default();
        let s = sample::scenario();
        let plan = |c: SpendChange| Plan { spend: vec![c], ..Plan::default() };
        let on = |ids: &[&str], scale| SpendChange {
            channels: ids.iter().map(|id| (*id).to_owned()).collect(),
            scale,
            ..SpendChange::default()
        };
        assert_eq!(subject(&n, &s, &plan(spend(1.2, 0.0))), "20% more budget");
        assert_eq!(subject(&n, &s, &plan(spend(0.0, 0.0))), "No budget at all");
        assert_eq!(subject(&n, &s, &plan(on(&["search"], 1.5))), "50% more on Paid search");
        assert_eq!(subject(&n, &s, &plan(on(&["search", "events"], 1.5))), "50% more budget", "both are all");
        assert_eq!(subject(&n, &s, &plan(spend(1.0, 100.0))), "$100 a week more on each channel");
        assert_eq!(subject(&n, &s, &Plan::default()), "The plan");
        assert_eq!(plan_name(&n, &s, &plan(spend(1.2, 0.0))), "20% more everywhere");
        assert_eq!(plan_name(&n, &s, &Plan::default()), "As today");
    }
}

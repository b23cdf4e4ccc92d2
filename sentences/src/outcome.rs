//! What a target takes, in words.

use funnel_decide::outcome::{Changed, Need, Outcome, Reach, Verdict};
use funnel_engine::process::Metric;
use funnel_engine::report::Estimate;
use funnel_engine::scenario::{Scenario, TargetMetric, View};
use funnel_text::calendar;
use funnel_text::format::Unit;
use funnel_text::letters;

use super::claims::{Claim, Said, Side, What};
use super::levers::change;
use super::numbers::{NONE, Numbers, count, estimates, money, money_size, pair_texts, texts};
use super::often::{self, Often};
use super::period::period;
use super::price::{Wanted, wanted};
use super::target::{attains, goal, reaches};

/// `$5M of revenue at 80% takes more than budget: …`
#[must_use]
pub fn title(s: &Scenario, o: &Outcome, n: &dyn Numbers) -> Said {
    let Some(asked) = &o.asked else {
        return Said::plain(
            "Say what you want to reach, and with what confidence, in the question above or right here.",
        );
    };
    let what = format!("{} with {} confidence", goal(asked.metric, asked.value, n), often::wanted(n, asked.confidence));
    let Some((verdict, way)) = o.verdict.zip(o.way.as_ref()) else {
        return Said::pending(format!("What {what} takes"));
    };
    let first = letters::capital(&what);
    let (chance, wanted) = (way.reach.chance.value, asked.confidence);
    let within = period(s.frame.horizon_weeks);
    let is_enough = |x: &Reach| x.chance.value >= wanted;
    // A smaller budget may do where today's does, too.
    let as_is = way.reach.multiple < 1.0 && o.budgets.iter().any(|x| x.multiple == 1.0 && is_enough(x));
    let text = match verdict {
        Verdict::Budget if way.changes.is_empty() => {
            format!("{first} is within reach as things are, in {}.", futures(n, chance, wanted))
        }
        Verdict::Budget => {
            let budget = match way.reach.budget {
                0.0 => "no budget at all".to_owned(),
                some => format!("a budget of {}", money(n, some)),
            };
            if as_is {
                format!("{first} is within reach as things are, and even with {budget} in {within}.")
            } else {
                format!("{first} takes {budget} in {within}.")
            }
        }
        Verdict::Combination => format!(
            "{first}: not by budget alone. With {} it is reached in {}, {}.",
            match way.changes.len() {
                1 => "one change".to_owned(),
                more => format!("{more} changes together"),
            },
            futures(n, chance, wanted),
            more_cost(n, &way.cost)
        ),
        Verdict::Nothing => format!(
            "Nothing that was tried {} with {} confidence: the furthest does so in {}.",
            attains(asked.metric, asked.value, n),
            often::wanted(n, wanted),
            futures(n, chance, wanted)
        ),
    };
    let advice = |c: &Changed| What::Advice {
        side: Side::Step(c.setting.clone()),
        is_priced: c.setting.is_empty() || s.price(&c.setting).is_known(),
    };
    let claims = way.changes.iter().map(|c| Claim::new(View::Outcome, Metric::Profit, advice(c))).collect();
    Said::with(text, claims)
}

/// `81% of futures`, with as many digits as it takes to be on the same side of the chance wanted.
fn futures(n: &dyn Numbers, p: f64, wanted: f64) -> String {
    let is_told = |decimals: &u32| {
        let scale = 10_f64.powi(2 + *decimals as i32);
        ((p * scale).round() / scale >= wanted) == (p >= wanted)
    };
    match (0..4).find(is_told) {
        _ if p <= 0.0 || p >= 1.0 => often::of_futures(n, p),
        Some(decimals) => format!("{} of futures", often::portion(n, p, decimals)),
        None if p < wanted => format!("almost {} of futures", often::wanted(n, wanted)),
        None => often::of_futures(n, p),
    }
}

/// `for $2M more cost`, `for $20k less cost`, `at no cost`.
fn more_cost(n: &dyn Numbers, cost: &Estimate) -> String {
    let size = money_size(n, cost);
    match cost.value.unwrap_or(0.0) {
        0.0 => "at no cost".to_owned(),
        more if more > 0.0 => format!("for {size} more cost"),
        _ => format!("for {size} less cost"),
    }
}

/// What was not tried because nobody entered its price, with what to enter; empty where the budget alone reaches the
/// target.
#[must_use]
pub fn unpriced(s: &Scenario, o: &Outcome) -> Vec<(String, Vec<Wanted>)> {
    if matches!(o.verdict, None | Some(Verdict::Budget)) {
        return Vec::new();
    }
    let settings = s.settings();
    let one = |x: &funnel_decide::outcome::Unpriced| {
        let setting = settings.iter().find(|known| known.key == x.setting)?;
        let name = if setting.owner.is_empty() {
            setting.label.to_owned()
        } else {
            format!("{}: {}", setting.owner, setting.label)
        };
        Some((format!("{name}: not tried, as nobody said what it costs."), vec![wanted(s, &x.path)]))
    };
    o.unpriced.iter().filter_map(one).collect()
}

/// What the way changes, one line each, and how it did in fresh futures.
#[must_use]
pub fn sentences(s: &Scenario, o: &Outcome, n: &dyn Numbers) -> Vec<String> {
    let Some(way) = &o.way else { return Vec::new() };
    let settings = s.settings();
    let line = |c: &Changed| {
        if c.setting.is_empty() {
            return format!("Budget: {} of today’s.", n.percent(c.to, 0));
        }
        let known = settings.iter().find(|x| x.key == c.setting);
        known.map_or_else(|| format!("{}: {}.", c.setting, c.to), |x| letters::capital(&change(n, x, c.to)) + ".")
    };
    let mut said: Vec<String> = way.changes.iter().map(line).collect();
    if let Some(fresh) = &o.fresh {
        let often = Often::new(fresh.value, 0).in_futures(n);
        said.push(format!("In futures it was not chosen in it reaches the target in {often}."));
    }
    said
}

/// A budget that was tried on the way to a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried {
    /// `$1.2M`.
    pub budget: String,
    /// How often it reaches the target, and what it reaches with the confidence wanted.
    pub cells: [String; 2],
    /// Both in a sentence.
    pub reading: String,
}

/// What was asked of a budget, as a heading: `reaches $9M revenue within 12 months`.
#[must_use]
pub fn asked(s: &Scenario, o: &Outcome, n: &dyn Numbers) -> String {
    let reaches = o.asked.map_or_else(String::new, |asked| reaches(asked.metric, asked.value, n));
    format!("{reaches} within {}", period(s.frame.horizon_weeks))
}

/// The budgets tried, by rising amount. Each column is written by one rule.
#[must_use]
pub fn budgets(o: &Outcome, n: &dyn Numbers) -> Vec<Tried> {
    let Some(asked) = &o.asked else { return Vec::new() };
    let unit = if asked.metric == TargetMetric::Customers { Unit::Count } else { Unit::Money };
    let budgets = texts(n, &o.budgets.iter().map(|x| x.budget).collect::<Vec<_>>(), Unit::Money);
    let levels = estimates(n, &o.budgets.iter().map(|x| x.level).collect::<Vec<_>>(), unit);
    let told = |((x, budget), level): ((&Reach, String), String)| {
        let often = Often::new(x.chance.value, 0).in_futures(n);
        let reading = format!(
            "A budget of {budget} {} in {often}; with {} confidence it comes to {level}.",
            reaches(asked.metric, asked.value, n),
            often::wanted(n, asked.confidence)
        );
        Tried { cells: [often::chance(n, x.chance.value), level], budget, reading }
    };
    o.budgets.iter().zip(budgets).zip(levels).map(told).collect()
}

/// People who must come in, with a row for each stage and one for deals won: its name, then today and on the way found,
/// and the weeks by which half and nine in ten of them are in.
#[must_use]
pub fn needs(s: &Scenario, o: &Outcome, n: &dyn Numbers) -> Vec<(String, [String; 4])> {
    // People are whole where any of them are many, and none are thousands of people with decimals.
    let are_many = o.needs.iter().flat_map(|x| x.people).any(|x| x >= 9.5);
    let texts = pair_texts(n, o.needs.iter().map(|x| x.people), Unit::Count);
    let whole = |(x, text): (f64, String)| if are_many && x >= 0.5 { count(n, x) } else { text };
    let people =
        o.needs.iter().zip(texts).map(|(x, [today, needed])| [(x.people[0], today), (x.people[1], needed)].map(whole));
    let name = |id: &str| s.stages.iter().find(|x| x.id == id).map_or("Deals won", |stage| &stage.name).to_owned();
    // Where nobody comes there is no week.
    let week = |week: u32| if week == 0 { NONE.to_owned() } else { calendar::week(&n.style().calendar, week) };
    let row = |(x, [today, needed]): (&Need, [String; 2])| {
        (name(&x.stage), [today, needed, week(x.half_by[1]), week(x.most_by[1])])
    };
    o.needs.iter().zip(people).map(row).collect()
}

#[cfg(test)]
mod tests;

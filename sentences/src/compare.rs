//! Scenarios side by side, in words: the sentence for the board, and each pair.

use funnel_decide::compare::{Compare, Duel};
use funnel_engine::report::Estimate;
use funnel_engine::scenario::{Scenario, View};

use super::ask::plan_name;
use super::claims::{Claim, Said, Side, What, among};
use super::metric::{amount, metric, size, unit};
use super::numbers::{Numbers, change_of, count, with_error_of};
use super::often::Often;
use super::period::period;

/// The letter of each scenario in a table; the reader's own is A.
pub const LETTERS: [&str; 4] = ["A", "B", "C", "D"];

/// The letter of the scenario at a place.
#[must_use]
pub fn letter(at: usize) -> &'static str {
    LETTERS.get(at).copied().unwrap_or("?")
}

/// A scenario's name, or a note that it has none.
#[must_use]
pub fn name(given: &str) -> &str {
    if given.trim().is_empty() { "Untitled" } else { given }
}

/// The scenarios in a sentence: by name, with the letter where several have the same name.
#[must_use]
pub fn called(names: &[&str]) -> Vec<String> {
    let all: Vec<&str> = names.iter().map(|given| name(given)).collect();
    let one = |(i, name): (usize, &&str)| {
        if all.iter().filter(|other| *other == name).count() > 1 {
            format!("“{name}” ({})", letter(i))
        } else {
            format!("“{name}”")
        }
    };
    all.iter().enumerate().map(one).collect()
}

/// What a scenario is called once it is kept: by what its plan does, as its name stays with the one on the page.
#[must_use]
pub fn kept_name(s: &Scenario, n: &dyn Numbers) -> String {
    s.plans.first().map_or_else(|| "As today".to_owned(), |plan| plan_name(n, s, plan))
}

/// Why a scenario cannot be compared with the one on the page; `None` where it can.
#[must_use]
pub fn apart(own: &Scenario, other: &Scenario) -> Option<String> {
    let (mine, theirs) = (own.frame.horizon_weeks, other.frame.horizon_weeks);
    if own.currency != other.currency {
        Some(format!("counts in {}, and the one on the page in {}; convert one", other.currency, own.currency))
    } else if mine != theirs {
        Some(format!(
            "looks at {}, and the one on the page at {}; both must cover the same",
            period(theirs),
            period(mine)
        ))
    } else {
        None
    }
}

/// How two scenarios' means compare.
#[derive(Clone, Copy, PartialEq)]
enum Stand {
    /// The same in every future.
    Same,
    /// The error is larger than the difference.
    Unclear,
    /// The first is ahead or behind.
    Clear,
}

fn stand(duel: &Duel, replicates: u32) -> Stand {
    if duel.ties == replicates {
        Stand::Same
    } else if !duel.ahead.is_clear() {
        Stand::Unclear
    } else {
        Stand::Clear
    }
}

/// `31 of 50 futures`; "all" or "none" only where that is true of every one simulated.
fn often(duel: &Duel, replicates: u32, n: &dyn Numbers) -> String {
    Often::new(duel.chance.value.unwrap_or(0.5), replicates).in_futures(n)
}

/// Whether it is ahead in fewer futures than it is behind, so that its mean comes from a few large gains.
fn seldom(duel: &Duel) -> bool {
    duel.wins < duel.losses
}

/// `“B” brings $120k more profit than “A” on average, and more in 31 of 50 futures.` Or that one cannot tell, or that
/// they are the same. `s` is the reader's own scenario, the first of them.
#[must_use]
pub fn title(s: &Scenario, c: &Compare, called: &[String], n: &dyn Numbers) -> Said {
    let figure = metric(c.metric);
    let name = |i: usize| called.get(i).map_or("", String::as_str);
    let duel = |a: usize, b: usize| c.duels.get(a).and_then(|row| row.get(b)).copied().unwrap_or_default();
    let ahead = |b: usize| duel(b, 0).ahead.value.unwrap_or(0.0);
    // Each after those that are ahead of it; among ties the reader's own first.
    let mut order: Vec<usize> = Vec::new();
    for side in 0..c.sides.len() {
        let behind = order.iter().position(|other| ahead(*other) < ahead(side));
        order.insert(behind.unwrap_or(order.len()), side);
    }
    let [best, next, ..] = order[..] else {
        return Said::pending(format!("Which scenario brings more {figure}"));
    };
    let side = |i: usize| if i == 0 { Side::of_plan(s, 0) } else { Side::Kept(letter(i).to_owned()) };
    let claim = |what| Claim::new(View::Compare, c.metric, what);
    let first = duel(best, next);
    let stands = |other: &&usize| stand(&duel(best, **other), c.replicates);
    let near: Vec<usize> = order[1..].iter().filter(|other| stands(other) != Stand::Clear).copied().collect();
    if near.is_empty() {
        let more = often(&first, c.replicates, n);
        let but = if seldom(&first) { "but" } else { "and" };
        let by = size(n, c.metric, &first.ahead);
        let of_n = f64::from(c.replicates.max(1));
        let often = What::Often {
            side: side(best),
            of: side(next),
            ahead: f64::from(first.wins) / of_n,
            behind: f64::from(first.losses) / of_n,
            says_so: seldom(&first),
        };
        let ahead = What::Ahead { side: side(best), of: side(next), by: first.ahead };
        let is_best = What::Best { best: side(best), among: among(order.iter().copied().map(side)) };
        let text = if let [_, _] = order[..] {
            format!("{} brings {by} more {figure} than {} on average, {but} more in {more}.", name(best), name(next))
        } else {
            format!(
                "Of {} scenarios {} brings the most {figure}: {by} more than {} on average, {but} more in {more}.",
                order.len(),
                name(best),
                name(next)
            )
        };
        return Said::with(text, [is_best, ahead, often].map(claim).to_vec());
    }
    let all: Vec<&str> = std::iter::once(best).chain(near.iter().copied()).map(name).collect();
    let some = listed(&all, "and");
    let superlative = if order.len() > 2 { "the most" } else { "more" };
    if near.iter().all(|other| stands(&other) == Stand::Same) {
        let futures = count(n, f64::from(c.replicates));
        return Said::plain(if near.len() + 1 == order.len() {
            format!("{some} come to the same {figure} in every one of {futures} futures.")
        } else {
            format!("{some} bring {superlative} {figure}, and the same in every one of {futures} futures.")
        });
    }
    let unclear = near.iter().find(|other| stands(other) == Stand::Unclear);
    let other = unclear.copied().unwrap_or(next);
    let pair = format!(
        "on average {} is ahead of {} by {}, within its error; it brings more in {}.",
        name(best),
        name(other),
        amount(n, c.metric, &duel(best, other).ahead),
        often(&duel(best, other), c.replicates, n)
    );
    Said::plain(format!("We cannot tell which of {some} brings {superlative} {figure}: {pair}"))
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn listed(all: &[&str], last: &str) -> String {
    match all {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [most @ .., end] => format!("{} {last} {end}", most.join(", ")),
    }
}

/// A cell in the table of chances: `62%`, and how strongly it favours the row, −2 to 2; 0 where one cannot tell.
#[must_use]
pub fn chance(duel: &Duel, n: &dyn Numbers) -> (String, i32) {
    let p = duel.chance.value.unwrap_or(0.5);
    let off = Estimate { value: Some(p - 0.5), ..duel.chance };
    let strength = match (p - 0.5).abs() {
        _ if !off.is_clear() => 0,
        off if off < 0.25 => 1,
        _ => 2,
    };
    (super::often::chance(n, p), if p < 0.5 { -strength } else { strength })
}

/// A pair in a sentence, as read out for the table.
#[must_use]
pub fn pair(c: &Compare, called: &[String], a: usize, b: usize, n: &dyn Numbers) -> String {
    let duel = c.duels.get(a).and_then(|row| row.get(b)).copied().unwrap_or_default();
    let name = |i: usize| called.get(i).map_or("", String::as_str);
    let more = often(&duel, c.replicates, n);
    let mean = match stand(&duel, c.replicates) {
        Stand::Same => "they are the same in every future".to_owned(),
        Stand::Unclear => {
            format!("on average we cannot tell: {}, within its error", change_of(n, &duel.ahead, unit(c.metric)))
        }
        Stand::Clear => format!("on average {}", with_error_of(n, &duel.ahead, unit(c.metric))),
    };
    format!("{} against {}: more {} in {more}; {mean}.", name(a), name(b), metric(c.metric))
}

#[cfg(test)]
mod tests;

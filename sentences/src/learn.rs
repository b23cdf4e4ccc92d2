//! What to find out first, in words: what knowing an input, or two at once, would be worth.

use funnel_decide::learn::{Known, Learn, Pair, Worth, Zero};
use funnel_engine::report::Estimate;
use funnel_engine::scenario::{Scenario, View};
use funnel_text::format::Unit;

use super::ask::plan_names;
use super::claims::{Claim, Said, Side, What, among};
use super::compare::listed;
use super::drivers::Names;
use super::metric::metric;
use super::numbers::{NONE, Numbers, estimates, money, texts};
use super::often;
use super::price::plan_lacks;
use super::rivals::{also, rivals};

/// Number of pairs listed individually.
const PAIRS: usize = 5;

/// The choice between today's budget and the plans, as things stand.
struct Standing {
    /// `today’s budget and the plan`.
    options: String,
    /// `the plan leaves more profit on average`, or that they cannot be told apart.
    text: String,
    /// Whether one of them is ahead.
    can_tell: bool,
    /// `more` of two, `the most` of several.
    more: &'static str,
    claims: Vec<Claim>,
}

/// Whether two options come to the same in every future.
fn is_nothing(difference: &Estimate) -> bool {
    difference.is_zero()
}

/// How today and the plans compare; `None` without a plan, as there is then nothing to choose.
fn standing(s: &Scenario, l: &Learn, n: &dyn Numbers) -> Option<Standing> {
    let choice = l.choice.as_ref()?;
    let plans = l.differences.len();
    let names = plan_names(n, s);
    let name = |option: usize| match option {
        0 => "today’s budget".to_owned(),
        _ if plans == 1 => "the plan".to_owned(),
        plan => names.get(plan - 1).map_or_else(|| format!("plan {plan}"), |name| format!("“{name}”")),
    };
    let options = match plans {
        0 => return None,
        1 => "today’s budget and the plan".to_owned(),
        _ => format!("today’s budget and the {plans} plans"),
    };
    let side = |option: usize| option.checked_sub(1).map_or(Side::Today, |plan| Side::of_plan(s, plan));
    let claim = |what| Claim::new(View::Learn, l.metric, what);
    let mut claims: Vec<Claim> = (l.differences.iter().enumerate())
        .map(|(plan, by)| claim(What::Ahead { side: side(plan + 1), of: Side::Today, by: *by }))
        .collect();
    let best = choice.plan as usize;
    let more = if plans == 1 { "more" } else { "the most" };
    // What comes to the same in every future is no other choice.
    let can_tell = choice.close.iter().all(|close| is_nothing(&close.ahead));
    let text = if can_tell && !choice.can_tell() {
        let all = std::iter::once(best).chain(choice.close.iter().map(|close| close.plan as usize)).map(name);
        let all: Vec<String> = all.collect();
        let all = listed(&all.iter().map(String::as_str).collect::<Vec<_>>(), "and");
        format!("{all} leave {more} {} on average, the same in every future", metric(l.metric))
    } else if can_tell {
        let lacks = best.checked_sub(1).and_then(|plan| plan_lacks(s, plan));
        claims.push(claim(What::Best { best: side(best), among: among((0..=plans).map(side)) }));
        let before = lacks.map_or_else(String::new, |(before, _)| format!(", {before}"));
        format!("{} leaves {more} {} on average{before}", name(best), metric(l.metric))
    } else {
        format!("we cannot tell which leaves {more} {} on average", metric(l.metric))
    };
    Some(Standing { options, text, can_tell, more, claims })
}

/// `Find out first: Won: pass rate. Knowing it would be worth $12k.` Or that nothing is worth finding out. Either way
/// it names the alternatives: today's budget and the plans, and nothing else.
#[must_use]
pub fn learn_title(s: &Scenario, l: &Learn, names: &Names, n: &dyn Numbers) -> Said {
    let Some(top) = l.inputs.iter().max_by(|a, b| a.worth.value.total_cmp(&b.worth.value)) else {
        return Said::plain("Nothing is uncertain, so there is nothing to find out.");
    };
    if !l.differences.is_empty() && l.differences.iter().all(is_nothing) {
        let figure = metric(l.metric);
        let text = match l.differences.len() {
            1 => format!("The plan leaves the same {figure} as today’s budget in every future simulated"),
            plans => format!("The {plans} plans leave the same {figure} as today’s budget in every future simulated"),
        };
        return Said::plain(text + ", so there is nothing to find out.");
    }
    let Some(Standing { options, text, can_tell, more, claims }) = standing(s, l, n) else {
        return Said::plain("There is no plan to choose, so there is nothing to find out.");
    };
    let never = l.inputs.iter().all(|k| matches!(k.worth.zero, Some(Zero::NeverChanges)));
    let text = if top.worth.value > 0.0 {
        let worth = |k: &Known| Estimate::known(k.worth.value, k.worth.se);
        let others = l.inputs.iter().filter(|k| k.inputs != top.inputs && k.worth.value > 0.0);
        let near = rivals(&worth(top), others.map(|k| (names.known(k), worth(k))));
        let first = names.known(top) + &also(&near, "inputs", "be worth");
        let it = if near.is_empty() { "it" } else { "the first" };
        format!(
            "Find out first: {first}. Knowing {it} exactly would be worth {}; as things stand, of {options}, {text}.",
            money(n, top.worth.value)
        )
    } else if never && !can_tell {
        format!(
            "We cannot tell which of {options} leaves {more} {} on average, and no single number would change that, whatever it \
             turns out to be.",
            metric(l.metric)
        )
    } else if never {
        format!(
            "No single number would change the choice between {options}: {text}, whatever any of them turns out to be."
        )
    } else {
        format!(
            "No single number is clearly worth finding out before choosing between {options}: {text}, and what knowing more \
             would add is within its error."
        )
    };
    Said::with(text, claims)
}

/// What one input is worth, or why it is worth nothing.
#[must_use]
pub fn known(k: &Known, names: &Names, n: &dyn Numbers) -> String {
    let name = names.known(k);
    match k.worth.zero {
        Some(Zero::NeverChanges) => format!("{name}: worth nothing, since no value of it would change the decision."),
        Some(Zero::WithinError) => format!(
            "{name}: not clearly worth anything; it would change the decision in {} of futures, for less than the error.",
            often::of_futures(n, k.worth.changes)
        ),
        None => {
            let more = k.more.last().filter(|m| m.value > 0.0).map(|m| {
                format!(" Following {} more leads would bring {} of that.", m.trials, often::portion(n, m.share, 0))
            });
            format!(
                "{name}: knowing it exactly is worth {}, and changes the decision in {}.{}",
                money(n, k.worth.value),
                often::of_futures(n, k.worth.changes),
                more.unwrap_or_default()
            )
        }
    }
}

/// The cells of the table, with a row for each input: worth with its error, chance of changing the decision, and the
/// best number of further leads to count. Each column is written by one rule.
#[must_use]
pub fn known_cells(inputs: &[&Known], n: &dyn Numbers) -> Vec<Vec<String>> {
    let worth = |k: &&&Known| k.worth.zero.is_none();
    let estimate = |k: &&Known| Estimate::known(k.worth.value, k.worth.se);
    let worths: Vec<Estimate> = inputs.iter().filter(worth).map(estimate).collect();
    let mut worths = estimates(n, &worths, Unit::Money).into_iter();
    let mores: Vec<f64> = inputs.iter().filter_map(|k| Some(k.more.last()?.value)).collect();
    let mut mores = texts(n, &mores, Unit::Money).into_iter();
    let row = |k: &&Known| {
        let worth = match k.worth.zero {
            Some(_) => "0".to_owned(),
            None => format!("{} ± {}", worths.next().unwrap_or_default(), money(n, Estimate::HALF * k.worth.se)),
        };
        let more = match k.more.last() {
            Some(more) => format!("{} leads: {}", more.trials, mores.next().unwrap_or_default()),
            None => NONE.to_owned(),
        };
        vec![worth, often::chance(n, k.worth.changes), more]
    };
    inputs.iter().map(row).collect()
}

/// What two inputs are worth together, the most valuable first; or that none is worth anything. Empty unless asked for.
#[must_use]
pub fn pairs(l: &Learn, names: &Names, n: &dyn Numbers) -> Vec<String> {
    let Some(all) = &l.pairs else { return Vec::new() };
    let worth = |w: &Worth| w.zero.is_none() && w.value > 0.0;
    let one = |p: &Pair| {
        let [a, b] = [&p.inputs[0], &p.inputs[1]].map(|keys| names.together(keys, false));
        format!(
            "{a}, and {b}: knowing both exactly is worth {}, and changes the decision in {}.",
            money(n, p.worth.value),
            often::of_futures(n, p.worth.changes)
        )
    };
    let told: Vec<String> = all.iter().filter(|p| worth(&p.worth)).take(PAIRS).map(one).collect();
    match (told.is_empty(), all.iter().all(|p| matches!(p.worth.zero, Some(Zero::NeverChanges)))) {
        (false, _) => told,
        (true, _) if all.is_empty() => vec!["There are no two uncertain numbers to know at once.".to_owned()],
        (true, true) => vec!["No two numbers known at once would change the decision either.".to_owned()],
        (true, false) => vec!["No two numbers known at once are clearly worth finding out either.".to_owned()],
    }
}

#[cfg(test)]
mod tests;

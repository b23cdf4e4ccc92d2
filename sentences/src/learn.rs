//! What to find out first, in words: what knowing an input, or two at once, would be worth.

use funnel_decide::learn::{Known, Learn, Pair, Worth, Zero};
use funnel_engine::report::Estimate;
use funnel_engine::scenario::{Scenario, View};
use funnel_text::format::Unit;

use super::claims::{Claim, Said, Side, What, among};
use super::drivers::Names;
use super::metric::metric;
use super::numbers::{NONE, Numbers, estimates, money, texts};
use super::often;
use super::price::plan_lacks;
use super::rivals::{also, figure, rivals};

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

/// How today and the plans compare; `None` without a plan, as there is then nothing to choose.
fn standing(s: &Scenario, l: &Learn) -> Option<Standing> {
    let choice = l.choice.as_ref()?;
    let plans = l.differences.len();
    let name = |option: usize| match option {
        0 => "today’s budget".to_owned(),
        _ if plans == 1 => "the plan".to_owned(),
        plan => format!("plan {plan}"),
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
    let text = if choice.can_tell() {
        let lacks = best.checked_sub(1).and_then(|plan| plan_lacks(s, plan));
        claims.push(claim(What::Best { best: side(best), among: among((0..=plans).map(side)) }));
        let before = lacks.map_or_else(String::new, |(before, _)| format!(", {before}"));
        format!("{} leaves {more} {} on average{before}", name(best), metric(l.metric))
    } else {
        format!("we cannot tell which leaves {more} {} on average", metric(l.metric))
    };
    Some(Standing { options, text, can_tell: choice.can_tell(), more, claims })
}

/// `Find out first: Won: pass rate. Knowing it would be worth $12k.` Or that nothing is worth finding out. Either way
/// it names the alternatives: today's budget and the plans, and nothing else.
#[must_use]
pub fn learn_title(s: &Scenario, l: &Learn, names: &Names, n: &dyn Numbers) -> Said {
    let Some(top) = l.inputs.iter().max_by(|a, b| a.worth.value.total_cmp(&b.worth.value)) else {
        return Said::plain("Nothing is uncertain, so there is nothing to find out.");
    };
    let Some(Standing { options, text, can_tell, more, claims }) = standing(s, l) else {
        return Said::plain("There is no plan to choose, so there is nothing to find out.");
    };
    let never = l.inputs.iter().all(|k| matches!(k.worth.zero, Some(Zero::NeverChanges)));
    let text = if top.worth.value > 0.0 {
        let worth = |k: &Known| figure(k.worth.value, k.worth.se);
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
    let estimate = |k: &&Known| Estimate { value: Some(k.worth.value), se: Some(k.worth.se) };
    let worths: Vec<Estimate> = inputs.iter().filter(worth).map(estimate).collect();
    let mut worths = estimates(n, &worths, Unit::Money).into_iter();
    let mores: Vec<f64> = inputs.iter().filter_map(|k| Some(k.more.last()?.value)).collect();
    let mut mores = texts(n, &mores, Unit::Money).into_iter();
    let row = |k: &&Known| {
        let worth = match k.worth.zero {
            Some(_) => "0".to_owned(),
            None => format!("{} ± {}", worths.next().unwrap_or_default(), money(n, k.worth.se)),
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
mod tests {
    use super::*;
    use funnel_decide::regret::Choice;
    use funnel_engine::process::Metric;
    use funnel_engine::report::Estimate;
    use funnel_testkit::reports;
    use funnel_text::NumberStyle;

    fn learn(value: f64, zero: Option<Zero>) -> Learn {
        let worth = Worth { value, estimate: value, se: 900.0, changes: 0.2, zero };
        Learn {
            metric: Metric::Profit,
            replicates: 1_024,
            adopt: None,
            choice: Choice::of(&[Some(vec![0.0, 0.0]), Some(vec![-9e4, -9e4])]),
            differences: vec![Estimate { value: Some(-9e4), se: Some(1e3) }],
            all: None,
            explained: None,
            knowledge: None,
            all_if_normal: None,
            inputs: vec![Known {
                inputs: vec!["stage/won/rate".into()],
                paths: Vec::new(),
                market: false,
                worth,
                more: Vec::new(),
            }],
            pairs: None,
        }
    }

    #[test]
    fn what_to_find_out_has_its_worth_or_its_reason() {
        let (s, n) = (reports::scenario(), NumberStyle::default());
        let names = Names::of(&s);
        let said = |l: &Learn| learn_title(&s, l, &names, &n);
        assert_eq!(
            said(&learn(12_300.0, None)).text,
            "Find out first: Won: Chance to pass. Knowing it exactly would be worth $12.3k; as things stand, of today’s budget \
             and the plan, today’s budget leaves more profit on average."
        );
        let mut two = learn(12_300.0, None);
        let other = two.inputs[0].clone();
        two.inputs.push(Known { inputs: vec!["stage/lead/rate".into()], ..other });
        two.inputs[1].worth.value = 11_000.0;
        assert!(said(&two).text.starts_with(
            "Find out first: Won: Chance to pass; Lead: Chance to pass may be worth as much. Knowing the first exactly would be \
             worth $12.3k;"
        ));
        let never = learn(0.0, Some(Zero::NeverChanges));
        assert_eq!(
            said(&never).text,
            "No single number would change the choice between today’s budget and the plan: today’s budget leaves more \
             profit on average, whatever any of them turns out to be."
        );
        let best = said(&never).claims.into_iter().find_map(|c| match c.what {
            What::Best { best, among } => Some((best, among)),
            _ => None,
        });
        assert_eq!(best, Some((Side::Today, among([Side::Today, Side::Budget(1.2)]))), "of these two, and of no other");
        assert!(said(&learn(0.0, Some(Zero::WithinError))).text.contains("within its error"));
        let none = Learn { inputs: Vec::new(), ..learn(0.0, None) };
        assert_eq!(said(&none).text, "Nothing is uncertain, so there is nothing to find out.");
        let alone = Learn { differences: Vec::new(), choice: Choice::of(&[Some(vec![0.0; 2])]), ..learn(0.0, None) };
        assert_eq!(said(&alone).text, "There is no plan to choose, so there is nothing to find out.");
        let close = Learn { choice: Choice::of(&[Some(vec![0.0, 0.0]), Some(vec![-9e4, 9e4])]), ..never };
        assert_eq!(
            said(&close).text,
            "We cannot tell which of today’s budget and the plan leaves more profit on average, and no single number would \
             change that, whatever it turns out to be."
        );
    }

    #[test]
    fn a_plan_without_a_price_is_not_called_best_as_if_it_were_free() {
        let mut s = funnel_engine::scenario::templates::load("sales-led-saas").unwrap();
        s.teams[0].cost_per_week = None;
        let s = funnel_engine::scenario::edit::set_setting(&s, 0, "team/sdr/people", Some(4.0)).unwrap();
        let l = Learn {
            choice: Choice::of(&[Some(vec![0.0, 0.0]), Some(vec![9e4, 9e4])]),
            adopt: Some(0),
            ..learn(0.0, Some(Zero::NeverChanges))
        };
        let text = learn_title(&s, &l, &Names::of(&s), &NumberStyle::default()).text;
        assert!(
            text.contains("the plan leaves more profit on average, before what it costs (Sales development: people), which nobody said"),
            "{text}"
        );
    }

    #[test]
    fn what_one_input_is_worth() {
        let (names, n) = (Names::of(&reports::scenario()), NumberStyle::default());
        assert_eq!(
            known(&learn(12_300.0, None).inputs[0], &names, &n),
            "Won: Chance to pass: knowing it exactly is worth $12.3k, and changes the decision in 20% of futures."
        );
    }

    #[test]
    fn pairs_are_told_or_that_none_is_worth_it() {
        let (names, n) = (Names::of(&reports::scenario()), NumberStyle::default());
        let with = |all: &[(f64, Option<Zero>)]| {
            let pair = |(value, zero): &(f64, Option<Zero>)| Pair {
                inputs: ["stage/won/rate", "stage/lead/rate"].map(|key| vec![key.to_owned()]),
                worth: learn(*value, *zero).inputs[0].worth,
            };
            pairs(&Learn { pairs: Some(all.iter().map(pair).collect()), ..learn(0.0, None) }, &names, &n)
        };
        assert_eq!(pairs(&learn(0.0, None), &names, &n), Vec::<String>::new(), "nobody asked");
        assert_eq!(
            with(&[(12_300.0, None), (0.0, Some(Zero::WithinError))]),
            [
                "Won: Chance to pass, and Lead: Chance to pass: knowing both exactly is worth $12.3k, and changes the decision in \
              20% of futures."
            ]
        );
        assert!(with(&[(0.0, Some(Zero::NeverChanges))])[0].starts_with("No two numbers known at once would change"));
        assert!(with(&[(0.0, Some(Zero::WithinError))])[0].contains("clearly worth"));
        assert!(with(&[])[0].starts_with("There are no two"));
    }
}

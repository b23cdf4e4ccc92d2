//! What to find out first, in words: what knowing an input, or two at once, would be worth.

use funnel_decide::learn::{Known, Learn, Pair, Worth, Zero};

use super::drivers::Names;
use super::numbers::{NONE, Numbers, money};

/// Pairs told one by one.
const PAIRS: usize = 5;

/// `Find out first: Won: pass rate. Knowing it would be worth $12k.` Or that nothing is worth finding out.
#[must_use]
pub fn learn_title(l: &Learn, names: &Names, n: &dyn Numbers) -> String {
    let Some(top) = l.inputs.iter().max_by(|a, b| a.worth.value.total_cmp(&b.worth.value)) else {
        return "Nothing is uncertain, so there is nothing to find out.".to_owned();
    };
    let today = match l.adopt {
        Some(_) => "going ahead with the plan",
        None => "staying with today’s budget",
    };
    if top.worth.value > 0.0 {
        return format!(
            "Find out first: {}. Knowing it exactly would be worth {}; as things stand, {today} is best.",
            names.known(top),
            money(n, top.worth.value)
        );
    }
    let never = l.inputs.iter().all(|k| matches!(k.worth.zero, Some(Zero::NeverChanges)));
    if never {
        format!("No single number would change the decision: {today} is best whatever any of them turns out to be.")
    } else {
        format!(
            "No single number is clearly worth finding out: {today} is best, and what knowing more would add is within its error."
        )
    }
}

/// What one input is worth, or why nothing.
#[must_use]
pub fn known(k: &Known, names: &Names, n: &dyn Numbers) -> String {
    let name = names.known(k);
    match k.worth.zero {
        Some(Zero::NeverChanges) => format!("{name}: worth nothing, since no value of it would change the decision."),
        Some(Zero::WithinError) => format!(
            "{name}: not clearly worth anything; it would change the decision in {} of futures, for less than the error.",
            n.percent(k.worth.changes, 0)
        ),
        None => {
            let more =
                k.more.last().filter(|m| m.value > 0.0).map(|m| {
                    format!(" Following {} more leads would bring {} of that.", m.trials, n.percent(m.share, 0))
                });
            format!(
                "{name}: knowing it exactly is worth {}, and changes the decision in {} of futures.{}",
                money(n, k.worth.value),
                n.percent(k.worth.changes, 0),
                more.unwrap_or_default()
            )
        }
    }
}

/// The cells of an input: worth with its error, chance to change the decision, and the best count of more leads.
#[must_use]
pub fn known_cells(k: &Known, n: &dyn Numbers) -> Vec<String> {
    let error = money(n, k.worth.se);
    let worth = if k.worth.zero.is_some() { "0".to_owned() } else { format!("{} ± {error}", money(n, k.worth.value)) };
    let more = k.more.last().map_or_else(|| NONE.to_owned(), |m| format!("{} leads: {}", m.trials, money(n, m.value)));
    vec![worth, n.percent(k.worth.changes, 0), more]
}

/// What two inputs together are worth, those worth most first; that none is, where none is. Empty unless asked for.
#[must_use]
pub fn pairs(l: &Learn, names: &Names, n: &dyn Numbers) -> Vec<String> {
    let Some(all) = &l.pairs else { return Vec::new() };
    let worth = |w: &Worth| w.zero.is_none() && w.value > 0.0;
    let one = |p: &Pair| {
        let [a, b] = [&p.inputs[0], &p.inputs[1]].map(|key| names.get(key));
        format!(
            "{a}, and {b}: knowing both exactly is worth {}, and changes the decision in {} of futures.",
            money(n, p.worth.value),
            n.percent(p.worth.changes, 0)
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
    use crate::words::sample;
    use funnel_charts::format::NumberStyle;
    use funnel_engine::process::Metric;

    fn learn(value: f64, zero: Option<Zero>) -> Learn {
        let worth = Worth { value, estimate: value, se: 900.0, changes: 0.2, zero };
        Learn {
            metric: Metric::Profit,
            replicates: 1_024,
            adopt: None,
            differences: Vec::new(),
            all: None,
            explained: None,
            knowledge: None,
            all_if_normal: None,
            inputs: vec![Known { input: "stage/won/rate".into(), path: String::new(), worth, more: Vec::new() }],
            pairs: None,
        }
    }

    #[test]
    fn what_to_find_out_has_its_worth_or_its_reason() {
        let (names, n) = (Names::of(&sample::scenario()), NumberStyle::default());
        assert_eq!(
            learn_title(&learn(12_300.0, None), &names, &n),
            "Find out first: Won: Chance to pass. Knowing it exactly would be worth $12.3k; as things stand, staying with today’s \
             budget is best."
        );
        assert_eq!(
            learn_title(&learn(0.0, Some(Zero::NeverChanges)), &names, &n),
            "No single number would change the decision: staying with today’s budget is best whatever any of them turns out \
             to be."
        );
        assert!(learn_title(&learn(0.0, Some(Zero::WithinError)), &names, &n).contains("within its error"));
        let none = Learn { inputs: Vec::new(), ..learn(0.0, None) };
        assert_eq!(learn_title(&none, &names, &n), "Nothing is uncertain, so there is nothing to find out.");
        assert_eq!(
            known(&learn(12_300.0, None).inputs[0], &names, &n),
            "Won: Chance to pass: knowing it exactly is worth $12.3k, and changes the decision in 20% of futures."
        );
    }

    #[test]
    fn pairs_are_told_or_that_none_is_worth_it() {
        let (names, n) = (Names::of(&sample::scenario()), NumberStyle::default());
        let with = |all: &[(f64, Option<Zero>)]| {
            let pair = |(value, zero): &(f64, Option<Zero>)| Pair {
                inputs: ["stage/won/rate", "stage/lead/rate"].map(str::to_owned),
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

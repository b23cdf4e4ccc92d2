//! What decides the answer, and what to find out first, in words.

use funnel_decide::drivers::{Bar, Drivers, Part, Share};
use funnel_decide::learn::{Known, Learn, Zero};
use funnel_engine::scenario::Scenario;

use super::numbers::{NONE, Numbers, money, money_change};

/// Names of inputs by key.
pub struct Names(Vec<(String, String)>);

impl Names {
    /// Of all inputs.
    #[must_use]
    pub fn of(s: &Scenario) -> Self {
        let name =
            |owner: String, label: &str| if owner.is_empty() { label.to_owned() } else { format!("{owner}: {label}") };
        Self(s.inputs().into_iter().map(|f| (f.path.key, name(f.owner, f.label))).collect())
    }

    fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.0.iter().find(|(k, _)| k == key).map_or(key, |(_, name)| name)
    }

    /// A driver: an input, or several that vary together.
    #[must_use]
    pub fn part(&self, part: &Part) -> String {
        match part.inputs.as_slice() {
            [one] => self.get(one).to_owned(),
            [first, rest @ ..] if part.market => format!("The market ({} and {} more)", self.get(first), rest.len()),
            [first, rest @ ..] => format!("{} and {} more that vary with it", self.get(first), rest.len()),
            [] => "The market".to_owned(),
        }
    }

    /// An input of the tornado.
    #[must_use]
    pub fn bar<'a>(&'a self, bar: &'a Bar) -> &'a str {
        self.get(&bar.input)
    }

    /// An input to be learned about.
    #[must_use]
    pub fn known<'a>(&'a self, known: &'a Known) -> &'a str {
        self.get(&known.input)
    }
}

/// `Won: Chance to pass decides most: 31% of how much profit changes. 42% is luck, and inputs acting together.`
#[must_use]
pub fn title(d: &Drivers, names: &Names, n: &dyn Numbers) -> String {
    if d.sd.is_none_or(|sd| sd <= 0.0) {
        return "Nothing is uncertain about the difference the plan makes.".to_owned();
    }
    let luck = d.luck_and_interactions.map_or(0.0, |x| x.value.clamp(0.0, 1.0));
    let luck_is = n.percent(luck, 0);
    match d.parts.first().filter(|p| p.first.low > 0.0) {
        Some(top) if luck > 0.5 => format!(
            "Mostly luck, and inputs acting together: {luck_is} of how much profit changes. Of single inputs, {} decides most, {}.",
            names.part(top),
            n.percent(top.first.value, 0)
        ),
        Some(top) => format!(
            "{} decides most: {} of how much profit changes. {luck_is} is luck, and inputs acting together.",
            names.part(top),
            n.percent(top.first.value, 0)
        ),
        None => format!(
            "No single input stands out from its error: {luck_is} of how much profit changes is luck, and inputs acting together."
        ),
    }
}

/// `31% (28 to 34%)`.
#[must_use]
pub fn share(x: &Share, n: &dyn Numbers) -> String {
    let percent = |x: f64| n.percent(x.clamp(0.0, 1.0), 0);
    format!("{} ({} to {})", percent(x.value), percent(x.low), percent(x.high))
}

/// One driver in a sentence.
#[must_use]
pub fn part(p: &Part, names: &Names, n: &dyn Numbers) -> String {
    if p.first.low <= 0.0 {
        return format!("{}: no share that stands out from its error ({}).", names.part(p), share(&p.first, n));
    }
    format!("{} explains {} of the spread by itself.", names.part(p), share(&p.first, n))
}

/// One bar of the tornado in a sentence.
#[must_use]
pub fn swing(b: &Bar, names: &Names, n: &dyn Numbers) -> String {
    let at = |e| money_change(n, e);
    format!("{}: {} where it is low, {} where it is high.", names.bar(b), at(&b.at_p10), at(&b.at_p90))
}

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::sample;
    use funnel_charts::format::NumberStyle;
    use funnel_decide::learn::Worth;
    use funnel_engine::process::Metric;
    use funnel_engine::report::Estimate;

    fn drivers(low: f64) -> Drivers {
        let first = Share { value: 0.31, se: 0.02, low, high: 0.35 };
        Drivers {
            metric: Metric::Profit,
            replicates: 1_024,
            difference: Estimate::default(),
            sd: Some(2e5),
            parts: vec![Part {
                inputs: vec!["stage/won/rate".into()],
                paths: Vec::new(),
                market: false,
                first,
                total: None,
            }],
            luck_and_interactions: Some(Share { value: 0.42, se: 0.03, low: 0.36, high: 0.48 }),
            tornado: Vec::new(),
        }
    }

    #[test]
    fn the_driver_is_named_or_that_none_stands_out() {
        let (names, n) = (Names::of(&sample::scenario()), NumberStyle::default());
        assert_eq!(
            title(&drivers(0.27), &names, &n),
            "Won: Chance to pass decides most: 31% of how much profit changes. 42% is luck, and inputs acting together."
        );
        assert_eq!(
            title(&drivers(-0.01), &names, &n),
            "No single input stands out from its error: 42% of how much profit changes is luck, and inputs acting together."
        );
        let mut lucky = drivers(0.27);
        lucky.luck_and_interactions = Some(Share { value: 0.87, se: 0.03, low: 0.8, high: 0.9 });
        assert_eq!(
            title(&lucky, &names, &n),
            "Mostly luck, and inputs acting together: 87% of how much profit changes. Of single inputs, Won: Chance to pass \
             decides most, 31%."
        );
        let certain = Drivers { sd: Some(0.0), ..drivers(0.27) };
        assert_eq!(title(&certain, &names, &n), "Nothing is uncertain about the difference the plan makes.");
        assert_eq!(
            part(&drivers(0.27).parts[0], &names, &n),
            "Won: Chance to pass explains 31% (27% to 35%) of the spread by itself."
        );
    }

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
}

//! What decides the answer, in words.

use funnel_decide::drivers::{Bar, Drivers, Part, Share};
use funnel_decide::learn::Known;
use funnel_engine::report::Estimate;
use funnel_engine::scenario::Scenario;

use super::metric::metric;
use super::numbers::{NONE, Numbers, money_change};
use super::often::portion;
use super::rivals::{also, rivals};

/// Names of inputs by key.
pub struct Names(Vec<(String, String)>);

impl Names {
    /// The names of all inputs.
    #[must_use]
    pub fn of(s: &Scenario) -> Self {
        let name =
            |owner: String, label: &str| if owner.is_empty() { label.to_owned() } else { format!("{owner}: {label}") };
        Self(s.inputs().into_iter().map(|f| (f.path.key, name(f.owner, f.label))).collect())
    }

    /// The name of the input with this key.
    #[must_use]
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.0.iter().find(|(k, _)| k == key).map_or(key, |(_, name)| name)
    }

    /// A driver: an input, or several that vary together.
    #[must_use]
    pub fn part(&self, part: &Part) -> String {
        self.together(&part.inputs, part.market)
    }

    /// A bar of the tornado: an input, or several that are the same number.
    #[must_use]
    pub fn bar(&self, bar: &Bar) -> String {
        let all: Vec<String> = std::iter::once(&bar.input).chain(&bar.with).cloned().collect();
        self.together(&all, false)
    }

    /// What is to be learned: an input, or several that vary together.
    #[must_use]
    pub fn known(&self, known: &Known) -> String {
        self.together(&known.inputs, known.market)
    }

    /// Inputs that count as one, by the keys of its members.
    #[must_use]
    pub fn together(&self, keys: &[String], market: bool) -> String {
        match keys {
            [one] => self.get(one).to_owned(),
            [first, rest @ ..] if market => format!("The market ({} and {} more)", self.get(first), rest.len()),
            [first, rest @ ..] => format!("{} and {} more that vary with it", self.get(first), rest.len()),
            [] => "The market".to_owned(),
        }
    }
}

/// How many of the largest inputs differ clearly from zero, and so are worth a bar. A picture of ten bars of one per
/// cent would say nothing beyond its title.
#[must_use]
pub fn told_apart(d: &Drivers) -> usize {
    d.parts.iter().take_while(|part| part.first.low > 0.0 && part.first.value >= 0.01).count()
}

/// `Won: Chance to pass decides most: 31% of how much profit changes. 42% is chance, and assumptions acting together.`
#[must_use]
pub fn title(d: &Drivers, names: &Names, n: &dyn Numbers) -> String {
    let figure = metric(d.metric);
    let Some(difference) = d.difference.value else {
        return "There is no plan, so there is no difference whose reasons could be found.".to_owned();
    };
    if d.sd.is_none_or(|sd| sd <= 0.0) {
        return if difference == 0.0 {
            format!("The plan changes {figure} in no future simulated, so nothing decides by how much.")
        } else {
            "Nothing is uncertain about the difference the plan makes.".to_owned()
        };
    }
    let luck = d.luck_and_interactions.map_or(0.0, |x| x.value.clamp(0.0, 1.0));
    let luck_is = portion(n, luck, 0);
    let Some(top) = d.parts.first().filter(|p| p.first.low > 0.0) else {
        return format!(
            "No single assumption decides this: {luck_is} of how much {figure} changes is chance, and assumptions acting together."
        );
    };
    let of = |x: &Share| Estimate::known(x.value, x.se);
    let near = rivals(&of(&top.first), d.parts.iter().skip(1).map(|part| (names.part(part), of(&part.first))));
    let stands_out = near.len() < 3;
    let also = also(&near, "assumptions", "decide");
    let (top, size) = (names.part(top), portion(n, top.first.value, 0));
    match (luck > 0.5, stands_out) {
        (true, true) => format!(
            "No single assumption decides this: {luck_is} of how much {figure} changes is chance, and assumptions acting \
             together; {top} decides the largest part of the rest, {size}{also}."
        ),
        (true, false) => format!(
            "No single assumption decides this: {luck_is} of how much {figure} changes is chance, and assumptions acting \
             together; none stands out from the rest."
        ),
        (false, true) => format!(
            "{top} decides most: {size} of how much {figure} changes{also}. {luck_is} is chance, and assumptions acting together."
        ),
        (false, false) => format!(
            "No assumption stands out: {top} decides {size} of how much {figure} changes{also}. {luck_is} is chance, and \
             assumptions acting together."
        ),
    }
}

/// `31% (28 to 34%)`.
#[must_use]
pub fn share(x: &Share, n: &dyn Numbers) -> String {
    let percent = |x: f64| portion(n, x.clamp(0.0, 1.0), 0);
    format!("{} ({} to {})", percent(x.value), percent(x.low), percent(x.high))
}

/// One driver in a sentence.
#[must_use]
pub fn part(p: &Part, names: &Names, n: &dyn Numbers) -> String {
    if p.first.low <= 0.0 {
        return format!("{}: no share that stands out from its error ({}).", names.part(p), share(&p.first, n));
    }
    let alone = format!("{} explains {} of the spread by itself", names.part(p), share(&p.first, n));
    match &p.total {
        Some(total) => format!("{alone}, and {} with what it does together with others.", share(total, n)),
        None => format!("{alone}."),
    }
}

/// What the total effects say: whether inputs interact by more than their errors hide.
#[must_use]
pub fn together(d: &Drivers, names: &Names, n: &dyn Numbers) -> Option<String> {
    let share = |x: &Share| Estimate::known(x.value, x.se);
    let more = |p: &Part| p.total.as_ref().map(|total| share(total).above(share(&p.first)));
    let all: Vec<(&Part, Estimate)> = d.parts.iter().filter_map(|p| Some((p, more(p)?))).collect();
    let of = |x: &Estimate| x.value.unwrap_or(0.0);
    let (part, more) = *all.iter().max_by(|a, b| of(&a.1).total_cmp(&of(&b.1)))?;
    Some(if more.is_gain() {
        let others = all.iter().filter(|x| x.0.inputs != part.inputs).map(|x| (names.part(x.0), x.1));
        format!(
            "{} does most together with other inputs and with luck: {} of the spread beyond what it explains by itself{}.",
            names.part(part),
            portion(n, of(&more), 0),
            also(&rivals(&more, others), "inputs", "do")
        )
    } else {
        "No input does more together with others than the error lets us see.".to_owned()
    })
}

/// The total effect, for a cell.
#[must_use]
pub fn total(p: &Part, n: &dyn Numbers) -> String {
    p.total.as_ref().map_or_else(|| NONE.to_owned(), |x| share(x, n))
}

/// One bar of the tornado in a sentence.
#[must_use]
pub fn swing(b: &Bar, names: &Names, n: &dyn Numbers) -> String {
    let at = |e| money_change(n, e);
    format!("{}: {} where it is low, {} where it is high.", names.bar(b), at(&b.at_p10), at(&b.at_p90))
}

#[cfg(test)]
mod tests {
    use super::*;
    use funnel_engine::process::Metric;
    use funnel_testkit::reports;
    use funnel_text::NumberStyle;

    fn drivers(low: f64) -> Drivers {
        let first = Share { value: 0.31, se: 0.02, low, high: 0.35 };
        Drivers {
            metric: Metric::Profit,
            replicates: 1_024,
            difference: Estimate::known(1e5, 6e3),
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
        let (names, n) = (Names::of(&reports::scenario()), NumberStyle::default());
        assert_eq!(
            title(&drivers(0.27), &names, &n),
            "Won: Chance to pass decides most: 31% of how much profit changes. 42% is chance, and assumptions acting together."
        );
        assert_eq!(
            title(&drivers(-0.01), &names, &n),
            "No single assumption decides this: 42% of how much profit changes is chance, and assumptions acting together."
        );
        let mut lucky = drivers(0.27);
        lucky.luck_and_interactions = Some(Share { value: 0.87, se: 0.03, low: 0.8, high: 0.9 });
        assert_eq!(
            title(&lucky, &names, &n),
            "No single assumption decides this: 87% of how much profit changes is chance, and assumptions acting together; Won: \
             Chance to pass decides the largest part of the rest, 31%."
        );
        let close = |values: &[f64], luck: f64| {
            let mut d = drivers(0.27);
            for (i, value) in values.iter().enumerate() {
                let first = Share { value: *value, se: 0.02, low: 0.1, high: 0.4 };
                d.parts.push(Part { inputs: vec![format!("input {i}")], first, ..d.parts[0].clone() });
            }
            d.luck_and_interactions = Some(Share { value: luck, se: 0.03, low: luck, high: luck });
            title(&d, &names, &n)
        };
        assert_eq!(
            close(&[0.27, 0.26, 0.2], 0.4),
            "Won: Chance to pass decides most: 31% of how much profit changes; input 0 or input 1 may decide as much. \
             40% is chance, and assumptions acting together."
        );
        assert_eq!(
            close(&[0.27, 0.26, 0.3, 0.29], 0.4),
            "No assumption stands out: Won: Chance to pass decides 31% of how much profit changes; 4 other assumptions may \
             decide as much. 40% is chance, and assumptions acting together."
        );
        assert!(
            close(&[0.27], 0.6).ends_with("decides the largest part of the rest, 31%; input 0 may decide as much.")
        );
        assert!(close(&[0.27, 0.26, 0.3], 0.6).ends_with("acting together; none stands out from the rest."));
        let certain = Drivers { sd: Some(0.0), ..drivers(0.27) };
        assert_eq!(title(&certain, &names, &n), "Nothing is uncertain about the difference the plan makes.");
        let same = Drivers { difference: Estimate::known(0.0, 0.0), ..certain.clone() };
        assert!(title(&same, &names, &n).starts_with("The plan changes profit in no future simulated"));
        let none = Drivers { difference: Estimate::default(), sd: None, ..certain };
        assert!(title(&none, &names, &n).starts_with("There is no plan"));
        assert_eq!(
            part(&drivers(0.27).parts[0], &names, &n),
            "Won: Chance to pass explains 31% (27% to 35%) of the spread by itself."
        );
        let revenue = Drivers { metric: Metric::Revenue, ..drivers(0.27) };
        assert!(title(&revenue, &names, &n).contains("31% of how much revenue changes"));
    }

    #[test]
    fn total_effects_are_told_once_they_are_known() {
        let (names, n) = (Names::of(&reports::scenario()), NumberStyle::default());
        let with = |value: f64| {
            let mut d = drivers(0.27);
            d.parts[0].total = Some(Share { value, se: 0.03, low: value - 0.06, high: value + 0.06 });
            d
        };
        assert_eq!(together(&drivers(0.27), &names, &n), None);
        assert_eq!(total(&drivers(0.27).parts[0], &n), "–");
        assert_eq!(
            part(&with(0.48).parts[0], &names, &n),
            "Won: Chance to pass explains 31% (27% to 35%) of the spread by itself, and 48% (42% to 54%) with what it does \
             together with others."
        );
        assert_eq!(
            together(&with(0.48), &names, &n).unwrap(),
            "Won: Chance to pass does most together with other inputs and with luck: 17% of the spread beyond what it \
             explains by itself."
        );
        assert_eq!(
            together(&with(0.33), &names, &n).unwrap(),
            "No input does more together with others than the error lets us see."
        );
    }
}

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

/// Whether the largest share and that of chance come to more than all of it, by more than their errors allow. By
/// construction that is so where other shares come out below zero, which no share is.
fn too_few(d: &Drivers) -> bool {
    let (Some(top), Some(luck)) = (d.parts.first(), d.luck_and_interactions) else { return false };
    Estimate::known(top.first.value + luck.value - 1.0, top.first.se.hypot(luck.se)).is_gain()
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
    // Without an assumption that varies, all of it is chance.
    let chance = d.luck_and_interactions.unwrap_or(Share { value: 1.0, se: 0.0, low: 1.0, high: 1.0 });
    let largest = d.parts.first().map_or(0.0, |p| p.first.value);
    if too_few(d) {
        return format!(
            "These are too few futures to tell what decides how much {figure} changes: the shares found come to more than all \
             of it."
        );
    }
    // Of two figures that are both within their errors, the sentence tells no more than all of it.
    let luck = chance.value.clamp(0.0, (1.0 - largest).clamp(0.0, 1.0));
    let luck_is = portion(n, luck, 0);
    let Some(top) = d.parts.first().filter(|p| p.first.low > 0.0) else {
        if chance.low <= largest {
            return format!(
                "We cannot tell what decides how much {figure} changes: no assumption’s share stands out from its error."
            );
        }
        return format!(
            "No single assumption decides this: {luck_is} of how much {figure} changes is chance, and assumptions acting together."
        );
    };
    let of = |x: &Share| Estimate::known(x.value, x.se);
    let near = rivals(&of(&top.first), d.parts.iter().skip(1).map(|part| (names.part(part), of(&part.first))));
    let stands_out = near.len() < 3;
    let also = also(&near, "assumptions", "decide");
    let (top, size) = (names.part(top), portion(n, top.first.value, 0));
    match (luck > 0.5 && chance.low > largest, stands_out) {
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
mod tests;

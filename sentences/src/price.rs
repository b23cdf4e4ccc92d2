//! What nobody entered a price for, in words: what to enter, and where.

use funnel_engine::scenario::{Price, Scenario};

use funnel_text::calendar::per;
use funnel_text::letters;

/// A field to be filled in: what to say in a sentence, and the path of the field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// What to say: `what one person in “Sales” costs a week`.
    pub say: String,
    /// JSON path, which is the field's id on the page.
    pub path: String,
}

/// What is to be entered in the field that would hold a price.
#[must_use]
pub fn wanted(s: &Scenario, path: &str) -> Wanted {
    let at = |list: &str| {
        let (place, field) = path.strip_prefix(list)?.split_once("].")?;
        Some((place.parse::<usize>().ok()?, field))
    };
    let say = if let Some(team) = at("teams[").and_then(|(i, _)| s.teams.get(i)) {
        format!("what one person in “{}” costs {}", team.name, per(s.calendar.period))
    } else if let Some(stage) = at("stages[").and_then(|(i, _)| s.stages.get(i)) {
        format!("which team works “{}”, and what its people cost", stage.name)
    } else {
        let of_lever = s.levers.prices().into_iter().find(|(at, _)| at == path);
        of_lever.map_or("what it costs", |(_, price)| price.asks).replace("a week", &per(s.calendar.period))
    };
    Wanted { say, path: path.to_owned() }
}

/// What the plan does for which nobody entered a price, with what to enter: its figures leave out that cost, so they
/// are not advice. `None` where everything it does has a price.
#[must_use]
pub fn plan_lacks(s: &Scenario, plan: usize) -> Option<(String, Vec<Wanted>)> {
    let unpriced = s.unpriced(plan);
    let name = |x: &funnel_engine::scenario::Setting| {
        if x.owner.is_empty() { letters::small(x.label) } else { format!("{}: {}", x.owner, letters::small(x.label)) }
    };
    let what: Vec<String> = unpriced.iter().map(|(setting, _)| name(setting)).collect();
    let what = super::compare::listed(&what.iter().map(String::as_str).collect::<Vec<_>>(), "and");
    if what.is_empty() {
        return None;
    }
    let mut fields: Vec<Wanted> = Vec::new();
    for (_, price) in &unpriced {
        if let Price::Missing(path) = price
            && fields.iter().all(|field| field.path != *path)
        {
            fields.push(wanted(s, path));
        }
    }
    Some((format!("before what it costs ({what}), which nobody said"), fields))
}

/// The same as a sentence; `None` where everything that the plan does has a price.
#[must_use]
pub fn advice(s: &Scenario, plan: usize) -> Option<String> {
    let (before, fields) = plan_lacks(s, plan)?;
    let say: Vec<&str> = fields.iter().map(|field| field.say.as_str()).collect();
    let say = if say.is_empty() { String::new() } else { format!(": say {}", super::compare::listed(&say, "and")) };
    Some(format!("The plan’s figures are {before}{say}."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use funnel_engine::scenario::{edit, templates};

    #[test]
    fn a_plan_says_what_nobody_gave_a_price_for() {
        let s = templates::load("sales-led-saas").unwrap();
        assert_eq!(plan_lacks(&s, 0), None);
        let mut s = edit::set_setting(&s, 0, "team/sdr/people", Some(4.0)).unwrap();
        assert_eq!(plan_lacks(&s, 0), None, "its price is given");
        s.teams[0].cost_per_week = None;
        let s = edit::set_setting(&s, 0, "response/minutes", Some(10.0)).unwrap();
        let (said, fields) = plan_lacks(&s, 0).unwrap();
        assert_eq!(
            said,
            "before what it costs (Sales development: people and time to the first answer), which nobody said"
        );
        assert_eq!(
            advice(&s, 0).unwrap(),
            "The plan’s figures are before what it costs (Sales development: people and time to the first answer), which \
             nobody said: say what one person in “Sales development” costs a month and what an answer at once would cost a month."
        );
        let fields: Vec<(&str, &str)> = fields.iter().map(|x| (x.say.as_str(), x.path.as_str())).collect();
        assert_eq!(
            fields,
            [
                ("what one person in “Sales development” costs a month", "teams[0].cost_per_week"),
                ("what an answer at once would cost a month", "levers.response.cost_per_week"),
            ]
        );
    }

    /// Every price that can be missing has its own wording.
    #[test]
    fn every_missing_price_says_what_to_enter() {
        for template in templates::TEMPLATES {
            let mut s = templates::load(template.id).unwrap();
            for kind in
                funnel_engine::scenario::LeverKind::ALL.iter().filter(|kind| !kind.is_used(&s)).collect::<Vec<_>>()
            {
                s = edit::use_lever(&s, *kind).unwrap();
            }
            s.teams.iter_mut().for_each(|team| team.cost_per_week = None);
            for setting in s.settings() {
                if let Price::Missing(path) = s.price(&setting.key) {
                    assert!(
                        wanted(&s, &path).say.starts_with("wh") && wanted(&s, &path).say != "what it costs",
                        "{path}"
                    );
                }
            }
        }
    }
}

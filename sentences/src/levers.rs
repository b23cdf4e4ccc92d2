//! The questions of the process, and what a plan does about them besides its budget.

use funnel_engine::scenario::{LeverKind, Plan, Question, Scenario, Setting, SettingUnit};
use funnel_text::even;
use funnel_text::format::{Digits, Unit};
use funnel_text::letters;

use super::besides;
use super::numbers::Numbers;

/// A question in the reader's words.
#[must_use]
pub fn question(q: Question) -> &'static str {
    match q {
        Question::Segments => "Which segments is the money focused on?",
        Question::Approach => "What is the best approach?",
        Question::Work => "Who does the work?",
        _ => q.asked().map_or("", |asked| asked.title),
    }
}

/// What can be done about it, and the effect.
#[must_use]
pub fn lead(q: Question) -> &'static str {
    match q {
        Question::Segments => {
            "Point the same money at other buyers: each segment has its own rates, deal size and pace."
        }
        Question::Approach => "Channels and what they answer to are under “Where inquiries come from”.",
        Question::Work => {
            "A team has so many hours a week. What does not fit waits, answers come later, and some leads are lost: \
             then more budget can bring less revenue."
        }
        _ => q.asked().map_or("", |asked| asked.lead),
    }
}

/// A note that a team works no stage yet; `None` if each does.
#[must_use]
pub fn idle(s: &Scenario) -> Option<String> {
    let works = |id: &str| s.stages.iter().any(|x| x.work.as_ref().is_some_and(|work| work.team == id));
    let team = s.teams.iter().find(|team| !works(&team.id))?;
    Some(format!(
        "“{}” works no stage yet, so nothing waits for it: say which, and the hours each lead takes.",
        team.name
    ))
}

/// The lever that answers a question, if there is one.
#[must_use]
pub fn lever(q: Question) -> Option<LeverKind> {
    LeverKind::ALL.iter().copied().find(|kind| kind.questions().contains(&q))
}

/// A setting's value with its unit: `5`, `70%`, `120 min`.
pub fn value(n: &dyn Numbers, unit: SettingUnit, x: f64) -> String {
    let number = |x: f64| n.style().number(x, Digits::Significant(3), Unit::Count);
    match unit {
        SettingUnit::Share | SettingUnit::Times => n.percent(x, u32::from((x * 1000.0).round() % 10.0 != 0.0)),
        SettingUnit::Minutes => format!("{} min", number(x)),
        SettingUnit::Hours => format!("{} h", number(x)),
        SettingUnit::Count => number(x),
        SettingUnit::Money => super::numbers::money(n, x),
        SettingUnit::Weeks => format!("{} weeks", number(x)),
        SettingUnit::LogOdds => {
            format!("{} of 100", n.style().change(even::of_shift(x), Digits::Significant(2), Unit::Count))
        }
    }
}

/// The settings that a plan changes, with its values.
#[must_use]
pub fn changed(s: &Scenario, plan: usize) -> Vec<(Setting, f64)> {
    let all = s.settings().into_iter().map(|setting| {
        let value = s.setting(plan, &setting);
        (setting, value)
    });
    all.filter(|(setting, value)| *value != setting.today).collect()
}

/// `attempts before giving up 6 instead of 3`, with the owner before it.
pub fn change(n: &dyn Numbers, setting: &Setting, to: f64) -> String {
    let what = if setting.owner.is_empty() {
        letters::small(setting.label)
    } else {
        format!("{}: {}", setting.owner, letters::small(setting.label))
    };
    format!("{what} {} instead of {}", value(n, setting.unit, to), value(n, setting.unit, setting.today))
}

/// What a plan does besides its budget, for the end of its name: `, 6 attempts …`; empty if nothing.
pub fn suffix(n: &dyn Numbers, s: &Scenario, plan: &Plan) -> String {
    let index = s.plans.iter().position(|x| std::ptr::eq(x, plan));
    let all = index.map(|i| besides::changes(n, s, i)).unwrap_or_default();
    match all.as_slice() {
        [] => String::new(),
        [one] => format!(", {one}"),
        more if index.is_some_and(|i| changed(s, i).len() == more.len()) => {
            format!(", {} settings changed", more.len())
        }
        more => format!(", {} things changed", more.len()),
    }
}

/// The view's title, which is its conclusion.
#[must_use]
pub fn title(n: &dyn Numbers, s: &Scenario) -> String {
    let all = besides::changes(n, s, 0);
    let spends = s.plans.first().is_some_and(|plan| plan.spend.iter().any(|x| x.scale != 1.0 || x.add_per_week != 0.0));
    let what = if spends { "Beside the budget the plan changes" } else { "The plan leaves the budget and changes" };
    match all.as_slice() {
        [] if spends => "So far the plan changes the budget and nothing else.".to_owned(),
        [] => "So far the plan changes nothing.".to_owned(),
        [one] => format!("{what} one thing: {one}."),
        [first, second] => format!("{what} 2 things: {first}; {second}."),
        [first, second, rest @ ..] => {
            format!("{what} {} things: {first}; {second}; and {} more.", all.len(), rest.len())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use funnel_engine::scenario::{edit, templates};
    use funnel_text::NumberStyle;

    #[test]
    fn titles_and_names_say_what_is_done() {
        let n = NumberStyle::default();
        let s = templates::load("sales-led-saas").unwrap();
        assert_eq!(title(&n, &s), "So far the plan changes the budget and nothing else.");
        assert_eq!(suffix(&n, &s, &s.plans[0]), "");
        let s = edit::set_setting(&s, 0, "attempts/attempts", Some(6.0)).unwrap();
        let change = "attempts before giving up 6 instead of 3";
        assert_eq!(title(&n, &s), format!("Beside the budget the plan changes one thing: {change}."));
        assert_eq!(suffix(&n, &s, &s.plans[0]), format!(", {change}"));
        let s = edit::set_setting(&s, 0, "team/sdr/people", Some(4.0)).unwrap();
        let s = edit::set_setting(&s, 0, "response/minutes", Some(10.0)).unwrap();
        assert_eq!(
            title(&n, &s),
            "Beside the budget the plan changes 3 things: Sales development: people 4 instead of 3; time to the first \
             answer 10 min instead of 120 min; and 1 more."
        );
        assert_eq!(suffix(&n, &s, &s.plans[0]), ", 3 settings changed");
    }

    #[test]
    fn values_have_their_units() {
        let n = NumberStyle::default();
        let all = [
            (SettingUnit::Count, 5.0, "5"),
            (SettingUnit::Times, 0.7, "70%"),
            (SettingUnit::Share, 0.125, "12.5%"),
            (SettingUnit::Minutes, 90.0, "90 min"),
            (SettingUnit::Hours, 26.5, "26.5 h"),
            (SettingUnit::Weeks, 4.0, "4 weeks"),
            (SettingUnit::LogOdds, 3.0_f64.ln(), "+25 of 100"),
        ];
        for (unit, x, text) in all {
            assert_eq!(value(&n, unit, x), text);
        }
    }

    #[test]
    fn a_new_team_is_asked_what_it_works() {
        let s = edit::add(&templates::load("blank").unwrap(), edit::List::Teams).unwrap();
        assert_eq!(
            idle(&s).as_deref(),
            Some("“Team 1” works no stage yet, so nothing waits for it: say which, and the hours each lead takes.")
        );
        let id = s.teams[0].id.clone();
        assert_eq!(idle(&edit::work_stage(&s, 0, &id).unwrap()), None);
    }

    #[test]
    fn every_question_has_its_words() {
        for q in Question::ALL {
            assert!(question(q).ends_with('?') && lead(q).ends_with('.'));
        }
        assert_eq!(lever(Question::Contact), Some(LeverKind::Attempts));
        assert_eq!(lever(Question::Work), None);
    }
}

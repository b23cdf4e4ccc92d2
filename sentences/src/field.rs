//! Who vouches for the assumptions, in the reader's words.

use funnel_engine::scenario::{Grade, Input, Scenario, Tag};

/// `2 of 31 numbers are your own; 18 are benchmarks, 11 guesses.`
#[must_use]
pub fn title(s: &Scenario) -> String {
    let tags = tags(s);
    let count = |tag: Tag| tags.iter().filter(|t| **t == tag).count();
    if count(Tag::Mine) == tags.len() {
        return whose(s);
    }
    let benchmarks = plural(count(Tag::Benchmark), "is a benchmark", "are benchmarks");
    let mine = whose(s);
    format!("{}; {benchmarks}, {}.", mine.trim_end_matches('.'), plural(count(Tag::Guess), "a guess", "guesses"))
}

/// Other names for an input, by its path: trade terms that do not appear on the page, for a search.
#[must_use]
pub fn also_called(s: &Scenario, path: &str) -> &'static str {
    let (owner, name) = path.rsplit_once('.').unwrap_or(("", path));
    let closes = || s.stages.len().checked_sub(1).is_some_and(|last| owner == format!("stages[{last}]"));
    match name {
        "rate" if closes() => "win rate close rate conversion rate",
        "rate" => "conversion rate",
        "cost_per_inquiry" => "cost per lead cpl",
        "spend_per_week" => "media budget ad spend",
        "elasticity" => "saturation diminishing returns",
        "carry_over" => "adstock",
        "organic_per_week" => "organic leads",
        "cost_per_deal" => "commission cac",
        "margin" => "contribution profit",
        "people" | "hours_per_person" | "cost_per_person" => "hire headcount salary capacity",
        "renewal" | "retention" | "renews" => "churn renewal",
        "starts" => "month start date",
        "horizon_weeks" => "months period payback",
        "value" if path == "target.value" => "goal revenue profit quota",
        "reachable" | "answer" => "contact rate",
        _ if path.contains("deal.") => "average deal contract value acv price revenue",
        _ => "",
    }
}

/// [`title`] where there is less room: `2 of 31 numbers are your own.`
#[must_use]
pub fn whose(s: &Scenario) -> String {
    let tags = tags(s);
    match tags.iter().filter(|tag| **tag == Tag::Mine).count() {
        0 if tags.is_empty() => "Every number is fixed: only luck is left.".to_owned(),
        0 => format!("None of {} is your own yet.", plural(tags.len(), "number", "numbers")),
        n if n == tags.len() => format!("All {n} numbers are your own."),
        1 => format!("1 of {} numbers is your own.", tags.len()),
        n => format!("{n} of {} numbers are your own.", tags.len()),
    }
}

/// The tag of each number that somebody stated.
fn tags(s: &Scenario) -> Vec<Tag> {
    s.inputs().iter().filter(|field| is_said(field.input)).map(|field| field.input.tag).collect()
}

/// Whether somebody stated it. A plain number without comment is not a claim, and 0 means that the effect is left out.
#[must_use]
pub fn is_said(input: &Input) -> bool {
    !input.is_fixed() || !input.source.is_empty() || input.tag == Tag::Mine
}

fn plural(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// How many numbers come from the reader's own records, each with its counts: `9 of 31 numbers come from your own records.`
#[must_use]
pub fn recorded(s: &Scenario) -> String {
    let inputs = s.inputs();
    let said: Vec<_> = inputs.iter().filter(|field| is_said(field.input)).collect();
    let is_recorded =
        |input: &Input| input.tag == Tag::Mine && input.grade == Some(Grade::A) && !input.source.is_empty();
    match said.iter().filter(|field| is_recorded(field.input)).count() {
        0 => "Nothing here comes from your own records yet.".to_owned(),
        1 => format!("1 of {} numbers comes from your own records.", said.len()),
        n => format!("{n} of {} numbers come from your own records.", said.len()),
    }
}

/// Who stands behind a number.
#[must_use]
pub fn tag(tag: Tag) -> &'static str {
    match tag {
        Tag::Mine => "mine",
        Tag::Benchmark => "benchmark",
        Tag::Guess => "guess",
    }
}

/// How good the source is, by its letter.
#[must_use]
pub fn grade(grade: Option<Grade>) -> &'static str {
    match grade {
        Some(Grade::A) => "A",
        Some(Grade::B) => "B",
        Some(Grade::C) => "C",
        None => "",
    }
}

/// What the letters mean.
pub const GRADES: &str = "A: peer-reviewed, or counted by you. B: a study or practitioners’ data. C: a vendor’s figure or \
                          an assumption.";

#[cfg(test)]
mod tests {
    use super::*;
    use funnel_engine::scenario::Value;
    use funnel_engine::scenario::laws::Range;
    use funnel_testkit::reports;

    #[test]
    fn titles() {
        let mut s = reports::scenario();
        assert_eq!(title(&s), "Every number is fixed: only luck is left.");
        s.stages[0].rate = Input::new(Value::Range(Range { p10: 0.1, p90: 0.3 }));
        assert_eq!(title(&s), "None of 1 number is your own yet; 0 are benchmarks, 1 a guess.");
        s.stages[1].rate.tag = Tag::Mine;
        assert_eq!(title(&s), "1 of 2 numbers is your own; 0 are benchmarks, 1 a guess.");
        s.stages[0].rate.tag = Tag::Mine;
        assert_eq!(title(&s), "All 2 numbers are your own.");
    }

    #[test]
    fn every_input_has_its_help() {
        let mut s = funnel_engine::scenario::templates::load("sales-led-saas").unwrap();
        for kind in funnel_engine::scenario::LeverKind::ALL {
            s = funnel_engine::scenario::edit::use_lever(&s, *kind).unwrap();
        }
        assert!(s.inputs().len() > 60, "the levers are among them");
        for field in s.inputs() {
            assert!(!field.help.is_empty(), "{}", field.path.json);
        }
    }
}

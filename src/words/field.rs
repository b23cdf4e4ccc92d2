//! What each input is, in the reader's words: the hints of the assumptions view.

use funnel_engine::scenario::{Grade, Scenario, Tag};

/// `2 of 31 numbers are your own; 18 are benchmarks, 11 guesses.`
#[must_use]
pub fn title(s: &Scenario) -> String {
    let inputs = s.inputs();
    // A plain number that nobody commented on is no claim: 0 says that the effect is left out.
    let said = inputs.iter().filter(|f| !f.input.is_fixed() || !f.input.source.is_empty() || f.input.tag == Tag::Mine);
    let tags: Vec<Tag> = said.map(|f| f.input.tag).collect();
    let count = |tag: Tag| tags.iter().filter(|t| **t == tag).count();
    let plural = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    let mine = match count(Tag::Mine) {
        0 if tags.is_empty() => return "Every number is fixed: only luck is left.".to_owned(),
        0 => format!("None of {} is your own yet", plural(tags.len(), "number", "numbers")),
        n if n == tags.len() => return format!("All {n} numbers are your own."),
        1 => format!("1 of {} numbers is your own", tags.len()),
        n => format!("{n} of {} numbers are your own", tags.len()),
    };
    let benchmarks = plural(count(Tag::Benchmark), "is a benchmark", "are benchmarks");
    format!("{mine}; {benchmarks}, {}.", plural(count(Tag::Guess), "a guess", "guesses"))
}

/// What an input means and how to find it out, by the last part of its path.
#[must_use]
pub fn definition(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or(path) {
        "cost_per_inquiry" => {
            "Money spent on the channel over the inquiries it brought, at today’s spend. The next inquiry costs more: \
             see how inquiries answer to spend."
        }
        "elasticity" => {
            "If spend rises by 1 %, inquiries rise by so many per cent, near today’s spend. At 1 twice the money brings \
             twice the inquiries; at 0.5 what is spent on top brings half of what the same money brings on average."
        }
        "carry_over" => {
            "The share of this week’s effect that is still felt next week: an ad seen today, an inquiry later."
        }
        "organic_per_week" => "Inquiries that would come without any spend on this channel.",
        "dispersion" => {
            "How evenly inquiries come. Small numbers mean bursts: 3 is lumpy, 50 is nearly even. Weekly variance is \
             mean + mean²/k."
        }
        "close_shift" => {
            "How much better or worse leads of this channel close, on the log-odds scale: +0.7 doubles the odds, −0.7 \
             halves them."
        }
        "rate_shift" => {
            "How much better or worse this segment passes every stage, on the log-odds scale: +0.7 doubles the odds."
        }
        "rate" => "Of those who enter the stage, the share that passes it in the end, however long it takes.",
        "to_share" => "Of those who fall out here, the share that a later stage takes in again.",
        "value" | "median" | "mean" => "What one deal is worth. Each deal is drawn on its own, so sizes differ.",
        "margin" => "The share of revenue that is left after delivering what was sold.",
        "cost_per_deal" => "What each won deal costs beside the stages’ own costs: commission, onboarding.",
        "lost_per_field" => {
            "Of those who would fill in the form, the share that each further field loses: 0.08 loses 8 % a field."
        }
        "fit_per_field" => {
            "How much likelier those who fill in a longer form are to fit, a field, on the log-odds scale."
        }
        "fit_share" => "Of everyone the bar is applied to, the share that would be a fit if one knew all about them.",
        "auc" => {
            "How well the score tells who fits: take one who fits and one who does not; so often the score puts them in \
             the right order. 0.5 is a coin, 1 never errs."
        }
        "colder" => {
            "How much colder leads are when they are handed over one step earlier, on the log-odds scale of being \
             accepted. Above 1 earlier brings fewer deals."
        }
        "effect" if path.contains("content") => {
            "What endless content would do to the odds of leaving a name, against today’s: +0.7 doubles them."
        }
        "effect" if path.contains("nurture") => {
            "What the best programme there could be does to the odds of becoming ready before dropping out, against none."
        }
        "effect" if path.contains("word_of_mouth") => {
            "What it would do if everyone who has something to tell were ahead of today: organic inquiries × e^γ, and the \
             odds of winning × e^γ. What is said under a plan is compared with today in the same future, so how far the \
             plan’s own figures spread belongs to that comparison."
        }
        "decay_per_week" => "The share of the content that ages away in a week: 0.01 halves it in about 70 weeks.",
        "ready_per_week" => "Of those in nurture, the share that becomes ready for sales in a week.",
        "drop_out_per_week" => "Of those in nurture, the share that is lost for good in a week.",
        "dark_factor" => "In weeks without any spend people drop out of nurture so many times as fast.",
        "value_at_start" => "What a customer who is there in week 1 pays from one renewal to the next.",
        "a" | "b" => {
            "Each customer leaves at a renewal with a chance of their own, spread as Beta(a, b) over customers. Of the new \
             ones b/(a + b) renew the first time; those who stay are the loyal ones, so later renewals are likelier."
        }
        "expansion" => "A renewal is worth so much more than the period before it.",
        "satisfied" => "The share of customers who are satisfied while they get what they were promised.",
        "referrals_per_quarter" => "Inquiries that one satisfied customer sends in three months.",
        "promise_wins" => "What promising 100 % more does to the odds of winning, on the log-odds scale.",
        "gap_effect" => {
            "What a promise not kept does to the odds of leaving at a renewal, and of asking the money back: for a gap of 100 %, on the log-odds scale."
        }
        "refunds" => {
            "The share of new customers who get their money back while they get what they were promised; a promise not kept \
             raises its odds as it raises those of leaving."
        }
        "memory_per_week" => "The share of what was said that still counts a week later.",
        "happy" => "The share of new customers who are happy, where they get what they were promised.",
        "praise" | "blame" => "How much such a person tells others; 1 each is symmetric, as studies find.",
        "effect" => "What full information does to the odds of each stage it helps, against none: +0.7 doubles them.",
        "kappa" => {
            "How fast the odds of reaching somebody fall with time: odds × (1 + t/τ)^−κ. As published it would be about \
             2.4, which makes a day’s delay a 7,500th of the odds; nobody sees that."
        }
        "tau_minutes" => "Minutes within which a later answer does no harm yet.",
        "answer" => "Of those who can be reached at all, the share that one attempt reaches.",
        "reachable" => "The share of people who would answer at all, however often one tried.",
        "hours" => "Hours of the team that each person who enters this stage takes, won or lost.",
        "stale_per_week" => "Of those who still wait for the team at the end of a week, the share that is lost.",
        _ => "",
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
    use crate::words::sample;
    use funnel_engine::scenario::{Input, Value};

    #[test]
    fn titles() {
        let mut s = sample::scenario();
        assert_eq!(title(&s), "Every number is fixed: only luck is left.");
        s.stages[0].rate = Input::new(Value::Range { p10: 0.1, p90: 0.3 });
        assert_eq!(title(&s), "None of 1 number is your own yet; 0 are benchmarks, 1 a guess.");
        s.stages[1].rate.tag = Tag::Mine;
        assert_eq!(title(&s), "1 of 2 numbers is your own; 0 are benchmarks, 1 a guess.");
        s.stages[0].rate.tag = Tag::Mine;
        assert_eq!(title(&s), "All 2 numbers are your own.");
    }

    #[test]
    fn every_input_has_a_definition() {
        let mut s = funnel_engine::scenario::templates::load("sales-led-saas").unwrap();
        for kind in funnel_engine::scenario::LeverKind::ALL {
            s = funnel_engine::scenario::edit::use_lever(&s, *kind).unwrap();
        }
        assert!(s.inputs().len() > 60, "the levers are among them");
        for field in s.inputs() {
            assert!(!definition(&field.path.json).is_empty(), "{}", field.path.json);
        }
    }
}

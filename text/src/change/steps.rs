//! A plan in one breath: "double from March, 20 % more on events from June until August".
//!
//! The text is cut into clauses. Of each, what says when and on which channels is taken off; the rest is a change as
//! [`super::read`] reads it.

use super::{Change, read};
use crate::calendar;
use crate::said::{Read, Said};
use crate::span;
use crate::style::NumberStyle;

/// One change of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What changes.
    pub what: What,
    /// Channels by their place; none where no channel is said.
    pub channels: Vec<usize>,
    /// Its first week, where that is said.
    pub from_week: Option<u32>,
    /// How many weeks it lasts, where that is said.
    pub weeks: Option<u32>,
}

impl Step {
    /// Whether it says where or when.
    #[must_use]
    pub fn is_placed(&self) -> bool {
        !self.channels.is_empty() || self.from_week.is_some() || self.weeks.is_some()
    }
}

/// What a step changes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum What {
    /// The budget of its channels.
    Budget(Change),
    /// Of the money that the step before adds, this share goes to its channels instead.
    ShareOfExtra(f64),
}

/// What a plan's words are about.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    /// Names of the channels, in their order.
    pub channels: &'a [String],
    /// The last week of the horizon.
    pub last: u32,
    /// The reader's marks and calendar.
    pub style: &'a NumberStyle,
}

/// Most clauses of a plan.
const MOST: usize = 12;
/// Most words that say when.
const WORDS: usize = 6;

/// Reads a plan.
///
/// # Errors
///
/// What is wrong, with what would do.
///
/// ```
/// use funnel_text::change::{Change, steps::{Ground, What, read_steps}};
/// use funnel_text::{NumberStyle, Said};
/// let (style, channels) = (NumberStyle::default(), ["Paid search".to_owned(), "Events".to_owned()]);
/// let ground = Ground { channels: &channels, last: 52, style: &style };
/// let Ok(Said::Clear(steps)) = read_steps("double from month 3, 20 % more on events", &ground) else { panic!() };
/// assert_eq!((steps[0].what, steps[0].from_week), (What::Budget(Change::Scale(2.0)), Some(10)));
/// assert_eq!((steps[1].what, &steps[1].channels[..]), (What::Budget(Change::Scale(1.2)), &[1][..]));
/// ```
pub fn read_steps(text: &str, ground: &Ground<'_>) -> Read<Vec<Step>> {
    let alone = |change| vec![Step { what: What::Budget(change), channels: Vec::new(), from_week: None, weeks: None }];
    // What is one change as it stands is no plan.
    let clauses = clauses(text);
    let whole = read(text, ground.style);
    if whole.is_ok() || clauses.is_empty() {
        return whole.map(|said| said.map(alone));
    }
    if clauses.len() > MOST {
        return Err(format!("says more than {MOST} things"));
    }
    let mut steps: Vec<Said<Step>> = Vec::new();
    let mut taken: Vec<Taken> = Vec::new();
    for (i, clause) in clauses.iter().enumerate() {
        let own = Taken::of(clause, ground);
        let place = |what| Step { what, channels: own.channels.clone(), from_week: own.from_week, weeks: own.weeks };
        let shared = if i > 0 && !own.channels.is_empty() { share(&own.rest) } else { None };
        let said = match shared {
            Some((share, true)) => Said::Clear(place(What::ShareOfExtra(share))),
            Some((share, false)) => Said::ask(
                "Of the extra money, or of what is spent there?",
                [("of the extra", What::ShareOfExtra(share)), ("of today", What::Budget(Change::Scale(share)))]
                    .map(|(words, what)| (format!("{} {words}{}", first_word(&own.rest), own.tail), place(what))),
            ),
            None => {
                let said = read(&own.rest, ground.style);
                // Of a text that only is one clause, the plain refusal says most.
                let said = if own.tail.is_empty() && clauses.len() == 1 { read(text, ground.style)? } else { said? };
                match said {
                    Said::Clear(change) => Said::Clear(place(What::Budget(change))),
                    Said::Ask(question) => {
                        let choices = question.choices.into_iter();
                        let choices = choices.map(|x| (x.text + &own.tail, place(What::Budget(x.means))));
                        Said::ask(question.text, choices.collect::<Vec<_>>())
                    }
                }
            }
        };
        steps.push(said);
        taken.push(own);
    }
    together(&clauses, steps)
}

/// One question at most: the steps with each of its answers.
fn together(clauses: &[String], steps: Vec<Said<Step>>) -> Read<Vec<Step>> {
    let asked = steps.iter().position(|step| matches!(step, Said::Ask(_)));
    let Some(at) = asked else { return Ok(Said::Clear(steps.into_iter().filter_map(Said::clear).collect())) };
    let mut clear: Vec<Option<Step>> = Vec::new();
    let mut question = None;
    for (i, step) in steps.into_iter().enumerate() {
        match step {
            Said::Clear(step) => clear.push(Some(step)),
            Said::Ask(asked) if i == at => {
                question = Some(asked);
                clear.push(None);
            }
            Said::Ask(asked) => {
                let choices = asked.choices.iter().map(|choice| format!("“{}”", choice.text)).collect::<Vec<_>>();
                let clause = clauses.get(i).map_or("", String::as_str);
                return Err(format!("“{clause}” can mean several things; write {}", choices.join(" or ")));
            }
        }
    }
    let Some(question) = question else { return Err("cannot be read".to_owned()) };
    let choices = question.choices.into_iter().map(|choice| {
        let texts = clauses.iter().enumerate().map(|(i, own)| if i == at { choice.text.clone() } else { own.clone() });
        let means = clear.iter().map(|step| step.clone().unwrap_or_else(|| choice.means.clone())).collect();
        (texts.collect::<Vec<_>>().join("; "), means)
    });
    Ok(Said::ask(question.text, choices.collect::<Vec<_>>()))
}

/// Cut at semicolons, commas before a space, "then" and "and then". A comma inside a number has no space behind it.
fn clauses(text: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let words: Vec<&str> = text.split_whitespace().collect();
    for (i, word) in words.iter().enumerate() {
        let small = word.to_lowercase();
        let begins = matches!(small.trim_end_matches(','), "then" | "afterwards");
        if begins {
            out.push(String::new());
            continue;
        }
        let (word, ends) = match word.strip_suffix([',', ';']) {
            Some(word) => (word, true),
            None => (*word, false),
        };
        if let Some(last) = out.last_mut() {
            // "…, and …": the "and" says nothing.
            let is_lead = small == "and" && (last.is_empty() || words.get(i + 1).is_some_and(|next| *next == "then"));
            if !is_lead {
                last.push_str(if last.is_empty() { "" } else { " " });
                last.push_str(word);
            }
        }
        if ends {
            out.push(String::new());
        }
    }
    out.retain(|clause| !clause.is_empty());
    out
}

/// A share of what was said before, and whether it was said to be of the extra money: "half of it", "a third of the extra".
fn share(rest: &str) -> Option<(f64, bool)> {
    let small = rest.to_lowercase();
    let (share, of) = small.split_once(" of ")?;
    let of = of.trim_start_matches("the ").trim();
    let is_extra = ["extra", "extra money", "increase", "additional", "additional money", "rise", "plus"].contains(&of);
    if !is_extra && !["it", "that", "this"].contains(&of) {
        return None;
    }
    let style = NumberStyle::default();
    match read(&format!("{share} of today"), &style) {
        Ok(Said::Clear(Change::Scale(share))) if (0.0..=1.0).contains(&share) => Some((share, is_extra)),
        _ => None,
    }
}

fn first_word(rest: &str) -> &str {
    let end = rest.to_lowercase().find(" of ").unwrap_or(rest.len());
    rest.get(..end).unwrap_or(rest)
}

/// A clause without what says where and when.
struct Taken {
    rest: String,
    /// What was taken off, as it was written, with a space before it.
    tail: String,
    channels: Vec<usize>,
    from_week: Option<u32>,
    weeks: Option<u32>,
}

impl Taken {
    fn of(clause: &str, ground: &Ground<'_>) -> Self {
        let words: Vec<&str> = clause.split_whitespace().collect();
        let mut taken =
            Self { rest: String::new(), tail: String::new(), channels: Vec::new(), from_week: None, weeks: None };
        let mut rest: Vec<&str> = Vec::new();
        let mut at = 0;
        while let Some(word) = words.get(at) {
            let ends = (at + 1..=words.len().min(at + WORDS)).rev();
            let phrase = |end: usize| words.get(at..end).unwrap_or_default().join(" ");
            let time = ends.clone().find(|end| taken.time(&phrase(*end), ground));
            let end = time.or_else(|| {
                let longest = (at + 1..=words.len()).rev();
                longest.into_iter().find(|end| taken.place(&phrase(*end), ground))
            });
            match end {
                Some(end) => {
                    taken.tail.push(' ');
                    taken.tail.push_str(&phrase(end));
                    at = end;
                }
                None => {
                    rest.push(word);
                    at += 1;
                }
            }
        }
        taken.rest = rest.join(" ");
        taken
    }

    /// Takes what a phrase says about when; false where it says nothing about that.
    fn time(&mut self, phrase: &str, ground: &Ground<'_>) -> bool {
        let small = phrase.to_lowercase();
        let Some((lead, said)) = small.split_once(' ') else { return false };
        let clear = |said: Read<u32>| said.ok().and_then(Said::clear);
        let from = self.from_week.unwrap_or(1);
        match lead {
            "from" | "starting" | "beginning" | "since" | "as" | "after" | "ab" | "à" | "desde" | "dal" | "vanaf" => {
                // A comparison, "up from today", is no date.
                let is_date = !matches!(said, "today" | "now" | "it");
                let week = is_date.then(|| clear(calendar::read_week(&small, ground.style, ground.last))).flatten();
                self.from_week = self.from_week.or(week);
                week.is_some() && self.from_week == week
            }
            "until" | "till" | "through" | "to" | "up" => {
                let is_time = lead != "to" || said.starts_with("the end of") || calendar::is_month(said, ground.style);
                let lasting = calendar::read_lasting(&small, ground.style, from, 1..=ground.last);
                let weeks = lasting.ok().and_then(Said::clear).flatten().filter(|_| is_time);
                self.weeks = self.weeks.or(weeks);
                weeks.is_some()
            }
            "for" | "over" => {
                let weeks = clear(span::read(said, ground.style, 1..=ground.last)).filter(|_| !is_number(said));
                self.weeks = self.weeks.or(weeks);
                weeks.is_some()
            }
            "in" | "during" => {
                let Some((first, after)) = calendar::read_part(said, ground.style) else { return false };
                let fits = first <= ground.last && self.from_week.is_none();
                if fits {
                    (self.from_week, self.weeks) = (Some(first), self.weeks.or(Some(after - first)));
                }
                fits
            }
            _ => false,
        }
    }

    /// Takes the channels that a phrase names, after "on", "for" and the like; false where it names none.
    fn place(&mut self, phrase: &str, ground: &Ground<'_>) -> bool {
        let small = phrase.to_lowercase();
        let Some((lead, names)) = small.split_once(' ') else { return false };
        if !matches!(lead, "on" | "for" | "to" | "into" | "of" | "via" | "auf" | "für" | "sur" | "pour") {
            return false;
        }
        match named(names, ground.channels) {
            Some(all) => {
                self.channels.extend(all);
                true
            }
            None => false,
        }
    }
}

fn is_number(text: &str) -> bool {
    text.chars().all(|c| !c.is_alphabetic())
}

/// The channels that a text names: by their whole names, or by words that only one of them has. A name may have "and" in it.
fn named(text: &str, channels: &[String]) -> Option<Vec<usize>> {
    if let Some(one) = one_named(text, channels) {
        return Some(vec![one]);
    }
    let all = text.split(" and ").flat_map(|part| part.split(" & ")).flat_map(|part| part.split(','));
    let all: Option<Vec<usize>> = all.map(|name| one_named(name.trim(), channels)).collect();
    all.filter(|all| all.len() > 1)
}

fn one_named(text: &str, channels: &[String]) -> Option<usize> {
    let small: Vec<String> = channels.iter().map(|name| name.trim().to_lowercase()).collect();
    let text = text.strip_prefix("the ").unwrap_or(text);
    if text.is_empty() {
        return None;
    }
    if let Some(at) = small.iter().position(|name| name == text) {
        return Some(at);
    }
    let has = |name: &String| {
        let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let said: Vec<&str> = text.split_whitespace().collect();
        !said.is_empty() && words.windows(said.len()).any(|window| window == said)
    };
    let mut found = small.iter().enumerate().filter(|(_, name)| has(name));
    match (found.next(), found.next()) {
        (Some((at, _)), None) => Some(at),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use funnel_scenario::{Calendar, Month, Period};
    use proptest::prelude::*;

    use super::*;

    fn channels() -> Vec<String> {
        ["Paid search", "Events", "Partners and resellers", "LinkedIn"].map(str::to_owned).to_vec()
    }

    fn style() -> NumberStyle {
        let calendar = Calendar { starts: Month::new(2027, 1), period: Period::Month, fiscal_year: 1 };
        NumberStyle { calendar, ..NumberStyle::default() }
    }

    fn said(text: &str) -> Read<Vec<Step>> {
        read_steps(text, &Ground { channels: &channels(), last: 52, style: &style() })
    }

    fn step(change: Change, channels: &[usize], from_week: Option<u32>, weeks: Option<u32>) -> Step {
        Step { what: What::Budget(change), channels: channels.to_vec(), from_week, weeks }
    }

    #[test]
    fn plans_as_people_say_them() {
        use Change::{MoreInTotal, MorePerWeek, PerWeek, Scale};
        let month = |x: f64| x * 12.0 / 52.0;
        for (text, steps) in [
            ("20 % more", vec![step(Scale(1.2), &[], None, None)]),
            ("double from March", vec![step(Scale(2.0), &[], Some(10), None)]),
            ("20% more on events from June until August", vec![step(Scale(1.2), &[1], Some(23), Some(13))]),
            ("from June 20% more on Events", vec![step(Scale(1.2), &[1], Some(23), None)]),
            ("half on paid search and linkedin", vec![step(Scale(0.5), &[0, 3], None, None)]),
            ("nothing on partners", vec![step(Scale(0.0), &[2], None, None)]),
            ("30% less on partners and resellers", vec![step(Scale(0.7), &[2], None, None)]),
            ("$10k a month on events in Q2", vec![step(PerWeek(month(10e3)), &[1], Some(14), Some(13))]),
            ("$2,000 a month more on LinkedIn for 3 months", vec![step(MorePerWeek(month(2e3)), &[3], None, Some(13))]),
            ("$5,000 more for events in May", vec![step(MoreInTotal(5e3), &[1], Some(19), Some(4))]),
            (
                "double from March, then $2,000 a month more on events from June",
                vec![step(Scale(2.0), &[], Some(10), None), step(MorePerWeek(month(2e3)), &[1], Some(23), None)],
            ),
            (
                "double from month 3; nothing from month 10",
                vec![step(Scale(2.0), &[], Some(10), None), step(Scale(0.0), &[], Some(40), None)],
            ),
            (
                "20% more, and 10% less on events",
                vec![step(Scale(1.2), &[], None, None), step(Scale(0.9), &[1], None, None)],
            ),
            ("cut in half from March", vec![step(Scale(0.5), &[], Some(10), None)]),
            ("20% up from today", vec![step(Scale(1.2), &[], None, None)]),
            ("reduce to 80 % of today on events", vec![step(Scale(0.8), &[1], None, None)]),
        ] {
            assert_eq!(said(text), Ok(Said::Clear(steps)), "{text}");
        }
    }

    #[test]
    fn a_share_of_it_is_asked_back() {
        let Ok(Said::Ask(question)) = said("double from March, half of it on events from June") else { panic!() };
        let texts: Vec<&str> = question.choices.iter().map(|choice| choice.text.as_str()).collect();
        assert_eq!(
            texts,
            [
                "double from March; half of the extra on events from June",
                "double from March; half of today on events from June"
            ]
        );
        for choice in &question.choices {
            assert_eq!(said(&choice.text), Ok(Said::Clear(choice.means.clone())), "{}", choice.text);
        }
        let Some(Step { what, channels, from_week, .. }) = question.choices[0].means.get(1) else { panic!() };
        assert_eq!((*what, channels.as_slice(), *from_week), (What::ShareOfExtra(0.5), &[1][..], Some(23)));
        // A bare per cent in a plan is asked back like one alone.
        let Ok(Said::Ask(question)) = said("20 % on events from June") else { panic!() };
        assert_eq!(question.choices[0].text, "20% more on events from June");
        assert_eq!(said(&question.choices[0].text), Ok(Said::Clear(question.choices[0].means.clone())));
    }

    #[test]
    fn what_cannot_be_meant_is_refused_by_name() {
        for (text, named) in [
            ("double from Smarch", "Smarch"),
            ("double on billboards", "billboards"),
            ("double from March, lots on events", "lots"),
            ("20 %; 30 %", "several things"),
            ("", "empty"),
        ] {
            let message = said(text).unwrap_err();
            assert!(message.contains(named), "{text}: {message}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,48}") {
            let _ = said(&text);
        }

        /// Whatever is said of channel and time in whatever order, it is the same step.
        #[test]
        fn order_does_not_matter(
            percent in 1_u32..500,
            channel in 0_usize..4,
            from in 1_u32..12,
            order in 0_usize..6,
        ) {
            let parts = [
                format!("{percent}% more"),
                format!("on {}", channels()[channel]),
                format!("from month {from}"),
            ];
            let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
            let text = orders[order].map(|i| parts[i].as_str()).join(" ");
            let Ok(Said::Clear(steps)) = said(&text) else { panic!("{text}: {:?}", said(&text)) };
            prop_assert_eq!(steps.len(), 1);
            prop_assert_eq!(&steps[0].channels, &vec![channel], "{}", text);
            prop_assert_eq!(steps[0].from_week, Some(Calendar::first_week_of(from)));
            let Ok(Said::Clear(change)) = read(&parts[0], &style()) else { panic!() };
            prop_assert_eq!(steps[0].what, What::Budget(change));
        }
    }
}

//! A whole plan in one sentence: "double from March, 20 % more on events from June until August".
//!
//! The text is cut into clauses. From each, the words for the time and the channels are taken off; the rest is a
//! change, which [`super::read`] reads.

mod taken;

use taken::{Taken, amiss};

use super::{Change, read};
use crate::calendar::plain;
use crate::lex::LONGEST;
use crate::said::{Read, Said};
use crate::style::NumberStyle;

/// One change of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What changes.
    pub what: What,
    /// Indices of its channels; empty where no channel is named.
    pub channels: Vec<usize>,
    /// Its first week, if stated.
    pub from_week: Option<u32>,
    /// How many weeks it lasts, if stated.
    pub weeks: Option<u32>,
}

impl Step {
    /// Whether it names channels or a time.
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
    /// This share of the money that the step before adds goes to its channels instead.
    ShareOfExtra(f64),
}

/// What a plan's words can refer to.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    /// Names of the channels, in order.
    pub channels: &'a [String],
    /// The week in which a plan of one step begins that says nothing about it.
    pub first: u32,
    /// The last week of the horizon.
    pub last: u32,
    /// The reader's number format and calendar.
    pub style: &'a NumberStyle,
}

/// Most clauses of a plan.
const MOST: usize = 12;

/// Reads a plan.
///
/// # Errors
///
/// What is wrong, and what would be accepted.
///
/// ```
/// use funnel_text::change::{Change, steps::{Ground, What, read_steps}};
/// use funnel_text::{NumberStyle, Said};
/// let (style, channels) = (NumberStyle::default(), ["Paid search".to_owned(), "Events".to_owned()]);
/// let ground = Ground { channels: &channels, first: 1, last: 52, style: &style };
/// let Ok(Said::Clear(steps)) = read_steps("double from month 3, 20 % more on events", &ground) else { panic!() };
/// assert_eq!((steps[0].what, steps[0].from_week), (What::Budget(Change::Scale(2.0)), Some(10)));
/// assert_eq!((steps[1].what, &steps[1].channels[..]), (What::Budget(Change::Scale(1.2)), &[1][..]));
/// ```
pub fn read_steps(text: &str, ground: &Ground<'_>) -> Read<Vec<Step>> {
    let alone = |change| vec![Step { what: What::Budget(change), channels: Vec::new(), from_week: None, weeks: None }];
    // What reads as a single change is not a plan.
    let clauses = clauses(&plain(text));
    let refused = match read(text, ground.style) {
        Ok(said) => return Ok(said.map(alone)),
        Err(why) => why,
    };
    // Where to cut is tried at each word; what is too long as one text is too long for that.
    if clauses.is_empty() || text.chars().count() > LONGEST {
        return Err(refused);
    }
    let clauses: Vec<String> = clauses.into_iter().flat_map(|clause| halves(clause, ground)).collect();
    if clauses.len() > MOST {
        return Err(format!("says more than {MOST} things"));
    }
    let mut steps: Vec<Said<Step>> = Vec::new();
    for (i, clause) in clauses.iter().enumerate() {
        let own = Taken::of(clause, ground).object(ground);
        let weeks = own.lasting(if clauses.len() == 1 { ground.first } else { 1 }, ground)?;
        let place = |what| Step { what, channels: own.channels.clone(), from_week: own.from_week, weeks };
        let shared = if i > 0 && !own.channels.is_empty() { share(&own.rest) } else { None };
        let said = match shared {
            Some((share, true)) => Said::Clear(place(What::ShareOfExtra(share))),
            Some((share, false)) => Said::ask(
                "Of the extra money, or of what is spent there?",
                [("of the extra", What::ShareOfExtra(share)), ("of today", What::Budget(Change::Scale(share)))]
                    .map(|(words, what)| (format!("{} {words}{}", first_word(&own.rest), own.tail), place(what))),
            ),
            None => {
                let said = read(&own.rest, ground.style).map_err(|why| {
                    // If a text is only one clause, the plain refusal says most.
                    let plain = if own.tail.is_empty() && clauses.len() == 1 { refused.clone() } else { why };
                    amiss(clause, ground).or_else(|| moved(clause, ground)).unwrap_or(plain)
                })?;
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
    }
    together(&clauses, steps)
}

/// Asks at most one question: the steps with each of its answers.
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

/// Cuts at semicolons, at commas followed by a space, and at "then" and "and then". A comma inside a number is not
/// followed by a space.
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
            // In "…, and …" the "and" adds nothing.
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

/// The parts of a clause that is read only if it is cut at an "and": "double paid search and halve events".
fn halves(clause: String, ground: &Ground<'_>) -> Vec<String> {
    let reads = |clause: &str| read(&Taken::of(clause, ground).object(ground).rest, ground.style).is_ok();
    if reads(&clause) {
        return vec![clause];
    }
    for (at, and) in clause.match_indices(" and ") {
        let (Some(first), Some(rest)) = (clause.get(..at), clause.get(at + and.len()..)) else { continue };
        if !reads(first) {
            continue;
        }
        let rest = halves(rest.to_owned(), ground);
        if rest.iter().all(|part| reads(part)) {
            return std::iter::once(first.to_owned()).chain(rest).collect();
        }
    }
    vec![clause]
}

/// Money that is moved is less on one channel and more on another.
fn moved(clause: &str, ground: &Ground<'_>) -> Option<String> {
    let first = clause.split_whitespace().next()?.to_lowercase();
    let [one, two, ..] = ground.channels else { return None };
    matches!(first.as_str(), "move" | "shift" | "transfer" | "reallocate").then(|| {
        let (less, more) = (super::less(0.1, ground.style), super::more(0.2, ground.style));
        format!("“{first}” cannot be read here; say what each channel gets, such as “{less} on {one}, {more} on {two}”")
    })
}

/// A share of what was said before, and whether it was explicitly of the extra money: "half of it", "a third of the
/// extra".
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

#[cfg(test)]
mod tests;

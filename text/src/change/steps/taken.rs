//! What a clause says about channels and time.

use super::{Ground, read};
use crate::calendar;
use crate::lex::{Manner, Token, is_scale, lex};
use crate::said::{Read, Said};
use crate::span;

/// Most words in a phrase about time.
const WORDS: usize = 6;

/// A clause without what it says about channels and time.
#[derive(Default)]
pub(super) struct Taken {
    pub(super) rest: String,
    /// What was taken off, as written, with a space before it.
    pub(super) tail: String,
    pub(super) channels: Vec<usize>,
    pub(super) from_week: Option<u32>,
    weeks: Option<u32>,
    /// Its end as written: "until June". How long that is follows from a beginning that may stand behind it.
    until: Option<String>,
}

impl Taken {
    pub(super) fn of(clause: &str, ground: &Ground<'_>) -> Self {
        let words: Vec<&str> = clause.split_whitespace().collect();
        let mut taken = Self::default();
        let mut rest: Vec<&str> = Vec::new();
        let mut at = 0;
        while let Some(word) = words.get(at) {
            let ends = (at + 1..=words.len().min(at + WORDS)).rev();
            let phrase = |end: usize| words.get(at..end).unwrap_or_default().join(" ");
            // In "from June 20 % more" the number is not the day.
            let is_whole = |end: usize| !words.get(end).is_some_and(|next| goes_on(next, ground));
            let time = ends.clone().find(|end| is_whole(*end) && taken.time(&phrase(*end), ground));
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

    /// Takes in the channels that are the object of a verb: "halve paid social", "cut events by half", "no events".
    pub(super) fn object(mut self, ground: &Ground<'_>) -> Self {
        const SMALL: [&str; 9] = ["and", "or", "the", "of", "for", "a", "in", "on", "to"];
        if !self.channels.is_empty() || read(&self.rest, ground.style).is_ok() {
            return self;
        }
        let words: Vec<&str> = self.rest.split_whitespace().collect();
        let places = (1..words.len()).rev().flat_map(|many| (0..=words.len() - many).map(move |at| at..at + many));
        let found = places.into_iter().find_map(|place| {
            let name = words.get(place.clone())?.join(" ").to_lowercase();
            let all = named(&name, ground.channels).filter(|_| !SMALL.contains(&name.as_str()))?;
            let rest = [words.get(..place.start)?, words.get(place.end..)?].concat().join(" ");
            read(&rest, ground.style).is_ok().then_some((all, rest, name))
        });
        if let Some((all, rest, name)) = found {
            self.tail = format!(" on {name}{}", self.tail);
            (self.channels, self.rest) = (all, rest);
        }
        self
    }

    /// How many weeks it lasts, if it says so; it begins in week `begins` if it does not say when.
    ///
    /// # Errors
    ///
    /// Why its end is none of the run's.
    pub(super) fn lasting(&self, begins: u32, ground: &Ground<'_>) -> Result<Option<u32>, String> {
        let Some(until) = &self.until else { return Ok(self.weeks) };
        let from = self.from_week.unwrap_or(begins);
        match calendar::read_end(until, ground.style, from, ground.last) {
            Some(Ok(after)) => Ok(Some(after.saturating_sub(from))),
            Some(Err(why)) => Err(format!("“{}” {why}", without_lead(until))),
            None => Ok(self.weeks),
        }
    }

    /// Takes in what a phrase says about time; `false` if it says nothing about it.
    fn time(&mut self, phrase: &str, ground: &Ground<'_>) -> bool {
        let small = phrase.to_lowercase();
        let Some((lead, said)) = calendar::led(&small, ground.style) else { return false };
        let clear = |said: Read<u32>| said.ok().and_then(Said::clear);
        let ends = self.weeks.is_some() || self.until.is_some();
        match lead {
            "from" | "starting" | "beginning" | "since" | "as" | "after" => {
                // A comparison, as in "up from today", is not a date.
                let is_date = !matches!(said, "today" | "now" | "it");
                let week = is_date.then(|| clear(calendar::read_week(&small, ground.style, ground.last))).flatten();
                self.from_week = self.from_week.or(week);
                week.is_some() && self.from_week == week
            }
            "until" | "till" | "through" | "to" | "up" if !ends => {
                let is_time = lead != "to" || calendar::is_point(calendar::without_end(said), ground.style);
                let is_end = is_time && calendar::read_end(&small, ground.style, 1, ground.last).is_some();
                self.until = is_end.then(|| phrase.to_owned());
                is_end
            }
            "for" | "over" if !ends => {
                self.weeks = clear(span::read(said, ground.style, 1..=ground.last)).filter(|_| !is_number(said));
                self.weeks.is_some()
            }
            "in" | "during" => {
                let Some((first, after)) = calendar::read_part(said, ground.style) else { return false };
                let fits = first <= ground.last && self.from_week.is_none() && !ends;
                if fits {
                    (self.from_week, self.weeks) = (Some(first), Some(after - first));
                }
                fits
            }
            _ => false,
        }
    }

    /// Takes in the channels that a phrase names, after "on", "for" and the like; `false` if it names none.
    fn place(&mut self, phrase: &str, ground: &Ground<'_>) -> bool {
        let small = phrase.to_lowercase();
        let Some((lead, names)) = small.split_once(' ') else { return false };
        if !matches!(lead, "on" | "for" | "in" | "to" | "into" | "of" | "via" | "auf" | "für" | "sur" | "pour") {
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

/// Why a clause cannot be read that says a change and a time, if that time is none of the run's.
pub(super) fn amiss(clause: &str, ground: &Ground<'_>) -> Option<String> {
    let words: Vec<&str> = clause.split_whitespace().collect();
    let phrases = (0..words.len()).flat_map(|at| (at + 1..=words.len().min(at + WORDS)).rev().map(move |end| at..end));
    phrases.into_iter().find_map(|place| {
        let why = out_of_place(&words.get(place.clone())?.join(" "), ground)?;
        let rest = [words.get(..place.start)?, words.get(place.end..)?].concat().join(" ");
        read(&Taken::of(&rest, ground).rest, ground.style).is_ok().then_some(why)
    })
}

/// Why a phrase about time says none of the run's.
fn out_of_place(phrase: &str, ground: &Ground<'_>) -> Option<String> {
    let small = phrase.to_lowercase();
    let (lead, said) = calendar::led(&small, ground.style)?;
    let leads = [
        "from",
        "starting",
        "beginning",
        "since",
        "as",
        "after",
        "until",
        "till",
        "through",
        "to",
        "up",
        "in",
        "during",
    ];
    let words = leads.contains(&lead).then(|| without_lead(phrase))?;
    calendar::amiss(said, ground.style, ground.last).map(|why| format!("“{words}” {why}"))
}

/// Whether a word goes on with the number before it: `%`, `k`, `times`.
fn goes_on(next: &str, ground: &Ground<'_>) -> bool {
    let small = next.to_lowercase();
    let Ok(lexed) = lex(next, ground.style, Manner::default()) else { return false };
    matches!(
        lexed.pieces.first().map(|piece| &piece.token),
        Some(Token::Percent(_) | Token::Currency | Token::Sign('×'))
    ) || matches!(small.as_str(), "times" | "x" | "per")
        || is_scale(&small, ground.style)
}

/// The words after the first.
fn without_lead(phrase: &str) -> String {
    phrase.split_whitespace().skip(1).collect::<Vec<_>>().join(" ")
}

fn is_number(text: &str) -> bool {
    text.chars().all(|c| !c.is_alphabetic())
}

/// The channels that a text names: by their full names, or by words that only one of them has. A name may contain
/// "and".
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

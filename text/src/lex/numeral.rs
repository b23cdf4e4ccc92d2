//! The digits of a number with their separators, which are read only where each can stand.

use super::{Fault, Manner};
use crate::clean::{BINDING, clean_mark};
use crate::style::NumberStyle;

/// What a row of digits and separators may be.
#[derive(Debug, PartialEq)]
pub(super) struct Found {
    /// Its possible meanings, in programming-language notation.
    pub(super) options: Vec<String>,
    /// Whether there is no doubt about it.
    pub(super) certain: bool,
    /// The power of ten after it: 3 in `1e3`.
    pub(super) exponent: i32,
    /// The place after it.
    pub(super) end: usize,
}

/// Decimal mark of the Arabic script, whatever the locale.
const ARABIC_DECIMAL: char = '٫';
/// Its separator between groups.
const ARABIC_GROUP: char = '٬';

/// Runs of digits, with the separators between them.
struct Runs {
    runs: Vec<String>,
    marks: Vec<char>,
}

fn digits_at(chars: &[char], at: usize) -> String {
    chars.iter().skip(at).take_while(|c| c.is_ascii_digit()).collect()
}

/// Whether a number begins here.
pub(super) fn begins(chars: &[char], at: usize) -> bool {
    let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    let lone_mark = matches!(chars.get(at), Some('.' | ',' | &ARABIC_DECIMAL)) && digit(at + 1);
    // The point in "1..5" is the end of a row of dots.
    digit(at) || (lone_mark && !(at > 0 && matches!(chars.get(at - 1), Some('.' | ',' | '0'..='9'))))
}

/// Reads a number without its sign.
pub(super) fn numeral(chars: &[char], from: usize, style: &NumberStyle, manner: Manner) -> Result<Found, Fault> {
    let marks = Marks::of(style);
    let (found, end) = collect(chars, from, &marks, manner);
    let written = || chars.iter().skip(from).take(end - from).collect::<String>();
    let (options, certain) = marks.meaning(&found).ok_or_else(|| Fault::Marks(written()))?;
    let (exponent, end) = exponent(chars, end);
    Ok(Found { options, certain, exponent, end })
}

/// Takes digits and separators for as long as they may be one number.
fn collect(chars: &[char], from: usize, marks: &Marks, manner: Manner) -> (Runs, usize) {
    let first = digits_at(chars, from);
    let mut at = from + first.len();
    let mut found = Runs { runs: vec![first], marks: Vec::new() };
    while let Some(&mark) = chars.get(at) {
        let next = digits_at(chars, at + 1);
        let fits = match mark {
            '.' | ',' | ARABIC_DECIMAL | ARABIC_GROUP => !next.is_empty(),
            '\'' => next.len() == 3,
            BINDING => marks.is_group_of(next.len()),
            ' ' => manner.spaces_group && marks.is_group_of(next.len()) && is_spaced(&found),
            _ => false,
        };
        if !fits {
            break;
        }
        at += 1 + next.len();
        found.marks.push(mark);
        found.runs.push(next);
    }
    // "100 120 95" is three numbers: a space groups digits only if everything that follows is grouped.
    let goes_on = chars.get(at) == Some(&' ') && chars.get(at + 1).is_some_and(char::is_ascii_digit);
    let spaces = found.marks.iter().filter(|mark| **mark == ' ').count();
    if goes_on && spaces > 0 {
        found.runs.truncate(1);
        found.marks.clear();
        at = from + found.runs.first().map_or(0, String::len);
    }
    (found, at)
}

/// Whether what was taken so far consists of groups between spaces.
fn is_spaced(found: &Runs) -> bool {
    found.marks.iter().all(|mark| matches!(mark, ' ' | &BINDING))
        && found.runs.first().is_some_and(|run| (1..=3).contains(&run.len()) && !run.starts_with('0'))
}

/// The power in `e-3` after a number, and the place after that.
fn exponent(chars: &[char], at: usize) -> (i32, usize) {
    let sign = usize::from(matches!(chars.get(at + 1), Some('-' | '+')));
    let digits = digits_at(chars, at + 1 + sign);
    let end = at + 1 + sign + digits.len();
    let is_one = matches!(chars.get(at), Some('e' | 'E')) && (1..=3).contains(&digits.len());
    if !is_one || chars.get(end).is_some_and(|c| c.is_alphabetic()) {
        return (0, at);
    }
    let power = digits.parse().unwrap_or(0);
    (if chars.get(at + 1) == Some(&'-') { -power } else { power }, end)
}

/// The separators that the locale writes.
struct Marks {
    decimal: char,
    groups: Vec<char>,
    sizes: (usize, usize),
}

impl Marks {
    fn of(style: &NumberStyle) -> Self {
        let mark = |text: &str| match clean_mark(text).chars().next() {
            Some(c) => c,
            // A separator that is a space.
            None => BINDING,
        };
        let own = std::iter::once(&style.group_mark).chain(&style.other_groups);
        let groups = own.filter(|text| !text.is_empty()).map(|text| mark(text)).collect();
        Self { decimal: mark(&style.decimal_mark), groups, sizes: style.groups }
    }

    fn is_decimal(&self, mark: char) -> bool {
        mark == self.decimal || mark == ARABIC_DECIMAL
    }

    fn is_group_of(&self, digits: usize) -> bool {
        digits == 3 || digits == self.sizes.0
    }

    /// Groups of three, or of two before the last three (`1,50,000`), or as the locale has them; the first may be
    /// shorter and does not begin with 0.
    fn is_grouped(&self, runs: &[String]) -> bool {
        [(3, 3), (3, 2), self.sizes].iter().any(|(last, before)| is_grouped(runs, *last, *before))
    }

    /// Whether it separates groups in the locale, or may do so everywhere.
    fn groups_with(&self, mark: char) -> bool {
        match mark {
            ' ' => self.groups.contains(&BINDING),
            BINDING | '\'' | ARABIC_GROUP => true,
            mark => self.groups.contains(&mark),
        }
    }

    /// The meaning, and whether it is certain; `None` where a separator is in an impossible place.
    fn meaning(&self, found: &Runs) -> Option<(Vec<String>, bool)> {
        let Runs { runs, marks } = found;
        let whole = runs.concat();
        let (last_run, head) = runs.split_last()?;
        let decimal = format!("{}.{last_run}", if head.concat().is_empty() { "0".to_owned() } else { head.concat() });
        let Some((&last, before)) = marks.split_last() else { return Some((vec![whole], true)) };
        let head_groups = before.is_empty() || (is_uniform(before) && !before.contains(&last) && self.is_grouped(head));
        if self.is_decimal(last) && head_groups {
            let certain = before.first().is_none_or(|mark| *mark != ' ' || self.groups_with(' '));
            return Some((vec![decimal], certain));
        }
        let is_point = |mark: char| matches!(mark, '.' | ',');
        if is_uniform(marks) && self.is_grouped(runs) {
            let one_point = marks.len() == 1 && is_point(last);
            return match self.groups_with(last) {
                true => Some((vec![whole], true)),
                // "1.234" in a locale that does not use the point this way.
                false if one_point => Some((vec![whole, decimal], false)),
                false => Some((vec![whole], false)),
            };
        }
        // Another locale's decimal mark, which is certain where it cannot separate groups: "0.5", "12,50".
        let certain = before.is_empty() && last_run.len() < 3;
        (is_point(last) && head_groups).then(|| (vec![decimal], certain))
    }
}

fn is_uniform(marks: &[char]) -> bool {
    let same = |mark: char| if mark == BINDING { ' ' } else { mark };
    marks.windows(2).all(|pair| matches!(pair, [a, b] if same(*a) == same(*b)))
}

fn is_grouped(runs: &[String], last: usize, before: usize) -> bool {
    let Some((first, rest)) = runs.split_first() else { return false };
    let Some((end, middle)) = rest.split_last() else { return false };
    // With only two groups there is none to show the size of those before the last.
    let longest = if middle.is_empty() { last } else { before };
    let starts = (1..=longest).contains(&first.len()) && !first.starts_with('0');
    starts && end.len() == last && middle.iter().all(|run| run.len() == before)
}

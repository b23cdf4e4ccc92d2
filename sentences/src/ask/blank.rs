//! The change of the budget as it stands in the question's blank.
//!
//! A scenario keeps what a change does, and not the words for it: $1.5M and "$40,500 a month more" can be the same
//! change. Of all texts that read back to it the one with the fewest digits is shown, as people type round numbers.

use funnel_engine::scenario::{Period, SpendChange};
use funnel_text::calendar::per;
use funnel_text::exact::{number_in_full, shifted};
use funnel_text::format::{Digits, Unit};
use funnel_text::{NumberStyle, Said, Time};

use crate::budget::Budgets;
use crate::numbers::round_to;

/// Most digits of an amount that somebody may have typed; more are left to a per cent.
const MOST: u32 = 9;

/// Most digits of an amount that cannot be said as a per cent.
const ALL: u32 = 15;

/// What arithmetic may have done to a number, of the amounts that it comes from.
const SLACK: f64 = 1e-11;

/// One way to say the change.
struct Phrase<'a> {
    /// The number in it, before it is rounded.
    number: f64,
    /// How far from that a rounded number can be and still be meant.
    slack: f64,
    /// Digits that it has to save before it is taken.
    dearer: u32,
    /// The text with a number, which has at most so many digits.
    write: Box<dyn Fn(f64, u32) -> String + 'a>,
}

impl Phrase<'_> {
    /// Its text with so many digits, unless that says something else.
    fn text(&self, digits: u32) -> Option<String> {
        let digits = digits.checked_sub(self.dearer).filter(|digits| *digits > 0)?;
        let rounded = round_to(self.number, digits);
        (rounded != 0.0 && (rounded - self.number).abs() <= self.slack).then(|| (self.write)(rounded, digits))
    }
}

/// The change as written in the question's blank: in the fewest digits that read back to it; where several ways of
/// saying it have as many, as a per cent, as the whole, as money a period, or as an amount more. Whole per cents come
/// before all else, since they are what the slider and the steps give. Where nothing reads back to the change (a
/// multiple with more digits than anybody writes), it is a per cent to twelve digits.
#[must_use]
pub fn shown(b: &Budgets, style: &NumberStyle) -> String {
    let c = &b.change;
    let share = c.scale - 1.0;
    let percent = |text: String| format!("{} {}", style.in_percent(&text), more(share));
    let per_cent = Phrase {
        number: 100.0 * share.abs(),
        slack: 100.0 * SLACK * c.scale.max(1.0),
        dearer: 0,
        write: Box::new(move |x, _| percent(number_in_full(x, style))),
    };
    // In as many digits as it takes.
    let in_full = || {
        let texts = [(1..=ALL).find_map(|digits| per_cent.text(digits)), Some(percent(shifted(share.abs(), 2, style)))];
        texts.into_iter().flatten()
    };
    let rounded = || percent(number_in_full(round_to(per_cent.number, 12), style));
    let base = match c.scale {
        0.0 => Some("nothing".to_owned()),
        1.0 => Some("the same".to_owned()),
        _ => None,
    };
    let reads_back = |text: &String| reads_back(text, b, style);
    if c.add_per_week != 0.0 {
        let in_full = in_full().filter(|_| base.is_none());
        let before: Vec<String> = base.iter().cloned().chain(in_full).collect();
        let found = before.iter().find_map(|before| fewest(&added(b, style, before), ALL, b, style));
        return found.unwrap_or_else(|| {
            let last = on_each(b, style, &base.unwrap_or_else(rounded), style.calendar.period);
            (last.write)(round_to(last.number, ALL), ALL)
        });
    }
    if let Some(base) = base {
        return base;
    }
    let is_whole = (per_cent.number - per_cent.number.round()).abs() <= per_cent.slack;
    let whole = per_cent.text(2).filter(|text| is_whole && reads_back(text));
    let shortest = || fewest(&scaled(b, style, &per_cent), MOST, b, style);
    whole.or_else(shortest).or_else(|| in_full().find(reads_back)).unwrap_or_else(rounded)
}

fn more(x: f64) -> &'static str {
    if x < 0.0 { "less" } else { "more" }
}

/// Whether a text, typed, is the change.
fn reads_back(text: &str, b: &Budgets, style: &NumberStyle) -> bool {
    let said = funnel_text::change::read(text, style).ok().and_then(Said::clear);
    said.and_then(|said| b.apply(said).ok()).as_ref() == Some(&b.change)
}

/// The first phrase with the fewest digits.
fn fewest(phrases: &[Phrase<'_>], most: u32, b: &Budgets, style: &NumberStyle) -> Option<String> {
    let texts = (1..=most).flat_map(|digits| phrases.iter().filter_map(move |phrase| phrase.text(digits)));
    texts.into_iter().find(|text| reads_back(text, b, style))
}

/// Periods that money is said by, the scenario's own first.
fn periods(style: &NumberStyle) -> Vec<Period> {
    let own = style.calendar.period;
    [own].into_iter().chain([Period::Week, Period::Month].into_iter().filter(|period| *period != own)).collect()
}

/// An amount a period, followed by these words.
fn by<'a>(style: &'a NumberStyle, a_week: f64, size: f64, period: Period, then: String) -> Phrase<'a> {
    let told = |x: f64| Time::Week.rate_in(period.into(), x);
    Phrase {
        number: told(a_week.abs()),
        slack: SLACK * told(size),
        dearer: 0,
        write: Box::new(move |x, _| format!("{} {}{then}", style.in_money(&number_in_full(x, style)), per(period))),
    }
}

/// An amount in all, followed by these words.
fn in_all<'a>(style: &'a NumberStyle, amount: f64, size: f64, then: String) -> Phrase<'a> {
    // Below three digits, thousands are not written as such: 1,234 is no 1.2K.
    let write = move |x: f64, digits: u32| style.number(x, Digits::Significant(digits.max(3)), Unit::Money) + &then;
    Phrase { number: amount.abs(), slack: SLACK * size, dearer: 0, write: Box::new(write) }
}

/// The ways to say a multiple of what is spent.
fn scaled<'a>(b: &'a Budgets, style: &'a NumberStyle, per_cent: &'a Phrase<'a>) -> Vec<Phrase<'a>> {
    let SpendChange { scale, .. } = b.change;
    let (then, extra) = (b.moved * scale, b.moved * (scale - 1.0));
    let size = b.moved * scale.max(1.0);
    let weekly = |x: f64| if b.active > 0.0 { x / b.active } else { 0.0 };
    let more_or_less = format!(" {}", more(extra));
    let per_cent = Phrase { write: Box::new(|x, digits| (per_cent.write)(x, digits)), ..*per_cent };
    let mut all = vec![per_cent, in_all(style, then, size, String::new())];
    for period in periods(style) {
        all.push(by(style, weekly(extra), weekly(size), period, more_or_less.clone()));
        // What is asked about is the whole: in a year $1.2M stays that, although it is $100,000 a month.
        all.push(Phrase { dearer: 1, ..by(style, weekly(then), weekly(size), period, String::new()) });
    }
    all.push(in_all(style, extra, size, more_or_less));
    all
}

/// Money a period on each channel, on top of a multiple (`before`) of what is spent.
fn on_each<'a>(b: &Budgets, style: &'a NumberStyle, before: &str, period: Period) -> Phrase<'a> {
    let a_week = b.change.add_per_week;
    let phrase = by(style, a_week, a_week.abs(), period, format!(" {} on each channel", more(a_week)));
    let lead = if b.change.scale == 1.0 { String::new() } else { format!("{before}, and ") };
    let write = phrase.write;
    Phrase { write: Box::new(move |x, digits| lead.clone() + &write(x, digits)), ..phrase }
}

/// The ways to say money on top of a multiple (`before`) of what is spent.
fn added<'a>(b: &Budgets, style: &'a NumberStyle, before: &str) -> Vec<Phrase<'a>> {
    let on_each = periods(style).into_iter().map(|period| on_each(b, style, before, period));
    if b.change.scale != 1.0 {
        return on_each.collect();
    }
    let all = b.change.add_per_week * b.channels;
    let amount = |then: String| in_all(style, all * b.active, (all * b.active).abs(), then);
    let more_or_less = || format!(" {}", more(all));
    let a_period = periods(style).into_iter().map(|period| by(style, all, all.abs(), period, more_or_less()));
    // Where nothing is spent today, the whole is what is added.
    [amount(String::new())].into_iter().chain(a_period).chain(on_each).chain([amount(more_or_less())]).collect()
}

//! A season as text: how its numbers are typed and written, and their effect on a year.

use funnel_engine::scenario::calendar::moved_season;
use funnel_engine::scenario::{Domain, Market, SeasonUnit, YEAR};
use funnel_text::NumberStyle;
use funnel_text::Said;
use funnel_text::calendar::{Month, month_name, month_of, month_of_run, short_month_name};
use funnel_text::{Measure, Read, Reading, list};

use super::numbers::Numbers;

/// The units of a season as they may be written in front, and how many of each make a year.
const UNITS: [(&str, SeasonUnit, usize); 3] =
    [("weeks", SeasonUnit::Weeks, YEAR), ("months", SeasonUnit::Months, 12), ("quarters", SeasonUnit::Quarters, 4)];

/// The unit of this many numbers, where nobody says.
fn usual(count: usize) -> SeasonUnit {
    UNITS.into_iter().find(|(.., year)| *year == count).map_or(SeasonUnit::Weeks, |(_, unit, _)| unit)
}

/// The season as it is typed: `1; 1.2; 0.8`, with `weeks: ` in front of twelve numbers that are not months.
#[must_use]
pub fn write(market: &Market, style: &NumberStyle) -> String {
    let reading = Reading::new(Measure::Number, Domain::NonNegative, style);
    let numbers: Vec<String> = market.season.iter().map(|x| reading.write_number(*x)).collect();
    if let (Some(starts), SeasonUnit::Months, 12) = (style.calendar.starts, market.season_unit, numbers.len()) {
        return named(starts, &numbers);
    }
    let said = UNITS.into_iter().find(|(_, unit, _)| *unit == market.season_unit);
    match said.filter(|_| market.season_unit != usual(numbers.len())) {
        Some((word, ..)) if !numbers.is_empty() => format!("{word}: {}", numbers.join("; ")),
        _ => numbers.join("; "),
    }
}

/// Twelve numbers with the month of each.
fn named(starts: Month, numbers: &[String]) -> String {
    let one = |(i, number): (u32, &String)| format!("{} {number}", short_month_name(starts.later(i)));
    (0..).zip(numbers).map(one).collect::<Vec<_>>().join("; ")
}

/// Numbers with their months, in any order: twelve of them, from the run's start on. A month that is not named has 1,
/// so it is as typed. `None` where no month is named.
fn read_named(text: &str, style: &NumberStyle) -> Option<Read<(Vec<f64>, SeasonUnit)>> {
    let parts: Vec<&str> = text
        .split([';', '\n'])
        .flat_map(|part| part.split(", "))
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let split = |part: &'_ str| {
        let (name, number) = part.split_once([' ', '\u{a0}', ':', '='])?;
        Some((
            month_of(name.trim_end_matches([':', '=', ' ']), style)?,
            number.trim_matches([' ', ':', '=']).to_owned(),
        ))
    };
    let pairs: Vec<Option<(u8, String)>> = parts.iter().map(|part| split(part)).collect();
    if pairs.iter().all(Option::is_none) {
        return None;
    }
    let read = || {
        let starts = style.calendar.starts.ok_or("names months; say first in which month the run starts")?;
        let reading = Reading::new(Measure::Number, Domain::NonNegative, style);
        let mut season = vec![None; 12];
        for (pair, part) in pairs.iter().zip(&parts) {
            let (month, number) =
                pair.as_ref().ok_or_else(|| format!("“{part}” has no month; name one for each number"))?;
            let value = match reading.read_one(number, None, true)? {
                Said::Clear(x) => x,
                _ => return Err(format!("“{number}” is not a single number; write one multiplier for each month")),
            };
            let slot =
                (0..12).zip(&mut season).find(|(i, _)| starts.later(*i).number() == *month).map(|(_, slot)| slot);
            if slot.is_some_and(|slot| slot.replace(value).is_some()) {
                return Err(format!("“{part}”: that month is named twice"));
            }
        }
        Ok(Said::Clear((season.into_iter().map(|x| x.unwrap_or(1.0)).collect(), SeasonUnit::Months)))
    };
    Some(read())
}

/// Twelve bare numbers where the run does not start with the year: which of them comes first?
fn asked_back(season: &[f64], starts: Month, style: &NumberStyle) -> Read<(Vec<f64>, SeasonUnit)> {
    let reading = Reading::new(Measure::Number, Domain::NonNegative, style);
    let (turned, _) = moved_season(season, SeasonUnit::Months, i32::from(starts.number()) - 1);
    let choices = [season.to_vec(), turned].map(|season| {
        let numbers: Vec<String> = season.iter().map(|x| reading.write_number(*x)).collect();
        (named(starts, &numbers), (season, SeasonUnit::Months))
    });
    let question =
        format!("Does the first of them stand for {}, when the run starts, or for January?", month_name(starts));
    Ok(Said::ask(question, choices))
}

/// The season given by a text: numbers with their months, "Dec 1.5; Jan 0.8", or bare numbers. Twelve bare numbers are
/// the months of a year, four its quarters, 52 its weeks, and any others are weeks that repeat; `weeks:`, `months:` or
/// `quarters:` in front overrides that.
///
/// # Errors
///
/// What to write instead.
pub fn read(text: &str, style: &NumberStyle) -> Read<(Vec<f64>, SeasonUnit)> {
    if let Some(named) = read_named(text, style) {
        return named;
    }
    let (said, numbers) = match text.split_once(':') {
        None => (None, text),
        Some((word, numbers)) => {
            let word = word.trim().to_lowercase();
            let known = UNITS.into_iter().find(|(name, ..)| *name == word);
            (Some(known.ok_or_else(|| format!("“{word}:” is none of weeks:, months: and quarters:"))?), numbers)
        }
    };
    let advice = "write twelve multipliers for months, four for quarters or 52 for weeks, such as";
    let read = list::read(numbers, style, advice, &[1.0, 1.2, 0.8, 1.0])?.try_map(|season| match said {
        Some((word, unit, year)) if unit != SeasonUnit::Weeks && season.len() != year => {
            Err(format!("there are {}; a year has {year} {word}", season.len()))
        }
        Some((_, unit, _)) if !season.is_empty() => Ok((season, unit)),
        _ => Ok((season.clone(), usual(season.len()))),
    })?;
    match (&read, style.calendar.starts.filter(|starts| starts.number() != 1)) {
        (Said::Clear((season, SeasonUnit::Months)), Some(starts))
            if season.iter().any(|x| Some(x) != season.first()) =>
        {
            asked_back(season, starts, style)
        }
        _ => Ok(read),
    }
}

/// What the numbers stand for, and their effect on the inquiries as typed.
#[must_use]
pub fn says(n: &dyn Numbers, market: &Market, horizon: u32) -> String {
    let count = market.season.len();
    let first = match n.style().calendar.starts {
        Some(_) => month_of_run(&n.style().calendar, 1),
        None => "week 1".to_owned(),
    };
    let (what, weeks) = match (market.season_unit, count) {
        (_, 0) => return String::new(),
        (SeasonUnit::Months, _) => (format!("Twelve months from {first} on."), YEAR),
        (SeasonUnit::Quarters, _) => (format!("Four quarters from {first} on."), YEAR),
        (SeasonUnit::Weeks, YEAR) => (format!("The 52 weeks of a year from {first} on."), YEAR),
        (SeasonUnit::Weeks, 1) => ("The same every week.".to_owned(), YEAR),
        (SeasonUnit::Weeks, _) => (format!("Week by week, repeated every {count} weeks."), horizon as usize),
    };
    let all = match change(n, market.season_over(weeks)) {
        None if weeks == YEAR => "A year brings what is typed.".to_owned(),
        None => "Together they bring what is typed.".to_owned(),
        Some(much) if weeks == YEAR => format!("A year brings {much} than typed."),
        Some(much) => format!("The {horizon} weeks bring {much} than typed."),
    };
    let [year, here] = [YEAR, horizon as usize].map(|weeks| change(n, market.season_over(weeks)));
    let part = match here {
        _ if weeks != YEAR || year == here => String::new(),
        None => format!(" The {horizon} weeks simulated bring what is typed."),
        Some(much) => format!(" The {horizon} weeks simulated bring {much}."),
    };
    format!("{what} {all}{part}")
}

/// By how much a mean factor differs from 1, where that is visible.
fn change(n: &dyn Numbers, mean: f64) -> Option<String> {
    let much = (mean - 1.0).abs();
    (much >= 0.0005).then(|| {
        let more = if mean > 1.0 { "more" } else { "less" };
        let tenths = much < 0.1 && (much * 100.0 - (much * 100.0).round()).abs() >= 0.05;
        format!("{} {more}", n.percent(much, u32::from(tenths)))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use funnel_text::calendar::Calendar;

    fn in_march() -> NumberStyle {
        let calendar = Calendar { starts: Month::new(2027, 3), ..Calendar::default() };
        NumberStyle { calendar, ..NumberStyle::default() }
    }

    #[test]
    fn months_by_their_names() {
        let style = in_march();
        let months = |season: Vec<f64>| Market { season, season_unit: SeasonUnit::Months, sigma: 0.0 };
        let clear = |text: &str| read(text, &style).unwrap().clear().unwrap();
        let (season, unit) = clear("Dec 1.5; January 0.8");
        let text = write(&months(season.clone()), &style);
        assert_eq!(text, "Mar 1; Apr 1; May 1; Jun 1; Jul 1; Aug 1; Sep 1; Oct 1; Nov 1; Dec 1.5; Jan 0.8; Feb 1");
        assert_eq!(clear(&text), (season, unit));
        let bare = "1; 2; 3; 4; 5; 6; 7; 8; 9; 10; 11; 12";
        let Ok(Said::Ask(question)) = read(bare, &style) else { panic!() };
        for (choice, march) in question.choices.iter().zip([1.0, 3.0]) {
            assert_eq!(choice.means.0[0], march);
            assert_eq!(clear(&choice.text), choice.means);
        }
        for (text, named) in [("Dec 1; Dec 2", "twice"), ("Dec 1; 2", "no month"), ("Dec lots", "lots")] {
            let message = read(text, &style).unwrap_err();
            assert!(message.contains(named), "{text}: {message}");
        }
        assert!(read("Dec 1.5", &NumberStyle::default()).unwrap_err().contains("which month"));
    }

    fn of(text: &str) -> Result<(Vec<f64>, SeasonUnit), String> {
        read(text, &NumberStyle::default()).map(|said| said.clear().unwrap())
    }

    fn said(text: &str, horizon: u32) -> String {
        let (season, season_unit) = of(text).unwrap();
        says(&NumberStyle::default(), &Market { season, season_unit, sigma: 0.0 }, horizon)
    }

    #[test]
    fn twelve_are_months_and_four_are_quarters() {
        let unit = |text: &str| of(text).unwrap().1;
        let many = |n: usize| vec!["1.1"; n].join("; ");
        assert_eq!(unit(&many(12)), SeasonUnit::Months);
        assert_eq!(unit(&many(4)), SeasonUnit::Quarters);
        assert_eq!(unit(&many(52)), SeasonUnit::Weeks);
        assert_eq!(unit("1; 1.2; 0.8"), SeasonUnit::Weeks);
        assert_eq!(unit(&format!("Weeks: {}", many(12))), SeasonUnit::Weeks);
        assert_eq!(of("quarters: 1; 1.2; 0.8; 1").unwrap(), (vec![1.0, 1.2, 0.8, 1.0], SeasonUnit::Quarters));
        assert_eq!(of("").unwrap(), (vec![], SeasonUnit::Weeks));
        assert_eq!(of("months: 1; 2").unwrap_err(), "there are 2; a year has 12 months");
        assert!(of("summers: 1; 2").unwrap_err().contains("“summers:”"));
        assert!(of("winter").unwrap_err().contains("1.2"));
        assert_eq!(of("100 %; 120 %").unwrap().0, [1.0, 1.2]);
    }

    #[test]
    fn what_a_season_does_is_said() {
        assert_eq!(said("", 52), "");
        assert_eq!(said("1; 1.1; 1; 0.9", 52), "Four quarters from week 1 on. A year brings what is typed.");
        let months = "1.04; 1.04; 1.04; 1.04; 1.04; 1.04; 1.04; 1.04; 1.04; 1.04; 1.04; 1.04";
        assert_eq!(said(months, 104), "Twelve months from week 1 on. A year brings 4% more than typed.");
        assert_eq!(
            said("1.2; 1.2; 0.8; 0.8", 26),
            "Four quarters from week 1 on. A year brings what is typed. The 26 weeks simulated bring 20% more."
        );
        assert_eq!(
            said("0.5; 1; 0.5", 6),
            "Week by week, repeated every 3 weeks. The 6 weeks bring 33% less than typed."
        );
        assert_eq!(said("0.5; 1.5", 6), "Week by week, repeated every 2 weeks. Together they bring what is typed.");
    }

    proptest! {
        /// Whatever its unit, what is written is read back as it is.
        #[test]
        fn a_season_written_is_the_season_read(
            season in prop_oneof![Just(4_usize), Just(12), Just(52), 0..60_usize]
                .prop_flat_map(|n| prop::collection::vec((0..300_u32).prop_map(|x| f64::from(x) / 100.0), n)),
            unit in 0..3_usize,
        ) {
            let unit = UNITS[unit].1;
            let fits = unit.a_year().is_none_or(|year| year == season.len());
            let season_unit = if fits && !season.is_empty() { unit } else { SeasonUnit::Weeks };
            let market = Market { season, season_unit, sigma: 0.0 };
            let text = write(&market, &NumberStyle::default());
            prop_assert_eq!(of(&text), Ok((market.season, season_unit)), "{}", text);
        }
    }
}

//! Dates with a month's name, and months and quarters without a day.

use super::date::sound;

/// Names of months by their beginnings, in the languages of exports; the longest match wins.
const MONTHS: [(&str, u32); 55] = [
    ("jan", 1),
    ("ene", 1),
    ("gen", 1),
    ("jän", 1),
    ("feb", 2),
    ("fév", 2),
    ("fev", 2),
    ("mar", 3),
    ("mär", 3),
    ("mrz", 3),
    ("maa", 3),
    ("mrt", 3),
    ("apr", 4),
    ("avr", 4),
    ("abr", 4),
    ("may", 5),
    ("mai", 5),
    ("mei", 5),
    ("mag", 5),
    ("juin", 6),
    ("jun", 6),
    ("giu", 6),
    ("juil", 7),
    ("jul", 7),
    ("lug", 7),
    ("aug", 8),
    ("aoû", 8),
    ("aou", 8),
    ("ago", 8),
    ("sep", 9),
    ("set", 9),
    ("oct", 10),
    ("okt", 10),
    ("ott", 10),
    ("out", 10),
    ("nov", 11),
    ("dec", 12),
    ("dez", 12),
    ("déc", 12),
    ("dic", 12),
    ("dicembre", 12),
    ("maj", 5),
    ("des", 12),
    ("sty", 1),
    ("lut", 2),
    ("kwi", 4),
    ("cze", 6),
    ("lip", 7),
    ("sie", 8),
    ("wrz", 9),
    ("paź", 10),
    ("paz", 10),
    ("lis", 11),
    ("gru", 12),
    ("mart", 3),
];

/// Longest name of a month, in letters: "października".
const LONGEST: usize = 12;

fn month(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    let known = MONTHS.iter().filter(|(start, _)| word.starts_with(start));
    known.max_by_key(|(start, _)| start.len()).map(|(_, month)| *month).filter(|_| word.chars().count() <= LONGEST)
}

/// The parts of a date with a month's name, or of a month or quarter with a year.
pub(super) fn parts(text: &str) -> Option<(i32, u32, u32)> {
    let mut tokens = text.split(|c: char| !c.is_alphanumeric()).filter(|token| !token.is_empty());
    let (mut months, mut years, mut days) = (None, None, None);
    let before: Vec<&str> = tokens.by_ref().take(4).collect();
    let mut used = 0;
    for token in &before {
        let digits = token.bytes().all(|b| b.is_ascii_digit());
        let ordinal = token.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        if let (Some(quarter), None) = (quarter(token), months) {
            months = Some(quarter * 3 - 2);
        } else if !digits && months.is_none() && month(token).is_some() {
            months = month(token);
        } else if !digits && (is_weekday(token) || ["de", "of", "the"].contains(&token.to_lowercase().as_str())) {
        } else if digits && token.len() == 4 && years.is_none() {
            years = token.parse().ok();
        } else if ordinal.len() <= 2
            && !ordinal.is_empty()
            && days.is_none()
            && (digits || ["st", "nd", "rd", "th"].contains(&token.trim_start_matches(ordinal)))
        {
            days = ordinal.parse::<u32>().ok();
        } else if digits && token.len() == 2 && years.is_none() && months.is_some() {
            years = token.parse().ok().map(century);
        } else {
            break;
        }
        used += 1;
        if months.is_some() && years.is_some() && days.is_some() {
            break;
        }
    }
    // What follows is a time, or nothing.
    let rest: Vec<&&str> = before.iter().skip(used).collect();
    if !rest.is_empty() && !text.contains(':') {
        return None;
    }
    // "Jan-24", as spreadsheets write a month, and "Jan ’24"; "Jan 24" may be a day.
    if text.contains(['-', '\'', '’'])
        && let ([name, short], Some(month), None) = (before.as_slice(), months, years)
        && quarter(name).is_none()
        && !name.bytes().any(|b| b.is_ascii_digit())
        && short.len() == 2
    {
        return days.and_then(|_| short.parse().ok()).map(|year: i32| (century(year), month, 1));
    }
    let year = years?;
    match (months, days) {
        (Some(month), Some(day)) => Some((year, month, day)).filter(sound),
        (Some(month), None) => Some((year, month, 1)),
        // "2018-04", "04/2018"
        (None, Some(month)) if before.len() == 2 && (1..=12).contains(&month) => Some((year, month, 1)),
        _ => None,
    }
}

/// Days of the week by their beginnings, in the languages of exports.
const WEEKDAYS: [&str; 48] = [
    "mon", "tue", "wed", "thu", "fri", "sat", "sun", "mo", "di", "mi", "do", "fr", "sa", "so", "lun", "mar", "mer",
    "jeu", "ven", "sam", "dim", "mié", "mie", "jue", "vie", "sáb", "sab", "dom", "gio", "ma", "wo", "vr", "za", "zo",
    "seg", "ter", "qua", "qui", "sex", "mån", "tis", "ons", "tor", "fre", "lör", "sön", "lør", "søn",
];

/// Whether a word is a day of the week; longer names begin with the shorter, and are longer by some letters.
pub(super) fn is_weekday(word: &str) -> bool {
    let word = word.to_lowercase();
    word.chars().all(char::is_alphabetic)
        && word.chars().count() <= LONGEST
        && WEEKDAYS.iter().any(|start| if start.len() == 2 { word == *start } else { word.starts_with(start) })
}

/// A year given by two digits.
pub(super) const fn century(year: i32) -> i32 {
    year + if year < 69 { 2000 } else { 1900 }
}

/// "Q2".
fn quarter(token: &str) -> Option<u32> {
    let rest = token.strip_prefix(['Q', 'q'])?;
    rest.parse().ok().filter(|n| (1..=4).contains(n) && rest.len() == 1)
}

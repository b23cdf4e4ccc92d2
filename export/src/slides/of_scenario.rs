//! Slides drawn from the scenario: what everything rests on, in one or two of them with every source in full in the
//! notes, and what else could be done.

use funnel_engine::scenario::Scenario;
use funnel_sentences::numbers::Numbers;
use funnel_sentences::{field, levers};

use crate::assumptions::{Assumption, all, name};
use crate::deck::Slide;

/// Lines below the headings that a table on a slide can hold.
pub(super) const ROWS: usize = 24;
/// Most slides; the notes, the workbook and the page have everything.
pub(super) const PAGES: usize = 2;
/// Characters of a name, of a value and of a source that fit into one line of their columns (`export/office/slides.js`)
/// in a wide typeface. Names and values go on in a further line, as a number that is cut is another number; a
/// source ends with its row, and is whole in the notes.
const NAME: usize = 55;
const VALUE: usize = 41;
const SOURCE: usize = 60;
/// The same for a table of two columns: what can be done, and how much of it.
const SETTING: usize = 69;
const DONE: usize = 88;

/// The assumptions: estimates before what is merely given, as far as two slides can hold them.
#[must_use]
pub fn assumptions(s: &Scenario, n: &dyn Numbers) -> Vec<Slide> {
    let all = all(s, n);
    let shown = all.iter().filter(|x| !x.is_idle);
    let (mut rows, given): (Vec<&Assumption>, Vec<&Assumption>) = shown.partition(|x| !x.tag.is_empty());
    rows.extend(given);
    let height = |x: &Assumption| lines(&name(x), NAME).max(lines(&x.said, VALUE));
    let mut pages = paged(&rows, |x| height(x));
    // What does not fit on a slide is in the notes of the last.
    let rest: Vec<&Assumption> = pages.split_off(pages.len().min(PAGES)).concat();
    let count = pages.len();
    let page = |(i, rows): (usize, Vec<&Assumption>)| {
        let is_last = i + 1 == count;
        let more = if is_last { rest.as_slice() } else { &[] };
        let mut table = vec![["Assumption", "Value", "Who says so"].map(str::to_owned).to_vec()];
        table.extend(
            rows.iter().map(|x| vec![name(x), x.said.clone(), within(&said_by(x, usize::MAX), SOURCE, height(x))]),
        );
        let place = (count > 1).then(|| format!("{} of {count}", i + 1));
        Slide {
            title: entitled(field::title(s), place, more.len()),
            table,
            notes: rows.iter().chain(more).map(whole).collect::<Vec<_>>().join("\n"),
            ..Slide::default()
        }
    };
    pages.into_iter().enumerate().map(page).collect()
}

/// What else could be done: today's settings besides the budget, and what the plan changes.
#[must_use]
pub fn settings(s: &Scenario, n: &dyn Numbers) -> Vec<Slide> {
    let keys: Vec<String> = s.settings().into_iter().map(|x| x.key).collect();
    let all = all(s, n);
    let rows: Vec<&Assumption> = all.iter().filter(|x| x.path.starts_with("plans") || keys.contains(&x.path)).collect();
    let pages = paged(&rows, |x| lines(&name(x), SETTING).max(lines(&x.said, DONE)));
    let Some(shown) = pages.first() else { return Vec::new() };
    let mut table = vec![["What can be done", "Today, or in the plan"].map(str::to_owned).to_vec()];
    table.extend(shown.iter().map(|x| vec![name(x), x.said.clone()]));
    let notes = rows.iter().map(whole).collect::<Vec<_>>().join("\n");
    vec![Slide {
        title: entitled(levers::title(n, s), None, rows.len() - shown.len()),
        table,
        notes,
        ..Slide::default()
    }]
}

/// The page's title, with the slide's place among several and how many rows are only in the notes.
fn entitled(title: String, place: Option<String>, more: usize) -> String {
    let more = (more > 0).then(|| format!("{more} more in the notes"));
    let beside: Vec<String> = place.into_iter().chain(more).collect();
    if beside.is_empty() { title } else { format!("{title} ({})", beside.join("; ")) }
}

/// Rows in as many slides as their lines need.
fn paged<'a>(rows: &[&'a Assumption], height: impl Fn(&Assumption) -> usize) -> Vec<Vec<&'a Assumption>> {
    let mut pages: Vec<Vec<&Assumption>> = Vec::new();
    let mut left = 0;
    for row in rows {
        let lines = height(row);
        match pages.last_mut() {
            Some(page) if lines <= left => page.push(row),
            _ => {
                pages.push(vec![row]);
                left = ROWS;
            }
        }
        left = left.saturating_sub(lines);
    }
    pages
}

/// How many lines a text takes whose lines have a number of characters and break between words.
fn lines(text: &str, letters: usize) -> usize {
    let (mut lines, mut used) = (1, 0);
    for word in text.split(' ') {
        let length = word.chars().count();
        if used > 0 && used + 1 + length > letters {
            lines += 1;
            used = 0;
        }
        used += length + usize::from(used > 0);
        // A word that is longer than a line is broken.
        lines += used.saturating_sub(1) / letters;
        used = if used > letters { used % letters } else { used };
    }
    lines
}

fn whole(x: &&Assumption) -> String {
    format!("{}: {}. {}", name(x), x.said, said_by(x, usize::MAX))
}

/// Tag, grade and source, cut to a number of characters.
#[must_use]
pub fn said_by(x: &Assumption, letters: usize) -> String {
    let tag = if x.grade.is_empty() { x.tag.to_owned() } else { format!("{} {}", x.tag, x.grade) };
    let source = cut(&x.source, letters);
    match (tag.is_empty(), source.is_empty()) {
        (true, _) => source,
        (false, true) => tag,
        (false, false) => format!("{tag}: {source}"),
    }
}

/// The text, cut to a number of lines.
fn within(text: &str, letters: usize, count: usize) -> String {
    (1..=letters * count)
        .rev()
        .map(|end| cut(text, end))
        .find(|short| lines(short, letters) <= count)
        .unwrap_or_default()
}

/// The text, cut to a number of characters: between words, so that no number loses its last digits.
pub(super) fn cut(text: &str, letters: usize) -> String {
    if text.chars().count() <= letters {
        return text.to_owned();
    }
    let end = text.char_indices().nth(letters).map_or(text.len(), |(at, _)| at);
    let short = &text[..end];
    // The last word may end there; a text without a space has nowhere else to be cut.
    let whole = if text[end..].starts_with(' ') { Some(short) } else { short.rsplit_once(' ').map(|(whole, _)| whole) };
    whole.unwrap_or(short).trim_end_matches([' ', ',', ':', ';']).to_owned() + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_never_cut() {
        for (text, letters, is) in [
            ("€2,000 to 7,000, likely 3,500", 40, "€2,000 to 7,000, likely 3,500"),
            ("€2,000 to 7,000, likely 3,500", 27, "€2,000 to 7,000, likely…"),
            ("€2,000 to 7,000, likely 3,500", 23, "€2,000 to 7,000, likely…"),
            ("Benchmark", 5, "Bench…"),
            ("", 0, ""),
        ] {
            assert_eq!(cut(text, letters), is);
        }
    }

    #[test]
    fn a_source_ends_with_its_row() {
        let text = "guess C: people who search already want something";
        for (letters, count) in [(10, 1), (10, 2), (20, 2), (60, 1)] {
            let short = within(text, letters, count);
            assert!(lines(&short, letters) <= count, "{short}");
            assert!(text.starts_with(short.trim_end_matches('…')) && !short.is_empty(), "{short}");
        }
    }

    #[test]
    fn lines_break_between_words() {
        for (text, letters, count) in [
            ("", 5, 1),
            ("ab cd", 5, 1),
            ("ab cde", 5, 2),
            ("abcdefghijkl", 5, 3),
            ("ab abcdefg", 5, 3),
            ("abcde fgh", 5, 2),
        ] {
            assert_eq!(lines(text, letters), count, "{text}");
        }
    }
}

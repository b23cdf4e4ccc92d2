//! Slides drawn from the scenario: what everything rests on, in one or two of them with every source in full in the
//! notes, and what else could be done.

use funnel_engine::scenario::Scenario;
use funnel_sentences::numbers::Numbers;

use crate::assumptions::{Assumption, all, name};
use crate::deck::Slide;

/// Rows that a table on a slide can hold.
pub(super) const ROWS: usize = 24;
/// Most slides; the notes, the workbook and the page have everything.
pub(super) const PAGES: usize = 2;
/// Characters of a name, of a value and of a source that fit into one line in the widest typeface; the notes have all
/// of them.
const NAME: usize = 46;
const VALUE: usize = 28;
const SOURCE: usize = 58;

/// The assumptions: estimates before what is merely given, as far as two slides can hold them.
#[must_use]
pub fn assumptions(s: &Scenario, n: &dyn Numbers) -> Vec<Slide> {
    let all = all(s, n);
    let shown = all.iter().filter(|x| !x.is_idle);
    let (mut rows, given): (Vec<&Assumption>, Vec<&Assumption>) = shown.partition(|x| !x.tag.is_empty());
    rows.extend(given);
    let mut pages: Vec<Vec<&Assumption>> = rows.chunks(ROWS).map(<[_]>::to_vec).collect();
    // What does not fit on a slide is in the notes of the last.
    let rest: Vec<&Assumption> = pages.split_off(pages.len().min(PAGES)).concat();
    let count = pages.len();
    let page = |(i, rows): (usize, Vec<&Assumption>)| {
        let is_last = i + 1 == count;
        let more = if is_last { rest.as_slice() } else { &[] };
        let mut table = vec![["Assumption", "Value", "Who says so"].map(str::to_owned).to_vec()];
        table.extend(
            rows.iter().map(|x| vec![cut(&name(x), NAME), cut(&x.said, VALUE), cut(&said_by(x, usize::MAX), SOURCE)]),
        );
        let mut title =
            if count == 1 { "What it rests on".to_owned() } else { format!("What it rests on ({} of {count})", i + 1) };
        if !more.is_empty() {
            title = format!("{title}; {} more in the notes", more.len());
        }
        Slide {
            title,
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
    let rows = all.iter().filter(|x| x.path.starts_with("plans") || keys.contains(&x.path));
    let mut table = vec![["What can be done", "Today, or in the plan"].map(str::to_owned).to_vec()];
    table.extend(rows.clone().take(ROWS).map(|x| vec![cut(&name(x), NAME), cut(&x.said, NAME)]));
    let notes = rows.map(|x| whole(&x)).collect::<Vec<_>>().join("\n");
    if table.len() < 2 {
        return Vec::new();
    }
    vec![Slide { title: "What else could be done".to_owned(), table, notes, ..Slide::default() }]
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

/// The text, cut to a number of characters.
pub(super) fn cut(text: &str, letters: usize) -> String {
    if text.chars().count() <= letters {
        return text.to_owned();
    }
    let short: String = text.chars().take(letters).collect();
    short.trim_end().to_owned() + "…"
}

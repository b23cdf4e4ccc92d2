//! Which of the assumptions are drawn: those that contain every word typed.

use funnel_engine::scenario::{Field, Grade, LeverKind, Scenario, Tag};
use funnel_sentences::field::{also_called, grade, tag};
use funnel_sentences::levers::question;

/// The conditions for a field to be drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::views) struct Filter {
    words: Vec<String>,
    /// Whether only guesses are wanted.
    guesses: bool,
}

impl Filter {
    pub(super) fn new(text: &str, guesses: bool) -> Self {
        let mut words: Vec<String> = Vec::new();
        for word in text.to_lowercase().split_whitespace() {
            match words.last_mut() {
                // A single letter occurs in nearly every word.
                Some(last) if last == GRADE && is_letter(word) => *last = graded(word),
                _ => words.push(word.to_owned()),
            }
        }
        Self { words, guesses }
    }

    /// Whether it excludes nothing.
    pub(in crate::views) fn is_empty(&self) -> bool {
        self.words.is_empty() && !self.guesses
    }

    pub(in crate::views) fn takes(&self, known: &Known) -> bool {
        (known.is_guess || !self.guesses)
            && self.words.iter().all(|word| known.says(word) || known.source.contains(word))
    }

    /// Whether one needs to see the source to understand why a field is there.
    pub(in crate::views) fn reads_source(&self, known: &Known) -> bool {
        self.words.iter().any(|word| !known.says(word) && known.source.contains(word))
    }
}

const GRADE: &str = "grade";

fn is_letter(word: &str) -> bool {
    [Grade::A, Grade::B, Grade::C].iter().any(|letter| grade(Some(*letter)).eq_ignore_ascii_case(word))
}

fn graded(letter: &str) -> String {
    format!("{GRADE} {}", letter.to_lowercase())
}

/// The texts by which a field is found, in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::views) struct Known {
    /// Its names, what it belongs to, and who vouches for it with which grade: one per line, as no word spans two.
    lines: String,
    source: String,
    is_guess: bool,
}

impl Known {
    /// The field at a path, with its label on the page; `input` if it is an uncertain one.
    pub(in crate::views) fn new(s: &Scenario, path: &str, label: &str, input: Option<&Field<'_>>) -> Self {
        let mut lines = vec![label.to_owned(), also_called(s, path).to_owned()];
        lines.extend(owners(s, path));
        let Some(Field { label, owner, input, .. }) = input else {
            return Self { lines: lines.join("\n").to_lowercase(), source: String::new(), is_guess: false };
        };
        lines.extend([(*label).to_owned(), owner.clone(), tag(input.tag).to_owned()]);
        if input.grade.is_some() {
            lines.push(graded(grade(input.grade)));
        }
        // Counted from the reader's own records, as in the title of the assumptions.
        if input.tag == Tag::Mine && input.grade == Some(Grade::A) {
            lines.push("measured".to_owned());
        }
        let is_guess = input.tag == Tag::Guess;
        Self { lines: lines.join("\n").to_lowercase(), source: input.source.to_lowercase(), is_guess }
    }

    fn says(&self, word: &str) -> bool {
        self.lines.contains(word)
    }
}

/// What a field belongs to: a channel, segment, stage or team by its name, a lever by the questions that it answers.
fn owners(s: &Scenario, path: &str) -> Vec<String> {
    let place = |list: &str| path.strip_prefix(list)?.split_once(']')?.0.parse::<usize>().ok();
    let channel = place("channels[").and_then(|i| s.channels.get(i)).map(|x| x.name.clone());
    let segment = place("segments[").and_then(|i| s.segments.get(i)).map(|x| x.name.clone());
    let team = place("teams[").and_then(|i| s.teams.get(i)).map(|x| x.name.clone());
    let stage = place("stages[").and_then(|i| s.stages.get(i));
    let works = stage.and_then(|x| x.work.as_ref()).filter(|_| path.contains("].work."));
    let works = works.and_then(|work| s.teams.iter().find(|team| team.id == work.team)).map(|team| team.name.clone());
    let lever = path.strip_prefix("levers.").and_then(|rest| rest.split('.').next());
    let lever = lever.and_then(|name| LeverKind::ALL.iter().find(|kind| kind.field() == name));
    let asked = lever.map(|kind| kind.questions().iter().map(|q| question(*q).to_owned()).collect::<Vec<_>>());
    let stage = stage.map(|x| x.name.clone());
    [channel, segment, team, stage, works].into_iter().flatten().chain(asked.unwrap_or_default()).collect()
}

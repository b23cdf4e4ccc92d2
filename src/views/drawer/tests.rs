use std::collections::BTreeSet;
use std::rc::Rc;

use funnel_engine::scenario::edit::use_lever;
use funnel_engine::scenario::templates::{TEMPLATES, load};
use funnel_engine::scenario::{Field, Grade, LeverKind, Scenario, Tag};
use funnel_sentences::field::{also_called, grade, tag};
use funnel_sentences::levers::question;

use super::filter::{Filter, Known};
use super::form::{Asked, Form};
use super::selection::Drawn;
use crate::components::Editor;
use crate::locale::Locale;
use crate::views::Reader;

/// Every template, with every lever in use that it can have.
fn scenarios() -> Vec<Scenario> {
    let with_levers = |s: Scenario| LeverKind::ALL.iter().fold(s, |s, kind| use_lever(&s, *kind).unwrap_or(s));
    TEMPLATES.iter().map(|template| with_levers(load(template.id).unwrap())).collect()
}

fn drawn(s: &Scenario, text: &str, guesses: bool) -> Drawn {
    let reader = Reader::english();
    let editor = Editor::new(&Rc::new(s.clone()), &Rc::new(Locale::english("USD")), None);
    let asked = Asked { text: text.to_owned(), guesses, ..Asked::default() };
    Form::new(s, &reader, &editor, &asked).drawn
}

#[test]
fn every_assumption_is_there_once() {
    for s in scenarios() {
        let all = drawn(&s, "", false);
        assert_eq!(all.all, all.found.len());
        let once: BTreeSet<&String> = all.found.iter().collect();
        assert_eq!(once.len(), all.found.len(), "{}: {:?}", s.name, all.found);
        for field in s.inputs() {
            assert!(once.contains(&field.path.json), "{}: {}", s.name, field.path.json);
        }
        for price in s.levers.prices().into_iter().map(|(path, _)| path) {
            assert!(once.contains(&price), "what lacks a price leads there: {price}");
        }
    }
}

#[test]
fn every_assumption_is_found_by_its_name_and_nothing_by_another() {
    for (i, s) in scenarios().into_iter().enumerate() {
        let all = drawn(&s, "", false).all;
        // Each search draws all of the fields; for the further templates only some are searched.
        for field in s.inputs().into_iter().step_by(if i == 0 { 1 } else { 11 }) {
            let mut words: Vec<&str> = field.owner.split_whitespace().chain(field.label.split_whitespace()).collect();
            words.reverse();
            let found = drawn(&s, &words.join("  ").to_uppercase(), false);
            assert!(found.found.contains(&field.path.json), "{}: {words:?}", s.name);
            assert_eq!(found.all, all, "how many there are is the same whatever is searched");
        }
        assert!(drawn(&s, "no such thing", false).found.is_empty());
        assert_eq!(drawn(&s, " \t ", false).found.len(), all, "nothing typed leaves all");
        let guesses = s.inputs().into_iter().filter(|field| field.input.tag == Tag::Guess).map(|field| field.path.json);
        let found: BTreeSet<String> = drawn(&s, "", true).found.into_iter().collect();
        assert_eq!(found, guesses.collect());
    }
}

/// Everything by which a field is found, assembled from the scenario in another way.
fn says(s: &Scenario, field: &Field<'_>) -> String {
    let input = field.input;
    let mut said = vec![field.label, &field.owner, tag(input.tag), &input.source, also_called(s, &field.path.json)];
    let graded = format!("grade {}", grade(input.grade));
    if input.grade.is_some() {
        said.push(&graded);
    }
    if input.tag == Tag::Mine && input.grade == Some(Grade::A) {
        said.push("measured");
    }
    let mut said: Vec<String> = said.into_iter().map(str::to_owned).collect();
    let path = &field.path.json;
    let lists = [
        ("channels", s.channels.iter().map(|x| &x.name).collect::<Vec<_>>()),
        ("segments", s.segments.iter().map(|x| &x.name).collect()),
        ("stages", s.stages.iter().map(|x| &x.name).collect()),
    ];
    for (list, names) in lists {
        for (i, name) in names.into_iter().enumerate() {
            if path.starts_with(&format!("{list}[{i}].")) {
                said.push(name.clone());
            }
        }
    }
    for (i, stage) in s.stages.iter().enumerate() {
        if path.starts_with(&format!("stages[{i}].work.")) {
            let works = |team: &&funnel_engine::scenario::Team| stage.work.as_ref().is_some_and(|x| x.team == team.id);
            said.extend(s.teams.iter().filter(works).map(|team| team.name.clone()));
        }
    }
    for kind in LeverKind::ALL {
        if path.starts_with(&format!("levers.{}.", kind.field())) {
            said.extend(kind.questions().iter().map(|q| question(*q).to_owned()));
        }
    }
    said.join("\n").to_lowercase()
}

#[test]
fn what_is_found_holds_every_word_and_what_holds_every_word_is_found() {
    let mut s = load("sales-led-saas").unwrap();
    let path = s.inputs()[0].path.json.clone();
    let first = s.input_mut(&path).unwrap();
    (first.tag, first.grade, first.source) = (Tag::Mine, Some(Grade::A), "Our own books, 2026".to_owned());
    let s = LeverKind::ALL.iter().fold(s, |s, kind| use_lever(&s, *kind).unwrap_or(s));
    let inputs = s.inputs();
    let all: Vec<(Known, String)> = inputs
        .iter()
        .map(|field| (Known::new(&s, &field.path.json, field.label, Some(field)), says(&s, field)))
        .collect();
    let words: BTreeSet<String> =
        all.iter().flat_map(|(_, text)| text.split_whitespace().map(str::to_owned)).filter(|x| x != "grade").collect();
    let words: Vec<&String> = words.iter().collect();
    assert!(words.len() > 300 && words.iter().any(|x| *x == "measured"), "{}", words.len());
    let (mut taken, mut left) = (0, 0);
    for (i, a) in words.iter().enumerate() {
        // Each with itself, its neighbour and one far away.
        for b in [i, i + 1, i * 7 + 13].map(|j| words[j % words.len()]) {
            let filter = Filter::new(&format!("{b} {a}"), false);
            for (known, text) in &all {
                let holds = text.contains(a.as_str()) && text.contains(b.as_str());
                assert_eq!(filter.takes(known), holds, "{a} {b}: {text}");
                if holds { taken += 1 } else { left += 1 }
            }
        }
    }
    assert!(taken > 1_000 && left > 10_000, "{taken} {left}");
}

#[test]
fn a_grade_is_two_words_and_its_letter_no_other_word_s() {
    let s = load("sales-led-saas").unwrap();
    let inputs = s.inputs();
    let graded = |letter| inputs.iter().filter(move |field| field.input.grade == Some(letter)).count();
    for (letter, text) in [(Grade::B, "Grade b"), (Grade::C, "GRADE C")] {
        assert!(graded(letter) > 0);
        assert_eq!(drawn(&s, text, false).found.len(), graded(letter), "{text}");
    }
    assert_eq!(drawn(&s, "grade c guess", false).found, drawn(&s, "guess grade c", false).found);
}

#[test]
fn the_trade_s_words_find_what_the_page_calls_otherwise() {
    let s = load("sales-led-saas").unwrap();
    let last = format!("stages[{}].rate", s.stages.len() - 1);
    for (text, path) in [
        ("win rate", last.as_str()),
        ("CPL", "channels[0].cost_per_inquiry"),
        ("adstock search", "channels[0].carry_over"),
        ("diminishing returns", "channels[1].elasticity"),
        ("ACV", "money.deal.lognormal.median"),
        ("media budget", "channels[0].spend_per_week"),
    ] {
        let found = drawn(&s, text, false).found;
        assert!(found.iter().any(|x| x == path), "{text}: {found:?}");
    }
}

use funnel_engine::scenario::{Field as Known, Grade, Problem, Scenario, Tag, Unit};
use funnel_sentences::field::{grade, tag};
use funnel_sentences::numbers::Numbers;
use funnel_sentences::period::period;
use funnel_text::calendar::per;
use yew::prelude::*;

use super::drawer::{Known as Searched, Part, Selection};
use super::reader::Reader;
use crate::components::{Editor, FieldProps, Place, SelectProps, button, field, select};
use crate::edits::{Kind, Picked, Pressed, Typed};

/// The unit of shifts of a chance: out of 100 whose chance is even.
pub(super) const EVEN: &str = "of 100";

/// Stands for the scenario's period for money.
const PER_PERIOD: &str = "a period";

/// What every control of the assumptions is made from.
pub(super) struct Controls<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) reader: &'a Reader,
    editor: &'a Editor,
    known: Vec<Known<'a>>,
    remarks: Vec<Problem>,
    selection: Selection,
}

impl<'a> Controls<'a> {
    pub(super) fn new(scenario: &'a Scenario, reader: &'a Reader, editor: &'a Editor) -> Self {
        Self::of(scenario, reader, editor, Selection::default())
    }

    /// The same for a selection of them.
    pub(super) fn of(scenario: &'a Scenario, reader: &'a Reader, editor: &'a Editor, selection: Selection) -> Self {
        Self { scenario, reader, editor, known: scenario.inputs(), remarks: scenario.remarks(), selection }
    }

    /// The selection.
    pub(super) fn selection(&self) -> &Selection {
        &self.selection
    }

    /// The id of an element for a path, or for a name of its own.
    pub(super) fn id(&self, path: &str) -> String {
        self.selection.id(path)
    }

    /// Whether a field is drawn.
    fn takes(&self, path: &str, label: &str) -> bool {
        self.selection.takes(path, || Searched::new(self.scenario, path, label, self.known(path)))
    }

    /// A group of fields under its title; empty if none of it is selected.
    pub(super) fn group(&self, id: &str, title: &'static str, lead: &str, draw: impl FnOnce() -> Html) -> Html {
        let Part { html, is_empty, .. } = self.selection.part(draw);
        if is_empty {
            return Html::default();
        }
        let id = self.id(id);
        html! {
            <section class="group" aria-labelledby={id.clone()} key={id.clone()}>
                <h3 class="group-title" {id}>{ title }</h3>
                if !self.selection.is_filtered() {
                    <p class="small">{ lead }</p>
                }
                { html }
            </section>
        }
    }

    /// The two parts of a list entry, the first of which is always shown.
    pub(super) fn parts(&self, row: impl FnOnce() -> Html, more: impl FnOnce() -> Html) -> [Part; 2] {
        [self.selection.part(row), self.selection.part(more)]
    }

    /// Fields that are folded away; empty if none of them is selected.
    pub(super) fn fold(&self, summary: &'static str, is_open: bool, draw: impl FnOnce() -> Html) -> Html {
        let Part { html, is_empty, unfolds } = self.selection.part(draw);
        if is_empty {
            return Html::default();
        }
        html! {
            <details class="fold" open={is_open || unfolds.is_some()}>
                <summary>{ summary }</summary>
                { html }
            </details>
        }
    }

    fn known(&self, path: &str) -> Option<&Known<'a>> {
        self.known.iter().find(|known| known.path.json == path)
    }

    /// What a reader should know about a field's value, as a sentence.
    pub(super) fn remark(&self, path: &str) -> Option<String> {
        let remark = self.remarks.iter().find(|remark| remark.path == path)?;
        let mut letters = remark.message.chars();
        let first = letters.next()?;
        Some(format!("{}{}.", first.to_uppercase(), letters.as_str()))
    }

    /// The control of an uncertain input.
    pub(super) fn input(&self, path: String, label: &'static str) -> Html {
        let Some(known) = self.known(&path).filter(|_| self.takes(&path, label)) else { return Html::default() };
        let shown = crate::edits::reading(known, self.reader.style()).write(&known.input.value);
        let unit = match known.unit {
            Unit::Money => self.reader.currency_symbol().to_owned(),
            Unit::Elasticity => "%".to_owned(),
            Unit::PerWeek => per(self.scenario.calendar.period),
            Unit::LogOdds => EVEN.to_owned(),
            Unit::Share | Unit::Number => String::new(),
        };
        let said = [tag(known.input.tag), grade(known.input.grade)].join(" ");
        field(FieldProps {
            unit: unit.into(),
            hint: known.help.into(),
            note: said.into(),
            note_title: known.input.source.clone().into(),
            class: if known.input.tag == Tag::Mine { "is-range is-mine" } else { "is-range" },
            ..FieldProps::new(self.id(&path), label, shown, Typed::Input(path))
        })
    }

    /// Source, tag and grade of these inputs.
    pub(super) fn sources(&self, paths: &[String]) -> Html {
        let row = |known: &Known<'_>| {
            let path = &known.path.json;
            let id = |part: &str| self.id(&format!("{path}-{part}"));
            let source = FieldProps {
                placeholder: "nobody said".into(),
                class: "is-text",
                ..FieldProps::new(
                    id("source"),
                    format!("{}: source", known.label),
                    known.input.source.clone(),
                    Typed::Source(path.clone()),
                )
            };
            let one_of = |part: &str, label: &'static str, all: &[&'static str], value: &'static str, edit: Picked| {
                let name = |x: &&'static str| ((*x).into(), if x.is_empty() { "–" } else { *x }.into());
                let options = all.iter().map(name).collect();
                let (label, value) = (label.into(), value.into());
                select(SelectProps { id: id(part).into(), label, options, value, edit, place: Place::Form })
            };
            let tags = [Tag::Mine, Tag::Benchmark, Tag::Guess].map(tag);
            let grades = [None, Some(Grade::A), Some(Grade::B), Some(Grade::C)].map(grade);
            html! {
                <li class="source" key={path.clone()}>
                    { field(source) }
                    { one_of("tag", "Says", &tags, tag(known.input.tag), Picked::Tag(path.clone())) }
                    { one_of("grade", "Grade", &grades, grade(known.input.grade), Picked::Grade(path.clone())) }
                </li>
            }
        };
        let drawn: Vec<&Known<'_>> =
            paths.iter().filter(|path| self.selection.has(path)).filter_map(|path| self.known(path)).collect();
        // A drawer has less room.
        if self.selection.is_in_drawer() {
            if drawn.is_empty() {
                return Html::default();
            }
            let is_read = self.selection.reads_sources(paths);
            return html! {
                <details class="fold" open={is_read}>
                    <summary>{ "Sources and grades" }</summary>
                    <ul class="sources">{ for drawn.into_iter().map(row) }</ul>
                </details>
            };
        }
        html! { <ul class="sources">{ for drawn.into_iter().map(row) }</ul> }
    }

    /// One number.
    pub(super) fn number(&self, path: String, label: &'static str, x: f64, kind: Kind, more: More) -> Html {
        let value = kind.write(x, self.reader.style());
        self.plain(value, label, more, &path.clone(), Typed::Number(path, kind))
    }

    /// One number that may be left out; `more.empty` says what then applies.
    pub(super) fn optional(&self, path: String, label: &'static str, x: Option<f64>, kind: Kind, more: More) -> Html {
        let value = x.map_or_else(String::new, |x| kind.write(x, self.reader.style()));
        self.plain(value, label, more, &path.clone(), Typed::Optional(path, kind))
    }

    /// A span of time in whole weeks.
    pub(super) fn span(&self, path: &str, label: &'static str, weeks: u32, hint: &'static str) -> Html {
        let more = More { hint, ..More::default() };
        self.plain(period(weeks), label, more, path, Typed::Span(path.to_owned()))
    }

    /// A text.
    pub(super) fn text(&self, path: String, label: &'static str, value: &str, empty: &'static str) -> Html {
        if self.takes(&path, label) { self.name(path, label, value, empty) } else { Html::default() }
    }

    /// The name of what the fields next to it belong to: it is shown with them, whatever the search.
    pub(super) fn name(&self, path: String, label: &'static str, value: &str, empty: &'static str) -> Html {
        field(FieldProps {
            placeholder: empty.into(),
            class: "is-text",
            ..FieldProps::new(self.id(&path), label, value.to_owned(), Typed::Text(path))
        })
    }

    /// A form field with more properties than the others.
    pub(super) fn field(&self, props: FieldProps) -> Html {
        if !self.takes(&props.id, &props.label) {
            return Html::default();
        }
        field(FieldProps { id: self.id(&props.id).into(), ..props })
    }

    /// A choice of one of a few.
    pub(super) fn choice(
        &self,
        path: &str,
        label: impl Into<AttrValue>,
        options: Vec<(AttrValue, AttrValue)>,
        value: impl Into<AttrValue>,
        edit: Picked,
    ) -> Html {
        let (label, value) = (label.into(), value.into());
        if !self.takes(path, &label) {
            return Html::default();
        }
        select(SelectProps { id: self.id(path).into(), label, options, value, edit, place: Place::Form })
    }

    /// A field of plain numbers.
    pub(super) fn plain(&self, value: String, label: impl Into<AttrValue>, more: More, id: &str, edit: Typed) -> Html {
        let label = label.into();
        if !self.takes(id, &label) {
            return Html::default();
        }
        let symbol = self.reader.currency_symbol();
        let unit = match more.unit {
            "$" => symbol.to_owned(),
            unit => match unit.strip_prefix("$ ") {
                Some(PER_PERIOD) => format!("{symbol} {}", per(self.scenario.calendar.period)),
                Some(rest) => format!("{symbol} {rest}"),
                None => unit.to_owned(),
            },
        };
        field(FieldProps {
            unit: unit.into(),
            hint: more.hint.into(),
            placeholder: more.empty.into(),
            numeric: true,
            ..FieldProps::new(self.id(id), label, value, edit)
        })
    }

    /// A button that looks like a link.
    pub(super) fn link(&self, face: &'static str, edit: Pressed) -> Html {
        button(self.editor, "link", html! { face }, None, edit)
    }
}

/// Additional text for a plain number's field.
#[derive(Clone, Copy, Default)]
pub(super) struct More {
    /// Its unit; `$` stands for the currency, `a period` for the scenario's period.
    pub(super) unit: &'static str,
    /// More about it.
    pub(super) hint: &'static str,
    /// What applies while nothing is typed.
    pub(super) empty: &'static str,
}

impl More {
    /// Only a unit.
    pub(super) fn unit(unit: &'static str) -> Self {
        Self { unit, ..Self::default() }
    }

    /// Only a hint.
    pub(super) fn hint(hint: &'static str) -> Self {
        Self { hint, ..Self::default() }
    }
}

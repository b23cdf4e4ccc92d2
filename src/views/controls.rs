use funnel_engine::scenario::{Field as Known, Grade, Problem, Scenario, Tag, Unit};
use funnel_sentences::field::{grade, tag};
use funnel_sentences::numbers::Numbers;
use funnel_sentences::period::period;
use funnel_text::calendar::per;
use yew::prelude::*;

use super::reader::Reader;
use crate::components::{Editor, FieldProps, Place, SelectProps, button, field, select};
use crate::edits::{Kind, Picked, Pressed, Typed};

/// What shifts of a chance are counted in: of 100 whose chance is even.
pub(super) const EVEN: &str = "of 100";

/// Stands for what the scenario tells money by.
const PER_PERIOD: &str = "a period";

/// What every control of the assumptions is made from.
pub(super) struct Controls<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) reader: &'a Reader,
    editor: &'a Editor,
    known: Vec<Known<'a>>,
    remarks: Vec<Problem>,
}

impl<'a> Controls<'a> {
    pub(super) fn new(scenario: &'a Scenario, reader: &'a Reader, editor: &'a Editor) -> Self {
        Self { scenario, reader, editor, known: scenario.inputs(), remarks: scenario.remarks() }
    }

    fn known(&self, path: &str) -> Option<&Known<'a>> {
        self.known.iter().find(|known| known.path.json == path)
    }

    /// What a reader should know of a field's value, as a sentence.
    pub(super) fn remark(&self, path: &str) -> Option<String> {
        let remark = self.remarks.iter().find(|remark| remark.path == path)?;
        let mut letters = remark.message.chars();
        let first = letters.next()?;
        Some(format!("{}{}.", first.to_uppercase(), letters.as_str()))
    }

    /// The control of an uncertain input.
    pub(super) fn input(&self, path: String, label: &'static str) -> Html {
        let Some(known) = self.known(&path) else { return Html::default() };
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
            ..FieldProps::new(path.clone(), label, shown, Typed::Input(path))
        })
    }

    /// Source, tag and grade of these inputs.
    pub(super) fn sources(&self, paths: &[String]) -> Html {
        let row = |known: &Known<'_>| {
            let path = &known.path.json;
            let id = |part: &str| format!("{path}-{part}");
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
        let rows = paths.iter().filter_map(|path| self.known(path)).map(row);
        html! { <ul class="sources">{ for rows }</ul> }
    }

    /// One number.
    pub(super) fn number(&self, path: String, label: &'static str, x: f64, kind: Kind, more: More) -> Html {
        let value = kind.write(x, self.reader.style());
        self.plain(value, label, more, path.clone(), Typed::Number(path, kind))
    }

    /// One number that may be left out; `more.empty` holds then.
    pub(super) fn optional(&self, path: String, label: &'static str, x: Option<f64>, kind: Kind, more: More) -> Html {
        let value = x.map_or_else(String::new, |x| kind.write(x, self.reader.style()));
        self.plain(value, label, more, path.clone(), Typed::Optional(path, kind))
    }

    /// A span of time in whole weeks.
    pub(super) fn span(&self, path: &str, label: &'static str, weeks: u32, hint: &'static str) -> Html {
        let more = More { hint, ..More::default() };
        self.plain(period(weeks), label, more, path.to_owned(), Typed::Span(path.to_owned()))
    }

    /// A text.
    pub(super) fn text(&self, path: String, label: &'static str, value: &str, empty: &'static str) -> Html {
        field(FieldProps {
            placeholder: empty.into(),
            class: "is-text",
            ..FieldProps::new(path.clone(), label, value.to_owned(), Typed::Text(path))
        })
    }

    /// A field of plain numbers.
    pub(super) fn plain(
        &self,
        value: String,
        label: impl Into<AttrValue>,
        more: More,
        id: String,
        edit: Typed,
    ) -> Html {
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
            ..FieldProps::new(id, label, value, edit)
        })
    }

    /// A button that looks like a link.
    pub(super) fn link(&self, face: &'static str, edit: Pressed) -> Html {
        button(self.editor, "link", html! { face }, None, edit)
    }
}

/// What is said about a plain number beside its label.
#[derive(Clone, Copy, Default)]
pub(super) struct More {
    /// Its unit; `$` stands for the currency, `a period` for what the scenario tells money by.
    pub(super) unit: &'static str,
    /// More about it.
    pub(super) hint: &'static str,
    /// What holds while nothing is typed.
    pub(super) empty: &'static str,
}

impl More {
    /// A unit and nothing else.
    pub(super) fn unit(unit: &'static str) -> Self {
        Self { unit, ..Self::default() }
    }

    /// A hint and nothing else.
    pub(super) fn hint(hint: &'static str) -> Self {
        Self { hint, ..Self::default() }
    }
}

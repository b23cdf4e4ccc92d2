use std::rc::Rc;

use funnel_engine::scenario::{Grade, Input, Scenario, Tag, Unit, edit};
use yew::prelude::*;

use super::super::reader::Reader;
use super::desk::Known;
use crate::components::{Editor, Field, Select};
use crate::words::entry::{Reading, parse, write};
use crate::words::field::{GRADES, definition, grade, tag};
use crate::words::numbers::Numbers;

/// Properties of [`InputField`].
#[derive(PartialEq, Properties)]
pub(super) struct InputFieldProps {
    pub(super) known: Rc<Known>,
    pub(super) label: &'static str,
    pub(super) reader: Reader,
}

/// An uncertain input as a person says it. Who overtypes a figure stands behind it: it becomes theirs.
#[component]
pub(super) fn InputField(props: &InputFieldProps) -> Html {
    let editor = use_context::<Editor>();
    let InputFieldProps { known, reader, .. } = props;
    let reading = Reading { unit: known.unit, domain: known.domain, style: reader.style() };
    let commit = {
        let (known, reader) = (Rc::clone(known), reader.clone());
        Callback::from(move |text: AttrValue| -> Result<(), AttrValue> {
            let reading = Reading { unit: known.unit, domain: known.domain, style: reader.style() };
            let value = parse(&text, &reading, Some(&known.input.value))?;
            if value == known.input.value {
                return Ok(());
            }
            let input = Input { value, source: String::new(), grade: None, tag: Tag::Mine, ..known.input.clone() };
            editor.as_ref().map_or(Ok(()), |e| e.apply(|s| edit::set_input(s, &known.path, input)))
        })
    };
    let unit = match known.unit {
        Unit::Money => reader.currency_symbol().to_owned(),
        Unit::Elasticity => "%".to_owned(),
        Unit::PerWeek => "a week".to_owned(),
        Unit::LogOdds => "log-odds".to_owned(),
        Unit::Share | Unit::Number => String::new(),
    };
    let said = [tag(known.input.tag), grade(known.input.grade)].join(" ");
    html! {
        <Field
            id={known.path.clone()}
            label={props.label}
            value={write(&known.input.value, &reading)}
            {unit}
            hint={definition(&known.path)}
            {commit}
            class="is-range"
        >
            <span class={classes!("tag", tag(known.input.tag))} title={known.input.source.clone()}>{ said }</span>
        </Field>
    }
}

/// Properties of [`Sources`].
#[derive(PartialEq, Properties)]
pub(super) struct SourcesProps {
    pub(super) all: Vec<Rc<Known>>,
}

/// Where figures come from: who stands behind each, how good the source is, and which it is.
#[component]
pub(super) fn Sources(props: &SourcesProps) -> Html {
    let editor = use_context::<Editor>();
    let Some(editor) = editor else { return Html::default() };
    let row = |known: &Rc<Known>| {
        let id = |part: &str| format!("{}-{part}", known.path);
        let change = {
            let (editor, known) = (editor.clone(), Rc::clone(known));
            move |change: &dyn Fn(&mut Input)| {
                let mut input = known.input.clone();
                change(&mut input);
                editor.apply(|s: &Scenario| edit::set_input(s, &known.path, input))
            }
        };
        let source = {
            let change = change.clone();
            Callback::from(move |text: AttrValue| change(&|input| input.source = text.trim().to_owned()))
        };
        let ontag = {
            let change = change.clone();
            Callback::from(move |name: AttrValue| {
                let tag = [Tag::Mine, Tag::Benchmark, Tag::Guess].into_iter().find(|t| tag(*t) == name.as_str());
                // Every tag and grade is valid.
                let _ = change(&|input| input.tag = tag.unwrap_or_default());
            })
        };
        let ongrade = Callback::from(move |name: AttrValue| {
            let found = [Grade::A, Grade::B, Grade::C].into_iter().find(|g| grade(Some(*g)) == name.as_str());
            let _ = change(&|input| input.grade = found);
        });
        let tags = [Tag::Mine, Tag::Benchmark, Tag::Guess].map(|t| (tag(t).into(), tag(t).into())).to_vec();
        let mut grades: Vec<(AttrValue, AttrValue)> = vec![("".into(), "–".into())];
        grades.extend([Grade::A, Grade::B, Grade::C].map(|g| (grade(Some(g)).into(), grade(Some(g)).into())));
        html! {
            <li class="source" key={known.path.clone()}>
                <Field id={id("source")} label={format!("{}: source", known.label)} value={known.input.source.clone()}
                    placeholder="nobody said" commit={source} class="is-text" />
                <Select id={id("tag")} label="Who says so" options={tags} value={tag(known.input.tag)} onselect={ontag} />
                <Select id={id("grade")} label="Grade" options={grades} value={grade(known.input.grade)} onselect={ongrade} />
            </li>
        }
    };
    html! {
        <div class="sources">
            <p class="small">{ GRADES }</p>
            <ul>{ for props.all.iter().map(row) }</ul>
        </div>
    }
}

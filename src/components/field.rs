use yew::prelude::*;

use super::{Answer, Editor, Given, Hint, TextInput};
use crate::edits::Typed;

/// Where a field is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// In a form, under its label.
    #[default]
    Form,
    /// In a sentence, which is its visible label.
    Sentence,
    /// Alone under its label and large, so that it needs as much room as its text.
    Headline,
}

/// Properties of [`Field`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct FieldProps {
    /// Unique in the page.
    pub id: AttrValue,
    /// What it is.
    pub label: AttrValue,
    /// Its present value, as text.
    pub value: AttrValue,
    /// What its text changes.
    pub edit: Typed,
    /// Its unit.
    #[prop_or_default]
    pub unit: AttrValue,
    /// More about it, behind a hint button.
    #[prop_or_default]
    pub hint: AttrValue,
    /// What could be typed, or what applies while nothing is.
    #[prop_or_default]
    pub placeholder: AttrValue,
    /// Whether only numbers are typed, which matters for a phone's keyboard.
    #[prop_or_default]
    pub numeric: bool,
    /// Where it is.
    #[prop_or_default]
    pub place: Place,
    /// Additional classes.
    #[prop_or_default]
    pub class: &'static str,
    /// A note below it.
    #[prop_or_default]
    pub note: AttrValue,
    /// More about the note.
    #[prop_or_default]
    pub note_title: AttrValue,
}

impl FieldProps {
    /// A field in a form.
    pub fn new(
        id: impl Into<AttrValue>,
        label: impl Into<AttrValue>,
        value: impl Into<AttrValue>,
        edit: Typed,
    ) -> Self {
        let (id, label, value) = (id.into(), label.into(), value.into());
        let [unit, hint, placeholder, note, note_title] = [const { AttrValue::Static("") }; 5];
        let (numeric, place, class) = (false, Place::Form, "");
        Self { id, label, value, edit, unit, hint, placeholder, numeric, place, class, note, note_title }
    }
}

/// A [`Field`] with these properties.
pub fn field(props: FieldProps) -> Html {
    html! { <Field ..props /> }
}

/// A text field that keeps its draft until that is valid. Enter, or leaving the field, enters it; Escape restores the
/// value.
#[component]
pub fn Field(props: &FieldProps) -> Html {
    let editor = use_context::<Editor>();
    let FieldProps { id, label, unit, hint, place, edit, .. } = props;
    let put = |does: fn(&Editor, &Typed, &Given) -> Answer| {
        move |given: Given, (editor, edit): &(Option<Editor>, Typed)| match editor {
            Some(editor) => does(editor, edit, &given),
            None => Answer::Taken,
        }
    };
    let take = use_callback((editor.clone(), edit.clone()), put(Editor::typed));
    let judge = use_callback((editor, edit.clone()), put(Editor::judge));
    let sentence = *place == Place::Sentence;
    html! {
        <div class={classes!(if sentence { "field-inline" } else { "field" }, props.class)}>
            <div class="field-head">
                <label for={id.clone()}>
                    { label }
                    if !unit.is_empty() {
                        <span class="field-unit">{ " " }{ unit }</span>
                    }
                </label>
                if !hint.is_empty() {
                    <Hint id={format!("{id}-hint")} about={label.clone()} text={hint.clone()} />
                }
            </div>
            <TextInput {id} value={props.value.clone()} placeholder={props.placeholder.clone()} numeric={props.numeric}
                fits_text={*place != Place::Form} {take} {judge} />
            if !props.note.is_empty() {
                <div class="tag" title={props.note_title.clone()}>{ &props.note }</div>
            }
        </div>
    }
}

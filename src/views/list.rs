use funnel_engine::scenario::edit::List;
use yew::prelude::*;

use super::controls::Controls;
use super::drawer::Part;
use crate::components::{Editor, Item};
use crate::edits::Pressed;

/// An entry in a list.
pub(super) struct Entry {
    /// Its id: with it the entry keeps its DOM node while it moves.
    pub(super) id: String,
    pub(super) name: String,
    /// Always shown.
    pub(super) row: Part,
    /// Shown when unfolded.
    pub(super) more: Part,
}

/// A list whose entries can be added, removed and reordered. During a search it has only the entries that match.
pub(super) fn list(
    controls: &Controls<'_>,
    list: List,
    class: &'static str,
    add: &'static str,
    entries: Vec<Entry>,
) -> Html {
    let (count, fixed, heir) = (entries.len(), controls.selection().is_filtered(), controls.id(add));
    let item = |(index, entry): (usize, Entry)| {
        // The entry's own id may be any text, whereas an element's id may not.
        let id = controls.id(&format!("{class}-{index}"));
        let Entry { row, more, .. } = entry;
        html! {
            <Item key={entry.id} {id} name={entry.name} {list} {index} {count} {fixed} heir={heir.clone()} more={more.html} unfolds={more.unfolds}>
                { row.html }
            </Item>
        }
    };
    let left = entries.into_iter().enumerate().filter(|(_, entry)| !(entry.row.is_empty && entry.more.is_empty));
    html! {
        <>
            <ul class={classes!("items", class)}>{ for left.map(item) }</ul>
            if !fixed {
                <AddButton {list} name={add} id={heir.clone()} />
            }
        </>
    }
}

#[derive(PartialEq, Properties)]
struct AddButtonProps {
    list: List,
    name: &'static str,
    id: AttrValue,
}

/// The list may be full; the reason is next to the button.
#[component]
fn AddButton(props: &AddButtonProps) -> Html {
    let editor = use_context::<Editor>();
    let error = use_state_eq(|| None::<AttrValue>);
    let onclick = {
        let (error, list) = (error.setter(), props.list);
        Callback::from(move |_: MouseEvent| {
            if let Some(editor) = &editor {
                error.set(editor.pressed(&Pressed::Add(list)).err());
            }
        })
    };
    html! {
        <p class="add">
            <button type="button" class="button" id={props.id.clone()} {onclick}>{ props.name }</button>
            if let Some(error) = &*error {
                <span class="field-error" role="alert">{ error }</span>
            }
        </p>
    }
}

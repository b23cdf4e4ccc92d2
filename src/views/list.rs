use funnel_engine::scenario::edit::List;
use yew::prelude::*;

use crate::components::{Editor, Item};
use crate::edits::Pressed;

/// An entry of a list.
pub(super) struct Entry {
    /// Its id: it keeps its place on the page while it moves.
    pub(super) id: String,
    pub(super) name: String,
    /// Always shown.
    pub(super) row: Html,
    /// Shown when unfolded.
    pub(super) more: Html,
}

/// A list whose entries can be added, removed and put in order.
pub(super) fn list(list: List, class: &'static str, add: &'static str, entries: Vec<Entry>) -> Html {
    let count = entries.len();
    let item = |(index, entry): (usize, Entry)| {
        // The entry's own id may be any text; an element's may not.
        let id = format!("{class}-{index}");
        html! {
            <Item key={entry.id} {id} name={entry.name} {list} {index} {count} heir={add} more={entry.more}>
                { entry.row }
            </Item>
        }
    };
    html! {
        <>
            <ul class={classes!("items", class)}>{ for entries.into_iter().enumerate().map(item) }</ul>
            <AddButton {list} name={add} />
        </>
    }
}

#[derive(PartialEq, Properties)]
struct AddButtonProps {
    list: List,
    name: &'static str,
}

/// Its list may be full: the reason stands beside it.
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
            <button type="button" class="button" id={props.name} {onclick}>{ props.name }</button>
            if let Some(error) = &*error {
                <span class="field-error" role="alert">{ error }</span>
            }
        </p>
    }
}

use funnel_engine::scenario::edit::{self, List};
use web_sys::HtmlElement;
use yew::prelude::*;

use super::desk::Desk;
use crate::components::{Editor, Item};

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
pub(super) fn list(desk: &Desk<'_>, list: List, class: &'static str, add: &'static str, entries: Vec<Entry>) -> Html {
    let count = entries.len();
    let item = |(index, entry): (usize, Entry)| {
        let (moving, removing) = (desk.editor.clone(), desk.editor.clone());
        let onmove = Callback::from(move |to: usize| moving.apply(|s| edit::reorder(s, list, index, to)));
        let onremove = Callback::from(move |()| {
            removing.apply(|s| edit::remove(s, list, index))?;
            // What had the focus is gone.
            focus(add);
            Ok(())
        });
        let id = format!("{class}-{}", entry.id);
        html! {
            <Item key={entry.id} {id} name={entry.name} {index} {count} {onmove} {onremove} more={entry.more}>
                { entry.row }
            </Item>
        }
    };
    html! {
        <>
            <ul class={classes!("items", class)}>{ for entries.into_iter().enumerate().map(item) }</ul>
            <AddButton {list} name={add} editor={desk.editor.clone()} />
        </>
    }
}

fn focus(id: &str) {
    let element = web_sys::window().and_then(|w| w.document()).and_then(|d| d.get_element_by_id(id));
    if let Some(element) = element.and_then(|e| wasm_bindgen::JsCast::dyn_into::<HtmlElement>(e).ok()) {
        let _ = element.focus();
    }
}

#[derive(PartialEq, Properties)]
struct AddButtonProps {
    list: List,
    name: &'static str,
    editor: Editor,
}

#[component]
fn AddButton(props: &AddButtonProps) -> Html {
    let error = use_state_eq(|| None::<AttrValue>);
    let onclick = {
        let (editor, error, list) = (props.editor.clone(), error.setter(), props.list);
        Callback::from(move |_: MouseEvent| error.set(editor.apply(|s| edit::add(s, list)).err()))
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

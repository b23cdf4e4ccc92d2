use funnel_engine::scenario::edit::List;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::{Editor, Icon, Seen, icon};
use crate::edits::Pressed;

/// Properties of [`Item`].
#[derive(PartialEq, Properties)]
pub struct ItemProps {
    /// Unique in the page.
    pub id: AttrValue,
    /// Its name, for the buttons' labels.
    pub name: AttrValue,
    /// The list it is in.
    pub list: List,
    /// Its place in the list, counted from 0.
    pub index: usize,
    /// How many there are.
    pub count: usize,
    /// Id of the element that gets the focus when it is removed.
    pub heir: AttrValue,
    /// Whether it can be neither moved nor removed, because other entries of its list are not shown.
    #[prop_or_default]
    pub fixed: bool,
    /// What is always shown.
    pub children: Html,
    /// What is shown when unfolded.
    pub more: Html,
    /// Why it is unfolded, if something in it must be visible. When folded by hand, it stays folded until there is
    /// another reason.
    #[prop_or_default]
    pub unfolds: Option<AttrValue>,
}

/// An entry in a list: its main fields in a row, its tools, and the rest folded away.
#[component]
pub fn Item(props: &ItemProps) -> Html {
    let editor = use_context::<Editor>();
    let unfolded = use_state_eq(|| false);
    let folded = use_state_eq(|| None::<AttrValue>);
    let open = *unfolded || props.unfolds.as_ref().is_some_and(|why| folded.as_ref() != Some(why));
    let error = use_state_eq(|| None::<AttrValue>);
    {
        // What was in the way may be gone after any change.
        let (editor, setter) = (editor.clone(), error.setter());
        use_effect_with(error.is_some(), move |open| {
            let watching =
                editor.filter(|_| *open).map(|editor| editor.watch(Callback::from(move |_: Seen| setter.set(None))));
            move || drop(watching)
        });
    }
    // Moving an element in the document takes the focus away from it, so the button that was pressed gets it back.
    let pressed = use_mut_ref(|| None::<NodeRef>);
    let (up, down, away) = (use_node_ref(), use_node_ref(), use_node_ref());
    {
        let pressed = pressed.clone();
        use_effect_with(props.index, move |_| {
            if let Some(button) = pressed.borrow_mut().take().and_then(|node| node.cast::<HtmlElement>()) {
                let _ = button.focus();
            }
        });
    }
    let ItemProps { id, name, list, index, count, heir, .. } = props;
    let (list, index, count) = (*list, *index, *count);
    let tool = |node: NodeRef, about: String, picture: Icon, edit: Option<Pressed>| {
        let disabled = edit.is_none().then_some("true");
        let (editor, error, pressed, own) = (editor.clone(), error.setter(), pressed.clone(), node.clone());
        let (heir, name) = (heir.clone(), name.clone());
        let onclick = Callback::from(move |_: MouseEvent| {
            let (Some(editor), Some(edit)) = (&editor, &edit) else { return };
            let removes = matches!(edit, Pressed::Remove(..));
            *pressed.borrow_mut() = (!removes).then(|| own.clone());
            let done = editor.pressed(edit);
            if done.is_ok() && removes {
                focus(&heir);
            }
            error.set(done.err().map(|why| match why.strip_prefix("is empty; ") {
                Some(why) => format!("{name} cannot be removed: {why}.").into(),
                None => why,
            }));
        });
        html! {
            <button type="button" class="tool" ref={node} aria-disabled={disabled} aria-label={about} {onclick}>
                { icon(picture) }
            </button>
        }
    };
    let toggle = {
        let (unfolded, folded, why) = (unfolded.setter(), folded.setter(), props.unfolds.clone());
        Callback::from(move |_: MouseEvent| {
            unfolded.set(!open);
            folded.set(if open { why.clone() } else { None });
        })
    };
    let more = format!("{id}-more");
    let place = format!("{} of {count}", index + 1);
    let earlier = index.checked_sub(1).map(|to| Pressed::Move(list, index, to));
    let later = (index + 1 < count).then_some(Pressed::Move(list, index, index + 1));
    html! {
        <li class={classes!("item", open.then_some("is-open"))}>
            <div class="item-row" role="group" aria-label={name.clone()}>
                { props.children.clone() }
                <div class="item-tools">
                    if !props.fixed {
                        { tool(up, format!("Move {name} up, {place}"), Icon::Up, earlier) }
                        { tool(down, format!("Move {name} down, {place}"), Icon::Down, later) }
                        { tool(away, format!("Remove {name}"), Icon::Remove, Some(Pressed::Remove(list, index))) }
                    }
                    <button type="button" class="tool tool-more" aria-expanded={open.to_string()}
                        aria-controls={more.clone()} onclick={toggle}>
                        { if open { "less" } else { "more" } }
                        <span class="unseen">{ format!(" about {name}") }</span>
                    </button>
                </div>
            </div>
            if let Some(error) = &*error {
                <p class="field-error" role="alert">{ error }</p>
            }
            <div class="item-more" id={more} hidden={!open} role="group" aria-label={name.clone()}>
                if open {
                    { props.more.clone() }
                }
            </div>
        </li>
    }
}

/// Moves the focus to the element with this id.
pub fn focus(id: &str) {
    let element = web_sys::window().and_then(|w| w.document()).and_then(|d| d.get_element_by_id(id));
    if let Some(element) = element.and_then(|e| wasm_bindgen::JsCast::dyn_into::<HtmlElement>(e).ok()) {
        let _ = element.focus();
    }
}

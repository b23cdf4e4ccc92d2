use web_sys::HtmlElement;
use yew::prelude::*;

use super::{Icon, icon};

/// Properties of [`Item`].
#[derive(PartialEq, Properties)]
pub struct ItemProps {
    /// Unique in the page.
    pub id: AttrValue,
    /// Its name, for the buttons' labels.
    pub name: AttrValue,
    /// Its place in the list, from 0.
    pub index: usize,
    /// How many there are.
    pub count: usize,
    /// Moves it to another place.
    pub onmove: Callback<usize, Result<(), AttrValue>>,
    /// Removes it.
    pub onremove: Callback<(), Result<(), AttrValue>>,
    /// What is always shown.
    pub children: Html,
    /// What is shown when unfolded.
    pub more: Html,
}

/// An entry of a list: its main fields in a row, its tools, and the rest folded away.
#[component]
pub fn Item(props: &ItemProps) -> Html {
    let open = use_state_eq(|| false);
    let error = use_state_eq(|| None::<AttrValue>);
    let (up, down) = (use_node_ref(), use_node_ref());
    // Moving an element in the document takes the focus from it: the button pressed gets it back.
    let pressed = use_mut_ref(|| None::<NodeRef>);
    {
        let pressed = pressed.clone();
        use_effect_with(props.index, move |_| {
            if let Some(button) = pressed.borrow_mut().take().and_then(|node| node.cast::<HtmlElement>()) {
                let _ = button.focus();
            }
        });
    }
    let ItemProps { id, name, index, count, .. } = props;
    let shift = |by: isize, node: &NodeRef| {
        let to = index.checked_add_signed(by).filter(|to| to < count);
        let (onmove, error, pressed, node) = (props.onmove.clone(), error.setter(), pressed.clone(), node.clone());
        let onclick = Callback::from(move |_: MouseEvent| {
            if let Some(to) = to {
                *pressed.borrow_mut() = Some(node.clone());
                error.set(onmove.emit(to).err());
            }
        });
        (onclick, to.is_none())
    };
    let (onup, first) = shift(-1, &up);
    let (ondown, last) = shift(1, &down);
    let remove = {
        let (onremove, error) = (props.onremove.clone(), error.setter());
        Callback::from(move |_: MouseEvent| error.set(onremove.emit(()).err()))
    };
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let more = format!("{id}-more");
    let place = format!("{} of {count}", index + 1);
    let disabled = |yes: bool| yes.then_some("true");
    html! {
        <li class={classes!("item", open.then_some("is-open"))}>
            <div class="item-row">
                { props.children.clone() }
                <div class="item-tools">
                    <button ref={up} type="button" class="tool" aria-disabled={disabled(first)} onclick={onup}
                        aria-label={format!("Move {name} up, {place}")}>{ icon(Icon::Up) }</button>
                    <button ref={down} type="button" class="tool" aria-disabled={disabled(last)} onclick={ondown}
                        aria-label={format!("Move {name} down, {place}")}>{ icon(Icon::Down) }</button>
                    <button type="button" class="tool" onclick={remove}
                        aria-label={format!("Remove {name}")}>{ icon(Icon::Remove) }</button>
                    <button type="button" class="tool tool-more" aria-expanded={open.to_string()}
                        aria-controls={more.clone()} onclick={toggle} aria-label={format!("More about {name}")}>
                        { if *open { "less" } else { "more" } }
                    </button>
                </div>
            </div>
            if let Some(error) = &*error {
                <p class="field-error" role="alert">{ error }</p>
            }
            <div class="item-more" id={more} hidden={!*open}>
                if *open {
                    { props.more.clone() }
                }
            </div>
        </li>
    }
}

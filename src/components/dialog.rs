use gloo::timers::callback::Timeout;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

use super::focus;

/// Properties of [`Dialog`].
#[derive(PartialEq, Properties)]
pub struct DialogProps {
    /// Unique on the page; its heading is `{id}-title`.
    pub id: AttrValue,
    /// Its heading.
    pub title: AttrValue,
    /// Whether it is open.
    pub open: bool,
    /// Called when it closes, by whatever key or button.
    pub onclose: Callback<()>,
    /// Its contents.
    pub children: Html,
}

/// The focus goes to the answer where what opened a dialog is gone with what the dialog did, as when one's own company
/// takes the place of the one that was made up.
fn keep_focus() {
    let document = web_sys::window().and_then(|window| window.document());
    if document.is_some_and(|document| document.active_element().is_none_or(|focused| focused.tag_name() == "BODY")) {
        focus("answer-title");
    }
}

/// The browser's own modal dialog: it keeps the focus inside, closes on Escape, and returns the focus.
///
/// A browser reports a dialog's closing a moment later, when another may already be open in its place. So a closing
/// requested here is not listened for, and Escape is handled here as such a request.
#[component]
pub fn Dialog(props: &DialogProps) -> Html {
    let node = use_node_ref();
    let ends = use_mut_ref(|| 0_u32);
    {
        let (node, ends) = (node.clone(), ends.clone());
        use_effect_with(props.open, move |open| {
            if let Some(dialog) = node.cast::<HtmlDialogElement>() {
                if *open && !dialog.open() {
                    // Refused only for a dialog outside the document.
                    let _ = dialog.show_modal();
                } else if !*open && dialog.open() {
                    *ends.borrow_mut() += 1;
                    dialog.close();
                    Timeout::new(0, keep_focus).forget();
                }
            }
        });
    }
    let onclose = {
        let close = props.onclose.clone();
        Callback::from(move |_: Event| {
            let asked_for = *ends.borrow();
            match asked_for.checked_sub(1) {
                Some(left) => *ends.borrow_mut() = left,
                None => close.emit(()),
            }
        })
    };
    let oncancel = {
        let (node, close) = (node.clone(), props.onclose.clone());
        Callback::from(move |event: Event| {
            // A file dialog that was cancelled reports this, too.
            if event.target_dyn_into::<HtmlDialogElement>().is_some_and(|target| node.cast() == Some(target)) {
                event.prevent_default();
                close.emit(());
            }
        })
    };
    let dismiss = props.onclose.reform(|_: MouseEvent| ());
    let title = format!("{}-title", props.id);
    html! {
        <dialog class="dialog" id={props.id.clone()} ref={node} aria-labelledby={title.clone()} {onclose} {oncancel}>
            <div class="dialog-head">
                <h2 id={title}>{ &props.title }</h2>
                <button type="button" class="button" onclick={dismiss}>{ "Close" }</button>
            </div>
            if props.open {
                { props.children.clone() }
            }
        </dialog>
    }
}

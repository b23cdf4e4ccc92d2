use web_sys::HtmlDialogElement;
use yew::prelude::*;

/// Properties of [`Dialog`].
#[derive(PartialEq, Properties)]
pub struct DialogProps {
    /// Unique in the page; its heading is `{id}-title`.
    pub id: AttrValue,
    /// Its heading.
    pub title: AttrValue,
    /// Whether it is open.
    pub open: bool,
    /// Told when it closes, by whatever key or button.
    pub onclose: Callback<()>,
    /// What is in it.
    pub children: Html,
}

/// The browser's own modal dialog: it keeps the focus inside, closes by Escape, and gives the focus back.
#[component]
pub fn Dialog(props: &DialogProps) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with(props.open, move |open| {
            if let Some(dialog) = node.cast::<HtmlDialogElement>() {
                if *open && !dialog.open() {
                    // Refused only for a dialog outside the document.
                    let _ = dialog.show_modal();
                } else if !*open && dialog.open() {
                    dialog.close();
                }
            }
        });
    }
    let onclose = props.onclose.reform(|_: Event| ());
    let dismiss = props.onclose.reform(|_: MouseEvent| ());
    let title = format!("{}-title", props.id);
    html! {
        <dialog class="dialog" id={props.id.clone()} ref={node} aria-labelledby={title.clone()} {onclose}>
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

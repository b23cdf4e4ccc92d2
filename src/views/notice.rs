use funnel_sentences::numbers::sentence;
use web_sys::HtmlElement;
use yew::prelude::*;

use crate::components::Editor;
use crate::state::{Action, Notice};

/// Properties of [`NoticeBar`].
#[derive(PartialEq, Properties)]
pub(super) struct NoticeBarProps {
    pub(super) notice: Notice,
}

/// A message for the reader: what is wrong, where, and that nothing is lost.
#[component]
pub(super) fn NoticeBar(props: &NoticeBarProps) -> Html {
    let editor = use_context::<Editor>();
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with(props.notice.clone(), move |_| {
            // A reader who is typing or dragging is not interrupted; the message is read out all the same.
            if let Some(bar) = node.cast::<HtmlElement>()
                && !is_editing()
            {
                let _ = bar.focus();
            }
        });
    }
    let dismiss = move || {
        if let Some(editor) = &editor {
            editor.dispatch(Action::Dismiss);
        }
        // What had the focus is gone.
        super::page::to_answer();
    };
    let onclick = {
        let dismiss = dismiss.clone();
        Callback::from(move |_: MouseEvent| dismiss())
    };
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            dismiss();
        }
    });
    let problem = |p: &funnel_engine::scenario::Problem| {
        html! {
            <li>
                if !p.path.is_empty() {
                    <code>{ p.path.clone() }</code>{ " " }
                }
                { if p.path.is_empty() { sentence(&p.message) } else { p.message.clone() } }
            </li>
        }
    };
    html! {
        <section class="notice" ref={node} tabindex="-1" role="alert" aria-labelledby="notice-title" {onkeydown}>
            <div class="notice-text">
                <h2 id="notice-title">{ props.notice.title.clone() }</h2>
                if !props.notice.problems.is_empty() {
                    <ul>{ for props.notice.problems.iter().map(problem) }</ul>
                }
            </div>
            <button type="button" class="button" {onclick}>{ "Dismiss" }</button>
        </section>
    }
}

/// Whether the focus is on something that is being edited.
fn is_editing() -> bool {
    let focused = web_sys::window().and_then(|window| window.document()).and_then(|document| document.active_element());
    focused.is_some_and(|element| element.matches("input, select, textarea").unwrap_or(false))
}

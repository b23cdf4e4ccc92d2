//! A line of text that becomes a value: the one input behind every text field of the page.
//!
//! What is typed is a draft until Enter, or leaving the field, enters it. A draft that cannot be accepted stays, with a
//! message below it: the reason, or a question. The message goes as soon as its cause is gone: by typing, or by a
//! change elsewhere after which the draft would be accepted. The draft is not entered automatically then; a button
//! offers it.

use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

use super::press::{after_press, watch};
use super::{Answer, Editor, Given, Question, Seen, word};

/// The message below the input.
#[derive(Clone, Debug, PartialEq)]
enum Word {
    Refused(AttrValue),
    Asked(Question),
    /// The draft was refused, and would now be accepted.
    Fits,
}

/// Properties of [`TextInput`].
#[derive(PartialEq, Properties)]
pub struct TextInputProps {
    /// Unique in the page.
    pub id: AttrValue,
    /// Its present value.
    pub value: AttrValue,
    /// What could be typed, or what applies while nothing is.
    #[prop_or_default]
    pub placeholder: AttrValue,
    /// Its name, if it has no label.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// Whether only numbers are typed, which matters for a phone's keyboard.
    #[prop_or_default]
    pub numeric: bool,
    /// Whether it is as wide as its text, as in a sentence.
    #[prop_or_default]
    pub fits_text: bool,
    /// Longest text, in characters.
    #[prop_or_default]
    pub longest: Option<AttrValue>,
    /// Enters a text.
    pub take: Callback<Given, Answer>,
    /// What entering it would lead to; if given, a refused draft is judged again when the scenario changes.
    #[prop_or_default]
    pub judge: Option<Callback<Given, Answer>>,
}

/// Whether a key belongs to an input method that is composing text.
#[must_use]
pub fn is_composing(event: &KeyboardEvent) -> bool {
    // 229 is what browsers report for a key that an input method took, from before they had `isComposing`.
    event.is_composing() || event.key_code() == 229
}

/// Whether a key takes the last thing done back: Ctrl+Z, or ⌘Z on a Mac.
#[must_use]
pub fn is_undo(event: &KeyboardEvent) -> bool {
    let command = event.ctrl_key() || event.meta_key();
    command && !event.shift_key() && !event.alt_key() && event.key().eq_ignore_ascii_case("z")
}

/// See the module.
#[component]
pub fn TextInput(props: &TextInputProps) -> Html {
    let editor = use_context::<Editor>();
    let node = use_node_ref();
    let draft = use_state_eq(|| None::<AttrValue>);
    let word = use_state_eq(|| None::<Word>);
    // Whether something was typed since the last outcome: browsers report a change both on Enter and on leaving.
    let typed = use_mut_ref(|| false);
    // The text last asked about; entered once more, it is meant.
    let asked = use_mut_ref(|| None::<AttrValue>);
    use_effect_with((), |()| watch());
    let back = {
        let (draft, word, asked) = (draft.setter(), word.setter(), asked.clone());
        move || {
            draft.set(None);
            word.set(None);
            *asked.borrow_mut() = None;
        }
    };
    {
        let (back, open) = (back.clone(), word.is_some());
        // The value was changed elsewhere. The message about the draft is handled below.
        use_effect_with(props.value.clone(), move |_| {
            if !open {
                back();
            }
        });
    }
    {
        let (editor, back, word) = (editor, back.clone(), word.clone());
        let (draft, judge) = ((*draft).clone(), props.judge.clone());
        use_effect_with((word.is_some(), draft.clone(), judge.clone()), move |(open, ..)| {
            let watching = editor.filter(|_| *open).map(|editor| {
                let word = word.setter();
                editor.watch(Callback::from(move |seen| match (seen, &draft, &judge) {
                    // Another scenario, or an undo: what was typed here no longer belongs.
                    (Seen::Elsewhere, ..) => back(),
                    (Seen::Edit, Some(text), Some(judge)) => {
                        match judge.emit(Given { text: text.clone(), again: false }) {
                            Answer::Taken => word.set(Some(Word::Fits)),
                            Answer::Refused(message) => word.set(Some(Word::Refused(message))),
                            Answer::Asked(question) => word.set(Some(Word::Asked(question))),
                        }
                    }
                    (Seen::Edit, ..) => {}
                }))
            });
            move || drop(watching)
        });
    }
    let put = {
        let (draft, word, take, value) = (draft.setter(), word.setter(), props.take.clone(), props.value.clone());
        let (typed, asked, back) = (typed.clone(), asked, back.clone());
        move |text: AttrValue, meant: bool| {
            *typed.borrow_mut() = false;
            if text == value {
                return back();
            }
            let again = meant || asked.borrow().as_ref() == Some(&text);
            match take.emit(Given { text: text.clone(), again }) {
                Answer::Taken => back(),
                Answer::Refused(message) => {
                    let (draft, word) = (draft.clone(), word.clone());
                    after_press(move || {
                        draft.set(Some(text));
                        word.set(Some(Word::Refused(message)));
                    });
                }
                Answer::Asked(question) => {
                    *asked.borrow_mut() = Some(text.clone());
                    let (draft, word) = (draft.clone(), word.clone());
                    after_press(move || {
                        draft.set(Some(text));
                        word.set(Some(Word::Asked(question)));
                    });
                }
            }
        }
    };
    let oninput = {
        let (draft, word, typed) = (draft.setter(), word.setter(), typed.clone());
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                *typed.borrow_mut() = true;
                draft.set(Some(input.value().into()));
                word.set(None);
            }
        })
    };
    let onkeydown = {
        let (put, back, typed, has_draft) = (put.clone(), back.clone(), typed.clone(), draft.is_some());
        let meant = matches!(&*word, Some(Word::Asked(_) | Word::Fits));
        // What was refused may be accepted by now.
        let waits = word.is_some();
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            // During composition both keys belong to the input method.
            "Enter" | "Escape" if is_composing(&event) => {}
            "Enter" => {
                if let Some(input) = event.target_dyn_into::<HtmlInputElement>()
                    && (*typed.borrow() || waits)
                    && !event.repeat()
                {
                    // What was typed since the question is no answer to it.
                    let meant = meant && !*typed.borrow();
                    put(input.value().into(), meant);
                }
            }
            "Escape" if has_draft => {
                event.prevent_default();
                event.stop_propagation();
                back();
            }
            _ => {}
        })
    };
    let onchange = {
        let put = put.clone();
        Callback::from(move |event: Event| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>()
                && *typed.borrow()
            {
                put(input.value().into(), false);
            }
        })
    };
    let to_input = {
        let node = node.clone();
        move || {
            if let Some(input) = node.cast::<HtmlElement>() {
                let _ = input.focus();
            }
        }
    };
    let answer = |face: AttrValue, text: Option<AttrValue>| {
        let (put, back, to_input) = (put.clone(), back.clone(), to_input.clone());
        let onclick = Callback::from(move |_: MouseEvent| {
            match &text {
                Some(text) => put(text.clone(), true),
                None => back(),
            }
            to_input();
        });
        html! { <button type="button" class="button" {onclick}>{ face }</button> }
    };
    let onescape = {
        let (back, to_input) = (back.clone(), to_input.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.prevent_default();
                event.stop_propagation();
                back();
                to_input();
            }
        })
    };
    let shown = (*draft).clone().unwrap_or_else(|| props.value.clone());
    let ask = |question: &str, answers: Html| word::asked(&props.id, question, answers, Some(onescape.clone()));
    let said = match &*word {
        None => Html::default(),
        Some(Word::Refused(message)) => word::refused(&props.id, message),
        Some(Word::Asked(question)) => {
            let answers = question.answers.iter().map(|text| answer(text.clone(), Some(text.clone())));
            ask(&question.text, html! { <>{ for answers }</> })
        }
        Some(Word::Fits) => ask(
            &format!("“{shown}” would be taken now."),
            html! { <>{ answer("Take it".into(), Some(shown.clone())) }{ answer("Leave it".into(), None) }</> },
        ),
    };
    // In a sentence the field is as wide as its text; browsers that can do so follow it as it is typed.
    let size = props.fits_text.then(|| (shown.chars().count().clamp(2, 40) + 1).to_string());
    html! {
        <>
            <input
                id={props.id.clone()}
                ref={node}
                class="input"
                type="text"
                inputmode={if props.numeric { "decimal" } else { "text" }}
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                // A name may be written from right to left.
                dir={(!props.numeric).then_some("auto")}
                {size}
                maxlength={props.longest.clone()}
                value={shown.clone()}
                placeholder={props.placeholder.clone()}
                data-entered={(shown == props.value).then_some("")}
                aria-label={props.label.clone()}
                aria-invalid={matches!(&*word, Some(Word::Refused(_))).then_some("true")}
                aria-describedby={word.is_some().then(|| word::word_id(&props.id))}
                {oninput}
                {onchange}
                {onkeydown}
            />
            { said }
        </>
    }
}

use funnel_engine::scenario::link::PREFIX;
use yew::prelude::*;

use super::copied::Copied;
use crate::charts::Shared;
use crate::single;
use crate::state::{Notice, Phase, Session, files};

/// Properties of [`OfFile`].
#[derive(PartialEq, Properties)]
pub(super) struct OfFileProps {
    pub(super) session: Shared<Session>,
    /// The scenario as text, if it fits into one.
    pub(super) text: Option<String>,
    /// What to say about the answer.
    pub(super) said: Html,
}

/// What to send from a page that was opened as a file: the file itself, with what is on it.
#[component]
pub(super) fn OfFile(props: &OfFileProps) -> Html {
    let OfFileProps { session, text, said } = props;
    let told = use_state_eq(String::new);
    let whole = {
        let (session, told) = (session.clone(), told.setter());
        Callback::from(move |_: MouseEvent| {
            let onsaved = told.clone();
            let onsaved = Callback::from(move |saved: Result<(), Notice>| {
                onsaved.set(match saved {
                    Ok(()) => "Saved. It is among your downloads, to be sent.".to_owned(),
                    Err(notice) => notice.title,
                });
            });
            let settled = session.run.report.as_deref().filter(|_| session.run.phase == Phase::Settled);
            single::save_as_file(&session.scenario, settled, onsaved);
        })
    };
    let scenario = {
        let session = session.clone();
        Callback::from(move |_: MouseEvent| files::save_scenario(&session.scenario))
    };
    html! {
        <section class="share-link" aria-label="Send it">
            <p class="small">
                { "This page was opened as a file, so no link leads to it. Send the file itself: it opens by a double click, without a \
                   network, with all that is on this page." }
            </p>
            <p class="share-ways">
                if single::is_single() {
                    <button type="button" class="button button-main" onclick={whole}>{ "Save the page to send" }</button>
                }
                <button type="button" class="button" onclick={scenario}>{ "Save the scenario alone" }</button>
            </p>
            <p class="small" role="status">{ (*told).clone() }</p>
            if let Some(text) = text {
                <Copied id="share-text" label="The scenario as text" text={text.clone()} button="Copy text" />
                <p class="small">
                    { format!("Who has the page can paste it there, under “Your work…”; on a host it goes behind the address, after a # ({PREFIX}…).") }
                </p>
            }
            { said.clone() }
        </section>
    }
}

//! In short, for a mail: what to do, how sure it is, and the link.

use funnel_engine::report::Report;
use funnel_engine::scenario::Scenario;
use funnel_sentences::in_short::mail;
use yew::prelude::*;

use super::copied::Copied;
use crate::charts::Shared;
use crate::views::Reader;
use crate::views::in_short::use_in_short;

/// Properties of [`Mail`].
#[derive(PartialEq, Properties)]
pub(super) struct MailProps {
    pub(super) scenario: Shared<Scenario>,
    pub(super) report: Shared<Report>,
    /// Whether the page's own run has settled.
    pub(super) settled: bool,
    pub(super) reader: Reader,
    /// The link to the scenario.
    pub(super) href: String,
}

/// A few sentences to copy into a mail.
#[component]
pub(super) fn Mail(props: &MailProps) -> Html {
    let MailProps { scenario, report, settled, reader, href } = props;
    let said = use_in_short(scenario, report, *settled, reader);
    match mail(&scenario.name, &said) {
        Some(text) => {
            let text = format!("{text}\n{href}");
            html! { <Copied id="share-mail" label="To write in a mail" {text} button="Copy for a mail" rows=6 /> }
        }
        None => html! { <p class="small">{ "What to write in a mail follows once all of “In short” is known." }</p> },
    }
}

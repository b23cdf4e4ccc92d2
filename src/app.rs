//! The root: one session, the hooks that act on it, and the page that shows it.

use yew::prelude::*;

use crate::charts::Shared;
use crate::embed::shown::Shown;
use crate::later::{self, use_arrival};
use crate::locale::Locale;
use crate::state::{self, Session, SessionDispatcher, use_hasty_storage};
use crate::views::Page;
use crate::{facade, timing};

/// Marks when an answer that came with the page is on the screen.
#[hook]
fn use_known(known: bool) {
    use_effect_with((), move |()| {
        let frame = known.then(|| timing::mark_when_painted(timing::KNOWN));
        move || drop(frame)
    });
}

/// The whole page.
#[component]
pub fn App() -> Html {
    let session = use_reducer(state::start);
    let dispatcher: SessionDispatcher = session.dispatcher();
    let shown = use_memo((), |()| Shown::of_page());
    use_known(session.is_answered());
    let arrival = use_arrival();
    let locale = use_memo(session.scenario.currency.clone(), |currency| Locale::of_reader(currency));
    let session: Shared<Session> = Shared::new((*session).clone());
    use_hasty_storage(&session);
    {
        let session = session.clone();
        use_effect(move || facade::show(&session));
    }
    // Always a child, if an empty one: with another number of children the page would be built anew, drafts lost.
    let ears = later::here().map(|later| (later.ears)(session.clone(), dispatcher.clone())).unwrap_or_default();
    html! {
        <ContextProvider<SessionDispatcher> context={dispatcher}>
            <ContextProvider<Locale> context={(*locale).clone()}>
                <Page {session} {arrival} shown={*shown} />
                { ears }
            </ContextProvider<Locale>>
        </ContextProvider<SessionDispatcher>>
    }
}

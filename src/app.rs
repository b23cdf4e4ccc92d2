//! The root: one session, the hooks that act on it, and the page that shows it.

use std::rc::Rc;

use yew::prelude::*;

use crate::embed::shown::Shown;
use crate::facade;
use crate::later::{self, use_arrival};
use crate::locale::Locale;
use crate::state::{self, Phase, Session, SessionDispatcher, use_hasty_storage, use_run};
use crate::views::Page;

/// The whole page.
#[component]
pub fn App() -> Html {
    let session = use_reducer(state::start);
    let dispatcher: SessionDispatcher = session.dispatcher();
    use_run(&session, &dispatcher);
    let shown = use_memo((), |()| Shown::of_page());
    let answered = session.run.report.is_some() || matches!(session.run.phase, Phase::Failed(_));
    let arrival = use_arrival(answered);
    let locale = use_memo(session.scenario.currency.clone(), |currency| Locale::of_reader(currency));
    let session: Rc<Session> = Rc::new((*session).clone());
    use_hasty_storage(&session);
    {
        let session = Rc::clone(&session);
        use_effect(move || facade::show(&session));
    }
    // Always a child, if an empty one: with another number of children the page would be built anew, drafts lost.
    let ears = later::here().map(|later| (later.ears)(Rc::clone(&session), dispatcher.clone())).unwrap_or_default();
    html! {
        <ContextProvider<SessionDispatcher> context={dispatcher}>
            <ContextProvider<Locale> context={(*locale).clone()}>
                <Page {session} {arrival} shown={*shown} />
                { ears }
            </ContextProvider<Locale>>
        </ContextProvider<SessionDispatcher>>
    }
}

//! The root: one session, the hooks that act on it, and the page that shows it.

use std::rc::Rc;

use yew::prelude::*;

use crate::facade;
use crate::locale::Locale;
use crate::state::{self, Session, SessionDispatcher, files, use_link, use_run, use_shortcuts, use_storage};
use crate::views::Page;

/// The whole page.
#[component]
pub fn App() -> Html {
    let session = use_reducer(state::start);
    let dispatcher: SessionDispatcher = session.dispatcher();
    use_run(&session, &dispatcher);
    use_storage(&session.scenario);
    use_link(&session.scenario, &dispatcher);
    use_shortcuts(&dispatcher);
    files::use_drop(&dispatcher);
    let locale = use_memo(session.scenario.currency.clone(), |currency| Locale::of_reader(currency));
    let session: Rc<Session> = Rc::new((*session).clone());
    {
        let session = Rc::clone(&session);
        use_effect(move || facade::show(&session));
    }
    html! {
        <ContextProvider<SessionDispatcher> context={dispatcher}>
            <ContextProvider<Locale> context={(*locale).clone()}>
                <Page {session} />
            </ContextProvider<Locale>>
        </ContextProvider<SessionDispatcher>>
    }
}

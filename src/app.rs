//! The root: one session, the hooks that act on it, and the page that shows it.

use yew::prelude::*;

use crate::charts::Shared;
use crate::embed::shown::Shown;
use crate::locale::Locale;
use crate::state::{self, Session, SessionDispatcher, ears, first_screen, use_run};
use crate::views::Page;
use crate::{facade, timing};

/// Replaces the first screen that came with the document by the page, once that is laid out.
#[hook]
fn use_mount() {
    use_effect_with((), move |()| {
        let frame = timing::when_painted(first_screen::make_way);
        move || drop(frame)
    });
}

/// The whole page.
#[component]
pub fn App() -> Html {
    let session = use_reducer(state::start);
    let dispatcher: SessionDispatcher = session.dispatcher();
    let shown = use_memo((), |()| Shown::of_page());
    use_mount();
    use_run(&session, &dispatcher);
    let spoken = (session.scenario.currency.clone(), session.scenario.calendar);
    let locale = use_memo(spoken, |(currency, calendar)| Locale::of_reader(currency).with(*calendar));
    let session: Shared<Session> = Shared::new((*session).clone());
    {
        let session = session.clone();
        use_effect(move || facade::show(&session));
    }
    html! {
        <ContextProvider<SessionDispatcher> context={dispatcher.clone()}>
            <ContextProvider<Locale> context={(*locale).clone()}>
                <Page session={session.clone()} shown={(*shown).clone()} />
                { ears(session, dispatcher) }
            </ContextProvider<Locale>>
        </ContextProvider<SessionDispatcher>>
    }
}

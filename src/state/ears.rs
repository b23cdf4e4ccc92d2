//! What the page does besides showing: it listens to more than its own controls, and keeps the work.

use yew::prelude::*;

use super::keeper::use_keeper;
use super::link::use_link;
use super::shortcuts::use_shortcuts;
use super::{Session, SessionDispatcher, files};
use crate::brand::use_brand;
use crate::charts::Shared;
use crate::embed::host::use_host;
use crate::facade;
use crate::imports::use_paste;

#[derive(PartialEq, Properties)]
struct EarsProps {
    session: Shared<Session>,
    dispatcher: SessionDispatcher,
}

/// Listens to the keyboard, to files dropped and cells pasted, to the address, to scripts
/// and to a page around this one; keeps the work; and applies the brand's colours to the page. Renders nothing.
pub fn ears(session: Shared<Session>, dispatcher: SessionDispatcher) -> Html {
    html! { <Ears {session} {dispatcher} /> }
}

#[component]
fn Ears(props: &EarsProps) -> Html {
    let EarsProps { session, dispatcher } = props;
    use_keeper(session, dispatcher);
    use_link(session, dispatcher);
    use_shortcuts(dispatcher);
    files::use_drop(dispatcher);
    use_paste();
    use_host(session, dispatcher);
    use_brand(&session.scenario.brand);
    use_effect_with((), |()| facade::install());
    Html::default()
}

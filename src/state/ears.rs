//! What the page listens to besides its own controls.

use std::rc::Rc;

use yew::prelude::*;

use super::link::use_link;
use super::shortcuts::use_shortcuts;
use super::storage::{use_beside, use_storage};
use super::{Session, SessionDispatcher, files};
use crate::brand::use_brand;
use crate::embed::host::use_host;
use crate::facade;

#[derive(PartialEq, Properties)]
struct EarsProps {
    session: Rc<Session>,
    dispatcher: SessionDispatcher,
}

/// Listens to the keyboard, to files dropped, to the address, to scripts and to a page around this one, keeps the work, and
/// puts the brand's colours on the page; shows nothing.
pub fn ears(session: Rc<Session>, dispatcher: SessionDispatcher) -> Html {
    html! { <Ears {session} {dispatcher} /> }
}

#[component]
fn Ears(props: &EarsProps) -> Html {
    let EarsProps { session, dispatcher } = props;
    use_storage(session, dispatcher);
    use_beside(&session.beside, dispatcher);
    use_link(&session.scenario, dispatcher);
    use_shortcuts(dispatcher);
    files::use_drop(dispatcher);
    use_host(session, dispatcher);
    use_brand(&session.scenario.brand);
    use_effect_with((), |()| facade::install());
    Html::default()
}

//! The answer as files.

use yew::prelude::*;

use super::panel::PanelProps;
use crate::later;
use crate::state::Action;

/// The answer as files.
pub(super) fn export(props: PanelProps) -> Html {
    let PanelProps { session, editor, onclose, .. } = props;
    let onclick = Callback::from(move |_: MouseEvent| {
        let (editor, onclose) = (editor.clone(), onclose.clone());
        // What goes wrong is told on the page, under the dialog.
        let told = Callback::from(move |saved| {
            if let Err(notice) = saved {
                onclose.emit(());
                editor.dispatch(Action::Notify(notice));
            }
        });
        if let Some(later) = later::here() {
            (later.save_as_file)(&session.scenario, told);
        }
    });
    html! {
        <p>
            <button type="button" class="button" {onclick}>{ "Save as one file" }</button>
            { " The whole page with this scenario, to open from a disk, without a network." }
        </p>
    }
}

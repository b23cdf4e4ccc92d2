//! What to send and to paste: a link, a QR code, a sentence, the page inside others, and its brand.

mod brand;
mod copied;
mod frame;
mod link;
mod logo;
mod mail;
mod of_file;
mod qr;

use yew::prelude::*;

use super::panel::PanelProps;
use brand::BrandDesk;
use frame::Frame;
use link::Link;

/// A link, and the page inside others.
pub(super) fn share(props: PanelProps) -> Html {
    let PanelProps { session, reader, .. } = props;
    let scenario = session.scenario.clone();
    html! {
        <div class="share">
            <Link {session} reader={reader.clone()} />
            <Frame scenario={scenario.clone()} />
            <BrandDesk {scenario} {reader} />
        </div>
    }
}

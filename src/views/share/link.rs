use std::rc::Rc;

use funnel_engine::scenario::{Brand, Scenario, link};
use funnel_sentences::numbers::{Numbers, count, sentence};
use funnel_sentences::spoken::spoken;
use yew::prelude::*;

use super::super::reader::Reader;
use super::copied::Copied;
use super::mail::Mail;
use super::of_file::OfFile;
use super::qr::{MOST, Qr};
use crate::charts::Shared;
use crate::state::{Phase, Session, files, link as address};

/// Properties of [`Link`].
#[derive(PartialEq, Properties)]
pub(super) struct LinkProps {
    pub(super) session: Shared<Session>,
    pub(super) reader: Reader,
}

/// A scenario's link, as far as it fits into one.
#[derive(Clone, PartialEq)]
pub(super) enum Fits {
    /// Everything.
    Whole(String),
    /// Everything but the logo.
    NoLogo(String),
    /// It does not fit; the reason.
    No(String),
}

impl Fits {
    /// The fragment of a link.
    pub(super) fn of(scenario: &Scenario) -> Self {
        let problem = match link::encode(scenario) {
            Ok(fragment) => return Self::Whole(fragment),
            Err(problem) => problem,
        };
        if !scenario.brand.logo.is_empty() {
            let brand = Brand { logo: String::new(), ..scenario.brand.clone() };
            if let Ok(fragment) = link::encode(&Scenario { brand, ..scenario.clone() }) {
                return Self::NoLogo(fragment);
            }
        }
        Self::No(sentence(&problem.message))
    }

    /// The fragment, if there is one.
    pub(super) fn fragment(&self) -> Option<&str> {
        match self {
            Self::Whole(fragment) | Self::NoLogo(fragment) => Some(fragment),
            Self::No(_) => None,
        }
    }
}

/// The link, its QR code, and notes on them.
#[component]
pub(super) fn Link(props: &LinkProps) -> Html {
    let LinkProps { session, reader } = props;
    let made = use_memo(Rc::clone(&session.scenario), |scenario| {
        let fits = Fits::of(scenario);
        let code = fits.fragment().map(|fragment| code(scenario, fragment));
        (fits, code)
    });
    let (fits, code) = &*made;
    let run = &session.run;
    let answers = run.answers.as_ref().filter(|of| Rc::ptr_eq(of, &session.scenario) && run.phase == Phase::Settled);
    let said = answers.zip(run.report.as_ref()).map(|(scenario, report)| {
        let place = address::place();
        spoken(scenario, report, place.as_deref(), &**reader)
    });
    let said = match said {
        Some(said) => {
            html! { <Copied id="share-said" label="To say on the phone" text={said} button="Copy sentence" rows=7 /> }
        }
        None => html! { <p class="small">{ "What to say on the phone follows once the answer has settled." }</p> },
    };
    // A file's address would open nothing elsewhere, and reveal something about this machine.
    if address::place().is_none() {
        return html! { <OfFile session={session.clone()} text={fits.fragment().map(str::to_owned)} {said} /> };
    }
    let Some(fragment) = fits.fragment() else {
        let why = if let Fits::No(why) = fits { why.clone() } else { String::new() };
        return html! { <p class="share-refused" role="alert">{ why }</p> };
    };
    let oncopy = {
        let fragment = fragment.to_owned();
        Callback::from(move |()| address::show_link(&fragment))
    };
    let mail = answers.zip(run.report.clone()).map(|(scenario, report)| {
        let (scenario, report) = (Shared::from(Rc::clone(scenario)), Shared::from(report));
        html! { <Mail {scenario} {report} settled=true reader={reader.clone()} href={format!("{}#{fragment}", address::address())} /> }
    });
    html! {
        <section class="share-link" aria-label="Link">
            <p class="small">{ "All of the scenario is in the link, with its seed: who opens it sees the same numbers, and nothing is stored anywhere." }</p>
            <Copied id="share-url" label="Link" text={format!("{}#{fragment}", address::address())} button="Copy link" main=true {oncopy} />
            if matches!(fits, Fits::NoLogo(_)) {
                <p class="small">{ "The logo would have made it too long, and was left out." }</p>
            }
            <div class="share-more">
                { code.as_ref().map(|code| drawn(code, &**reader)).unwrap_or_default() }
                <div>{ for mail }{ said }</div>
            </div>
        </section>
    }
}

/// A QR code, and how much of the scenario is in it.
#[derive(Clone, PartialEq)]
struct Code {
    qr: Option<Qr>,
    bytes: usize,
    is_bare: bool,
    has_logo: bool,
}

/// The QR code of a link; if that is too long for one, of a link to the same figures without their sources.
fn code(scenario: &Scenario, fragment: &str) -> Code {
    let text = |fragment: &str| format!("{}#{fragment}", address::address());
    let (whole, has_logo) = (text(fragment), !scenario.brand.logo.is_empty());
    if let Some(qr) = Qr::of(&whole) {
        return Code { qr: Some(qr), bytes: whole.len(), is_bare: false, has_logo };
    }
    let bare = link::encode(&scenario.bare()).map_or(whole, |fragment| text(&fragment));
    Code { qr: Qr::of(&bare), bytes: bare.len(), is_bare: true, has_logo }
}

fn drawn(code: &Code, n: &dyn Numbers) -> Html {
    let Some(qr) = &code.qr else {
        let (bytes, most) = (count(n, code.bytes as f64), count(n, MOST as f64));
        let why = format!("Too long for a QR code: {bytes} characters even without sources, and {most} are the most.");
        return html! { <p class="small">{ why }</p> };
    };
    let onclick = {
        let file = qr.file();
        Callback::from(move |_: MouseEvent| files::save("funnel QR code.svg", "image/svg+xml", &file))
    };
    let (box_, side) = (format!("0 0 {0} {0}", qr.side), qr.side.to_string());
    html! {
        <figure class="qr">
            <svg class="qr-code" viewBox={box_} role="img" aria-label="QR code of the link" shape-rendering="crispEdges">
                <rect width={side.clone()} height={side} fill="#fff" />
                <path d={qr.path.clone()} fill="#000" />
            </svg>
            <figcaption class="small">
                if code.is_bare {
                    <p>{ if code.has_logo { "The same figures and numbers, without their sources and the logo, which do not fit a QR code." }
                        else { "The same figures and numbers, without their sources, which do not fit a QR code." } }</p>
                }
                <button type="button" class="button" {onclick}>{ "Save QR code" }</button>
            </figcaption>
        </figure>
    }
}

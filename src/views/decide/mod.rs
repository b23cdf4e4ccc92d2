//! What to do: views that rest on studies. Each begins its study once the reader comes near, and says how far it is.

mod curve;
mod drivers;
mod ladder;
mod learn;
mod mix;
mod outcome;

use funnel_engine::scenario::Scenario;
use yew::prelude::*;

use super::reader::Reader;
use crate::charts::Shared;
use crate::embed::shown::Shown;

/// What each of these views shows.
#[derive(Clone, PartialEq, Properties)]
pub struct DecideProps {
    pub(crate) scenario: Shared<Scenario>,
    /// Whether the answer has settled: only then further runs begin.
    pub(crate) settled: bool,
    pub(crate) reader: Reader,
}

/// The views, in the order in which they lead to a decision.
pub(crate) fn decide(props: DecideProps, shown: Shown) -> Html {
    let shows = |view| shown.shows(view);
    html! {
        <>
            if shows("help") {
                <ladder::Ladder ..props.clone() />
            }
            if shows("far") {
                <curve::Curve ..props.clone() />
            }
            if shows("mix") {
                <mix::Mix ..props.clone() />
            }
            if shows("takes") {
                <outcome::Outcome ..props.clone() />
            }
            if shows("drivers") {
                <drivers::Drivers ..props.clone() />
            }
            if shows("learn") {
                <learn::Learn ..props />
            }
        </>
    }
}

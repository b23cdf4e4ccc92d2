//! What to do: views that rest on studies. Each begins its study once the reader comes near, and says how far it is.

mod bars;
mod compare;
mod curve;
mod drivers;
mod ladder;
mod learn;
mod limits;
mod mix;
mod outcome;
mod regret;

use funnel_engine::scenario::Scenario;
use yew::prelude::*;

use super::reader::Reader;
use crate::charts::Shared;
use crate::embed::shown::Shown;
use crate::state::Beside;

/// What each of these views shows.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct DecideProps {
    pub(crate) scenario: Shared<Scenario>,
    /// Whether the answer has settled: only then further runs begin.
    pub(crate) settled: bool,
    pub(crate) reader: Reader,
    /// The scenarios kept to compare with.
    pub(crate) beside: Beside,
}

/// The views, in the order in which they lead to a decision.
pub(super) fn decide(props: DecideProps, shown: Shown) -> Html {
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
                <learn::Learn ..props.clone() />
            }
            if shows("compare") {
                <compare::Compare ..props.clone() />
            }
            if shows("regret") {
                <regret::Regret ..props />
            }
        </>
    }
}

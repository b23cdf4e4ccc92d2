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
use crate::state::Beside;

/// What each of these views shows.
#[derive(Clone, PartialEq, Properties)]
pub struct DecideProps {
    pub(crate) scenario: Shared<Scenario>,
    /// Whether the answer has settled: only then further runs begin.
    pub(crate) settled: bool,
    pub(crate) reader: Reader,
    /// The scenarios kept to compare with.
    pub(crate) beside: Beside,
}

/// The views, in the order in which they lead to a decision.
pub(crate) fn decide(props: DecideProps) -> Html {
    html! {
        <>
            <ladder::Ladder ..props.clone() />
            <curve::Curve ..props.clone() />
            <mix::Mix ..props.clone() />
            <outcome::Outcome ..props.clone() />
            <drivers::Drivers ..props.clone() />
            <learn::Learn ..props.clone() />
            <compare::Compare ..props.clone() />
            <regret::Regret ..props />
        </>
    }
}

//! What to do: views that rest on studies. Each starts its study once the reader comes near, and shows its progress.

mod bars;
pub(super) mod compare;
pub(super) mod curve;
pub(super) mod cut;
pub(super) mod drivers;
pub(super) mod extra;
pub(super) mod ladder;
pub(super) mod learn;
mod limits;
pub(super) mod mix;
pub(super) mod outcome;
pub(super) mod regret;

//! People in batches of replicates: who is where, how a group is split, when people arrive.
//!
//! This room knows random numbers and nothing of funnels: no stage, no lever, no money.

pub(crate) mod arrivals;
pub(crate) mod batch;
pub(crate) mod calendar;
pub(crate) mod index;
pub mod layers;
pub(crate) mod origin;
pub(crate) mod pick;
pub(crate) mod row;
pub(crate) mod split;
pub(crate) mod streams;

//! The funnel as it is without levers: channels bring people, cells of people pass stages, deals are won.
//!
//! This room knows people, inputs and the ledger. What a lever does to the funnel comes in through [`effects`] and
//! [`moved`].

pub(crate) mod carry_over;
pub(crate) mod cells;
pub(crate) mod channel;
pub(crate) mod deals;
pub(crate) mod effects;
pub(crate) mod moving;
pub(crate) mod opening;
pub(crate) mod rates;
pub(crate) mod slot;
pub(crate) mod state;

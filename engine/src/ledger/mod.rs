//! Where results are written down: flows of people, deals, money, weekly figures.
//!
//! This room knows people, but not how they move: it is told what happened, and adds it up.

pub(crate) mod costs;
pub(crate) mod flows;
pub(crate) mod left;
pub(crate) mod metric;
pub(crate) mod money;
pub(crate) mod outcome;
pub(crate) mod record;
pub(crate) mod sales;
pub(crate) mod settle;
pub(crate) mod timing;

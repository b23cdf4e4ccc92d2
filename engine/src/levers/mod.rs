//! Levers: what we could do otherwise, one file each.
//!
//! A lever knows people, inputs, the ledger and the funnel's cells, and no other lever (but that nurture asks how relevant
//! content is): what one lever says to another goes through [`signals`]. To add a lever, write its file and add it to the
//! two lists below.

pub(crate) mod attempts;
pub(crate) mod capture;
pub(crate) mod content;
pub(crate) mod customers;
pub(crate) mod definition;
pub(crate) mod hand_off;
pub(crate) mod information;
pub(crate) mod lever;
pub(crate) mod list;
pub(crate) mod nurture;
pub(crate) mod response;
pub(crate) mod schedule;
pub(crate) mod signals;
pub(crate) mod teams;
pub(crate) mod word_of_mouth;

use list::levers;

// Everything is done in this order: terms are applied, rates moved, weeks begun and ended. Content comes before
// nurture, because nurture uses what content adds; the rest of the order is arbitrary, but changing it changes the last
// bits of results.
levers! {
    teams: teams::Teams,
    capture: capture::Capture,
    definition: definition::Definition,
    hand_off: hand_off::HandOff,
    information: information::Information,
    attempts: attempts::Attempts,
    response: response::Response,
    word_of_mouth: word_of_mouth::WordOfMouth,
    content: content::Content,
    nurture: nurture::Nurture,
    customers: customers::Customers,
    schedule: schedule::Schedule,
}

//! “Put in your numbers”: a company in seven questions.

mod bar;
mod draft;
mod entry;
mod fields;
mod filling;
mod form;
mod left;
mod questions;
mod says;
mod spread;
#[cfg(test)]
mod tests;

pub(super) use bar::bar;
pub(super) use form::own;

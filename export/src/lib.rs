//! The answer as files: a presentation, a workbook, tables, and what they rest on. This crate makes only data, by pure
//! functions; the page hands it to the libraries that write the formats (`static/export.js`).

pub mod assumptions;
pub mod book;
pub mod check;
pub mod csv;
pub mod deck;
pub mod names;
pub mod slides;
pub mod xml;

#[cfg(test)]
mod laws;

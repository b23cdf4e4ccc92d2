//! The answer as files: a presentation, a workbook, tables, and what all of it rests on. Data only, made by pure functions;
//! the page hands it to the libraries that write the formats (`static/export.js`).

pub mod assumptions;
pub mod book;
pub mod check;
pub mod csv;
pub mod deck;
pub mod slides;
pub mod xml;

#[cfg(test)]
mod laws;

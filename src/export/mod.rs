//! The answer as files: pictures of charts, a presentation, a workbook. What is in them is data, made by pure functions;
//! `static/export.js` hands it to the libraries that write the formats.

pub mod assumptions;
pub mod book;
pub mod check;
pub mod deck;
pub mod kept;
pub mod maker;
pub mod picture;
pub mod slides;

#[cfg(test)]
mod laws;

//! The answer as files, as far as that takes a browser: pictures of charts, and the libraries that write Office formats. What is
//! in the files is data of `funnel-export`.

pub mod kept;
pub mod maker;
pub mod picture;

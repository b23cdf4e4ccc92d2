//! The answer as files, as far as this needs a browser: pictures of charts, and the libraries that write Office
//! formats. The contents of the files are data from `funnel-export`.

pub mod kept;
pub mod maker;
pub mod picture;

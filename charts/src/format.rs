//! How the numbers of a chart are written: as everywhere on the page.

pub use funnel_text::format::{Column, Digits, Frequency, MINUS, NOTHING, Unit, out_of, whole};
pub use funnel_text::{NumberStyle, Scale};

//! Spans of time in the reader's words.

pub use funnel_text::span::write as period;

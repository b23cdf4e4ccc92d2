//! Charts as pure functions: scales, ticks and marks turned into plain geometry, without a browser.
//!
//! Every layout takes data and a size in CSS pixels and returns positions, path strings and texts for exactly that
//! size. A narrow chart is laid out again, never scaled down, so no text is smaller than [`text::SMALL`]. Nothing here
//! panics, whatever the data: values that are not finite are left out, huge ones are limited to ±[`scale::LARGEST`],
//! and every resulting coordinate is finite.
//!
//! ```
//! use funnel_charts::{dots, format::NumberStyle};
//!
//! let style = NumberStyle::default();
//! let chart = dots::layout(&dots::Input {
//!     values: &[-2e5, 1e5, 3e5, 4e5],
//!     break_even: 0.0,
//!     losing: "1 loses money",
//!     even: "no difference",
//!     gaining: "3 pay for themselves",
//!     caption: "change in profit",
//!     width: 320.0,
//!     height: 200.0,
//!     style: &style,
//! });
//! assert_eq!((chart.below, chart.above), (1, 3));
//! assert!(chart.dots.iter().all(|dot| (dot.x < chart.break_even_x) == (dot.value < 0.0)));
//! ```

#![forbid(unsafe_code)]

pub mod axis;
pub mod format;
pub mod label;
mod list;
pub mod mark;
pub mod scale;
mod sheet;
pub mod text;

use list::charts;
pub use sheet::Sheet;

charts! {
    dots::Dots, "One dot for each of some equally likely futures.";
    band::Band, "A fan over weeks: P10, median, P90.";
    flow::Flow, "Money and people from spend to revenue.";
    bars::Bars, "Rows of figures beside each other.";
    curve::Curve, "A figure over the budget.";
    fit::Fit, "What was seen against what is taken.";
    spark::Spark, "The budget curve behind a slider.";
    replay::Replay, "Outcomes that come one at a time.";
}

#[cfg(test)]
mod laws;

//! A reader's own tables in, assumptions with their evidence out.
//!
//! There are four steps, each producing data that can be shown and changed before the next:
//!
//! 1. [`read()`]: the bytes of an export become a [`Table`] of texts, whatever its encoding and separators, with
//!    notes on what was recognised on the way; [`upright`] transposes a table that lies on its side.
//! 2. [`propose`]: what each column is, and what is uncertain about that: a [`Mapping`], kept for next month's
//!    export.
//! 3. [`learn`]: the tables, read by the mapping, become [`Evidence`]: rates, times, deal sizes and arrivals, each
//!    with its counts, and what the tables cannot say.
//! 4. [`apply()`]: a scenario whose assumptions are the reader's own where there is evidence, with a list of
//!    changes.
//!
//! [`backtest`] does the same for the past alone, and a [`Trial`] compares the engine's forecast from that with what
//! came.
//!
//! ```
//! use funnel_calibrate::{Options, apply, learn, propose, read};
//! let mut export = String::from("Deal ID;Created;Close date;Stage;Amount\n");
//! for deal in 0..120 {
//!     let (month, stage) = (deal % 11 + 1, if deal % 3 == 0 { "Won" } else { "Lost" });
//!     export += &format!("{deal};05.{month:02}.2023;20.{:02}.2023;{stage};1.000,00 €\n", month + 1);
//! }
//! let tables = [read(export.as_bytes(), &Options::default())?];
//! let mapping = propose(&tables);
//! let evidence = learn(&tables, &mapping);
//! assert_eq!(evidence.process[0].sentence, "40 of 120 closed, Jan–Dec 2023");
//! let blank = funnel_scenario::templates::load("blank").unwrap();
//! let applied = apply(&blank, &evidence, mapping.answers).unwrap();
//! assert_eq!(applied.scenario.stages[0].rate.source, "40 of 120 closed, Jan–Dec 2023");
//! # Ok::<(), funnel_calibrate::Refusal>(())
//! ```
//!
//! No browser, no clock, no files. The result does not depend on the order of rows, columns or files, to the last bit.

pub mod apply;
pub mod backtest;
pub mod column;
pub mod evidence;
pub mod found;
mod problem;
pub mod read;
pub mod shape;
pub mod stats;
pub mod trial;

pub use apply::{Applied, Change, apply};
pub use evidence::{Evidence, learn};
pub use found::Found;
pub use problem::{Ledger, Problem, Rule};
pub use read::{Options, Reader, Refusal, Table, read};
pub use shape::{Mapping, propose, propose_like, upright};
pub use trial::Trial;

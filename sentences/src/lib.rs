//! What is said: sentences and numbers as pure functions of the scenario and its report.
//!
//! Numbers before adjectives, shares as "41 of 50 futures", nothing rounded finer than its Monte Carlo error.

pub mod answer;
pub mod ask;
pub mod besides;
pub mod brand;
pub mod budget;
pub mod chances;
mod chosen;
pub mod claims;
pub mod compare;
pub mod curve;
pub mod cut;
pub mod differ;
pub mod drivers;
pub mod extra;
pub mod field;
pub mod finding;
pub mod flow;
pub mod holds;
pub mod hours;
pub mod in_short;
pub mod ladder;
pub mod learn;
pub mod levers;
pub mod metric;
pub mod mix;
pub mod numbers;
pub mod often;
pub mod outcome;
pub mod period;
pub mod price;
pub mod reality;
pub mod regret;
mod rivals;
pub mod season;
pub mod signs;
pub mod spoken;
pub mod steps;
pub mod target;
pub mod time;
pub mod trace;
pub mod verdict;

#[cfg(test)]
mod agree;

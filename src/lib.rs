//! The funnel simulator: a page that answers what a change in the lead-generation budget does to revenue.

pub mod app;
mod begin;
pub mod brand;
pub mod broken;
pub mod charts;
pub mod components;
pub mod edits;
pub mod embed;
pub mod export;
pub mod facade;
mod hooks;
pub mod imports;
pub mod locale;
pub mod single;
pub mod state;
pub mod timing;
pub mod views;
pub mod worker;

pub use begin::begin;

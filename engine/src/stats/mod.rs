//! Descriptive statistics with their standard errors. This module knows nothing of funnels.
//!
//! Means, quantiles and chances come with the Monte Carlo error of the sample from which they were computed, so that a
//! page can say how precise a figure is and when to stop.

pub mod covariance;
pub mod dots;
pub(crate) mod key;
pub mod least_squares;
pub mod moments;
pub mod order;
pub mod proportion;
pub mod quantile;
pub mod ratio;
pub mod roc;
pub mod sobol;
pub mod spline;
pub mod voi;

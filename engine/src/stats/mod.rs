//! Descriptive statistics with their standard errors. Knows nothing of funnels.

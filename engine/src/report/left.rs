//! What is unfinished when a run ends.

use serde::{Deserialize, Serialize};

/// What is unfinished after the last week in which people move, as means per replicate. None of it is in any other
/// figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Left {
    /// People waiting in a stage, in a team's queue or for their delay to pass.
    pub in_stages: f64,
    /// People in nurture.
    pub in_nurture: f64,
    /// Customers, who may go on renewing; 0 where customers are not followed.
    pub customers: f64,
    /// Inquiries that carry-over and lead times have yet to bring.
    pub inquiries: f64,
}

impl Left {
    /// Its figures, each with its name in the JSON report.
    #[must_use]
    pub fn figures(&self) -> [(&'static str, f64); 4] {
        [
            ("in_stages", self.in_stages),
            ("in_nurture", self.in_nurture),
            ("customers", self.customers),
            ("inquiries", self.inquiries),
        ]
    }
}

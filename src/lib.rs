//! The funnel simulator: a page that answers what a change of the lead-generation budget does to revenue.

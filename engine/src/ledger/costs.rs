//! Costs incurred whoever comes, and how they are allotted to those who do.

/// How a cost that is incurred anyway is allotted to people.
///
/// Costs are listed in this order, so that their sums do not depend on the order of the levers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Allotted {
    /// By the hours worked for them in these stages.
    Hours(Vec<usize>),
    /// To those taken into nurture.
    Nurtured,
    /// To those who enter a stage.
    Entered(usize),
}

impl Allotted {
    /// The rank of its kind in the list of costs.
    pub(crate) fn rank(&self) -> u8 {
        match self {
            Self::Hours(_) => 0,
            Self::Nurtured => 1,
            Self::Entered(_) => 2,
        }
    }
}

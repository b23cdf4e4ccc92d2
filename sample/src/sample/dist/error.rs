use core::fmt;

/// Which condition a distribution's parameters violate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DistError {
    /// Every parameter must be a finite number.
    NotFinite,
    /// The parameters must increase: `min ≤ mode ≤ max` with `min < max`, `P10 < P90`.
    NotIncreasing,
    /// The parameter must be above zero: a median, a lognormal's P10, a beta's shapes.
    NotPositive,
    /// A spread must not be below zero.
    NegativeSpread,
    /// The parameter must lie strictly between 0 and 1: a logit-normal's P10 and P90.
    OutsideUnit,
    /// A beta's shapes must lie between 0.01 and 1e9: outside, it is a coin or a fixed value.
    ShapeOutOfRange,
    /// A list must not be empty.
    Empty,
    /// The mean, the standard deviation or a far quantile is too large for a float.
    Overflow,
}

impl fmt::Display for DistError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotFinite => "must be a finite number",
            Self::NotIncreasing => "the values must increase",
            Self::NotPositive => "must be above zero",
            Self::NegativeSpread => "a spread must not be below zero",
            Self::OutsideUnit => "must lie between 0 and 1, without them",
            Self::ShapeOutOfRange => "a beta's shapes must lie between 0.01 and 1e9",
            Self::Empty => "the list must not be empty",
            Self::Overflow => "too wide: its values overflow",
        })
    }
}

impl core::error::Error for DistError {}

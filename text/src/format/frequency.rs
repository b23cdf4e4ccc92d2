//! How often something happens, in a form that may be put in words: what is nearly certain is not certain.

/// A chance, counted in equal steps: per cent, or futures out of fifty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frequency {
    /// In no run at all.
    Never,
    /// In some runs, but in less than half a step.
    Hardly,
    /// In this many steps, at least one and not all.
    Times(u32),
    /// In all but less than half a step.
    Nearly,
    /// In every run.
    Always,
    /// NaN: nothing was counted.
    Unknown,
}

impl Frequency {
    /// The chance `p` in whole steps. Only 0 is [`Frequency::Never`] and only 1 is [`Frequency::Always`]; what rounds
    /// to either end without being there is reported as near it.
    ///
    /// ```
    /// use funnel_text::format::Frequency;
    /// assert_eq!(Frequency::of(0.82, 50), Frequency::Times(41));
    /// assert_eq!(Frequency::of(0.997, 100), Frequency::Nearly);
    /// assert_eq!(Frequency::of(1.0, 100), Frequency::Always);
    /// ```
    #[must_use]
    pub fn of(p: f64, steps: u32) -> Self {
        if p.is_nan() {
            return Self::Unknown;
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within 0..=steps")]
        let times = (p.clamp(0.0, 1.0) * f64::from(steps)).round() as u32;
        Self::counted(times, steps, p)
    }

    /// A number of steps shown by a chart, with the chance behind it: the sentence agrees with the chart, but never
    /// says none or all unless that is true of every run.
    #[must_use]
    pub fn counted(times: u32, steps: u32, p: f64) -> Self {
        match times {
            _ if p >= 1.0 => Self::Always,
            _ if p <= 0.0 => Self::Never,
            0 => Self::Hardly,
            k if k >= steps => Self::Nearly,
            k => Self::Times(k),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_the_ends_are_certain() {
        use Frequency::*;
        for (p, in_hundred, in_fifty) in [
            (0.0, Never, Never),
            (1e-300, Hardly, Hardly),
            (0.004_9, Hardly, Hardly),
            (0.006, Times(1), Hardly),
            (0.5, Times(50), Times(25)),
            (0.994, Times(99), Nearly),
            (0.997, Nearly, Nearly),
            (1.0 - f64::EPSILON, Nearly, Nearly),
            (1.0, Always, Always),
            (f64::NAN, Unknown, Unknown),
        ] {
            assert_eq!((Frequency::of(p, 100), Frequency::of(p, 50)), (in_hundred, in_fifty), "{p}");
        }
    }

    proptest! {
        #[test]
        fn what_may_happen_is_never_all_or_none(p in 1e-12..1.0, steps in 1_u32..2_000) {
            match Frequency::of(p, steps) {
                Frequency::Times(k) => {
                    prop_assert!(k > 0 && k < steps);
                    prop_assert!((f64::from(k) / f64::from(steps) - p).abs() <= 0.500_001 / f64::from(steps));
                }
                Frequency::Hardly => prop_assert!(p * f64::from(steps) <= 0.500_001),
                Frequency::Nearly => prop_assert!((1.0 - p) * f64::from(steps) <= 0.500_001),
                other => prop_assert!(false, "{other:?}"),
            }
        }
    }
}

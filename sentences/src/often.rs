//! How often, in words. Nearly certain is not certain: what happened in all but a few of the runs is "more than 99%" or
//! "nearly all of 50 futures", never 100 % or "all". What happened in every run is described as just that, as the next
//! run may be different.

use funnel_engine::report::{Chance, Comparison};
use funnel_text::format::Frequency;

use super::numbers::{NONE, Numbers, count};

/// Number of futures in a sentence, as in the answer's dots.
pub const FUTURES: u32 = 50;

/// The heading, for people, of a column of figures below which this share of futures lies: in plain words, with the
/// term. Files for programs have the term alone.
///
/// ```
/// use funnel_sentences::often::quantile;
/// assert_eq!([10, 50, 90].map(quantile), ["1 in 10 below (P10)", "median (P50)", "1 in 10 above (P90)"]);
/// assert_eq!([5, 25, 75, 95].map(quantile)[0], "1 in 20 below (P5)");
/// ```
#[must_use]
pub const fn quantile(per_cent: u32) -> &'static str {
    match per_cent {
        5 => "1 in 20 below (P5)",
        10 => "1 in 10 below (P10)",
        25 => "1 in 4 below (P25)",
        75 => "1 in 4 above (P75)",
        90 => "1 in 10 above (P90)",
        95 => "1 in 20 above (P95)",
        _ => "median (P50)",
    }
}

/// A chance counted over runs: `82%`, `more than 99%`, `every future`.
#[must_use]
pub fn chance(n: &dyn Numbers, p: f64) -> String {
    match Frequency::of(p, 100) {
        Frequency::Never => "no future".to_owned(),
        Frequency::Always => "every future".to_owned(),
        _ => portion(n, p, 0),
    }
}

/// The same after "of": `82% of futures`, `every one of the futures`.
#[must_use]
pub fn of_futures(n: &dyn Numbers, p: f64) -> String {
    match Frequency::of(p, 100) {
        Frequency::Never => "none of the futures simulated".to_owned(),
        Frequency::Always => "every future simulated".to_owned(),
        _ => format!("{} of futures", portion(n, p, 0)),
    }
}

/// A share of people, hours or variance, which may well be all: `82%`, `more than 99%`, and `100%` where nothing is
/// left out.
#[must_use]
pub fn portion(n: &dyn Numbers, p: f64, decimals: u32) -> String {
    let steps = 10_u32.pow(2 + decimals.min(4));
    let one = 1.0 / f64::from(steps);
    match Frequency::of(p, steps) {
        Frequency::Unknown => NONE.to_owned(),
        Frequency::Never => n.percent(0.0, 0),
        Frequency::Always => n.percent(1.0, 0),
        Frequency::Hardly => format!("less than {}", n.percent(one, decimals)),
        Frequency::Nearly => format!("more than {}", n.percent(1.0 - one, decimals)),
        Frequency::Times(k) => n.percent(f64::from(k) * one, decimals),
    }
}

/// A chance that somebody wants, as given: `80%`, `99.5%`.
#[must_use]
pub fn wanted(n: &dyn Numbers, p: f64) -> String {
    let exact = |decimals: i32| {
        let scaled = p * 10_f64.powi(2 + decimals);
        (scaled - scaled.round()).abs() < 1e-6
    };
    n.percent(p, (0..4).find(|d| exact(*d)).unwrap_or(4).unsigned_abs())
}

/// A number of futures as shown by the dots, with the chance behind it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Often {
    how: Frequency,
    of: u32,
    runs: u32,
}

impl Often {
    /// A chance among this many runs; 0 if their number is not known.
    #[must_use]
    pub fn new(p: f64, runs: u32) -> Self {
        Self { how: Frequency::of(p, FUTURES), of: FUTURES, runs }
    }

    /// This many dots marked, for this chance.
    #[must_use]
    pub fn dots(dots: usize, of: usize, p: f64, runs: u32) -> Self {
        let whole = |x: usize| u32::try_from(x).unwrap_or(u32::MAX);
        Self { how: Frequency::counted(whole(dots), whole(of), p), of: whole(of), runs }
    }

    /// This many dots, where the chance behind them is not known.
    #[must_use]
    pub fn shown(dots: usize, of: usize) -> Self {
        Self::dots(dots, of, dots as f64 / of.max(1) as f64, 0)
    }

    /// Whether it happens in less than half of them.
    #[must_use]
    pub fn is_rare(&self) -> bool {
        match self.how {
            Frequency::Never | Frequency::Hardly => true,
            Frequency::Times(k) => 2 * k < self.of,
            _ => false,
        }
    }

    /// Whether it never happened, or so rarely that no dot shows it.
    #[must_use]
    pub fn is_hardly(&self) -> bool {
        matches!(self.how, Frequency::Never | Frequency::Hardly)
    }

    /// Whether it never happened.
    #[must_use]
    pub fn is_never(&self) -> bool {
        self.how == Frequency::Never
    }

    /// `41 of 50 futures`, `nearly all of 50 futures`, `every one of 24,064 futures`; things other than futures by
    /// their own name.
    #[must_use]
    pub fn of(&self, what: &str, n: &dyn Numbers) -> String {
        let of = self.of;
        // Nobody says "every one of 1 futures".
        let runs = match self.runs {
            0 | 1 => format!("the {what} simulated"),
            runs => format!("{} {what}", count(n, f64::from(runs))),
        };
        match self.how {
            Frequency::Never => format!("none of {runs}"),
            Frequency::Hardly => format!("hardly any of {of} {what}"),
            Frequency::Times(k) => format!("{k} of {of} {what}"),
            Frequency::Nearly => format!("nearly all of {of} {what}"),
            Frequency::Always => format!("every one of {runs}"),
            Frequency::Unknown => format!("{NONE} of {of} {what}"),
        }
    }

    /// `41 of 50 futures` and the like.
    #[must_use]
    pub fn in_futures(&self, n: &dyn Numbers) -> String {
        self.of("futures", n)
    }

    /// The same where there is no room: `41 of 50`, `nearly all`, `every future`.
    #[must_use]
    pub fn short(&self) -> String {
        match self.how {
            Frequency::Never => "no future".to_owned(),
            Frequency::Hardly => "hardly any".to_owned(),
            Frequency::Times(k) => format!("{k} of {}", self.of),
            Frequency::Nearly => "nearly all".to_owned(),
            Frequency::Always => "every future".to_owned(),
            Frequency::Unknown => NONE.to_owned(),
        }
    }

    /// For the beginning of a phrase about the futures: `41`, `hardly any`, `nearly all`, `none`, `all`; and whether a
    /// verb after it is singular.
    #[must_use]
    pub fn head(&self) -> (String, bool) {
        match self.how {
            Frequency::Never => ("none".to_owned(), false),
            Frequency::Hardly => ("hardly any".to_owned(), false),
            Frequency::Times(k) => (k.to_string(), k == 1),
            Frequency::Nearly => ("nearly all".to_owned(), false),
            Frequency::Always => ("all".to_owned(), false),
            Frequency::Unknown => (NONE.to_owned(), false),
        }
    }
}

/// In how many futures a plan leaves more profit than today within the horizon, as shown by the dots.
#[must_use]
pub fn pays_back(c: &Comparison, runs: u32) -> Often {
    let above = c.dots.iter().filter(|x| **x > 0.0).count();
    Often::dots(above, c.dots.len(), c.pays_back.value, runs)
}

/// The same with what lands after the horizon; there are no dots for it.
#[must_use]
pub fn pays_back_after(c: &Comparison, runs: u32) -> Often {
    Often::new(c.pays_back_after.value, runs)
}

/// Whether two chances lie on different sides of one half, each by more than its error.
#[must_use]
pub fn straddle(a: &Chance, b: &Chance) -> bool {
    let side = |c: &Chance| match c {
        c if c.low > 0.5 => 1,
        c if c.high < 0.5 => -1,
        _ => 0,
    };
    side(a) * side(b) < 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use funnel_engine::stats::{dots, quantile::Sorted};
    use funnel_text::NumberStyle;
    use proptest::prelude::*;

    #[test]
    fn near_certain_is_not_certain() {
        let n = NumberStyle::default();
        for (p, large, small, sentence, short) in [
            (0.0, "no future", "0%", "none of 24,064 futures", "no future"),
            (0.003, "less than 1%", "0.3%", "hardly any of 50 futures", "hardly any"),
            (0.04, "4%", "4.0%", "2 of 50 futures", "2 of 50"),
            (0.82, "82%", "82.0%", "41 of 50 futures", "41 of 50"),
            (0.997, "more than 99%", "99.7%", "nearly all of 50 futures", "nearly all"),
            (0.9999, "more than 99%", "more than 99.9%", "nearly all of 50 futures", "nearly all"),
            (1.0, "every future", "100%", "every one of 24,064 futures", "every future"),
        ] {
            let often = Often::new(p, 24_064);
            assert_eq!(
                (
                    chance(&n, p).as_str(),
                    portion(&n, p, 1).as_str(),
                    often.in_futures(&n).as_str(),
                    often.short().as_str()
                ),
                (large, small, sentence, short)
            );
        }
        assert_eq!(Often::new(1.0, 1).in_futures(&n), "every one of the futures simulated");
        assert_eq!(of_futures(&n, 0.2), "20% of futures");
        assert_eq!(of_futures(&n, 1.0), "every future simulated");
        assert_eq!(chance(&n, f64::NAN), "–");
        assert_eq!([0.8, 0.995, 0.999_9].map(|p| wanted(&n, p)), ["80%", "99.5%", "99.99%"]);
    }

    proptest! {
        /// Whatever may or may not happen, no text says that it never or always does.
        #[test]
        fn no_text_of_a_chance_says_all_or_none(p in prop_oneof![1e-9..1.0_f64, 1e-9..0.02_f64, 0.98..0.999_999_999_f64]) {
            let n = NumberStyle::default();
            let often = Often::new(p, 24_064);
            let texts =
                [chance(&n, p), of_futures(&n, p), portion(&n, p, 0), portion(&n, p, 1), often.in_futures(&n), often.short(), often.head().0];
            for text in texts {
                let words: Vec<&str> = text.split(' ').collect();
                prop_assert!(!text.starts_with("0%") && !text.contains("100%") && !text.starts_with("0 of"), "{text}");
                prop_assert!(!words.contains(&"none") && !words.contains(&"every") && !words.contains(&"no"), "{text}");
                prop_assert!(!text.starts_with("all") && !text.starts_with("50 of 50"), "{text}");
            }
        }

        /// The sentence agrees with the dots, whatever the futures.
        #[test]
        fn dots_and_sentence_agree(values in prop::collection::vec(-1.0..1.0_f64, 1..400), shift in -1.2..1.2_f64) {
            let values: Vec<f64> = values.into_iter().map(|x| x + shift).collect();
            let above = values.iter().filter(|x| **x > 0.0).count();
            let p = above as f64 / values.len() as f64;
            let all = dots::quantiles(&Sorted::new(values), FUTURES);
            let shown = all.iter().filter(|x| **x > 0.0).count();
            let said = Often::dots(shown, all.len(), p, 400).short();
            match shown {
                _ if p >= 1.0 => prop_assert_eq!(said, "every future"),
                _ if p <= 0.0 => prop_assert_eq!(said, "no future"),
                0 => prop_assert_eq!(said, "hardly any"),
                50 => prop_assert_eq!(said, "nearly all"),
                k => prop_assert_eq!(said, format!("{k} of 50")),
            }
        }
    }
}

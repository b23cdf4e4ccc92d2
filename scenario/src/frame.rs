//! Time, and what moves all inquiries together.

use serde::{Deserialize, Serialize};

use super::is_default;

/// How long the simulation lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Frame {
    /// Weeks in which money is spent and results count, 1 to 260.
    pub horizon_weeks: u32,
    /// Most weeks simulated after the horizon, without spend, to let the pipeline clear; 0 to 260. People stop moving
    /// sooner if the delays allow it, and the report says what is then unfinished. Recognised revenue is booked to its
    /// end.
    pub run_off_weeks: u32,
}

impl Default for Frame {
    fn default() -> Self {
        Self { horizon_weeks: 52, run_off_weeks: 52 }
    }
}

/// Season and market, acting on the inquiries that come without spend.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Market {
    /// Multipliers in order, from the first week of the run on, repeated when they end; empty for no season. They are
    /// taken as they are, whatever their mean: inquiries without spend are as typed where the multiplier is 1.
    #[serde(skip_serializing_if = "is_default")]
    pub season: Vec<f64>,
    /// What each multiplier stands for.
    #[serde(skip_serializing_if = "is_default")]
    pub season_unit: SeasonUnit,
    /// Standard deviation of the logarithm of organic demand that the market factor explains. The market multiplies
    /// organic demand by e^{σM − σ²/2}, whose mean is 1.
    #[serde(skip_serializing_if = "is_default")]
    pub sigma: f64,
}

/// Weeks of a year, for seasons and quarters.
pub const YEAR: usize = 52;

/// What one multiplier of a season stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SeasonUnit {
    /// A week. 52 of them are a year; fewer or more are repeated as they are.
    #[default]
    Weeks,
    /// A month, a twelfth of 52 weeks; there are twelve. A week that lies in two months has their mean, weighted by its
    /// part in each.
    Months,
    /// A quarter of 13 weeks; there are four.
    Quarters,
}

impl SeasonUnit {
    /// How many of them make a season, where that is fixed.
    #[must_use]
    pub const fn a_year(self) -> Option<usize> {
        match self {
            Self::Weeks => None,
            Self::Months => Some(12),
            Self::Quarters => Some(4),
        }
    }
}

impl Market {
    /// The season's factor in a week of the run, counted from 0.
    ///
    /// ```
    /// use funnel_scenario::{Market, SeasonUnit};
    /// let season = (1..=12).map(f64::from).collect();
    /// let months = Market { season, season_unit: SeasonUnit::Months, ..Market::default() };
    /// assert_eq!(months.season_in(3), 1.0);
    /// // January ends after 4 ⅓ weeks: the fifth is a third in it, two thirds in February.
    /// assert!((months.season_in(4) - (1.0 + 2.0 * 2.0) / 3.0).abs() < 1e-15);
    /// assert_eq!(months.season_in(52 + 51), 12.0);
    /// ```
    #[must_use]
    pub fn season_in(&self, week: usize) -> f64 {
        let n = self.season.len();
        let at = |i: usize| self.season.get(i).copied().unwrap_or(1.0);
        if n == 0 {
            return 1.0;
        }
        if self.season_unit == SeasonUnit::Weeks {
            return at(week % n);
        }
        // In units of a week's n-th part: each of the n entries covers as many as the year has weeks.
        let (begins, ends) = (week % YEAR * n, (week % YEAR + 1) * n);
        let (first, last) = (begins / YEAR, (ends - 1) / YEAR);
        if first == last {
            return at(first);
        }
        #[expect(clippy::cast_precision_loss, reason = "a few hundred at most")]
        let [before, after, all] = [last * YEAR - begins, ends - last * YEAR, n].map(|parts| parts as f64);
        (before * at(first) + after * at(last)) / all
    }

    /// The season's mean factor over the first weeks of the run; 1 without a season.
    #[must_use]
    pub fn season_over(&self, weeks: usize) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "weeks are few")]
        let mean = (0..weeks).map(|week| self.season_in(week)).sum::<f64>() / weeks.max(1) as f64;
        if weeks == 0 { 1.0 } else { mean }
    }
}

/// Inputs that are uncertain together: a Gaussian copula with one correlation for every pair.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Group {
    /// Name by which inputs refer to it.
    pub id: String,
    /// Correlation of each pair on the normal scale, 0 to 1. At 1, inputs with the same distribution are the same
    /// number.
    pub correlation: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each entry covers its part of the year: the integral is computed in another way, from 12 parts of each week
    /// taken one by one. Whole years have the mean of the entries.
    #[test]
    fn months_and_quarters_divide_the_year() {
        for (unit, n) in [(SeasonUnit::Months, 12), (SeasonUnit::Quarters, 4)] {
            // No two alike, and none the mean of others.
            let season: Vec<f64> = (0..n).map(|i| 0.5 + f64::from(i * i % 7) * 0.31).collect();
            let mean = season.iter().sum::<f64>() / f64::from(n);
            let market = Market { season, season_unit: unit, sigma: 0.0 };
            for week in 0..300_usize {
                let parts = (0..12).map(|part| (week * 12 + part) % (52 * 12) * n as usize / (52 * 12));
                let exact = parts.map(|entry| market.season[entry]).sum::<f64>() / 12.0;
                assert!((market.season_in(week) - exact).abs() < 1e-14, "{unit:?} {week}");
            }
            for years in 1..4 {
                assert!((market.season_over(52 * years) - mean).abs() < 1e-13, "{unit:?}, {years} years");
            }
        }
    }

    #[test]
    fn weeks_are_repeated_as_they_are() {
        let market = Market { season: vec![1.0, 0.0, 2.0], ..Market::default() };
        assert_eq!([0, 1, 2, 3, 7].map(|week| market.season_in(week)), [1.0, 0.0, 2.0, 1.0, 0.0]);
        assert_eq!((Market::default().season_in(9), Market::default().season_over(0)), (1.0, 1.0));
    }
}

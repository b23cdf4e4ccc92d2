//! What would have been forecast then, compared with what came: everything after a day is hidden, the rest is
//! calibrated, simulated by whoever has the engine, and compared.

use funnel_scenario::{Frame, Problem, Scenario};
use serde::{Deserialize, Serialize};

use crate::column::date::Day;
use crate::evidence::{History, learn_from};
use crate::shape::{Answers, Outcome};
use crate::{Applied, apply};

/// Furthest look ahead, in weeks.
const AHEAD: i32 = 26;
/// Weeks that must be known after the day.
const LEAST: i32 = 4;
/// Weeks of history before the first day proposed.
const KNOWN: i32 = 13;
/// Of so many outcomes, one may be without a date.
const UNDATED: usize = 20;
/// Most days proposed.
const MOST: usize = 6;

/// A forecast to be made: the scenario as it would have been calibrated on a day, and what came afterwards.
#[derive(Clone, Debug, PartialEq)]
pub struct Hindcast {
    /// The day after which everything is hidden.
    pub on: Day,
    /// Whole weeks known after it, at most 26; also the scenario's horizon.
    pub weeks: u32,
    /// What was known on that day.
    pub scenario: Scenario,
    /// What came, week by week.
    pub came: Came,
}

/// What came after a day, by week.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Came {
    /// Leads or deals that began.
    pub inquiries: Vec<f64>,
    /// Deals won.
    pub won: Vec<f64>,
    /// What they are worth; empty where no deal won before the day had an amount.
    pub revenue: Vec<f64>,
}

/// Why there can be no forecast from a day.
#[derive(Clone, Debug, PartialEq)]
pub enum Unknown {
    /// There are no rows of deals.
    NoDeals,
    /// Fewer than four weeks are known after it.
    TooLate,
    /// Too little is known before it: what is missing.
    TooEarly(Missing),
    /// Outcomes without a date: nobody can say which of them were known on a day.
    Undated(usize),
    /// The scenario would be invalid.
    Invalid(Vec<Problem>),
}

/// What is missing before a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Four weeks of arrivals.
    Weeks,
    /// A deal won.
    Won,
}

impl std::fmt::Display for Unknown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoDeals => write!(f, "no table has a row for each lead or deal"),
            Self::TooLate => write!(f, "less than four weeks are known after this day"),
            Self::TooEarly(Missing::Weeks) => {
                write!(f, "too little is known before this day: four weeks of arrivals are needed")
            }
            Self::TooEarly(Missing::Won) => {
                write!(f, "too little is known before this day: no deal had got through every stage")
            }
            Self::Undated(count) => {
                let outcomes = crate::evidence::say::so_many(*count, "outcome");
                write!(f, "{outcomes} without a date: what was known on this day cannot be told")
            }
            Self::Invalid(problems) => write!(f, "{}", problems.first().map_or(String::new(), ToString::to_string)),
        }
    }
}

impl std::error::Error for Unknown {}

/// Suitable days: the first days of quarters with enough known before and after them, or of months where the history is
/// short; at most the last six.
#[must_use]
pub fn days(history: &History) -> Vec<Day> {
    let Some(deals) = &history.deals else { return Vec::new() };
    let Some(first) = deals.rows.iter().map(|deal| deal.begins).min() else { return Vec::new() };
    let (from, to) = (first.0 + 7 * KNOWN, deals.as_of.0 - 7 * LEAST);
    let firsts: Vec<Day> = (from..=to).map(Day).filter(|day| day.date().day() == 1).collect();
    let quarters: Vec<Day> = firsts.iter().copied().filter(|day| day.date().month() % 3 == 1).collect();
    let all = if quarters.len() < 3 { firsts } else { quarters };
    all.get(all.len().saturating_sub(MOST)..).unwrap_or_default().to_vec()
}

/// Hides what came after a day, and calibrates on the rest.
///
/// Money is left out: people who come are counted, whatever brought them.
///
/// # Errors
///
/// Why there is no forecast.
pub fn hindcast(history: &History, on: Day) -> Result<Hindcast, Unknown> {
    let deals = history.deals.as_ref().ok_or(Unknown::NoDeals)?;
    let weeks = ((deals.as_of.0 - on.0) / 7).min(AHEAD);
    if weeks < LEAST {
        return Err(Unknown::TooLate);
    }
    let evidence = learn_from(&history.as_known_on(on));
    let outcomes = deals.rows.iter().filter(|deal| deal.outcome != Outcome::Open);
    let undated = outcomes.clone().filter(|deal| deal.closed().is_none()).count();
    if undated * UNDATED > outcomes.count() {
        return Err(Unknown::Undated(undated));
    }
    if evidence.channels.is_empty() {
        return Err(Unknown::TooEarly(Missing::Weeks));
    }
    if evidence.process.is_empty() || evidence.process.iter().any(|stage| stage.passed == 0) {
        return Err(Unknown::TooEarly(Missing::Won));
    }
    let weeks = weeks.unsigned_abs();
    let frame = Frame { horizon_weeks: weeks, run_off_weeks: 0 };
    let bare = Scenario { name: format!("As of {}", on.iso()), frame, ..Scenario::default() };
    let Applied { scenario, .. } = apply(&bare, &evidence, Answers::default()).map_err(Unknown::Invalid)?;
    let n = weeks as usize;
    // Without amounts, who comes and who is won can still be compared.
    let revenue = if evidence.sizes.is_some() { vec![0.0; n] } else { Vec::new() };
    let mut came = Came { inquiries: vec![0.0; n], won: vec![0.0; n], revenue };
    // The rows are sorted, so sums of money are always added in the same order.
    for deal in &deals.rows {
        let at = |day: Day| usize::try_from((day.0 - on.0 - 1).div_euclid(7)).ok();
        if let Some(count) = at(deal.begins).and_then(|week| came.inquiries.get_mut(week)) {
            *count += 1.0;
        }
        let Some(won) = deal.closed().filter(|_| deal.outcome == Outcome::Won).and_then(at) else { continue };
        if let Some(count) = came.won.get_mut(won) {
            *count += 1.0;
        }
        if let Some(sum) = came.revenue.get_mut(won) {
            *sum += deal.amount.filter(|x| *x > 0.0).unwrap_or(0.0);
        }
    }
    Ok(Hindcast { on, weeks, scenario, came })
}

/// One figure that was forecast, and what it turned out to be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// The day after which everything was hidden.
    pub on: Day,
    /// Weeks ahead.
    pub weeks: u32,
    /// What was forecast.
    pub what: String,
    /// The forecast's P10.
    pub p10: f64,
    /// The forecast's median.
    pub p50: f64,
    /// The forecast's P90.
    pub p90: f64,
    /// What came.
    pub came: f64,
    /// Share of the futures that lie below what came.
    pub rank: f64,
}

impl Verdict {
    /// Judges what came by the simulated futures.
    #[must_use]
    pub fn judge(hindcast: &Hindcast, what: &str, futures: Vec<f64>, came: f64) -> Option<Self> {
        let sorted = crate::stats::quantile::sorted(futures);
        let at = |p| crate::stats::quantile::quantile(&sorted, p);
        let below = sorted.partition_point(|x| *x < came);
        let same = sorted.partition_point(|x| *x <= came) - below;
        let n = crate::stats::real(sorted.len());
        let rank = (crate::stats::real(below) + crate::stats::real(same) / 2.0) / n;
        let Hindcast { on, weeks, .. } = hindcast;
        Some(Self {
            on: *on,
            weeks: *weeks,
            what: what.to_owned(),
            p10: at(0.1)?,
            p50: at(0.5)?,
            p90: at(0.9)?,
            came,
            rank,
        })
    }

    /// Whether it came within the forecast interval, which should hold eight times in ten.
    #[must_use]
    pub fn held(&self) -> bool {
        (self.p10..=self.p90).contains(&self.came)
    }
}

/// All verdicts in a sentence: "Of 12 forecasts at 80 %, 10 held."
#[must_use]
pub fn summary(verdicts: &[Verdict]) -> String {
    let held = verdicts.iter().filter(|verdict| verdict.held()).count();
    format!("Of {} forecasts at 80 %, {held} held.", verdicts.len())
}

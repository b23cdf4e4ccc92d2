//! How long customers stay.

use serde::{Deserialize, Serialize};

use super::{last_day, say};
use crate::column::date::Day;
use crate::problem::{Ledger, Rule};
use crate::read::Table;
use crate::shape::{Mapping, Role, Source};
use crate::stats::sbg::{Cohort, Sbg};
use crate::stats::{quantile, real};

/// Contract periods: weeks as the model counts them, and days.
const PERIODS: [(u32, f64); 4] = [(52, 365.25), (26, 182.6), (13, 91.3), (4, 30.44)];
/// A departure within this share of a period counts as at its end.
const NEAR: f64 = 0.12;

/// Retention.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Retention {
    /// Weeks from one renewal to the next.
    pub renewal_weeks: u32,
    /// Customers in the table.
    pub customers: usize,
    /// How many of them have left.
    pub gone: usize,
    /// How many of them were still customers on the day of the export.
    pub there: usize,
    /// After each number of renewals: the share still there, of those who could have made them, and how many could.
    pub seen: Vec<(f64, usize)>,
    /// The same for the fitted curve.
    pub fitted: Vec<f64>,
    /// The shifted beta-geometric.
    pub sbg: Option<Sbg>,
    /// What a present customer pays from one renewal to the next, where the table gives it.
    pub value: Option<f64>,
    /// The evidence for that in a sentence.
    #[serde(default)]
    pub value_sentence: String,
    /// Customers whose end is still to come.
    #[serde(default)]
    pub running: usize,
    /// The day of the export: the last on which a customer began, or anything happened in another table.
    #[serde(default)]
    pub as_of: Day,
    /// The evidence in a sentence.
    pub sentence: String,
}

/// A customer: begin, end, and what is paid.
type Life = (Day, Option<Day>, Option<f64>);

/// Learned from tables of customers; `None` without any. `others` is the day of the export by other tables.
#[must_use]
pub(crate) fn learn(
    mapping: &Mapping,
    of: &[(&Source, &Table)],
    others: Option<Day>,
    ledger: &mut Ledger,
) -> Option<Retention> {
    let mut lives: Vec<Life> = Vec::new();
    let mut paid = Paid::Once;
    for (source, table) in of {
        read(source, table, &mut lives, ledger)?;
        paid = paid.max(Paid::by(source));
    }
    // Ends may lie in the future, those of contracts that run; beginnings do not.
    let as_of = mapping.as_of.or_else(|| last_day::of(lives.iter().map(|(begun, ..)| *begun).collect()).max(others))?;
    let is_running = |end: &Option<Day>| end.is_none_or(|end| end > as_of);
    lives.retain(|(begun, ..)| *begun <= as_of);
    let running = lives.iter().filter(|(_, end, _)| end.is_some() && is_running(end)).count();
    let values =
        quantile::sorted(lives.iter().filter(|(_, end, _)| is_running(end)).filter_map(|(.., paid)| *paid).collect());
    let mut lives: Vec<(Day, Option<Day>)> =
        lives.into_iter().map(|(b, e, _)| (b, e.filter(|e| *e <= as_of))).collect();
    lives.sort_unstable();
    let (weeks, days) = period(&lives);
    let cohorts = cohorts(&lives, days, as_of);
    let sbg = Sbg::fit(&cohorts);
    let seen = seen(&cohorts);
    let gone = lives.iter().filter(|(_, end)| end.is_some()).count();
    let fitted =
        sbg.map_or(Vec::new(), |fit| (0..seen.len()).map(|t| fit.survives(u32::try_from(t).unwrap_or(0))).collect());
    let period = say::months(lives.first()?.0, as_of);
    let mean = quantile::mean(&values);
    Some(Retention {
        renewal_weeks: weeks,
        customers: lives.len(),
        gone,
        there: lives.len() - gone,
        seen,
        fitted,
        sbg,
        value: mean.map(|mean| mean * paid.times(weeks)),
        value_sentence: mean.map_or(String::new(), |mean| {
            let customers = say::so_many(values.len(), "customer");
            format!(
                "{}{} on average, of {customers} there at the end{}",
                say::count(mean),
                paid.each(),
                paid.often(weeks)
            )
        }),
        running,
        as_of,
        sentence: format!("{} of {} left, {period}", say::count(real(gone)), say::so_many(lives.len(), "customer")),
    })
}

/// The rows of a table of customers; `None` if it has no days.
fn read(source: &Source, table: &Table, lives: &mut Vec<Life>, ledger: &mut Ledger) -> Option<()> {
    let column = |role: Role| {
        let (header, used) = source.columns.iter().find(|(_, used)| used.role == role)?;
        Some((header, used.format, table.column(header)?))
    };
    let (begins, left, amount) = (column(Role::Begins)?, column(Role::Left)?, column(Role::Amount));
    for row in 0..table.rows.len() {
        let place = table.rows.get(row).copied().unwrap_or(0);
        let text = begins.2.text(row);
        let Some(begun) = begins.1.day(text) else {
            ledger.add(Rule::NoBeginning, &table.name, place, begins.0, text);
            continue;
        };
        let text = left.2.text(row);
        let end = left.1.day(text);
        if end.is_none() && !crate::column::is_nothing(text) {
            ledger.add(Rule::NotOfItsKind, &table.name, place, left.0, text);
        }
        if end.is_some_and(|end| end < begun) {
            ledger.add(Rule::EndsBeforeItBegins, &table.name, place, left.0, text);
            continue;
        }
        let paid = amount.as_ref().and_then(|(_, format, column)| format.figure(column.text(row)).filter(|x| *x > 0.0));
        lives.push((begun, end, paid));
    }
    Some(())
}

/// How often an amount is paid.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Paid {
    /// From one renewal to the next, as far as is known.
    Once,
    Yearly,
    Monthly,
}

impl Paid {
    /// By the header of the column: MRR is paid each month, ARR each year.
    fn by(source: &Source) -> Self {
        let Some((header, _)) = source.columns.iter().find(|(_, used)| used.role == Role::Amount) else {
            return Self::Once;
        };
        let words = crate::shape::words(header);
        let has = |of: &[&str]| words.iter().any(|word| of.contains(&word.as_str()));
        if has(&["mrr", "monthly", "month", "monatlich", "monat", "mensual", "mensuel"]) {
            Self::Monthly
        } else if has(&["arr", "acv", "annual", "yearly", "year", "jahr", "anual", "annuel"]) {
            Self::Yearly
        } else {
            Self::Once
        }
    }

    /// How often it is paid from one renewal to the next.
    fn times(self, renewal_weeks: u32) -> f64 {
        // Four weeks stand for a month.
        let a_year = if renewal_weeks == 4 { 12.0 } else { 52.0 / f64::from(renewal_weeks.max(1)) };
        match self {
            Self::Once => 1.0,
            Self::Yearly => 1.0 / a_year,
            Self::Monthly => 12.0 / a_year,
        }
    }

    fn each(self) -> &'static str {
        match self {
            Self::Once => "",
            Self::Yearly => " a year",
            Self::Monthly => " a month",
        }
    }

    fn often(self, renewal_weeks: u32) -> String {
        let times = self.times(renewal_weeks);
        if times == 1.0 { String::new() } else { format!("; {times} times from one renewal to the next") }
    }
}

/// The longest period at whose end most departures occurred; a year where there is none.
fn period(lives: &[(Day, Option<Day>)]) -> (u32, f64) {
    let stays: Vec<f64> = lives.iter().filter_map(|(b, e)| Some(f64::from(e.as_ref()?.0 - b.0))).collect();
    let near = |days: f64| {
        let at = |stay: &&f64| {
            let periods = **stay / days;
            let whole = libm::round(periods);
            whole >= 1.0 && (periods - whole).abs() <= NEAR
        };
        stays.iter().filter(at).count()
    };
    // By chance a quarter of all would be near an end.
    let fits = |(_, days): &&(u32, f64)| near(*days) * 10 >= stays.len() * 7 && !stays.is_empty();
    PERIODS.iter().find(fits).copied().unwrap_or((52, 365.25))
}

/// Customers who could have renewed equally often, as cohorts: how many there were, and how many were left after each
/// renewal.
fn cohorts(lives: &[(Day, Option<Day>)], days: f64, as_of: Day) -> Vec<Cohort> {
    let whole = |from: Day, to: Day| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some hundred at most")]
        let periods = libm::floor(f64::from(to.0 - from.0) / days + NEAR).max(0.0) as usize;
        periods
    };
    let mut all: Vec<Cohort> = Vec::new();
    for (begins, end) in lives {
        let could = whole(*begins, as_of);
        // A customer who leaves within a period does not make the renewal at its end, and neither does one who leaves
        // exactly at the end.
        let made = end.map_or(could, |end| whole(*begins, end).saturating_sub(1).min(could));
        let gone_at = end.map(|_| made + 1);
        while all.len() <= could {
            all.push(vec![0.0; all.len() + 1]);
        }
        let Some(cohort) = all.get_mut(could) else { continue };
        for (t, there) in cohort.iter_mut().enumerate() {
            *there += f64::from(u8::from(gone_at.is_none_or(|gone| t < gone)));
        }
    }
    all.retain(|cohort| cohort.len() > 1 && cohort.first().is_some_and(|n| *n > 0.0));
    all
}

fn seen(cohorts: &[Cohort]) -> Vec<(f64, usize)> {
    let longest = cohorts.iter().map(Vec::len).max().unwrap_or(0);
    let mut seen = Vec::with_capacity(longest);
    for t in 0..longest {
        let at = || cohorts.iter().filter(move |cohort| cohort.len() > t);
        let there: f64 = at().filter_map(|cohort| cohort.get(t)).sum();
        let all: f64 = at().filter_map(|cohort| cohort.first()).sum();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count")]
        seen.push((there / all.max(1.0), all as usize));
    }
    seen
}

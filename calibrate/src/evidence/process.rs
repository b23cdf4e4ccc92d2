//! How many pass a stage in the end, and how long that takes, from dates some of which are still to come.

use serde::{Deserialize, Serialize};

use super::deals::{Deal, Deals};
use super::drift::{Drift, drift};
use super::say;
pub use super::times::Times;
use super::times::times;
use super::undated::Told;
use crate::column::date::Day;
use crate::shape::Outcome;
use crate::stats::cure::Cure;
use crate::stats::rate::Counts;
use crate::stats::real;
use crate::stats::survival::{Curve, Spell, curve};

/// The curve is read at an age only if this many were observed at it.
const LEAST: usize = 20;
/// The curve's end is reached if twenty people have been open for this multiple of the slowest decision's time.
const BEYOND: f64 = 2.0;
/// If a larger share than this is never decided, being decided becomes a stage of its own.
const NEVER: f64 = 0.02;
/// If the later record implies that more outcomes than this are missing, it cannot be chance (e⁻¹², one in 160,000).
const MISSING: f64 = 12.0;

/// How the rate in the end was obtained.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Counted: nobody is open.
    Counted,
    /// The curve's end (Kaplan–Meier, Aalen–Johansen): those still open are older than anything took that was decided.
    Plateau,
    /// A mixture with people who are never decided: too many are too young for counting.
    Cure,
    /// The curve as far as it goes, which is too low: the mixture has no fit.
    Young,
    /// Counted among the closed: outcomes of one kind have no dates, so that no curve can be drawn.
    Undated,
}

/// One stage.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct StageEvidence {
    /// Its name: what people are called who have passed it.
    pub name: String,
    /// Days on which the first and the last person came in.
    pub span: (Day, Day),
    /// How many came in.
    pub entered: usize,
    /// How many of them had passed by the day of the export.
    pub passed: usize,
    /// How many of them had been lost.
    pub lost: usize,
    /// Share that passes in the end, of all who come in.
    pub in_the_end: Counts,
    /// Share that is decided in the end, either way, of all who come in.
    pub decided: Counts,
    /// Share that passes, of those decided.
    pub passes: Counts,
    /// How these were obtained.
    pub method: Method,
    /// Time to pass.
    pub to_pass: Option<Times>,
    /// Time to be lost.
    pub to_lose: Option<Times>,
    /// Share with each outcome by each day of age.
    pub curve: Curve,
    /// The mixture, where it was needed.
    pub cure: Option<Cure>,
    /// The first day for which outcomes are recorded, where the record begins in the middle.
    pub recorded_from: Option<Day>,
    /// Outcomes missing before that day, estimated from the later record.
    pub missing: f64,
    /// Outcomes without a date, which count for the rate alone.
    #[serde(default)]
    pub undated: usize,
    /// The earlier and the later half: shares that had passed by one age, and their distance in standard errors.
    pub drift: Option<Drift>,
    /// The evidence in a sentence.
    pub sentence: String,
}

/// When a deal entered a stage, and its outcome there.
pub(super) struct Visit {
    pub(super) begins: Day,
    pub(super) end: Option<(Day, usize)>,
}

pub(super) fn visit(deal: &Deal, stage: usize) -> Option<Visit> {
    let begins = match stage.checked_sub(1) {
        None => deal.begins,
        Some(before) => deal.passed.get(before).copied().flatten()?,
    };
    let end = match (deal.passed.get(stage).copied().flatten(), deal.lost) {
        (Some(day), _) => Some((day, 0)),
        (None, Some(day)) => Some((day.max(begins), 1)),
        (None, None) => None,
    };
    Some(Visit { begins, end })
}

/// What is known of each stage.
#[must_use]
pub(crate) fn learn(deals: &Deals) -> Vec<StageEvidence> {
    // Where nothing has become of anybody, there is no rate: it would be that of a column that is not there.
    let is_told = |deal: &Deal| deal.outcome != Outcome::Open || deal.passed.iter().any(Option::is_some);
    let is_won = |deal: &Deal| deal.outcome == Outcome::Won;
    if !deals.rows.iter().any(is_told) || (deals.is_unsure && !deals.rows.iter().any(is_won)) {
        return Vec::new();
    }
    (0..deals.stages.len()).filter_map(|stage| of_stage(deals, stage)).collect()
}

fn of_stage(deals: &Deals, stage: usize) -> Option<StageEvidence> {
    let Told { visits, undated, timed } = super::undated::visits(deals, stage);
    let spells = |from: Option<Day>, keep: &dyn Fn(&Visit) -> bool| -> Vec<Spell> {
        let spell = |v: &Visit| {
            let days = v.end.map_or(deals.as_of, |(day, _)| day).0 - v.begins.0;
            let unseen = from.map_or(-1, |from| (from.0 - 1 - v.begins.0).max(-1));
            Spell { unseen, days, end: v.end.map(|(_, cause)| cause) }
        };
        visits.iter().filter(|v| keep(v)).map(spell).filter(|s| s.days > s.unseen).collect()
    };
    let span = (visits.iter().map(|v| v.begins).min()?, visits.iter().map(|v| v.begins).max()?);
    let count = |cause| visits.iter().filter(|v| v.end.is_some_and(|(_, c)| c == cause)).count();
    let (passed, lost) = (count(0), count(1));
    let first = visits.iter().filter_map(|v| v.end.map(|(day, _)| day)).min();
    let missing = first.map_or(0.0, |first| missing_before(&visits, first, &spells(None, &|v| v.begins >= first)));
    let recorded_from = first.filter(|_| missing > MISSING && timed == [true; 2]);
    let all = spells(recorded_from, &|_| true);
    let found = curve(&all, 2);
    let last = found.last(LEAST).or_else(|| found.steps.last());
    let open = all.iter().filter(|s| s.end.is_none()).count();
    let slowest = found.steps.last().map_or(0, |step| step.days);
    let older = all.iter().filter(|s| f64::from(s.days) >= BEYOND * f64::from(slowest.max(4))).count();
    let causes = if lost > 0 { 2 } else { 1 };
    let is_timed = timed == [true; 2];
    let mut method = if !is_timed {
        Method::Undated
    } else if open == 0 {
        Method::Counted
    } else if older >= LEAST || last.is_some_and(|step| step.none < 0.02) {
        Method::Plateau
    } else {
        Method::Cure
    };
    let cure = if method == Method::Cure { Cure::fit(&all, causes, &found) } else { None };
    if method == Method::Cure && cure.is_none() {
        method = Method::Young;
    }
    let watched = real(all.len());
    let closed = Counts { successes: real(passed), trials: real(passed + lost) };
    let counts = |cause| last.map_or(Counts { successes: 0.0, trials: watched }, |step| found.counts(step, cause));
    let (in_the_end, decided) = match &cure {
        Some(cure) => {
            let pass = cure.causes.first()?;
            let never = 1.0 - cure.causes.iter().map(|c| c.share).sum::<f64>();
            let decided = Counts::effective(1.0 - never, cure.never_error * cure.never_error, watched);
            (Counts::effective(pass.share, pass.error * pass.error, watched), decided)
        }
        // Who is open is taken to be decided as the others were: nothing tells of anything else.
        None if !is_timed => (closed, Counts { successes: closed.trials, trials: closed.trials }),
        None => (counts(Some(0)), counts(None)),
    };
    let passes = if is_timed { passes(closed, in_the_end, decided, &found, cure.as_ref()) } else { closed };
    let times = |cause: usize| {
        let is_told = timed.get(cause) == Some(&true);
        let mut found = times(&found, cause, cure.as_ref()).filter(|_| is_told)?;
        found.seen -= undated.get(cause).copied().unwrap_or(0).min(found.seen);
        Some(found)
    };
    let mut evidence = StageEvidence {
        name: deals.stages.get(stage)?.clone(),
        span,
        entered: visits.len(),
        passed,
        lost,
        in_the_end,
        decided,
        passes,
        method,
        to_pass: times(0),
        to_lose: times(1),
        drift: drift(&visits, deals.as_of, recorded_from).filter(|_| is_timed),
        curve: if is_timed { found.clone() } else { Curve::default() },
        cure,
        recorded_from,
        missing,
        undated: undated.iter().sum(),
        sentence: String::new(),
    };
    evidence.sentence = evidence.says(deals.as_of);
    Some(evidence)
}

/// Outcomes expected before the first recorded one, for those who had come by then, by the curve of the later ones.
fn missing_before(visits: &[Visit], first: Day, later: &[Spell]) -> f64 {
    let rest = curve(later, 2);
    let age = |v: &Visit| first.0 - 1 - v.begins.0;
    visits.iter().filter(|v| v.begins < first).map(|v| 1.0 - rest.none(age(v))).sum()
}

/// The share that passes, of those decided. A young record has too many quick losses among the closed, so the mixture
/// is used; at the curve's end plain counts are enough, if the curve agrees with them within a standard error.
fn passes(closed: Counts, in_the_end: Counts, decided: Counts, curve: &Curve, cure: Option<&Cure>) -> Counts {
    let (Some(plain), Some(end), Some(all)) = (closed.share(), in_the_end.share(), decided.share()) else {
        return closed;
    };
    if all <= 0.0 {
        return closed;
    }
    let share = (end / all).clamp(0.0, 1.0);
    if let Some(error) = cure.map(|cure| cure.split_error).filter(|error| *error > 0.0) {
        // The variance of a share is that of its logit times (p (1 − p))².
        let slope = share * (1.0 - share);
        return Counts::effective(share, slope * slope * error * error, real(curve.watched));
    }
    let error = (plain * (1.0 - plain) / closed.trials).sqrt();
    if (share - plain).abs() <= error {
        return closed;
    }
    // Kish's effective sample size (1965). The weight of an event is the share still undecided, over those at risk.
    let (mut sum, mut squares, mut before) = (0.0, 0.0, 1.0);
    for step in &curve.steps {
        let (w, n) = (before / real(step.at_risk), real(step.events.iter().sum()));
        sum += w * n;
        squares += w * w * n;
        before = step.none;
    }
    let n = if squares > 0.0 { (sum * sum / squares).min(closed.trials) } else { closed.trials };
    Counts { successes: share * n, trials: n }
}

impl StageEvidence {
    /// Whether being decided is a stage of its own, because many never are.
    #[must_use]
    pub fn is_apart(&self) -> bool {
        self.lost > 0 && 1.0 - self.decided.share().unwrap_or(1.0) > NEVER
    }

    /// The rates of the stages that it is turned into.
    pub fn rates(&self) -> impl Iterator<Item = Counts> {
        let is_apart = self.is_apart();
        let last = if is_apart { self.passes } else { self.in_the_end };
        is_apart.then_some(self.decided).into_iter().chain(std::iter::once(last))
    }

    fn says(&self, as_of: Day) -> String {
        let period = say::months(self.recorded_from.unwrap_or(self.span.0), as_of);
        let closed = real(self.passed + self.lost);
        let plain = if self.lost > 0 {
            format!("{} of {} closed", say::count(real(self.passed)), say::count(closed))
        } else {
            format!("{} of {}", say::count(real(self.passed)), say::count(real(self.entered)))
        };
        format!("{plain}, {period}")
    }
}

//! How many pass a stage in the end, and how long that takes, from dates some of which are still to come.

use funnel_sample::math::normal;
use serde::{Deserialize, Serialize};

use super::deals::{Deal, Deals};
use super::drift::{Drift, drift};
use super::say;
use crate::column::date::Day;
use crate::shape::Outcome;
use crate::stats::cure::Cure;
use crate::stats::rate::Counts;
use crate::stats::survival::{Curve, Spell, curve};
use crate::stats::{quantile, real};

/// Times kept for each of the two outcomes.
const TIMES: usize = 200;
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
}

/// Times to one of the two outcomes.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Times {
    /// How many were observed.
    pub seen: usize,
    /// In weeks, ascending, each equally likely: all times cut into slices, each replaced by its mean.
    pub weeks: Vec<f64>,
    /// The median, in days.
    pub median_days: f64,
    /// The ninetieth percentile, in days.
    pub p90_days: f64,
    /// Whether they are a fitted lognormal's, as the end of the curve is not reached.
    pub beyond: bool,
}

impl Times {
    /// Of those who have this outcome, the share that has had it by an age, as a simulation draws it.
    #[must_use]
    pub fn by(&self, days: f64) -> f64 {
        if self.beyond {
            let sigma = libm::log(self.p90_days / self.median_days.max(1e-9)).max(1e-9) / crate::stats::rate::z(0.8);
            return crate::stats::cure::Comes { share: 1.0, error: 0.0, median: self.median_days.max(1e-9), sigma }
                .by(days);
        }
        let by = self.weeks.partition_point(|weeks| *weeks * 7.0 <= days);
        real(by) / real(self.weeks.len().max(1))
    }
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
    (0..deals.stages.len()).filter_map(|stage| of_stage(deals, stage)).collect()
}

fn of_stage(deals: &Deals, stage: usize) -> Option<StageEvidence> {
    // Without a closing day, no time can be derived.
    let told = |deal: &&Deal| !(deal.outcome == Outcome::Won && deal.closed().is_none());
    let visits: Vec<Visit> = deals.rows.iter().filter(told).filter_map(|deal| visit(deal, stage)).collect();
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
    let recorded_from = first.filter(|_| missing > MISSING);
    let all = spells(recorded_from, &|_| true);
    let found = curve(&all, 2);
    let last = found.last(LEAST).or_else(|| found.steps.last());
    let open = all.iter().filter(|s| s.end.is_none()).count();
    let slowest = found.steps.last().map_or(0, |step| step.days);
    let older = all.iter().filter(|s| f64::from(s.days) >= BEYOND * f64::from(slowest.max(4))).count();
    let causes = if lost > 0 { 2 } else { 1 };
    let mut method = if open == 0 {
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
    let counts = |cause| last.map_or(Counts { successes: 0.0, trials: watched }, |step| found.counts(step, cause));
    let (in_the_end, decided) = match &cure {
        Some(cure) => {
            let pass = cure.causes.first()?;
            let never = 1.0 - cure.causes.iter().map(|c| c.share).sum::<f64>();
            let decided = Counts::effective(1.0 - never, cure.never_error * cure.never_error, watched);
            (Counts::effective(pass.share, pass.error * pass.error, watched), decided)
        }
        None => (counts(Some(0)), counts(None)),
    };
    let closed = Counts { successes: real(passed), trials: real(passed + lost) };
    let passes = passes(closed, in_the_end, decided, &found, cure.as_ref());
    let times = |cause: usize| times(&found, cause, cure.as_ref());
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
        drift: drift(&visits, deals.as_of, recorded_from),
        curve: found.clone(),
        cure,
        recorded_from,
        missing,
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

fn times(curve: &Curve, cause: usize, cure: Option<&Cure>) -> Option<Times> {
    let (mut weighted, mut seen, mut before) = (Vec::new(), 0, 0.0);
    for step in &curve.steps {
        let came = *step.came.get(cause)?;
        if came > before {
            weighted.push((f64::from(step.days), came - before));
        }
        seen += step.events.get(cause).copied().unwrap_or(0);
        before = came;
    }
    if weighted.is_empty() {
        return None;
    }
    if let Some(law) = cure.and_then(|cure| cure.causes.get(cause)) {
        let p90 = law.median * libm::exp(normal::Z90 * law.sigma);
        return Some(Times { seen, weeks: Vec::new(), median_days: law.median, p90_days: p90, beyond: true });
    }
    let at = |p: f64| {
        let mut sum = 0.0;
        let reached = weighted.iter().find(|(_, w)| {
            sum += w;
            sum >= p * before * (1.0 - 1e-12)
        });
        reached.map_or(0.0, |(days, _)| *days)
    };
    let weeks = quantile::slices(&weighted, TIMES.min(seen));
    let weeks = weeks.into_iter().map(|days| libm::round(days / 7.0 * 1000.0) / 1000.0).collect();
    Some(Times { seen, weeks, median_days: at(0.5), p90_days: at(0.9), beyond: false })
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

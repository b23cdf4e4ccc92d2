//! How long it takes, and who is on the way.

use super::channels::leads_per_week;
use super::middle;
use crate::validate::limits;
use crate::{Delay, Scenario};

fn scaled(delay: &Delay, times: f64) -> Delay {
    match delay {
        Delay::None => Delay::None,
        Delay::Lognormal { median_weeks, p90_weeks } => {
            Delay::Lognormal { median_weeks: median_weeks * times, p90_weeks: p90_weeks * times }
        }
        Delay::Empirical { weeks } => Delay::Empirical { weeks: weeks.iter().map(|x| x * times).collect() },
    }
}

/// Mean weeks from lead to deal; `None` where nobody waits.
pub(super) fn weeks(s: &Scenario) -> Option<f64> {
    let all: f64 = s.stages.iter().map(|stage| stage.delay.mean_weeks()).sum();
    (all > 0.0).then_some(all)
}

/// Makes it take this many weeks on average. Each stage keeps its share of them; where none had any, the later half of
/// the stages get them.
pub(super) fn put_weeks(s: &mut Scenario, wanted: f64) {
    let Some(now) = weeks(s) else {
        let from = s.stages.len() / 2;
        let waiting = s.stages.len() - from;
        let each = wanted / waiting.max(1) as f64;
        // A P90 of 2.5 times the median is usual; the mean is then 1.29 times the median.
        let shape = Delay::Lognormal { median_weeks: 1.0, p90_weeks: 2.5 };
        let times = each / shape.mean_weeks();
        s.stages.iter_mut().skip(from).for_each(|stage| stage.delay = scaled(&shape, times));
        return;
    };
    let times = wanted / now;
    for stage in &mut s.stages {
        stage.delay = scaled(&stage.delay, times);
        stage.loss.delay = stage.loss.delay.as_ref().map(|delay| scaled(delay, times));
    }
}

/// Leads a week that enter each stage today, in the middle of what is known.
pub(super) fn entering_per_week(s: &Scenario) -> Vec<f64> {
    let mut people: f64 = s.channels.iter().map(leads_per_week).sum();
    let mut all = Vec::new();
    for stage in &s.stages {
        all.push(people);
        people *= middle(&stage.rate.value).clamp(0.0, 1.0);
    }
    all
}

/// How many wait in each stage on any day, by Little's law: those who enter during the weeks of the wait.
pub(super) fn open(s: &Scenario) -> Vec<u32> {
    let waiting = |(stage, entering): (&crate::Stage, f64)| {
        let people = (entering * stage.delay.mean_weeks()).round();
        if people.is_finite() { people.clamp(0.0, f64::from(limits::OPEN)) as u32 } else { 0 }
    };
    s.stages.iter().zip(entering_per_week(s)).map(waiting).collect()
}

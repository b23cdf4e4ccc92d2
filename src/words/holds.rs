//! What holds it back, in words: queues, answer times, the crossing, and who would be worth hiring.

use funnel_charts::format::{Digits, Unit};
use funnel_decide::holds::{Crossing, Hire, Holds};
use funnel_engine::process::Metric;
use funnel_engine::report::{Estimate, Measure, Report, Work};
use funnel_engine::scenario::{Scenario, Team};

use super::claims::{Claim, Said, What};
use super::curve::around;
use super::numbers::{Numbers, money, money_change, portion};
use super::period::period;
use super::price::{Wanted, wanted};

/// Futures in the title, as in the answer's dots.
const FUTURES: u32 = 50;

/// The weekly figures of one measure and team in an arm.
#[must_use]
pub fn work<'a>(report: &'a Report, arm: usize, measure: Measure, team: &str) -> Option<&'a Work> {
    report.arms.get(arm)?.work.iter().find(|w| w.measure == measure && w.team == team)
}

fn plan(report: &Report) -> usize {
    usize::from(report.arms.len() > 1)
}

/// In how many futures a team has no hours left half of the time.
fn full(report: &Report, arm: usize, team: &str) -> u32 {
    let chance = work(report, arm, Measure::Utilisation, team).and_then(|w| w.full);
    (chance.map_or(0.0, |c| c.value) * f64::from(FUTURES)).round() as u32
}

/// The team that is full in most futures under the plan, and in how many.
#[must_use]
pub fn fullest<'a>(s: &'a Scenario, report: &Report) -> Option<(&'a Team, u32)> {
    let arm = plan(report);
    // The first of equals.
    s.teams.iter().rev().map(|team| (team, full(report, arm, &team.id))).max_by_key(|(_, futures)| *futures)
}

/// `In 19 of 50 futures “Sales development” has no hours left under the plan; today in 14.`
#[must_use]
pub fn title(s: &Scenario, report: &Report, n: &dyn Numbers) -> String {
    if s.stages.iter().all(|x| x.work.is_none()) {
        return "Nothing holds it back here: no stage takes anybody’s time.".to_owned();
    }
    let arm = plan(report);
    if let Some((team, futures)) = fullest(s, report).filter(|(_, futures)| *futures > 0) {
        let said = format!("In {futures} of {FUTURES} futures “{}” has no hours left half of the time", team.name);
        return match arm {
            0 => format!("{said}."),
            _ => format!("{said} under the plan; today in {}.", full(report, 0, &team.id)),
        };
    }
    let mean = |team: &str| {
        let weeks = work(report, arm, Measure::Utilisation, team).map(|w| &w.band.mean);
        let within = weeks.and_then(|x| x.get(..report.horizon_weeks as usize)).unwrap_or(&[]);
        within.iter().sum::<f64>() / (within.len().max(1)) as f64
    };
    let busiest = s.teams.iter().max_by(|a, b| mean(&a.id).total_cmp(&mean(&b.id)));
    busiest.map_or_else(String::new, |team| {
        let under = if arm == 0 { "today" } else { "under the plan" };
        format!(
            "Nobody is short of hours: the busiest, {}, works {} of them {under}.",
            team.name,
            n.percent(mean(&team.id), 0)
        )
    })
}

/// How long an answer takes and how many are reached: means over the horizon, today and under the plan.
#[must_use]
pub fn answers(report: &Report, n: &dyn Numbers) -> Option<String> {
    let mean = |arm: usize, measure| {
        let band = &work(report, arm, measure, "")?.band.mean;
        let weeks = band.get(..report.horizon_weeks as usize)?;
        Some(weeks.iter().sum::<f64>() / weeks.len().max(1) as f64)
    };
    let arm = plan(report);
    let (minutes, reach) = (mean(arm, Measure::Minutes)?, mean(arm, Measure::Reach)?);
    let mut text = format!(
        "Leads are answered after {} on average, and {} of those answered are reached",
        duration(n, minutes),
        n.percent(reach, 0)
    );
    if arm > 0 {
        let (minutes, reach) = (mean(0, Measure::Minutes)?, mean(0, Measure::Reach)?);
        text.push_str(&format!("; today after {}, and {}", duration(n, minutes), n.percent(reach, 0)));
    }
    text.push('.');
    Some(text)
}

/// `45 minutes`, `3.5 hours`, `12 days`.
pub fn duration(n: &dyn Numbers, minutes: f64) -> String {
    let number = |x: f64| n.style().number(x, Digits::Significant(2), Unit::Count);
    match minutes {
        m if m < 90.0 => format!("{} minutes", number(m)),
        m if m < 48.0 * 60.0 => format!("{} hours", number(m / 60.0)),
        m => format!("{} days", number(m / (24.0 * 60.0))),
    }
}

/// `Somewhere between $1.5M and $2M in 12 months more budget begins to lower revenue: …`. Few budgets are tried, so that it
/// says between which; a view that tries more says it finer.
#[must_use]
pub fn crossing(s: &Scenario, c: &Crossing, n: &dyn Numbers) -> Said {
    let most = c.points.last().map_or(0.0, |p| p.budget);
    let span = period(s.frame.horizon_weeks);
    let Some(from) = c.falls_from else {
        return Said::plain(format!(
            "Up to {} in {span}, the most that was tried, no fall of revenue with more budget stands out from its error.",
            money(n, most)
        ));
    };
    let each = c.lost_per_dollar.and_then(|x| x.value).map_or_else(String::new, |x| {
        let part = portion(from);
        let lost = n.style().number(part * x, Digits::Significant(2), Unit::Money);
        format!(": each further {} loses {lost} on average", money(n, part))
    });
    let budgets: Vec<f64> = c.points.iter().map(|p| p.budget).collect();
    let [low, high] = around(&budgets, from);
    let text = if low > 0.0 {
        let (low, high) = (money(n, low), money(n, high));
        format!("Somewhere between {low} and {high} in {span} more budget begins to lower revenue{each}.")
    } else {
        format!("Below {} in {span} already more budget begins to lower revenue{each}.", money(n, high))
    };
    let alone = s.plans.first().is_none_or(|plan| plan.settings.is_empty() && plan.rates.is_empty());
    let falls = What::Falls { alone, from: Some([low, high]), tried: most };
    Said::claiming(text, Claim::new("holds", Metric::Revenue, falls))
}

/// That one more person is not compared where nobody said what one costs, with what to enter.
#[must_use]
pub fn unpriced(s: &Scenario, h: &Holds) -> Vec<(String, Vec<Wanted>)> {
    let one = |id: &String| {
        let (i, team) = s.teams.iter().enumerate().find(|(_, team)| team.id == *id)?;
        let text =
            format!("One more person in {} is not held against media, as nobody said what one costs.", team.name);
        Some((text, vec![wanted(s, &format!("teams[{i}].cost_per_week"))]))
    };
    h.unpriced.iter().filter_map(one).collect()
}

/// `One more person in Sales development brings +$180k of revenue; the same $78k in media, −$20k.`
#[must_use]
pub fn hire(s: &Scenario, h: &Hire, n: &dyn Numbers) -> String {
    let team = s.teams.iter().find(|t| t.id == h.team).map_or(h.team.as_str(), |t| t.name.as_str());
    let clear = |e: &Estimate| e.value.unwrap_or(0.0).abs() > 2.0 * e.se.unwrap_or(0.0);
    let change = |e: &Estimate| {
        if clear(e) {
            format!("{} of revenue", money_change(n, e))
        } else {
            "no change that the error lets us see".to_owned()
        }
    };
    format!(
        "One more person in {team} brings {}; the same {} in media, {}.",
        change(&h.person),
        money(n, h.cost),
        change(&h.media)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use funnel_charts::format::NumberStyle;
    use funnel_decide::holds::Point;
    use funnel_engine::report::{Band, Chance};

    use crate::words::sample;

    fn with_work(utilisation: [f64; 2], full: [f64; 2]) -> (Scenario, Report) {
        let (mut s, mut r) = (sample::scenario(), sample::report());
        s.teams = vec![Team { id: "sdr".into(), name: "Sales development".into(), ..Team::default() }];
        let work = funnel_engine::scenario::Work { team: "sdr".into(), ..Default::default() };
        s.stages[0].work = Some(work);
        let weeks = r.weeks as usize;
        for (arm, (x, full)) in r.arms.iter_mut().zip(utilisation.into_iter().zip(full)) {
            let band = Band { mean: vec![x; weeks], ..Band::default() };
            let full = Some(Chance { value: full, ..Chance::default() });
            arm.work = vec![Work { measure: Measure::Utilisation, team: "sdr".into(), band, full }];
        }
        (s, r)
    }

    #[test]
    fn titles() {
        let n = NumberStyle::default();
        assert!(title(&sample::scenario(), &sample::report(), &n).starts_with("Nothing holds it back here"));
        let (s, mut r) = with_work([0.8, 0.9], [0.28, 0.38]);
        let full =
            "In 19 of 50 futures “Sales development” has no hours left half of the time under the plan; today in 14.";
        assert_eq!(title(&s, &r, &n), full);
        r.arms.truncate(1);
        assert_eq!(title(&s, &r, &n), "In 14 of 50 futures “Sales development” has no hours left half of the time.");
        let (s, r) = with_work([0.6, 0.784], [0.0, 0.0]);
        let nobody = "Nobody is short of hours: the busiest, Sales development, works 78% of them under the plan.";
        assert_eq!(title(&s, &r, &n), nobody);
    }

    #[test]
    fn the_crossing_and_hires() {
        let n = NumberStyle::default();
        let points: Vec<Point> = [1e6, 1.5e6, 2e6]
            .map(|budget| Point { budget, revenue: Estimate::default(), profit: Estimate::default() })
            .to_vec();
        let mut c = Crossing { points, falls_from: None, lost_per_dollar: None };
        let s = sample::scenario();
        let none = "Up to $2M in 12 months, the most that was tried, no fall of revenue with more budget stands out from its error.";
        assert_eq!(crossing(&s, &c, &n).text, none);
        c.falls_from = Some(1.5e6);
        c.lost_per_dollar = Some(Estimate { value: Some(0.4), se: Some(0.05) });
        let falls = "Somewhere between $1M and $2M in 12 months more budget begins to lower revenue: each further $1,000 loses \
                     $400 on average.";
        assert_eq!(crossing(&s, &c, &n).text, falls);
        c.falls_from = Some(1e6);
        assert!(crossing(&s, &c, &n).text.starts_with("Below $1.5M in 12 months already more budget begins to lower"));
        let (s, _) = with_work([1.0; 2], [0.0; 2]);
        let e = |value, se| Estimate { value: Some(value), se: Some(se) };
        let h = Hire { team: "sdr".into(), cost: 78e3, person: e(180e3, 9e3), media: e(-5e3, 9e3) };
        assert_eq!(
            hire(&s, &h, &n),
            "One more person in Sales development brings +$180k of revenue; the same $78k in media, no change that the \
             error lets us see."
        );
    }

    #[test]
    fn durations() {
        let n = NumberStyle::default();
        for (minutes, text) in [(45.0, "45 minutes"), (210.0, "3.5 hours"), (20_000.0, "14 days")] {
            assert_eq!(duration(&n, minutes), text);
        }
    }
}

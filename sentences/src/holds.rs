//! What holds it back, in words: queues, answer times, the crossing, and who would be worth hiring.

use funnel_decide::Falls;
use funnel_decide::holds::{Crossing, Hire, Holds};
use funnel_engine::process::Metric;
use funnel_engine::report::{Estimate, Measure, Report, Work};
use funnel_engine::scenario::{Scenario, Team, View};
use funnel_text::format::{Digits, Unit};

use super::besides::is_budget_alone;
use super::claims::{Claim, Said, What};
use super::numbers::{Numbers, money, money_change, people, plural, portion as part_of};
use super::often::{Often, portion};
use super::period::period;
use super::price::{Wanted, wanted};

/// The weekly figures of a measure and team in an arm.
#[must_use]
pub fn work<'a>(report: &'a Report, arm: usize, measure: Measure, team: &str) -> Option<&'a Work> {
    report.arms.get(arm)?.work.iter().find(|w| w.measure == measure && w.team == team)
}

fn plan(report: &Report) -> usize {
    usize::from(report.arms.len() > 1)
}

/// In how many futures a team has no hours left half of the time.
fn full(report: &Report, arm: usize, team: &str) -> f64 {
    work(report, arm, Measure::Utilisation, team).and_then(|w| w.full).map_or(0.0, |chance| chance.value)
}

/// The mean of a weekly figure over the horizon.
fn mean(report: &Report, arm: usize, measure: Measure, team: &str) -> Option<f64> {
    let weeks = work(report, arm, measure, team)?.band.mean.get(..report.horizon_weeks as usize)?;
    Some(weeks.iter().sum::<f64>() / weeks.len().max(1) as f64)
}

/// The team that the view is about until another is picked: the one that is full in most futures under the plan and,
/// among equals in that, the busiest. The first of ties; a team that works no stage holds nothing back.
#[must_use]
pub fn fullest<'a>(s: &'a Scenario, report: &Report) -> Option<&'a Team> {
    let arm = plan(report);
    let busy =
        |team: &Team| (full(report, arm, &team.id), mean(report, arm, Measure::Utilisation, &team.id).unwrap_or(0.0));
    let works = |team: &&Team| s.stages.iter().any(|x| x.work.as_ref().is_some_and(|w| w.team == team.id));
    s.teams.iter().rev().filter(works).max_by(|a, b| {
        let (a, b) = (busy(a), busy(b));
        a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1))
    })
}

/// `“Sales development” is fully booked half the time in 19 of 50 futures, in 14 today.`
#[must_use]
pub fn title(s: &Scenario, report: &Report, n: &dyn Numbers) -> String {
    fullest(s, report).map_or_else(
        || "Nothing holds it back here: no stage takes anybody’s time.".to_owned(),
        |team| hours(s, report, team, n),
    )
}

/// What the chart of a measure and a team shows, in a sentence: the view's title while that chart is picked.
#[must_use]
pub fn shown(s: &Scenario, report: &Report, measure: Measure, team: &str, n: &dyn Numbers) -> String {
    let arm = plan(report);
    let Some(team) = s.teams.iter().find(|t| t.id == team) else {
        return answers(report, n).unwrap_or_else(|| title(s, report, n));
    };
    let of = |arm: usize| mean(report, arm, measure, &team.id).unwrap_or(0.0);
    let weeks = f64::from(report.horizon_weeks);
    let said = match measure {
        Measure::Waiting => {
            let who = |x| plural(n, x, "person waits", "people wait");
            [format!("On average {} for “{}” at the end of a week", who(of(arm)), team.name), people(n, of(0))]
        }
        Measure::Stale => {
            let who = plural(n, weeks * of(arm), "person goes", "people go");
            let within = period(report.horizon_weeks);
            [format!("Within {within} {who} cold on average, waiting for “{}”", team.name), people(n, weeks * of(0))]
        }
        _ => return hours(s, report, team, n),
    };
    let [text, today] = said;
    if arm == 0 { format!("{text}.") } else { format!("{text} under the plan; today {today}.") }
}

/// A team's hours.
fn hours(s: &Scenario, report: &Report, team: &Team, n: &dyn Numbers) -> String {
    let arm = plan(report);
    let often = |arm: usize| Often::new(full(report, arm, &team.id), report.band_replicates);
    let now = often(arm);
    if !now.is_hardly() {
        let today = if arm == 0 { String::new() } else { format!(", in {} today", often(0).short()) };
        return format!("“{}” is fully booked half the time in {}{today}.", team.name, now.in_futures(n));
    }
    let under = if arm == 0 { "today" } else { "under the plan" };
    let works = portion(n, mean(report, arm, Measure::Utilisation, &team.id).unwrap_or(0.0), 0);
    let is_busiest = fullest(s, report).is_some_and(|x| x.id == team.id);
    match (is_busiest, now.is_never()) {
        (true, true) if s.teams.len() > 1 => {
            format!(
                "Nobody is fully booked half the time: the busiest, {}, works {works} of its hours {under}.",
                team.name
            )
        }
        (true, false) if s.teams.len() > 1 => format!(
            "Hardly anybody is fully booked half the time: the busiest, {}, works {works} of its hours {under}.",
            team.name
        ),
        _ => format!("“{}” is not short of hours: it works {works} of them {under}.", team.name),
    }
}

/// How long an answer takes and how many people are reached: means over the horizon, today and under the plan.
#[must_use]
pub fn answers(report: &Report, n: &dyn Numbers) -> Option<String> {
    let mean = |arm: usize, measure| mean(report, arm, measure, "");
    let arm = plan(report);
    let (minutes, reach) = (mean(arm, Measure::Minutes)?, mean(arm, Measure::Reach)?);
    let mut text = format!(
        "Leads are answered after {} on average, and {} of those answered are reached",
        duration(n, minutes),
        portion(n, reach, 0)
    );
    if arm > 0 {
        let (minutes, reach) = (mean(0, Measure::Minutes)?, mean(0, Measure::Reach)?);
        text.push_str(&format!("; today after {}, and {}", duration(n, minutes), portion(n, reach, 0)));
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

/// `Somewhere between $1.5M and $2M in 12 months more budget begins to lower revenue: …`. Few budgets are tried, so it
/// gives a range; a view that tries more of them is more precise.
#[must_use]
pub fn crossing(s: &Scenario, c: &Crossing, n: &dyn Numbers) -> Said {
    let most = c.points.last().map_or(0.0, |p| p.budget);
    if most <= 0.0 {
        return Said::plain("Nothing is spent on channels today, so there is no budget to change.");
    }
    let span = period(s.frame.horizon_weeks);
    let Some(Falls { from, begins: [low, high], lost_per_dollar }) = c.falls else {
        return Said::plain(format!(
            "Up to {} in {span}, the most that was tried, no fall of revenue with more budget stands out from its error.",
            money(n, most)
        ));
    };
    let each = lost_per_dollar.value.map_or_else(String::new, |x| {
        let part = part_of(from);
        let lost = n.style().number(part * x, Digits::Significant(2), Unit::Money);
        format!(": each further {} loses {lost} on average", money(n, part))
    });
    let text = if low > 0.0 {
        let (low, high) = (money(n, low), money(n, high));
        format!("Somewhere between {low} and {high} in {span} more budget begins to lower revenue{each}.")
    } else {
        format!("Below {} in {span} already more budget begins to lower revenue{each}.", money(n, high))
    };
    let falls = What::Falls { alone: is_budget_alone(s), from: Some([low, high]), tried: most };
    Said::claiming(text, Claim::new(View::Holds, Metric::Revenue, falls))
}

/// A note that one more person is not compared where nobody entered the cost, with what to enter.
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

/// `On top of the plan, one more person in Sales development brings +$180k of revenue within 12 months; the same $78k in media, −$20k.`
#[must_use]
pub fn hire(s: &Scenario, h: &Hire, n: &dyn Numbers) -> String {
    let team = s.teams.iter().find(|t| t.id == h.team).map_or(h.team.as_str(), |t| t.name.as_str());
    let change = |e: &Estimate| {
        if e.is_clear() {
            format!("{} of revenue", money_change(n, e))
        } else {
            "no change that the error lets us see".to_owned()
        }
    };
    let first = if s.plans.is_empty() { "One" } else { "On top of the plan, one" };
    format!(
        "{first} more person in {team} brings {} within {}; the same {} in media, {}.",
        change(&h.person),
        period(s.frame.horizon_weeks),
        money(n, h.cost),
        change(&h.media)
    )
}

#[cfg(test)]
mod tests;

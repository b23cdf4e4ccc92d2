//! Where inquiries come from.

use funnel_sample::math::normal::Z90;
use funnel_scenario::laws;
use funnel_scenario::{Channel, Grade, Group, Input, Scenario, Tag, Unit, Value, limits};

use super::{Applied, Change, Figure, mine, name, slug};
use crate::column::label::key;
use crate::evidence::Evidence;
use crate::evidence::arrivals::Arrivals;
use crate::evidence::groups::ChannelEvidence;
use crate::evidence::response::Response;
use crate::shape::Answers;

/// Share of the inquiries that money brings, where the reader does not say: between these two, eight times in ten.
const PAID: (f64, f64) = (0.2, 0.4);
/// Correlation group of inputs that together make up what was counted.
const GROUP: &str = "paid or not";

pub(super) fn apply(new: &mut Applied, evidence: &Evidence, answers: Answers) {
    if evidence.channels.is_empty() {
        return;
    }
    let old = std::mem::take(&mut new.scenario.channels);
    let named = evidence.channels.iter().any(|channel| !channel.name.is_empty());
    // The market's factor says how sure the level of all channels together is, and it moves them, and what is paid for,
    // in step: what moves one channel of a company mostly moves all of them. A channel's own level gets only what goes
    // beyond that.
    let weeks = new.scenario.frame.horizon_weeks;
    let common = evidence.arrivals.as_ref().map(|all| all.over(weeks).clamp(0.0, 3.0));
    if let Some(sigma) = common {
        let before = std::mem::replace(&mut new.scenario.market.sigma, sigma);
        new.changes.push(Change {
            // Most readers do not know what the standard deviation of a logarithm means, so its consequence is given.
            what: "Inquiries may come out higher by, one time in ten".to_owned(),
            before: Some(more(before)),
            after: more(sigma),
            evidence: format!("how many came from month to month, looked ahead over {weeks} weeks"),
            unit: Unit::Share,
        });
    }
    let mut channels: Vec<Channel> = Vec::new();
    for found in &evidence.channels {
        let taken: Vec<String> = channels.iter().map(|channel| channel.id.clone()).collect();
        let label = if found.name.is_empty() { if named { "Unknown" } else { "All inquiries" } } else { &found.name };
        let same = |c: &&Channel| (key(&c.name) == key(label) || key(&c.id) == key(label)) && !taken.contains(&c.id);
        let mut channel = match old.iter().find(same) {
            Some(channel) => channel.clone(),
            None => Channel { id: slug(label, &taken), name: name(label), ..like(&old) },
        };
        if let Some(spend) = answers.spend_per_week.filter(|_| !named) {
            channel.spend_per_week = spend;
        } else if !named {
            channel.spend_per_week = old.iter().map(|c| c.spend_per_week).sum();
        }
        fill(&mut channel, found, named, answers, common, &mut new.scenario, &mut new.changes);
        let told = evidence
            .response
            .iter()
            .find(|response| response.cannot.is_none() && key(&response.channel) == key(&found.name));
        if let Some(told) = told {
            answer(&mut channel, told, &mut new.changes);
        }
        channels.push(channel);
    }
    new.scenario.channels = channels;
}

/// The share by which a level with this spread is exceeded one time in ten.
fn more(sigma: f64) -> Figure {
    Figure::Value(Value::Fixed(libm::expm1(Z90 * sigma)))
}

/// How inquiries responded to spend.
fn answer(channel: &mut Channel, told: &Response, changes: &mut Vec<Change>) {
    let source =
        format!("{} periods of {} days; observed, not tried: spend may have followed demand", told.periods, told.step);
    let range = |middle: f64, sd: f64, most: f64| {
        let within = |x: f64| x.clamp(0.01 * most, 0.98 * most);
        let (p10, p90) = (within(middle - 1.281_55 * sd), within(middle + 1.281_55 * sd));
        Input {
            grade: Some(Grade::B),
            ..mine(Value::Range(laws::Range { p10, p90: p90.max(p10 + 0.01 * most) }), &source)
        }
    };
    let elasticity = range(told.elasticity, told.error, channel.slope);
    let mut change = |what: &str, unit: Unit, slot: &mut Input, after: Input| {
        let before = std::mem::replace(slot, after.clone());
        let what = format!("{}: {what}", channel.name);
        let (before, after) = (Some(Figure::Value(before.value)), Figure::Value(after.value));
        changes.push(Change { what, before, after, evidence: source.clone(), unit });
    };
    change("more inquiries for 1 % more spend", Unit::Elasticity, &mut channel.elasticity, elasticity);
    let (carry, sd) = told.carry_over;
    // The model's carry-over is per week; longer periods say nothing about a week.
    if told.step == 7 && sd > 0.0 && sd < 0.2 && carry > sd {
        change("effect carried over to the next week", Unit::Share, &mut channel.carry_over, range(carry, sd, 1.0));
    }
}

/// A channel that the scenario does not know takes its response to spend from those that it does know.
fn like(old: &[Channel]) -> Channel {
    let first = old.first().cloned().unwrap_or_default();
    Channel {
        elasticity: first.elasticity,
        cost_per_inquiry: first.cost_per_inquiry,
        slope: first.slope,
        ..Channel::default()
    }
}

/// A level with the counted mean.
fn level(mean: f64, sigma: f64) -> Value {
    let mean = mean.clamp(1e-6, limits::INQUIRIES);
    if sigma > 1e-9 {
        Value::Lognormal(laws::Lognormal { median: mean / libm::exp(sigma * sigma / 2.0), sigma })
    } else {
        Value::Fixed(mean)
    }
}

fn fill(
    channel: &mut Channel,
    found: &ChannelEvidence,
    named: bool,
    answers: Answers,
    common: Option<f64>,
    scenario: &mut Scenario,
    changes: &mut Vec<Change>,
) {
    let Arrivals { mean, dispersion, .. } = &found.arrivals;
    let own = found.arrivals.over(scenario.frame.horizon_weeks).powi(2) - common.unwrap_or(0.0).powi(2);
    let sigma = &own.max(0.0).sqrt();
    let mut change = |what: &str, unit: Unit, before: &Input, after: &Input| {
        if before == after {
            return;
        }
        let what = format!("{}: {what}", channel.name);
        let before = Some(Figure::Value(before.value.clone()));
        changes.push(Change {
            what,
            before,
            after: Figure::Value(after.value.clone()),
            evidence: after.source.clone(),
            unit,
        });
    };
    let assumed = |value, source: String, tag| Input {
        source,
        tag,
        grade: Some(Grade::C),
        group: GROUP.to_owned(),
        ..Input::new(value)
    };
    let (mut cost, mut organic) = (channel.cost_per_inquiry.clone(), Input::fixed(0.0));
    if let Some(spend) = found.spend.filter(|spend| *spend > 0.0) {
        channel.spend_per_week = spend;
        let source = format!("{}; {spend:.0} spent a week", found.sentence);
        cost = mine(level(spend / found.arrivals.average().max(1e-6), *sigma), &source);
        organic = mine(Value::Fixed(0.0), "All that came is taken to be paid for");
    } else if channel.spend_per_week > 0.0 && !named {
        // The more an inquiry costs, the fewer were paid for, and the more of those counted came without spend.
        let (low, high) =
            answers.paid_share.filter(|(low, high)| 0.0 < *low && low < high && *high < 1.0).unwrap_or(PAID);
        let spend = channel.spend_per_week;
        let range = Value::Range(laws::Range { p10: spend / (high * mean), p90: spend / (low * mean) });
        let share = format!("assumed: {:.0} to {:.0} % of inquiries come for money", low * 100.0, high * 100.0);
        cost = assumed(range, share.clone(), if answers.paid_share.is_some() { Tag::Mine } else { Tag::Guess });
        let range = Value::Range(laws::Range { p10: (1.0 - high) * mean, p90: (1.0 - low) * mean });
        organic = assumed(range, format!("{}; {share}", found.sentence), Tag::Mine);
        if !scenario.groups.iter().any(|group| group.id == GROUP) {
            scenario.groups.push(Group { id: GROUP.to_owned(), correlation: 1.0 });
        }
    } else if channel.spend_per_week > 0.0 {
        let source = format!("{}; spend as it stood in the scenario", found.sentence);
        cost = Input { tag: Tag::Guess, ..mine(level(channel.spend_per_week / mean.max(1e-6), *sigma), &source) };
    } else {
        organic = mine(level(*mean, *sigma), &found.sentence);
        // A channel without spend has no reference of its own.
        channel.reference_spend_per_week = channel.reference_spend_per_week.or(Some(1_000.0));
    }
    change("cost of one inquiry", Unit::Money, &channel.cost_per_inquiry, &cost);
    change("inquiries without spend", Unit::PerWeek, &channel.organic_per_week, &organic);
    (channel.cost_per_inquiry, channel.organic_per_week) = (cost, organic);
    channel.dispersion = dispersion.map(|k| mine(Value::Fixed(k), &format!("{}, week by week", found.sentence)));
    let (shift, sd) = found.shift;
    if named && sd > 0.0 {
        let counts = found.closes.counts;
        let source = format!(
            "{} of {} closed were won; few counts lean on the other channels’",
            crate::evidence::say::count(counts.successes),
            crate::evidence::say::count(counts.trials)
        );
        let after = mine(Value::Normal(laws::Normal { mean: shift, sd }), &source);
        change("leads close better or worse", Unit::LogOdds, &channel.close_shift, &after);
        channel.close_shift = after;
    }
}

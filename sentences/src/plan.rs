//! Where the money should go, and what a target takes, in words.

use funnel_decide::mix::{Mix, Verdict};
use funnel_decide::outcome::{Changed, Need, Outcome, Reach, Verdict as TargetVerdict};
use funnel_engine::process::Metric;
use funnel_engine::scenario::{Scenario, TargetMetric, View};
use funnel_text::calendar;
use funnel_text::format::Unit;
use funnel_text::letters;

use super::chosen::Chosen;
use super::claims::{Claim, Said, Side, What};
use super::levers::change;
use super::numbers::{NONE, Numbers, estimates, money, money_change, pair_texts, texts};
use super::often::{self, Often};
use super::period::period;
use super::price::{Wanted, wanted};
use super::target::{goal, reaches};

/// The money that is split, within the horizon.
fn split(s: &Scenario, m: &Mix) -> f64 {
    m.total * f64::from(s.frame.horizon_weeks)
}

/// The split found, compared with today's.
fn mixed<'a>(s: &Scenario, m: &'a Mix) -> Option<Chosen<'a, Verdict>> {
    m.verdict.as_ref().map(|v| Chosen::of(v, m.keeps_today, v.sure, v.profit, split(s, m)))
}

/// `Another split of the same money brings +$40k of profit …`, or that none does, or that we cannot tell.
#[must_use]
pub fn mix_title(s: &Scenario, m: &Mix, n: &dyn Numbers) -> Said {
    if m.impossible {
        return Said::plain("No split holds the total within the limits.");
    }
    if m.channels.len() < 2 {
        return Said::plain("There is one channel that can be bought, so there is nothing to split.");
    }
    match mixed(s, m) {
        None => Said::pending("Another split of the same money"),
        Some(Chosen::Stands) => {
            Said::plain("Today’s split stands: nothing better held in futures it was not chosen in.")
        }
        Some(Chosen::Unclear(v)) => Said::plain(format!(
            "We cannot tell a better split from today’s: the best found changes profit by {}, within its error.",
            money_change(n, &v.profit)
        )),
        Some(Chosen::Alike(v)) => Said::plain(format!(
            "Today’s split is as good as any: the best found changes profit by {}, next to nothing beside the {} it splits.",
            money_change(n, &v.profit),
            money(n, split(s, m))
        )),
        Some(Chosen::Better(v)) => {
            let worth = What::Worth { gain: v.profit.value.unwrap_or(0.0), of: split(s, m) };
            Said::claiming(
                format!(
                    "Another split of the same money changes profit by {} against today’s split, in futures it was not chosen in.",
                    money_change(n, &v.profit)
                ),
                Claim::new(View::Mix, Metric::Profit, worth),
            )
        }
    }
}

/// How often it is ahead, and what staying near today's split costs; said only about a split that is better.
#[must_use]
pub fn mix_sentences(s: &Scenario, m: &Mix, n: &dyn Numbers) -> Vec<Said> {
    let pulsed = pulses(m, n).map(Said::plain);
    let Some(Chosen::Better(v)) = mixed(s, m) else { return pulsed.into_iter().collect() };
    let told = |share: f64| Often::new(share, 0);
    let (ahead, behind) = (v.better.value, v.behind.value);
    let apart = ahead < behind;
    let mut text = format!("It is ahead of today’s split in {}", told(ahead).in_futures(n));
    if ahead + behind < 0.99 {
        text.push_str(&format!(", behind in {}, and the same in the rest", told(behind).short()));
    }
    if apart {
        text.push_str(": its mean is higher all the same, as a few good futures carry it");
    }
    text.push('.');
    // With another total, the split used for comparison is not today's.
    let is_today = (m.channels.iter().map(|c| c.today).sum::<f64>() - m.total).abs() <= 1e-6 * m.total;
    let of = if is_today { Side::Today } else { Side::Step("today’s split of another total".to_owned()) };
    let often = What::Often { side: Side::Split, of: of.clone(), ahead, behind, says_so: apart };
    let by = What::Ahead { side: Side::Split, of, by: v.profit };
    let claims = [often, by].map(|what| Claim::new(View::Mix, Metric::Profit, what)).to_vec();
    let mut said = vec![Said::with(text, claims)];
    if let Some(half) = v.part_way.iter().find(|w| (w.share - 0.5).abs() < 1e-9) {
        let text = format!("Half of the way there changes profit by {}.", money_change(n, &half.less_today));
        said.push(Said::plain(text));
    }
    said.extend(pulsed);
    said
}

/// Whether the money does more in pulses; `None` unless that was tried and the fresh futures have been run.
fn pulses(m: &Mix, n: &dyn Numbers) -> Option<String> {
    let verdict = m.verdict.as_ref().filter(|_| !m.pulses.is_empty())?;
    Some(match m.pulse {
        Some(pulse) if pulse.off_weeks == 0 => format!(
            "Spent evenly week by week it changes profit by a further {}.",
            money_change(n, &verdict.pulse.unwrap_or(pulse.less_mix))
        ),
        Some(pulse) => format!(
            "Spent in pulses, {} on and {} off, it changes profit by a further {}.",
            weeks(pulse.on_weeks),
            weeks(pulse.off_weeks),
            money_change(n, &verdict.pulse.unwrap_or(pulse.less_mix))
        ),
        None => {
            "Pulses of 1, 2, 4 or 13 weeks on and as many off bring nothing that stands out from its error.".to_owned()
        }
    })
}

fn weeks(n: u32) -> String {
    if n == 1 { "1 week".to_owned() } else { format!("{n} weeks") }
}

/// `$5M of revenue at 80% takes more than budget: …`
#[must_use]
pub fn outcome_title(s: &Scenario, o: &Outcome, n: &dyn Numbers) -> Said {
    let Some(asked) = &o.asked else {
        return Said::plain(
            "Say what you want to reach, and with what confidence, in the question above or right here.",
        );
    };
    let what = format!("{} with {} confidence", goal(asked.metric, asked.value, n), often::wanted(n, asked.confidence));
    let Some((verdict, way)) = o.verdict.zip(o.way.as_ref()) else {
        return Said::pending(format!("What {what} takes"));
    };
    let first = letters::capital(&what);
    let reached = often::chance(n, way.reach.chance.value);
    let futures = often::of_futures(n, way.reach.chance.value);
    let text = match verdict {
        TargetVerdict::Budget if way.changes.is_empty() => format!("{first} is within reach as things are: {reached}."),
        TargetVerdict::Budget => {
            format!("{first} takes a budget of {} in {}.", money(n, way.reach.budget), period(s.frame.horizon_weeks))
        }
        TargetVerdict::Combination => format!(
            "{first}: not by budget alone. With {} changes together it is reached in {futures}, for {} more cost.",
            way.changes.len(),
            money_change(n, &way.cost).trim_start_matches('+')
        ),
        TargetVerdict::Nothing => format!("Nothing that was tried reaches {what}: the furthest comes to {reached}."),
    };
    let advice = |c: &Changed| What::Advice {
        side: Side::Step(c.setting.clone()),
        is_priced: c.setting.is_empty() || s.price(&c.setting).is_known(),
    };
    let claims = way.changes.iter().map(|c| Claim::new(View::Outcome, Metric::Profit, advice(c))).collect();
    Said::with(text, claims)
}

/// What was not tried because nobody entered its price, with what to enter; empty where the budget alone reaches the
/// target.
#[must_use]
pub fn outcome_unpriced(s: &Scenario, o: &Outcome) -> Vec<(String, Vec<Wanted>)> {
    if matches!(o.verdict, None | Some(TargetVerdict::Budget)) {
        return Vec::new();
    }
    let settings = s.settings();
    let one = |x: &funnel_decide::outcome::Unpriced| {
        let setting = settings.iter().find(|known| known.key == x.setting)?;
        let name = if setting.owner.is_empty() {
            setting.label.to_owned()
        } else {
            format!("{}: {}", setting.owner, setting.label)
        };
        Some((format!("{name}: not tried, as nobody said what it costs."), vec![wanted(s, &x.path)]))
    };
    o.unpriced.iter().filter_map(one).collect()
}

/// What the way changes, one line each, and how it did in fresh futures.
#[must_use]
pub fn outcome_sentences(s: &Scenario, o: &Outcome, n: &dyn Numbers) -> Vec<String> {
    let Some(way) = &o.way else { return Vec::new() };
    let settings = s.settings();
    let line = |c: &Changed| {
        if c.setting.is_empty() {
            return format!("Budget: {} of today’s.", n.percent(c.to, 0));
        }
        let known = settings.iter().find(|x| x.key == c.setting);
        known.map_or_else(|| format!("{}: {}.", c.setting, c.to), |x| letters::capital(&change(n, x, c.to)) + ".")
    };
    let mut said: Vec<String> = way.changes.iter().map(line).collect();
    if let Some(fresh) = &o.fresh {
        let often = Often::new(fresh.value, 0).in_futures(n);
        said.push(format!("In futures it was not chosen in it reaches the target in {often}."));
    }
    said
}

/// A budget that was tried on the way to a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried {
    /// `$1.2M`.
    pub budget: String,
    /// How often it reaches the target, and what it reaches with the confidence wanted.
    pub cells: [String; 2],
    /// Both in a sentence.
    pub reading: String,
}

/// What was asked of a budget, as a heading: `reaches $9M revenue within 12 months`.
#[must_use]
pub fn outcome_asked(s: &Scenario, o: &Outcome, n: &dyn Numbers) -> String {
    let reaches = o.asked.map_or_else(String::new, |asked| reaches(asked.metric, asked.value, n));
    format!("{reaches} within {}", period(s.frame.horizon_weeks))
}

/// The budgets tried, by rising amount. Each column is written by one rule.
#[must_use]
pub fn outcome_budgets(o: &Outcome, n: &dyn Numbers) -> Vec<Tried> {
    let Some(asked) = &o.asked else { return Vec::new() };
    let unit = if asked.metric == TargetMetric::Customers { Unit::Count } else { Unit::Money };
    let budgets = texts(n, &o.budgets.iter().map(|x| x.budget).collect::<Vec<_>>(), Unit::Money);
    let levels = estimates(n, &o.budgets.iter().map(|x| x.level).collect::<Vec<_>>(), unit);
    let told = |((x, budget), level): ((&Reach, String), String)| {
        let often = Often::new(x.chance.value, 0).in_futures(n);
        let reading = format!(
            "A budget of {budget} {} in {often}; with {} confidence it comes to {level}.",
            reaches(asked.metric, asked.value, n),
            often::wanted(n, asked.confidence)
        );
        Tried { cells: [often::chance(n, x.chance.value), level], budget, reading }
    };
    o.budgets.iter().zip(budgets).zip(levels).map(told).collect()
}

/// People who must come in, with a row for each stage and one for deals won: its name, then today and on the way found,
/// both written by one rule, and the weeks by which half and nine in ten of them are in.
#[must_use]
pub fn outcome_needs(s: &Scenario, o: &Outcome, n: &dyn Numbers) -> Vec<(String, [String; 4])> {
    let people = pair_texts(n, o.needs.iter().map(|x| x.people), Unit::Count);
    let name = |id: &str| s.stages.iter().find(|x| x.id == id).map_or("Deals won", |stage| &stage.name).to_owned();
    // Where nobody comes there is no week.
    let week = |week: u32| if week == 0 { NONE.to_owned() } else { calendar::week(&n.style().calendar, week) };
    let row = |(x, [today, needed]): (&Need, [String; 2])| {
        (name(&x.stage), [today, needed, week(x.half_by[1]), week(x.most_by[1])])
    };
    o.needs.iter().zip(people).map(row).collect()
}

#[cfg(test)]
mod tests;

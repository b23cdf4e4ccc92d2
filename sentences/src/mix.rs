//! Where the money should go, in words.

use funnel_decide::mix::{Mix, Move, Share, Verdict};
use funnel_engine::process::Metric;
use funnel_engine::report::Estimate;
use funnel_engine::scenario::{Scenario, View};
use funnel_text::Time;
use funnel_text::calendar::per;
use funnel_text::format::Unit;

use super::chosen::Chosen;
use super::claims::{Claim, Said, Side, What};
use super::numbers::{Numbers, money, money_change, pair_texts};
use super::often::Often;

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
pub fn title(s: &Scenario, m: &Mix, n: &dyn Numbers) -> Said {
    if m.impossible && m.total > 0.0 {
        return Said::plain("No split holds the total within the limits.");
    }
    if m.channels.len() < 2 {
        return Said::plain("There is one channel that can be bought, so there is nothing to split.");
    }
    if m.total <= 0.0 {
        return Said::plain("Nothing is spent today, so there is nothing to split.");
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
pub fn sentences(s: &Scenario, m: &Mix, n: &dyn Numbers) -> Vec<Said> {
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

/// One channel moved alone.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    /// `Twice on Search`, `$4k a month on Events`.
    pub name: String,
    /// Money on the channel by the scenario's period, before and after; all in one column.
    pub cells: [String; 2],
    /// The change of profit.
    pub profit: Estimate,
}

/// The moves of single channels tried so far, those that bring most first.
#[must_use]
pub fn moves(s: &Scenario, m: &Mix, n: &dyn Numbers) -> Vec<Moved> {
    let each = || m.channels.iter().flat_map(|x| x.moves.iter().map(move |to| (x, to)));
    let per = per(s.calendar.period);
    let by_period = |x: f64| Time::Week.rate_in(s.calendar.period.into(), x);
    let cells = pair_texts(n, each().map(|(x, to)| [x.from, to.spend].map(by_period)), Unit::Money);
    let moved = |((x, to), cells): ((&Share, &Move), [String; 2])| {
        let channel = s.channel_name(&x.channel);
        let name = match to.spend / x.from {
            0.5 => format!("Half on {channel}"),
            2.0 => format!("Twice on {channel}"),
            _ => format!("{} {per} on {channel}", cells[1]),
        };
        Moved { name, cells, profit: to.profit }
    };
    let mut all: Vec<Moved> = each().zip(cells).map(moved).collect();
    all.sort_by(|a, b| b.profit.value.unwrap_or(f64::NAN).total_cmp(&a.profit.value.unwrap_or(f64::NAN)));
    all
}

#[cfg(test)]
mod tests;

//! Channels: how many people come from each, and how well they close; channels with few counts borrow from the others.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::arrivals::Arrivals;
use super::deals::Deals;
use super::say;
use super::sums::Sums;
use crate::column::date::Day;
use crate::shape::Outcome;
use crate::stats::pool::{Pooled, pool};
use crate::stats::quantile;
use crate::stats::rate::Counts;

/// Channels kept by name; the smaller ones are combined.
const MOST: usize = 12;

/// One channel.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct ChannelEvidence {
    /// Its name; empty where the table has none.
    pub name: String,
    /// Its arrivals.
    pub arrivals: Arrivals,
    /// Won of closed: its own counts, and its rate pooled with the others.
    pub closes: Pooled,
    /// Shift of the rate's logit against all channels: mean and standard deviation.
    pub shift: (f64, f64),
    /// Money spent a week on it, where a table gives it.
    pub spend: Option<f64>,
    /// The evidence in a sentence.
    pub sentence: String,
}

/// The channels of the deals, the largest first.
#[must_use]
pub(crate) fn learn(deals: &Deals, first: Day) -> Vec<ChannelEvidence> {
    let mut sizes: BTreeMap<u32, usize> = BTreeMap::new();
    for deal in &deals.rows {
        *sizes.entry(deal.channel).or_default() += 1;
    }
    let mut order: Vec<(usize, u32)> = sizes.into_iter().map(|(channel, n)| (n, channel)).collect();
    order.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let kept: Vec<u32> = order.iter().take(if order.len() > MOST { MOST - 1 } else { MOST }).map(|(_, c)| *c).collect();
    let groups = if order.len() > kept.len() { kept.len() + 1 } else { kept.len() };
    let group = |channel: u32| kept.iter().position(|c| *c == channel).unwrap_or(kept.len());
    let mut days: Vec<Vec<Day>> = vec![Vec::new(); groups];
    let mut counts = vec![Counts { successes: 0.0, trials: 0.0 }; groups];
    for deal in &deals.rows {
        let at = group(deal.channel);
        if let (Some(days), Some(counts)) = (days.get_mut(at), counts.get_mut(at)) {
            days.push(deal.begins);
            counts.trials += f64::from(u8::from(deal.outcome != Outcome::Open));
            counts.successes += f64::from(u8::from(deal.outcome == Outcome::Won));
        }
    }
    let shifts = shifts(&counts);
    let mut found = Vec::new();
    for ((at, days), (closes, shift)) in days.into_iter().enumerate().zip(shifts) {
        let Some(arrivals) = Arrivals::count(&days, first, deals.as_of) else { continue };
        let name = kept.get(at).and_then(|c| deals.channels.get(*c as usize)).map_or("Other", |name| name);
        let came: u32 = arrivals.weeks.iter().sum();
        let period = say::months(arrivals.from, arrivals.to);
        let sentence = format!("{} came in {} weeks, {period}", say::count(f64::from(came)), arrivals.weeks.len());
        found.push(ChannelEvidence { name: name.to_owned(), arrivals, closes, shift, spend: None, sentence });
    }
    found
}

/// Arrivals by period, and the counts of the last stage.
type Summed = (BTreeMap<Day, f64>, Counts);

/// The channels of a table of sums: arrivals by period, and of those who came before the last stage, how many passed
/// it.
#[must_use]
pub(crate) fn of_sums(sums: &Sums) -> Vec<ChannelEvidence> {
    let (Some((_, to)), Some((from, weeks)), false) = (sums.span(), sums.last_year(), sums.stages.is_empty()) else {
        return Vec::new();
    };
    let mut by: BTreeMap<&str, Summed> = BTreeMap::new();
    for row in &sums.rows {
        let Some(day) = row.day.filter(|day| *day >= from) else { continue };
        let empty = || (BTreeMap::new(), Counts { successes: 0.0, trials: 0.0 });
        let (came, closes) = by.entry(&row.channel).or_insert_with(empty);
        *came.entry(day).or_default() += row.counts.first().copied().flatten().unwrap_or(0.0);
        if let [.., Some(before), Some(after)] = row.counts.as_slice() {
            closes.trials += before;
            closes.successes += after;
        }
    }
    by.retain(|_, (came, _)| came.values().sum::<f64>() > 0.0);
    let mut order: Vec<(&str, Summed)> = by.into_iter().collect();
    let total = |came: &BTreeMap<Day, f64>| came.values().sum::<f64>();
    order.sort_by(|a, b| total(&b.1.0).total_cmp(&total(&a.1.0)).then(a.0.cmp(b.0)));
    order.truncate(funnel_scenario::limits::CHANNELS);
    // Where more passed than came the two do not count the same people, and tell no rate.
    let sound = |c: &Counts| if c.successes > c.trials { Counts { successes: 0.0, trials: 0.0 } } else { *c };
    let counts: Vec<Counts> = order.iter().map(|(_, (_, counts))| sound(counts)).collect();
    let shifts = shifts(&counts);
    let mut found = Vec::new();
    for ((name, (came, _)), (closes, shift)) in order.into_iter().zip(shifts) {
        let periods: Vec<f64> = came.into_values().collect();
        let n = crate::stats::real(periods.len());
        let all: f64 = periods.iter().sum();
        let (each, mean) = (all / n, all / weeks);
        let sd = quantile::sd(&quantile::sorted(periods)).unwrap_or(each);
        let sigma = libm::log1p(sd * sd / n / (each * each)).sqrt();
        let sentence = format!("{} came a week, {}", say::count(mean), say::months(from, to));
        let arrivals = Arrivals {
            from,
            to,
            weeks: Vec::new(),
            mean,
            sigma,
            moves: 0.0,
            is_moving: 0.0,
            dispersion: None,
            gaps: Vec::new(),
        };
        found.push(ChannelEvidence { name: name.to_owned(), arrivals, closes, shift, spend: None, sentence });
    }
    found
}

/// Each channel's pooled rate, and its shift of the logit against all channels.
fn shifts(counts: &[Counts]) -> Vec<(Pooled, (f64, f64))> {
    let all = counts.iter().fold((0.0, 0.0), |(k, n), c| (k + c.successes, n + c.trials));
    let overall = libm::log((all.0 + 0.5) / (all.1 - all.0 + 0.5));
    let shift = |closes: Pooled| {
        // The variance of the logit of a Beta(a, b) is ψ'(a) + ψ'(b), about 1/a + 1/b unless they are small.
        let logit = libm::log(closes.a / closes.b);
        let shift =
            if counts.len() > 1 { (logit - overall, (1.0 / closes.a + 1.0 / closes.b).sqrt()) } else { (0.0, 0.0) };
        (closes, shift)
    };
    pool(counts).into_iter().map(shift).collect()
}

//! Channels: how many come from each, and how well they close, the ones with few counts leaning on the others.

use std::collections::BTreeMap;

use serde::Serialize;

use super::arrivals::Arrivals;
use super::deals::Deals;
use super::say;
use crate::column::date::Day;
use crate::shape::Outcome;
use crate::stats::pool::{Pooled, pool};
use crate::stats::rate::Counts;

/// Channels kept by name; the smaller ones are one.
const MOST: usize = 12;

/// One channel.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChannelEvidence {
    /// Its name; empty where the table has none.
    pub name: String,
    /// Who came.
    pub arrivals: Arrivals,
    /// Won of closed, on its own and after seeing the others.
    pub closes: Pooled,
    /// Shift of the logit of the rate against all: mean and standard deviation.
    pub shift: (f64, f64),
    /// Money spent a week on it, where a table says.
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
    let all = counts.iter().fold((0.0, 0.0), |(k, n), c| (k + c.successes, n + c.trials));
    let overall = libm::log((all.0 + 0.5) / (all.1 - all.0 + 0.5));
    let pooled = pool(&counts);
    let mut found = Vec::new();
    for ((at, days), closes) in days.into_iter().enumerate().zip(pooled) {
        let Some(arrivals) = Arrivals::count(&days, first, deals.as_of) else { continue };
        let name = kept.get(at).and_then(|c| deals.channels.get(*c as usize)).map_or("Other", |name| name);
        // The variance of the logit of a Beta(a, b) is ψ'(a) + ψ'(b), 1/a + 1/b but for small ones.
        let logit = libm::log(closes.a / closes.b);
        let shift = if groups > 1 { (logit - overall, (1.0 / closes.a + 1.0 / closes.b).sqrt()) } else { (0.0, 0.0) };
        let came: u32 = arrivals.weeks.iter().sum();
        let period = say::months(arrivals.from, arrivals.to);
        let sentence = format!("{} came in {} weeks, {period}", say::count(f64::from(came)), arrivals.weeks.len());
        found.push(ChannelEvidence { name: name.to_owned(), arrivals, closes, shift, spend: None, sentence });
    }
    found
}

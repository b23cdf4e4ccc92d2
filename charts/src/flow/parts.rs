//! What the flow draws, whatever it was given.

use super::{Channel, Input, Pair, What};
use crate::scale::LARGEST;

/// If there are more channels than this, the last are drawn as one.
const MOST_CHANNELS: usize = 6;

/// The input, made fit to draw: at most [`MOST_CHANNELS`] channels, and no figure that is negative or NaN.
pub(super) struct Parts {
    pub(super) channels: Vec<(What, String, Pair)>,
    pub(super) spend: Pair,
    /// People at each stage, then customers.
    pub(super) people: Vec<(What, String, Pair)>,
    pub(super) revenue: Pair,
    /// Pixels per unit, if the longest bar is one pixel long.
    pub(super) per_person: f64,
    pub(super) per_money: f64,
}

impl Parts {
    pub(super) fn new(input: &Input<'_>) -> Self {
        let mut channels = Vec::new();
        let single = if input.channels.len() > MOST_CHANNELS { MOST_CHANNELS - 1 } else { input.channels.len() };
        for (i, channel) in input.channels.iter().take(single).enumerate() {
            channels.push((What::Channel(i), channel.name.to_owned(), channel.inquiries.drawable()));
        }
        let sum = |all: &[Channel<'_>], f: fn(&Channel<'_>) -> Pair| {
            all.iter().fold(Pair::default(), |sum, c| sum.plus(f(c).drawable()).drawable())
        };
        let others = input.channels.get(single..).unwrap_or_default();
        if !others.is_empty() {
            let mut name = crate::format::whole(others.len());
            name.push(' ');
            name.push_str(input.words.others);
            channels.push((What::OtherChannels(single), name, sum(others, |c| c.inquiries)));
        }
        let spend = sum(input.channels, |c| c.spend);
        let inquiries = channels.iter().fold(Pair::default(), |sum, c| sum.plus(c.2));
        let mut people: Vec<_> = input
            .stages
            .iter()
            .enumerate()
            .map(|(i, stage)| (What::Stage(i), stage.name.to_owned(), stage.entered.drawable()))
            .collect();
        let won = input.stages.last().map_or(inquiries, |stage| stage.passed.drawable());
        people.push((What::Customers, input.words.customers.to_owned(), won));
        let revenue = input.revenue.drawable();
        let most = people.iter().map(|p| p.2.larger()).fold(inquiries.larger(), f64::max);
        let richest = spend.larger().max(revenue.larger());
        let per = |most: f64| if most > 0.0 { (1.0 / most).min(LARGEST) } else { 0.0 };
        Self { channels, spend, people, revenue, per_person: per(most), per_money: per(richest) }
    }
}

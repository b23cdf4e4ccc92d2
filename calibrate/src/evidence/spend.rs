//! Money spent on the deals' channels, and on what is none of them.

use std::collections::BTreeSet;

use super::deals::Deals;
use super::sums::Sums;
use super::{Evidence, History, say};
use crate::column::label::key;
use crate::shape::{Mapping, On};

/// What is spent on is no channel of the deals: the names are those of the tables of spend.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Adrift {
    /// Spread over all channels.
    spread: BTreeSet<String>,
    /// Not used.
    left_out: BTreeSet<String>,
    /// Deals without channels have all of the spend, whatever it is on.
    is_whole: bool,
    /// Every channel of the deals, also of those that are too small to be kept by name.
    known: BTreeSet<String>,
}

impl Adrift {
    /// Takes each name of spend for a channel of the deals, as far as one of them is, or the reader says so.
    pub(super) fn settle(mapping: &Mapping, sums: &mut Sums, deals: &Deals) -> Self {
        let known: BTreeSet<String> = deals.channels.iter().map(|name| key(name)).collect();
        let is_whole = deals.channels.iter().all(String::is_empty);
        let said = mapping.adrift.as_ref();
        let names: BTreeSet<String> =
            sums.rows.iter().filter(|row| row.spend.is_some()).map(|row| row.channel.clone()).collect();
        let is_known = |name: &String| !name.is_empty() && known.contains(&key(name));
        let is_any_known = names.iter().any(is_known);
        let mut found = Self { is_whole: is_whole && !names.is_empty(), known: known.clone(), ..Self::default() };
        for name in names.iter().filter(|name| !is_whole && !is_known(name)) {
            let taken = match said.filter(|said| said.has(name)) {
                Some(said) => said.taken(),
                None if is_any_known => On::LeftOut,
                None => On::All,
            };
            match taken {
                On::Channel(_) => {}
                On::LeftOut => drop(found.left_out.insert(name.clone())),
                On::All | On::Asked => drop(found.spread.insert(name.clone())),
            }
        }
        for row in &mut sums.rows {
            match said.filter(|said| said.has(&row.channel)).map(|said| said.taken()) {
                _ if is_whole => row.channel.clear(),
                Some(On::Channel(name)) if !is_known(&row.channel) => row.channel = name,
                _ => {}
            }
        }
        sums.rows.sort_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal));
        found
    }
}

/// Spend of each channel: its own, and its share of what is on none of them, by how many came.
pub(super) fn by_channel(history: &History, found: &mut Evidence) {
    let adrift = &history.adrift;
    for channel in &mut found.channels {
        let own = found.spend.iter().find(|(name, _)| key(name) == key(&channel.name));
        channel.spend = own.map(|(_, money)| *money);
    }
    if history.deals.is_none() {
        return;
    }
    let sum = |names: &BTreeSet<String>| -> f64 {
        found.spend.iter().filter(|(name, _)| names.contains(name)).map(|(_, money)| money).sum()
    };
    // What is spent on channels too small to be kept by name goes to those that are combined.
    let kept: BTreeSet<String> = found.channels.iter().map(|channel| key(&channel.name)).collect();
    let is_small = |name: &str| !name.is_empty() && adrift.known.contains(&key(name)) && !kept.contains(&key(name));
    let small: f64 = found.spend.iter().filter(|(name, _)| is_small(name)).map(|(_, money)| money).sum();
    if let Some(other) = found.channels.iter_mut().find(|channel| channel.name == "Other" && small > 0.0) {
        other.spend = Some(other.spend.unwrap_or(0.0) + small);
    }
    let (spread, left_out) = (sum(&adrift.spread), sum(&adrift.left_out));
    let came: f64 = found.channels.iter().map(|channel| channel.arrivals.average()).sum();
    if spread > 0.0 && came > 0.0 {
        for channel in &mut found.channels {
            let share = spread * channel.arrivals.average() / came;
            channel.spend = Some(channel.spend.unwrap_or(0.0) + share);
        }
        found.notes.push(format!(
            "{}, {} a week, is on no channel of the deals: it is spread over all of them, by how many came",
            called(&adrift.spread),
            say::count(spread)
        ));
    }
    if left_out > 0.0 {
        found.notes.push(format!(
            "{}, {} a week, is on no channel of the deals, and is not used",
            called(&adrift.left_out),
            say::count(left_out)
        ));
    }
    let whole: f64 = found.spend.iter().map(|(_, money)| money).sum();
    if adrift.is_whole && whole > 0.0 {
        let money = say::count(whole);
        found
            .notes
            .push(format!("the deals name no channel: all of the spend, {money} a week, is taken to be for them"));
    }
}

/// “Spend on “Google Ads” and “Bing””.
fn called(names: &BTreeSet<String>) -> String {
    let named: Vec<String> = names.iter().filter(|name| !name.is_empty()).map(|name| format!("“{name}”")).collect();
    match named.split_last() {
        None => "spend without a channel".to_owned(),
        Some((one, [])) => format!("spend on {one}"),
        Some((last, rest)) => format!("spend on {} and {last}", rest.join(", ")),
    }
}

//! Money in and out: spend and the channels it is for, customers and what they pay, and counts by period.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it should be")]

use std::fmt::Write;

use funnel_calibrate::column::date::Day;
use funnel_calibrate::shape::{About, On};
use funnel_calibrate::{Evidence, Mapping, Options, Table, learn, propose, propose_like, read};
use proptest::prelude::*;

fn tables(files: &[&str]) -> Vec<Table> {
    files.iter().map(|text| read(text.as_bytes(), &Options::default()).unwrap()).collect()
}

fn learned(files: &[&str]) -> (Evidence, Mapping) {
    let tables = tables(files);
    let mapping = propose(&tables);
    (learn(&tables, &mapping), mapping)
}

fn iso(day: i32) -> String {
    Day(19_358 + day).iso()
}

/// Three deals a day over a year, of channels in turn; without channels if there are none.
fn deals(channels: &[&str]) -> String {
    let mut text = String::from(if channels.is_empty() {
        "Deal ID,Created,Close date,Stage\n"
    } else {
        "Deal ID,Created,Close date,Stage,Source\n"
    });
    for i in 0..1_092 {
        let (begins, ends) = (i / 3, i / 3 + 10 + i % 20);
        let (close, stage) =
            if ends < 364 { (iso(ends), ["Won", "Lost"][usize::from(i % 3 > 0)]) } else { (String::new(), "Open") };
        let source =
            if channels.is_empty() { String::new() } else { format!(",{}", channels[i as usize * 7 % channels.len()]) };
        let _ = writeln!(text, "{i},{},{close},{stage}{source}", iso(begins));
    }
    text
}

/// Weekly spend on each name, or without names.
fn spend(names: &[&str], each: u32) -> String {
    let mut text = String::from(if names.is_empty() { "Week,Cost\n" } else { "Week,Campaign,Cost\n" });
    for week in 0..52 {
        for name in if names.is_empty() { &[""][..] } else { names } {
            let name = if name.is_empty() { String::new() } else { format!("{name},") };
            let _ = writeln!(text, "{},{name}{each}", iso(week * 7));
        }
    }
    text
}

const SOURCES: [&str; 4] = ["Google", "Referral", "Trade fairs", "LinkedIn"];
const CAMPAIGNS: [&str; 6] = ["Google", "Google Ads", "Meta", "LinkedIn", "Bing", "Radio"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// No spend is lost without a word: what channels have and what is said not to be used come to all of it; the reader
    /// can put all of what is adrift on one channel, and that is kept.
    #[test]
    fn all_spend_is_used_or_said_not_to_be(
        sources in prop::sample::subsequence(SOURCES.to_vec(), 0..=4),
        campaigns in prop::sample::subsequence(CAMPAIGNS.to_vec(), 0..=6),
        each in 10..5_000_u32,
    ) {
        let (deals, costs) = (deals(&sources), spend(&campaigns, each));
        let (found, mapping) = learned(&[&deals, &costs]);
        let total = f64::from(each) * campaigns.len().max(1) as f64;
        let used = |found: &Evidence| found.channels.iter().filter_map(|channel| channel.spend).sum::<f64>();
        let unknown: Vec<&&str> = campaigns.iter().filter(|name| !sources.contains(*name)).collect();
        let said: Vec<&String> = found.notes.iter().filter(|note| note.contains("a week")).collect();
        let left_out = f64::from(each) * unknown.len() as f64;
        let is_left = said.iter().any(|note| note.ends_with("is not used"));
        let expected = if is_left { total - left_out } else { total };
        prop_assert!((used(&found) - expected).abs() < 1e-6 * total, "{} of {}: {:?}", used(&found), total, said);
        if sources.is_empty() || unknown.len() == campaigns.len() {
            // Nothing else could have it: all of the spend is the deals'.
            prop_assert!(!is_left && said.len() == 1, "{:?}", found.notes);
        } else {
            prop_assert_eq!(is_left, !unknown.is_empty());
            for name in unknown {
                prop_assert!(said[0].contains(&format!("“{name}”")), "{:?}", said);
            }
        }
        prop_assert!(mapping.questions().len() <= 5);
        // The reader says on which channel it was spent, and that applies next month, too.
        if let (Some(first), Some(adrift)) = (sources.first(), mapping.adrift.clone()) {
            let mut told = mapping;
            let place = adrift.channels.iter().position(|name| name == first).unwrap();
            told.answer(About::Spend, 2 + place);
            let all = tables(&[&deals, &costs]);
            let next = propose_like(&all, &told.to_keep());
            prop_assert_eq!(&next.adrift.as_ref().unwrap().on, &On::Channel((*first).to_owned()));
            let own = |found: &Evidence| found.spend.iter().find(|(name, _)| name == first).map_or(0.0, |(_, money)| *money);
            let more = own(&learn(&all, &next)) - own(&found);
            prop_assert!((more - f64::from(each) * adrift.names.len() as f64).abs() < 1e-6 * total, "{}", more);
        }
    }

    /// A contract that runs, whether its end is given or not, is a customer who is there; and what is paid is the same by
    /// the month, by the year and by the period.
    #[test]
    fn running_contracts_are_customers(
        lives in prop::collection::vec((0..1_400_i32, 1..6_i32, 10..500_u32), 30..120),
        ahead in 1..700_i32,
    ) {
        // The day of the export is that of the last beginning.
        let last = lives.iter().map(|(begins, ..)| *begins).max().unwrap();
        let written = |header: &str, times: u32, is_open: bool| {
            let mut text = format!("Customer ID,Start date,End date,{header}\n");
            for (i, (begins, years, paid)) in lives.iter().enumerate() {
                let end = begins + years * 365;
                let end = if end <= last { iso(end) } else if is_open && i % 3 > 0 { String::new() } else { iso(end.max(last + ahead)) };
                let _ = writeln!(text, "{i},{},{end},{}", iso(*begins), paid * times);
            }
            learned(&[&text]).0.retention.unwrap()
        };
        let known = written("MRR", 1, false);
        let gone = lives.iter().filter(|(begins, years, _)| begins + years * 365 <= last).count();
        prop_assert_eq!((known.customers, known.gone, known.there), (lives.len(), gone, lives.len() - gone));
        let open = written("MRR", 1, true);
        prop_assert_eq!((open.gone, &open.seen, open.sbg, open.value), (known.gone, &known.seen, known.sbg, known.value));
        let (yearly, whole) = (written("ARR", 12, false), written("Amount", 12, false));
        prop_assert_eq!(known.renewal_weeks, 52);
        for other in [yearly.value, whole.value] {
            prop_assert!((other.unwrap() - known.value.unwrap()).abs() < 1e-9 * known.value.unwrap());
        }
    }

    /// Periods add up: who passes in a week may have come in an earlier one. No row is dropped for it, and neither its
    /// spend nor those who came.
    #[test]
    fn periods_add_up(weeks in prop::collection::vec([0..9_u32, 0..9, 0..9], 8..52), cost in 1..1_000_u32) {
        let mut text = String::from("Week,Leads,Opportunities,Won,Spend\n");
        for (week, [leads, opps, won]) in weeks.iter().enumerate() {
            let _ = writeln!(text, "{},{leads},{opps},{won},{cost}", iso(week as i32 * 7));
        }
        let (found, _) = learned(&[&text]);
        let sum = |at: usize| weeks.iter().map(|week| f64::from(week[at])).sum::<f64>();
        prop_assert_eq!(found.ledger.total(), 0);
        for (at, passing) in found.passings.iter().enumerate() {
            prop_assert_eq!((passing.counted.successes, passing.counted.trials), (sum(at + 1), sum(at)));
        }
        prop_assert!((found.spend[0].1 - f64::from(cost)).abs() < 1e-9 * f64::from(cost));
        // A rate above all is none, and it is said.
        let refused = found.cannot.iter().filter(|cannot| cannot.because.contains("more passed than came")).count();
        let above = found.passings.iter().filter(|passing| passing.counted.successes > passing.counted.trials).count();
        prop_assert_eq!(refused, above);
        let base = funnel_scenario::templates::load("sales-led-saas").unwrap();
        let applied = funnel_calibrate::apply(&base, &found, Default::default()).unwrap();
        prop_assert_eq!(applied.scenario.problems(), vec![]);
    }
}

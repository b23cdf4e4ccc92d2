//! Tables that are joined by the ids in them.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it should be")]

use std::fmt::Write;

use funnel_calibrate::column::date::Day;
use funnel_calibrate::shape::Role;
use funnel_calibrate::{Evidence, Mapping, Options, Rule, learn, propose, read};

fn learned(files: &[&str]) -> (Evidence, Mapping) {
    let tables: Vec<_> = files.iter().map(|text| read(text.as_bytes(), &Options::default()).unwrap()).collect();
    let mapping = propose(&tables);
    (learn(&tables, &mapping), mapping)
}

fn iso(day: i32) -> String {
    Day(19_358 + day).iso()
}

/// Leads in one table and their deals in another give the same as a single table of both, to the bit.
#[test]
fn deals_come_from_the_leads_of_another_table() {
    let mut one = String::from("Lead ID,Created,Source,Opportunity date,Close date,Stage,Amount\n");
    let mut leads = String::from("Lead ID,Created,Source,Status\n");
    // Both tables number from 1, and deals are not in the order of their leads.
    let mut deals: Vec<String> = Vec::new();
    for i in 1..=900 {
        let (begins, source) = (i / 3, ["Search", "Fairs", "Referral"][i as usize % 3]);
        let became = (i % 5 < 2).then_some(begins + 6 + i % 9);
        let closed = became.filter(|_| i % 4 != 0).map(|day| day + 20 + i % 30).filter(|day| *day <= 300);
        let stage = match (closed, i % 3) {
            (Some(_), 0) => "Won",
            (Some(_), _) => "Lost",
            (None, _) => "Open",
        };
        let amount = if stage == "Won" { format!("{}", 1_000 + i) } else { String::new() };
        let dated = |day: Option<i32>| day.map_or(String::new(), iso);
        let _ = writeln!(one, "L-{i},{},{source},{},{},{stage},{amount}", iso(begins), dated(became), dated(closed));
        let status = if became.is_some() { "Converted" } else { "New" };
        let _ = writeln!(leads, "L-{i},{},{source},{status}", iso(begins));
        if let Some(day) = became {
            let number = (i * 577) % 901;
            deals.push(format!("{number},L-{i},{},{},{stage},{amount}\n", iso(day), dated(closed)));
        }
    }
    deals.sort();
    let second = format!("Deal ID,Contact ID,Create date,Close date,Deal stage,Amount\n{}", deals.concat());
    let (whole, _) = learned(&[&one]);
    let (both, mapping) = learned(&[&second, &leads]);
    let source = mapping.sources.iter().find(|source| source.columns.contains_key("Contact ID")).unwrap();
    assert_eq!((&source.columns["Contact ID"].role, &source.columns["Deal ID"].role), (&Role::Lead, &Role::Id));
    assert_eq!(both.ledger.total(), 0, "{:?}", both.ledger.problems.first());
    assert_eq!((both.process, both.channels, both.sizes), (whole.process, whole.channels, whole.sizes));
    assert!(both.notes.iter().any(|note| note.starts_with("360 of 360 deals come from a lead")), "{:?}", both.notes);
    // A second deal of a lead is reported; a deal without a lead still counts.
    let more = format!("{second}9001,L-1,{},,Open,\n9002,L-x,{},,Open,\n", iso(290), iso(291));
    let (found, _) = learned(&[&more, &leads]);
    assert_eq!(found.ledger.counts, [(Rule::AnotherDealOfItsLead, 1)].into());
    assert_eq!((found.deals, found.process[0].entered), (901, 901));
}

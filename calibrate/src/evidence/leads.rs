//! Deals whose leads are in another table: joined into one row each, from the lead to the outcome.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::cells::{Cell, cells};
use super::deals::{Raw, set};
use crate::problem::{Ledger, Rule};
use crate::read::Table;
use crate::shape::{Outcome, Role, Source};

/// The stage that a lead has passed when it has become a deal.
pub(super) const PASSED: &str = "Opportunity";

/// Whether a table's deals name their leads.
pub(super) fn names_leads(source: &Source) -> bool {
    source.columns.values().any(|used| used.role == Role::Lead)
}

/// Joins deals to their leads: the beginning and channel are the lead's, the outcome and amount the deal's. If a lead
/// has several deals, the first counts. A deal whose lead is in no table began as a deal. Returns how many deals there
/// are, and how many have a lead.
pub(super) fn join<'a>(
    raw: &mut Vec<Raw>,
    of: &[(&'a Source, &'a Table)],
    stages: &[String],
    ledger: &mut Ledger,
) -> Option<(usize, usize)> {
    if !of.iter().any(|(source, _)| names_leads(source)) {
        return None;
    }
    let column = |role: Role| -> Vec<Option<Cell<'a>>> {
        of.iter().map(|(source, table)| cells(source, table, |r| *r == role).into_iter().next()).collect()
    };
    let (names, ids) = (column(Role::Lead), column(Role::Id));
    let passed = stages.iter().position(|stage| stage == PASSED)?;
    let text = |all: &[Option<Cell<'a>>], r: &Raw| -> &'a str {
        all.get(r.table).and_then(Option::as_ref).map_or("", |cell| cell.text(r.row))
    };
    let is_deal = |r: &Raw| names.get(r.table).is_some_and(Option::is_some);
    let leads: HashMap<&str, usize> = raw
        .iter()
        .enumerate()
        .filter(|(_, r)| !is_deal(r))
        .map(|(i, r)| (text(&ids, r), i))
        .filter(|(id, _)| !id.is_empty())
        .collect();
    // By the lead's place; deals in an order that does not depend on the files.
    let mut of_lead: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut count = 0;
    for (i, row) in raw.iter().enumerate().filter(|(_, r)| is_deal(r)) {
        count += 1;
        if let Some(lead) = leads.get(text(&names, row)) {
            of_lead.entry(*lead).or_default().push(i);
        }
    }
    let led: BTreeSet<usize> = of_lead.keys().filter_map(|lead| raw.get(*lead)).map(|lead| lead.table).collect();
    let mut goes = vec![false; raw.len()];
    for row in raw.iter_mut() {
        if is_deal(row) {
            if !row.waits {
                let day = row.deal.passed.get(passed).copied().flatten().unwrap_or(row.deal.begins);
                set(&mut row.deal.passed, passed, Some(day));
            }
        } else if row.deal.outcome == Outcome::Won && led.contains(&row.table) {
            // A lead that was won has become a deal.
            let day = row.deal.passed.get(passed).copied().flatten().or(row.closed);
            set(&mut row.deal.passed, passed, day);
            (row.deal.outcome, row.closed, row.deal.amount) = (Outcome::Open, None, None);
        }
    }
    let joined: usize = of_lead.values().map(Vec::len).sum();
    for (lead, mut deals) in of_lead {
        let key = |i: &usize| raw.get(*i).map(|r| (r.waits, r.deal.clone(), r.closed, text(&ids, r)));
        deals.sort_by(|a, b| key(a).partial_cmp(&key(b)).unwrap_or(std::cmp::Ordering::Equal));
        for (place, i) in deals.iter().enumerate() {
            set(&mut goes, *i, true);
            if place > 0
                && let Some(row) = raw.get(*i)
                && let Some((_, table)) = of.get(row.table)
            {
                let at = table.rows.get(row.row).copied().unwrap_or(0);
                ledger.add(Rule::AnotherDealOfItsLead, &table.name, at, "", text(&names, row));
            }
        }
        let first = deals.first().and_then(|i| raw.get(*i)).map(|r| (r.deal.clone(), r.closed, r.waits));
        let (Some((deal, closed, waits)), Some(lead)) = (first, raw.get_mut(lead)) else { continue };
        if !waits {
            lead.deal.begins = lead.deal.begins.min(deal.begins);
        }
        for (own, its) in lead.deal.passed.iter_mut().zip(&deal.passed) {
            *own = own.or(*its);
        }
        (lead.deal.lost, lead.deal.outcome, lead.deal.amount) = (deal.lost, deal.outcome, deal.amount);
        lead.closed = closed;
        if lead.deal.channel == 0 {
            lead.deal.channel = deal.channel;
        }
        if deal.segment != 0 {
            lead.deal.segment = deal.segment;
        }
    }
    let mut at = 0;
    raw.retain(|_| {
        at += 1;
        !goes.get(at - 1).copied().unwrap_or(false)
    });
    Some((count, joined))
}

//! Laws of spreading: what a list or a table becomes, and what is left as it is.

use std::collections::BTreeSet;

use funnel_engine::scenario::templates::{TEMPLATES, load};

use super::super::says::{Fault, says};
use super::*;

fn read(draft: &Draft) -> super::super::says::Says {
    says(draft, &BTreeSet::new(), &NumberStyle::english("USD"))
}

fn spread_out(draft: &Draft) -> Draft {
    draft.spread_out(&NumberStyle::english("USD"))
}

/// Each list in one go, as written in a mail or copied from a spreadsheet, equals what it is field by field.
#[test]
fn lists_are_spread_over_their_rows() {
    let spread = |at: At, text: &str| {
        let mut draft = Draft::empty("USD");
        (draft.spread(at, text, &NumberStyle::english("USD")).is_some(), draft)
    };
    let cells = |draft: &Draft, rows: Rows| -> Vec<[String; 3]> {
        let rows = draft.rows(rows).iter().filter(|row| !row.is_empty());
        rows.map(|row| [&row.name, &row.amount, &row.more].map(Clone::clone)).collect()
    };
    let channels = [["Google Ads", "$30k", ""], ["LinkedIn", "12k a month", ""], ["Trade fair 2027", "8,000", ""]];
    for text in [
        "Google Ads $30k; LinkedIn 12k a month; Trade fair 2027 8,000",
        "Google Ads: $30k, LinkedIn 12k a month, Trade fair 2027 8,000",
        "Google Ads\t$30k\t\nLinkedIn\t12k a month\nTrade fair 2027\t8,000\n",
    ] {
        let (did, draft) = spread(At::Channel(0, Cell::Name), text);
        assert!(did, "{text}");
        assert_eq!(cells(&draft, Rows::Channels), channels, "{text}");
    }
    for text in ["22 % → 35 % → 24 %", "22 % -> 35 %->24 %", "22 %, 35 %, 24 %", "22 %; 35 %;24 %"] {
        let (_, draft) = spread(At::Step(0, Cell::Amount), text);
        let rates: Vec<_> = draft.steps.iter().map(|row| row.amount.as_str()).collect();
        assert_eq!(rates, ["22 %", "35 %", "24 %"], "{text}");
    }
    let (_, draft) = spread(At::Team(0, Cell::Name), "2 SDRs at 80k, 4 AEs");
    assert_eq!(cells(&draft, Rows::Teams), [["SDRs", "2", "80k"], ["AEs", "4", ""]]);
    // A reader who presses Enter in the field has not left it.
    let mut draft = Draft::empty("USD");
    draft.put(At::Channel(0, Cell::Name), "Google Ads $30k; LinkedIn 12k a month".to_owned());
    draft.put(At::Step(0, Cell::Amount), "22 % → 35 %".to_owned());
    let own = read(&spread_out(&draft)).own;
    assert_eq!(own.channels.iter().filter_map(|row| row.spend_per_month).collect::<Vec<_>>(), [30_000.0, 12_000.0]);
    assert_eq!(spread_out(&spread_out(&draft)), spread_out(&draft), "spread once, it stays");
    // More entries than rows add rows, and a single name or number stays as it is.
    let (_, draft) = spread(At::Step(2, Cell::Amount), "1 %; 2 %; 3 %");
    assert_eq!(draft.steps.len(), 5);
    for (at, text) in
        [(At::Channel(0, Cell::Name), "Google Ads"), (At::Step(0, Cell::Amount), "1,5 %"), (At::Leads, "1; 2")]
    {
        assert!(!spread(at, text).0, "{text}");
    }
}

/// Names may have numbers and commas in them: what stands beside an amount, or stood there when the form was opened, is a name.
#[test]
fn a_name_stays_a_name() {
    let style = NumberStyle::english("USD");
    let names = [
        "Trade shows 2026",
        "Search, brand",
        "Channel 1",
        "A; B",
        "2nd line",
        "1,200 fairs",
        "Google Ads $30k; Bing $2k",
    ];
    for template in TEMPLATES {
        let mut s = load(template.id).unwrap();
        s.channels.iter_mut().zip(names.iter().cycle()).for_each(|(x, name)| x.name = (*name).to_owned());
        s.teams.iter_mut().zip(names.iter().rev().cycle()).for_each(|(x, name)| x.name = (*name).to_owned());
        let mut draft = Draft::of(&s, &style);
        assert_eq!(spread_out(&draft), draft, "{}", template.id);
        // Nor does a change elsewhere, or a row that goes, make it a list.
        draft.put(At::Deal, "19k".to_owned());
        assert_eq!(spread_out(&draft), draft, "{}", template.id);
        draft.drop(Rows::Channels, 0);
        assert_eq!(spread_out(&draft), draft, "{}", template.id);
    }
    for name in names.into_iter().filter(|name| !name.contains('$')) {
        let mut draft = Draft::empty("USD");
        draft.put(At::Channel(0, Cell::Amount), "12k".to_owned());
        draft.put(At::Channel(0, Cell::Name), name.to_owned());
        assert_eq!(spread_out(&draft), draft, "{name}");
    }
    // Typed first, a year or a number behind a name is no amount.
    for name in ["Trade shows 2026", "Channel 1", "Webinar Q3 2", "Search, brand"] {
        let mut draft = Draft::empty("USD");
        draft.put(At::Channel(0, Cell::Name), name.to_owned());
        assert_eq!(spread_out(&draft), draft, "{name}");
    }
}

/// An amount in another currency is an amount: its field says what is wrong with it.
#[test]
fn a_foreign_amount_goes_where_it_is_refused() {
    let mut draft = Draft::empty("USD");
    draft.put(At::Channel(0, Cell::Name), "Google Ads $30k, LinkedIn €12k".to_owned());
    let spread = spread_out(&draft);
    assert_eq!(
        (spread.text(At::Channel(1, Cell::Name)), spread.text(At::Channel(1, Cell::Amount))),
        ("LinkedIn", "€12k")
    );
    assert!(matches!(
        read(&spread).faults.get(&At::Channel(1, Cell::Amount)),
        Some(Fault::Refused(_) | Fault::Asked(..))
    ));
}

/// A rate in any way in which the page itself writes one is one rate.
#[test]
fn a_range_is_no_list() {
    let style = NumberStyle::english("USD");
    for text in ["10 to 42, likely 26 %", "about 20 %", "54 of 225", "1 in 5"] {
        let mut draft = Draft::empty("USD");
        draft.put(At::Step(0, Cell::Amount), text.to_owned());
        draft.put(At::Step(1, Cell::Amount), "40%".to_owned());
        assert_eq!(spread_out(&draft), draft, "{text}");
    }
    let mut draft = Draft::empty("USD");
    assert!(draft.spread(At::Step(0, Cell::Amount), "10 to 42, likely 26 %; 40 %", &style).is_some());
    assert_eq!(
        (draft.text(At::Step(0, Cell::Amount)), draft.text(At::Step(1, Cell::Amount))),
        ("10 to 42, likely 26 %", "40 %")
    );
}

/// A block as it is copied from a spreadsheet: its head and its sum are left out and named, and nothing else is.
#[test]
fn a_table_becomes_rows_without_its_head_and_sum() {
    let style = NumberStyle::english("USD");
    let table =
        "Channel\tSpend\tLeads\nTrade show 2026\t$30,000.00\t160\nWebinar Q3 2\t12000\t60\n\nTotal\t$42,000.00\t220\n";
    let mut draft = Draft::empty("USD");
    let left_out = draft.spread(At::Channel(0, Cell::Name), table, &style).unwrap();
    assert_eq!(left_out, ["Channel Spend Leads", "Total $42,000.00 220"]);
    let own = read(&spread_out(&draft)).own;
    let rows: Vec<_> = own.channels.iter().map(|x| (x.name.as_str(), x.spend_per_month, x.leads_per_month)).collect();
    assert_eq!(rows, [("Trade show 2026", Some(30_000.0), Some(160.0)), ("Webinar Q3 2", Some(12_000.0), Some(60.0))]);
    // A column goes down the rows from where it is pasted, however many there are.
    let mut draft = Draft::empty("USD");
    let column: Vec<String> = (1..=15).map(|i| format!("{}", 1_000 * i)).collect();
    assert_eq!(draft.spread(At::Channel(0, Cell::Amount), &column.join("\n"), &style).unwrap(), Vec::<String>::new());
    let amounts: Vec<_> = draft.channels.iter().map(|row| row.amount.clone()).collect();
    assert_eq!(amounts, column);
    let mut draft = Draft::empty("USD");
    draft.spread(At::Step(0, Cell::Name), "Qualified\t22%\nWon\t12%\n", &style).unwrap();
    assert_eq!((draft.steps[1].name.as_str(), draft.steps[1].amount.as_str()), ("Won", "12%"));
}

use funnel_testkit::reports::{self, known};
use funnel_text::NumberStyle;
use proptest::prelude::*;

use super::*;
use crate::claims::contradictions;

fn loss(profit: f64, after: f64) -> Loss {
    Loss {
        profit: known(profit, 4e3),
        profit_after: known(after, 4e3),
        revenue: known(-9e4, 5e3),
        customers: known(-12.0, 1.0),
        half_by: Some(30),
        below_from: None,
    }
}

/// Two channels, the second of which is cut first, with the result of that; the cut as planned costs 50,000.
fn found(profit: f64, after: f64, alike: Vec<usize>) -> Cut {
    let piece = |id: &str, taken: f64| Piece { channel: id.into(), taken, ..Piece::default() };
    Cut {
        is_plans: true,
        is_even: true,
        total: 1e5,
        share: 0.2,
        channels: vec![piece("a", 0.0), piece("b", 1e5)],
        order: vec![1, 0],
        verdict: Some(Verdict {
            seed: 2,
            revenue: known(1e6, 1e4),
            planned: loss(-5e4, -6e4),
            found: loss(profit, after),
            gain: known(profit + 5e4, 5e3),
            ahead: known(0.5, 0.1),
            alike,
            later: None,
        }),
    }
}

/// Two channels, “Search” and “Events”.
fn two_channels() -> Scenario {
    let s = reports::scenario();
    let channel = |id: &str, name: &str| funnel_engine::scenario::Channel {
        id: id.into(),
        name: name.into(),
        ..s.channels[0].clone()
    };
    Scenario { channels: vec![channel("a", "Search"), channel("b", "Events")], ..s.clone() }
}

#[test]
fn a_cut_says_where_and_what_becomes_of_it() {
    let (mut s, n) = (two_channels(), NumberStyle::default());
    s.frame.run_off_weeks = 26;
    let said = |x: &Cut| title(&s, x, &n).text;
    assert_eq!(
        said(&found(4e4, 3e4, Vec::new())),
        "Cut “Events” first: $100k less there leaves $40k more profit within 12 months."
    );
    assert_eq!(
        said(&found(4e4, -3e4, Vec::new())),
        "Cut “Events” first: $100k less there leaves $40k more profit within 12 months, and $30k less with what lands later."
    );
    assert_eq!(
        said(&found(-4e4, -5e4, Vec::new())),
        "Cut “Events” first: $100k less there costs $40k of profit within 12 months."
    );
    assert_eq!(
        said(&found(-4e4, -5e4, vec![0])),
        "We cannot tell which channel to cut first; taken from all alike, $100k less costs $50k of profit within 12 months."
    );
    let mut further = found(-4e4, -5e4, Vec::new());
    further.channels[0].taken = 1e4;
    assert_eq!(said(&further), "Cut “Events” first, then “Search”: $100k less costs $40k of profit within 12 months.");
    assert_eq!(said(&Cut::default()), "Nothing is spent today, so there is nothing to cut.");
    assert!(title(&s, &Cut { verdict: None, ..further.clone() }, &n).is_pending);
    assert_eq!(
        sentences(&s, &found(4e4, 3e4, Vec::new()), &n),
        [
            "It loses 12 deals and $90k of revenue within 12 months.",
            "Half of the deals that are lost are lost by week 30.",
            "Taken from all alike it would leave $90k less profit.",
        ]
    );
    assert!(pays(&s, &found(4e4, 3e4, Vec::new())) && !pays(&s, &found(4e4, 3e4, vec![0])));
    assert!(!pays(&s, &found(4e4, -3e4, Vec::new())), "not at the cost of what lands later");
}

/// The order found is advised only if it is not surely worse than the cut taken from all alike, and the title says which
/// of the two is better, or that nobody can tell.
#[test]
fn no_order_is_advised_that_is_worse_than_an_even_cut() {
    let (s, n) = (two_channels(), NumberStyle::default());
    proptest!(|(profit in -3e5..3e5_f64, is_even in any::<bool>())| {
        let x = Cut { is_even, ..found(profit, profit, Vec::new()) };
        // At an error of 5,000 of the gain over −50,000.
        let (gain, title) = (profit + 5e4, title(&s, &x, &n).text);
        let instead = if is_even { "Take the cut from all channels alike" } else { "Cut as planned" };
        prop_assert_eq!(title.starts_with("Cut “Events” first"), gain >= -9_800.0, "{}", &title);
        prop_assert_eq!(title.starts_with(instead), gain < -9_800.0, "{}", &title);
        prop_assert_eq!(title.contains("we cannot tell"), gain.abs() <= 9_800.0, "{}", &title);
        prop_assert!(gain >= -9_800.0 || !pays(&s, &x));
        prop_assert!(contradictions(&super::title(&s, &x, &n).claims).is_empty());
    });
    let worse = Cut { total: 2e5, ..found(-8e4, -8e4, Vec::new()) };
    assert_eq!(
        title(&s, &worse, &n).text,
        "Take the cut from all channels alike: $200k less costs $50k of profit within 12 months."
    );
    assert!(sentences(&s, &worse, &n).contains(&"With “Events” cut first it would leave $30k less profit.".to_owned()));
}

#[test]
fn of_the_whole_budget_no_channel_goes_first_and_long_lists_are_counted() {
    let (mut s, n) = (two_channels(), NumberStyle::default());
    let whole = Cut { share: 1.0, ..found(-5e4, -6e4, Vec::new()) };
    assert_eq!(
        title(&s, &whole, &n).text,
        "The cut takes the whole budget, so no channel goes first: $100k less costs $50k of profit within 12 months."
    );
    assert_eq!(first(&s, &whole), None);
    let name = |i: usize| format!("c{i}");
    let channel = |i| funnel_engine::scenario::Channel { id: name(i), name: name(i), ..s.channels[0].clone() };
    s.channels = (0..13).map(channel).collect();
    for count in 3..12 {
        let mut x = found(-4e4, -5e4, (1..count).collect());
        x.channels = (0..13).map(|i| Piece { channel: name(i), ..Piece::default() }).collect();
        x.order = (0..13).collect();
        let text = title(&s, &x, &n).text;
        assert!(text.matches('“').count() <= 4, "{text}");
        assert_eq!(text.contains(&format!("“c2” or {} more first", count - 3)), count > 4, "{text}");
    }
}

/// What is called next to nothing surely is small, and not merely unknown.
#[test]
fn an_unknown_is_not_next_to_nothing() {
    let (mut s, n) = (two_channels(), NumberStyle::default());
    s.frame.run_off_weeks = 26;
    proptest!(|(profit in -5e3..5e3_f64, se in 1.0..5e3_f64, after in -9e4..9e4_f64)| {
        let mut x = found(profit, after, vec![0]);
        let v = x.verdict.as_mut().unwrap();
        (v.planned.profit, v.planned.profit_after) = (known(profit, se), known(after, 4e3));
        let text = title(&s, &x, &n).text;
        // A thousandth of the revenue of a million.
        let is_small = profit.abs() + 1.96 * se < 1e3;
        prop_assert!(is_small || !text.contains("next to nothing"), "{} ± {}: {}", profit, se, text);
    });
}

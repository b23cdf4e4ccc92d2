use funnel_testkit::reports::{self, known};
use funnel_text::NumberStyle;

use super::*;

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

#[test]
fn a_cut_says_where_and_what_becomes_of_it() {
    let (mut s, n) = (reports::scenario(), NumberStyle::default());
    let channel = |id: &str, name: &str| funnel_engine::scenario::Channel {
        id: id.into(),
        name: name.into(),
        ..s.channels[0].clone()
    };
    s.channels = vec![channel("a", "Search"), channel("b", "Events")];
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

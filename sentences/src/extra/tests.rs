use funnel_decide::extra::{Extra, Place, Verdict};
use funnel_engine::report::Chance;
use funnel_testkit::reports::{self, known};
use funnel_text::NumberStyle;
use proptest::prelude::*;

use super::*;

/// A gain against the plan and one against today; all of it on the scenario's first channel.
fn found(s: &Scenario, gain: f64, placed: f64, sure: f64) -> Extra {
    let place = |(i, c): (usize, &funnel_engine::scenario::Channel)| Place {
        channel: c.id.clone(),
        placed: if i == 0 { 1e5 } else { 0.0 },
        ..Place::default()
    };
    Extra {
        is_plans: true,
        is_even: true,
        total: 1e5,
        channels: s.channels.iter().enumerate().map(place).collect(),
        keeps_plan: gain <= 0.0,
        verdict: Some(Verdict {
            seed: 2,
            revenue: known(1e6, 1e4),
            planned: known(placed - gain, 4e3),
            placed: known(placed, 4e3),
            placed_after: known(placed, 4e3),
            gain: known(gain, 4e3),
            first: known(gain, 4e3),
            better: Chance { value: 0.82, ..Chance::default() },
            behind: Chance { value: 0.18, ..Chance::default() },
            sure,
        }),
    }
}

#[test]
fn a_place_is_better_or_not_or_one_cannot_tell() {
    let (mut s, n) = (reports::scenario(), NumberStyle::default());
    let mut another = s.channels[0].clone();
    another.id = "another".into();
    s.channels.push(another);
    (s.channels[0].name, s.channels[1].name) = ("Events".into(), "Search".into());
    let said = |x: &Extra| title(&s, x, &n).text;
    assert_eq!(
        said(&found(&s, 4.2e4, 3e4, 0.999)),
        "The extra $100k does most on “Events”: $42k more profit than spread like today’s money."
    );
    // A channel that does as well is named, too, and is none of those to be left out.
    for (behind, is_near) in
        [(known(5e3, 4e3), true), (known(-9e3, 1e3), true), (known(50.0, 1.0), true), (known(9e3, 4e3), false)]
    {
        let mut x = found(&s, 4.2e4, 3e4, 0.999);
        x.channels[0].behind = Some(known(0.0, 0.0));
        x.channels[1].behind = Some(behind);
        let also = if is_near { ", and about as much on “Search”" } else { "" };
        assert_eq!(
            title(&s, &x, &n).text,
            format!("The extra $100k does most on “Events”{also}: $42k more profit than spread like today’s money.")
        );
        assert_eq!(leaves_out(&x, &s.channels[1].id), !is_near);
        assert!(!leaves_out(&x, &s.channels[0].id));
        let text = place_or(&s, &x, &n);
        assert_eq!(text.contains(" or on “"), is_near, "{text}");
    }
    assert_eq!(
        said(&found(&s, 4.2e4, -3e4, 0.999)),
        "The extra $100k does most on “Events”: $42k more profit than spread like today’s money; even so it loses $30k \
         against today."
    );
    assert_eq!(
        said(&found(&s, 3e3, 3e4, 0.7)),
        "We cannot tell a better place for the extra $100k than spread like today’s money: the best found changes profit by \
         +$3,000, within its error."
    );
    assert_eq!(
        said(&found(&s, 50.0, 3e4, 0.99)).split(": ").next(),
        Some("Spread like today’s money, the extra $100k is well placed")
    );
    assert_eq!(
        said(&found(&s, -1.0, 3e4, 0.4)),
        "Spread like today’s money, the extra $100k is well placed: nothing better held in futures it was not chosen in."
    );
    assert!(title(&s, &Extra { verdict: None, ..found(&s, 1.0, 1.0, 1.0) }, &n).is_pending);
    // If it is not the plan's, the text says so, and likewise if the money is in two places.
    let mut two = found(&s, 4.2e4, 3e4, 0.999);
    (two.is_plans, two.is_even) = (false, true);
    (two.channels[0].placed, two.channels[1].placed) = (7e4, 3e4);
    let text = title(&s, &two, &n).text;
    assert!(
        text.starts_with("Another $100k (20% of today’s budget) does most with 70% on “Events” and 30% on “Search”:"),
        "{text}"
    );
    let told = |x: &Extra| sentences(&s, x, &n).into_iter().map(|said| said.text).collect::<Vec<_>>();
    assert_eq!(
        told(&two),
        [
            "There it brings $30k more profit than today within 12 months, itself paid.",
            "It is ahead of the money spread like today’s money in 41 of 50 futures."
        ]
    );
    assert_eq!(told(&found(&s, 3e3, 3e4, 0.7)), Vec::<String>::new(), "of what is not better nothing more is said");
}

/// Whatever the search says of another place, money that surely loses is not called well placed, and its loss is said.
#[test]
fn money_that_surely_loses_is_not_well_placed() {
    let (mut s, n) = (reports::scenario(), NumberStyle::default());
    let another = funnel_engine::scenario::Channel { id: "another".into(), ..s.channels[0].clone() };
    s.channels.push(another);
    proptest!(|(gain in -5e4..5e4_f64, planned in -1e5..1e5_f64, sure in 0.0..1.0_f64)| {
        // At an error of 4,000.
        let is_loss = planned < -1e4;
        let text = title(&s, &found(&s, gain, planned + gain, sure), &n).text;
        prop_assert!(!(is_loss && text.contains("well placed")), "{}", text);
        let stays_bad = is_loss && planned + gain < -1e4;
        prop_assert!(!stays_bad || text.contains("; even so it loses $"), "{}", text);
        prop_assert!(planned < 0.0 || !text.contains("loses"), "{}", text);
    });
    assert_eq!(
        title(&s, &found(&s, -1.0, -2.4e4, 0.4), &n).text,
        "No better place for the extra $100k was found than spread like today’s money: nothing better held in futures it \
         was not chosen in; even so it loses $24k against today."
    );
}

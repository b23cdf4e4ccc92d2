use super::*;
use funnel_engine::scenario::Team;
use funnel_testkit::reports::{self, known};
use funnel_text::NumberStyle;
use proptest::prelude::*;

fn rung(lever: Lever, profit: (f64, f64), cost: Option<f64>) -> Rung {
    Rung {
        lever,
        step: 1.0,
        revenue: known(2.0 * profit.0, profit.1),
        profit: known(profit.0, profit.1),
        cost: cost.map(|x| known(x, 0.0)),
        missing: None,
        per_dollar: None,
        revenue_sign_known: profit.0.abs() > profit.1,
        sign_known: profit.0.abs() > 1.96 * profit.1,
    }
}

fn ladder(rungs: Vec<Rung>) -> Ladder {
    Ladder { rungs, ..Ladder::default() }
}

#[test]
fn one_sentence_says_what_helps() {
    let mut s = reports::scenario();
    s.teams = vec![Team { id: "sdr".into(), name: "Sales development".into(), ..Team::default() }];
    let n = NumberStyle::default();
    let person = || Lever::Person { team: "sdr".into() };
    let point = || Lever::Rate { stage: s.stages[0].id.clone() };
    let said = |rungs| title(&s, &ladder(rungs), &n).text;
    assert_eq!(
        said(vec![rung(point(), (3e5, 1e4), None), rung(person(), (2.01e5, 9e3), Some(78e3))]),
        "Hiring one more person for “Sales development” helps most: $201k more profit a year, its cost of $78k paid."
    );
    // What cannot be told from it is named too, also where its own sign is not known, though its mean is higher.
    let near = vec![
        rung(Lever::Attempt, (2.2e5, 2e5), Some(1e3)),
        rung(person(), (2.01e5, 9e3), Some(78e3)),
        rung(Lever::Media { channel: "ads".into() }, (1.9e5, 9e3), Some(5e3)),
        rung(Lever::Media { channel: "fairs".into() }, (1e5, 9e3), Some(5e3)),
    ];
    let text = said(near.clone());
    assert_eq!(
        text,
        "Hiring one more person for “Sales development” helps most: $201k more profit a year, its cost of $78k paid; making \
         one more attempt to reach each lead or spending $1 a week more on “ads” may help as much."
    );
    let more = (0..3).map(|i| rung(Lever::Media { channel: format!("ad {i}") }, (1.95e5, 9e3), Some(5e3)));
    assert!(said(near.into_iter().chain(more).collect()).ends_with("paid; 5 other steps may help as much."));
    assert_eq!(
        said(vec![rung(Lever::Attempt, (-1e4, 1e3), Some(1e4)), rung(person(), (-1.1e4, 1e3), Some(78e3))]),
        "Every small step lowers profit; making one more attempt to reach each lead, or hiring one more person for “Sales \
         development”, within the error, does least harm."
    );
    assert_eq!(
        said(vec![rung(person(), (-2e4, 9e3), Some(78e3)), rung(point(), (3e5, 1e4), None)]),
        "Every small step that has a price lowers profit; hiring one more person for “Sales development” does least harm."
    );
    assert_eq!(
        said(vec![rung(Lever::Attempt, (-1e4, 1e3), Some(1e4)), rung(person(), (-2e4, 1e3), Some(78e3))]),
        "Every small step lowers profit; making one more attempt to reach each lead does least harm."
    );
    assert_eq!(
        said(vec![rung(person(), (1e3, 9e3), Some(78e3))]),
        "We cannot tell whether any small step raises profit: the errors are larger than the effects."
    );
    let attempt = |profit| rung(Lever::Attempt, profit, Some(0.0));
    assert_eq!(
        said(vec![attempt((0.0, 0.0)), rung(person(), (-2e4, 0.0), Some(2e4))]),
        "No small step raises profit: making one more attempt to reach each lead leaves it as it is, the other lowers it."
    );
    assert_eq!(said(vec![attempt((0.0, 0.0))]), "No small step changes profit.");
    assert_eq!(
        said(vec![attempt((1e3, 2e3)), rung(person(), (-2e4, 0.0), Some(2e4)), rung(point(), (3e5, 1e4), None)]),
        "We cannot tell whether making one more attempt to reach each lead raises profit; no other small step that has a \
         price does."
    );
    assert_eq!(said(Vec::new()), "There is no lever to try a small step of.");
}

proptest! {
    /// Whatever the figures, a step that the sentence leaves out is clearly behind the one that it says helps most.
    #[test]
    fn what_helps_most_is_clearly_ahead_of_what_is_not_named(
        figures in prop::collection::vec((-2.0_f64..4.0, 0.05_f64..1.5), 2..7),
    ) {
        let (s, n) = (reports::scenario(), NumberStyle::default());
        let name = |i: usize| format!("channel {i}.");
        let one = |(i, (value, se)): (usize, &(f64, f64))| {
            rung(Lever::Media { channel: name(i) }, (1e4 * value, 1e4 * se), Some(5e3))
        };
        let mut rungs: Vec<Rung> = figures.iter().enumerate().map(one).collect();
        rungs.sort_by(|a, b| b.profit.value.partial_cmp(&a.profit.value).unwrap());
        let text = title(&s, &ladder(rungs.clone()), &n).text;
        let Some((head, rest)) = text.split_once(" helps most") else { return Ok(()) };
        let is_in = |text: &str, r: &&Rung| matches!(&r.lever, Lever::Media { channel } if text.contains(channel));
        let most = rungs.iter().find(|r| is_in(head, r)).unwrap();
        let near = |r: &&Rung| {
            let gap = most.profit.value.unwrap() - r.profit.value.unwrap();
            r.profit.value > Some(0.0) && gap <= 1.96 * most.profit.se.unwrap().hypot(r.profit.se.unwrap())
        };
        let (near, named) = (rungs.iter().filter(near).count(), rungs.iter().filter(|r| is_in(&text, r)).count());
        let told = if rest.contains(" other steps") { near > 3 && named == 1 } else { named == near };
        prop_assert!(told, "{text}: {near} and {named}");
    }
}

proptest! {
    /// Errors are said to be larger than the effects only if that is true of every step, and every step is said to lower
    /// profit only if each surely does.
    #[test]
    fn what_is_said_of_all_steps_is_true_of_each(
        kinds in prop::collection::vec(prop::sample::select(vec![(-1e4, 1e3), (0.0, 0.0), (1e3, 2e3), (-5e2, 9e2)]), 1..6),
    ) {
        let (s, n) = (reports::scenario(), NumberStyle::default());
        let media = |(i, profit): (usize, &(f64, f64))| rung(Lever::Media { channel: format!("c{i}") }, *profit, Some(5e3));
        let text = title(&s, &ladder(kinds.iter().enumerate().map(media).collect()), &n).text;
        let is_open = |x: &(f64, f64)| x.1 > 0.0 && x.0.abs() <= 1.96 * x.1;
        prop_assert_eq!(text.contains("larger than the effects"), kinds.iter().all(is_open), "{}", &text);
        prop_assert_eq!(text.contains("annot tell"), kinds.iter().any(is_open), "{}", &text);
        prop_assert_eq!(text.contains("Every small step lowers"), kinds.iter().all(|x| x.0 < -1.96 * x.1), "{}", &text);
    }
}

#[test]
fn what_nobody_priced_is_no_advice_and_says_what_to_enter() {
    let mut s = reports::scenario();
    s.teams = vec![Team { id: "sdr".into(), name: "Sales development".into(), ..Team::default() }];
    let n = NumberStyle::default();
    let person = Lever::Person { team: "sdr".into() };
    let unpaid = Rung { missing: Some("teams[0].cost_per_week".into()), ..rung(person.clone(), (9e5, 1e4), None) };
    let media = rung(Lever::Media { channel: "ads".into() }, (2e4, 1e3), Some(5e3));
    assert_eq!(
        title(&s, &ladder(vec![media, unpaid.clone()]), &n).text,
        "Spending $1 a week more on “ads” helps most: $20k more profit a year, its cost of $5,000 paid. One step waits for \
         its price."
    );
    assert_eq!(
        title(&s, &ladder(vec![unpaid.clone()]), &n).text,
        "No small step has a price yet, so none can be advised. One step waits for its price."
    );
    let (said, field) = unpriced(&s, &unpaid, &n).unwrap();
    assert_eq!(said, "Sales development: one more person: +$900k of profit a year, before what it costs.");
    assert_eq!(field.path, "teams[0].cost_per_week");
    assert_eq!(cells(&[&unpaid], &n)[0][2], "nobody said");
    assert!(
        reading(&s, &unpaid, &n)
            .ends_with("before what it costs; say what one person in “Sales development” costs a week.")
    );
    let free = rung(person, (9e5, 1e4), Some(0.0));
    assert!(
        title(&s, &ladder(vec![free]), &n).text.ends_with("and costs nothing more, as was entered."),
        "0 is a price"
    );
}

#[test]
fn a_rung_says_what_it_brings_and_costs_or_that_one_cannot_tell() {
    let (s, n) = (reports::scenario(), NumberStyle::default());
    assert_eq!(
        reading(&s, &rung(Lever::Attempt, (2.01e5, 9e3), Some(78e3)), &n),
        "Attempts to get in touch: one more: +$402k of revenue, +$201k of profit a year; it costs $78k a year."
    );
    let unsure = Rung { revenue_sign_known: false, ..rung(Lever::Churn, (1e3, 9e3), None) };
    assert_eq!(
        reading(&s, &unsure, &n),
        "Customers who leave: one point less: no change of revenue that the error lets us see, no change of profit \
         that the error lets us see a year; what it takes is not in the model."
    );
    assert_eq!(cells(&[&rung(Lever::Churn, (2.01e5, 9e3), None)], &n), [["+$402k ± $18k", "+$201k ± $18k", "–", "–"]]);
    // Next to a figure known to ten thousands, another is no finer.
    let rough = rung(Lever::Churn, (1.5e6, 3e4), None);
    let cells = cells(&[&rung(Lever::Churn, (2.01e5, 9e3), None), &rough], &n);
    assert_eq!([&cells[0][1], &cells[1][1]], ["+$0.20M ± $18k", "+$1.50M ± $59k"]);
}

proptest! {
    /// What is said to help most gains an amount worth having beside what the company earns or spends; and no cost is
    /// below zero in words, as what costs less than nothing saves.
    #[test]
    fn what_helps_most_is_worth_having(gain in -5e3..5e5_f64, cost in -1e5..1e5_f64, earned in -1e8..1e8_f64) {
        let (s, n) = (reports::scenario(), NumberStyle::default());
        let r = rung(Lever::Answer, (gain, 1.0), Some(cost));
        let found = Ladder { profit: known(earned, 1.0), ..ladder(vec![r.clone()]) };
        let said = title(&s, &found, &n).text;
        let of = earned.abs().max(52.0 * s.spend_per_week());
        prop_assert_eq!(said.contains("helps most"), gain >= of / 1e3 && gain > 3.0, "{}", said);
        prop_assert!(!said.contains('\u{2212}') && !reading(&s, &r, &n).contains("costs \u{2212}"), "{}", said);
        if said.contains("a year") {
            prop_assert_eq!(said.contains("saves"), cost < -1.0, "{}", said);
        }
    }
}

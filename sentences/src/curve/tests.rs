use funnel_testkit::reports::{self, known};
use funnel_text::NumberStyle;

use super::*;
use funnel_decide::Falls;
use funnel_decide::curve::{Longer, Rescored};
use funnel_decide::ladder::PerDollar;
use funnel_engine::report::Chance;
use proptest::prelude::*;

fn curve(best: f64, undecided: [f64; 2]) -> Curve {
    let point = |budget: f64| Point { budget, ..Point::default() };
    let optimum = Optimum {
        budget: best,
        multiple: best / 1e6,
        value: known(2e6, 1e4),
        less_today: known(1.5e5, 1e4),
        flat: [best * 0.9, best * 1.1],
        undecided,
        ..Optimum::default()
    };
    Curve {
        lambda: 0.5,
        points: vec![point(0.0), point(1e6), point(3e6)],
        today: Some(point(1e6)),
        best: Some(optimum),
        ..Curve::default()
    }
}

#[test]
fn the_title_says_the_best_or_that_one_cannot_tell() {
    let n = NumberStyle::default();
    let s = reports::scenario();
    let said = |c: &Curve| title(&s, c, &n).text;
    assert_eq!(
        said(&curve(7.5e5, [7e5, 8e5])),
        "A budget of $750k, 25% below today’s, earns the most: $150k more profit in 12 months."
    );
    assert_eq!(
        said(&curve(9e5, [7e5, 1.2e6])),
        "We cannot tell which budget is best: from $700k to $1.2M in 12 months, today’s among them, none stands out from its error."
    );
    assert_eq!(said(&curve(1e6, [1e6, 1e6])), "Today’s budget, $1M in 12 months, is the best of those tried.");
    let mut end = curve(3e6, [3e6, 3e6]);
    end.best.iter_mut().for_each(|b| b.at_end = true);
    assert_eq!(said(&end), "Profit still rises at $3M in 12 months, the most that was tried.");
    assert_eq!(said(&curve(0.0, [0.0, 0.0])), "Spending nothing earns the most: $150k more profit in 12 months.");
    let mut turns = curve(7.5e5, [7e5, 8e5]);
    turns.best_after = curve(1.4e6, [1.2e6, 1.6e6]).best;
    assert_eq!(
        said(&turns),
        "A budget of $750k, 25% below today’s, earns the most: $150k more profit in 12 months; counting what lands \
         later, profit is highest at about $1.4M, 40% more than today."
    );
    turns.best_after = curve(1.1e6, [9e5, 1.3e6]).best;
    assert!(said(&turns).ends_with("; counting what lands later, today’s budget cannot be told from the best."));
    turns.best_after = curve(8e5, [7e5, 8.5e5]).best;
    assert!(!said(&turns).contains("later"), "the same side");
    assert_eq!(said(&Curve::default()), "Nothing is spent on channels today, so there is no budget to change.");
}

/// Over 104 weeks, with a budget of $2M today and the best at a multiple of it.
fn longer(best: f64, undecided: [f64; 2], fresh: Option<Estimate>) -> Longer {
    let point = |budget: f64| Point { budget, ..Point::default() };
    let best = Optimum {
        budget: 2e6 * best,
        multiple: best,
        undecided: undecided.map(|m| 2e6 * m),
        at_end: best == 3.0 || best == 0.0,
        ..Optimum::default()
    };
    Longer { weeks: 104, points: [0.0, 0.5, 1.0, 1.5, 3.0].map(|m| point(2e6 * m)).to_vec(), today: 2e6, best, fresh }
}

#[test]
fn twice_the_horizon_is_in_the_title_where_it_turns_the_answer() {
    let (s, n) = (reports::scenario(), NumberStyle::default());
    let mut c = curve(7.5e5, [7e5, 8e5]);
    let mut said = |x: Longer| {
        c.longer = Some(x);
        let Said { text, claims, .. } = title(&s, &c, &n);
        let (head, rest) = text.split_once(" in 12 months").unwrap();
        assert_eq!(head, "A budget of $750k, 25% below today’s, earns the most: $150k more profit");
        (rest.to_owned(), claims)
    };
    let clear = Some(known(3.1e5, 2e4));
    let (rest, claims) = said(longer(1.5, [1.4, 1.6], clear));
    assert_eq!(rest, "; over 24 months, about 50% more than today is best.");
    let ahead = What::Ahead { side: Side::Budget(1.5), of: Side::Today, by: known(3.1e5, 2e4) };
    let beyond: Vec<_> = claims.iter().filter(|x| x.weeks == Some(104)).map(|x| &x.what).collect();
    let among = among([0.0, 0.5, 1.0, 1.5, 3.0].map(|m| Side::budget(m, true)));
    assert_eq!(beyond, [&What::Best { best: Side::Budget(1.5), among }, &ahead]);
    assert_eq!(claims.len(), 4);
    assert_eq!(
        said(longer(3.0, [3.0; 2], clear)).0,
        "; over 24 months, profit still rises at 200% more than today, the most that was tried."
    );
    for x in
        [longer(1.0, [1.0; 2], None), longer(1.5, [0.5, 1.6], None), longer(1.5, [1.4, 1.6], Some(known(1e4, 2e4)))]
    {
        let (rest, claims) = said(x);
        assert_eq!(rest, "; over 24 months, today’s budget cannot be told from the best.");
        assert!(claims.iter().all(|x| x.weeks.is_none()));
    }
    assert_eq!(said(longer(0.5, [0.5; 2], None)).0, ".", "the same side");
    c.best_after = curve(1.1e6, [9e5, 1.3e6]).best;
    c.longer = Some(longer(1.0, [1.0; 2], None));
    let text = title(&s, &c, &n).text;
    assert!(
        text.ends_with("; counting what lands later, or over 24 months, today’s budget cannot be told from the best."),
        "{text}"
    );
    c.longer = Some(longer(1.5, [1.4, 1.6], clear));
    let texts: Vec<String> = sentences(&s, &c, &n).into_iter().map(|said| said.text).collect();
    let kept = "50% more than today, kept up for 24 months, changes profit by +$310k ± $39k against today’s budget kept up \
                as long, in futures it was not chosen in.";
    assert!(texts.iter().any(|text| text == kept), "{texts:?}");
    let mut up = curve(1.2e6, [1.1e6, 1.3e6]);
    up.longer = Some(longer(0.0, [0.0; 2], clear));
    assert!(title(&s, &up, &n).text.ends_with("; over 24 months, nothing spent is best."));
    let mut not_held = curve(7.5e5, [7e5, 8e5]);
    let rescored = Rescored { fresh: known(1e4, 1e4), ..Rescored::default() };
    not_held.fresh = Some(Fresh { seed: 2, today: known(0.0, 1.0), best: rescored, careful: rescored, plan: None });
    not_held.longer = Some(longer(1.0, [1.0; 2], None));
    assert!(!title(&s, &not_held, &n).text.contains("24 months"), "no better budget is known over either time");
}

proptest! {
    /// Whatever is found, the title mentions what lands later and the longer time exactly where the best there lies on
    /// a different side of today's budget than what it says about the horizon.
    #[test]
    fn no_title_names_one_side_of_two(
        bests in prop::array::uniform3((0..=3_u8, 0..=2_u8)), fresh in prop::option::of(-1e5..1e5_f64), held in any::<bool>(),
    ) {
        // The best is below today's budget, on it, above it, or at the end; and it can be told from its neighbours, or
        // not.
        let place = |(at, told): (u8, u8)| {
            let m = [0.5, 1.0, 1.5, 3.0][usize::from(at)];
            (m, if told == 0 { [0.5_f64.min(m), 1.5_f64.max(m)] } else { [m; 2] })
        };
        let side = |(m, [low, high]): (f64, [f64; 2])| if low <= 1.0 && 1.0 <= high { 0 } else if m > 1.0 { 1 } else { -1 };
        let [within, after, beyond] = bests.map(place);
        let of = |(m, undecided): (f64, [f64; 2])| curve(1e6 * m, undecided.map(|x| 1e6 * x));
        let mut c = of(within);
        c.best_after = of(after).best;
        let fresh = fresh.map(|x| known(x, 2e4));
        c.longer = Some(longer(beyond.0, beyond.1, fresh));
        let rescored = Rescored { fresh: known(if held { 1e5 } else { 0.0 }, 1e4), ..Rescored::default() };
        c.fresh = Some(Fresh { seed: 2, today: known(0.0, 1.0), best: rescored, careful: rescored, plan: None });
        let clear = fresh.is_none_or(|e| e.is_gain());
        let over = if clear { side(beyond) } else { 0 };
        let now = if held { side(within) } else { 0 };
        let Said { text, claims, .. } = title(&reports::scenario(), &c, &NumberStyle::default());
        prop_assert_eq!(text.contains("over 24 months"), over != now, "{}", text);
        prop_assert_eq!(text.contains("counting what lands later"), side(after) != side(within), "{}", text);
        // The title also says on which side.
        let told = text.rsplit_once("over 24 months, ").map_or("", |(_, told)| told);
        let (more, less) = (told.contains("more than today"), told.contains("less than today"));
        prop_assert_eq!((more, less), (over != now && over > 0, over != now && over < 0), "{}", text);
        prop_assert_eq!(claims.iter().any(|x| x.weeks == Some(104)), over != now && over != 0);
        let beyond: Vec<_> = claims.into_iter().filter(|x| x.weeks.is_some()).collect();
        prop_assert!(crate::claims::contradictions(&beyond).is_empty(), "{beyond:?}");
    }
}

#[test]
fn what_follows_is_said_with_its_errors() {
    let (s, n) = (reports::scenario(), NumberStyle::default());
    let texts = |c: &Curve| sentences(&s, c, &n).into_iter().map(|said| said.text).collect::<Vec<_>>();
    let mut c = curve(7.5e5, [7e5, 8e5]);
    let per = |revenue, profit| Some(PerDollar { revenue, profit });
    c.points[2].marginal = per(known(0.45, 0.05), known(-0.69, 0.04));
    let rescored = Rescored {
        fresh: known(1.4e5, 1e4),
        better: Chance { value: 0.81, ..Chance::default() },
        ..Rescored::default()
    };
    c.fresh = Some(Fresh { seed: 2, today: known(0.0, 1.0), best: rescored, careful: rescored, plan: None });
    c.falls = Some(Falls { from: 1.9e6, begins: [1.6e6, 2.2e6], lost_per_dollar: known(0.4, 0.1) });
    assert_eq!(
        texts(&c),
        [
            "Anything from $675k to $825k comes within 1% of the best profit.",
            "On top of today’s budget $1,000 more brings $450 of revenue and loses $690 of profit.",
            "Checked in fresh futures: $140k more profit on average, better than today in 41 of 50.",
            "Above $1.9M in 12 months more budget lowers revenue: each further $1,000 loses $400 on average.",
        ]
    );
    c.points[2].marginal = per(known(0.1, 0.2), known(-0.1, 0.2));
    assert!(texts(&c)[1].ends_with("we cannot tell from its error."));
    if let Some(fresh) = &mut c.fresh {
        fresh.best.better.value = 0.3;
    }
    assert!(texts(&c)[2].contains(", but better than today in 15 of 50: few good futures carry the mean."));
    if let Some(fresh) = &mut c.fresh {
        fresh.best.fresh = known(-2e4, 1e4);
    }
    assert_eq!(
        title(&s, &c, &n).text,
        "We cannot tell a better budget than today’s: the best found, $750k in 12 months, did not hold in other futures."
    );
    let mut more = s.clone();
    more.plans[0].rates = vec![funnel_engine::scenario::RateChange { stage: "won".into(), logit: 0.1 }];
    c.fresh = None;
    let said = title(&more, &c, &n);
    assert!(
        said.text.starts_with("A budget of $750k, 25% below today’s, earns the most with the plan’s other changes:")
    );
    assert_eq!(said.claims.len(), 2);
}

/// The check in fresh futures claims a gain or a loss only where it is clear, and today's budget is not compared with
/// itself; a share of a loss is no zone.
#[test]
fn the_check_claims_no_more_than_its_error_allows() {
    let (s, n) = (reports::scenario(), NumberStyle::default());
    let texts = |c: &Curve| sentences(&s, c, &n).into_iter().map(|said| said.text).collect::<Vec<_>>().join(" ");
    let checked = |best: f64, fresh: Estimate, better: f64| {
        let better = Chance { value: better, ..Chance::default() };
        let rescored = Rescored { fresh, better, ..Rescored::default() };
        let mut c = curve(best, [best; 2]);
        c.fresh = Some(Fresh { seed: 2, today: known(0.0, 1.0), best: rescored, careful: rescored, plan: None });
        c
    };
    proptest!(|(value in -1e5..1e5_f64, se in 1e3..1e5_f64, better in 0.0..1.0_f64)| {
        let text = texts(&checked(7.5e5, known(value, se), better));
        prop_assert_eq!(text.contains("more profit on average"), value > 1.96 * se, "{}", &text);
        prop_assert_eq!(text.contains("less profit on average"), value < -1.96 * se, "{}", &text);
        prop_assert!(value.abs() > 1.96 * se || !text.contains("carry the mean"), "{}", &text);
    });
    let text = texts(&checked(7.5e5, known(-447.0, 1_398.0), 0.98));
    assert!(
        text.contains(
            "Checked in fresh futures: no difference of profit on average that the error lets us see, better than today in 49 \
             of 50."
        ),
        "{text}"
    );
    assert!(!texts(&checked(1e6, known(0.0, 0.0), 0.0)).contains("Checked"));
    let mut loss = checked(7.5e5, known(5e4, 1e3), 0.9);
    assert!(texts(&loss).contains("within 1% of"));
    loss.best.iter_mut().for_each(|best| best.value = known(-2e6, 1e4));
    assert!(!texts(&loss).contains("within 1% of"));
}

use super::*;
use crate::words::sample;
use funnel_charts::format::NumberStyle;
use funnel_decide::curve::{Falls, Rescored};
use funnel_decide::ladder::PerDollar;
use funnel_engine::report::Chance;

fn known(value: f64, se: f64) -> Estimate {
    Estimate { value: Some(value), se: Some(se) }
}

fn curve(best: f64, undecided: [f64; 2]) -> Curve {
    let point = |budget: f64| Point { budget, ..Point::default() };
    let optimum = Optimum {
        budget: best,
        multiple: best / 1e6,
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
    let s = sample::scenario();
    let said = |c: &Curve| title(&s, c, &n).text;
    assert_eq!(
        said(&curve(7.5e5, [7e5, 8e5])),
        "Profit is highest at about $750k in 12 months, 25% less than today: +$150k of profit."
    );
    assert_eq!(
        said(&curve(9e5, [7e5, 1.2e6])),
        "We cannot tell a better budget than today’s: from $700k to $1.2M in 12 months none is clearly ahead."
    );
    assert_eq!(said(&curve(1e6, [1e6, 1e6])), "Today’s budget, $1M in 12 months, is the best of those tried.");
    let mut end = curve(3e6, [3e6, 3e6]);
    end.best.iter_mut().for_each(|b| b.at_end = true);
    assert_eq!(said(&end), "Profit still rises at $3M in 12 months, the most that was tried.");
    assert_eq!(
        said(&curve(0.0, [0.0, 0.0])),
        "Profit is highest with nothing spent: $150k more than today in 12 months."
    );
    let mut turns = curve(7.5e5, [7e5, 8e5]);
    turns.best_after = curve(1.4e6, [1.2e6, 1.6e6]).best;
    assert_eq!(
        said(&turns),
        "Profit is highest at about $750k in 12 months, 25% less than today: +$150k of profit; counting what lands \
         later, profit is highest at about $1.4M, 40% more than today."
    );
    turns.best_after = curve(1.1e6, [9e5, 1.3e6]).best;
    assert!(said(&turns).ends_with("; counting what lands later, no budget is clearly better than today’s."));
    turns.best_after = curve(8e5, [7e5, 8.5e5]).best;
    assert!(!said(&turns).contains("later"), "the same side");
    assert_eq!(said(&Curve::default()), "Nothing is spent on channels today, so there is no budget to change.");
}

#[test]
fn what_follows_is_said_with_its_errors() {
    let (s, n) = (sample::scenario(), NumberStyle::default());
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
    c.falls = Some(Falls { from: 1.9e6, lost_per_dollar: known(0.4, 0.1) });
    assert_eq!(
        texts(&c),
        [
            "Between $675k and $825k profit is within 1 % of the best: nothing there is worth a quarrel.",
            "On top of today’s budget $1,000 more brings $450 of revenue and loses $690 of profit.",
            "Scored again in futures it was not chosen in, the best budget changes profit by +$140k on average and \
             is ahead of today in 41 of 50 futures.",
            "Above $1.9M in 12 months more budget lowers revenue: each further $1,000 loses $400 on average.",
        ]
    );
    c.points[2].marginal = per(known(0.1, 0.2), known(-0.1, 0.2));
    assert!(texts(&c)[1].ends_with("we cannot tell from its error."));
    if let Some(fresh) = &mut c.fresh {
        fresh.best.better.value = 0.3;
    }
    assert!(texts(&c)[2].contains("but is ahead of today in 15 of 50 futures: few good futures carry the mean."));
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
        said.text.starts_with("Profit is highest at about $750k in 12 months with the plan’s other changes, 25% less")
    );
    assert_eq!(said.claims.len(), 2);
}

use funnel_testkit::reports;
use funnel_text::NumberStyle;

use super::*;
use funnel_decide::mix::{PartWay, Pulse, Share, Verdict as Judged};
use funnel_decide::outcome::{Need, Reach, Target, Verdict, Way};
use funnel_engine::report::{Chance, Estimate};
use funnel_engine::scenario::TargetMetric;

fn known(value: f64, se: f64) -> Estimate {
    Estimate { value: Some(value), se: Some(se) }
}

fn mix(profit: f64, sure: f64) -> Mix {
    let way = PartWay { share: 0.5, less_today: known(profit / 1.5, 1e4), lost: known(profit / 3.0, 1e4) };
    Mix {
        channels: vec![Share::default(), Share::default()],
        total: 1e4,
        verdict: Some(Judged {
            seed: 2,
            today: known(0.0, 1.0),
            profit: known(profit, 1e4),
            revenue: known(profit, 1e4),
            first: known(profit, 1e4),
            better: Chance { value: 0.62, ..Chance::default() },
            behind: Chance { value: 0.38, ..Chance::default() },
            sure,
            part_way: vec![way],
            pulse: None,
        }),
        ..Mix::default()
    }
}

#[test]
fn a_mix_is_better_or_not_or_one_cannot_tell() {
    let (s, n) = (reports::scenario(), NumberStyle::default());
    let mix_title = |m: &Mix, n: &NumberStyle| mix_title(&s, m, n).text;
    let mix_sentences = |m: &Mix, n: &NumberStyle| -> Vec<String> {
        mix_sentences(&s, m, n).into_iter().map(|said| said.text).collect()
    };
    assert_eq!(
        mix_title(&mix(4.2e4, 0.999), &n),
        "Another split of the same money changes profit by +$40k against today’s split, in futures it was not chosen in."
    );
    assert_eq!(
        mix_sentences(&mix(4.2e4, 0.999), &n),
        ["It is ahead of today’s split in 31 of 50 futures.", "Half of the way there changes profit by +$30k."]
    );
    let pulses = |pulse: Option<(u32, u32)>| {
        let pulse = pulse.map(|(on_weeks, off_weeks)| Pulse { on_weeks, off_weeks, less_mix: known(2.1e4, 5e3) });
        let m = Mix {
            pulses: vec![Pulse { on_weeks: 1, off_weeks: 1, less_mix: known(0.0, 1.0) }],
            pulse,
            ..mix(4.2e4, 0.999)
        };
        mix_sentences(&m, &n).pop().unwrap()
    };
    assert_eq!(
        pulses(Some((1, 1))),
        "Spent in pulses, 1 week on and 1 week off, it changes profit by a further +$21k."
    );
    assert_eq!(
        pulses(Some((4, 4))),
        "Spent in pulses, 4 weeks on and 4 weeks off, it changes profit by a further +$21k."
    );
    assert_eq!(pulses(Some((4, 0))), "Spent evenly week by week it changes profit by a further +$21k.");
    assert!(pulses(None).ends_with("bring nothing that stands out from its error."));
    // $200 of the $520k that is split: certain, and no reason to split it differently.
    let small = mix(200.0, 0.97);
    assert!(mix_title(&small, &n).starts_with("Today’s split is as good as any: the best found changes profit by"));
    assert_eq!(mix_sentences(&small, &n), Vec::<String>::new());
    let mut few = mix(4.2e4, 0.999);
    if let Some(v) = &mut few.verdict {
        (v.better.value, v.behind.value) = (0.04, 0.1);
    }
    assert_eq!(
        mix_sentences(&few, &n)[0],
        "It is ahead of today’s split in 2 of 50 futures, behind in 5 of 50, and the same in the rest: its mean is higher all the \
         same, as a few good futures carry it."
    );
    assert!(mix_title(&mix(8e3, 0.79), &n).starts_with("We cannot tell a better split from today’s"));
    assert!(mix_title(&Mix { keeps_today: true, ..mix(0.0, 0.5) }, &n).starts_with("Today’s split stands"));
    assert!(mix_title(&Mix { impossible: true, ..Mix::default() }, &n).starts_with("No split holds"));
    assert!(mix_title(&Mix::default(), &n).starts_with("There is one channel"));
}

fn outcome(verdict: Verdict, changes: Vec<Changed>) -> Outcome {
    let reach = Reach { budget: 1.4e6, chance: Chance { value: 0.81, ..Chance::default() }, ..Reach::default() };
    Outcome {
        asked: Some(Target { metric: TargetMetric::Revenue, value: 5e6, confidence: 0.8 }),
        verdict: Some(verdict),
        way: Some(Way { changes, cost: known(2.03e6, 1e4), reach }),
        fresh: Some(Chance { value: 0.76, ..Chance::default() }),
        ..Outcome::default()
    }
}

#[test]
fn a_target_takes_a_budget_or_more_or_is_out_of_reach() {
    let (s, n) = (reports::scenario(), NumberStyle::default());
    let budget = || Changed { setting: String::new(), from: 1.0, to: 1.4 };
    let said = |verdict, changes| outcome_title(&s, &outcome(verdict, changes), &n).text;
    assert_eq!(
        said(Verdict::Budget, vec![budget()]),
        "$5M of revenue with 80% confidence takes a budget of $1.4M in 12 months."
    );
    assert_eq!(
        said(Verdict::Budget, Vec::new()),
        "$5M of revenue with 80% confidence is within reach as things are: 81%."
    );
    assert_eq!(
        said(Verdict::Combination, vec![budget(), budget()]),
        "$5M of revenue with 80% confidence: not by budget alone. With 2 changes together it is reached in 81% of futures, \
         for $2.03M more cost."
    );
    assert_eq!(
        said(Verdict::Nothing, vec![budget()]),
        "Nothing that was tried reaches $5M of revenue with 80% confidence: the furthest comes to 81%."
    );
    assert!(outcome_title(&s, &Outcome::default(), &n).text.starts_with("Say what you want"));
    let mut one = outcome(Verdict::Budget, Vec::new());
    one.asked = Some(Target { metric: TargetMetric::Customers, value: 1.0, confidence: 0.8 });
    assert!(outcome_title(&s, &one, &n).text.starts_with("1 customer with 80% confidence is within reach"));
    assert_eq!(
        outcome_sentences(&s, &outcome(Verdict::Budget, vec![budget()]), &n),
        ["Budget: 140% of today’s.", "In futures it was not chosen in it reaches the target in 38 of 50 futures."]
    );
    let mut sure = outcome(Verdict::Budget, Vec::new());
    sure.fresh = Some(Chance { value: 0.997, ..Chance::default() });
    let said = outcome_sentences(&s, &sure, &n);
    assert_eq!(said, ["In futures it was not chosen in it reaches the target in nearly all of 50 futures."]);
}

#[test]
fn budgets_on_the_way_to_a_target_are_told_with_their_chance_and_what_is_sure() {
    let (s, n) = (reports::scenario(), NumberStyle::default());
    let tried = |multiple: f64, chance: f64, level: f64| Reach {
        multiple,
        budget: 1e6 * multiple,
        chance: Chance { value: chance, ..Chance::default() },
        level: known(level, 2e4),
    };
    let mut o = outcome(Verdict::Budget, Vec::new());
    assert_eq!((o.enough(), outcome_budgets(&o, &n)), (None, Vec::new()));
    o.budgets = vec![tried(0.0, 0.0, 1.1e6), tried(1.0, 0.38, 4.2e6), tried(1.5, 0.8, 5e6), tried(2.0, 0.97, 5.4e6)];
    assert_eq!(o.enough(), Some((1.5e6, 2e6)));
    assert_eq!(outcome_asked(&s, &o, &n), "reaches $5M revenue within 12 months");
    let told = outcome_budgets(&o, &n);
    assert_eq!(told[1].budget, "$1.0M");
    assert_eq!(told[1].cells, ["38%", "$4.20M"]);
    assert_eq!(
        told[1].reading,
        "A budget of $1.0M reaches $5M revenue in 19 of 50 futures; with 80% confidence it comes to $4.20M."
    );
    assert_eq!(told[0].cells, ["no future", "$1.10M"]);
    // Beyond what is enough it may be too much again.
    o.budgets[3].chance.value = 0.7;
    assert_eq!(o.enough(), Some((1.5e6, 1.5e6)));
    o.budgets[2].chance.value = 0.79;
    assert_eq!(o.enough(), None);
}

/// In one column, `people` would write whole numbers above ten and tenths below.
#[test]
fn what_a_target_asks_of_each_stage_is_written_by_column() {
    let (s, n) = (reports::scenario(), NumberStyle::default());
    let need = |stage: &str, people: [f64; 2], most: u32| Need {
        stage: stage.to_owned(),
        people,
        half_by: [most / 2; 2],
        most_by: [most; 2],
        ..Need::default()
    };
    let o = Outcome {
        needs: vec![need(&s.stages[0].id, [1_204.4, 1_686.2], 46), need("", [8.43, 11.8], 0)],
        ..Outcome::default()
    };
    let rows = outcome_needs(&s, &o, &n);
    let cells: Vec<_> = rows.iter().map(|(_, cells)| cells.each_ref().map(String::as_str)).collect();
    assert_eq!(cells, [["1,204", "1,686", "week 23", "week 46"], ["8", "12", "–", "–"]]);
    assert_eq!([&rows[0].0, &rows[1].0], [&s.stages[0].name, "Deals won"]);
    let few = Outcome { needs: vec![need("", [3.0, 4.25], 40)], ..Outcome::default() };
    assert_eq!(outcome_needs(&s, &few, &n)[0].1[..2], ["3.0", "4.2"]);
    let none = Outcome { needs: vec![need("", [0.0, 0.004], 40), need("", [120.0, 310.0], 40)], ..Outcome::default() };
    assert_eq!(outcome_needs(&s, &none, &n)[0].1[..2], ["0", "about 0"], "nobody is not hardly anybody");
}

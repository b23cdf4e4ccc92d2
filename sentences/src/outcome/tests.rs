use funnel_testkit::reports::{self, known};
use funnel_text::NumberStyle;
use proptest::prelude::*;

use super::*;
use funnel_decide::outcome::{Need, Reach, Target, Verdict, Way};
use funnel_engine::report::Chance;
use funnel_engine::scenario::TargetMetric;

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
    let said = |verdict, changes| title(&s, &outcome(verdict, changes), &n).text;
    assert_eq!(
        said(Verdict::Budget, vec![budget()]),
        "$5M of revenue with 80% confidence takes a budget of $1.4M in 12 months."
    );
    assert_eq!(
        said(Verdict::Budget, Vec::new()),
        "$5M of revenue with 80% confidence is within reach as things are, in 81% of futures."
    );
    assert_eq!(
        said(Verdict::Combination, vec![budget(), budget()]),
        "$5M of revenue with 80% confidence: not by budget alone. With 2 changes together it is reached in 81% of futures, \
         for $2.03M more cost."
    );
    let mut cheap = outcome(Verdict::Combination, vec![budget()]);
    cheap.way.as_mut().unwrap().cost = known(-2e4, 1e3);
    assert_eq!(
        title(&s, &cheap, &n).text,
        "$5M of revenue with 80% confidence: not by budget alone. With one change it is reached in 81% of futures, for $20k \
         less cost."
    );
    let nothing = |chance: f64, metric, value| {
        let mut o = outcome(Verdict::Nothing, vec![budget()]);
        o.way.as_mut().unwrap().reach.chance.value = chance;
        o.asked = Some(Target { metric, value, confidence: 0.8 });
        title(&s, &o, &n).text
    };
    assert_eq!(
        nothing(0.799, TargetMetric::Revenue, 5e6),
        "Nothing that was tried reaches $5M of revenue with 80% confidence: the furthest does so in 79.9% of futures."
    );
    assert_eq!(
        nothing(0.0, TargetMetric::Profit, 0.0),
        "Nothing that was tried avoids a loss with 80% confidence: the furthest does so in none of the futures simulated."
    );
    assert!(nothing(0.1, TargetMetric::Profit, -1e5).contains("keeps the loss to at most $100k with 80% confidence"));
    assert!(title(&s, &Outcome::default(), &n).text.starts_with("Say what you want"));
    let mut one = outcome(Verdict::Budget, Vec::new());
    one.asked = Some(Target { metric: TargetMetric::Customers, value: 1.0, confidence: 0.8 });
    assert!(title(&s, &one, &n).text.starts_with("1 customer with 80% confidence is within reach"));
    assert_eq!(
        sentences(&s, &outcome(Verdict::Budget, vec![budget()]), &n),
        ["Budget: 140% of today’s.", "In futures it was not chosen in it reaches the target in 38 of 50 futures."]
    );
    let mut sure = outcome(Verdict::Budget, Vec::new());
    sure.fresh = Some(Chance { value: 0.997, ..Chance::default() });
    let said = sentences(&s, &sure, &n);
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
    assert_eq!((o.enough(), budgets(&o, &n)), (None, Vec::new()));
    o.budgets = vec![tried(0.0, 0.0, 1.1e6), tried(1.0, 0.38, 4.2e6), tried(1.5, 0.8, 5e6), tried(2.0, 0.97, 5.4e6)];
    assert_eq!(o.enough(), Some((1.5e6, 2e6)));
    assert_eq!(asked(&s, &o, &n), "reaches $5M revenue within 12 months");
    let told = budgets(&o, &n);
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
    let rows = needs(&s, &o, &n);
    let cells: Vec<_> = rows.iter().map(|(_, cells)| cells.each_ref().map(String::as_str)).collect();
    assert_eq!(cells, [["1,204", "1,686", "week 23", "week 46"], ["8", "12", "–", "–"]]);
    assert_eq!([&rows[0].0, &rows[1].0], [&s.stages[0].name, "Deals won"]);
    let many =
        Outcome { needs: vec![need("", [8_430.0, 12_345.0], 4), need("", [86.2, 0.7], 4)], ..Outcome::default() };
    let written: Vec<_> =
        needs(&s, &many, &n).into_iter().flat_map(|(_, [today, needed, ..])| [today, needed]).collect();
    assert_eq!(written, ["8,430", "12,345", "86", "1"], "people are written as people");
    let few = Outcome { needs: vec![need("", [3.0, 4.25], 40)], ..Outcome::default() };
    assert_eq!(needs(&s, &few, &n)[0].1[..2], ["3.0", "4.2"]);
    let none = Outcome { needs: vec![need("", [0.0, 0.004], 40), need("", [120.0, 310.0], 40)], ..Outcome::default() };
    assert_eq!(needs(&s, &none, &n)[0].1[..2], ["0", "about 0"], "nobody is not hardly anybody");
}

/// A chance on one side of the chance wanted is not written as on the other.
#[test]
fn a_chance_is_written_on_its_side_of_the_one_wanted() {
    let n = NumberStyle::default();
    let near = (1_u32..1_000, -60_i32..60).prop_map(|(k, off)| (f64::from(k) / 1e3, f64::from(off) / 4_096.0));
    proptest!(|((wanted, off) in near)| {
        let p = (wanted + off).clamp(0.0, 1.0);
        let text = futures(&n, p, wanted);
        let Some((number, _)) = text.split_once("% of futures") else { return Ok(()) };
        let Ok(told) = number.parse::<f64>() else { return Ok(()) };
        prop_assert_eq!(told / 100.0 >= wanted - 1e-12, p >= wanted, "{} against {}: {}", p, wanted, text);
    });
}

#[test]
fn what_today_reaches_already_is_said() {
    let (s, n) = (reports::scenario(), NumberStyle::default());
    let said = |budget: f64, today: f64| {
        let reach = |multiple: f64, budget, chance| Reach {
            multiple,
            budget,
            chance: Chance { value: chance, ..Chance::default() },
            ..Reach::default()
        };
        let way = reach(budget / 1e6, budget, 0.85);
        let mut o = outcome(Verdict::Budget, vec![Changed { setting: String::new(), from: 1.0, to: budget / 1e6 }]);
        o.budgets = vec![way, reach(1.0, 1e6, today)];
        o.way.as_mut().unwrap().reach = way;
        title(&s, &o, &n).text.split_off("$5M of revenue with 80% confidence ".len())
    };
    assert_eq!(said(8e5, 0.82), "is within reach as things are, and even with a budget of $800k in 12 months.");
    assert_eq!(said(8e5, 0.7), "takes a budget of $800k in 12 months.");
    assert_eq!(said(0.0, 0.82), "is within reach as things are, and even with no budget at all in 12 months.");
    assert_eq!(said(0.0, 0.7), "takes no budget at all in 12 months.");
}

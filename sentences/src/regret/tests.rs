use funnel_testkit::reports;
use funnel_text::NumberStyle;
use proptest::prelude::*;

use super::*;
use funnel_decide::regret::{Candidate, Cell as Found, Close, Figures, Most};
use funnel_engine::process::Metric;

fn estimate(value: f64, se: f64) -> Estimate {
    Estimate { value: Some(value), se: Some(se) }
}

fn choice(plan: u32, close: &[u32]) -> Choice {
    let close = close.iter().map(|plan| Close { plan: *plan, ahead: estimate(1e3, 9e3) }).collect();
    Choice { plan, ahead: estimate(6e4, 9e3), close }
}

/// A column with these means, and the plans that are best on average and in the worst tenth.
fn column(means: &[f64], best: Choice, worst_tenth: Choice) -> Column {
    let top = means[best.plan as usize];
    let cell = |mean: &f64| Found {
        reasons: Vec::new(),
        figures: Some(Figures {
            mean: estimate(*mean, 2e4),
            regret: estimate(top - mean, if *mean == top { 0.0 } else { 9e3 }),
            opportunity_loss: estimate(0.0, 1.0),
            worst_tenth: estimate(mean / 2.0, 2e4),
        }),
    };
    Column { cells: means.iter().map(cell).collect(), best, worst_tenth, perfect: estimate(1e5, 1e3) }
}

fn regret(columns: Vec<Column>, minimax: Option<Choice>, most: &[f64]) -> Regret {
    let of = |regret: &f64| Some(Most { set: 0, regret: estimate(*regret, if *regret == 0.0 { 0.0 } else { 9e3 }) });
    Regret {
        metric: Metric::Profit,
        refused: Vec::new(),
        replicates: 1_024,
        sets: columns.iter().map(|_| String::new()).collect(),
        alike: (0..columns.len() as u32).collect(),
        plans: vec![Candidate::default(), Candidate { name: String::new(), from: vec![(0, 0)] }],
        columns,
        most: most.iter().map(of).collect(),
        minimax,
    }
}

fn names() -> Vec<String> {
    ["No change", "20% more everywhere", "Hire two"].map(str::to_owned).to_vec()
}

#[test]
fn one_sentence_says_which_plan_is_regretted_least() {
    let n = NumberStyle::default();
    let split = vec![
        column(&[4.0e6, 4.3e6], choice(1, &[]), choice(0, &[])),
        column(&[3.0e6, 2.9e6], choice(0, &[]), choice(0, &[])),
    ];
    let said = |columns: &[Column], minimax, most: &[f64]| {
        title(&reports::scenario(), &regret(columns.to_vec(), minimax, most), &names(), &n).text
    };
    assert_eq!(
        said(&split, Some(choice(1, &[])), &[3e5, 1e5]),
        "“20% more everywhere” is regretted least of the 3 plans: whoever’s assumptions are right, its mean is at most $100k behind the best plan’s."
    );
    assert_eq!(
        said(&split, Some(choice(1, &[0])), &[3e5, 1e5]),
        "We cannot tell which of “20% more everywhere” and “No change” is regretted least; of “20% more everywhere”, its mean is at \
         most $100k behind the best plan’s."
    );
    let agree = vec![split[0].clone(), column(&[3.0e6, 3.1e6], choice(1, &[]), choice(1, &[]))];
    assert_eq!(
        said(&agree, Some(choice(1, &[])), &[3e5, 0.0]),
        "“20% more everywhere” brings the most profit of the 3 plans under either set of assumptions: there is nothing to regret."
    );
    let three = [agree.clone(), agree[1..].to_vec()].concat();
    assert!(said(&three, Some(choice(1, &[])), &[3e5, 0.0]).contains("under any of the 3 sets of assumptions"));
    let close = vec![split[0].clone(), column(&[3.0e6, 3.1e6], choice(1, &[0]), choice(1, &[]))];
    assert_eq!(
        said(&close, Some(choice(1, &[])), &[3e5, 0.0]),
        "“20% more everywhere” is regretted least of the 3 plans: whoever’s assumptions are right, no other plan has a higher mean."
    );
    // The same assumptions twice are not a second opinion.
    let twice = Regret { alike: vec![0, 0], ..regret(agree, Some(choice(1, &[])), &[3e5, 0.0]) };
    assert_eq!(
        title(&reports::scenario(), &twice, &names(), &n).text,
        "“20% more everywhere” brings the most profit on average of the 3 plans, $60k more than the next best. Both scenarios \
         rest on the same assumptions, so this says nothing about who is right."
    );
    let of_three = Regret { alike: vec![0, 1, 1], ..regret(three, Some(choice(1, &[])), &[3e5, 0.0]) };
    assert!(
        title(&reports::scenario(), &of_three, &names(), &n).text.contains("under either different set of assumptions")
    );
    assert_eq!(said(&split, None, &[]), "Which plan brings most profit, whoever’s assumptions are right");
}

#[test]
fn under_one_set_of_assumptions_it_is_the_best_plan() {
    let n = NumberStyle::default();
    let said = |best| {
        let found = regret(vec![column(&[4.0e6, 4.06e6], best, choice(0, &[]))], None, &[]);
        title(&reports::scenario(), &found, &names(), &n).text
    };
    assert_eq!(
        said(choice(1, &[])),
        "“20% more everywhere” brings the most profit on average of the 3 plans, $60k more than the next best."
    );
    assert_eq!(
        said(choice(1, &[0])),
        "We cannot tell which of “20% more everywhere” and “No change” brings the most profit on average."
    );
}

#[test]
fn the_worst_tenth_has_a_plan_of_its_own_or_one_cannot_tell() {
    let with = |a, b| {
        let column = |worst| column(&[4.0e6, 4.3e6], choice(1, &[]), worst);
        worst_tenth(&regret(vec![column(a), column(b)], None, &[]), &names()).unwrap()
    };
    assert_eq!(
        with(choice(0, &[]), choice(0, &[])),
        "In the worst tenth of futures “No change” leaves the most profit, whoever’s assumptions are right."
    );
    assert_eq!(
        with(choice(0, &[]), choice(1, &[0])),
        "What leaves the most profit in the worst tenth of futures: under A “No change”; under B one of “20% more \
         everywhere” and “No change”, we cannot tell which."
    );
    let one = regret(vec![column(&[4.0e6, 4.3e6], choice(1, &[]), choice(0, &[1]))], None, &[]);
    assert_eq!(
        worst_tenth(&one, &names()).unwrap(),
        "In the worst tenth of futures one of “No change” and “20% more everywhere”, we cannot tell which, leaves the most \
         profit."
    );
    assert_eq!(worst_tenth(&Regret { columns: Vec::new(), ..one }, &names()), None);
}

#[test]
fn cells_say_what_a_plan_comes_to_or_why_it_cannot_be() {
    let n = NumberStyle::default();
    let mut c = column(&[4.0e6, 4.3e6, 4.29e6], choice(1, &[2]), choice(0, &[]));
    let figures = |mean: &str, regret: &str, is_best, is_safest| Cell::Figures {
        mean: mean.to_owned(),
        regret: regret.to_owned(),
        is_best,
        is_safest,
    };
    // One rule for each column: no "$4M" above "$4.29M".
    assert_eq!(cells(&c, &n)[0], figures("$4.00M", "$300k less", false, true));
    assert_eq!(cells(&c, &n)[1], figures("$4.30M", "best, within the error", true, false));
    assert_eq!(cells(&c, &n)[2], figures("$4.29M", "$10k less, within the error", true, false));
    c.cells[2] = Found { reasons: vec!["no team “sdr”".into(), "no stage “mql”".into()], figures: None };
    assert_eq!(cells(&c, &n)[2], Cell::Impossible("no team “sdr”; no stage “mql”".into()));
    let found =
        Regret { most: vec![None, Some(Most { set: 0, regret: estimate(0.0, 0.0) })], ..regret(vec![c], None, &[1e5]) };
    assert_eq!(most(&found, &n), ["not everywhere possible", "nothing"]);
}

#[test]
fn plans_of_one_name_are_told_apart_by_where_they_come_from() {
    let n = NumberStyle::default();
    let s = with_names(&reports::scenario(), &n);
    assert_eq!(s.plans[0].name, "20% more everywhere");
    let mut found = regret(Vec::new(), None, &[]);
    assert_eq!(plans(&found), ["No change", "The plan"]);
    let tried = |from| Candidate { name: s.plans[0].name.clone(), from };
    found.plans = vec![Candidate::default(), tried(vec![(0, 0), (2, 1)]), tried(vec![(1, 0)])];
    assert_eq!(plans(&found), ["No change", "20% more everywhere (A, C)", "20% more everywhere (B)"]);
}

/// Figures are money or people, never the one written as the other.
#[test]
fn customers_are_no_money_and_money_is_no_customers() {
    let n = NumberStyle::default();
    let sure = vec![column(&[40.0, 41.2], choice(1, &[]), choice(1, &[]))];
    let split = vec![sure[0].clone(), column(&[40.0, 30.0], choice(0, &[]), choice(0, &[]))];
    for metric in funnel_decide::sides::FIGURES {
        let all = [regret(sure.clone(), None, &[]), regret(split.clone(), Some(choice(1, &[])), &[1.2, 10.0])];
        for found in all.map(|found| Regret { metric, ..found }) {
            let text = title(&reports::scenario(), &found, &names(), &n).text;
            assert_eq!(text.contains('$'), metric != Metric::Customers, "{text}");
            assert_eq!(text.contains("customers"), metric == Metric::Customers, "{text}");
            assert_eq!(
                most(&found, &n).iter().any(|cell| cell.contains('$')),
                !found.most.is_empty() && metric != Metric::Customers
            );
        }
    }
}

/// Whatever plans are called and wherever they come from, no two have one name.
#[test]
fn every_plan_that_is_tried_has_a_name_of_its_own() {
    let name = prop::sample::select(vec!["", "Hire", "No change"]);
    let plans_of = prop::collection::vec(prop::collection::vec(name, 0..4), 1..4);
    proptest!(|(all in plans_of, shared in any::<bool>())| {
        let mut found = regret(Vec::new(), None, &[]);
        found.sets = vec![String::new(); all.len()];
        found.plans = vec![Candidate::default()];
        for (set, given) in (0_u32..).zip(&all) {
            for (place, name) in (0_u32..).zip(given) {
                found.plans.push(Candidate { name: (*name).to_owned(), from: vec![(set, place)] });
            }
        }
        if shared && found.plans.len() > 2 {
            let last = found.plans.pop().unwrap();
            found.plans[1].from.extend(last.from);
        }
        let mut names = plans(&found);
        names.sort();
        names.dedup();
        prop_assert_eq!(names.len(), found.plans.len(), "{:?}", names);
    });
}

#[test]
fn a_plan_without_a_name_is_what_it_does_and_no_plan_is_no_choice() {
    let (s, n) = (reports::scenario(), NumberStyle::default());
    let found = regret(vec![column(&[4.0e6, 4.06e6], choice(1, &[]), choice(0, &[]))], None, &[]);
    let names = plans(&named(&found, &[&s], &n));
    assert_eq!(names, ["No change", "20% more everywhere"]);
    assert_eq!(
        title(&s, &found, &names, &n).text,
        "“20% more everywhere” brings the most profit on average of the 2 plans, $60k more than the next best."
    );
    assert_eq!(title(&s, &found, &names[..1], &n).text, "No plan changes anything, so there is nothing to choose.");
    let close = |ahead| Choice { plan: 0, ahead, close: vec![Close { plan: 1, ahead }] };
    let same = regret(vec![column(&[4.0e6, 4.0e6], close(estimate(0.0, 0.0)), choice(0, &[]))], None, &[]);
    assert_eq!(
        title(&s, &same, &names, &n).text,
        "“No change” and “20% more everywhere” bring the most profit on average, and the same in every future simulated."
    );
}

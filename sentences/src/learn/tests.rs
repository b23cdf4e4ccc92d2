use super::*;
use funnel_decide::regret::Choice;
use funnel_engine::process::Metric;
use funnel_engine::report::Estimate;
use funnel_engine::scenario::Plan;
use funnel_testkit::reports;
use funnel_text::NumberStyle;
use proptest::prelude::*;

fn learn(value: f64, zero: Option<Zero>) -> Learn {
    let worth = Worth { value, estimate: value, se: 900.0, changes: 0.2, zero };
    Learn {
        metric: Metric::Profit,
        replicates: 1_024,
        adopt: None,
        choice: Choice::of(&[Some(vec![0.0, 0.0]), Some(vec![-9e4, -9e4])]),
        differences: vec![Estimate { value: Some(-9e4), se: Some(1e3) }],
        all: None,
        explained: None,
        knowledge: None,
        all_if_normal: None,
        inputs: vec![Known {
            inputs: vec!["stage/won/rate".into()],
            paths: Vec::new(),
            market: false,
            worth,
            more: Vec::new(),
        }],
        pairs: None,
    }
}

#[test]
fn what_to_find_out_has_its_worth_or_its_reason() {
    let (s, n) = (reports::scenario(), NumberStyle::default());
    let names = Names::of(&s);
    let said = |l: &Learn| learn_title(&s, l, &names, &n);
    assert_eq!(
        said(&learn(12_300.0, None)).text,
        "Find out first: Won: Chance to pass. Knowing it exactly would be worth $12.3k; as things stand, of today’s budget \
         and the plan, today’s budget leaves more profit on average."
    );
    let mut two = learn(12_300.0, None);
    let other = two.inputs[0].clone();
    two.inputs.push(Known { inputs: vec!["stage/lead/rate".into()], ..other });
    two.inputs[1].worth.value = 11_000.0;
    assert!(said(&two).text.starts_with(
        "Find out first: Won: Chance to pass; Lead: Chance to pass may be worth as much. Knowing the first exactly would be \
         worth $12.3k;"
    ));
    let never = learn(0.0, Some(Zero::NeverChanges));
    assert_eq!(
        said(&never).text,
        "No single number would change the choice between today’s budget and the plan: today’s budget leaves more \
         profit on average, whatever any of them turns out to be."
    );
    let best = said(&never).claims.into_iter().find_map(|c| match c.what {
        What::Best { best, among } => Some((best, among)),
        _ => None,
    });
    assert_eq!(best, Some((Side::Today, among([Side::Today, Side::Budget(1.2)]))), "of these two, and of no other");
    assert!(said(&learn(0.0, Some(Zero::WithinError))).text.contains("within its error"));
    let none = Learn { inputs: Vec::new(), ..learn(0.0, None) };
    assert_eq!(said(&none).text, "Nothing is uncertain, so there is nothing to find out.");
    let alone = Learn { differences: Vec::new(), choice: Choice::of(&[Some(vec![0.0; 2])]), ..learn(0.0, None) };
    assert_eq!(said(&alone).text, "There is no plan to choose, so there is nothing to find out.");
    let close = Learn { choice: Choice::of(&[Some(vec![0.0, 0.0]), Some(vec![-9e4, 9e4])]), ..never };
    assert_eq!(
        said(&close).text,
        "We cannot tell which of today’s budget and the plan leaves more profit on average, and no single number would \
         change that, whatever it turns out to be."
    );
}

#[test]
fn a_plan_without_a_price_is_not_called_best_as_if_it_were_free() {
    let mut s = funnel_engine::scenario::templates::load("sales-led-saas").unwrap();
    s.teams[0].cost_per_week = None;
    let s = funnel_engine::scenario::edit::set_setting(&s, 0, "team/sdr/people", Some(4.0)).unwrap();
    let l = Learn {
        choice: Choice::of(&[Some(vec![0.0, 0.0]), Some(vec![9e4, 9e4])]),
        adopt: Some(0),
        ..learn(0.0, Some(Zero::NeverChanges))
    };
    let text = learn_title(&s, &l, &Names::of(&s), &NumberStyle::default()).text;
    assert!(
        text.contains("the plan leaves more profit on average, before what it costs (Sales development: people), which nobody said"),
        "{text}"
    );
}

#[test]
fn what_one_input_is_worth() {
    let (names, n) = (Names::of(&reports::scenario()), NumberStyle::default());
    assert_eq!(
        known(&learn(12_300.0, None).inputs[0], &names, &n),
        "Won: Chance to pass: knowing it exactly is worth $12.3k, and changes the decision in 20% of futures."
    );
}

#[test]
fn pairs_are_told_or_that_none_is_worth_it() {
    let (names, n) = (Names::of(&reports::scenario()), NumberStyle::default());
    let with = |all: &[(f64, Option<Zero>)]| {
        let pair = |(value, zero): &(f64, Option<Zero>)| Pair {
            inputs: ["stage/won/rate", "stage/lead/rate"].map(|key| vec![key.to_owned()]),
            worth: learn(*value, *zero).inputs[0].worth,
        };
        pairs(&Learn { pairs: Some(all.iter().map(pair).collect()), ..learn(0.0, None) }, &names, &n)
    };
    assert_eq!(pairs(&learn(0.0, None), &names, &n), Vec::<String>::new(), "nobody asked");
    assert_eq!(
        with(&[(12_300.0, None), (0.0, Some(Zero::WithinError))]),
        [
            "Won: Chance to pass, and Lead: Chance to pass: knowing both exactly is worth $12.3k, and changes the decision in \
          20% of futures."
        ]
    );
    assert!(with(&[(0.0, Some(Zero::NeverChanges))])[0].starts_with("No two numbers known at once would change"));
    assert!(with(&[(0.0, Some(Zero::WithinError))])[0].contains("clearly worth"));
    assert!(with(&[])[0].starts_with("There are no two"));
}

/// A plan that comes to the same as today in every future is no unknown.
#[test]
fn the_same_is_no_unknown() {
    let (s, n) = (reports::scenario(), NumberStyle::default());
    let said = |plans: &[f64]| {
        let plan = |i: usize| Plan { name: format!("p{i}"), ..s.plans[0].clone() };
        let s = Scenario { plans: (0..plans.len()).map(plan).collect(), ..s.clone() };
        let values: Vec<Option<Vec<f64>>> = [0.0].iter().chain(plans).map(|x| Some(vec![*x, *x])).collect();
        let difference = |x: &f64| Estimate { value: Some(*x), se: Some(0.0) };
        let l = Learn {
            choice: Choice::of(&values),
            differences: plans.iter().map(difference).collect(),
            ..learn(0.0, Some(Zero::NeverChanges))
        };
        learn_title(&s, &l, &Names::of(&s), &n).text
    };
    assert_eq!(
        said(&[0.0]),
        "The plan leaves the same profit as today’s budget in every future simulated, so there is nothing to find out."
    );
    assert!(said(&[0.0, 0.0]).starts_with("The 2 plans leave the same profit as today’s budget"));
    assert_eq!(
        said(&[0.0, -9e4]),
        "No single number would change the choice between today’s budget and the 2 plans: today’s budget and “p0” leave \
         the most profit on average, the same in every future, whatever any of them turns out to be."
    );
    proptest!(|(plans in prop::collection::vec(prop::sample::select(vec![-9e4, 0.0, 5e3]), 1..5))| {
        prop_assert!(!said(&plans).contains("annot tell"), "{:?}: {}", plans, said(&plans));
    });
}

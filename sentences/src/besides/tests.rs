//! Whoever speaks of a plan that changes more than its budget does not speak of the money.

use funnel_decide::ladder::{Ladder, Rung};
use funnel_decide::{Driver, Finding, Question};
use funnel_engine::process::Metric;
use funnel_engine::report::{Estimate, Report};
use funnel_engine::scenario::{Plan, RateChange, SettingChange, SpendChange, edit, templates};
use funnel_engine::simulate::Simulator;
use funnel_text::NumberStyle;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};

use super::*;
use crate::claims::{Side, What};
use crate::in_short::{Findings, Mood, Stance, act, in_short};
use crate::{ask, time};

const FUTURES: u32 = 128;

fn report(s: &Scenario) -> Report {
    let mut simulator = Simulator::new(s).unwrap();
    let mut tally = simulator.tally();
    simulator.blocks(FUTURES).for_each(|block| simulator.step(block, FUTURES, &mut tally));
    tally.report(simulator.model())
}

fn found(question: &Question, s: &Scenario) -> Finding {
    let mut driver = Driver::new(question.study(s, 64));
    while driver.step().unwrap() {}
    driver.found()
}

fn spend(scale: f64) -> Vec<SpendChange> {
    vec![SpendChange { scale, ..SpendChange::default() }]
}

/// A template whose plan scales its budget and changes some settings and rates, the same ones in every run.
fn mixed(count: usize) -> Vec<Scenario> {
    let settings = prop::collection::vec((any::<prop::sample::Index>(), 0.0..1.0_f64), 0..3);
    let rates = prop::collection::vec((any::<prop::sample::Index>(), -0.5..0.5_f64), 0..2);
    let edits = (0..templates::TEMPLATES.len(), 0.0..2.0_f64, settings, rates);
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(ProptestConfig::default(), rng);
    let mut all = Vec::new();
    while all.len() < count {
        let (template, scale, settings, rates) = edits.new_tree(&mut runner).unwrap().current();
        let mut s = templates::load(templates::TEMPLATES[template].id).unwrap();
        (s.frame.horizon_weeks, s.frame.run_off_weeks) = (26, 26);
        s.plans = vec![Plan { spend: spend(scale), ..Plan::default() }];
        let known = s.settings();
        for (at, share) in settings.into_iter().filter(|_| !known.is_empty()) {
            let x = at.get(&known);
            let (low, high) = (x.low.max(x.today / 2.0), x.high.min(2.0 * x.today + 1.0));
            s = edit::set_setting(&s, 0, &x.key, Some(low + share * (high - low))).unwrap_or(s);
        }
        let stages: Vec<String> = s.stages.iter().map(|x| x.id.clone()).collect();
        s.plans[0].rates =
            rates.into_iter().map(|(at, logit)| RateChange { stage: at.get(&stages).clone(), logit }).collect();
        if super::count(&s, 0) > 0 && s.problems().is_empty() {
            all.push(s);
        }
    }
    all
}

/// Words that say what the money does, or what to do with it alone.
const OF_MONEY: [&str; 9] = [
    "the extra $",
    "the extra budget",
    "extra money",
    "add the budget",
    "add budget",
    "cut the budget",
    "add the money",
    "less leaves",
    "less costs",
];

fn speaks_of_money(text: &str) -> Option<&'static str> {
    OF_MONEY.into_iter().find(|words| text.to_lowercase().contains(words))
}

#[test]
fn what_a_plan_brings_is_never_said_of_its_money_alone() {
    let n = NumberStyle::default();
    for s in mixed(8) {
        let report = report(&s);
        let all = [Question::Ladder, Question::Extra, Question::Cut].map(|question| found(&question, &s));
        for found in [Findings::default(), Findings::of(&all)] {
            let said = in_short(&s, &report, &found, &n);
            let lines = [said.head.as_str(), &said.what.text, &said.sure.text].join(" ");
            assert_eq!(speaks_of_money(&lines), None, "{lines}\n{:?}", s.plans);
            let of_money = said.what.claims.iter().find(|c| matches!(c.what, What::Pays { .. } | What::Refused { .. }));
            assert_eq!(of_money, None, "{lines}");
            // The advice is on the sign of all of it.
            let profit = report.comparisons[0].difference[&Metric::Profit].mean;
            let is_against = matches!(said.stance, Stance::Leave);
            let is_for = matches!(said.stance, Stance::Do | Stance::DoNow);
            assert!(!(is_against && profit.is_gain() || is_for && profit.is_loss()), "{lines}");
            // A step that the plan makes is not presented as something else.
            if let Some(Finding::Ladder(ladder)) = all.first() {
                for rung in ladder.rungs.iter().filter(|rung| does(&s, rung)) {
                    let (step, doing) = (act(&s, rung, &n, Mood::Do), act(&s, rung, &n, Mood::Doing));
                    if lines.contains(&step) || lines.contains(&doing) {
                        assert!(lines.contains("which the plan does, too"), "{lines}");
                    }
                }
            }
        }
        assert_eq!(speaks_of_money(&time::title(&s, &report, &n)), None);
        let title = levers::title(&n, &s);
        assert!(!title.contains("nothing else"), "{title}");
        assert_eq!(Side::of_plan(&s, 0), Side::Plan(0));
        assert_ne!(ask::plan_name(&n, &s, &s.plans[0]), "The plan");
    }
    // The words are those of sentences that exist: about the budget alone they are said.
    let mut s = templates::load("sales-led-saas").unwrap();
    s.plans = vec![Plan { spend: spend(1.2), ..Plan::default() }];
    let said = in_short(&s, &report(&s), &Findings::default(), &n);
    assert!(speaks_of_money(&said.head).is_some() && speaks_of_money(&said.what.text).is_some(), "{said:?}");
    assert!(speaks_of_money(&said.sure.text).is_some(), "{said:?}");
}

/// The reviewer's plan: the budget alone loses, its two other changes gain more, and the whole is not the budget's.
#[test]
fn a_budget_that_loses_is_not_credited_with_what_else_the_plan_does() {
    let n = NumberStyle::default();
    let mut s = templates::load("sales-led-saas").unwrap();
    let set = |setting: &str, value| SettingChange { setting: setting.to_owned(), value };
    let settings = vec![set("attempts/attempts", 6.0), set("team/sdr/people", 5.0)];
    s.plans = vec![Plan { spend: spend(1.2), settings, ..Plan::default() }];
    let short = in_short(&s, &report(&s), &Findings::default(), &n);
    assert!(short.what.text.contains("he plan ($203k more and 2 other changes)"), "{}", short.what.text);
    assert!(short.head.contains("the plan"), "{}", short.head);
    let alone = Scenario { plans: vec![Plan { spend: spend(1.2), ..Plan::default() }], ..s.clone() };
    let profit = |s: &Scenario| report(s).comparisons[0].difference[&Metric::Profit].mean;
    assert!(profit(&alone).is_loss() && !profit(&s).is_loss(), "the case is one where the two differ");
    assert_eq!(in_short(&alone, &report(&alone), &Findings::default(), &n).stance, Stance::Dont);
}

#[test]
fn all_changes_are_named() {
    let n = NumberStyle::default();
    let mut s = templates::load("sales-led-saas").unwrap();
    s.plans[0].rates = vec![RateChange { stage: s.stages[0].id.clone(), logit: 3.0_f64.ln() }];
    let name = s.stages[0].name.clone();
    let said = format!("25 more of 100 even chances pass “{name}”");
    assert_eq!(changes(&n, &s, 0), std::slice::from_ref(&said));
    assert_eq!(levers::title(&n, &s), format!("Beside the budget the plan changes one thing: {said}."));
    assert_eq!(ask::plan_name(&n, &s, &s.plans[0]), format!("20% more everywhere, {said}"));
    s.plans[0].spend.clear();
    assert_eq!(levers::title(&n, &s), format!("The plan leaves the budget and changes one thing: {said}."));
    assert_eq!(ask::plan_name(&n, &s, &s.plans[0]), format!("Today’s budget, {said}"));
    s.plans[0].rates.clear();
    assert_eq!(levers::title(&n, &s), "So far the plan changes nothing.");
    assert_eq!(parts(&n, 203_000.0, 2), "$203k more and 2 other changes");
    assert_eq!(
        (parts(&n, -5_000.0, 1), parts(&n, 0.0, 1)),
        ("$5,000 less and 1 other change".into(), "1 change".into())
    );
}

/// A plan that loses is no reason against a step of it: the step is told as one that the plan takes, too.
#[test]
fn a_step_of_the_plan_itself_is_told_as_such() {
    let n = NumberStyle::default();
    let mut s = templates::load("sales-led-saas").unwrap();
    let settings = vec![SettingChange { setting: "team/sdr/people".into(), value: 5.0 }];
    s.plans = vec![Plan { spend: spend(4.0), settings, ..Plan::default() }];
    let report = report(&s);
    let gain = Estimate::known(90_000.0, 1_000.0);
    let step = |lever: Lever| Rung {
        profit: gain,
        cost: Some(Estimate::known(60_000.0, 0.0)),
        sign_known: true,
        ..rung(lever)
    };
    let said = |lever: Lever| {
        let ladder = Ladder { profit: gain, revenue: gain, rungs: vec![step(lever)] };
        let short = in_short(&s, &report, &Findings { ladder: Some(&ladder), ..Findings::default() }, &n);
        assert_eq!(short.stance, Stance::Leave, "{short:?}");
        (short.head, short.what.text)
    };
    let (head, what) = said(Lever::Person { team: "sdr".into() });
    assert!(head.ends_with("hire one more person for “Sales development”, of all that it does."), "{head}");
    assert!(
        what.contains(
            "On top of today, hiring one more person for “Sales development”, which the plan does, too, brings"
        )
    );
    let (head, what) = said(Lever::Attempt);
    assert!(head.ends_with("make one more attempt to reach each lead instead."), "{head}");
    assert!(!what.contains("which the plan does"), "{what}");
}

fn rung(lever: Lever) -> Rung {
    Rung {
        lever,
        step: 1.0,
        revenue: Estimate::default(),
        profit: Estimate::default(),
        cost: None,
        missing: None,
        per_dollar: None,
        revenue_sign_known: false,
        sign_known: false,
    }
}

/// Each step is recognised by the setting it moves: a plan that makes exactly this step does it, and one that makes the
/// opposite does not.
#[test]
fn a_step_that_the_plan_makes_is_recognised() {
    let s = templates::load("sales-led-saas").unwrap();
    let s = Scenario { plans: vec![Plan::default()], ..s };
    let with = |key: &str, by: f64| {
        let today = s.settings().into_iter().find(|x| x.key == key).unwrap().today;
        edit::set_setting(&s, 0, key, Some(today + by)).unwrap()
    };
    for (lever, key, by) in [
        (Lever::Attempt, "attempts/attempts", 1.0),
        (Lever::Person { team: "sdr".into() }, "team/sdr/people", 1.0),
        (Lever::Answer, "response/minutes", -60.0),
    ] {
        assert!(does(&with(key, by), &rung(lever.clone())), "{key}");
        assert!(!does(&with(key, -by), &rung(lever.clone())) && !does(&s, &rung(lever)), "{key}");
    }
    let on = s.channels[0].id.clone();
    let one = |scale| {
        let change = SpendChange { channels: vec![on.clone()], scale, ..SpendChange::default() };
        Scenario { plans: vec![Plan { spend: vec![change], ..Plan::default() }], ..s.clone() }
    };
    let media = || rung(Lever::Media { channel: on.clone() });
    assert!(does(&one(1.2), &media()) && !does(&one(0.8), &media()) && !does(&s, &media()));
}
